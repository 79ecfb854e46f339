"""The door of the phone: what a call leads to and its line in the log are one write (L7)."""

from __future__ import annotations

from dataclasses import dataclass

from db import key_register, log_lines, site, tickets
from db.duty_log import PromiseView, promises_at_unit
from db.journal import Write, writing
from db.key_register import KeyFilter, KeyView
from db.site import UnitView
from db.tickets import TicketView

__all__ = ["Card", "again", "card", "take"]


@dataclass(frozen=True, slots=True)
class Card:
    """A unit, or a place in words, with everything open there (T13)."""

    unit: UnitView | None
    place: str = ""
    tickets: tuple[TicketView, ...] = ()
    promises: tuple[PromiseView, ...] = ()
    keys: tuple[KeyView, ...] = ()

    @property
    def number(self) -> str:
        """The unit's number, empty for a place in words."""
        return self.unit.number if self.unit else ""


def card(unit: str, place: str = "") -> Card:
    """What is known and open at a unit; a place in words has nothing but its name."""
    if not unit:
        return Card(None, place)
    found = site.find_unit(unit)
    out = key_register.page(KeyFilter(text=found.number, only_out=True), None, 9)
    keys = tuple(key for key in out if key.unit == found.number)
    return Card(found, place, tuple(tickets.open_at_unit(found.id)), tuple(promises_at_unit(found.id)), keys)


@writing("call.take")
def take(
    write: Write,
    post_id: int,
    kind: str,
    content: str,
    *,
    grade: str,
    unit: str = "",
    place: str = "",
    caller_name: str = "",
    caller_phone: str = "",
    caller_is: str = "",
    cost: str = "",
    complaint_class: str = "",
    confirmed: str = "",
    appointment_at: int | None = None,
    event_at: int | None = None,
    channel: str = "call",
    follows: int | None = None,
) -> TicketView:
    """Take a repair or a complaint and write its line; `follows` is the line of the log it was made from (L13)."""
    public = kind == "repair" and not unit
    ticket = tickets.take.inside(
        write, kind, content, post_id=post_id, grade=grade, unit=unit, place=place, public=public,
        caller_name=caller_name, caller_phone=caller_phone, caller_is=caller_is, cost=cost,
        complaint_class=complaint_class, confirmed=confirmed, appointment_at=appointment_at, event_at=event_at,
    )  # fmt: skip
    log_lines.write.inside(
        write, post_id, f"{ticket.label} {ticket.content}", kind=channel, unit=unit, place=place, event_at=event_at,
        follows=follows,
    )  # fmt: skip
    return ticket


@writing("call.again")
def again(
    write: Write, post_id: int, ticket_id: int, text: str, *, event_at: int | None = None, channel: str = "call"
) -> TicketView:
    """Count another call about an open ticket and write its line."""
    ticket = tickets.call_again.inside(write, ticket_id, post_id)
    log_lines.write.inside(
        write, post_id, text, kind=channel, unit=ticket.unit, place=ticket.place[:60], event_at=event_at
    )
    return ticket
