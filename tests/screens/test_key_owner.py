"""Special keys at the counter: the owner's word, a refusal, an emergency (K6)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from db import duty_log, key_register, passes
from db.clock import DAY
from db.duty_log import LogFilter
from db.journal import COMMAND_LINE
from db.models.key_register import KeyEvent, KeyLoan
from tests.conftest import PIN, Desk
from tests.screens.driver import Officer, at_the_desk


@pytest.fixture
async def officer(desk: Desk) -> AsyncIterator[Officer]:
    """陈晓燕 with a key that the owner of 8-3-501 entrusted, and a contractor with a pass."""
    key_register.add(COMMAND_LINE, "0501", "委托 8-3-501", access="entrusted", unit="8-3-501")
    passes.add(COMMAND_LINE, "92231", "何志", "宏达消防", "13600008820", "装修", desk.clock.at + DAY)
    async with at_the_desk() as here:
        await here.press("f4", *"0501", "enter", *"92231", "enter", "enter")
        here.sees("this person is not on the list", "call the registered number", "emergency: signed later")
        yield here


async def test_the_registered_number_is_called_before_two_officers_sign_k6(officer: Officer, desk: Desk) -> None:
    await officer.press("c")
    officer.sees("0501: dial 13800002201")
    await officer.press(*"Mrs Wang", "enter")
    await officer.type(PIN + "1007" + PIN)
    loan = KeyLoan.get()
    assert loan.called is not None
    assert (loan.called.answered_by.name, loan.second_id) == ("Mrs Wang", desk.sun.officer_id)


async def test_who_gets_no_key_stands_in_the_log_k6(officer: Officer, desk: Desk) -> None:
    await officer.press("r", *"nobody answered", "enter")
    officer.sees("Not given: 0501")
    assert (KeyLoan.select().count(), KeyEvent.get().kind) == (0, "refused")
    assert duty_log.page(LogFilter(), None, 1)[0].text == "0501 委托 8-3-501: nobody answered"


async def test_an_emergency_asks_why_whose_word_and_one_pin_k6(officer: Officer, desk: Desk) -> None:
    await officer.press("e", *"water comes out", "enter", *"sw", "enter")
    await officer.type(PIN)
    [owed] = key_register.owed_signatures()
    assert (owed.reason, owed.approved_by) == ("water comes out", "孙伟")


async def test_the_owner_s_list_is_kept_at_the_key_and_lets_its_people_through_k6(officer: Officer, desk: Desk) -> None:
    await officer.press("escape", "g", "n", *"何志", "enter", *"13600008820", "enter", "enter", "t")
    officer.sees("何志 may fetch key 0501 now.")
    await officer.press(*"0501", "enter", *"92231", "enter", "enter")
    officer.sees("two officers sign")
    officer.sees_not("not on the list")
