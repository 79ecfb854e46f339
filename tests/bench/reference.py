"""What ncurses sends for the same glasses: Python's curses in a pty of its own, one `refresh()` for each."""

from __future__ import annotations

import curses
import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path
from typing import IO

from tests.wire.terminal import Spot

Run = tuple[str, str, str, list[int]]
#: A glass as ncurses is told it: rows of runs (text, colours, attributes), and the cursor.
Page = tuple[list[list[Run]], tuple[int, int]]

_ATTRIBUTES = {1: curses.A_BOLD, 2: curses.A_DIM, 4: curses.A_UNDERLINE, 5: curses.A_BLINK, 7: curses.A_REVERSE}


def runs(row: list[Spot]) -> list[Run]:
    """Cells of one look together."""
    made: list[Run] = []
    for spot in row:
        look = (spot.fg, spot.bg, sorted(spot.attrs))
        if made and tuple(made[-1][1:]) == look:
            made[-1] = (made[-1][0] + spot.text, *look)
        else:
            made.append((spot.text, *look))
    return made


def costs(pages: list[Page], *, term: str = "linux") -> list[int]:
    """Bytes of each page."""
    height, width = len(pages[0][0]), sum(max(len(text), 1) for text, *_look in pages[0][0][0])
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, max(width, 80), 0, 0))
    environment = {**os.environ, "TERM": term, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path(__file__).parents[2])}
    for name in ("COLUMNS", "LINES", "NO_COLOR", "NCURSES_NO_UTF8_ACS"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "tests.bench.reference"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=slave, env=environment, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stderr is not None
        os.close(slave)
        counted = [_cost(page, child.stdin, child.stderr, master) for page in pages]
        child.stdin.close()
        while _read(master, 0.2):
            pass
    os.close(master)
    return counted


def _cost(page: Page, tell: IO[str], done: IO[str], master: int) -> int:
    tell.write(json.dumps(page) + "\n")
    tell.flush()
    count = 0
    while not select.select([done], [], [], 0)[0]:
        count += _read(master, 0.01)
    said = done.readline()
    assert said == "shown\n", said + done.read()
    while taken := _read(master, 0):
        count += taken
    return count


def _read(master: int, patience: float) -> int:
    if not select.select([master], [], [], patience)[0]:
        return 0
    try:
        return len(os.read(master, 65536))
    except OSError:
        return 0


def main(screen: curses.window) -> None:
    """Show each page that comes in by standard input."""
    curses.use_default_colors()
    curses.typeahead(-1)
    screen.idlok(True)
    pairs: dict[tuple[int, int], int] = {}
    while line := sys.stdin.readline():
        rows, (y, x) = json.loads(line)
        screen.erase()
        for at, row in enumerate(rows):
            _show(screen, at, row, pairs)
        screen.leaveok((y, x) == (0, 0))  # no field wants the cursor: nor need ncurses put it anywhere
        screen.move(y, x)
        screen.refresh()
        termios.tcdrain(1)
        sys.stderr.write("shown\n")
        sys.stderr.flush()


def _show(screen: curses.window, y: int, row: list[Run], pairs: dict[tuple[int, int], int]) -> None:
    screen.move(y, 0)
    for text, fg, bg, attributes in row:
        look = curses.A_NORMAL
        for code in attributes:
            look |= _ATTRIBUTES.get(code, 0)
        if fg.startswith("9"):
            look |= curses.A_BOLD
        colours = (int(fg) % 10 if fg else -1, int(bg) % 10 if bg else -1)
        if colours != (-1, -1):
            if colours not in pairs:
                pairs[colours] = len(pairs) + 1
                curses.init_pair(pairs[colours], *colours)
            look |= curses.color_pair(pairs[colours])
        with suppress(curses.error):  # the last cell of the glass is written, and then complained about
            screen.addstr(text, look)


if __name__ == "__main__":
    curses.wrapper(main)
