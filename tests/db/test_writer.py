"""What a write costs the disk, and what the writer does when nobody writes."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from db import connection, duty_log, writer
from db.rules.words import Refused
from tests.conftest import Desk

_HEADER, _FRAME = 32, 24 + 4096


def _pages(file: Path) -> int:
    """Pages that wait in the WAL beside a station."""
    return (Path(f"{file}-wal").stat().st_size - _HEADER) // _FRAME


def test_a_line_is_a_few_pages_for_the_disk(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "第2轮巡逻正常")
    connection.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    duty_log.write(desk.chen, desk.front, "第3轮巡逻正常")
    # Journal, its head, the serial number, the line, three indexes and its duty; one more where a page is full.
    assert 1 <= _pages(desk.file) <= 9


def test_what_the_wal_holds_is_written_into_the_file_while_nobody_writes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested, checkpoint = Event(), connection.checkpoint

    def rest() -> None:
        checkpoint()
        rested.set()

    monkeypatch.setattr(writer, "REST", 0.01)
    monkeypatch.setattr(connection, "checkpoint", rest)
    writer.stop()
    duty_log.write(desk.chen, desk.front, "第3轮巡逻正常")
    assert rested.wait(30)
    assert "第3轮巡逻正常".encode() in desk.file.read_bytes()
    assert duty_log.write(desk.chen, desk.front, "第4轮巡逻正常").number == 2


def _open_and_write(desk: Desk) -> None:
    connection.open_station(desk.file)
    duty_log.write(desk.chen, desk.front, "第2轮巡逻正常")


@pytest.mark.parametrize("ending", [".lock", ".open"])
def test_a_link_beside_the_station_is_not_written_through(desk: Desk, tmp_path: Path, ending: str) -> None:
    """Whoever may write the folder would have the station write over its own pepper."""
    precious, side = tmp_path / "precious", Path(f"{desk.file}{ending}")
    precious.write_text("the pepper")
    connection.close_station()
    side.unlink(missing_ok=True)
    side.symlink_to(precious)
    with pytest.raises(Refused, match="a link lies where a file of the station belongs"):
        _open_and_write(desk)
    assert precious.read_text() == "the pepper"
    side.unlink()
    _open_and_write(desk)
