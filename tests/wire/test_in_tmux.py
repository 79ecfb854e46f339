"""The same glass on a terminal that is nobody's model: tmux, read back cell by cell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.wire import small_app
from tests.wire.pair import XTERM
from tests.wire.station import ROOT
from tests.wire.terminal import Spot, Terminal
from tests.wire.test_with_textual import rest, running

KEYS = (("a", "a"), ("Tab", "tab"), ("Down", "down"), ("s", "s"), ("s", "s"), ("PageDown", "pagedown"), ("F2", "f2"))
PLAIN_LINES = ("电梯困人，已到场", "repair 6-2-1101 leak", "业主来电", "钥匙 0217 借出")

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")


def tmux(socket: Path, *words: str) -> str:
    command = ["tmux", "-f", os.devnull, "-S", str(socket), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def shown(socket: Path) -> list[list[Spot]]:
    """The pane's cells, by way of a terminal that is sent what tmux has written down of them."""
    screen = Terminal(80, 24)
    screen.wraps = False
    lines = tmux(socket, "capture-pane", "-p", "-e", "-N").removesuffix("\n").split("\n")
    screen.feed("\r\n".join(lines).replace("\x0f", ""))
    return screen.glass()


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
    if term == "vt220":  # it has no colours
        glasses = [[[Spot(s.text, "", "", s.attrs).seen() for s in row] for row in glass] for glass in glasses]
    socket = tmp_path / "tmux"
    program = f"TERM={term} PYTHONPATH={ROOT} exec {shlex.quote(sys.executable)} -m tests.wire.small_app --plain"
    tmux(
        socket, "new-session", "-d", "-x", "80", "-y", "24", "-c", str(ROOT), f"env -u COLORTERM -u NO_COLOR {program}"
    )
    try:
        tmux(socket, "set", "-g", "status", "off")
        for glass, (name, _key) in zip(glasses, (*KEYS, ("", "")), strict=True):
            until_shown(socket, glass)
            if name:
                tmux(socket, "send-keys", name)
    finally:
        tmux(socket, "kill-server")


def until_shown(socket: Path, glass: list[list[Spot]]) -> None:
    end = time.monotonic() + 15
    while (now := shown(socket)) != glass and time.monotonic() < end:
        pass
    differences = [(y, x) for y, row in enumerate(glass) for x, spot in enumerate(row) if now[y][x] != spot]
    assert not differences, "\n".join(f"{y},{x}: {now[y][x]} instead of {glass[y][x]}" for y, x in differences[:5])
