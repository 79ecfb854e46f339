"""Every hostile text in every field, on every screen, in every command and export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.faults import suite
from tests.faults.table import Row, Size
from tests.hostile import STRINGS

TESTS = ["tests/screens/test_hostile.py", "tests/screens/test_bad_input.py"]


def rows(_size: Size, _folder: Path) -> Iterator[Row]:
    """The suite's own tests, with every text at every place (`make test` tries an eighth of them at each)."""
    what = f"{len(STRINGS)} hostile texts x every field, screen, command, export; typed, pasted, imported, by SQL"
    yield suite.run(what, "no byte acts, no crash", TESTS, EVERY_HOSTILE_TEXT="1")
    what = "infinity, words and nothing for a time; zones and settings that are none; rows and screens that need them"
    yield suite.run(
        what, "refused by the file, else named in its place; the rest works", ["tests/screens/test_altered.py"]
    )
