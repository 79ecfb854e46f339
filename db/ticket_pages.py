"""Reading the tickets: the queue by nearest deadline, the history by day, and what happened to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, SQL, ModelSelect, NodeList, fn

from db import paging
from db.agenda import Due
from db.models.site import Contact, Unit
from db.models.staff import Officer
from db.models.tickets import IS_OPEN, NEVER, Ticket, TicketEvent
from db.prepared import prepared
from db.rules import plain_text
from db.rules import tickets as rules
from db.rules.inbox import Span
from db.rules.words import Refused, _

_ID: Any = Ticket.id  # on the class a column, on a row a number
_QUEUE = (Ticket.due_at, _ID)
_HISTORY = (Ticket.created_at, _ID)


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as the screens see it; times in epoch milliseconds, `clock` and `owed` are msgids."""

    id: int
    key: tuple[int, int]
    label: str
    kind: str
    unit: str
    unit_id: int | None
    place: str
    public: bool
    content: str
    grade: str
    complaint_class: str
    state: str
    worker: str
    clock: str
    due_at: int | None
    created_at: int
    updated_at: int
    appointment_at: int | None
    done_at: int | None
    first_receiver: str
    first_receiver_id: int | None
    caller: str
    phone: str
    caller_is: str
    cost: str
    calls: int
    slip_no: int | None
    slip_out: int | None
    slip_back: int | None
    slip_reason: str
    owed: tuple[str, ...]
    escalated: str
    actual: str
    reply: str
    confirmed: str

    @property
    def where(self) -> str:
        """Unit and place, as one says it."""
        return " ".join(part for part in (self.unit, self.place) if part)

    @property
    def awaits_slip(self) -> bool:
        """Whether its slip is out and not back (T4)."""
        return self.slip_out is not None and self.slip_back is None


@dataclass(frozen=True, slots=True)
class EventView:
    """One step in the life of a ticket."""

    id: int
    kind: str
    text: str
    person: str
    officer: str
    at: int


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """Which tickets to show: group open, slips, owed (all by deadline) or all (newest first)."""

    text: str = ""
    kind: str = ""
    group: str = "open"


@dataclass(frozen=True, slots=True)
class TicketCounts:
    """How many tickets are open, and of them urgent, overdue, with a slip out, with a field owed."""

    open: int
    urgent: int
    overdue: int
    slips: int
    owed: int


def view(row: Ticket, *, history: bool = False) -> TicketView:
    """A ticket row as a view; its key is that of the queue, or of the history."""
    unit, caller, receiver = row.unit, row.caller, row.first_receiver
    return TicketView(
        id=row.id, key=(row.created_at if history else row.due_at, row.id), label=rules.label(row.kind, row.number),
        kind=row.kind, unit=unit.number if unit else "", unit_id=row.unit_id, place=row.place, public=row.public,
        content=row.content, grade=row.grade, complaint_class=row.complaint_class, state=row.state, worker=row.worker,
        clock=row.due_clock, due_at=None if row.due_at == NEVER else row.due_at,
        created_at=row.created_at, updated_at=row.updated_at, appointment_at=row.appointment_at, done_at=row.done_at,
        first_receiver=receiver.name if receiver else "", first_receiver_id=row.first_receiver_id,
        caller=caller.name if caller else "", phone=caller.phone if caller else "", caller_is=row.caller_is,
        cost=row.cost, calls=row.calls, slip_no=row.slip_no, slip_out=row.slip_out_at, slip_back=row.slip_back_at,
        slip_reason=row.slip_reason, owed=tuple(rules.OWED[code] for code in row.owed.split()),
        escalated=row.escalated, actual=row.actual, reply=row.reply, confirmed=row.confirmed,
    )  # fmt: skip


def _joined() -> ModelSelect[Ticket]:
    return (
        Ticket.select(Ticket, Unit, Contact, Officer)
        .join_from(Ticket, Unit, JOIN.LEFT_OUTER)
        .join_from(Ticket, Contact, JOIN.LEFT_OUTER)
        .join_from(Ticket, Officer, JOIN.LEFT_OUTER)
    )


def _conditions(where: TicketFilter) -> list[Any]:
    found: list[Any] = [SQL("1") if where.group == "all" else IS_OPEN]
    if where.group == "slips":
        found += [Ticket.slip_out_at.is_null(False), Ticket.slip_back_at.is_null()]
    if where.group == "owed":
        found.append(Ticket.owed != "")
    if where.kind:
        found.append(Ticket.kind == where.kind)
    return found + [_says(word) for word in plain_text.half_width(where.text).split()]


def _says(word: str) -> Any:
    """Whether the number, content, place, worker or unit of a ticket holds a word."""
    (pattern,) = paging.like([word])
    units = Unit.select(Unit.id).where(_like(Unit.number, pattern))
    said: Any = Ticket.unit.in_(units)
    for field in (Ticket.content, Ticket.place, Ticket.worker):
        said = said | _like(field, pattern)
    kind, number = rules.number_in(word)
    if number:
        said = said | ((Ticket.number == number) & (Ticket.kind == kind if kind else True))
    return said


def _like(field: Any, pattern: str) -> NodeList:
    return NodeList((field, SQL("LIKE"), pattern, SQL("ESCAPE '\\'")))


def page(
    where: TicketFilter,
    start: tuple[int, int] | None,
    limit: int,
    *,
    backwards: bool = False,
    inclusive: bool = False,
) -> list[TicketView]:
    """A window of the queue, nearest deadline first; of the group `all`, newest first."""
    query, history = _joined().where(*_conditions(where)), where.group == "all"
    columns = _HISTORY if history else _QUEUE
    rows = paging.page(query, columns, start, limit, descending=history, backwards=backwards, inclusive=inclusive)
    return [view(row, history=history) for row in rows]


def count(where: TicketFilter) -> int:
    """How many tickets a filter lets through."""
    return int(Ticket.select().where(*_conditions(where)).count())


def counts(at: int) -> TicketCounts:
    """What the head of the queue says, read from the open tickets in one go."""
    slips = Ticket.slip_out_at.is_null(False) & Ticket.slip_back_at.is_null()
    tests = (Ticket.grade.in_(("urgent", "major")), Ticket.due_at < at, slips, Ticket.owed != "")
    sums = [fn.COALESCE(fn.SUM(test), 0) for test in tests]
    row: Any = Ticket.select(fn.COUNT(_ID), *sums).where(IS_OPEN).tuples().first()
    return TicketCounts(*(int(number) for number in row))


def ticket(ticket_id: int, *, history: bool = False) -> TicketView:
    """One ticket by id, with the key of the queue or of the history."""
    return view(load(ticket_id), history=history)


def load(ticket_id: int) -> Ticket:
    """The row of a ticket, with its unit, caller and first receiver."""
    row = _by_id.first(ticket_id)
    if row is None:
        raise Refused(_("There is no such ticket."))
    return row


@prepared
def _by_id(ticket_id: int) -> ModelSelect[Ticket]:
    return _joined().where(Ticket.id == ticket_id)


def events(ticket_id: int) -> list[EventView]:
    """What happened to a ticket, in the order it happened."""
    query: Any = TicketEvent.select(TicketEvent, Officer, Contact).join(Officer, JOIN.LEFT_OUTER).switch(TicketEvent)
    query = query.join(Contact, JOIN.LEFT_OUTER)
    rows = query.where(TicketEvent.ticket == ticket_id).order_by(TicketEvent.id)
    return [_event(row) for row in rows]


def _event(row: TicketEvent) -> EventView:
    person, officer = row.person.name if row.person else "", row.officer.name if row.officer else ""
    return EventView(row.id, row.kind, row.text, person, officer, row.at)


def those(*conditions: Any) -> list[TicketView]:
    """The tickets that meet these conditions, in the order they were taken."""
    return [view(row) for row in _joined().where(*conditions).order_by(*_HISTORY)]


def urgent(at: int) -> list[TicketView]:
    """Open tickets that are urgent or major, or past their clock: what cannot wait for the station (H23)."""
    pressing = Ticket.grade.in_(("urgent", "major")) | (Ticket.due_at < at)
    return [view(row) for row in _joined().where(IS_OPEN, pressing).order_by(*_QUEUE)]


def slips_gone(span: Span) -> list[TicketView]:
    """The tickets whose slip went out in a span of time, by its number."""
    gone = (Ticket.slip_out_at >= span.start) & (Ticket.slip_out_at < span.end)
    return [view(row) for row in _joined().where(gone).order_by(Ticket.slip_no)]


def with_slip(typed: str) -> TicketView:
    """The ticket whose dispatch slip has this number, the latest one; refuses a number no slip has."""
    digits = plain_text.half_width(typed).strip()
    number = int(digits) if digits.isdecimal() and len(digits) < 10 else 0
    row = _joined().where(Ticket.slip_no == number).order_by(_ID.desc()).first()
    if row is None:
        raise Refused(_("No slip has the number {number}."), number=typed)
    return view(row)


def open_at_unit(unit_id: int) -> list[TicketView]:
    """What is open at a unit, nearest deadline first: the customer never has to call twice (T13)."""
    query = _joined().where(Ticket.unit == unit_id, IS_OPEN)
    return [view(row) for row in query.order_by(*_QUEUE)]


def answered_by_others(officer_id: int, since: int) -> list[TicketView]:
    """Tickets this officer received first and somebody else answered or finished since then (T12)."""
    told = TicketEvent.select(TicketEvent.ticket).where(
        TicketEvent.at >= since, TicketEvent.officer != officer_id, TicketEvent.kind.in_(("answered", "done"))
    )
    query = _joined().where(Ticket.first_receiver == officer_id, IS_OPEN, _ID.in_(told))
    return [view(row) for row in query.order_by(*_QUEUE)]


def agenda(limit: int = 100) -> list[Due]:
    """The open tickets whose clocks end first, for the list of all that is due."""
    return [_due(each) for each in page(TicketFilter(), None, limit)]


def _due(each: TicketView) -> Due:
    who = each.worker or each.first_receiver
    return Due("ticket", each.id, each.due_at, each.label, each.where, each.content, who, each.clock)
