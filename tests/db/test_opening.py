"""Every damaged or wrong file is refused with a sentence and an exit code of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db import connection, opening, presence, restore, site
from db.disk import NoFile
from db.journal import COMMAND_LINE
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import Desk, found_station

#: Writes one unit and ends as a power cut would: the WAL stays beside the file.
CRASH = """
import os, sys
from pathlib import Path
from db import connection, site
from db.journal import COMMAND_LINE
connection.open_station(Path(sys.argv[1]))
for number in sys.argv[2:]:
    site.add_unit(COMMAND_LINE, number)
os._exit(0)
"""


def crashed(file: Path, *units: str) -> None:
    """Let a station write these units and end without closing."""
    subprocess.run([sys.executable, "-c", CRASH, str(file), *units], check=True, timeout=60)


def sql(file: Path, statement: str) -> None:
    """Run a statement in a process of its own: here the file may only be opened through the door."""
    program = "import sys; from peewee import SqliteDatabase; SqliteDatabase(sys.argv[1]).execute_sql(sys.argv[2])"
    subprocess.run([sys.executable, "-c", program, str(file), statement], check=True, timeout=60)


@pytest.fixture
def file(desk: Desk) -> Path:
    """The station of the tests, closed."""
    connection.close_station()
    return desk.file


@pytest.mark.parametrize("put", [Path.mkdir, os.mkfifo, lambda place: place.symlink_to("/dev/zero")])
def test_what_is_no_file_is_neither_waited_for_nor_read_without_end(
    file: Path, tmp_path: Path, put: Callable[[Path], None]
) -> None:
    put(tmp_path / "other")
    with pytest.raises(NoFile, match="other is no file"):
        connection.open_station(tmp_path / "other")
    with pytest.raises(NoFile), restore.claimed(tmp_path / "other"):
        pass
    with pytest.raises(NoFile):
        verify(file, anchored=tmp_path / "other")


def _newer(file: Path) -> None:
    sql(file, f"PRAGMA user_version = {connection.SCHEMA_VERSION + 1}")


def _half_made(file: Path) -> None:
    file.unlink()
    connection.create_station(file)
    connection.close_station()


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 4096)


def garbage(file: Path) -> None:
    with connection.station(file, read_only=True):
        page = connection.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'site'")[0][0]
    with file.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\xa5" * 4096)


def _lost_wal(file: Path) -> None:
    crashed(file, "1-1-101", "1-1-102")
    Path(f"{file}-wal").unlink()


def _old_file_put_back(file: Path) -> None:
    old = shutil.copy(file, file.with_name("old.db"))
    crashed(file, "1-1-101", "1-1-102")
    with connection.station(file):
        pass
    Path(old).replace(file)


def _foreign_wal(file: Path) -> None:
    other = file.with_name("other.db")
    shutil.copy(file, other)
    crashed(other, "1-1-101", "1-1-102", "1-1-103")
    for number in range(40):
        with connection.station(file):
            site.add_unit(COMMAND_LINE, f"2-1-{100 + number}")
    shutil.copy(f"{other}-wal", f"{file}-wal")


def _open_to_others(file: Path) -> None:
    file.chmod(0o640)


SPOILS: tuple[tuple[Callable[[Path], None], type[Refused], str], ...] = (
    (_newer, opening.Newer, "newer dutydesk"),
    (_half_made, opening.HalfMade, "never finished"),
    (_cut, opening.CutShort, "was cut short: [0-9]+ of [0-9]+ bytes"),
    (garbage, opening.Damaged, "the file is damaged"),
    (_lost_wal, opening.Behind, "its -wal file is lost"),
    (_old_file_put_back, opening.Behind, "an old file was put back"),
    (_foreign_wal, opening.Mixed, "of another file"),
    (_open_to_others, opening.TooOpen, "chmod 600"),
)


@pytest.mark.parametrize(("spoil", "kind", "words"), SPOILS, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_wrong_with_a_file_is_said_and_it_is_left_alone(
    file: Path, spoil: Callable[[Path], None], kind: type[Refused], words: str
) -> None:
    spoil(file)
    before = file.read_bytes()
    with pytest.raises(kind, match=words):
        connection.open_station(file)
    assert file.read_bytes() == before
    with pytest.raises(RuntimeError):
        connection.path()


def test_a_station_made_anew_where_another_one_lay_is_not_held_against_it(file: Path) -> None:
    crashed(file, "1-1-101", "1-1-102")
    for part in ("", "-wal", "-shm"):
        Path(f"{file}{part}").unlink()
    found_station(file)
    connection.close_station()
    with connection.station(file):
        assert site.read().name == "锦绣花园"


def test_every_refusal_of_a_file_has_a_code_of_its_own() -> None:
    kinds: list[type[Refused]] = [*opening.NotAStation.__subclasses__(), presence.InUse]
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert min(codes) > 2


def test_what_a_crash_left_in_the_wal_is_there_at_the_next_opening(file: Path) -> None:
    crashed(file, "1-1-101")
    with connection.station(file):
        assert site.find_unit("1-1-101").number == "1-1-101"


MOUNTS = """\
21 1 0:20 / / rw - ext4 /dev/vda rw
22 21 0:21 / /home rw - nfs4 server:/home rw
23 22 0:22 / /home/desk\\040one rw - ext4 /dev/vdb rw
24 21 0:23 / /mnt/shared rw - fuse.sshfs desk@host:/ rw
25 21 0:24 / /mnt/old rw - cifs //host/share rw
26 21 0:25 / /mnt/old rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/station.db", ""),
        ("/home/station.db", "nfs4"),
        ("/home/desk one/station.db", ""),
        ("/mnt/shared/a/station.db", "fuse.sshfs"),
        ("/mnt/sharedness/station.db", ""),
        ("/mnt/old/station.db", ""),
    ],
)
def test_a_network_disk_is_known_by_the_mount_a_file_lies_on(place: str, kind: str) -> None:
    assert opening.remote_kind(Path(place), MOUNTS) == kind


def test_a_network_disk_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_mounts", lambda: "22 21 0:21 / / rw - nfs4 server:/home rw\n")
    with pytest.raises(opening.Remote, match="nfs4"):
        connection.open_station(file)


def test_another_accounts_file_is_refused(file: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from db import opening; os.chdir(sys.argv[1]); os.setuid(65534)\n"
        "try: opening.check_file(Path('station.db'), read_only=False)\n"
        "except opening.NoPermission as refused: sys.exit(refused.code)"
    )
    if os.getuid() != 0:
        pytest.skip("only root can become another account")
    done = subprocess.run([sys.executable, "-c", program, str(file.parent)], timeout=60, check=False)
    assert done.returncode == opening.NoPermission.code


def test_a_station_that_is_being_restored_waits_and_is_then_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "_PATIENCE", 0.1)
    claimed = presence.claim(file)
    with pytest.raises(presence.InUse, match="being restored"):
        connection.open_station(file)
    os.close(claimed)
    with connection.station(file), pytest.raises(presence.InUse, match="another terminal"):
        presence.claim(file)
