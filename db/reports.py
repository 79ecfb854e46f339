"""The door to the papers that write themselves: repairs, complaints and the service of a period (P1, P2, P3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from peewee import fn

from db import clock, figures, site, ticket_pages
from db.journal import Write, authorise, writing
from db.models.duty_log import LogEntry, Promise
from db.models.emergency import Emergency
from db.models.handover import Handover
from db.models.key_register import KeyLoan
from db.models.reports import Measures
from db.models.staff import Officer
from db.models.tickets import Ticket
from db.rules import plain_text
from db.rules import reports as rules
from db.rules.figures import Figure
from db.rules.reports import Period
from db.rules.site import at_local, local
from db.rules.staff import REVIEWERS
from db.rules.words import _
from db.ticket_pages import TicketView


@dataclass(frozen=True, slots=True)
class Span:
    """A period in epoch milliseconds; `now` is when it was read: one that is not over is told as of then."""

    period: Period
    start: int
    end: int
    now: int

    @property
    def over(self) -> bool:
        """Whether the period is past."""
        return self.end <= self.now


@dataclass(frozen=True, slots=True)
class Tally:
    """Tickets of a kind in a period, each counted by the moment that makes it: taken, done, closed, made void."""

    taken: int
    done: int
    closed: int
    void: int


@dataclass(frozen=True, slots=True)
class Repairs:
    """The repairs of a period (P1); `left` were taken by its end and not done then, `again` are places with several."""

    span: Span
    tally: Tally
    before: Tally
    grades: tuple[tuple[str, bool, int, int], ...]
    days: tuple[tuple[str, int, int], ...]
    solved: Figure
    left: tuple[TicketView, ...]
    again: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class MeasuresView:
    """What a supervisor wrote about the complaints of a period; `earlier` wordings stand in the record."""

    corrective: str
    preventive: str
    officer: str
    at: int
    earlier: int


@dataclass(frozen=True, slots=True)
class Complaints:
    """The complaints of a period (P2): numbers, each complaint, and what is done about them."""

    span: Span
    tally: Tally
    before: Tally
    grades: tuple[tuple[str, str, int], ...]
    steps: tuple[tuple[str, int, int], ...]
    valid: Figure
    every: tuple[TicketView, ...]
    verdicts: tuple[str, ...]
    measures: MeasuresView | None


@dataclass(frozen=True, slots=True)
class Service:
    """The service of a period (P3): the figures of L8, and how much there was to do."""

    span: Span
    figures: tuple[Figure, ...]
    log: tuple[tuple[str, int], ...]
    repairs: Tally
    complaints: Tally
    promises: tuple[int, int]
    loans: int
    handovers: tuple[int, int]
    emergencies: int


def repairs(period: Period) -> Repairs:
    """The repairs of a period as the tickets tell them now."""
    span, before = _span(period), _span(rules.before(period))
    taken = _of("repair", Ticket.created_at, span) & (Ticket.state != "void")
    until = min(span.end, span.now)
    undone = Ticket.done_at.is_null() | (Ticket.done_at >= until)
    open_then = (Ticket.kind == "repair") & (Ticket.state != "void") & (Ticket.created_at < until) & undone
    return Repairs(
        span, _tally("repair", span), _tally("repair", before), _by_grade(taken), _by_day(span),
        figures.solved(span.start, span.end, "repair"), tuple(ticket_pages.those(open_then)),
        _again(ticket_pages.those(taken)),
    )  # fmt: skip


def complaints(period: Period) -> Complaints:
    """The complaints of a period as the tickets tell them now."""
    rules.check_complaints(period)
    span = _span(period)
    taken = _of("complaint", Ticket.created_at, span) & (Ticket.state != "void")
    rows = list(Ticket.select().where(taken).order_by(Ticket.created_at, Ticket.id))
    grades = Counter((row.grade, row.complaint_class) for row in rows)
    return Complaints(
        span, _tally("complaint", span), _tally("complaint", _span(rules.before(period))),
        tuple((*key, number) for key, number in sorted(grades.items())), _steps(rows),
        figures.complaints(span.start, span.end), tuple(ticket_pages.those(taken)),
        tuple(row.validity for row in rows), measures_of(period),
    )  # fmt: skip


def service(period: Period) -> Service:
    """The service of a period: the same figures as on the screen of figures (L8)."""
    span = _span(period)
    promised = Promise.select().join(LogEntry).where(_within(LogEntry.event_at, span))
    ended = Handover.select().where(_within(fn.COALESCE(Handover.accepted_at, Handover.refused_at), span))
    kinds: Any = LogEntry.select(LogEntry.kind, fn.COUNT(LogEntry.kind)).where(_within(LogEntry.event_at, span))
    return Service(
        span, figures.figures(span.start, span.end), tuple(kinds.group_by(LogEntry.kind).tuples()),
        _tally("repair", span), _tally("complaint", span),
        (promised.count(), promised.where(Promise.kept_at <= Promise.due_at).count()),
        KeyLoan.select().where(_within(KeyLoan.issued_at, span)).count(),
        (ended.where(Handover.state == "accepted").count(), ended.count()),
        Emergency.select().where(_within(Emergency.began_at, span)).count(),
    )  # fmt: skip


def measures_of(period: Period) -> MeasuresView | None:
    """What stands about the complaints of a period, None while nobody wrote anything."""
    rows = list(
        Measures.select(Measures, Officer).join(Officer).where(Measures.period == period.number).order_by(Measures.seq)
    )
    if not rows:
        return None
    last = rows[-1]
    return MeasuresView(last.corrective, last.preventive, last.officer.name, last.at, len(rows) - 1)


@writing("report.measures")
def take_measures(write: Write, period: str, corrective: str, preventive: str) -> MeasuresView:
    """Write down what is done about the complaints of a period; what was written before stays in the record."""
    authorise(write, *REVIEWERS)
    found = rules.parse(period)
    rules.check_complaints(found)
    row = Measures(period=found.number, officer=write.officer, at=write.at)
    row.corrective = plain_text.clean(corrective, _("Corrective measures"), rules.MEASURES)
    row.preventive = plain_text.clean(preventive, _("Preventive measures"), rules.MEASURES)
    write.save(row)
    made = measures_of(found)
    assert made is not None
    return made


def _span(period: Period) -> Span:
    zone = site.zone()
    return Span(period, at_local(period.first, 0, zone), at_local(period.after, 0, zone), clock.now())


def _within(column: Any, span: Span) -> Any:
    return (column >= span.start) & (column < span.end)


def _of(kind: str, column: Any, span: Span) -> Any:
    return (Ticket.kind == kind) & _within(column, span)


def _tally(kind: str, span: Span) -> Tally:
    standing = Ticket.state != "void"
    taken, done, closed = (
        Ticket.select().where(_of(kind, column, span), standing).count()
        for column in (Ticket.created_at, Ticket.done_at, Ticket.closed_at)
    )
    void = Ticket.select().where(_of(kind, Ticket.created_at, span), ~standing).count()
    return Tally(taken, done, closed, void)


def _by_grade(taken: Any) -> tuple[tuple[str, bool, int, int], ...]:
    """Grade, public place or home, taken, and done of these."""
    done = fn.SUM(Ticket.done_at.is_null(False))
    query: Any = Ticket.select(Ticket.grade, Ticket.public, fn.COUNT(Ticket.grade), done).where(taken)
    return tuple(query.group_by(Ticket.grade, Ticket.public).order_by(Ticket.grade.desc(), Ticket.public).tuples())


def _by_day(span: Span) -> tuple[tuple[str, int, int], ...]:
    """Day, taken, done."""
    zone = site.zone()
    taken, done = (_days(column, span, zone) for column in (Ticket.created_at, Ticket.done_at))
    days = [span.period.first + timedelta(days=n) for n in range((span.period.after - span.period.first).days)]
    return tuple((day.isoformat(), taken[day], done[day]) for day in days)


def _days(column: Any, span: Span, zone: Any) -> Counter[Any]:
    rows: Any = Ticket.select(column).where(_of("repair", column, span), Ticket.state != "void").tuples()
    return Counter(local(at, zone).date() for (at,) in rows)


def _again(taken: Iterable[TicketView]) -> tuple[tuple[str, int, str], ...]:
    """Units with more than one repair: how many, and what."""
    places: dict[str, list[TicketView]] = {}
    for one in taken:
        if one.unit:
            places.setdefault(one.unit, []).append(one)
    several = [(unit, found) for unit, found in places.items() if len(found) > 1]
    several.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(
        (unit, len(found), "; ".join(f"{one.label} {one.content}" for one in found)) for unit, found in several
    )


def _steps(rows: list[Ticket]) -> tuple[tuple[str, int, int], ...]:
    """How far the complaints of a period came: step, how many took it, of how many."""
    moments = {
        "confirmed": [row.record_confirmed_at for row in rows],
        "looked_into": [row.looked_into_at for row in rows],
        "answered": [row.answered_at for row in rows],
        "done": [row.done_at for row in rows],
        "told": [row.told_at for row in rows if row.done_at is not None],
    }
    return tuple((step, sum(at is not None for at in found), len(found)) for step, found in moments.items())
