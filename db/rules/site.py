"""Units, shifts and working days, as pure rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from db.rules.plain_text import half_width
from db.rules.words import Refused, _

IsWorkday = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """A shift's minutes of the day; `ends` is past 1440 where it ends on the next day."""

    id: int
    name: str
    begins: int
    ends: int


def unit_number(typed: str) -> str:
    """`6.2.1101`, `6 2 1101` and `6-2-1101` are the same unit; a place without a number keeps its name."""
    if not any(character.isdigit() for character in typed):
        return half_width(typed).strip()
    return re.sub(r"[.\s/,、。—-]+", "-", half_width(typed).strip()).strip("-").upper()


def at_local(day: date, minute: int, zone: ZoneInfo) -> int:
    """Epoch milliseconds of a minute of a local day."""
    local = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
    return int(local.timestamp() * 1000)


#: 1970 to 8999: what another program wrote into the file may be no time at all, and is shown as the nearest that is.
_TIMES = (0, 221_845_305_600_000)


def local(at: int, zone: ZoneInfo) -> datetime:
    """Local time of an epoch millisecond."""
    return datetime.fromtimestamp(min(max(at, _TIMES[0]), _TIMES[1]) / 1000, zone)


def minute_of(typed: str) -> int:
    """The minute of the day of `0700`, `7:00` or `7.00`."""
    match = re.fullmatch(r"(\d{1,2})[:.]?(\d{2})", half_width(typed).strip(), re.ASCII)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise Refused(_("{text} is not a time of the day: type it as 0700."), text=typed)
    return int(match[1]) * 60 + int(match[2])


def shift_at(shifts: list[ShiftTimes], at: int, zone: ZoneInfo) -> tuple[ShiftTimes, date] | None:
    """The shift that covers a moment and the date it belongs to (a night shift: the evening's)."""
    now = local(at, zone)
    minute = now.hour * 60 + now.minute
    for shift in shifts:
        if shift.begins <= minute < shift.ends:
            return shift, now.date()
        if shift.begins <= minute + 1440 < shift.ends:
            return shift, now.date() - timedelta(days=1)
    return None


def parse_time(typed: str, now: int, zone: ZoneInfo) -> int:
    """`2240` or `22:40` today (yesterday if that is more than an hour ahead), `05-31 08:00` this year.

    Returns epoch milliseconds; refuses what is no time.
    """
    text = half_width(typed).strip().replace(".", ":")
    today = local(now, zone)
    match = re.fullmatch(r"(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2})\s+)?(\d{1,2}):?(\d{2})", text)
    if match is None:
        raise Refused(_("{text} is not a time: type it as 2240, or 05-31 2240."), text=typed)
    given = (today.year, today.month, today.day, 0, 0)
    year, month, day, hour, minute = (int(part) if part else at for part, at in zip(match.groups(), given, strict=True))
    try:
        moment = datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        raise Refused(_("{text} is not a time: type it as 2240, or 05-31 2240."), text=typed) from None
    if "-" not in text and moment > today + timedelta(hours=1):
        moment -= timedelta(days=1)
    return int(moment.timestamp() * 1000)


def next_time(typed: str, now: int, zone: ZoneInfo) -> int:
    """Like `parse_time`, but the next such time: for what is due; a date that is past is refused."""
    at = parse_time(typed, now, zone)
    if at <= now and "-" in half_width(typed):
        raise Refused(_("{text} is past: type a later time."), text=typed)
    return at if at > now else at + 86_400_000


def add_workdays(start: int, days: int, is_workday: IsWorkday, zone: ZoneInfo, closing: int) -> int:
    """End of the n-th working day after a moment; received after closing time counts as the next (T10, T18).

    `closing` is the minute of the day; the result is that minute of the last day, in epoch milliseconds.
    """
    begun = local(start, zone)
    day = begun.date()
    if begun.hour * 60 + begun.minute >= closing or not is_workday(day):
        day = next_workday(day, is_workday)
    for _number in range(days):
        day = next_workday(day, is_workday)
    return at_local(day, closing, zone)


def next_workday(day: date, is_workday: IsWorkday) -> date:
    """The first working day after a day."""
    day += timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    return day
