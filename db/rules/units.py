"""What a change makes of a unit, pure."""

from __future__ import annotations

from db.rules.plain_text import half_width

#: Typed to take away what stands.
NOTHING = "-"


def after(stands: str, said: str | None) -> str:
    """What stands after a change: nothing said leaves it, `-` takes it away."""
    if said is None:
        return stands
    return "" if half_width(said).strip() == NOTHING else said.strip()


def owner_after(stands: tuple[str, str], owner: str | None, phone: str | None) -> tuple[str, str]:
    """Name and phone of the owner after a change: a new owner does not keep the phone of the one before."""
    name = after(stands[0], owner)
    kept = stands[1] if name == stands[0] else ""
    return name, after(kept, phone)
