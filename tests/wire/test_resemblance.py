"""Rows that resemble one another come to stand on one another, and only where that is cheaper."""

from __future__ import annotations

import pytest

from tests.wire.pair import Pair
from tui import frame
from tui.cells import Cell, cells
from tui.pen import PLAIN
from tui.resemblance import Step, steps

LINES = "water is off", "lift has stopped", "parcel for 3-2-1101", "gate card forgotten", "drain is blocked"


def rows(*lines: int) -> list[list[Cell]]:
    """A number, as a list has one that differs in every row, and one of the lines, twice."""
    return [
        [cells(PLAIN)[char] for char in f"{number:3} {LINES[line]:20}, {LINES[line]:20}"]
        for number, line in enumerate(lines, 7 * lines[0])
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ((0, 1, 2, 3), (2, 3, 4, 4), [(0, -2)]),
        ((2, 3, 4, 4), (0, 1, 2, 3), [(0, 2)]),
        ((0, 1, 2, 3, 4), (1, 2, 0, 3, 4), [(0, -1), (2, 1)]),
        ((1, 0, 2, 3, 3), (4, 1, 2, 3, 0), [(1, -1), (0, 1)]),
        ((0, 0, 0), (1, 1, 1), []),
    ],
    ids=["further up", "further down", "one left out and one between", "one before and one left out", "none"],
)
def test_rows_move_where_their_likes_are_wanted(old: tuple[int, ...], new: tuple[int, ...], found: list[Step]) -> None:
    assert steps(rows(*old), rows(*new))[2] == found


def test_a_page_of_lines_that_occurred_before_costs_half_of_one_painted_over(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = [_second_page()]
    monkeypatch.setattr(frame, "_moving", lambda *_glass: [])
    costs.append(_second_page())
    assert 2 * costs[0] <= costs[1]


def _second_page() -> int:
    """Bytes of a page of sixteen lines in the order of the first, three further on."""
    pair, cost = Pair(60, 20), 0
    for first in (0, 3):
        page = [f"\x1b[{y + 2};1H{100 * first + y:4} {(LINES[(y + first) ** 2 % 5] + ', ') * 2:50}" for y in range(16)]
        cost = pair.bytes_of("".join(page))
        pair.compare()
    pair.loop.close()
    return cost
