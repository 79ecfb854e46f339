"""When a routine is due, and what is owed of it: a wall-clock time every day, week or month (L12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from db.rules.plain_text import half_width
from db.rules.site import at_local, local
from db.rules.words import Refused, _

EVERY = ("daily", "weekly", "monthly")
#: Done within the hour is done in time; after that it is to be made up.
GRACE = 60 * 60_000
#: How long before its time a routine stands on the duty screen, and how long before it may be done.
AHEAD, EARLY = 12 * 60 * 60_000, 2 * 60 * 60_000


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every day, each `day` of the week (1 is Monday) or of the month, at a minute of the day."""

    every: str
    day: int
    minute: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands open of a routine: the first time nobody did, the last one, and how many there are."""

    due_at: int
    last_at: int
    times: int


def check_schedule(every: str, day: int, minute: int) -> Schedule:
    """A schedule, or the refusal of one that never comes."""
    if every not in EVERY:
        raise Refused(_("A routine is due daily, weekly or monthly."))
    if every == "weekly" and not 1 <= day <= 7:
        raise Refused(_("A day of the week is 1 to 7; 1 is Monday."))
    if every == "monthly" and not 1 <= day <= 31:
        raise Refused(_("A day of the month is 1 to 31; 31 is its last day."))
    if not 0 <= minute < 1440:
        raise Refused(_("{text} is not a time of the day: type it as 0700."), text=str(minute))
    return Schedule(every, day if every != "daily" else 0, minute)


def day_of_month(typed: str) -> int:
    """A day of the month as typed."""
    text = half_width(typed).strip()
    if not re.fullmatch(r"\d{1,2}", text, re.ASCII) or not 1 <= int(text) <= 31:
        raise Refused(_("A day of the month is 1 to 31; 31 is its last day."))
    return int(text)


def times(schedule: Schedule, after: int, until: int, zone: ZoneInfo) -> Iterator[int]:
    """When it is due after one moment and up to another (epoch ms)."""
    day, last = local(after, zone).date(), local(until, zone).date()
    while day <= last:
        at = at_local(day, schedule.minute, zone)
        if _falls_on(schedule, day) and after < at <= until:
            yield at
        day += timedelta(days=1)


def _falls_on(schedule: Schedule, day: date) -> bool:
    if schedule.every == "weekly":
        return day.isoweekday() == schedule.day
    if schedule.every == "monthly":
        tomorrow = day + timedelta(days=1)
        return day.day == schedule.day or (tomorrow.day == 1 and day.day < schedule.day)
    return True


def owed(schedule: Schedule, since: int, at: int, zone: ZoneInfo, ahead: int = AHEAD) -> Owed | None:
    """What nobody has done since a moment; where nothing is, the next time if it comes soon."""
    due = list(times(schedule, since, at, zone))
    if due:
        return Owed(due[0], due[-1], len(due))
    coming = next(times(schedule, max(since, at), at + ahead, zone), None)
    return Owed(coming, coming, 0) if coming is not None else None


def to_make_up(due_at: int, at: int) -> bool:
    """Whether its time is over, so that it must be made up (补做)."""
    return at >= due_at + GRACE


def check_done(found: Owed | None, at: int) -> Owed:
    """What is done now; refuse what is not due yet."""
    if found is None or found.due_at > at + EARLY:
        raise Refused(_("This routine is not due yet: it can be done from two hours before its time."))
    return found


def check_change(found: Owed | None) -> None:
    """What is owed is done or ended first: a new time does not make it vanish."""
    if found is not None and found.times:
        raise Refused(_("This routine is owed: do it first, or end it and say why."))
