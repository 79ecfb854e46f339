"""When a person of the public may be forgotten."""

from __future__ import annotations

from db.rules.words import Refused, _


def check_forget(needed: list[str]) -> None:
    """Refuse while something open needs the person: a key that is out, a ticket, a promise, a valid pass."""
    if needed:
        raise Refused(
            _("Something is still open with this person: {what}. End it first, then forget them."),
            what=", ".join(needed[:6]),
        )
