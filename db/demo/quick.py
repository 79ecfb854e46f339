"""The one write of a demo: a story told entry by entry, by many officers, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db.journal import Door, Session, Write


@dataclass(slots=True)
class QuickWrite(Write):
    """The one write of a demo: every step of the story is an entry of its own, by its own officer at its own time."""

    def act(self, by: Session, at: int) -> None:
        """Close the entry so far; the next one is this officer's, at this time."""
        self.close()
        self.kind, self.by, self.at = "", by, at

    def do(self, door: Door[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Go through a door inside this entry; the first door gives the entry its kind."""
        self.kind = self.kind or door.kind
        return door.inside(self, *args, **kwargs)
