"""Reading the log before taking over: which lines, and how far the incoming has come (H3)."""

from __future__ import annotations

from collections.abc import Callable

from db import duty_log, handover
from db.duty_log import LogFilter
from db.handover import HandoverFilter, Reading
from screens.handover_rows import past
from screens.widgets.checklist import Row
from screens.widgets.ledger import Key

Clock = Callable[[int], str]


class LogToRead:
    """The lines since the incoming's last duty here, as a source of the ledger; knows which were on the glass."""

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


class PastHandovers:
    """The handovers that were, of every post, as a source of the ledger."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[Row]:
        """A window of handovers, newest first."""
        found = handover.page(HandoverFilter(), start, limit, backwards=backwards, inclusive=inclusive)
        return [past(line, self.clock) for line in found]

    def count(self) -> int:
        """How many there are."""
        return handover.count(HandoverFilter())
