"""F6: the site's books, each opened by its digit."""

from __future__ import annotations

import pytest

from db import key_register
from screens import registers
from screens.duty_log import DutyLogScreen
from screens.key_register import KeyRegisterScreen
from screens.passes import PassesScreen
from screens.phrase_book import PhraseBookScreen
from screens.receipts import ReceiptsScreen
from screens.routines import RoutinesScreen
from screens.ticket_queue import TicketQueueScreen
from screens.words import _
from tests.conftest import Desk
from tests.screens.driver import at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


SCREENS = (
    DutyLogScreen, KeyRegisterScreen, PassesScreen, ReceiptsScreen, PhraseBookScreen, RoutinesScreen, TicketQueueScreen,
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_list_with_nothing_in_it_says_what_stands_there_and_which_key_begins_it(language: str) -> None:
    async with at_the_desk(language) as officer:
        for screen in SCREENS:
            officer.app.open(screen.NOUN)
            await officer.settle()
            officer.sees(_(screen.EMPTY))
            assert (_(screen.EMPTY) == screen.EMPTY) == (language == "en")


async def test_a_list_with_something_in_it_says_no_such_thing(desk: Desk) -> None:
    key_register.add(desk.manager, "0501", "机房", "A1", "key", "public", "")
    async with at_the_desk() as officer:
        await officer.press("f4")
        officer.sees("0501")
        officer.sees_not(KeyRegisterScreen.EMPTY)


async def test_a_taken_unit_or_tag_is_refused_at_its_own_question(desk: Desk) -> None:
    key_register.add(desk.manager, "0501", "机房")
    async with at_the_desk(number="1001") as officer:
        for noun, taken, refused in (
            ("units", "6-2-1101", "Unit 6-2-1101 exists already."),
            ("key_register", "0501", "There is a key 0501 already"),
        ):
            officer.app.open(noun)
            await officer.settle()
            await officer.press("n")
            await officer.type(taken)
            await officer.press("enter")
            officer.sees(refused, f": {taken}")


async def test_a_book_is_opened_by_its_digit_or_by_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "BOOKS", (("duty_log", "Log"), ("ticket_queue", "Tickets")))
    async with at_the_desk() as officer:
        await officer.press("f6")
        officer.sees("Registers", "1 Log", "2 Tickets")
        await officer.press("2")
        officer.sees("Tickets  in the queue")
        await officer.press("f6", "enter")
        officer.sees("Log  前台")
        await officer.press("f6", "9")
        officer.sees("a digit opens a book")
