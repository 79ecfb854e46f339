"""A station file is made once, never by mistake, and opened only where it is one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db import connection
from db.disk import NoFile
from db.opening import NoStation, NotAStation
from db.rules.words import Refused
from tests.conftest import Desk


def _sql(file: Path, statement: str) -> None:
    """Run a statement in a process of its own: here the file may only be opened through the door."""
    program = "import sys; from peewee import SqliteDatabase; SqliteDatabase(sys.argv[1]).execute_sql(sys.argv[2])"
    subprocess.run([sys.executable, "-c", program, str(file), statement], check=True, timeout=60)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A station without a site, closed."""
    file = tmp_path / "data" / "station.db"
    connection.create_station(file)
    connection.close_station()
    return file


def test_a_new_station_belongs_to_its_owner_alone(empty: Path) -> None:
    assert empty.stat().st_mode & 0o777 == 0o600


def test_opening_a_wrong_path_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(NoStation, match="dutydesk init"):
        connection.open_station(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_station_is_never_made_over_a_file_that_stands(empty: Path) -> None:
    before = empty.read_bytes()
    with pytest.raises(Refused, match="exists already"):
        connection.create_station(empty)
    assert empty.read_bytes() == before


def test_a_station_half_made_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(connection, "migrate", fails)
    with pytest.raises(KeyboardInterrupt):
        connection.create_station(tmp_path / "station.db")
    assert not (tmp_path / "station.db").exists()


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"SQLite format 3", b"\0" * 5000], ids=["empty", "text", "short", "zeros"]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "station.db"
    file.write_bytes(content)
    with pytest.raises(NotAStation, match="not a station"):
        connection.open_station(file)
    assert file.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    _sql(file, "CREATE TABLE t (x)")
    with pytest.raises(NotAStation, match="another program"):
        connection.open_station(file)


def test_a_station_of_a_newer_program_is_refused(empty: Path) -> None:
    _sql(empty, f"PRAGMA user_version = {connection.SCHEMA_VERSION + 1}")
    with pytest.raises(NotAStation, match="newer"):
        connection.open_station(empty)


def test_a_directory_and_an_impossible_path_are_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoFile, match="is no file"):
        connection.open_station(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be made"):
        connection.create_station(tmp_path / "file" / "folder" / "station.db")


def test_every_pragma_is_what_the_record_needs(desk: Desk) -> None:
    got = {name: connection.database.pragma(name) for name in connection.PRAGMAS}
    assert got == connection.PRAGMAS


@pytest.mark.parametrize("name", ["synchronous", "foreign_keys", "journal_mode"])
def test_a_pragma_that_did_not_take_closes_the_station(empty: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    asked = connection.database.pragma
    monkeypatch.setattr(connection.database, "pragma", lambda said: "off" if said == name else asked(said))
    with pytest.raises(NotAStation, match=f"{name}=.*off"):
        connection.open_station(empty)
    with pytest.raises(RuntimeError):
        connection.path()


def test_reading_only_cannot_write(desk: Desk) -> None:
    connection.close_station()
    with connection.station(desk.file, read_only=True), pytest.raises(Exception, match="readonly"):
        connection.database.execute_sql('DELETE FROM "unit"')
