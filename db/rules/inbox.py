"""Who reviews a day, when it can be signed, and which handovers it should have (H1, H8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from db.rules.site import ShiftTimes, at_local
from db.rules.words import Refused, _

#: Roles that must both sign each day (H8).
OFFICES = ("supervisor", "manager")
#: Roles that may stand in for the duty director, in their own name (代).
ACTING = ("leader", "maintenance")


@dataclass(frozen=True, slots=True)
class Span:
    """A day of the station: from `start` to the next day's start; its last shift ends at `over`. Epoch milliseconds."""

    start: int
    end: int
    over: int


def parse_day(text: str) -> date:
    """The day of `2026-02-06`; refuses what is no date."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(_("{text} is not a date: type it as 2026-02-06."), text=text) from None


def day_number(day: str) -> int:
    """`2026-02-06` as the number 20260206: how a list names a day."""
    return int(day.replace("-", ""))


def day_of_number(number: int) -> str | None:
    """The day a number names, or None where it is the number of something else."""
    text = str(number)
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 else None


def span(day: date, shifts: Iterable[ShiftTimes], zone: ZoneInfo) -> Span:
    """The day that begins with its earliest shift; without shifts, from midnight to midnight."""
    times = list(shifts)
    begins = min((shift.begins for shift in times), default=0)
    ends = max((shift.ends for shift in times), default=1440)
    following = day + timedelta(days=1)
    return Span(at_local(day, begins, zone), at_local(following, begins, zone), at_local(day, ends, zone))


def check_reader(role: str) -> None:
    """Refuse the sheet to those who neither review nor may stand in for a reviewer."""
    if role not in (*OFFICES, *ACTING):
        raise Refused(_("The daily sheet is for the duty director and the manager."))


def office(role: str, *, acting: bool) -> str:
    """The office a day is signed for: one's own, or the duty director's by one who says that they act (H8)."""
    if role in OFFICES:
        if acting:
            raise Refused(_("You hold this office yourself: sign as yourself, not as acting."))
        return role
    if role not in ACTING:
        raise Refused(_("The day is signed by the duty director and the manager."))
    if not acting:
        raise Refused(_("You are not the duty director: sign as acting, in your own name."))
    return "supervisor"


def check_can_sign(day: str, over: int, at: int, signed_by: str | None, *, other_office: bool) -> None:
    """Refuse a day that is not over, and a second signature for one office or of one reviewer.

    `other_office`: the reviewer has signed this day for the other office already, in the role they had then.
    """
    if at < over:
        raise Refused(_("{day} is not over yet: sign it when its last shift has ended."), day=day)
    if signed_by is not None:
        raise Refused(_("{day} is signed already by {officer}: a day is signed once."), day=day, officer=signed_by)
    if other_office:
        raise Refused(
            _("You have signed {day} for the other office: two officers review each day, each once."), day=day
        )


def expected(ends: int, first_duty: int | None) -> bool:
    """Whether a shift owes a handover record: the station was at work before the shift ended (H1)."""
    return first_duty is not None and ends > first_duty


def standing(ends: int, at: int) -> str:
    """How a shift without a record stands: `running` until it ends, then `missing` (H1)."""
    return "missing" if at >= ends else "running"
