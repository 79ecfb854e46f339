"""Every hostile text in every field, on every screen, in every command and export."""

from __future__ import annotations

from tests.faults import suite
from tests.hostile import STRINGS


def run() -> list[suite.Row]:
    """The row of the table."""
    what = f"{len(STRINGS)} hostile texts x every field, screen, command, export; typed, pasted, imported, by SQL"
    return [
        suite.run(
            what, "no byte acts, no crash", ["tests/screens/test_hostile.py", "tests/screens/test_bad_input.py"],
            EVERY_HOSTILE_TEXT="1",
        )
    ]  # fmt: skip


if __name__ == "__main__":
    for row in run():
        print(row)
