"""What happened to a key, page by page: issues, returns, and the events between (K1, K5, K8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import Value, fn

from db import paging
from db.models.key_register import KeyEvent, KeyLoan
from db.models.site import Contact
from db.models.staff import Officer

# The models type a row's id as the number it holds; these are the columns.
_LOAN_ID: Any = KeyLoan.id
_EVENT_ID: Any = KeyEvent.id
_ISSUE, _EVENT, _RETURN = 0, 1, 2
_LINE = ("at", "rank", "source")
_STAFF: Any = Officer.alias()


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line in the history of a key: an issue, a return, or what happened between (K5, K8)."""

    key: paging.Key
    id: int
    at: int
    kind: str
    who: str
    text: str
    officer: str
    second: str
    due_at: int | None


def history(
    key_id: int, start: paging.Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
) -> list[KeyLine]:
    """A page of what happened to a key, newest first: issues, returns, and the events between."""
    lines = _moments(key_id).alias("moment")
    columns = tuple(getattr(lines.c, name) for name in _LINE)
    query = KeyLoan.select(*columns).from_(lines).tuples()
    found: list[Any] = paging.page(
        query, columns, start, limit, descending=True, backwards=backwards, inclusive=inclusive
    )
    return _lines(found)


def _moments(key_id: int) -> Any:
    """Moment, rank among those of the same moment (issue, event, return), and id of every line of a key's history."""
    issued = KeyLoan.select(KeyLoan.issued_at.alias("at"), Value(_ISSUE).alias("rank"), _LOAN_ID.alias("source"))
    events = KeyEvent.select(KeyEvent.at, Value(_EVENT), KeyEvent.id).where(KeyEvent.key == key_id)
    # A loss is told by its event, which knows the words as well.
    over = (KeyLoan.key == key_id) & KeyLoan.returned_at.is_null(False) & (KeyLoan.ended_as != "lost")
    ended = KeyLoan.select(KeyLoan.returned_at, Value(_RETURN), KeyLoan.id).where(over)
    return issued.where(KeyLoan.key == key_id) | events | ended


def _lines(found: list[tuple[int, int, int]]) -> list[KeyLine]:
    loans = {row.id: row for row in _loans([source for _at, rank, source in found if rank != _EVENT])}
    events = {row.id: row for row in _events([source for _at, rank, source in found if rank == _EVENT])}
    return [_event_line(key, events[key[2]]) if key[1] == _EVENT else _loan_line(key, loans[key[2]]) for key in found]


_LOAN_HOLDER = fn.COALESCE(Contact.name, _STAFF.name, "").alias("holder")


def _loans(ids: list[int]) -> list[Any]:
    """Loans with the names of everyone in them, as named tuples."""
    second, receiver, bringer = Officer.alias(), Officer.alias(), Contact.alias()
    columns = (
        KeyLoan.id, KeyLoan.due_at, KeyLoan.purpose, KeyLoan.ended_as, KeyLoan.condition, _LOAN_HOLDER,
        fn.COALESCE(bringer.name, "").alias("bringer"),
        Officer.name.alias("issuer"),
        fn.COALESCE(second.name, "").alias("second_name"),
        fn.COALESCE(receiver.name, "").alias("receiver"),
    )  # fmt: skip
    query = (
        KeyLoan.select(*columns)
        .join(Officer, on=(KeyLoan.issued_by == Officer.id))
        .switch(KeyLoan)
        .left_outer_join(second, on=(KeyLoan.second == second.id))
        .switch(KeyLoan)
        .left_outer_join(receiver, on=(KeyLoan.received_by == receiver.id))
        .switch(KeyLoan)
        .left_outer_join(bringer, on=(KeyLoan.returned_by == bringer.id))
    )
    return list(_with_holder(query).where(_LOAN_ID.in_(ids)).namedtuples())


def _events(ids: list[int]) -> list[Any]:
    """Events with the officer and, where they have a person or a loan, who it is about."""
    person = Contact.alias()
    holder = fn.COALESCE(person.name, Contact.name, _STAFF.name, "").alias("holder")
    columns = (KeyEvent.id, KeyEvent.kind, KeyEvent.text, KeyEvent.due_at, Officer.name.alias("officer"), holder)
    query = (
        KeyEvent.select(*columns)
        .join(Officer)
        .switch(KeyEvent)
        .left_outer_join(person, on=(KeyEvent.person == person.id))
        .switch(KeyEvent)
        .left_outer_join(KeyLoan)
    )
    return list(_with_holder(query).where(_EVENT_ID.in_(ids)).namedtuples())


def _with_holder(query: Any) -> Any:
    return (
        query.switch(KeyLoan)
        .left_outer_join(Contact, on=(KeyLoan.borrower == Contact.id))
        .switch(KeyLoan)
        .left_outer_join(_STAFF, on=(KeyLoan.staff == _STAFF.id))
    )


def _loan_line(key: tuple[int, int, int], loan: Any) -> KeyLine:
    if key[1] == _ISSUE:
        given = ("issued", loan.holder, loan.purpose, loan.issuer, loan.second_name, loan.due_at)
        return KeyLine(key, loan.id, key[0], *given)
    who = loan.bringer or loan.holder
    return KeyLine(key, loan.id, key[0], loan.ended_as, who, loan.condition, loan.receiver, "", None)


def _event_line(key: tuple[int, int, int], event: Any) -> KeyLine:
    return KeyLine(key, event.id, key[0], event.kind, event.holder, event.text, event.officer, "", event.due_at)
