"""The disk under a station: full, read-only, gone, or held by a station that froze."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db import connection, duty_log, writer
from db.opening import ReadOnly
from db.rules.words import Refused
from tests.faults import remount
from tests.faults.stations import Place, Station, apart, found, proof, saved_texts, stored_texts
from tests.faults.table import Row, Size, not_tried

_FULL = ("a full disk (tmpfs)", "NOT saved: the disk is full; reading goes on; writes again when there is room")
_READ_ONLY = (
    "a disk mounted read-only",
    "refused at opening with its own sentence and code; opens again when writable",
)


@contextmanager
def _small_disk(place: Path) -> Iterator[bool]:
    """A tmpfs of 3 MB; whether this account may mount one."""
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(place)], check=False, capture_output=True
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


def _moved(place: Place, folder: Path) -> Place:
    shutil.copy(place.file, folder / "station.db")
    return Place(folder / "station.db", place.sessions, place.post, place.ticket)


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """Each in its turn."""
    place = found(folder)
    with _small_disk(folder / "full") as mounted:
        yield _full(_moved(place, folder / "full")) if mounted else not_tried(*_FULL, "may not mount")
    with _small_disk(folder / "ro") as mounted:
        yield _read_only(_moved(place, folder / "ro")) if mounted else not_tried(*_READ_ONLY, "may not mount")
    yield remount.row(place, folder)
    yield _gone(place, folder / "gone")
    yield _frozen(place, folder, size)


def _attempt(place: Place, text: str, say: Callable[[str], None]) -> bool:
    try:
        duty_log.write(place.sessions[0], place.post, text)
    except Refused as refused:
        say(f"refused {refused}")
        return False
    say(f"saved {text} 0")
    return True


def _full(place: Place) -> Row:
    filler = place.file.with_name("filler")

    def work(say: Callable[[str], None]) -> None:
        connection.open_station(place.file)
        with filler.open("wb", buffering=0) as stream:
            _fill(stream.fileno())
        number = 0
        while _attempt(place, f"full-{number}", say):
            number += 1
        with connection.database.connection_context():
            say(f"read {len(connection.rows('SELECT 1 FROM officer'))}")
        filler.unlink()
        _attempt(place, "room-again", say)
        connection.close_station()

    said = _told(place, "full", work)
    refused = [line for line in said if line.startswith("refused")]
    stored = set(stored_texts(place.file))
    kept = set(saved_texts(said)) <= stored and "room-again" in stored
    good = kept and not proof(place.file) and len(refused) == 1 and "NOT saved: the disk is full" in refused[0]
    return Row(
        *_FULL, f"{refused}, {len(saved_texts(said))} saved and there", good and any("read 6" in x for x in said)
    )


def _fill(descriptor: int) -> None:
    """Write until nothing fits any more."""
    for piece in (65536, 4096):
        try:
            while os.write(descriptor, bytes(piece)) == piece:
                pass
        except OSError:
            continue


def _told(place: Place, name: str, work: Callable[[Callable[[str], None]], None]) -> list[str]:
    station = Station(Path(tempfile.mkdtemp(dir=place.file.parent.parent)), name, work)
    code = station.wait()
    return [*station.told(), *(["refused: it died"] if code else [])]


def _read_only(place: Place) -> Row:
    folder = str(place.file.parent)
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    refused = apart(lambda: _opening(place))
    subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
    again = apart(lambda: _opening(place))
    good = refused[0] == ReadOnly.code and "read-only" in refused[1] and again == (0, "")
    return Row(*_READ_ONLY, f"{refused[1]} (code {refused[0]}), then {again[1] or 'opened'}", good)


def _opening(place: Place) -> tuple[int, str]:
    try:
        connection.open_station(place.file)
    except Refused as refused:
        return refused.code, str(refused)
    duty_log.write(place.sessions[0], place.post, "again")
    connection.close_station()
    return 0, ""


def _gone(place: Place, folder: Path) -> Row:
    folder.mkdir()
    here, away = _moved(place, folder), folder.with_name("away")

    def work(say: Callable[[str], None]) -> None:
        connection.open_station(here.file)
        _attempt(here, "before", say)
        folder.rename(away)
        _attempt(here, "without", say)
        say(f"read {len(connection.rows('SELECT 1 FROM officer'))}")
        away.rename(folder)
        _attempt(here, "after", say)
        connection.close_station()

    said = _told(here, "gone", work)
    refused, stored = [line for line in said if line.startswith("refused")], set(stored_texts(here.file))
    good = {"before", "after"} <= stored and "without" not in stored and len(refused) == 1 and "gone" in refused[0]
    return Row(
        "the station's folder removed while it works, and put back",
        "NOT saved with the reason, reading goes on, 0 lost, writes again by itself",
        f"{refused}, {len(stored & {'before', 'after'})} of 2 there",
        good and "read 6" in said and not proof(here.file),
    )


def _frozen(place: Place, folder: Path, size: Size) -> Row:
    """A station stops with the lock in hand; another waits as long as an officer may and names it."""
    patience, gate = writer.PATIENCE if size.timed else 1.0, folder / "gate"
    os.mkfifo(gate)

    def freezing(say: Callable[[str], None]) -> None:
        connection.open_station(place.file)

        def stop() -> None:
            say("holding")
            os.kill(os.getpid(), signal.SIGSTOP)
            # Another thread may take the signal a moment later: the lock is not let go before somebody thaws it.
            gate.read_bytes()

        writer.run(stop, place.sessions[1].name)
        connection.close_station()

    def waiting(say: Callable[[str], None]) -> None:
        writer.PATIENCE = patience
        connection.open_station(place.file)
        begun = time.monotonic()
        _attempt(place, "meanwhile", say)
        say(f"waited {time.monotonic() - begun:.1f}")
        os.kill(frozen.pid, signal.SIGCONT)
        gate.write_bytes(b"thaw")
        _attempt(place, "thawed", say)
        connection.close_station()

    frozen = Station(folder, "frozen", freezing)
    frozen.until(1)
    said = _told(place, "waiting", waiting)
    frozen.wait()
    stored, waited = set(stored_texts(place.file)), float(said[1].split(" ")[1]) if len(said) > 1 else 99.0
    named = said[0].startswith("refused NOT saved: station ") and place.sessions[1].name in said[0]
    good = named and (waited <= patience + 0.5 or not size.timed) and "thawed" in stored and "meanwhile" not in stored
    return Row(
        "a frozen station (SIGSTOP) holds the lock",
        f"others wait {patience:.0f} s at most, the sentence names terminal and officer, 0 lost, then writes again",
        f"{said[0]} after {waited} s",
        good and not proof(place.file),
    )
