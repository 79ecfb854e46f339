"""The wanted glass: what the compositor has painted, kept as a grid of cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from tui.cells import Cell, cells, clusters, sure_twin
from tui.pen import PLAIN, Pen, apply

BLANK: Cell = cells(PLAIN)[" "]

_TOKEN = re.compile(
    "\x1b\\[(?P<place>[0-9;]*)H"
    "|\x1b\\[(?P<pen>[0-9;:]*)m"
    "|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    "|(?P<line>[\r\n])"
    "|(?P<mode>\x1b\\[[?<>=][0-9;]*[hlu])"
    # Whatever else looks like control came in with somebody's text (OSC 52 in a ticket, say) and goes no further.
    "|\x1b[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)?|\x1b\\[[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?|[\x00-\x1f\x7f-\x9f]"
)


def blank_rows(width: int, height: int) -> list[list[Cell]]:
    """Rows with nothing on them."""
    return [[BLANK] * width for _row in range(height)]


class Wanted:
    """The grid the officer should see. Rows are `height` lists of `width` cells; no row holds half a character.

    `sure_only`: what terminals disagree about is shown as ASCII of the same width.
    """

    def __init__(
        self, width: int, height: int, fit: Callable[[Pen], Pen] = lambda pen: pen, *, sure_only: bool = False
    ) -> None:
        self.width, self.height = width, height
        self.rows = blank_rows(width, height)
        self.y = self.x = 0
        self._pen = PLAIN
        self._fit = fit
        self._sure_only = sure_only

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Row and column the cursor is wanted at; None at home, where the compositor leaves it when no field has it.

        While a resize is under way the compositor may ask for more than there is.
        """
        return (min(self.y, self.height - 1), min(self.x, self.width - 1)) if self.y or self.x else None

    def resize(self, width: int, height: int) -> None:
        """Crop or extend to a new size."""
        kept = [row[:width] + [BLANK] * (width - len(row)) for row in self.rows[:height]]
        self.rows = kept + blank_rows(width, height - len(kept))
        self.width, self.height = width, height
        for row in self.rows:
            _mend(row, width - 1, width)

    def paint(self, data: str) -> list[str]:
        """Paint what the compositor wrote; return the mode switches in it, which are not for the grid."""
        modes: list[str] = []
        for token in _TOKEN.finditer(data):
            kind = token.lastgroup
            if kind == "text":
                self._put(token["text"])
            elif kind == "pen":
                self._pen = apply(self._pen, token["pen"])
            elif kind == "place":
                row, _semicolon, column = token["place"].partition(";")
                self.y, self.x = int(row or 1) - 1, int(column or 1) - 1
            elif kind == "line":
                self.x = 0
                self.y += token["line"] == "\n"
            elif kind == "mode":
                modes.append(token["mode"])
        return modes

    def _put(self, text: str) -> None:
        if not (0 <= self.y < self.height and 0 <= self.x < self.width):
            return
        row, start = self.rows[self.y], self.x
        made = _spelled(text, self._fit(self._pen), self._sure_only)[: self.width - start]
        end = self.x = start + len(made)
        if start and row[start][0] == "":
            row[start - 1] = cells(row[start][1])[" "]
        row[start:end] = made
        _mend(row, start, end)


@lru_cache(64)
def _spelled(text: str, pen: Pen, sure_only: bool) -> tuple[Cell, ...]:
    """The cells of a text; a list that moves on by a row paints all the others again as they were."""
    made = cells(pen)
    if text.isascii():
        return tuple(made[char] for char in text)
    seen: Iterable[tuple[str, int]] = ((cluster, width) for cluster, width in clusters(text) if width)
    if sure_only:
        seen = (part for cluster, width in seen for part in _sure(cluster, width))
    return tuple(cell for cluster, width in seen for cell in _spread(made, cluster, width))


def _sure(cluster: str, width: int) -> Iterable[tuple[str, int]]:
    """A cluster as it may be drawn where only signs of sure width are."""
    twin = sure_twin(cluster, width)
    return [(cluster, width)] if twin == cluster else [(char, 1) for char in twin]


def _spread(made: dict[str, Cell], cluster: str, width: int) -> list[Cell]:
    return [made[cluster]] if width == 1 else [made[cluster], *([made[""]] * (width - 1))]


def _mend(row: list[Cell], start: int, end: int) -> None:
    """Blank the halves that painting `start` to `end` has left: a lead cut off before, a second half after."""
    if end < len(row) and row[end][0] == "":
        row[end] = cells(row[end][1])[" "]
    last = row[end - 1] if end else BLANK
    if end == len(row) and last[0] != "" and not last[0].isascii() and _is_wide(last[0]):
        row[end - 1] = cells(last[1])[" "]


def _is_wide(cluster: str) -> bool:
    return sum(width for _cluster, width in clusters(cluster)) > 1
