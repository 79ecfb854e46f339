"""Reading the log before taking over: which lines, and how far the incoming has come (H3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from db import duty_log
from db.duty_log import LogFilter
from db.handover import Reading
from screens.widgets.checklist import Row
from screens.widgets.ledger import Key

Clock = Callable[[int], str]


class Aside(Protocol):
    """What the ledger shows instead of the handover under way; `phase` says which commands stand."""

    phase: str

    def page(  # noqa: D102
        self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
    ) -> list[Row]: ...

    def count(self) -> int: ...  # noqa: D102

    def title(self) -> tuple[str, str]:
        """Second line of the screen."""

    def read(self) -> None:
        """Read it again."""


class LogToRead:
    """The lines since the incoming's last duty here, as a source of the ledger; knows which were on the glass."""

    phase = "read"

    def __init__(self, reading: Reading, clock: Clock, seen: set[Key]) -> None:
        self.where = LogFilter(post_id=reading.post_id, since=reading.since)
        self.total, self.clock, self.seen = reading.total, clock, seen

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[Row]:
        """A window of lines."""
        found = duty_log.page(self.where, start, limit, backwards=backwards, inclusive=inclusive)
        return [self._row(entry) for entry in found]

    def _row(self, entry: duty_log.EntryView) -> Row:
        place = entry.unit or entry.place
        cells = ((self.clock(entry.event_at), 11), (place, 10), (entry.text, 0), (entry.author, 8))
        return Row(entry.key, cells, "line", entry.id, "*" if entry.open else " ")

    def count(self) -> int:
        """How many lines there are to read."""
        return self.total

    def look(self, window: list[Row]) -> bool:
        """Remember what is on the glass; True where nothing is left."""
        self.seen.update(row.key for row in window)
        return len(self.seen) >= self.total

    def title(self) -> tuple[str, str]:
        """The handover's own line stands."""
        return "", ""

    def read(self) -> None:
        """The list reads its lines by itself."""
