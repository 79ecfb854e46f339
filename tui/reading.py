"""Reading the terminal: a loop for the input thread that sleeps until there is something to do."""

from __future__ import annotations

import os
import select
from collections.abc import Callable

from textual.message import Message

from tui.keyboard import Keyboard

_CHUNK = 65_536
_BREATH = 0.004  # seconds between two looks whether the application has caught up


class Reader:
    """Reads until told to stop or the terminal is gone; keys wait here while the application is `busy`."""

    def __init__(
        self, fd: int, keyboard: Keyboard, *, deliver: Callable[[Message], None], busy: Callable[[], bool]
    ) -> None:
        self._fd, self._keyboard = fd, keyboard
        self._deliver, self._busy = deliver, busy
        self._ear, self._mouth = os.pipe()
        self._stopped = False

    def stop(self) -> None:
        """Make `run` return; from any thread."""
        self._stopped = True
        os.write(self._mouth, b".")

    def close(self) -> None:
        """Give the descriptors back, once `run` has returned."""
        os.close(self._ear)
        os.close(self._mouth)

    def run(self) -> bool:
        """Read and deliver; return False when the terminal is gone."""
        waiting = False
        while not self._stopped:
            patience = _BREATH if waiting else self._keyboard.patience
            ready = select.select([self._fd, self._ear], [], [], patience)[0]
            if self._fd in ready:
                data = self._read()
                if not data:
                    return False
                self._keyboard.receive(data)
            elif not ready and not waiting:
                self._keyboard.give_up()
            waiting = self._hand_on()
        return True

    def _read(self) -> bytes:
        """What has come; nothing is the end: of the file, or of the line (EIO)."""
        while True:
            try:
                return os.read(self._fd, _CHUNK)
            except BlockingIOError:  # somebody who shares the terminal has made it non-blocking
                select.select([self._fd], [], [])
            except OSError:
                return b""

    def _hand_on(self) -> bool:
        """Deliver what the application has room for; return whether more is waiting."""
        while not self._busy():
            batch = self._keyboard.take(32)
            if not batch:
                return False
            for message in batch:
                self._deliver(message)
        return True
