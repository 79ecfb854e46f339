"""The roster (H1): who may write it, which shift follows which, and who cannot be at two posts at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from db.rules.site import ShiftTimes
from db.rules.words import Refused, _

EDITORS = ("supervisor", "maintenance", "manager")
_DAY = 1440


def monday(day: date) -> date:
    """The first day of the week a day is in."""
    return day - timedelta(days=day.weekday())


def following(shifts: Sequence[ShiftTimes], shift_id: int | None, day: date) -> tuple[int, date] | None:
    """The shift that relieves this one at its post, and its date; None where the shift is no shift of the post."""
    ordered = sorted(shifts, key=lambda shift: shift.begins)
    place = next((n for n, shift in enumerate(ordered) if shift.id == shift_id), None)
    if place is None:
        return None
    if place + 1 < len(ordered):
        return ordered[place + 1].id, day
    return ordered[0].id, day + timedelta(days=1)


def overlap(one: tuple[date, ShiftTimes], other: tuple[date, ShiftTimes]) -> bool:
    """Whether two shifts ask for the same person at the same time."""
    apart = (other[0] - one[0]).days * _DAY
    return one[1].begins < other[1].ends + apart and other[1].begins + apart < one[1].ends


def to_come(day: date, shift: ShiftTimes, now: datetime) -> bool:
    """Whether a shift of a date is still to begin at a local moment."""
    return (day - now.date()).days * _DAY + shift.begins > now.hour * 60 + now.minute


def check_date(day: date, today: date) -> None:
    """What was rostered for a day that is past stays as it was."""
    if day < today:
        raise Refused(_("{day} is past: its roster stays as it was."), day=day.isoformat())


def check_swap(role: str, officer: int, approver: int, approver_role: str, before: int | None) -> None:
    """A swap (换班) changes somebody rostered, with the leave of a superior who does not swap themselves (H1).

    `role` is the role of who enters it: whoever writes the roster needs nobody's leave but says whose it is.
    """
    if before is None:
        raise Refused(_("Nobody is rostered for this shift: there is nothing to swap."))
    if before == officer:
        raise Refused(_("This officer is rostered for the shift already."))
    if approver_role == "officer" or (approver in (officer, before) and role not in EDITORS):
        raise Refused(_("A swap is approved by a leader or a superior who does not swap themselves (H1)."))


def check_clash(name: str, clash: str) -> None:
    """Nobody is rostered twice for the same time; `clash` is the other post and shift, empty if none."""
    if clash:
        raise Refused(_("{officer} is rostered for {other} at the same time."), officer=name, other=clash)
