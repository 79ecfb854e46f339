"""A line of 9600 baud: bytes arrive 960 a second, and the program learns of it only when its line is full."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.measure import Row, median, program
from tests.conftest import PIN
from tests.terminal import NAMED, Terminal

BAUD = 9600
_PIECE = 9  # bytes that arrive in about a hundredth of a second
_QUIET = 0.2
_WAKING = 0.008  # seconds by which a sleep may end late, which would make the line slower than it is
#: Seconds that `Down` is held from the top of the log: each ends on another row beyond the edge of the list.
_HOLDS = (2.2, 2.4, 2.6, 2.8, 3.0, 3.2, 3.4, 3.6, 3.8)


class SlowTerminal(Terminal):
    """The same terminal at the end of a serial line."""

    def __init__(self, argv: tuple[str, ...], env: dict[str, str]) -> None:
        self.free = self.arrived = time.monotonic()
        super().__init__(argv=argv, env=env)
        self.chunk = _PIECE

    def carried(self, data: bytes) -> None:
        """Wait until these bytes have come along the line; one that was busy a moment ago was busy all along."""
        now = time.monotonic()
        begun = self.free if now < self.free + _WAKING else now
        self.free = self.arrived = begun + len(data) * 10 / BAUD
        time.sleep(max(0.0, self.free - time.monotonic()))

    def answer_time(self, key: str) -> float:
        """Seconds from a key until the last byte of what it changed."""
        begun = time.monotonic()
        self.press(key).settle(_QUIET)
        return max(0.0, self.arrived - begun)

    def lag(self, key: str, seconds: float, hertz: int = 10) -> float:
        """Seconds from the last press of a held key until the glass stands still; no minute turns meanwhile."""
        while (left := 60 - time.time() % 60) < seconds + 2:
            self._pump(left)
        begun = time.monotonic()
        for press in range(int(seconds * hertz)):
            while (left := begun + press / hertz - time.monotonic()) > 0:
                self._pump(left)
            self._write(NAMED[key].encode())
        last = time.monotonic()
        self.settle(0.5)
        return max(0.0, self.arrived - last)


def rows(file: Path, env: dict[str, str], name: str) -> list[Row]:
    """Start, single keys and held keys on the log of a station."""
    begun = time.monotonic()
    with SlowTerminal(program(file), env) as officer:
        officer.see("工号").settle(_QUIET)
        painted = officer.arrived - begun
        officer.press("1024", PIN).settle(1.0)
        officer.press("f2").settle(1.0)
        down = median([officer.answer_time("down") for _press in range(9)])
        page = median([officer.answer_time("pagedown") for _press in range(5)])
        paged = officer.lag("pagedown", 5)
        held = [officer.press("home").settle(1.0).lag("down", seconds) for seconds in _HOLDS]
    at = f"9600 baud, {name}"
    return [
        Row(f"first screen fully painted, {at}", f"{painted:.2f} s", "", "", "<= 3.5 s"),
        Row(f"Down, {at}", f"{down * 1000:.0f} ms", "", "", "<= 60 ms"),
        Row(f"PageDown, {at}", f"{page:.2f} s", "", "", "<= 1.5 s"),
        Row(
            f"lag of Down held at 10 Hz, {at}",
            f"{median(held) * 1000:.0f} ms",
            f"longest {max(held) * 1000:.0f} ms",
            "",
            "<= 100 ms",
        ),
        Row(f"lag of PageDown held 5 s at 10 Hz, {at}", f"{paged:.2f} s", "", "", "<= 2.5 s"),
    ]


def idle_row(file: Path, env: dict[str, str], seconds: float = 60) -> Row:
    """A minute in which nobody types into the field that waits for it."""
    with Terminal(argv=program(file), env=env) as officer:
        officer.see("工号").press("1024", PIN).settle(1.0)
        officer.press(";", "a").settle(1.0)
        sent, spent, begun = officer.bytes, _cpu(officer.pid), time.monotonic()
        while (left := begun + seconds - time.monotonic()) > 0:
            officer._pump(left)
        share = (_cpu(officer.pid) - spent) / (time.monotonic() - begun)
        sent = officer.bytes - sent
    return Row(
        f"nobody types, a field focused, {seconds:.0f} s", f"{sent} B, {share:.2%} CPU", "", "", "<= 20 B, 0.5 %"
    )


def _cpu(pid: int) -> float:
    """Seconds of processor its threads have had."""
    stats = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(stat.read_text().split()[0]) for stat in stats) / 1e9
