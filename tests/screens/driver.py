"""A small driver: presses keys as an officer does, reads the screen as an officer does (80×24)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

import tui
from screens import words
from screens.registers import BOOKS
from screens.widgets.ledger import Ledger
from tests.conftest import PIN
from tui.app import DutyDesk

LOCALE = Path(tui.__file__).with_name("locale")


class Officer:
    """Two hands on a keyboard and two eyes on 24 lines; `keys` counts what was pressed."""

    def __init__(self, app: DutyDesk, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        """Press named keys (`f4`, `enter`) or single characters, then wait until nothing is under way."""
        self.keys += len(keys)
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type every character of a text."""
        await self.press(*text)

    async def settle(self) -> None:
        """Wait for workers and for what they posted."""
        for _round in range(2):
            await self.pilot.pause()
            await asyncio.wait_for(self.app.keys.waiting.join(), 30)
            await self.app.workers.wait_for_complete()
        await self.app.keys.settled()
        await self.pilot.pause()

    async def sign_on(self, number: str = "1024", pin: str = PIN) -> None:
        """Staff number and PIN: ten keys."""
        await self.type(number + pin)

    def lines(self) -> list[str]:
        """What stands on the glass, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def screen(self) -> str:
        """The whole glass as one text."""
        return "\n".join(self.lines())

    def sees(self, *texts: str) -> None:
        """Assert that all these texts stand on the screen."""
        glass = self.screen()
        missing = [text for text in texts if text not in glass]
        assert not missing, f"not seen: {missing}\n{glass}"

    def sees_not(self, *texts: str) -> None:
        """Assert that none of these texts stands on the screen."""
        glass = self.screen()
        seen = [text for text in texts if text in glass]
        assert not seen, f"seen: {seen}\n{glass}"


@asynccontextmanager
async def at_the_desk(language: str = "en", number: str | None = "1024", *, hint: str = "") -> AsyncIterator[Officer]:
    """The program on an open station (fixture `desk`), signed on as this officer."""
    words.use(language, LOCALE)
    Ledger.rest = 0
    app = DutyDesk(hint=hint)
    async with app.run_test(size=(80, 24)) as pilot:
        officer = Officer(app, pilot)
        await officer.settle()
        if number is not None:
            await officer.sign_on(number)
            assert app.desk.session is not None, officer.screen()
            officer.keys = 0
        yield officer
    words.use("en", LOCALE)


async def act_as(officer: Officer, digit: str) -> None:
    """Switch to the officer with this digit in the list of `@`."""
    await officer.press("@", digit)


@asynccontextmanager
async def two_at_the_desk() -> AsyncIterator[Officer]:
    """Chen at the desk, and Li signed on beside: `act_as` changes between 1 and 2."""
    async with at_the_desk() as officer:
        await officer.press("@", "0")
        await officer.sign_on("1031")
        await act_as(officer, "1")
        officer.keys = 0
        yield officer


def book(noun: str) -> str:
    """The digit that opens a book."""
    return str([of for of, _label in BOOKS].index(noun) + 1)


async def open_book(officer: Officer, title: str) -> None:
    """F6 and the digit of a book."""
    await officer.press("f6")
    number = next(line.lstrip("> ").split()[0] for line in officer.lines() if line.rstrip().endswith(title))
    await officer.press(number)


def files(officer: Officer) -> list[Path]:
    """What lies in the folder of papers."""
    return sorted(officer.app.desk.printer.place().iterdir())
