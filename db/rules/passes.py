"""Temporary passes (G1), pure: how long one is valid, and what may happen to it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from db.rules.masking import masked_name
from db.rules.plain_text import half_width
from db.rules.site import at_local, local, next_time
from db.rules.words import Refused, _

LAST_MINUTE = 24 * 60 - 1
#: The longest a pass is given for at once.
MOST_DAYS = 366
STATES = {"overdue": _("not given back"), "valid": _("valid"), "early": _("not valid yet"), "returned": _("given back")}


def state(valid_from: int, valid_to: int, returned_at: int | None, at: int) -> str:
    """How a pass stands at a moment."""
    if returned_at is not None:
        return "returned"
    if valid_to < at:
        return "overdue"
    return "early" if at < valid_from else "valid"


def until(typed: str, now: int, zone: ZoneInfo) -> int:
    """The end of a pass: `7` (days, today is the first), `1800` (the next such time) or `03-15` (that day whole)."""
    text = half_width(typed).strip()
    if re.fullmatch(r"\d{1,3}", text, re.ASCII):
        if not 1 <= int(text) <= MOST_DAYS:
            raise Refused(_("A pass is given for 1 to {n} days."), n=MOST_DAYS)
        return at_local(local(now, zone).date() + timedelta(days=int(text) - 1), LAST_MINUTE, zone)
    if re.fullmatch(r"\d{1,2}:?\d{2}", text, re.ASCII):
        return next_time(text, now, zone)
    end = at_local(_date(text, now, zone), LAST_MINUTE, zone)
    if end <= now:
        raise Refused(_("{text} is past: type a later time."), text=typed)
    if end > now + MOST_DAYS * 86_400_000:
        raise Refused(_("A pass is given for 1 to {n} days."), n=MOST_DAYS)
    return end


def begins(typed: str, now: int, zone: ZoneInfo) -> int:
    """The beginning of a pass: the first minute of a date from today on."""
    day = _date(half_width(typed).strip(), now, zone)
    if day < local(now, zone).date():
        raise Refused(_("{text} is past: type a later time."), text=typed)
    return max(now, at_local(day, 0, zone))


def _date(text: str, now: int, zone: ZoneInfo) -> date:
    """`03-15` this year, or next year where it is past, `2026-03-15`."""
    match = re.fullmatch(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})", text, re.ASCII)
    today = local(now, zone).date()
    try:
        if match is None:
            raise ValueError
        day = date(int(match[1] or today.year), int(match[2]), int(match[3]))
        return day if match[1] or day >= today else day.replace(year=day.year + 1)
    except ValueError:
        raise Refused(_("{text} is no date: type 7 for seven days, 1800, or 03-15."), text=text) from None


def check_span(valid_from: int, valid_to: int, at: int) -> None:
    """Refuse a pass that would be over before it begins, or is over now."""
    if valid_to <= at:
        raise Refused(_("The end of the pass is past already: choose a later one."))
    if valid_to <= valid_from:
        raise Refused(_("The pass would end before it begins: choose a later end."))


def still_out(number: str, holder: str, firm: str) -> Refused:
    """A card is given out again only after it came back; who has it is said as lists say it (L10)."""
    who = " ".join(part for part in (masked_name(holder), firm) if part)
    return Refused(
        _("Pass {number} is still out: {who} has it. Take it back first, or take another card."), number=number, who=who
    )


def check_out(number: str, returned_at: int | None) -> None:
    """Refuse to do anything with a pass that was given back."""
    if returned_at is not None:
        raise Refused(_("Pass {number} was given back already: give out a new one."), number=number)


def check_longer(valid_to: int, longer: int) -> None:
    """Refuse an extension that shortens."""
    if longer <= valid_to:
        raise Refused(_("The pass is valid until then already: choose a later end."))
