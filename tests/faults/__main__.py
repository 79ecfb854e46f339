"""`make faults`: real processes on real files, and a table of what was tried, what must come out and what came out.

`python -m tests.faults [--short] [NAME …]` tries some of them, each in a folder of its own that is removed again.
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from tests.faults import (
    backups,
    clocks,
    crowd,
    disk,
    falsify,
    hostile,
    injection,
    kills,
    lockout,
    power,
    roles,
    screen,
    speed,
    values,
)
from tests.faults.table import SHORT, WHOLE, Row, Size, Try

TRIES: dict[str, Try] = {
    "kills": kills.rows,
    "power": power.rows,
    "injection": injection.rows,
    "screen": screen.rows,
    "disk": disk.rows,
    "crowd": crowd.rows,
    "falsify": falsify.rows,
    "values": values.rows,
    "clocks": clocks.rows,
    "backups": backups.rows,
    "lockout": lockout.rows,
    "hostile": hostile.rows,
    "roles": roles.rows,
    "speed": speed.rows,
}


def _tried(name: str, size: Size, folder: Path) -> Iterator[Row]:
    """The rows of one of them; one that breaks off is missed, and ends no other."""
    try:
        yield from TRIES[name](size, folder)
    except Exception as fault:
        traceback.print_exc()
        yield Row(name, "tried to its end", f"broke off: {type(fault).__name__}", False)


def main(arguments: list[str]) -> int:
    """Try them and print each row as it comes; 1 where a goal was missed."""
    size = SHORT if "--short" in arguments else WHOLE
    wanted = [name for name in arguments if not name.startswith("--")] or list(TRIES)
    missed, begun = 0, time.monotonic()
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="dutydesk-faults-") as folder:
            for row in _tried(name, size, Path(folder).resolve()):
                print(row, flush=True)
                missed += row.held is False
    print(f"{time.monotonic() - begun:.0f} s, {missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
