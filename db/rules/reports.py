"""The periods papers are drawn up for (P1-P3), pure: a week, a month, a quarter or a year, by its number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from db.rules.plain_text import half_width
from db.rules.words import Refused, _

#: The longest text of what is done about complaints.
MEASURES = 1_000


@dataclass(frozen=True, slots=True)
class Period:
    """A period of whole days, `after` is the first that is not in it; `number` is how papers name it."""

    number: str
    first: date
    after: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)


def week(day: date) -> Period:
    """The week of a day, from Monday: `2026-W06`."""
    year, number, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Period(f"{year}-W{number:02}", first, first + timedelta(days=7))


def month(day: date) -> Period:
    """The month of a day: `2026-02`."""
    return Period(f"{day:%Y-%m}", day.replace(day=1), _months_on(day.replace(day=1), 1))


def quarter(day: date) -> Period:
    """The quarter of a day: `2026-Q1`."""
    number = (day.month + 2) // 3
    first = day.replace(month=3 * number - 2, day=1)
    return Period(f"{day.year}-Q{number}", first, _months_on(first, 3))


def year(day: date) -> Period:
    """The year of a day: `2026`."""
    first = day.replace(month=1, day=1)
    return Period(str(day.year), first, _months_on(first, 12))


def _months_on(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


_OF_NUMBER: tuple[tuple[str, Callable[[date], Period], Callable[[int, int], date]], ...] = (
    (r"(\d{4})-W(\d{1,2})", week, lambda year, number: date.fromisocalendar(year, number, 1)),
    (r"(\d{4})-Q([1-4])", quarter, lambda year, number: date(year, 3 * number, 1)),
    (r"(\d{4})-(\d{1,2})", month, lambda year, number: date(year, number, 1)),
    (r"(\d{4})()", year, lambda year, _number: date(year, 1, 1)),
)


def parse(typed: str) -> Period:
    """The period of `2026-W06`, `2026-02`, `2026-Q1` or `2026`; refuses what is none."""
    text = half_width(typed).strip().upper()
    for pattern, period, day in _OF_NUMBER:
        match = re.fullmatch(pattern, text)
        if match:
            try:
                return period(day(int(match[1]), int(match[2] or 0)))
            except (ValueError, OverflowError):
                break
    raise Refused(_("{text} is no period: type it as 2026-W06, 2026-02, 2026-Q1 or 2026."), text=typed)


def before(period: Period) -> Period:
    """The period of the same kind before it, to be compared with."""
    return _kind(period)(period.first - timedelta(days=1))


def _kind(period: Period) -> Callable[[date], Period]:
    return next(of for pattern, of, _day in _OF_NUMBER if re.fullmatch(pattern, period.number))


def check_complaints(period: Period) -> None:
    """Complaints are summed up by month, quarter and year (P2)."""
    if "W" in period.number:
        raise Refused(_("Complaints are summed up by month, quarter or year, not by week."))
