"""F6: the site's books, each opened by its digit."""

from __future__ import annotations

import pytest

from screens import registers
from tests.screens.driver import at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


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
