"""The machine over all doors, roles, ended sessions and reopenings, at a hundred times the length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.doors import every_door
from tests.faults import suite
from tests.faults.table import Row, Size

AUTHORITY, MACHINE = ["tests/db/test_authority.py", "tests/db/test_signers.py"], ["tests/db/test_roles_machine.py"]


def rows(_size: Size, _folder: Path) -> Iterator[Row]:
    """The suite's own tests, with 400 runs of the machine (`make test`: 4), half of them on each core."""
    doors = len(every_door())
    yield suite.run(f"{doors} doors x 5 roles: each role tries what is not theirs", "nobody may", AUTHORITY)
    what = f"a machine presses {doors} doors, 400 runs: spent PINs, second terminals, ended sessions, reopenings"
    yield suite.run(what, "nobody may, the record is intact", MACHINE, MACHINE_RUNS="400")
