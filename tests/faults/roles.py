"""The machine over all doors, roles, ended sessions and reopenings, at a hundred times the length."""

from __future__ import annotations

from tests.doors import every_door
from tests.faults import suite


def run() -> list[suite.Row]:
    """The rows of the table."""
    what = f"{len(every_door())} doors x 5 roles: each role tries what is not theirs; a machine presses all of them"
    tests = ["tests/db/test_authority.py", "tests/db/test_roles_machine.py"]
    return [suite.run(what, "nobody may, the record is intact", tests, MACHINE_RUNS="400")]


if __name__ == "__main__":
    for row in run():
        print(row)
