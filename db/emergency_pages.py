"""Reading emergencies: one by id, those under way or of a span, and those whose fault analysis is owed (L6, T21)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import JOIN

from db.emergency_views import EmergencyView, EventView, IssuedKey, LineView, label
from db.models.duty_log import LogEntry
from db.models.emergency import Emergency, EmergencyEvent, EmergencyLine
from db.models.key_register import Key, KeyLoan
from db.models.site import Contact, Post, Unit
from db.models.staff import Officer
from db.models.tickets import Ticket
from db.prepared import prepared
from db.rules import emergency as rules
from db.rules import tickets as ticket_rules
from db.rules.words import Refused, _

ID: Any = Emergency.id
_Closer, _Analyst = Officer.alias("closer"), Officer.alias("analyst")


def emergency(emergency_id: int) -> EmergencyView:
    """One incident by id."""
    return next(iter(_views(_by_id(emergency_id))), None) or _no_such()


def _no_such() -> EmergencyView:
    raise Refused(_("There is no such emergency."))


def running() -> list[EmergencyView]:
    """Every incident that is not closed, oldest first."""
    return _views(_running())


def unanalysed() -> list[EmergencyView]:
    """Closed incidents whose fault analysis is not written, nearest due first."""
    return sorted(_views(_unanalysed()), key=lambda one: one.analysis_due_at or 0)


def since(start: int, end: int) -> list[EmergencyView]:
    """Incidents that began in a span, or were still under way in it, in order."""
    return _views(_since(start, end))


def _joined() -> Any:
    return (
        Emergency.select(Emergency, Post, LogEntry, Ticket, Unit, Officer, _Closer, _Analyst)
        .join(Post)
        .switch(Emergency)
        .join(LogEntry, on=Emergency.entry)
        .switch(Emergency)
        .join(Ticket, JOIN.LEFT_OUTER)
        .switch(Emergency)
        .join(Unit, JOIN.LEFT_OUTER, on=Emergency.unit)
        .switch(Emergency)
        .join(Officer, on=Emergency.officer)
        .switch(Emergency)
        .join(_Closer, JOIN.LEFT_OUTER, on=Emergency.closed_by)
        .switch(Emergency)
        .join(_Analyst, JOIN.LEFT_OUTER, on=Emergency.analysed_by)
        .order_by(Emergency.began_at, ID)
    )


@prepared
def _by_id(emergency_id: int) -> Any:
    return _joined().where(emergency_id == ID)


@prepared
def _running() -> Any:
    return _joined().where(Emergency.closed_at.is_null())


@prepared
def _unanalysed() -> Any:
    return _joined().where(Emergency.analysis_due_at.is_null(False), Emergency.analysed_at.is_null())


@prepared
def _since(start: int, end: int) -> Any:
    return _joined().where(
        (Emergency.began_at < end) & (Emergency.closed_at.is_null() | (Emergency.closed_at >= start))
    )


def _views(rows: list[Any]) -> list[EmergencyView]:
    if not rows:
        return []
    ids = [row.id for row in rows]
    events = _events(ids)
    lines = _lines(rows, events)
    return [_view(row, lines.get(row.id, ()), _keys(events.get(row.id, {}).values())) for row in rows]


def _view(row: Any, lines: tuple[LineView, ...], keys: tuple[IssuedKey, ...]) -> EmergencyView:
    ticket = row.ticket
    return EmergencyView(
        id=row.id,
        label=label(row.number),
        kind=row.kind,
        version=row.version,
        name=row.name,
        post_id=row.post_id,
        post=row.post.name,
        unit=row.unit.number if row.unit else "",
        place=row.place,
        began_at=row.began_at,
        officer=row.officer.name,
        entry_id=row.entry_id,
        entry_number=row.entry.number,
        ticket_id=row.ticket_id,
        ticket=ticket_rules.label(ticket.kind, ticket.number) if ticket else "",
        ticket_owed=tuple(ticket.owed.split()) if ticket else (),
        closed_at=row.closed_at,
        closed_by=row.closed_by.name if row.closed_by else "",
        ended=row.ended,
        analysis_due_at=row.analysis_due_at,
        analysis=row.analysis,
        analysed_at=row.analysed_at,
        analysed_by=row.analysed_by.name if row.analysed_by else "",
        lines=lines,
        keys=keys,
    )


_Events = dict[int, list[Any]]


def _events(ids: list[int]) -> dict[int, _Events]:
    """Events of these incidents, by incident and by step, in the order they happened."""
    found: dict[int, _Events] = {}
    query = (
        EmergencyEvent.select(EmergencyEvent, EmergencyLine, Officer, KeyLoan, Key)
        .join(EmergencyLine)
        .switch(EmergencyEvent)
        .join(Officer)
        .switch(EmergencyEvent)
        .join(KeyLoan, JOIN.LEFT_OUTER)
        .join(Key, JOIN.LEFT_OUTER)
        .where(EmergencyLine.emergency.in_(ids))
    )
    for row in query.order_by(EmergencyEvent.id):
        found.setdefault(row.line.emergency_id, {}).setdefault(row.line_id, []).append(row)
    return found


def _lines(rows: list[Any], events: dict[int, _Events]) -> dict[int, tuple[LineView, ...]]:
    began = {row.id: row.began_at for row in rows}
    found: dict[int, tuple[LineView, ...]] = {}
    query = (
        EmergencyLine.select(EmergencyLine, Contact)
        .join(Contact, JOIN.LEFT_OUTER)
        .where(EmergencyLine.emergency.in_(list(began)))
        .order_by(EmergencyLine.emergency, EmergencyLine.position)
    )
    for row in query:
        happened = events.get(row.emergency_id, {}).get(row.id, [])
        view = _line(row, began[row.emergency_id], happened)
        found[row.emergency_id] = (*found.get(row.emergency_id, ()), view)
    return found


def _line(row: Any, began_at: int, happened: list[Any]) -> LineView:
    standing = rules.standing([(event.kind, event.at) for event in happened], substitute=bool(row.other))
    told = tuple(
        EventView(event.kind, event.whom, event.officer.name, event.at, event.loan.key.tag if event.loan else "")
        for event in happened
    )
    contact = row.contact
    return LineView(
        row.id, row.position, row.kind, row.what, row.detail, row.name, row.phone, row.other, row.other_phone,
        row.superior, row.at_unit, contact.name if contact else "", contact.phone if contact else "",
        rules.limit(began_at, row.minutes), standing, told,
    )  # fmt: skip


def _keys(events: Iterable[list[Any]]) -> tuple[IssuedKey, ...]:
    loans = {event.loan_id: event.loan for happened in events for event in happened if event.loan_id}
    return tuple(_key(loan) for loan in loans.values())


def _key(loan: KeyLoan) -> IssuedKey:
    holder = loan.borrower.name if loan.borrower else loan.staff.name if loan.staff else ""
    owed = loan.second_due_at is not None and loan.second_at is None
    return IssuedKey(
        loan.id, loan.key.tag, loan.key.opens, holder, loan.issued_at, loan.approved_by, owed,
        loan.returned_at is not None,
    )  # fmt: skip
