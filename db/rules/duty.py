"""Which shift a duty is, when it ends and how late relief is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from db.rules.roster import following
from db.rules.site import ShiftTimes, at_local, shift_at
from db.rules.words import Refused, _

_MINUTE = 60_000
#: A duty that begins so long before a shift is meant for that shift.
SOON = 30 * _MINUTE
#: So long before the next shift relief is early; longer before, somebody takes the rest of the shift that runs.
EARLY = 120 * _MINUTE


def shift_begun(
    shifts: Sequence[ShiftTimes], at: int, zone: ZoneInfo, relieved: tuple[int | None, date] | None = None
) -> tuple[ShiftTimes, date] | None:
    """The shift a duty that begins now is for, and its date; None between shifts.

    `relieved` is shift and date of the duty it relieves: who comes early has the shift after it, not the same one (H1).
    """
    found = shift_at(list(shifts), at + SOON, zone)
    if found is None or relieved != (found[0].id, found[1]):
        return found
    after = following(shifts, *relieved)
    meant = next(((shift, after[1]) for shift in shifts if shift.id == after[0]), found) if after else found
    return meant if at_local(meant[1], meant[0].begins, zone) <= at + EARLY else found


def minutes_late(due_end: int, at: int) -> int:
    """Whole minutes past the end of a duty, never negative (H20)."""
    return max(0, (at - due_end) // _MINUTE)


def reminder_due(due_end: int, at: int, warn_minutes: int) -> bool:
    """Whether the reminder of the handover stands: from `warn_minutes` before the end (H20)."""
    return at >= due_end - warn_minutes * _MINUTE


def check_can_take(post: str, held: str, stands_in: str) -> None:
    """An empty post is taken by who has none: whoever sees to two posts is the stand-in of the second (H10, H13).

    `held` is the post the officer has, `stands_in` the one they stand in at; empty where there is none.
    """
    if held:
        raise Refused(
            _("You have the post {held}: hand it over first, or let another officer take {post} (H13)."),
            held=held, post=post,
        )  # fmt: skip
    if stands_in:
        raise Refused(_("You stand in at {post}: its officer comes back first."), post=stands_in)
