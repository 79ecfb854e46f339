"""PINs are counted for all processes together (the whole table: `tests/faults/lockout.py`)."""

from __future__ import annotations

from pathlib import Path

from tests.faults import lockout


def test_two_processes_share_one_count_and_block_nobody_else(tmp_path: Path) -> None:
    desk = lockout._Desk(tmp_path)
    for row in (lockout._two_at_once(desk), lockout._others(desk)):
        assert row[3], row
