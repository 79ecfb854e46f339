"""Power cuts: the traced calls of a station replayed to a point, without what was not yet synced.

What a file holds for sure is what stood there at its last sync; of the writes since then, none, some or the first ones
reached the disk. Making and removing a file counts as done at once; the shared memory is gone, as after a reboot.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from db import connection
from tests.faults import traced
from tests.faults.stations import TEXTS, Place, apart, found, proof, writing
from tests.faults.table import Row, Size, lacks, not_tried
from tests.faults.traced import Call

WRITES = 260
_PROVED = 40


@dataclass(slots=True)
class File:
    """One file on the disk: its sure content, and the calls since its last sync."""

    sure: bytearray = field(default_factory=bytearray)
    loose: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        """Everything is sure now."""
        for call in self.loose:
            _apply(self.sure, call)
        self.loose.clear()

    def after(self, kept: list[Call]) -> bytes:
        """The content after a cut that these of the loose calls survived."""
        content = bytearray(self.sure)
        for call in kept:
            _apply(content, call)
        return bytes(content)


def _apply(content: bytearray, call: Call) -> None:
    if call.name == "ftruncate":
        del content[call.offset :]
        content.extend(bytes(call.offset - len(content)))
        return
    content.extend(bytes(max(0, call.offset + len(call.data) - len(content))))
    content[call.offset : call.offset + len(call.data)] = call.data


class Disk:
    """The station's files as the disk holds them while the calls go by, and what was said to be saved."""

    def __init__(self, place: Place, before: bytes) -> None:
        self.names = (str(place.file), f"{place.file}-wal")
        self.files = {self.names[0]: File(bytearray(before))}
        self.saved: list[str] = []

    def see(self, call: Call) -> None:
        """One more call."""
        if call.path.endswith(".said"):
            self.saved += [line.split(" ")[1] for line in call.data.decode().splitlines() if line.startswith("saved")]
        elif call.path not in self.names:
            return
        elif call.name == "unlink":
            self.files.pop(call.path, None)
        elif call.name == "openat":
            self.files.setdefault(call.path, File())
        elif call.name in ("fdatasync", "fsync"):
            self.files[call.path].sync()
        elif call.name in ("pwrite64", "ftruncate"):
            self.files[call.path].loose.append(call)

    def cut(self, chance: random.Random, target: Path) -> None:
        """Lay the files out as a cut at this moment may leave them."""
        how = chance.randrange(3)
        for name, ending in zip(self.names, ("", "-wal"), strict=True):
            place = Path(f"{target}{ending}")
            place.unlink(missing_ok=True)
            if name in self.files:
                file = self.files[name]
                first = file.loose[: chance.randrange(len(file.loose) + 1)]
                some = [call for call in file.loose if chance.random() < 0.5]
                place.write_bytes(file.after(([], first, some)[how]))
                place.chmod(0o600)
        Path(f"{target}-shm").unlink(missing_ok=True)


def recorded(place: Place, folder: Path, name: str, writes: int, synchronous: int) -> list[Call]:
    """The calls of a station that writes so often, with this `synchronous`."""

    def work(say: object) -> None:
        connection.PRAGMAS["synchronous"] = synchronous
        writing(place, 0, name, writes)(say)  # type: ignore[arg-type]

    options = ("-y", "-xx", "-s", "70000", "-e", f"trace={traced.CALLS}")
    station, trace = traced.watched(folder, name, work, *options)
    assert traced.ended(station) == 0
    return list(traced.calls(trace))


def cuts(place: Place, before: bytes, calls: list[Call], count: int, folder: Path) -> tuple[int, int, int]:
    """At so many points: how many cuts lost something acknowledged, how many files were found damaged, tried."""
    disk, chance, target = Disk(place, before), random.Random(11), folder / "cut.db"
    points = Counter(chance.choices(range(len(calls)), k=count))
    losing = damaged = tried = 0
    for number, call in enumerate(calls):
        disk.see(call)
        for _cut in range(points[number]):
            disk.cut(chance, target)
            tried += 1
            lost, whole = _look(target, disk.saved)
            losing += bool(lost)
            damaged += not whole or (tried % _PROVED == 0 and bool(proof(target)))
    return losing, damaged, tried


def _look(target: Path, saved: list[str]) -> tuple[int, bool]:
    """How many acknowledged texts are not there after recovery, and whether SQLite finds the file whole."""
    opened = connection.beside(target)
    try:
        there = opened.execute(_THERE).fetchone()[0]
        head, last = opened.execute('SELECT h."last", max(j."seq") FROM "journal_head" h, "journal" j').fetchone()
        checked = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
    except Exception:
        return len(saved), False
    finally:
        opened.close()
    return max(0, len(saved) - there), checked == "ok" and head == last


_THERE = f"""SELECT count(DISTINCT "text") FROM ({TEXTS}) WHERE "text" LIKE 'cut-%'"""


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """FULL loses nothing; NORMAL does, so that the test can fail."""
    what, goal = f"power cuts at {size.cuts} points, synchronous=FULL", "0 lost, 0 damaged"
    if missing := lacks("strace"):
        yield not_tried(what, goal, missing)
        return
    writes = WRITES if size.cuts > 1000 else 30
    for name, synchronous, wanted in (("FULL", 2, goal), ("NORMAL", 1, "loses acknowledged writes: the test can fail")):
        place = found(folder / name)
        before = place.file.read_bytes()
        calls = recorded(place, folder / name, "cut", writes, synchronous)
        count = size.cuts if name == "FULL" else size.cuts // 4
        losing, damaged, tried = apart(lambda c=calls, n=count, b=before, p=place: cuts(p, b, c, n, p.file.parent))  # type: ignore[misc]
        yield Row(
            f"power cuts at {tried} points, synchronous={name}",
            wanted,
            f"{losing} cuts lost something, {damaged} files damaged, of {writes} writes in {len(calls)} calls",
            damaged == 0 and tried == count and (losing == 0) == (name == "FULL"),
        )
