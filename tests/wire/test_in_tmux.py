"""The same glass on a terminal that is nobody's model: tmux, read back cell by cell."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.wire import small_app
from tests.wire.pair import XTERM
from tests.wire.station import ROOT
from tests.wire.terminal import Spot, Terminal
from tests.wire.test_with_textual import rest, running
from tui.cells import clusters

KEYS = (("a", "a"), ("Tab", "tab"), ("Down", "down"), ("s", "s"), ("s", "s"), ("PageDown", "pagedown"), ("F2", "f2"))
PLAIN_LINES = ("电梯困人，已到场", "repair 6-2-1101 leak", "业主来电", "钥匙 0217 借出")

_SEQUENCE = re.compile("\x1b\\[[0-9;]*m|\x0f")

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")


def tmux(socket: Path, *words: str) -> str:
    command = ["tmux", "-f", os.devnull, "-S", str(socket), *words]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def shown(socket: Path) -> list[list[Spot]]:
    """The pane's cells, by way of a terminal that is sent what tmux writes of them: nothing of an erased tail."""
    screen = Terminal(80, 24)
    screen.wraps = False
    lines = tmux(socket, "capture-pane", "-p", "-e", "-N").removesuffix("\n").split("\n")
    screen.feed("\r\n".join(lines).replace("\x0f", ""))
    lengths = [sum(width for _text, width in clusters(_SEQUENCE.sub("", line))) for line in lines]
    return [row[:length] for row, length in zip(screen.glass(), lengths, strict=True)]


async def stock_glasses(monkeypatch: pytest.MonkeyPatch) -> list[list[list[Spot]]]:
    """What the stock driver's terminal shows at first and after each key."""
    monkeypatch.setattr(small_app, "LINES", PLAIN_LINES)
    async with running(can=XTERM) as (app, pilot):
        glasses = [app.pair.stock.glass()]
        for _name, key in KEYS:
            await pilot.press(key)
            await rest(app, pilot)
            glasses.append(app.pair.stock.glass())
    return glasses


@pytest.mark.parametrize("term", ["linux", "xterm-256color", "screen", "vt220"])
async def test_tmux_shows_what_the_stock_driver_would(
    term: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glasses = await stock_glasses(monkeypatch)
    if term == "vt220":  # it has neither colours nor faint letters
        glasses = [[[Spot(s.text, "", "", s.attrs - {2}).seen() for s in row] for row in glass] for glass in glasses]
    with in_tmux(tmp_path / "tmux", small(term)) as socket:
        for glass, (name, _key) in zip(glasses, (*KEYS, ("", "")), strict=True):
            until_shown(socket, glass)
            if name:
                tmux(socket, "send-keys", name)


@pytest.mark.parametrize("term", ["screen", "xterm-256color"])
def test_what_a_shell_had_on_its_screen_is_there_again_and_it_goes_on_below(term: str, tmp_path: Path) -> None:
    program = f"printf 'one\\ntwo\\n'; {small(term)}; echo after; exec cat"
    with in_tmux(tmp_path / "tmux", program) as socket:
        until(socket, lambda lines: "F1 help" in lines[-1])
        tmux(socket, "send-keys", "C-q")
        until(socket, lambda lines: "after" in lines)
        assert pane(socket)[:4] == ["one", "two", "after", ""]


def small(term: str) -> str:
    """The command that runs the small application on a kind of terminal."""
    words = ("env", "-u", "COLORTERM", "-u", "NO_COLOR", f"TERM={term}", "LANG=C.UTF-8", f"PYTHONPATH={ROOT}")
    return shlex.join([*words, sys.executable, "-m", "tests.wire.small_app", "--plain"])


@contextmanager
def in_tmux(socket: Path, program: str) -> Iterator[Path]:
    """A program on a tmux of its own."""
    tmux(socket, "-u", "new-session", "-d", "-x", "80", "-y", "24", "-c", str(ROOT), program)
    try:
        tmux(socket, "set", "-g", "status", "off")
        yield socket
    finally:
        tmux(socket, "kill-server")


def pane(socket: Path) -> list[str]:
    return tmux(socket, "capture-pane", "-p").removesuffix("\n").split("\n")


def until(socket: Path, seen: Callable[[list[str]], bool]) -> None:
    end = time.monotonic() + 15
    while not seen(pane(socket)):
        assert time.monotonic() < end, "\n".join(pane(socket))


def until_shown(socket: Path, glass: list[list[Spot]]) -> None:
    end = time.monotonic() + 15
    while (found := differences(shown(socket), glass)) and time.monotonic() < end:
        pass
    assert not found, "\n".join(found[:5])


def differences(now: list[list[Spot]], glass: list[list[Spot]]) -> list[str]:
    found = []
    for y, (row, wanted) in enumerate(zip(now, glass, strict=True)):
        found += [f"{y},{x}: {spot} instead of {wanted[x]}" for x, spot in enumerate(row) if spot != wanted[x]]
        found += [
            f"{y},{x}: nothing instead of {spot}"
            for x, spot in enumerate(wanted)
            if x >= len(row) and spot.text.strip()
        ]
    return found
