"""The door of calls, letters and visits: what one leads to and its line in the log are one write (L7)."""

from __future__ import annotations

from dataclasses import dataclass

from db import key_register, log_lines, log_promises, site, tickets
from db.duty_log import EntryView, PromiseView, promises_at_unit
from db.journal import Write, writing
from db.key_register import KeyFilter, KeyView
from db.models.calls import Contacted
from db.rules import plain_text
from db.rules.words import _
from db.site import UnitView
from db.tickets import TicketView

__all__ = ["Card", "How", "again", "ask_again", "card", "note", "promise", "take"]


@dataclass(frozen=True, slots=True)
class How:
    """How somebody came: by `call`, `letter` or `visit`; `rings` is `three`, `late`, or empty where not marked (L8)."""

    channel: str = "call"
    rings: str = ""


CALLED = How()


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
    how: How = CALLED,
    follows: int | None = None,
) -> TicketView:
    """Take a repair or a complaint and write its line; `follows` is the line of the log it was made from (L13)."""
    public = kind == "repair" and not unit
    ticket = tickets.take.inside(
        write, kind, content, post_id=post_id, grade=grade, unit=unit, place=place, public=public,
        caller_name=caller_name, caller_phone=caller_phone, caller_is=caller_is, cost=cost,
        complaint_class=complaint_class, confirmed=confirmed, appointment_at=appointment_at, event_at=event_at,
    )  # fmt: skip
    line = log_lines.write.inside(
        write, post_id, f"{ticket.label} {ticket.content}", kind=how.channel, unit=unit, place=place,
        event_at=event_at, follows=follows,
    )  # fmt: skip
    _came(write, line.id, how, "ticket")
    return ticket


def _came(write: Write, entry_id: int, how: How, outcome: str, to: str = "") -> None:
    """Put beside the line how somebody came and what it led to (L7)."""
    row = Contacted(entry=entry_id, channel=how.channel, outcome=outcome, rings=how.rings)
    row.to = plain_text.clean(to, _("Transferred to"), 60, required=outcome == "transfer")
    write.save(row)


@writing("call.note")
def note(
    write: Write,
    post_id: int,
    text: str,
    outcome: str,
    *,
    unit: str = "",
    place: str = "",
    event_at: int | None = None,
    how: How = CALLED,
    to: str = "",
    contact_name: str = "",
    contact_phone: str = "",
) -> EntryView:
    """Write what needs no ticket: answered at once, a suggestion, or a transfer `to` somebody (L7, T22)."""
    said = f"{text} -> {to.strip()}" if outcome == "transfer" and to.strip() else text
    line = log_lines.write.inside(
        write, post_id, said, kind=how.channel, unit=unit, place=place, event_at=event_at,
        contact_name=contact_name, contact_phone=contact_phone,
    )  # fmt: skip
    _came(write, line.id, how, outcome, to)
    return line


@writing("call.promise")
def promise(
    write: Write,
    post_id: int,
    text: str,
    due_at: int,
    *,
    unit: str = "",
    place: str = "",
    event_at: int | None = None,
    how: How = CALLED,
    contact_name: str = "",
    contact_phone: str = "",
) -> PromiseView:
    """Promise an answer for `due_at` (epoch ms) to whoever called, wrote or came (L9)."""
    made = log_promises.promise.inside(
        write, post_id, text, due_at, unit=unit, place=place, event_at=event_at, channel=how.channel,
        contact_name=contact_name, contact_phone=contact_phone,
    )  # fmt: skip
    _came(write, made.entry_id, how, "promise")
    return made


@writing("call.again")
def again(
    write: Write, post_id: int, ticket_id: int, text: str, *, event_at: int | None = None, how: How = CALLED
) -> TicketView:
    """Count another call about an open ticket and write its line."""
    ticket = tickets.call_again.inside(write, ticket_id)
    line = log_lines.write.inside(
        write, post_id, text, kind=how.channel, unit=ticket.unit, place=ticket.place[:60], event_at=event_at
    )
    _came(write, line.id, how, "again")
    return ticket


@writing("call.ask_again")
def ask_again(
    write: Write, post_id: int, promise_id: int, text: str, *, event_at: int | None = None, how: How = CALLED
) -> EntryView:
    """Write that somebody asked again for a promised answer."""
    promised = log_promises.promised(promise_id)
    line = log_lines.write.inside(
        write, post_id, text, kind=how.channel, unit=promised.unit, event_at=event_at, follows=promised.entry_id
    )
    _came(write, line.id, how, "again")
    return line
