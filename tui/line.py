"""The line to the terminal: the file that Textual's writing thread writes to."""

from __future__ import annotations

import os
import select
from collections.abc import Callable


class Line:
    """Writes all of a text, or learns that the terminal is gone; never raises into the writing thread."""

    def __init__(
        self, fd: int, *, drained: Callable[[], None], gone: Callable[[], None], encoding: str = "utf-8"
    ) -> None:
        self._fd, self._encoding = fd, encoding
        self._drained, self._gone = drained, gone
        self._dead = False

    def write(self, text: str) -> int:
        """Write, however many pieces the terminal takes it in."""
        data = memoryview(text.encode(self._encoding, "replace"))
        while data and not self._dead:
            try:
                data = data[os.write(self._fd, data) :]
            except BlockingIOError:
                select.select([], [self._fd], [])
            except OSError:
                self._dead = True
                self._gone()
        return len(text)

    def flush(self) -> None:
        """All that was handed in has been written."""
        self._drained()

    def fileno(self) -> int:
        """The descriptor written to."""
        return self._fd
