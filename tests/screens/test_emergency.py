"""An emergency card on the screen: `!`, a digit, the unit; then two keys a call (L6)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from db import emergency, key_register, site
from db.journal import COMMAND_LINE
from db.models.access import AccessEvent
from db.models.emergency import Emergency, EmergencyEvent
from db.models.key_register import KeyLoan
from db.models.tickets import Ticket
from tests.conftest import PIN, Desk
from tests.screens.driver import Officer, at_the_desk


@pytest.fixture
async def officer(desk: Desk) -> AsyncIterator[Officer]:
    """陈晓燕 at the front desk, a special key in the cabinet, somebody below 6-2-1101."""
    key_register.add(COMMAND_LINE, "0418", "管井 6-2", access="restricted")
    site.add_unit(COMMAND_LINE, "6-2-1001", "李老师", "13500001180")
    async with at_the_desk() as here:
        yield here


async def leak(officer: Officer) -> None:
    await officer.press("!", "1", *"6.2.1101", "enter")


def due(officer: Officer, register: str) -> str:
    """The digit that opens the first line of a register on the duty screen."""
    line = next(line for line in officer.lines() if f" {register} " in line)
    return line.lstrip("> ").split()[0]


def happened() -> list[tuple[str, str]]:
    return [(event.line.what, event.kind) for event in EmergencyEvent.select().order_by(EmergencyEvent.id)]


async def test_a_leak_is_begun_from_anywhere_with_three_keys_and_the_unit_l6(officer: Officer, desk: Desk) -> None:
    await officer.press("f4")
    officer.keys = 0
    await leak(officer)
    assert officer.keys == 3 + len("6.2.1101")
    officer.sees("E-0001  漏水爆管  6-2-1101  since 20:00, 0:00", "R-0001  #1", "水工", "周建国", "0:10 left")
    assert Ticket.get().grade == "urgent"


async def test_a_leak_is_begun_while_a_handover_is_prepared_where_i_marks_what_is_urgent_l6(
    officer: Officer, desk: Desk
) -> None:
    await officer.press("f3")
    officer.sees("i urgent")
    await leak(officer)
    officer.sees("E-0001  漏水爆管  6-2-1101", "v phone")


async def test_each_call_is_two_keys_and_who_did_not_answer_gives_way_to_the_substitute_l6(
    officer: Officer, desk: Desk
) -> None:
    await leak(officer)
    officer.keys = 0
    await officer.press("4", "x")
    officer.sees("领班: no reply. Next: 何芳", "何芳 (substitute)")
    await officer.press("4", "a", "5", "a", "1", "z", "8", "-")
    assert officer.keys == 10
    officer.sees("no reply 20:00  got through", "not applicable 20:00")
    assert happened() == [
        ("领班", "missed"), ("领班", "answered"), ("主管", "answered"), ("关阀", "done"), ("断电", "none"),
    ]  # fmt: skip


async def test_the_number_of_the_public_is_masked_until_it_is_shown_which_is_recorded_l6_l10(
    officer: Officer, desk: Desk
) -> None:
    await leak(officer)
    officer.sees("6-2-1001 李** 135****1180")
    await officer.press("6", "v")
    officer.sees("李老师  13500001180  (that you looked is recorded)")
    assert AccessEvent.get().about == "6-2-1001"
    await officer.press("4", "v")
    officer.sees("Nobody is named there.")


async def test_a_key_is_scanned_and_owed_and_signed_later_from_the_duty_screen_k6(officer: Officer, desk: Desk) -> None:
    await leak(officer)
    await officer.press("k", *"0999", "enter", *"0418", "enter")
    officer.sees("Key 0418 is with 陈晓燕", "key 0418: second signature, oral approval not said yet")
    await officer.press("4", "y")
    officer.sees("key 0418: second signature, approved by 孙伟")
    await officer.press("escape")
    officer.sees("Emergency", "Signature")
    await officer.press(due(officer, "Signature"))
    officer.sees("Signature afterwards  0418")
    await officer.type("1007" + PIN)
    officer.sees("Key 0418: the second signature is there.")
    loan = KeyLoan.get()
    assert (loan.second_id, loan.emergency, loan.approved_by) == (desk.sun.officer_id, "E-0001 漏水爆管", "孙伟")


async def test_a_card_is_closed_and_owes_its_analysis_and_then_refuses_what_comes_after_l6(
    officer: Officer, desk: Desk
) -> None:
    await leak(officer)
    await officer.press("+", *"owner is at home", "enter")
    await officer.press("c", *"new hose", "enter")
    officer.sees("E-0001 is closed; the fault analysis is owed.", "fault analysis by 02-09", "陈晓燕: new hose")
    await officer.press("a")
    officer.sees("This card is closed")
    await officer.press("escape")
    await officer.press(due(officer, "Analysis"), "f", *"old hose", "enter")
    officer.sees("E-0001 has its fault analysis.")
    assert Emergency.get().analysis == "old hose"


async def test_the_second_phone_in_the_middle_of_a_card_l6_l15(officer: Officer, desk: Desk) -> None:
    await officer.press("!", "1", *"6.2")
    await officer.press("escape")
    officer.sees("Parked: Emergency 20:00")
    await officer.press("f9", *"9.1.302", "enter", "w", *"asks when water is back", "enter")
    await officer.press("'", *".1101", "enter")
    officer.sees("E-0001")
    await officer.press("4", "a", "f9", *"8.3.501", "enter")
    officer.sees("8-3-501", "this time")
    await officer.press("escape", "5", "a")
    assert happened() == [("领班", "answered"), ("主管", "answered")]


async def test_two_cards_run_side_by_side_and_each_keeps_its_place_on_top_of_the_duty_screen_l6(
    officer: Officer, desk: Desk
) -> None:
    await leak(officer)
    desk.clock.forward(1)
    await officer.press("!", "3", *"lift 2", "enter")
    officer.sees("E-0002", "困梯", "lift 2")
    await officer.press("escape", "2")
    officer.sees("E-0001", "since 20:00, 0:01")
    await officer.press("escape", "1")
    officer.sees("E-0002", "0:03 left")


async def test_the_story_says_who_was_told_when_and_what_came_too_late_l6(officer: Officer, desk: Desk) -> None:
    await leak(officer)
    desk.clock.forward(12)
    await officer.press("4", "a", "enter")
    officer.sees("20:12  12 min  领班  孙伟  got through  陈晓燕  limit 10 min")


async def test_a_locked_screen_takes_an_emergency_and_shows_nothing_l6_l15(officer: Officer, desk: Desk) -> None:
    await officer.press("ctrl+x", "!", "1", *"6.2.1101", "enter")
    officer.sees("PIN")
    officer.sees_not("王", "周建国")
    desk.clock.forward(2)
    await officer.type(PIN)
    officer.sees("E-0001 漏水爆管: R-0001", "Locked")
    assert emergency.running()[0].began_at == desk.clock.at - 2 * 60_000
