"""The door to the roster: who is meant to have which post, swaps, and who stands by (H1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db import clock, site
from db.journal import Write, authorise, writing
from db.models.roster import RosterLine, Standby
from db.models.site import Duty
from db.models.staff import Officer
from db.prepared import prepared
from db.rules import roster as rules
from db.rules.inbox import parse_day
from db.rules.site import ShiftTimes, local
from db.rules.words import Refused, _
from db.staff_views import in_service, serving


@dataclass(frozen=True, slots=True)
class Cell:
    """Who is rostered for one shift on one date; a swap says whom it was before and who approved it."""

    date: str
    officer_id: int | None = None
    officer: str = ""
    swapped_from: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One shift of a post over a week; without a shift it is the standby of the whole site."""

    number: int
    post_id: int | None
    post: str
    shift_id: int | None
    shift: str
    cells: tuple[Cell, ...]

    @property
    def key(self) -> tuple[int]:
        """Place in the list."""
        return (self.number,)


_Before, _Approver = Officer.alias(), Officer.alias()


def today() -> date:
    """The day it is where the station stands."""
    return local(clock.now(), site.zone()).date()


def _day_of(write: Write) -> date:
    return local(write.at, site.zone()).date()


def week(first: str) -> list[RosterRow]:
    """The week that begins on this Monday: every shift of every post, then the standby."""
    days = [(parse_day(first) + timedelta(days=n)).isoformat() for n in range(7)]
    lines = {(row.post_id, row.shift_id, row.date): _cell(row) for row in _lines(days[0], days[-1])}
    plan = [(post.id, post.name, shift.id, shift.name) for post in site.read().posts for shift in post.shifts]
    rows = [
        RosterRow(number, *one, tuple(lines.get((one[0], one[2], day), Cell(day)) for day in days))
        for number, one in enumerate(plan)
    ]
    return [*rows, RosterRow(len(rows), None, "", None, "", tuple(_standby(days)))]


@prepared
def _lines(first: str, last: str) -> Any:
    query: Any = (
        RosterLine.select(RosterLine, Officer, _Before, _Approver)
        .left_outer_join(Officer, on=RosterLine.officer, attr="officer")
        .switch(RosterLine)
        .left_outer_join(_Before, on=RosterLine.swapped_from, attr="swapped_from")
        .switch(RosterLine)
        .left_outer_join(_Approver, on=RosterLine.approver, attr="approver")
    )
    return query.where(RosterLine.date.between(first, last))


def _cell(row: Any) -> Cell:
    before, approver = row.swapped_from, row.approver
    return Cell(
        row.date, row.officer_id, row.officer.name if row.officer else "", before.name if before else "",
        approver.name if approver else "",
    )  # fmt: skip


def _standby(days: list[str]) -> Iterator[Cell]:
    query = Standby.select(Standby, Officer).left_outer_join(Officer).where(Standby.date.in_(days))
    known = {row.date: row.officer for row in query}
    for day in days:
        officer = known.get(day)
        yield Cell(day, officer.id, officer.name) if officer else Cell(day)


def rostered(post_id: int, shift_id: int, day: str) -> Cell:
    """Who is meant to have this shift."""
    found = [row for row in _lines(day, day) if (row.post_id, row.shift_id) == (post_id, shift_id)]
    return _cell(found[0]) if found else Cell(day)


def names(day: str) -> dict[tuple[int, int], str]:
    """Who is rostered on a day, by post and shift."""
    return {(row.post_id, row.shift_id): row.officer.name for row in _lines(day, day) if row.officer}


def standby(day: str) -> Cell:
    """Who stands by on a date (总值)."""
    return next(iter(_standby([day])))


def relief(duty_id: int) -> tuple[int, int, Cell] | None:
    """The shift that relieves a duty, as post, shift and who is rostered for it; None where there is no shift."""
    held = Duty.get_by_id(duty_id)
    shifts = next(post.shifts for post in site.read().posts if post.id == held.post_id)
    after = rules.following(shifts, held.shift_id, parse_day(held.shift_date))
    if after is None:
        return None
    return held.post_id, after[0], rostered(held.post_id, after[0], after[1].isoformat())


@writing("roster.put")
def put(write: Write, day: str, post_id: int, shift_id: int, officer_id: int | None) -> None:
    """Roster an officer for a shift, or nobody; a swap that stood there is gone with it."""
    authorise(write, *rules.EDITORS)
    _put(write, _line(write, day, post_id, shift_id), officer_id)


def _line(write: Write, day: str, post_id: int, shift_id: int) -> RosterLine:
    """The line of a shift on a date that has not passed, as it stands or new."""
    wanted = parse_day(day)
    rules.check_date(wanted, _day_of(write))
    if not any(shift.id == shift_id for post in site.read().posts if post.id == post_id for shift in post.shifts):
        raise Refused(_("There is no such shift."))
    same = (RosterLine.date == wanted.isoformat(), RosterLine.post == post_id, RosterLine.shift == shift_id)
    found: RosterLine | None = RosterLine.get_or_none(*same)
    return found or RosterLine(date=wanted.isoformat(), post=post_id, shift=shift_id)


def _put(
    write: Write, row: RosterLine, officer_id: int | None, before: int | None = None, by: int | None = None
) -> None:
    if officer_id is not None:
        rules.check_clash(serving(officer_id).name, _clash(row, officer_id))
    row.officer_id, row.swapped_from_id, row.approver_id, row.at = officer_id, before, by, write.at
    write.save(row)


def _clash(row: RosterLine, officer_id: int) -> str:
    """Where else this officer is rostered for the same time."""
    shifts = {shift.id: (post.name, shift) for post in site.read().posts for shift in post.shifts}
    day = parse_day(row.date)
    around = [(day + timedelta(days=n)).isoformat() for n in (-1, 0, 1)]
    query = RosterLine.select().where(RosterLine.date.in_(around), RosterLine.officer == officer_id)
    others = [other for other in query if other.id != row.id]
    return next(
        (_named(other, shifts) for other in others if _meet((day, row), (parse_day(other.date), other), shifts)), ""
    )


def _named(other: RosterLine, shifts: dict[int, tuple[str, ShiftTimes]]) -> str:
    post, shift = shifts[other.shift_id]
    return f"{post} {shift.name} {other.date[5:]}"


def _meet(
    one: tuple[date, RosterLine], other: tuple[date, RosterLine], shifts: dict[int, tuple[str, ShiftTimes]]
) -> bool:
    return rules.overlap((one[0], shifts[one[1].shift_id][1]), (other[0], shifts[other[1].shift_id][1]))


@writing("roster.swap")
def swap(write: Write, day: str, post_id: int, shift_id: int, officer_id: int, approver_id: int) -> None:
    """Another officer takes a shift (换班), with the leave of a superior; the line says whom it was before (H1)."""
    row = _line(write, day, post_id, shift_id)
    approver = Officer.get_by_id(approver_id)
    rules.check_swap(write.by.role, officer_id, approver_id, approver.role, row.officer_id)
    _put(write, row, officer_id, row.officer_id, approver_id)


@writing("roster.standby")
def put_standby(write: Write, day: str, officer_id: int | None) -> None:
    """Say who stands by for the whole site on a date (总值)."""
    authorise(write, *rules.EDITORS)
    wanted = parse_day(day)
    rules.check_date(wanted, _day_of(write))
    if officer_id is not None:
        serving(officer_id)
    row = Standby.get_or_none(Standby.date == wanted.isoformat()) or Standby(date=wanted.isoformat())
    row.officer_id, row.at = officer_id, write.at
    write.save(row)


def to_come(officer_id: int) -> int:
    """How many shifts an officer is rostered for that are still to begin."""
    return len(_to_come(officer_id, clock.now()))


def _to_come(officer_id: int, at: int) -> list[RosterLine]:
    shifts = {shift.id: shift for post in site.read().posts for shift in post.shifts}
    now = local(at, site.zone())
    query = RosterLine.select().where(RosterLine.officer == officer_id, RosterLine.date >= now.date().isoformat())
    return [row for row in query if rules.to_come(parse_day(row.date), shifts[row.shift_id], now)]


def vacate(write: Write, officer_id: int) -> None:
    """Who has left is meant to have no shift that is still to begin, nor to stand by (H1)."""
    for row in _to_come(officer_id, write.at):
        _put(write, row, None)
    standing_by = Standby.officer == officer_id, Standby.date >= _day_of(write).isoformat()
    for day in Standby.select().where(*standing_by):
        day.officer_id, day.at = None, write.at
        write.save(day)


@writing("roster.copy")
def copy_week(write: Write, first: str) -> int:
    """Fill what is still open of a week with who had it a week before and serves; return how many shifts that were."""
    authorise(write, *rules.EDITORS)
    before = (parse_day(first) - timedelta(days=7)).isoformat()
    here, copied = {officer.id for officer in in_service()}, 0
    for old, new in zip(week(before), week(first), strict=True):
        for then, now in zip(old.cells, new.cells, strict=True):
            if then.officer_id in here and not now.officer_id and now.date >= _day_of(write).isoformat():
                _copy(write, new, now.date, then.officer_id)
                copied += 1
    return copied


def _copy(write: Write, row: RosterRow, day: str, officer_id: int) -> None:
    if row.post_id is None or row.shift_id is None:
        put_standby.inside(write, day, officer_id)
    else:
        put.inside(write, day, row.post_id, row.shift_id, officer_id)
