"""Stations killed at random moments while they write: nothing acknowledged is lost, nothing stands half."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.stations import Station, found, proof, saved_texts, stored_texts, writing
from tests.faults.table import Row, Size

STATIONS = 4
#: A file that grows without end costs more in proofs than in kills: each night begins with a new one.
_A_NIGHT = 40


def _night(folder: Path, kills: int, chance: random.Random) -> Counter[str]:
    """Stations at work on one file, one of them killed again and again, the file proved each time: what was counted."""
    place = found(folder)

    def begin(number: int) -> Station:
        return Station(folder, f"s{number}", writing(place, number, f"s{number}", 0))

    at_work, said, findings = [begin(number) for number in range(STATIONS)], list[str](), list[str]()
    for number in range(STATIONS, STATIONS + kills):
        time.sleep(chance.uniform(0.02, 0.25))
        victim = at_work.pop(chance.randrange(STATIONS))
        victim.kill()
        said += victim.told()
        at_work.append(begin(number))
        findings += proof(place.file)
    for station in at_work:
        station.kill()
        said += station.told()
    saved, stored = saved_texts(said), set(stored_texts(place.file))
    findings += proof(place.file)
    lost = sum(text not in stored for text in saved)
    refused = sum(line.startswith("refused") for line in said)
    return Counter(saved=len(saved), lost=lost, findings=len(findings), refused=refused)


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """SIGKILL at random moments, four stations writing through the doors."""
    chance, told = random.Random(5), Counter[str]()
    for begun in range(0, size.kills, _A_NIGHT):
        told += _night(folder / str(begun), min(_A_NIGHT, size.kills - begun), chance)
    yield Row(
        f"{size.kills} SIGKILLs at random moments, {STATIONS} stations writing through the doors",
        "0 acknowledged lost, 0 half records, verify intact each time",
        f"{told['saved']} acknowledged, {told['lost']} lost, {told['findings']} findings, {told['refused']} refused",
        told["saved"] > size.kills and not (told["lost"] or told["findings"] or told["refused"]),
    )
