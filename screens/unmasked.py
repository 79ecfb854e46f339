"""A person of the public unmasked, in one sentence; the door records who looked (L10)."""

from __future__ import annotations

from screens.desk import Desk
from screens.words import N_, _

#: What is recorded of looks at people and of what was taken.
ACCESS_KINDS = {
    "locked": N_("PIN locked for the day"),
    "revealed": N_("saw name and phone"),
    "exported": N_("took out"),
    "forgotten": N_("forgot a person"),
}


def revealed(desk: Desk, register: str, record: int) -> str:
    """Whole name and phone of the person in a record."""
    from db import privacy

    found = privacy.reveal(desk.who, register, record)
    who = "  ".join(part for part in (found.name, found.phone, found.firm, found.identity) if part)
    return _("{who}  (that you looked is recorded)").format(who=who)
