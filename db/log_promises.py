"""Promised answers: each is a line of the log with a due time, carried from shift to shift until kept (L9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from db import log_lines
from db.journal import Write, writing
from db.models.duty_log import LogEntry, Promise
from db.models.site import Contact, Post, Unit
from db.models.staff import Officer
from db.rules import duty_log as rules
from db.rules import plain_text
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class PromiseView:
    """An answer promised to somebody; times are epoch milliseconds."""

    id: int
    entry_id: int
    number: int
    post: str
    post_id: int
    text: str
    place: str
    unit: str
    contact: str
    phone: str
    author: str
    made_at: int
    due_at: int
    kept_at: int | None
    answer: str

    @property
    def key(self) -> tuple[int, int]:
        """Keyset of the list: when it is due, then id."""
        return (self.due_at, self.id)


@writing("log.promise")
def promise(
    write: Write,
    post_id: int,
    text: str,
    due_at: int,
    *,
    unit: str = "",
    place: str = "",
    event_at: int | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    channel: str = "call",
) -> PromiseView:
    """Write the line of a call, letter or visit and promise the answer for `due_at` (epoch ms)."""
    rules.promise(due_at, write.at)
    line = log_lines.write.inside(
        write, post_id, text, kind=channel, unit=unit, place=place, event_at=event_at,
        contact_name=contact_name, contact_phone=contact_phone,
    )  # fmt: skip
    row = write.save(Promise(entry=line.id, due_at=due_at))
    return PromiseView(
        row.id, line.id, line.number, line.post, post_id, line.text, line.place, line.unit, line.contact, line.phone,
        line.author, line.event_at, due_at, None, "",
    )  # fmt: skip


@writing("log.keep_promise")
def keep_promise(write: Write, promise_id: int, answer: str = "") -> PromiseView:
    """Mark a promise as kept; an answer in words becomes a line that follows the call."""
    row = Promise.get_or_none(Promise.id == promise_id)
    if row is None:
        raise Refused(_("There is no such promise."))
    rules.keep_promise(row.entry.number, row.kept_at is not None)
    row.answer = plain_text.clean(answer, _("Answer"), required=False)
    row.kept_at, row.kept_by_id = write.at, write.officer
    write.save(row)
    if row.answer:
        unit = row.entry.unit.number if row.entry.unit else ""
        log_lines.write.inside(write, row.entry.post_id, row.answer, kind="call", unit=unit, follows=row.entry_id)
    return those(Promise.id == promise_id)[0]


def promised(promise_id: int) -> PromiseView:
    """One promise by id."""
    found = those(Promise.id == promise_id)
    if not found:
        raise Refused(_("There is no such promise."))
    return found[0]


def promises_due() -> list[PromiseView]:
    """Every promise that is not kept, nearest first."""
    return those(Promise.kept_at.is_null())


def promises_at_unit(unit_id: int) -> list[PromiseView]:
    """The promises to a unit that are not kept, nearest first (T13)."""
    return those(Promise.kept_at.is_null(), LogEntry.unit == unit_id)


def those(*conditions: Any) -> list[PromiseView]:
    """The promises that meet these conditions, nearest first."""
    query = (
        Promise.select(Promise, LogEntry, Post, Officer, Unit, Contact)
        .join(LogEntry)
        .join_from(LogEntry, Post)
        .join_from(LogEntry, Officer)
        .join_from(LogEntry, Unit, JOIN.LEFT_OUTER)
        .join_from(LogEntry, Contact, JOIN.LEFT_OUTER)
    )
    return [_view(row) for row in query.where(*conditions).order_by(Promise.due_at, Promise.id)]


def _view(row: Promise) -> PromiseView:
    line = row.entry
    contact = line.contact
    return PromiseView(
        id=row.id,
        entry_id=line.id,
        number=line.number,
        post=line.post.name,
        post_id=line.post_id,
        text=line.text,
        place=line.place,
        unit=line.unit.number if line.unit else "",
        contact=contact.name if contact else "",
        phone=contact.phone if contact else "",
        author=line.author.name,
        made_at=line.event_at,
        due_at=row.due_at,
        kept_at=row.kept_at,
        answer=row.answer,
    )
