"""Backups under load, put back again, and damaged ones that must be refused."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from db import backup, clock, connection, restore
from db.backup import Plan
from db.rules.words import Refused
from tests.faults.stations import Place, Station, apart, found, proof, saved_texts, stored_texts, writing
from tests.faults.table import Row, Size

WRITERS = 4


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def _take(place: Place, folder: Path, number: int) -> str:
    with connection.station(place.file, read_only=True), clock.replaced(lambda: 1_770_379_200_000 + number * 1000):
        return backup.make(Plan(folder, 99), _silent).path


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """Taken while four stations write; put back one after the other; then the damaged ones."""
    place, kept = found(folder), folder / "backups"
    at_work = [Station(folder, f"b{n}", writing(place, n, f"b{n}", 0)) for n in range(WRITERS)]
    for station in at_work:
        station.until(1)
    taken: list[Path] = []
    short = 0
    for number in range(size.backups):
        before = [text for station in at_work for text in saved_texts(station.told())]
        taken.append(Path(apart(lambda n=number: _take(place, kept, n))))  # type: ignore[misc]
        short += not set(before) <= set(stored_texts(taken[-1]))
    for station in at_work:
        station.kill()
    good = [file for file in taken if not proof(file)]
    yield Row(
        f"backup under load x {size.backups}",
        f"{size.backups} good and verified, each with everything saved before it",
        f"{len(good)} good, {short} lacked something",
        len(good) == size.backups and not short,
    )
    yield _restored(place, taken)
    yield _damaged(place, taken[-1], folder)


def _put(file: Path, place: Place) -> str:
    try:
        restore.compare(file, place.file, _silent, None)
        restore.put_back(file, place.file)
    except Refused as refused:
        return str(refused)
    return ""


def _restored(place: Place, taken: list[Path]) -> Row:
    whole = 0
    for file in taken:
        refused = apart(lambda f=file: _put(f, place))  # type: ignore[misc]
        same = sorted(stored_texts(place.file)) == sorted(stored_texts(file))
        whole += not refused and same and not proof(place.file)
    aside = len(list(place.file.parent.glob("station-kept-*.db")))
    return Row(
        f"restore x {len(taken)}",
        f"{len(taken)} restored and verified, the file before kept aside",
        f"{whole} restored, {aside} kept aside",
        whole == len(taken) and aside >= 1,
    )


def garbage_page(file: Path, table: str = "officer") -> None:
    """Overwrite the first page of a table."""
    with connection.station(file, read_only=True):
        page = connection.rows("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))[0][0]
    with file.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(os.urandom(4096))


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _header(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.write(b"not a station...")


def _altered(file: Path) -> None:
    opened = connection.beside(file)
    opened.execute("UPDATE officer SET role = 'manager'")
    opened.close()


DAMAGES: tuple[Callable[[Path], None], ...] = (garbage_page, _cut, _empty, _header, _altered)


def _damaged(place: Place, good: Path, folder: Path) -> Row:
    before, refusals = place.file.read_bytes(), []
    for damage in DAMAGES:
        spoiled = Path(shutil.copy(good, folder / "spoiled.db"))
        apart(lambda d=damage, s=spoiled: d(s))  # type: ignore[misc]
        refusals.append(apart(lambda s=spoiled: _put(s, place)))  # type: ignore[misc]
    named = [sentence for sentence in refusals if sentence]
    return Row(
        f"a damaged backup x {len(DAMAGES)}",
        "each refused with a sentence, the present file untouched",
        f"{len(named)} refused",
        len(named) == len(DAMAGES) and place.file.read_bytes() == before,
    )
