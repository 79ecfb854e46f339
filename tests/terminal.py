"""A terminal of 80×24 for the real program: a pty, a screen model, two hands. Nothing here sleeps."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import pyte

ROWS, COLUMNS = 24, 80
PATIENCE = 20.0
NAMED = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "backspace": "\x7f", "down": "\x1b[B", "up": "\x1b[A",
    "pagedown": "\x1b[6~", "pageup": "\x1b[5~", "home": "\x1b[1~", "end": "\x1b[4~",
    "f1": "\x1b[[A", "f2": "\x1b[[B", "f3": "\x1b[[C", "f4": "\x1b[[D", "f5": "\x1b[[E",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
    "ctrl+l": "\x0c", "ctrl+x": "\x18", "ctrl+p": "\x10", "ctrl+r": "\x12", "ctrl+z": "\x1a",
}  # fmt: skip
_ASKED = re.compile(rb"\x1b\[(6n|c|0c|\?6n)")
#: What a console is never asked or told: colours, clipboard, synchronised output, resizes, mouse, kitty's keys.
_FOREIGN = re.compile(rb"\x1b(?:\]|P|_|\[[<>=]|\[5n|\[\?(?:2026|2048|1049|1004|2004|100[0-6]|1015)[hl$])")


class Terminal:
    """Runs `dutydesk` (or any argv) as an officer's terminal would, and reads what stands on its glass."""

    def __init__(
        self, *args: str, env: Mapping[str, str] | None = None, term: str = "linux", argv: tuple[str, ...] = ()
    ) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes, self.chunk = 0, 65536
        self.keys = 0
        self._tail = b""
        self.raw = bytearray()
        self.is_console = term == "linux" and not argv
        command = argv or (sys.executable, "-m", "tui", *args)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(Path(__file__).parent.parent)
            os.execvpe(command[0], list(command), _environment(env, term))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.kill()
        assert not (self.is_console and _FOREIGN.search(self.raw)), "a console was sent what it does not know"

    # -- hands -------------------------------------------------------------------------------------

    def press(self, *keys: str) -> Self:
        """Press named keys (`f4`, `enter`) or type a text character by character."""
        for key in keys:
            strokes = [NAMED[key]] if key in NAMED else list(key)
            self.keys += len(strokes)
            self._write("".join(strokes).encode())
        return self

    def _write(self, data: bytes) -> None:
        while data:
            _readable, writable, _bad = select.select([], [self.fd], [], PATIENCE)
            assert writable, "the program takes no more keys"
            data = data[os.write(self.fd, data) :]

    # -- eyes --------------------------------------------------------------------------------------

    def see(self, *texts: str, within: float = PATIENCE) -> Self:
        """Wait until all these texts stand on the glass; the last glass is in the failure."""
        self._until(lambda glass: all(text in glass for text in texts), within, f"not seen: {texts}")
        return self

    def see_no_more(self, *texts: str, within: float = PATIENCE) -> Self:
        """Wait until none of these texts stands on the glass."""
        self._until(lambda glass: not any(text in glass for text in texts), within, f"still seen: {texts}")
        return self

    def _until(self, seen: object, within: float, complaint: str) -> None:
        assert callable(seen)
        end = time.monotonic() + within
        while not seen(self.glass()):
            assert self._pump(end - time.monotonic()), f"{complaint}\n{self.glass()}"

    def glass(self) -> str:
        """What stands on the 24 lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def settle(self, quiet: float = 0.3) -> Self:
        """Read until nothing more comes for a while (for measuring, never for asserting)."""
        while self._pump(quiet):
            pass
        return self

    def _pump(self, timeout: float) -> bool:
        readable, _writable, _bad = select.select([self.fd], [], [], max(0.0, timeout))
        if not readable:
            return False
        try:
            data = os.read(self.fd, self.chunk)
        except OSError:
            return False
        if not data:
            return False
        self.carried(data)
        self.bytes += len(data)
        self.raw += data
        self.stream.feed(data)
        seen = self._tail + data  # a question may have been cut by the read
        for asked in _ASKED.finditer(seen):
            if asked.end() > len(self._tail):
                self._answer(asked.group(1))
        self._tail = data[-4:]
        return True

    def carried(self, data: bytes) -> None:
        """Bytes have come; a slow line takes its time."""

    def _answer(self, asked: bytes) -> None:
        cursor = self.screen.cursor
        self._write(b"\x1b[?6c" if asked.endswith(b"c") else f"\x1b[{cursor.y + 1};{cursor.x + 1}R".encode())

    # -- the end -----------------------------------------------------------------------------------

    def wait(self, within: float = PATIENCE) -> int:
        """Read to the program's end and return its exit code."""
        end = time.monotonic() + within
        while time.monotonic() < end and self._pump(end - time.monotonic()):
            pass
        _pid, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def kill(self, how: int = signal.SIGKILL) -> None:
        """End the program as a power cut would."""
        if self.pid:
            os.kill(self.pid, how)
            os.waitpid(self.pid, 0)
            self.pid = 0
        os.close(self.fd)


def _environment(env: Mapping[str, str] | None, term: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "COLORTERM"))}
    return {**kept, "TERM": term, "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", **(env or {})}
