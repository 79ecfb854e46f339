"""Who may do what, and how long a PIN stays locked after failures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from db.rules import plain_text
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
_FREE, _FIRST_LOCK, _LONGEST = 5, 30_000, 15 * 60_000
#: Failures of a day after which only a manager helps.
A_DAY = 20
CODE_LASTS = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Guard:
    """Failures of one number's PIN: in a row, today, and until when it is locked (epoch ms).

    `seen_at` is the last try, `high` the latest time that was ever seen; `back_until` is the lock on a clock that was
    set back behind it.
    """

    failures: int = 0
    today: int = 0
    day: int = 0
    locked_until: int = 0
    seen_at: int = 0
    high: int = 0
    back_until: int = 0

    def left(self, at: int) -> int:
        """How long the lock still stands on this clock."""
        return max(0, (self.locked_until if at >= self.high else self.back_until) - at)


def on_clock(guard: Guard, at: int) -> Guard:
    """The guard on the clock as it stands now: set back, and forward again, it shortens no lock and begins no day."""
    day = at // 86_400_000
    today = guard.today if day <= guard.day else 0
    back = at + guard.left(guard.seen_at) if at < guard.seen_at else guard.back_until
    return Guard(guard.failures, today, max(day, guard.day), guard.locked_until, at, max(guard.high, at), back)


def try_pin(guard: Guard, at: int) -> Guard:
    """Count a try as failed before it is checked; refuse one while the lock stands.

    5 failures in a row lock for 30 s, doubling to 15 min; 20 in a day need a manager.
    """
    now = on_clock(guard, at)
    if left := now.left(at):
        raise Refused(_("Too many wrong PINs: wait {seconds} s, then try again."), seconds=-(-left // 1000))
    if now.today >= A_DAY:
        raise Refused(_("Too many wrong PINs today: ask a manager for a one-time code."))
    over = now.failures + 1 - _FREE
    lock = min(_FIRST_LOCK * 2**over, _LONGEST) if over >= 0 else 0
    until, back = (now.high + lock, at + lock) if lock else (0, 0)
    return replace(now, failures=now.failures + 1, today=now.today + 1, locked_until=until, back_until=back)


def check_pin(pin: str, staff_no: str = "") -> str:
    """Six digits that are not the first anybody would try: no run, no pattern, not the officer's own number."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise Refused(_("A PIN is six digits."))
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps in ({1}, {9}):
        raise Refused(_("This PIN is too easy to guess: the digits follow each other. Please choose another."))
    if pin[:3] == pin[3:] or pin == pin[:2] * 3 or len(set(pin)) < 3:
        raise Refused(_("This PIN is too easy to guess: its digits repeat. Please choose another."))
    if len(staff_no) > 2 and (staff_no in pin or pin in staff_no):
        raise Refused(_("This PIN has your staff number in it: please choose another."))
    return pin


def check_same(first: str, again: str) -> str:
    """A new PIN is typed twice."""
    if first != again:
        raise Refused(_("These are two different PINs: type the new one twice."))
    return first


def check_code(valid_to: int | None, used_at: int | None, at: int) -> None:
    """A one-time code opens "choose your PIN" once, within its day."""
    if valid_to is None or used_at is not None:
        raise Refused(_("This one-time code was used already: ask a manager for another."))
    if at >= valid_to:
        raise Refused(_("This one-time code has run out after 24 hours: ask a manager for another."))


def check_role(role: str) -> str:
    """One of the roles a station knows."""
    if role not in ROLE_NAMES:
        raise Refused(_("{role} is not a role. Roles are: {roles}."), role=role, roles=", ".join(ROLE_NAMES))
    return role


def check_not_last_manager(role: str, after: str, managers: int) -> None:
    """A station always has a manager: nobody else can give codes and enrol."""
    if role == "manager" and after != "manager" and managers < 2:
        raise Refused(_("This is the only manager: make another officer manager first."))


def check_can_leave(name: str, post: str, stands_in: str) -> None:
    """Nobody's service ends while they have a post (H9), or stand in at one (H10)."""
    if post:
        raise Refused(_("{officer} has the post {post}: that one must be handed over first."), officer=name, post=post)
    if stands_in:
        raise Refused(_("{officer} stands in at {post}: its officer comes back first."), officer=name, post=stands_in)


def check_authority(role: str, allowed: tuple[str, ...]) -> None:
    """Refuse a role that is not among the allowed ones."""
    if role not in allowed:
        raise Refused(_("This needs the role {roles}."), roles=tuple(ROLE_NAMES[name] for name in allowed))


def check_staff_no(number: str) -> str:
    """Staff numbers are 1 to 12 digits or Latin letters."""
    number = plain_text.clean(number, _("Staff number"), plain_text.NOTE)
    if not re.fullmatch(r"[0-9A-Za-z]{1,12}", number):
        raise Refused(_("A staff number is 1 to 12 digits or letters: {number}."), number=number)
    return number
