"""How fast verify proves a large file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from db.verify import verify
from tests.faults.large import build
from tests.faults.stations import apart, found
from tests.faults.table import Row, Size

GOAL = 100_000
RUNS = 3


def _measured(file: Path) -> tuple[int, float, float, int]:
    """Entries, the best time of a few runs and its processor time, findings."""
    best, spent, report = float("inf"), 0.0, None
    for _run in range(RUNS):
        begun, used = time.perf_counter(), time.process_time()
        report = verify(file)
        if (took := time.perf_counter() - begun) < best:
            best, spent = took, time.process_time() - used
    assert report is not None
    return report.entries, best, spent, len(report.problems)


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """The whole proof of a file of years; the rate counts only where the file is large."""
    place = found(folder)
    place.file.unlink()
    apart(lambda: build(place.file, size.entries))
    entries, took, spent, findings = apart(lambda: _measured(place.file))
    rate = entries / took
    yield Row(
        f"verify of {entries:,} entries",
        f"intact, >= {GOAL:,} entries a second",
        f"{rate:,.0f} a second ({took:.2f} s, processor {spent:.2f} s), {findings} findings",
        not findings and (rate >= GOAL or not size.timed),
    )
