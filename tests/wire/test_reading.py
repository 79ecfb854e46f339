"""The reader between a terminal that sends and an application that is busy."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from textual import events
from textual.message import Message

from tui.keyboard import Keyboard
from tui.reading import Reader

PATIENCE = 60.0
_BACKLOG, _BATCH = 64, 32
_DOWN = b"\x1b[1;2B"  # six bytes a key


class Desk:
    """An application that takes nothing until `free` is set, and the reader before it."""

    def __init__(self) -> None:
        self.ear, self.line = os.pipe()
        self.keys: list[str] = []
        self.reports: list[tuple[int, int]] = []
        self.free, self.reported, self.done = threading.Event(), threading.Event(), threading.Event()
        keyboard = Keyboard(self._report)
        self.reader = Reader(self.ear, keyboard, deliver=self._deliver, busy=self._busy)
        self.ended: list[bool] = []
        self.thread = threading.Thread(target=lambda: self.ended.append(self.reader.run()), daemon=True)
        self.thread.start()

    def _busy(self) -> bool:
        return len(self.keys) > _BACKLOG and not self.free.is_set()

    def _deliver(self, message: Message) -> None:
        assert isinstance(message, events.Key)
        self.keys.append(message.key)
        if message.key == "z":
            self.done.set()

    def _report(self, row: int, column: int) -> bool:
        self.reports.append((row, column))
        self.reported.set()
        return True


@pytest.fixture
def desk() -> Iterator[Desk]:
    running = Desk()
    yield running
    os.close(running.line)
    running.thread.join(PATIENCE)
    running.reader.close()
    os.close(running.ear)
    assert running.ended == [False]  # the end of the line ends the reader


def test_a_megabyte_typed_into_a_busy_application_waits_whole_and_in_order_and_holds_no_answer_up(desk: Desk) -> None:
    pressed = (1 << 20) // len(_DOWN)
    written = memoryview(_DOWN * pressed + b"\x1b[24;80R" + b"z")
    while written:
        written = written[os.write(desk.line, written) :]
    assert desk.reported.wait(PATIENCE), "the answer waited behind the keys"
    assert len(desk.keys) <= _BACKLOG + _BATCH
    desk.free.set()
    assert desk.done.wait(PATIENCE)
    assert desk.keys == ["shift+down"] * pressed + ["z"]
    assert desk.reports == [(24, 80)]
