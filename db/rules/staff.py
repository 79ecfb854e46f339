"""Who may do what, and how long a PIN stays locked after failures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from db.rules.words import Refused, _

ROLE_NAMES = {
    "officer": _("officer"),
    "leader": _("leader"),
    "supervisor": _("supervisor"),
    "maintenance": _("maintenance supervisor"),
    "manager": _("manager"),
}
SUPERIORS = ("leader", "supervisor", "maintenance", "manager")
REVIEWERS = ("supervisor", "manager")
_FREE, _FIRST_LOCK, _LONGEST, _A_DAY = 5, 30_000, 15 * 60_000, 20


@dataclass(frozen=True, slots=True)
class Guard:
    """Failures of one officer's PIN: in a row, today, and until when it is locked (epoch ms)."""

    failures: int = 0
    today: int = 0
    day: int = 0
    locked_until: int = 0


def try_pin(guard: Guard, at: int) -> Guard:
    """Count a try as failed before it is checked; refuse one while the lock stands.

    5 failures in a row lock for 30 s, doubling to 15 min; 20 in a day need a manager.
    """
    day = at // 86_400_000
    today = guard.today if guard.day == day else 0
    if at < guard.locked_until:
        seconds = -(-(guard.locked_until - at) // 1000)
        raise Refused(_("Too many wrong PINs: wait {seconds} s, then try again."), seconds=seconds)
    if today >= _A_DAY:
        raise Refused(_("Too many wrong PINs today: ask a manager for a new PIN."))
    failures = guard.failures + 1
    over = failures - _FREE
    locked = at + min(_FIRST_LOCK * 2**over, _LONGEST) if over >= 0 else 0
    return Guard(failures, today + 1, day, locked)


def check_pin(pin: str) -> str:
    """Six digits, not all the same and not a straight run."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise Refused(_("A PIN is six digits."))
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise Refused(_("This PIN is too easy to guess: please choose another."))
    return pin


def check_authority(role: str, allowed: tuple[str, ...]) -> None:
    """Refuse a role that is not among the allowed ones."""
    if role not in allowed:
        raise Refused(_("This needs the role {roles}."), roles=tuple(ROLE_NAMES[name] for name in allowed))


def check_staff_no(number: str) -> str:
    """Staff numbers are 1 to 12 digits or Latin letters."""
    if not re.fullmatch(r"[0-9A-Za-z]{1,12}", number):
        raise Refused(_("A staff number is 1 to 12 digits or letters: {number}."), number=number)
    return number
