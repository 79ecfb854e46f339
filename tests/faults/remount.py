"""A file system that turns read-only under an open station, as Linux does it to a disk that errs.

`mount -o remount,ro` is refused while a file is open for writing; ext4 with `errors=remount-ro` asks nobody, and lets
one be tried: an error is reported to it through /sys.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db import connection, duty_log
from db.rules.words import Refused
from tests.faults.stations import Place, Station, proof, saved_texts, stored_texts
from tests.faults.table import Row, lacks, not_tried

_WHAT = "the disk turns read-only under an open station (ext4, errors=remount-ro)"
_GOAL = "NOT saved: the file may only be read; reading goes on; mounted again, all that was saved is there"


def _done(*command: str | Path) -> bool:
    return subprocess.run([*map(str, command)], check=False, capture_output=True).returncode == 0


@contextmanager
def _mounted(image: Path, place: Path) -> Iterator[bool]:
    place.mkdir(exist_ok=True)
    mounted = _done("mount", "-o", "loop,errors=remount-ro", image, place)
    try:
        yield mounted
    finally:
        if mounted:
            _done("umount", place)


def _trigger(place: Path) -> Path:
    """What is written to lets the file system under a place believe that its disk erred."""
    device = os.stat(place).st_dev
    name = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve().name
    return Path(f"/sys/fs/ext4/{name}/trigger_fs_error")


def _at_work(place: Place) -> Callable[[Callable[[str], None]], None]:
    def attempt(text: str, say: Callable[[str], None]) -> None:
        try:
            duty_log.write(place.sessions[0], place.post, text)
            say(f"saved {text}")
        except Refused as refused:
            say(f"refused {refused}")

    def work(say: Callable[[str], None]) -> None:
        connection.open_station(place.file)
        attempt("before", say)
        _trigger(place.file.parent).write_text("1")
        attempt("without", say)
        say(f"read {len(connection.rows('SELECT 1 FROM officer'))}")
        connection.close_station()

    return work


def row(place: Place, folder: Path) -> Row:
    """The station at work on such a disk, and what is on the disk after it was checked and mounted again."""
    image, disk = folder / "ext4.img", folder / "ext4"
    if missing := lacks("mkfs.ext4", "fsck.ext4"):
        return not_tried(_WHAT, _GOAL, missing)
    image.touch()
    os.truncate(image, 40 << 20)
    _done("mkfs.ext4", "-q", "-F", image)
    with _mounted(image, disk) as mounted:
        if not mounted or not os.access(_trigger(disk), os.W_OK):
            return not_tried(_WHAT, _GOAL, "may not mount, or may not let it err")
        here = Place(disk / "station.db", place.sessions, place.post, place.ticket)
        shutil.copy(place.file, here.file)
        os.sync()
        station = Station(folder, "remount", _at_work(here))
        ended = station.wait()
    _done("fsck.ext4", "-p", image)
    with _mounted(image, disk):
        stored, findings = set(stored_texts(here.file)), proof(here.file)
    said = station.told()
    refused = [line for line in said if line.startswith("refused")]
    good = saved_texts(said) == ["before"] and stored >= {"before"} and "without" not in stored and "read 6" in said
    named = len(refused) == 1 and "NOT saved: the file may only be read" in refused[0]
    return Row(_WHAT, _GOAL, f"{refused}, {len(findings)} findings", good and named and not (ended or findings))
