"""Wrong PINs from real processes at once, at an unknown number, and while the clock is set back (faketime)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.table import Row, Size

PIN = "135790"
FOUND = """
import sys
from pathlib import Path
from db import connection
from tests.conftest import found_station
found_station(Path(sys.argv[1]))
connection.close_station()
"""
#: Types a PIN at a number some times; prints what it was told (ok, wrong, how many seconds to wait), and its work:
#: how often what was typed was stretched, which is all of the time a try takes.
TRY = """
import re, sys
from pathlib import Path
from db import connection, keyring, staff
from db.rules.words import Refused
file, number, pin, times = sys.argv[1:]
connection.open_station(Path(file))
stretch, work = keyring._stretch, []
keyring._stretch = lambda *typed: (work.append(1), stretch(*typed))[1]
print("ready", flush=True)
sys.stdin.readline()
for _time in range(int(times)):
    work.clear()
    try:
        staff.sign_on(number, pin)
        said = "ok"
    except Refused as refused:
        found = re.search(r"wait (\\d+) s", str(refused))
        said = "wait " + found[1] if found else str(refused).split()[0].lower()
    print(said, len(work), flush=True)
connection.close_station()
"""


class _Desk:
    """A station on a file of its own, and processes that type PINs at it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "station.db"
        names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME")
        self.environment = {**os.environ, **{name: str(folder / name.lower()) for name in names}}
        subprocess.run([sys.executable, "-c", FOUND, str(self.file)], check=True, env=self.environment)

    def begin(self, number: str, pin: str, times: int, *before: str) -> subprocess.Popen[str]:
        """A process that waits for the starting line."""
        command = [*before, sys.executable, "-c", TRY, str(self.file), number, pin, str(times)]
        made = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment)
        assert made.stdout is not None
        assert made.stdout.readline() == "ready\n"
        return made

    def tries(self, number: str, pin: str, times: int, *before: str) -> list[str]:
        """What one process was told."""
        return self.begin(number, pin, times, *before).communicate("\n", timeout=120)[0].split("\n")[:-1]


def _seconds(said: list[str]) -> list[int]:
    return [int(each.split()[1]) for each in said if each.startswith("wait")]


def rows(_size: Size, folder: Path) -> Iterator[Row]:
    """Each with the processes it needs, on one station."""
    desk = _Desk(folder)
    yield _two_at_once(desk)
    yield _unknown(desk)
    yield _set_back(desk)
    yield _others(desk)


def _two_at_once(desk: _Desk) -> Row:
    pair = [desk.begin("1024", "000001", 10) for _process in range(2)]
    for process in pair:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = Counter(line.split()[0] for process in pair for line in process.communicate(timeout=120)[0].splitlines())
    return Row(
        "wrong PIN: 2 processes x 10 tries at once",
        "one shared count: 5 checked, 15 wait",
        f"{said['wrong']} checked, {said['wait']} wait",
        (said["wrong"], said["wait"]) == (5, 15),
    )


def _unknown(desk: _Desk) -> Row:
    known, unknown = desk.tries("1031", "000001", 7), desk.tries("7777", "000001", 7)
    answers = [[(line.split()[0], line.split()[-1]) for line in said] for said in (known, unknown)]
    worked = [sum(int(work) for _answer, work in said) for said in answers]
    return Row(
        "the same at an unknown number",
        "the same answers, locks and work",
        f"{known[-1]} / {unknown[-1]}; what was typed was stretched {worked[0]} and {worked[1]} times",
        answers[0] == answers[1] and worked == [5, 5],
    )


def _set_back(desk: _Desk) -> Row:
    what = "clock set back 3 h during the lock, then right again"
    if shutil.which("faketime") is None:
        return Row(what, "the lock is not shortened", "faketime is not here", None)
    desk.tries("1007", "000001", 5)
    before = _seconds(desk.tries("1007", PIN, 1))
    back = _seconds(desk.tries("1007", PIN, 1, "faketime", "-f", "-3h"))
    after = _seconds(desk.tries("1007", PIN, 1))
    held = bool(before and back and after) and 0 < back[0] <= before[0] and 0 < after[0] <= before[0]
    return Row(what, "the right PIN waits each time", f"{before} {back} {after} s", held)


def _others(desk: _Desk) -> Row:
    said = desk.tries("1002", PIN, 1)
    return Row("another officer meanwhile", "not blocked", said[0], said == ["ok 1"])
