"""What may be written in the duty log, corrected, reviewed and closed."""

from __future__ import annotations

from db.rules.words import Refused, _

#: A desk's watch may be a minute ahead of the station's clock.
_AHEAD = 60_000

#: Why a line was corrected, in the order of the digits; a fourth reason is said in words (L2).
REASONS: dict[str, str] = {
    "slip": _("slip of the pen"),
    "unit": _("unit or name"),
    "time": _("time"),
}


def event_time(event_at: int | None, at: int) -> int:
    """When it happened, as the officer says (epoch ms); nothing is recorded before it happened (L3)."""
    if event_at is None:
        return at
    if event_at > at + _AHEAD:
        raise Refused(_("That time has not come yet: type the time at which it happened."))
    return event_at


def is_late(event_at: int, at: int, late_minutes: int) -> bool:
    """Whether a line must say that it was logged afterwards (L3)."""
    return at - event_at > late_minutes * 60_000


def split_mark(text: str) -> tuple[str, bool]:
    """A leading `*` (or its full-width twin) makes a line abnormal (L1); return the text without it."""
    bare = text.strip()
    return (bare[1:].strip(), True) if bare.startswith(("*", "＊")) else (bare, False)


def correct(old: str, new: str, reason: str) -> None:
    """An erratum says something else than the line did, and why (L2)."""
    if new == old:
        raise Refused(_("The text is the same: there is nothing to correct."))
    if not reason.strip():
        raise Refused(_("An erratum needs its reason: 1 slip of the pen, 2 unit or name, 3 time, 4 another."))


def review(number: int, author: int, officer: int, reviewed: bool) -> None:
    """A line is reviewed once, by a superior who did not write it (L4)."""
    if author == officer:
        raise Refused(_("Line {number} is your own: another superior reviews it."), number=number)
    if reviewed:
        raise Refused(_("Line {number} is reviewed already."), number=number)


def follow(number: int, matter: str, event: str) -> str:
    """The state of a matter (`none`, `open`, `closed`) after it is to be `raised` or `closed` (L1)."""
    if (matter, event) in _REFUSED:
        raise Refused(_REFUSED[matter, event], number=number)
    return _STATES[matter, event]


_STATES = {("none", "raised"): "open", ("open", "closed"): "closed"}
_REFUSED = {
    ("open", "raised"): _("Line {number} is an open matter already."),
    ("closed", "raised"): _("The matter of line {number} is closed: write a new line if it came back."),
    ("none", "closed"): _("Line {number} is no open matter: there is nothing to close."),
    ("closed", "closed"): _("The matter of line {number} is closed already."),
}


def check_no_card(number: int, card_open: bool) -> None:
    """A line that is an emergency is closed on its card, which knows who was told (L6)."""
    if card_open:
        raise Refused(_("Line {number} is an emergency under way: close its card instead."), number=number)


def promise(due_at: int, at: int) -> None:
    """A promised answer is due in the time to come (L9)."""
    if due_at <= at:
        raise Refused(_("An answer is promised for a time to come: type a later time."))


def keep_promise(number: int, kept: bool) -> None:
    """A promise is kept once (L9)."""
    if kept:
        raise Refused(_("The promise of line {number} is kept already."), number=number)
