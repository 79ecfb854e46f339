"""Reading before taking over: what happened since one's last duty, then the log, line by line and whole (H3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from rich.cells import cell_len

from db import duty_log, handover
from db.digest import Digest
from db.duty_log import EntryView, LogFilter
from db.handover import Reading
from db.staff import Session
from screens.text import said, wrapped
from screens.widgets.checklist import Row
from screens.widgets.source import Key, Source
from screens.words import N_, _

Clock = Callable[[int], str]
REGISTERS = {
    "key": N_("Keys"),
    "ticket": N_("Tickets"),
    "promise": N_("Promises"),
    "log": N_("Log matters"),
    "routine": N_("Routines"),
    "handover": N_("Handovers"),
    "template": N_("Handover templates"),
}
WHAT = {
    "overdue": N_("overdue"),
    "lost": N_("lost"),
    "damaged": N_("damaged"),
    "refused": N_("refused"),
    "opened": N_("begun"),
    "closed": N_("closed"),
    "void": N_("void"),
    "usable": N_("usable again"),
    "changed": N_("new version"),
}


class Aside(Source[Row], Protocol):
    """What the ledger shows instead of the handover under way; `phase` says which commands stand."""

    phase: str

    def title(self) -> tuple[str, str]:
        """Second line of the screen."""

    def read(self) -> None:
        """Read it again."""


class LogToRead:
    """The digest, then the lines since the reader's last duty here, newest first; knows which were on the glass.

    A line that is longer than a row has as many rows as it needs. A key is `(0, n)` in the digest, in the log
    `(1, time, id, part, whether it is the last part)`.
    """

    phase = "read"

    def __init__(self, reading: Reading, reader: Session, digest: Digest, clock: Clock, width: int, now: int) -> None:
        self.where = LogFilter(post_id=reading.post_id, since=reading.since)
        self.reading, self.reader, self.clock, self.width = reading, reader, clock, width
        self.head = list(_digest_rows(digest, clock, width))
        self.total = len(reading.lines)
        #: What was read before stays read: ids of lines, places in the digest.
        self.read_lines, self.read_rows = set(reading.read), set(range(min(reading.digest, len(self.head))))
        self.kept, self.since = self.so_far, now

    # -- pages ----------------------------------------------------------------------------------------

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[Row]:
        """A window of rows."""
        return self._before(start, limit, inclusive) if backwards else self._after(start, limit, inclusive)

    def _after(self, start: Key | None, limit: int, inclusive: bool) -> list[Row]:
        if start is None or start[0] == 0:
            first = 0 if start is None else start[1] + (not inclusive)
            return [*self.head[first:], *self._log(None, limit)][:limit]
        rows = self._log(start[1:3], limit + 1)
        here = next((n for n, row in enumerate(rows) if row.key == start), 0)
        return rows[here + (not inclusive) :][:limit]

    def _before(self, start: Key | None, limit: int, inclusive: bool) -> list[Row]:
        if start is not None and start[0] == 0:
            return self.head[: start[1] + inclusive][-limit:]
        rows = self._log(start[1:3] if start else None, limit + 1, backwards=True)
        here = next((n for n, row in enumerate(rows) if row.key == start), len(rows))
        rows = rows[: here + inclusive]
        return (rows if len(rows) >= limit else [*self.head, *rows])[-limit:]

    def _log(self, start: Key | None, limit: int, *, backwards: bool = False) -> list[Row]:
        found = duty_log.page(self.where, start, limit, backwards=backwards, inclusive=True)
        return [row for entry in found for row in self._rows(entry)]

    def _rows(self, entry: EntryView) -> Iterator[Row]:
        """A line of the log in as many rows as it needs."""
        place = entry.unit or entry.place
        text, place = (said(entry.text), place) if cell_len(place) <= 10 else (f"{place} {said(entry.text)}", "")
        parts = wrapped(text, self.width - 34)
        for number, part in enumerate(parts):
            head = (self.clock(entry.event_at), place) if number == 0 else ("", "")
            cells = ((head[0], 11), (head[1], 10), (part, 0), (entry.author if number == 0 else "", 8))
            key = (1, *entry.key, number, number + 1 == len(parts))
            yield Row(key, cells, "line", entry.id, "*" if entry.open and number == 0 else " ")

    def count(self) -> int:
        """How many lines of the duty that ends there are to read."""
        return self.total

    # -- what was read --------------------------------------------------------------------------------

    def look(self, window: list[Row]) -> bool:
        """Remember what is wholly on the glass; True where nothing is left that must be read."""
        self.read_rows.update(row.key[1] for row in window if row.key[0] == 0)
        whole = (row.key for row in window if row.key[0] == 1 and row.key[4])
        self.read_lines.update(key[2] for key in whole if key[1] >= self.reading.duty_began)
        return len(self.read_lines) >= self.total and len(self.read_rows) >= len(self.head)

    @property
    def so_far(self) -> tuple[int, int]:
        """How many lines of the duty that ends and how many rows of the digest were read."""
        return len(self.read_lines), len(self.read_rows)

    def keep(self, now: int) -> Callable[[], None]:
        """What writes down all that was read, and for how long since this was last asked: a crash loses no page."""
        seconds, self.kept, self.since = (now - self.since) // 1000, self.so_far, now
        duty_id, lines, rows = self.reading.duty_id, list(self.read_lines), len(self.read_rows)
        return lambda: handover.read(self.reader, duty_id, lines, seconds, rows)

    def title(self) -> tuple[str, str]:
        """The handover's own line stands."""
        return "", ""

    def read(self) -> None:
        """The list reads its lines by itself."""


def _digest_rows(digest: Digest, clock: Clock, width: int) -> Iterator[Row]:
    """What happened since, register by register; nothing where nothing did."""
    for number, (cells, bold) in enumerate(_digest_words(digest, clock, width)):
        yield Row((0, number), cells, "digest", bold=bold)


_Cells = tuple[tuple[str, int], ...]


def _digest_words(digest: Digest, clock: Clock, width: int) -> Iterator[tuple[_Cells, bool]]:
    if not digest.lines:
        return
    since = _("Since your last duty here, {time}") if digest.duty else _("Since the duty before, {time}")
    yield ((since.format(time=clock(digest.since)), 0), (str(len(digest.lines)), 24)), True
    for register, title in REGISTERS.items():
        lines = digest.of(register)
        if lines:
            yield ((_(title), 16), (_counts([line.what for line in lines]), 0)), True
        for line in lines:
            for number, part in enumerate(wrapped(said(line.text), width - 26)):
                head = (_(WHAT[line.what]), clock(line.at)) if number == 0 else ("", "")
                yield ((head[0], 10), (head[1], 11), (part, 0)), False
    yield ((_("Log, newest first"), 0),), True


def _counts(happened: list[str]) -> str:
    return "  ".join(f"{_(label)} {happened.count(what)}" for what, label in WHAT.items() if what in happened)
