"""The whole night on two terminals side by side: what each key costs, and the glass after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual import events
from textual.keys import _character_to_key

from screens import words
from screens.widgets.ledger import Ledger
from tests.screens.driver import LOCALE, Officer
from tests.screens.night import Step
from tests.terminal import NAMED
from tests.wire.teed import Teed
from tests.wire.terminal import Spot
from tui.app import DutyDesk

Glass = list[list[Spot]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a key did: bytes of ours, bytes of the stock driver, the settled glass and the cursor."""

    key: str
    ours: int
    stock: int
    glass: Glass
    cursor: tuple[int, int]


class TeedDesk(Teed, DutyDesk):
    """The program on two terminals at once."""


class Watcher:
    """An officer whose every key is weighed."""

    def __init__(self, officer: Officer, app: TeedDesk) -> None:
        self.officer, self.app = officer, app
        self.sent = self.written = 0

    async def press(self, key: str) -> Frame:
        """Press one key (none: ""), wait until nothing moves any more, and compare both glasses."""
        if key:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await self.rest()
        pair, tee = self.app.pair, self.app.tee
        pair.compare()
        sent, written = len("".join(pair.sent).encode()), tee.written
        ours, stock = sent - self.sent, written - self.written
        self.sent, self.written = sent, written
        return Frame(key, ours, stock, pair.stock.glass(), (pair.stock.y, pair.stock.x))

    async def rest(self) -> None:
        """Until the key is done, its doors have answered, and all of it is painted and sent."""
        before = -1
        while before != self.app.tee.written:
            before = self.app.tee.written
            await self.officer.pilot._wait_for_screen()
            await self.app.keys.waiting.join()
            await self.app.keys.settled()
            painted = asyncio.Event()
            self.app.screen.call_after_refresh(painted.set)
            await painted.wait()
        self.app.pair.settle()

    async def work(self, steps: Iterable[Step]) -> list[Frame]:
        """Every key of a part of the night."""
        keys = [key for each in steps for part in each.keys for key in ([part] if part in NAMED else part)]
        return [await self.press(key) for key in keys]


@asynccontextmanager
async def watched(language: str = "zh", post: str = "", *, rest: float = 3600) -> AsyncIterator[Watcher]:
    """The program on the open station, at its first screen; what follows a cursor at rest is told after `rest`."""
    words.use(language, LOCALE)
    Ledger.rest = rest
    app = TeedDesk(post=post)
    async with app.run_test(size=(80, 24)) as pilot:
        officer = Officer(app, pilot)
        await officer.settle()
        yield Watcher(officer, app)
        app.pair.sender.stop()
    words.use("en", LOCALE)
