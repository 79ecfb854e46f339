"""What is typed when a station is founded: a time zone, and posts with their shifts."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from db.rules.plain_text import half_width
from db.rules.words import Refused, _

ShiftPlan = tuple[str, int, int]
_SHIFT = re.compile(r"(\d{1,2})(?::?(\d{2}))?-(\d{1,2})(?::?(\d{2}))?")


def check_zone(name: str) -> str:
    """A time zone by its name in the IANA database."""
    try:
        return ZoneInfo(name.strip()).key
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        raise Refused(_("{zone} is not a time zone: write it like Asia/Shanghai."), zone=name) from None


def parse_post(typed: str) -> tuple[str, tuple[ShiftPlan, ...]]:
    """`Gate 08-20 20:30-08` is the post Gate with two shifts, each (its times, first minute, last minute).

    The last minute is past 1440 where a shift ends on the next day.
    """
    words = half_width(typed).split()
    shifts = [word for word in words if _SHIFT.fullmatch(word)]
    name = " ".join(word for word in words if word not in shifts)
    if not shifts or not name:
        raise Refused(_("{text} is not a post: write its name and its shifts, as Gate 08-20 20-08."), text=typed)
    return name, tuple(_shift(word) for word in shifts)


def _shift(word: str) -> ShiftPlan:
    match = _SHIFT.fullmatch(word)
    assert match is not None
    first, first_minute, last, last_minute = (int(part or 0) for part in match.groups())
    if first > 23 or last > 24 or first_minute > 59 or last_minute > 59:
        raise Refused(_("{text} is not a shift: write it as 08-20 or 20:30-08."), text=word)
    begins, ends = first * 60 + first_minute, last * 60 + last_minute
    return word, begins, ends if ends > begins else ends + 1440
