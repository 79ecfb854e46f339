"""Bytes of the night and of single keys: ours, the stock driver's for the same painting, ncurses' for the same glasses.

One run in this process, teed: the same every time but for some paint in between, half a hundredth of the whole.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from db import clock, connection
from tests.bench import reference
from tests.bench.measure import Row
from tests.conftest import PIN, Clock
from tests.screens import night
from tests.wire.night import Frame, Watcher, watched

#: What is weighed key by key: the keys before it, the keys themselves, and the goal of each.
KINDS = {
    "Down in a list": (("f2",), ("down", "down", "down"), "<= 32 B"),
    "a letter typed": (("f2", ";"), ("a", "b", "c"), "<= 32 B"),
    "panel opened": (("f2",), (";",), "<= 1,000 B"),
    "PageDown": (("f2",), ("pagedown", "pagedown"), "<= 1.0 x ncurses"),
    "screen switched": (("f2",), ("f4", "f5", "f2"), "<= 1.0 x ncurses"),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A stretch of keys with what each terminal was sent for it."""

    ours: int
    stock: int
    ncurses: int

    def row(self, what: str, goal: str) -> Row:
        base = f"{self.stock:,} / {self.ncurses:,} B"
        return Row(what, f"{self.ours:,} B", base, f"{self.ours / max(self.ncurses, 1):.2f}", goal)


def weighed(frames: list[Frame], ncurses: list[int], keys: int = 1) -> Weighed:
    """The sum of some frames, for one of so many keys."""
    sums = (sum(frame.ours for frame in frames), sum(frame.stock for frame in frames), sum(ncurses))
    return Weighed(*(round(number / keys) for number in sums))


def rows(file: Path, name: str, at: int) -> list[Row]:
    """The whole night on a station, at a moment, then each kind of key by itself."""
    with clock.replaced(Clock(at)), connection.station(file):
        parts, kinds = asyncio.run(_watch())
    frames = [frame for part in (*parts.values(), *(frame for _name, frame in kinds)) for frame in part]
    counted = iter(reference.costs([([reference.runs(row) for row in f.glass], f.cursor) for f in frames]))
    costs = [(part, [next(counted) for _frame in part]) for part in parts.values()]
    every = weighed([frame for part, _cost in costs for frame in part], [n for _part, cost in costs for n in cost])
    keys = sum(len(part) for part, _cost in costs) - 1
    table = [
        weighed(*costs[0]).row(f"first screen, {name}", "<= 3,000 B"),
        every.row(f"the whole night ({keys} keys), {name}", "<= 1.0 x ncurses"),
    ]
    for kind, part in kinds:
        by_ncurses = [next(counted) for _frame in part]
        table.append(weighed(part[1:], by_ncurses[1:], len(part) - 1).row(f"{kind}, {name}", KINDS[kind][2]))
    return table


async def _watch() -> tuple[dict[str, list[Frame]], list[tuple[str, list[Frame]]]]:
    async with watched("zh") as officer:
        parts = {"first screen": [await officer.press("")]}
        for scene, steps in night.NIGHT.items():
            parts[scene] = await officer.work(steps)
    async with watched("zh") as officer:
        for key in f"1031{PIN}":
            await officer.press(key)
        return parts, [(kind, await _kind(officer, kind)) for kind in KINDS]


async def _kind(officer: Watcher, kind: str) -> list[Frame]:
    """The glass before, then each of the keys."""
    before, keys, _goal = KINDS[kind]
    for key in ("escape", "escape", *before):
        await officer.press(key)
    frames = [await officer.press("")] + [await officer.press(key) for key in keys]
    for key in ("ctrl+u", "escape"):
        await officer.press(key)
    return frames
