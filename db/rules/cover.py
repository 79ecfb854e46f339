"""Leaving a post for a while: by whose leave, who stands in, and what a stand-in may not do (H10)."""

from __future__ import annotations

from db.rules.words import Refused, _

#: Why an officer leaves, in the order of their digits.
REASONS = ("rest", "meal", "scene", "other")
#: The longest absence there is; who is away longer hands over.
LONGEST = 240
_MINUTE = 60_000


def check_stand_in(officer: int, stand_in: int, name: str, *, away: str, covers: str) -> None:
    """The stand-in is another officer, who is there and stands in nowhere else.

    `away` is the post the stand-in has left, `covers` the one they stand in at; empty where there is none.
    """
    if officer == stand_in:
        raise Refused(_("You cannot stand in for yourself: name another officer (H10)."))
    if away:
        raise Refused(_("{officer} is away from {post}: name another officer."), officer=name, post=away)
    if covers:
        raise Refused(_("{officer} stands in at {post} already: name another officer."), officer=name, post=covers)


def check_leave(
    reason: str, words: str, minutes: int, standing: int, officer: int, approver: tuple[int, str] | None, role: str
) -> None:
    """Leave stands for a rest of `standing` minutes; what is longer or another reason needs a superior's (H10).

    `approver` is (id, role); `role` the role of the officer who leaves: supervisors and managers give themselves leave.
    """
    if reason not in REASONS:
        raise Refused(_("{reason} is no reason to leave the post."), reason=reason)
    if reason == "other" and not words:
        raise Refused(_("Say why you leave the post."))
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("A break is 1 to {n} minutes: who is away longer hands over."), n=LONGEST)
    if approver is not None and (approver[0] == officer or approver[1] == "officer"):
        raise Refused(_("Leave is given by a leader or a superior, never by oneself (H10)."))
    if approver is None and role not in ("supervisor", "manager") and (reason != "rest" or minutes > standing):
        raise Refused(_("More than a rest of {n} min needs a superior's leave: say who gave it (H10)."), n=standing)


def check_left(out_at: int, began_at: int, at: int) -> int:
    """When the officer left: not in the future, and not before the duty began."""
    if not began_at <= out_at <= at:
        raise Refused(_("You left the post between the beginning of your duty and now: type that time."))
    return out_at


def check_keys(stands_in: str, access: list[str]) -> None:
    """A stand-in issues no key that an owner entrusted (H10, K6); `stands_in` is the post, empty if none."""
    if stands_in and "entrusted" in access:
        raise Refused(
            _("You stand in at {post}: keys an owner entrusted wait for the officer on duty."), post=stands_in
        )


def gap_minutes(out_at: int, taken_at: int) -> int:
    """How long the post was empty before the stand-in had it, in whole minutes begun."""
    return max(0, -(-(taken_at - out_at) // _MINUTE))


def overrun_minutes(due_at: int, back_at: int | None, at: int) -> int:
    """Whole minutes past the leave that was given, until the officer was back or until now."""
    return max(0, ((back_at or at) - due_at) // _MINUTE)
