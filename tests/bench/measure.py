"""Measuring the real program from outside: medians of interleaved runs, so that noise hits all alike."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import Terminal

BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what, our figure, the baseline's, and the goal as a text."""

    what: str
    ours: str
    base: str
    ratio: str
    goal: str


def program(station: Path) -> tuple[str, ...]:
    """The program on a station."""
    return (sys.executable, "-m", "tui", "--db", str(station), "--lang", "zh")


def median(values: list[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def in_turn(runs: int, *measured: Callable[[], tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Medians of the figures of several measurements taken in turn, after one round that is not counted."""
    taken: list[list[tuple[float, ...]]] = [[] for _one in measured]
    for run in range(runs + 1):
        for place, measure in enumerate(measured):
            figures = measure()
            if run:
                taken[place].append(figures)
    return [tuple(median(list(values)) for values in zip(*figures, strict=True)) for figures in taken]


def start(argv: tuple[str, ...], first_row: str) -> tuple[float, float]:
    """Milliseconds from exec until the first data row is painted: by the clock, and of a processor."""
    begun = time.monotonic()
    with Terminal(argv=argv) as terminal:
        terminal.see(first_row)
        return (time.monotonic() - begun) * 1000, processor(terminal.pid)


def processor(pid: int) -> float:
    """Milliseconds all threads of a process have had a processor."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e6


def memory(pid: int) -> tuple[float, float]:
    """Resident memory of a program and of what it has started: now, and the sum of what each had at most, MB."""
    stats = [_status(one) for one in _family(pid)]
    resident, peak = (sum(int(one[name].split()[0]) for one in stats) / 1024 for name in ("VmRSS", "VmHWM"))
    return resident, peak


def _status(pid: int) -> dict[str, str]:
    return dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())


def _family(pid: int) -> list[int]:
    children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _children(task)]
    return [pid, *(one for child in children for one in _family(child))]


def _children(task: Path) -> list[str]:
    return (task / "children").read_text().split()


def cost(terminal: Terminal, key: str) -> int:
    """Bytes that one key sends."""
    terminal.settle()
    before = terminal.bytes
    terminal.press(key).settle()
    return terminal.bytes - before
