"""A backup is taken while stations work and proved; putting one back loses nothing unsaid."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db import anchor, backup, clock, connection, handover, presence, restore, site
from db.backup import Plan
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import Desk, signer
from tests.db.test_opening import crashed, garbage, sql
from tests.handovers import accepted


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def taken(desk: Desk, folder: Path, keep: int = 14, days: int = 0) -> backup.Backup:
    """A backup of the station, which is open again afterwards."""
    made = backup.make(Plan(folder, keep, days), silent)
    connection.open_station(desk.file)
    return made


def test_a_backup_is_one_file_of_its_owner_and_intact(desk: Desk, tmp_path: Path) -> None:
    made = taken(desk, tmp_path / "backups")
    assert [file.name for file in (tmp_path / "backups").iterdir()] == [f"station-20260206-200000-{made.seq}.backup.db"]
    assert Path(made.path).stat().st_mode & 0o777 == 0o600
    assert backup.last(desk.file) == made
    connection.close_station()
    assert verify(Path(made.path)).entries == made.seq


def test_writers_at_work_are_neither_held_up_nor_missed(desk: Desk, tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from db import connection, site
from db.journal import COMMAND_LINE
connection.open_station(Path(sys.argv[1]))
for number in range(150):
    site.add_unit(COMMAND_LINE, f"{sys.argv[2]}-{number}")
connection.close_station()
"""
    writers = [subprocess.Popen([sys.executable, "-c", program, str(desk.file), name]) for name in "AB"]
    made = [taken(desk, tmp_path / "backups", keep=9) for _time in range(3) if desk.clock.forward(1)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    connection.close_station()
    for one in made:
        report = verify(Path(one.path))
        assert report.intact
        assert report.entries >= one.seq
    assert verify(desk.file).intact


def test_backups_are_kept_by_number_and_by_age_and_the_newest_always(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = taken(desk, folder, keep=2)
    for _time in range(3):
        desk.clock.forward(60)
        taken(desk, folder, keep=2)
    assert not Path(first.path).exists()
    assert len(list(folder.iterdir())) == 2
    for file in folder.iterdir():
        os.utime(file, (0, 0))
    desk.clock.forward(60)
    newest = taken(desk, folder, keep=9, days=3)
    assert [str(file) for file in folder.iterdir()] == [newest.path]


def test_a_clock_set_back_since_does_not_cost_the_newest(desk: Desk, tmp_path: Path) -> None:
    for _time in range(2):
        desk.clock.forward(60)
        taken(desk, tmp_path / "backups", keep=2)
    desk.clock.forward(-24 * 60)
    newest = taken(desk, tmp_path / "backups", keep=2)
    assert Path(newest.path).exists()
    assert len(list((tmp_path / "backups").iterdir())) == 2


def test_only_this_stations_backups_are_dropped_and_what_a_power_cut_left_half(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = {"station-2-20260101-000000-7.backup.db", "station-notes.backup.db", "a.partial"}
    half = ".station-20260101-000000-7.31.partial"
    for name in (*others, half, f"{half}-journal"):
        (folder / name).touch()
        os.utime(folder / name, (0, 0))
    taken(desk, folder, keep=1, days=1)
    desk.clock.forward(60)
    made = taken(desk, folder, keep=1, days=1)
    assert {file.name for file in folder.iterdir()} == {*others, Path(made.path).name}


def test_a_backup_the_station_cannot_note_is_there_and_said_to_be(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise OSError(errno.ENOSPC, "x")

    monkeypatch.setattr(backup, "_remember", full)
    with pytest.raises(Refused, match=r"is at .* and whole, but .* take note of it: the disk is full"):
        backup.make(Plan(tmp_path / "backups"), silent)
    (file,) = (tmp_path / "backups").iterdir()
    assert verify(file).intact


def test_a_backup_that_finds_no_room_says_so_and_leaves_no_half(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match=r"NOT backed up to .*file: no folder can be there"):
        backup.make(Plan(tmp_path / "file"), silent)


def test_a_backup_that_fills_its_disk_says_so_and_leaves_no_half(desk: Desk, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Refused, match=r"NOT backed up to .*backups: the disk "):
            backup.make(Plan(tmp_path / "backups"), silent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list((tmp_path / "backups").iterdir())


def test_a_record_that_was_altered_is_copied_but_is_no_backup(desk: Desk, tmp_path: Path) -> None:
    connection.close_station()
    sql(desk.file, "UPDATE unit SET notes = '收了钱' WHERE number = '6-2-1101'")
    connection.open_station(desk.file)
    with pytest.raises(Refused, match=r"ALTERED: Unit 6-2-1101 was changed outside the program"):
        backup.make(Plan(tmp_path / "backups"), silent)
    assert [file.suffixes[-2:] for file in (tmp_path / "backups").iterdir()] == [[".altered", ".db"]]
    assert backup.last(desk.file) is None


def test_its_age_is_told_once_it_is_too_old(desk: Desk, tmp_path: Path) -> None:
    assert backup.warning() is None
    backup.use(Plan(tmp_path / "backups"))
    assert "ever made" in str(backup.warning())
    backup.use(None)
    taken(desk, tmp_path / "backups")
    assert backup.warning() is None
    desk.clock.forward(25 * 60)
    assert str(backup.warning()) == "The last backup is 25 h old: call the manager."


def test_a_duty_begins_with_a_backup_where_the_site_has_a_folder(desk: Desk, tmp_path: Path) -> None:
    backup.use(Plan(tmp_path / "backups"))
    accepted(desk)
    assert backup._running is not None
    assert backup._running.wait(60) == 0
    backup.use(None)
    made = backup.last(desk.file)
    assert made is not None
    assert Path(made.path).parent == tmp_path / "backups"


@pytest.fixture
def made(desk: Desk, tmp_path: Path) -> Path:
    """A backup after which a leader took the post and two units came; the station is closed."""
    file = Path(taken(desk, tmp_path / "backups").path)
    desk.clock.forward(30)
    handover.take_custody(desk.sun, desk.front, signer(desk.sun), "接班人员未到")
    desk.clock.forward(30)
    site.add_unit(desk.manager, "1-1-102")
    connection.close_station()
    return file


def test_what_would_be_lost_is_said_by_number_and_time(desk: Desk, made: Path) -> None:
    found = restore.compare(made, desk.file, silent, None)
    (said,) = [str(sentence) for sentence in found.told]
    assert said.startswith("LOST would be 2 entries, from 2026-02-06 ")


def test_the_anchor_says_which_handovers_the_backup_lacks(desk: Desk, made: Path, tmp_path: Path) -> None:
    place = tmp_path / "anchor.txt"
    with connection.station(desk.file, read_only=True):
        anchor.use(place)
        anchor.catch_up()
        anchor.use(None)
    found = restore.compare(made, desk.file, silent, place)
    assert any("the anchor has seen" in str(sentence) for sentence in found.told)
    restore.put_back(made, desk.file)
    assert restore.seal(desk.file, place) is None
    assert verify(desk.file, anchored=place).intact


def test_a_backup_put_back_is_the_record_again_and_what_was_there_is_kept(desk: Desk, made: Path) -> None:
    crashed(desk.file, "2-1-101")
    kept = restore.put_back(made, desk.file)
    assert kept is not None
    assert not Path(f"{desk.file}-wal").exists()
    assert desk.file.stat().st_mode & 0o777 == 0o600
    with connection.station(desk.file), pytest.raises(Refused, match="no unit 1-1-102"):
        site.find_unit("1-1-102")
    report = verify(kept)
    assert report.intact
    with connection.station(kept, read_only=True):
        assert site.find_unit("2-1-101").number == "2-1-101"


def test_what_a_wal_beside_it_holds_is_put_back_too(desk: Desk, made: Path) -> None:
    crashed(desk.file, "2-1-101")
    kept = restore.put_back(made, desk.file)
    assert kept is not None
    assert Path(f"{kept}-wal").stat().st_size
    restore.put_back(kept, desk.file)
    with connection.station(desk.file):
        assert site.find_unit("2-1-101").number == "2-1-101"
    assert verify(desk.file).intact


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_what_the_administrator_backs_up_and_restores_stays_the_stations_own(desk: Desk, made: Path) -> None:
    os.chown(desk.file, 65534, 65534)
    restore.put_back(made, desk.file)
    backup._remember(desk.file, backup.Backup(str(made), 0, 1))
    assert {desk.file.stat().st_uid, Path(f"{desk.file}.backup").stat().st_uid} == {65534}


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 4096)


def _text(file: Path) -> None:
    file.write_text("no backup at all")


def _alter(file: Path) -> None:
    sql(file, "UPDATE unit SET notes = '收了钱' WHERE number = '6-2-1101'")


@pytest.mark.parametrize("spoil", [garbage, _cut, _text, _alter])
def test_a_damaged_backup_is_refused_and_the_present_file_stays(desk: Desk, made: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(made)
    before = desk.file.read_bytes()
    with pytest.raises(Refused):
        restore.compare(made, desk.file, silent, None)
    assert desk.file.read_bytes() == before


def test_nothing_is_put_back_under_a_station_that_is_open(desk: Desk, made: Path) -> None:
    with connection.station(desk.file), pytest.raises(presence.InUse, match="another terminal"):
        restore.put_back(made, desk.file)


def test_another_stations_backup_and_a_present_file_that_is_damaged_are_said(
    desk: Desk, made: Path, tmp_path: Path
) -> None:
    shutil.copy(made, tmp_path / "copy.db")
    _text(desk.file)
    found = restore.compare(tmp_path / "copy.db", desk.file, silent, None)
    assert [str(sentence) for sentence in found.told] == [
        "The present file cannot be read: what it has after the backup is not known."
    ]
    restore.put_back(tmp_path / "copy.db", desk.file)
    assert verify(desk.file).intact


def test_an_older_copy_can_be_taken_on_purpose(desk: Desk, made: Path) -> None:
    shutil.copy(made, desk.file)
    with pytest.raises(Refused, match="on purpose"):
        connection.open_station(desk.file)
    restore.put_back(desk.file, desk.file)
    with connection.station(desk.file):
        assert clock.now()
