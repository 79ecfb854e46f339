"""Keys one after the other: none is looked at before the one before it is done, so none typed ahead is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerError

_PATIENCE = 5.0


@runtime_checkable
class TakesKeys(Protocol):
    """A screen that takes its keys itself."""

    def key(self, event: events.Key) -> None:
        """Take one key."""


class KeyLine:
    """The line of keys waiting for the screen they are meant for."""

    def __init__(self, app: App[None]) -> None:
        self.app = app
        self.waiting: asyncio.Queue[events.Key] = asyncio.Queue()
        self.going: Awaitable[object] | None = None
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to serve."""
        self.task = asyncio.create_task(self._serve())

    def stop(self) -> None:
        """Serve no more."""
        if self.task is not None:
            self.task.cancel()

    async def _serve(self) -> None:
        while True:
            event = await self.waiting.get()
            try:
                await self.settled()
                screen = self.app.screen
                if isinstance(screen, TakesKeys):
                    screen.key(event)
                await self.settled()
            except Exception as fault:
                self.app._handle_exception(fault)
            finally:
                self.waiting.task_done()

    async def settled(self) -> None:
        """Wait until the way to another screen is gone, no door is asked, and what was posted is handled."""
        while True:
            if self.going is not None:
                going, self.going = self.going, None
                await going
            screen = self.app.screen
            for asked in self._asked(screen):
                with suppress(WorkerError):
                    await asked.wait()
            if screen.focused is not None:
                await _drained(screen.focused)
            await _drained(screen)
            if not self._moving(screen):
                return

    def _asked(self, screen: Screen[object]) -> list[Worker[object]]:
        """Doors the screen has asked and that have not answered: workers, all of them short."""
        return [worker for worker in self.app.workers if worker.node is screen and not worker.is_finished]

    def _moving(self, screen: Screen[object]) -> bool:
        """Whether what was handled has led elsewhere, or has asked a door."""
        return bool(self._asked(screen)) or self.going is not None or screen is not self.app.screen


async def _drained(pump: MessagePump) -> None:
    """Wait until a message pump has handled everything that was posted to it before now; one that closes never will."""
    handled = asyncio.Event()
    if not pump._closing and pump.call_later(handled.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(handled.wait(), _PATIENCE)
