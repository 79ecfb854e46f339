"""Stations killed at random moments while they write: nothing acknowledged is lost, nothing stands half."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.stations import Station, found, proof, saved_texts, stored_texts, writing
from tests.faults.table import Row, Size

STATIONS = 4


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """SIGKILL at random moments, four stations writing through the doors."""
    place, chance = found(folder), random.Random(5)

    def begin(number: int) -> Station:
        return Station(folder, f"s{number}", writing(place, number, f"s{number}", 0))

    started = STATIONS
    at_work = [begin(number) for number in range(STATIONS)]
    said: list[str] = []
    findings: list[str] = []
    for _kill in range(size.kills):
        time.sleep(chance.uniform(0.02, 0.25))
        victim = at_work.pop(chance.randrange(STATIONS))
        victim.kill()
        said += victim.told()
        at_work.append(begin(started))
        started += 1
        findings += proof(place.file)
    for station in at_work:
        station.kill()
        said += station.told()
    saved, stored = saved_texts(said), set(stored_texts(place.file))
    findings += proof(place.file)
    lost = [text for text in saved if text not in stored]
    refused = [line for line in said if line.startswith("refused")]
    yield Row(
        f"{size.kills} SIGKILLs at random moments, {STATIONS} stations writing through the doors",
        "0 acknowledged lost, 0 half records, verify intact each time",
        f"{len(saved)} acknowledged, {len(lost)} lost, {len(findings)} findings, {len(refused)} refused",
        len(saved) > size.kills and not lost and not findings and not refused,
    )
