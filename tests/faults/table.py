"""The table of `make faults`: what was tried, what must come out, what came out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the test, its goal, its result, and whether it was met; None where this machine cannot try."""

    what: str
    goal: str
    result: str
    held: bool | None

    def __str__(self) -> str:
        mark = {True: "held", False: "MISSED", None: "not tried"}[self.held]
        return f"{mark:<10}{self.what}\n          goal    {self.goal}\n          result  {self.result}"


@dataclass(frozen=True, slots=True)
class Size:
    """How often each thing is tried: all of it takes minutes, the short version seconds."""

    kills: int
    cuts: int
    writes: int
    every: int
    honest: int
    backups: int
    entries: int
    #: Whether times count: beside other tests they say nothing.
    timed: bool


WHOLE = Size(kills=200, cuts=2000, writes=10_000, every=1, honest=100, backups=15, entries=200_000, timed=True)
SHORT = Size(kills=2, cuts=40, writes=80, every=24, honest=1, backups=1, entries=500, timed=False)

Try = Callable[[Size, Path], Iterator[Row]]


def lacks(*programs: str) -> str:
    """Which of these programs this machine does not have."""
    return ", ".join(name for name in programs if shutil.which(name) is None)


def not_tried(what: str, goal: str, why: str) -> Row:
    """A row of a test that cannot be made here, with the reason."""
    return Row(what, goal, why, None)
