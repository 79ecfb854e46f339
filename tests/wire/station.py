"""A program in a pseudo terminal, and the terminal at the other end of it."""

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
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tests.wire.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
_LIMIT = 20.0  # seconds after which something that has not happened will not
_UTF8 = re.compile(rb"[\xc0-\xf4][\x80-\xbf]*\Z|\x1b[^@-Z\\^-~]*\Z")  # what a read may have cut


class Station:
    """Runs `small_app` with a notebook in which it writes what it hears."""

    def __init__(self, notes: Path, *options: str, term: str = "linux", answers: bool = True) -> None:
        self.notes, self.answers = notes, answers
        self.screen = Terminal(80, 24)
        self.screen.wraps = False
        self.sent = b""
        self._tail = b""
        self.status: int | None = None
        master, self.slave = pty.openpty()
        self.master = master
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        environment = {**os.environ, "TERM": term, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        for name in ("COLORTERM", "NO_COLOR", "COLUMNS", "LINES"):
            environment.pop(name, None)
        self.pid = os.fork()
        if self.pid == 0:
            os.close(master)
            _login(self.slave)
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, "-m", "tests.wire.small_app", str(notes), *options], environment)

    def __enter__(self) -> Station:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        for descriptor in (self.master, self.slave):
            if descriptor >= 0:
                os.close(descriptor)

    def type(self, data: str | bytes) -> None:
        """Press keys; what the program sends meanwhile is read, or both would wait for ever."""
        left = data.encode() if isinstance(data, str) else data
        os.set_blocking(self.master, False)
        end = time.monotonic() + _LIMIT
        while left:
            assert time.monotonic() < end, "the program does not read"
            ready = select.select([self.master], [self.master], [], 1)
            if ready[1]:
                with suppress(BlockingIOError):
                    left = left[os.write(self.master, left[:4096]) :]
            self._take(0)

    def until(self, happened: Callable[[], bool]) -> None:
        """Play the terminal until something has happened."""
        end = time.monotonic() + _LIMIT
        while not happened():
            assert time.monotonic() < end, "\n".join(self.screen.text()) + f"\n{self.sent[-500:]!r}"
            self._take(0.02)

    def shows(self, text: str) -> Callable[[], bool]:
        return lambda: any(text in line for line in self.screen.text())

    def noted(self, line: str) -> Callable[[], bool]:
        return lambda: self.notes.exists() and line in self.notes.read_text(encoding="utf-8").splitlines()

    def gone(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if pid else None
        return self.status is not None

    def stopped(self) -> bool:
        pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
        return bool(pid) and os.WIFSTOPPED(status)

    def resize(self, width: int, height: int) -> None:
        self.screen.resize(width, height)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def hang_up(self) -> None:
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    def _take(self, patience: float) -> None:
        if self.master < 0 or not select.select([self.master], [], [], patience)[0]:
            return
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return
        self.sent += data
        data = self._tail + data
        cut = _UTF8.search(data)
        self._tail = cut[0] if cut and len(cut[0]) < 32 else b""
        self._play(data[: len(data) - len(self._tail)].decode("utf-8", "replace"))

    def _play(self, text: str) -> None:
        """Take in what was sent, and answer where an answer is asked for."""
        for part in re.split("(\x1b\\[6n)", text):
            self.screen.feed(part)
            if part == "\x1b[6n" and self.answers:
                os.write(self.master, f"\x1b[{self.screen.y + 1};{self.screen.x + 1}R".encode())


def _login(slave: int) -> None:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for descriptor in (0, 1, 2):
        os.dup2(slave, descriptor)
