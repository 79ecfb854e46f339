"""What is due, from every register in one list, nearest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that somebody waits for.

    `register` names the door (key, signature, promise, ticket, matter, emergency, analysis, handover, countersign,
    cover, addendum, refusal, no_show, day, pass), `id` the record there; `due_at` is epoch milliseconds, None where
    there is no deadline.
    """

    register: str
    id: int
    due_at: int | None
    label: str
    place: str
    text: str
    who: str
    clock: str = ""


Source = Callable[[], list[Due]]


def merge(*sources: Source) -> list[Due]:
    """All that is due from these registers, nearest first, what has no deadline last."""
    found = [due for source in sources for due in source()]
    # An emergency under way stands above everything, whatever its next limit is.
    return sorted(
        found, key=lambda due: (due.register != "emergency", due.due_at is None, due.due_at or 0, due.register, due.id)
    )
