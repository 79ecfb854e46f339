"""Many at once: eight processes that write, and eight that want the same forty keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from db import clock, connection, key_register
from db.journal import COMMAND_LINE
from db.keyring import Signer
from db.rules.words import Refused
from tests.conftest import ANY_ACT, signer
from tests.faults.stations import Place, Station, apart, found, proof, saved_texts, stored_texts, writing
from tests.faults.table import Row, Size

PROCESSES = 8
KEYS = 40
RATE = 150
LONGEST = 0.25
_PATIENT = f", longest wait <= {LONGEST * 1000:.0f} ms"


def _write(place: Place, folder: Path, name: str, writes: int, pace: float) -> tuple[list[str], list[str]]:
    each = writes // PROCESSES
    stations = [
        Station(folder, f"{name}{n}", writing(place, n, f"{name}{n}", each, pace)) for n in range(PROCESSES)
    ]  # fmt: skip
    ends = [station.wait() for station in stations]
    assert ends == [0] * PROCESSES, ends
    said = [line for station in stations for line in station.told()]
    return said, proof(place.file)


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """Mixed writes at a pace and as fast as they go; then the keys."""
    place = found(folder)
    for name, pace in (("paced", PROCESSES / RATE), ("free", 0.0)):
        said, findings = _write(place, folder, name, size.writes, pace)
        yield _written(place, name, said, findings, size)
    yield _issued(folder / "keys")


def _written(place: Place, name: str, said: list[str], findings: list[str], size: Size) -> Row:
    saved, stored = saved_texts(said), set(stored_texts(place.file))
    lost = [text for text in saved if text not in stored]
    waits = sorted(float(line.rpartition(" ")[2]) for line in said if line.startswith("saved"))
    errors = len(said) - len(saved)
    rate = f"at {RATE}/s" if name == "paced" else "unthrottled"
    return Row(
        f"{PROCESSES} processes, {size.writes:,} mixed writes {rate}",
        "0 errors, 0 lost, no fork in the chain"
        + (f", longest wait <= {LONGEST * 1000:.0f} ms" if name == "paced" else ""),
        f"{len(saved):,} saved, {errors} errors, {len(lost)} lost, {len(findings)} findings, "
        f"wait: median {waits[len(waits) // 2] * 1000:.1f} ms, longest {waits[-1] * 1000:.0f} ms",
        len(saved) == size.writes
        and not lost
        and not findings
        and (name == "free" or waits[-1] <= LONGEST or not size.timed),
    )


def _keys(place: Place) -> None:
    connection.open_station(place.file)
    for number in range(KEYS):
        key_register.add(COMMAND_LINE, f"{1000 + number}", "消防控制室")
    connection.close_station()


def _pressing(place: Place, who: int, start: Path) -> Callable[[Callable[[str], None]], None]:
    def work(say: Callable[[str], None]) -> None:
        connection.open_station(place.file)
        session = place.sessions[who % len(place.sessions)]
        proved = signer(session)
        key = proved.key
        say("ready")
        start.read_bytes()
        for number in range(KEYS):
            borrower = key_register.NewBorrower("赵刚", "13600000000", "宏达消防")
            try:
                # A PIN for each key, but stretched once: what is tried is who is first.
                first = Signer(proved.officer_id, proved.key_id, key, ANY_ACT)
                key_register.issue(session, [f"{1000 + number}"], borrower, clock.now() + 3_600_000, first=first)
                say("issued")
            except Refused as refused:
                say(f"refused {refused}")
        connection.close_station()

    return work


def _issued(folder: Path) -> Row:
    place = found(folder)
    apart(lambda: _keys(place))
    gates = [folder / f"gate{n}" for n in range(PROCESSES)]
    for gate in gates:
        os.mkfifo(gate)
    stations = [Station(folder, f"k{n}", _pressing(place, n, gates[n])) for n in range(PROCESSES)]
    for station in stations:
        station.until(1)
    for gate in gates:
        gate.write_bytes(b"go")
    ends = [station.wait() for station in stations]
    said = [line for station in stations for line in station.told() if line != "ready"]
    issued, named = said.count("issued"), sum("赵刚" in line for line in said)
    return Row(
        f"{KEYS} keys x {PROCESSES} processes issuing at once",
        f"{KEYS} loans, {KEYS * (PROCESSES - 1)} refusals with a sentence",
        f"{issued} loans, {named} refusals that name the borrower, {len(proof(place.file))} findings",
        ends == [0] * PROCESSES and issued == KEYS and named == KEYS * (PROCESSES - 1) and not proof(place.file),
    )
