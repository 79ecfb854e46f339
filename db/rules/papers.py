"""Papers: which copy a print is, and what may be entered from an emergency sheet (P4, H22, H23)."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from db.rules.plain_text import half_width
from db.rules.site import local, parse_time
from db.rules.staff import SUPERIORS
from db.rules.words import Refused, _

#: Numbered blank lines of an emergency sheet.
SHEET_LINES = 30
_DAY = 86_400_000


def sheet_label(year: int, number: int) -> str:
    """The printed number of an emergency sheet: `2026-0031`."""
    return f"{year}-{number:04}"


def line_label(sheet: str, line: int) -> str:
    """A line of a sheet as the log names it: `2026-0031-4`."""
    return f"{sheet}-{line}"


def parse_sheet(typed: str) -> tuple[int | None, int]:
    """Year, if it was typed, and number of `31`, `0031` or `2026-0031`; refuses what is no sheet number."""
    match = re.fullmatch(r"(?:(\d{4})-)?0*(\d{1,6})", half_width(typed).strip())
    if match is None:
        raise Refused(_("{text} is not the number of a sheet: type it as 0031."), text=typed)
    return (int(match[1]) if match[1] else None), int(match[2])


def time_on_sheet(typed: str, *, last: int | None, now: int, zone: ZoneInfo) -> int:
    """When a line of a sheet happened: lines follow one another, so the first such time at or after the last one.

    Where that has not come yet, and on the first line, it is the latest such time; a date may be typed. Epoch ms.
    """
    at = parse_time(typed, now, zone)
    if last is None or "-" in half_width(typed):
        return at
    days = (local(at, zone).date() - local(last, zone).date()).days
    following = at - days * _DAY
    following += _DAY if following < last else 0
    return following if following <= now else at


def check_recorder(recorder: int, role: str, incoming: int, name: str) -> None:
    """A handover on paper is recorded by who took over, or by a superior (H23)."""
    if recorder != incoming and role not in SUPERIORS:
        raise Refused(_("This is recorded by {officer}, who took over, or by a leader or above."), officer=name)


def check_sheet_of(sheet: str, post: str, sheet_post: int, wanted: int) -> None:
    """A sheet hands over the post it was printed for."""
    if sheet_post != wanted:
        raise Refused(_("Sheet {sheet} is of the post {post}: check its number."), sheet=sheet, post=post)


def check_handed_over(at: int, began: int, now: int) -> None:
    """What stands on paper happened during the duty that ended with it, and not in the future (L3, H23)."""
    if at > now:
        raise Refused(_("That time has not come yet: type the time at which it happened."))
    if at <= began:
        raise Refused(_("The duty that stands began later than that: check the time on the sheet."))


def check_line(sheet: str, line: int, lines: int, taken: bool) -> None:
    """Refuse a line the sheet does not have, and one that was entered before (H23)."""
    if not 1 <= line <= lines:
        raise Refused(_("Sheet {sheet} has the lines 1 to {n}: check the number."), sheet=sheet, n=lines)
    if taken:
        raise Refused(
            _("Line {line} of sheet {sheet} was entered already: it is entered once."), line=line, sheet=sheet
        )
