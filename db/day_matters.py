"""The exceptions of one day that the registers know: keys, log, promises, tickets (K5, K6, L1, L9, T1, T4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, BigIntegerField, Expression, ModelSelect, fn

from db import emergency_pages, site
from db.emergency_views import EmergencyView
from db.models.duty_log import Erratum, LogEntry, Matter, Promise
from db.models.key_register import Key, KeyEvent, KeyLoan
from db.models.site import Contact, Post
from db.models.staff import Officer
from db.models.tickets import Ticket
from db.rules.day_sheet import Phrase, SheetMatter, hours, matter, phrase
from db.rules.duty_log import REASONS
from db.rules.inbox import Span
from db.rules.site import local
from db.rules.tickets import label
from db.rules.words import _


@dataclass(frozen=True, slots=True)
class Day:
    """The day that is asked for, and the moment it is asked at."""

    span: Span
    at: int

    @property
    def until(self) -> int:
        """What is due after this moment is not late yet."""
        return min(self.span.end, self.at)

    def has(self, column: BigIntegerField) -> Expression:
        """A condition: this time lies in the day."""
        return (column >= self.span.start) & (column < self.span.end)


def clock_time(at: int) -> str:
    """Hours and minutes of a moment, where the station stands."""
    return local(at, site.zone()).strftime("%H:%M")


def _date(at: int) -> str:
    return local(at, site.zone()).strftime("%m-%d")


def _loans() -> ModelSelect[KeyLoan]:
    return (
        KeyLoan.select(KeyLoan, Key, Contact, Officer)
        .join(Key)
        .switch(KeyLoan)
        .join(Contact, JOIN.LEFT_OUTER, on=KeyLoan.borrower)
        .switch(KeyLoan)
        .join(Officer, JOIN.LEFT_OUTER, on=KeyLoan.staff)
    )


def _holder(loan: KeyLoan) -> str:
    if loan.borrower is not None:
        return f"{loan.borrower.name} {loan.borrower.firm}".strip()
    return loan.staff.name if loan.staff is not None else ""


def _where_is(loan: KeyLoan) -> Phrase:
    if loan.returned_at is None:
        return phrase(_("still out"))
    return phrase(_("back {time}"), time=clock_time(loan.returned_at))


def _overdue_keys(day: Day) -> Iterator[SheetMatter]:
    """Keys that were out past their time on this day (K5)."""
    late = KeyLoan.returned_at.is_null() | (
        (KeyLoan.returned_at > KeyLoan.due_at) & (KeyLoan.returned_at >= day.span.start)
    )
    for loan in _loans().where(KeyLoan.due_at < day.until, late).order_by(KeyLoan.due_at):
        text = phrase(
            _("key {tag} {opens} overdue {time}, {holder}, chases {n}"),
            tag=loan.key.tag,
            opens=loan.key.opens,
            time=hours((loan.returned_at or day.at) - loan.due_at),
            holder=_holder(loan),
            n=loan.chases,
        )
        yield matter("overdue", f"key:{loan.id}", "", text, _where_is(loan))


def _unsigned_keys(day: Day) -> Iterator[SheetMatter]:
    """Restricted and entrusted keys that went out without the second signature, given since or not (K6)."""
    alone = KeyLoan.second.is_null() | KeyLoan.second_due_at.is_null(False)
    for loan in _loans().where(day.has(KeyLoan.issued_at), alone, Key.access != "public").order_by(KeyLoan.id):
        text = phrase(
            _("key {tag} {opens} issued to {holder} without a second signature"),
            tag=loan.key.tag,
            opens=loan.key.opens,
            holder=_holder(loan),
        )
        said = phrase(_("{reason}, approved by {name}"), reason=loan.emergency, name=loan.approved_by or "-")
        both = phrase("{text}: {said}", text=text, said=said) if loan.emergency else text
        yield matter("unsigned", f"key:{loan.id}", "", both, _signed_since(loan))


def _signed_since(loan: KeyLoan) -> Phrase:
    if loan.second_at is None:
        return phrase(_("signature owed"))
    return phrase(_("signed {time}"), time=clock_time(loan.second_at))


def _emergencies(day: Day) -> Iterator[SheetMatter]:
    """Emergencies of this day and those still under way, with who was told too late (L6)."""
    for one in emergency_pages.since(day.span.start, day.span.end):
        late = ", ".join(line.what for line in one.lines if line.late(day.at))
        text = phrase("{time} {label} {name} {where}", time=clock_time(one.began_at), label=one.label, name=one.name,
                      where=one.where)  # fmt: skip
        told = phrase(_("{text}, late: {steps}"), text=text, steps=late) if late else text
        yield matter("emergency", f"log:{one.entry_id}", one.post, told, _ended(one))


def _ended(one: EmergencyView) -> Phrase:
    if one.closed_at is None:
        return phrase(_("under way"))
    closed = phrase(_("closed {time}"), time=clock_time(one.closed_at))
    return phrase(_("{closed}, fault analysis owed"), closed=closed) if one.analysis_owed else closed


_KEY_FATES = {
    "lost": _("key {tag} {opens} lost: {text}"),
    "damaged": _("key {tag} {opens} damaged: {text}"),
}
_KEY_STATES = {"lost": _("key lost"), "damaged": _("key damaged"), "good": _("usable again")}


def _spoilt_keys(day: Day) -> Iterator[SheetMatter]:
    """Keys lost or damaged on this day (K4, K8)."""
    query = (
        KeyEvent.select(KeyEvent, Key)
        .join(Key)
        .where(day.has(KeyEvent.at), KeyEvent.kind.in_(list(_KEY_FATES)))
        .order_by(KeyEvent.id)
    )
    for row in query:
        text = phrase(_KEY_FATES[row.kind], tag=row.key.tag, opens=row.key.opens, text=row.text)
        source = f"key:{row.loan_id}" if row.loan_id else f"event:{row.id}"
        yield matter(row.kind, source, "", text, phrase(_KEY_STATES[row.key.state]))


def _in_force(lines: list[LogEntry]) -> dict[int, str]:
    """The texts of lines after their last erratum (L2)."""
    texts = {line.id: line.text for line in lines}
    for row in Erratum.select().where(Erratum.entry.in_(list(texts))).order_by(Erratum.id):
        texts[row.entry_id] = row.new_text
    return texts


def _abnormal(day: Day) -> Iterator[SheetMatter]:
    """Abnormal lines of this day; those still open from before are one line with a count (L1, H16)."""
    query = Matter.select(Matter, LogEntry, Post).join(LogEntry, on=Matter.entry).join(Post)
    rows = list(query.where(day.has(LogEntry.event_at)).order_by(LogEntry.event_at))
    texts = _in_force([row.entry for row in rows])
    for row in rows:
        text = phrase("{time} {text}", time=clock_time(row.entry.event_at), text=texts[row.entry_id])
        closed = row.closed_at is not None
        yield matter(
            "abnormal",
            f"log:{row.entry_id}",
            row.entry.post.name,
            text,
            phrase(_("resolved") if closed else _("not resolved")),
        )
    older = Matter.select(fn.COUNT(Matter.id), fn.MIN(LogEntry.event_at)).join(LogEntry, on=Matter.entry)
    yield from _older(
        "abnormal",
        _("abnormal matters still open from before: {n}, the first of {date}"),
        older.where(Matter.closed_at.is_null(), LogEntry.event_at < day.span.start),
    )


def _older(kind: str, msgid: str, query: ModelSelect[Any]) -> Iterator[SheetMatter]:
    """One folded line for what stood on earlier sheets already and is open still (H16)."""
    n, first = query.tuples().first()
    if n:
        yield matter(kind, f"older:{kind}", "", phrase(msgid, n=n, date=_date(first)), phrase(_("not resolved")))


def _promises(day: Day) -> Iterator[SheetMatter]:
    """Answers promised for this day and given late or not at all (L9)."""
    late = Promise.kept_at.is_null() | (Promise.kept_at > Promise.due_at)
    query = Promise.select(Promise, LogEntry, Post).join(LogEntry, on=Promise.entry).join(Post)
    rows = list(query.where(day.has(Promise.due_at), Promise.due_at < day.at, late).order_by(Promise.due_at))
    texts = _in_force([row.entry for row in rows])
    for row in rows:
        text = phrase(
            _("answer overdue {time}: {text}"),
            time=hours((row.kept_at or day.at) - row.due_at),
            text=texts[row.entry_id],
        )
        kept = phrase(_("answered {time}"), time=clock_time(row.kept_at)) if row.kept_at else phrase(_("not resolved"))
        yield matter("promise", f"promise:{row.id}", row.entry.post.name, text, kept)
    older = Promise.select(fn.COUNT(Promise.id), fn.MIN(Promise.due_at))
    yield from _older(
        "promise",
        _("promised answers still owed from before: {n}, the first of {date}"),
        older.where(Promise.kept_at.is_null(), Promise.due_at < day.span.start),
    )


_OPEN = Ticket.state.not_in(("closed", "void"))


def _tickets(day: Day) -> Iterator[SheetMatter]:
    """Tickets whose nearest clock ran out on this day (T1, T10)."""
    rows = Ticket.select().where(_OPEN, day.has(Ticket.due_at), Ticket.due_at < day.at).order_by(Ticket.due_at)
    for row in rows:
        text = phrase(
            _("{ticket} {content}: {clock} overdue {time}"),
            ticket=label(row.kind, row.number),
            content=row.content,
            clock=Phrase(row.due_clock),
            time=hours(day.at - row.due_at),
        )
        yield matter("ticket", f"ticket:{row.id}", "", text, Phrase("{worker}", {"worker": row.worker}))
    older = Ticket.select(fn.COUNT(Ticket.id), fn.MIN(Ticket.due_at))
    yield from _older(
        "ticket",
        _("tickets past their clock from before: {n}, the first of {date}"),
        older.where(_OPEN, Ticket.due_at < day.span.start),
    )


def _errata(day: Day) -> Iterator[SheetMatter]:
    """Lines that were corrected on this day, with what they said before (L2)."""
    query = (
        Erratum.select(Erratum, LogEntry, Post, Officer)
        .join(LogEntry)
        .join(Post)
        .switch(Erratum)
        .join(Officer, on=Erratum.officer)
    )
    for row in query.where(day.has(Erratum.at)).order_by(Erratum.id):
        text = phrase(
            _("erratum to line {number} ({reason}): {old} -> {new}"),
            number=row.entry.number,
            reason=Phrase(REASONS[row.reason]) if row.reason in REASONS else row.reason,
            old=row.old_text,
            new=row.new_text,
        )
        yield matter(
            "erratum", f"erratum:{row.id}", row.entry.post.name, text, Phrase("{who}", {"who": row.officer.name})
        )


def _slips(day: Day) -> Iterator[SheetMatter]:
    """Slips not back, with the reason the worker gave: not back is not finished (T4)."""
    out = Ticket.slip_out_at.is_null(False) & Ticket.slip_back_at.is_null() & (Ticket.slip_reason != "")
    for row in Ticket.select().where(_OPEN, out, Ticket.slip_out_at < day.span.end).order_by(Ticket.id):
        text = phrase(
            _("slip {number} of {ticket} not back: {reason}"),
            number=row.slip_no,
            ticket=label(row.kind, row.number),
            reason=row.slip_reason,
        )
        yield matter("slip", f"ticket:{row.id}", "", text, Phrase("{worker}", {"worker": row.worker}))


SOURCES: tuple[Callable[[Day], Iterator[SheetMatter]], ...] = (
    _emergencies, _overdue_keys, _unsigned_keys, _spoilt_keys, _abnormal, _promises, _tickets, _errata, _slips,
)  # fmt: skip
