"""The faults, each a few times: `make faults` tries all of them as often as they must be tried."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.__main__ import TRIES, main
from tests.faults.table import Row, Size, lacks

ROOT = Path(__file__).parents[2]
GROUPS = (
    ("kills", "crowd", "backups"),
    ("falsify", "values", "disk", "speed"),
    ("power", "injection"),
    ("screen", "clocks", "lockout"),
)
#: Tests of the suite, which runs them a little by itself.
OF_THE_SUITE = {"hostile", "roles"}
NEEDS = {"power": "strace", "injection": "strace", "screen": "strace", "clocks": "faketime"}


def test_every_fault_is_in_one_group() -> None:
    assert sorted(name for group in GROUPS for name in group) == sorted(TRIES.keys() - OF_THE_SUITE)


def test_one_that_breaks_off_is_missed_and_ends_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(_size: Size, _folder: Path) -> Iterator[Row]:
        yield Row("first", "goal", "result", True)
        raise ValueError("broken")

    monkeypatch.setitem(TRIES, "kills", breaks)
    monkeypatch.setitem(TRIES, "power", lambda _size, _folder: iter([Row("after", "goal", "result", True)]))
    assert main(["kills", "power"]) == 1
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines() if line[0] != " "] == ["held", "MISSED", "held", "0"]


@pytest.mark.parametrize("group", GROUPS, ids="-".join)
def test_a_few_faults_of_each_kind_are_held(group: tuple[str, ...]) -> None:
    if missing := lacks(*(NEEDS[name] for name in group if name in NEEDS)):
        pytest.skip(f"needs {missing}")
    command = [sys.executable, "-m", "tests.faults", "--short", *group]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert tried.returncode == 0, tried.stdout + tried.stderr
