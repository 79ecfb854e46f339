"""The n-th pwrite or sync of a write fails, or kills the station: nothing stands half, nothing is said wrongly."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from db import connection, duty_log
from db.rules.words import Refused
from tests.faults import traced
from tests.faults.stations import Place, Work, apart, found, proof, stored_texts
from tests.faults.table import Row, Size, lacks, not_tried

WRITES = 4
#: What strace does to the call: the words of the refusal that must follow; none where the station dies.
FAULTS = {"error=EIO": "the disk does not answer", "error=ENOSPC": "the disk is full", "signal=KILL": ""}
#: SQLite knows one error of a sync, whatever the disk said.
_SYNC = "the disk does not answer"
_GOAL = "NOT saved with the reason, 0 lost, 0 stored-but-refused, the next write works, verify intact"


@dataclass(slots=True)
class Count:
    """What came out, added up."""

    tried: int = 0
    refused: int = 0
    killed: int = 0
    wrong: int = 0


def _work(place: Place) -> Work:
    def work(say: Callable[[str], None]) -> None:
        connection.open_station(place.file)
        for number in range(WRITES):
            try:
                duty_log.write(place.sessions[0], place.post, f"write-{number}")
                say(f"saved write-{number}")
            except Refused as refused:
                say(f"refused write-{number} {refused}")
        connection.close_station()

    return work


def _copied(place: Place, folder: Path) -> Place:
    folder.mkdir()
    shutil.copy(place.file, folder / "station.db")
    return Place(folder / "station.db", place.sessions, place.post, place.ticket)


def per_write(place: Place, folder: Path) -> dict[str, int]:
    """How many such calls all the writes make, by name of the call."""
    here = _copied(place, folder / "count")
    station, trace = traced.watched(folder / "count", "s", _work(here), "-y", "-xx", "-e", f"trace={traced.CALLS}")
    assert traced.ended(station) == 0
    paths = {str(here.file), f"{here.file}-wal"}
    names = [call.name for call in traced.calls(trace) if call.path in paths]
    return {name: names.count(name) for name in ("pwrite64", "fsync", "fdatasync") if name in names}


def one(place: Place, folder: Path, call: str, fault: str, number: int, count: Count) -> None:
    """Let the n-th call fail and hold what was said against what is stored."""
    here = _copied(place, folder / f"{call}-{fault}-{number}")
    options = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}"]
    options += [part for path in (here.file, f"{here.file}-wal") for part in ("-P", str(path))]
    station, _trace = traced.watched(here.file.parent, "s", _work(here), *options)
    code = traced.ended(station)
    said = station.told()
    saved = [line.split(" ")[1] for line in said if line.startswith("saved")]
    refused = [line for line in said if line.startswith("refused")]
    stored = set(stored_texts(here.file)) & {f"write-{n}" for n in range(WRITES)}
    again = apart(lambda: _writes_again(here))
    killed = fault.startswith("signal")
    held = set(saved) <= stored and not proof(here.file) and again
    if killed:
        held = held and len(stored) <= len(saved) + 1
    else:
        held = held and code == 0 and set(saved) == stored and len(saved) + len(refused) == WRITES
        words = f"NOT saved: {FAULTS[fault] if call == 'pwrite64' else _SYNC}"
        held = held and len(refused) <= 1 and all(words in line for line in refused)
    count.tried += 1
    count.refused += len(refused)
    count.killed += code == -9
    count.wrong += not held
    shutil.rmtree(here.file.parent)


def _writes_again(place: Place) -> bool:
    """Whether the station opens and writes again by itself."""
    connection.open_station(place.file)
    duty_log.write(place.sessions[0], place.post, "afterwards")
    connection.close_station()
    return True


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """Every n of a few writes for each kind of call and fault."""
    what = "the n-th pwrite or sync fails with EIO or ENOSPC, or kills"
    if missing := lacks("strace"):
        yield not_tried(what, _GOAL, missing)
        return
    place = found(folder)
    for call, calls in per_write(place, folder).items():
        for fault in FAULTS:
            count = Count()
            for number in range(1, calls + 1, size.every * 2 - 1 if call == "pwrite64" else max(1, size.every // 4)):
                one(place, folder, call, fault, number, count)
            met = count.killed if fault.startswith("signal") else count.refused
            yield Row(
                f"the n-th {call} {fault.replace('=', ' ')}, {count.tried} of {calls} n",
                _GOAL,
                f"{count.refused} refused, {count.killed} killed, {count.wrong} wrong",
                count.wrong == 0 and met > 0,
            )
