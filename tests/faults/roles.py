"""The machine over all doors, roles, ended sessions and reopenings, at a hundred times the length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.doors import every_door
from tests.faults import suite
from tests.faults.table import Row, Size

TESTS = ["tests/db/test_authority.py", "tests/db/test_roles_machine.py"]


def rows(_size: Size, _folder: Path) -> Iterator[Row]:
    """The suite's own tests, with 400 runs of the machine (`make test`: 4)."""
    what = f"{len(every_door())} doors x 5 roles: each role tries what is not theirs; a machine presses all of them"
    yield suite.run(what, "nobody may, the record is intact", TESTS, MACHINE_RUNS="400")
