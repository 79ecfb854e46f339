"""Somebody who answers questions at a terminal of their own."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time


class Typist:
    """Somebody who answers questions at a terminal of their own."""

    def __init__(self, *arguments: str) -> None:
        self.end, other = pty.openpty()
        command = [sys.executable, "-m", "tui", *arguments]
        self.process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, start_new_session=True)
        os.close(other)
        self.seen = ""

    def until(self, text: str) -> None:
        """Read until the text stands there."""
        deadline = time.monotonic() + 60
        while text not in self.seen:
            ready, _w, _x = select.select([self.end], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, self.seen
            self.seen += os.read(self.end, 4096).decode(errors="replace")

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and answer it."""
        self.until(question)
        self.seen = self.seen.partition(question)[2]
        os.write(self.end, f"{text}\n".encode())
