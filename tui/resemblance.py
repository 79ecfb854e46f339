"""Which rows of the glass to keep, moved up or down, under new ones that resemble them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import compress, groupby
from operator import is_, itemgetter

from tui.cells import Cell

_MOST = 30  # rows among which resemblances are looked for: a page; beyond it the search costs more than it saves
_PLACE = 7  # bytes of deleting or inserting lines in one place
_JUMP = 3  # bytes of jumping over cells that may stay

Row = list[Cell]
#: What a way through the rest of the rows saves, and its steps.
Way = tuple[int, str]
#: A row, and how many lines to insert there; to delete, if negative.
Step = tuple[int, int]


def steps(old: list[Row], new: list[Row], region: tuple[int, int] | None = None) -> tuple[int, int, list[Step]]:
    """Deletions from the bottom up, then insertions from the top down, between the rows `top` and `bottom`.

    They are those of a `region` that is set already, if it ends where they do and only a title above it differs.
    """
    differ = [y for y, row in enumerate(new) if row != old[y]]
    fits = region and region[0] <= differ[:2][-1] and differ[-1] == region[1]
    top, bottom = region if region and fits else (differ[0], differ[-1])
    if bottom - top >= _MOST:
        return top, bottom, []
    weighed = [(row, [0 if text == " " else len(text.encode()) for text, _pen in row]) for row in new[top : bottom + 1]]
    stay = [[_saved(before, *each) for each in weighed] for before in old[top : bottom + 1]]
    return top, bottom, _as_steps(_best_way(stay), top)


def _saved(old: Row, new: Row, weights: list[int]) -> int:
    """Bytes that need not be sent for a row that comes to stand on another one."""
    same = [*map(is_, old, new)]  # equal cells are one object, but for rare ones
    if sum(compress(weights, same)) < _PLACE + _JUMP:
        return 0
    runs = (
        sum(weight for _same, weight in run)
        for kept, run in groupby(zip(same, weights, strict=True), itemgetter(0))
        if kept
    )
    return sum(max(0, run - _JUMP) for run in runs)


def _best_way(stay: list[list[int]]) -> str:
    """What saves most, row by row: "k" keeps an old row under a new one, "d" deletes one, "i" inserts one.

    What is deleted or inserted last costs nothing: the lines of a region leave and come in at its end anyway.
    """
    size = len(stay)
    below = [dict.fromkeys("kdi", (0, "i" * (size - new))) for new in range(size + 1)]
    for old in reversed(range(size)):
        row = [dict.fromkeys("kdi", (0, "d" * (size - old)))]
        for new in reversed(range(size)):
            kept, after = below[new + 1]["k"]
            ways = (kept + stay[old][new], "k", after), _and("d", below[new]), _and("i", row[-1])
            row.append({last: _best(ways, last) for last in "kdi"})
        below = row[::-1]
    return below[0]["k"][1]


def _and(step: str, ways: dict[str, Way]) -> tuple[int, str, str]:
    """A line deleted or inserted, and the best way from there."""
    saved, after = ways[step]
    return saved, step, after


def _best(ways: Iterable[tuple[int, str, str]], last: str) -> Way:
    """The one that saves most after the step `last`: another deletion or insertion in the same place costs nothing."""
    saved, step, after = max((saved - _PLACE * (step not in ("k", last)), step, after) for saved, step, after in ways)
    return saved, step + after


def _as_steps(way: str, top: int) -> list[Step]:
    deleted, inserted, old, new = [], [], top, top
    for run in re.findall("k+|d+|i+", way.rstrip("di")):
        if run[0] == "d":
            deleted.append((old, -len(run)))
        elif run[0] == "i":
            inserted.append((new, len(run)))
        old += len(run) * (run[0] != "i")
        new += len(run) * (run[0] != "d")
    return deleted[::-1] + inserted
