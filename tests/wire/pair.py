"""Two terminals side by side: one is sent what the compositor wrote, the other what our sender made of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from tests.wire.terminal import Spot, Terminal
from tui.pacing import Pacing
from tui.pen import BLINK, BOLD, DIM, ITALIC, REVERSE, STRIKE, UNDERLINE
from tui.sender import Sender
from tui.terminfo import Capabilities

LINUX = Capabilities(
    "linux", True, 16, BOLD | DIM | UNDERLINE | BLINK | REVERSE, True, True, True, True, True, True, True, True, False
)
XTERM = replace(LINUX, name="xterm-256color", colors=256, attributes=LINUX.attributes | ITALIC | STRIKE, alternate=True)
VT220 = replace(LINUX, name="vt220", colors=0, bce=False, hpa=False, vpa=False)
SCREEN = replace(LINUX, name="screen", colors=8, bce=False, ech=False, alternate=True)
VT100 = replace(VT220, name="vt100", ech=False, lines=False)
ANSI = replace(LINUX, name="ansi", colors=8, bce=False, region=False)
DUMB = Capabilities()
KINDS = {can.name: can for can in (LINUX, XTERM, VT220, SCREEN, VT100, ANSI, DUMB)}


def lacks(can: Capabilities) -> str:
    """Final bytes of the sequences that a terminal of this kind does not know."""
    known = {"X": can.ech, "G": can.hpa, "d": can.vpa, "LM": can.lines, "r": can.region, "JK": can.erase}
    return "".join(finals for finals, has in known.items() if not has)


class Loop:
    """As much of a loop as the sender asks for, turned by hand."""

    def __init__(self) -> None:
        self._soon: list[asyncio.Handle] = []
        self._real = asyncio.new_event_loop()

    def call_soon(self, call: Callable[..., object], *args: object) -> asyncio.Handle:
        self._soon.append(asyncio.Handle(call, args, self._real))
        return self._soon[-1]

    def call_later(self, delay: float, call: Callable[..., object], *args: object) -> asyncio.TimerHandle:
        return asyncio.TimerHandle(0, call, args, self._real)

    def turn(self) -> None:
        while self._soon:
            handles, self._soon = self._soon, []
            for handle in handles:
                if not handle.cancelled():
                    handle._callback(*handle._args)  # type: ignore[attr-defined] # _run would swallow what the terminal says of it

    def close(self) -> None:
        self._real.close()


class PartsOnly(Pacing):
    """A line so slow that no frame may be longer than some dozens of bytes."""

    def budget(self) -> int | None:
        return 40

    def ahead(self) -> int:
        return 20


class Pair:
    """`stock` is sent what the compositor writes, `ours` what the sender makes of it; `ours` answers reports."""

    def __init__(
        self,
        width: int,
        height: int,
        can: Capabilities = LINUX,
        *,
        loop: asyncio.AbstractEventLoop | None = None,
        parts: bool = False,
        joins: bool = True,
    ) -> None:
        self.stock = Terminal(width, height)
        self.stock.wraps = False
        self.ours = Terminal(width, height, bce=can.bce, joins=joins, lacks=lacks(can))
        self.loop = loop or cast(asyncio.AbstractEventLoop, Loop())
        self.sent: list[str] = []
        self.sender = Sender(can, self._put, size=(width, height), loop=self.loop)
        if parts:
            self.sender.pacing = PartsOnly()
        self.ours.feed("\x1b[?7l")
        self.sender.start()
        self.settle()

    def _put(self, data: str) -> None:
        self.sent.append(data)
        self.ours.feed(data)

    def write(self, data: str) -> None:
        """What the compositor writes."""
        self.stock.feed(data)
        self.sender.paint(data)

    def settle(self) -> None:
        """Let the sender send and the terminal answer until both rest."""
        if isinstance(self.loop, Loop):
            self.loop.turn()
        while self.ours.reports:
            self.ours.reports -= 1
            self.sender.report(time.monotonic())
            if isinstance(self.loop, Loop):
                self.loop.turn()

    def resize(self, width: int, height: int) -> None:
        """Both terminals get another size; the compositor is expected to paint all of it."""
        self.stock.resize(width, height)
        self.stock.rows = [[Spot()] * width for _row in range(height)]
        self.ours.resize(width, height)
        self.sender.resize(width, height)

    def bytes_of(self, data: str) -> int:
        """Bytes sent for what the compositor writes."""
        before = len(self.sent)
        self.write(data)
        self.settle()
        return len("".join(self.sent[before:]).encode())

    def compare(self) -> None:
        """Both show the same, cell by cell, and their cursors stand in the same place, if anyone wants one there."""
        pairs = zip(self.stock.glass(), self.ours.glass(), strict=True)
        for y, (wanted, shown) in enumerate(pairs):
            for x, (want, show) in enumerate(zip(wanted, shown, strict=True)):
                assert want == show, f"row {y} column {x}: {show} instead of {want}\n" + "\n".join(self.ours.text())
        place = self.stock.y, self.stock.x
        assert place in ((0, 0), (self.ours.y, self.ours.x))
