"""Keys out and in at the desk, as an officer does it: read the screen, then the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from textual import events

from db import key_register, passes, staff, tickets
from db.journal import COMMAND_LINE
from db.key_register import NewBorrower, Return
from db.models.key_register import Key, KeyEvent, KeyLoan
from db.models.site import Contact
from tests.conftest import OTHER_PIN, PIN, Desk
from tests.screens.driver import Officer, at_the_desk

HOUR = 60 * 60_000
LUO = NewBorrower("罗建", "13900004471", "电梯维保")


@pytest.fixture
async def officer(desk: Desk) -> AsyncIterator[Officer]:
    """陈晓燕 alone at the desk with the keys of the drawings, on the key screen."""
    for tag, opens, access in (
        ("0118", "消防控制室", "public"),
        ("0119", "气瓶间", "public"),
        ("0240", "天台 4-2", "public"),
        ("0241", "天台 4-3", "public"),
        ("0242", "机房 4-2", "public"),
        ("0243", "机房 4-3", "public"),
        ("0401", "总配电房", "restricted"),
    ):
        key_register.add(COMMAND_LINE, tag, opens, f"B-{tag[-2:]}", access=access)
    passes.add(desk.chen, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", desk.clock.at + 30 * 24 * HOUR)
    for other in (desk.li, desk.sun, desk.he, desk.manager):
        staff.sign_off(other)
    async with at_the_desk() as hands:
        yield hands


async def scan(officer: Officer, *tags: str) -> int:
    """Scan tags, Enter included; returns how many keys that were."""
    before = officer.keys
    for tag in tags:
        await officer.press(*tag, "enter")
    return officer.keys - before


def lend(desk: Desk, *tags: str, hours: float = 2, who: NewBorrower = LUO) -> None:
    key_register.issue(desk.chen, list(tags), who, desk.clock.at + int(hours * HOUR))


def states(*tags: str) -> list[str]:
    return [key_register.find(tag).state for tag in tags]


async def test_keys_go_out_by_scans_a_pass_and_one_enter_two_keys_and_scans_k7(officer: Officer, desk: Desk) -> None:
    await officer.press("f4")
    scanned = await scan(officer, "0118", "0119", "92231")
    officer.sees("0118", "B-18", "气瓶间", "何志", "宏达消防", "136****8820", "22:00")
    assert KeyLoan.select().count() == 0, "a scanner's Enter decides nothing"
    await officer.press("enter")
    assert officer.keys - scanned == 2
    officer.sees("Keys issued to 何志: 2", "in cabinet 5  out 2")
    loans = list(KeyLoan.select())
    assert {(loan.key.tag, loan.borrower and loan.borrower.name, loan.purpose) for loan in loans} == {
        ("0118", "何志", "气瓶检查"),
        ("0119", "何志", "气瓶检查"),
    }
    assert {loan.due_at for loan in loans} == {desk.clock.at + 2 * HOUR}
    assert len({loan.batch for loan in loans}) == 1


async def test_keys_go_out_by_initials_with_four_keys_and_scans_k7(officer: Officer, desk: Desk) -> None:
    lend(desk, "0243", who=NewBorrower("赵刚", "13500001111", "宏达消防"))
    await officer.press("f4")
    scanned = await scan(officer, "0118")
    await officer.press("z", "g")
    officer.sees("1 赵刚 宏达消防 135****1111")
    await officer.press("enter")
    assert officer.keys - scanned == 4
    assert key_register.find("0118").holder == "赵刚"


async def test_an_overdue_key_of_the_firm_is_said_before_the_next_one_goes_k5(officer: Officer, desk: Desk) -> None:
    lend(desk, "0243", hours=0.5, who=NewBorrower("赵刚", "13500001111", "宏达消防"))
    desk.clock.forward(45)
    await officer.press("f4")
    officer.sees("overdue 0:15")
    await scan(officer, "0118", "92231")
    officer.sees("firm overdue 0243")
    await officer.press("enter")
    assert states("0118") == ["out"]


@pytest.mark.parametrize(("letter", "hours"), [("h", 0.5), ("l", 2), ("s", 12)])
async def test_a_letter_says_when_the_key_comes_back_k3(
    officer: Officer, desk: Desk, letter: str, hours: float
) -> None:
    await officer.press("f4")
    await scan(officer, "0118", "92231")
    await officer.press(letter, "enter")
    assert key_register.find("0118").due_at == desk.clock.at + hours * HOUR


async def test_another_time_is_typed_and_one_that_is_none_is_refused_k3(officer: Officer, desk: Desk) -> None:
    await officer.press("f4")
    await scan(officer, "0118", "92231")
    await officer.press("t")
    await officer.type("2590")
    await officer.press("enter")
    officer.sees("2590 is not a time")
    await officer.press(*["backspace"] * 4, *"2230", "enter", "enter")
    assert key_register.find("0118").due_at == desk.clock.at + 2.5 * HOUR


async def test_tab_changes_time_and_purpose_before_the_borrower_is_known_k3(officer: Officer, desk: Desk) -> None:
    await officer.press("f4")
    await scan(officer, "0118")
    await officer.press("tab", "h")
    await scan(officer, "92231")
    await officer.press("tab", "tab", *"valve", "enter", "enter")
    key = key_register.find("0118")
    assert (key.due_at, key.purpose) == (desk.clock.at + HOUR // 2, "valve")


async def test_tab_hangs_the_loan_on_an_open_ticket_k3(officer: Officer, desk: Desk) -> None:
    taken = tickets.take(
        desk.chen, "repair", "漏水", post_id=desk.front, unit="6-2-1101", place="厨房", grade="urgent",
        caller_name="王小明", caller_phone="13800002201", cost="told",
    )  # fmt: skip
    await officer.press("f4")
    await scan(officer, "0118", "92231")
    await officer.press("tab", "tab", "tab", *"c99", "enter")
    officer.sees("no open ticket c99")
    await officer.press(*["backspace"] * 3, *"1", "enter", "enter")
    assert (key_register.find("0118").ticket, key_register.out_for_ticket(taken.id)) == (taken.label, ["0118"])


async def test_a_stranger_gives_a_name_a_phone_and_a_firm_k3(officer: Officer) -> None:
    await officer.press("f4")
    await scan(officer, "0118")
    await officer.type("林涛")
    await officer.press("enter", "enter")
    officer.sees("phone is empty", "borrower  林涛")
    await officer.press(*"13911112222", "enter")
    officer.sees("borrower  林涛", "139****2222", "firm:")
    await officer.press("enter", "enter")
    assert (key_register.find("0118").holder, key_register.find("0118").phone) == ("林涛", "13911112222")


async def test_more_keys_can_be_scanned_after_the_pass_and_the_last_one_dropped_k7(officer: Officer) -> None:
    await officer.press("f4")
    await scan(officer, "0118", "92231", "0119", "0240")
    await officer.press("x", "enter")
    assert states("0118", "0119", "0240") == ["out", "out", "in"]


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        (("9999",), "There is no key 9999"),
        (("0118", "0118"), "Key 0118 is in this list already"),
        (("0118", "77777"), "no key, pass or staff number 77777"),
        (("0118", "0243"), "Key 0243 is out: 罗建 has it"),
    ],
)
async def test_a_scan_that_cannot_be_is_refused_and_the_list_stays_k7(
    officer: Officer, desk: Desk, tags: tuple[str, ...], sentence: str
) -> None:
    lend(desk, "0243")
    await officer.press("f4")
    await scan(officer, *tags)
    officer.sees(sentence)
    assert KeyLoan.select().count() == 1


async def test_a_scan_after_a_refused_one_takes_its_place_and_the_complaint_goes_k7(officer: Officer) -> None:
    await officer.press("f4")
    await scan(officer, "0118", "0999")
    officer.sees("0999: scan it again")
    await scan(officer, "0119")
    officer.sees("0118", "0119", "issue  keys: 2")
    officer.sees_not("scan it again")


async def test_a_borrower_picked_by_initials_does_not_stand_beside_the_word_for_a_tag_k6(
    officer: Officer, desk: Desk
) -> None:
    await officer.press("f4")
    await scan(officer, "0401")
    await officer.press("h", "z", "enter")
    officer.sees("borrower  何志", "two officers sign")
    officer.sees_not("scan or tag")


async def test_a_full_batch_is_back_with_its_last_scan_one_key_and_scans_k4(officer: Officer, desk: Desk) -> None:
    lend(desk, "0118", "0119")
    await officer.press("f4")
    scanned = await scan(officer, "0118", "0119")
    assert officer.keys - scanned == 1
    officer.sees("Back: 0118, 0119.", "in cabinet 7  out 0")
    assert states("0118", "0119") == ["in", "in"]


async def test_three_of_four_come_back_one_damaged_one_stays_four_keys_and_scans_k4(
    officer: Officer, desk: Desk
) -> None:
    lend(desk, "0240", "0241", "0242", "0243")
    await officer.press("f4")
    officer.keys = 0
    scanned = await scan(officer, "0240", "0241", "0242")
    officer.sees("> 0243", "not here", "y still with him")
    await officer.press("b", "y", "s")
    officer.sees("stays out until 02-07 08:00", "here, damaged")
    await officer.press("enter")
    assert officer.keys - scanned == 4
    officer.sees("Back: 0240, 0241, 0242. Not back: 0243.")
    assert states("0240", "0241", "0242", "0243") == ["in", "in", "damaged", "out"]
    assert key_register.find("0243").due_at == desk.clock.at + 12 * HOUR


async def test_a_return_with_an_unexplained_key_does_not_end_k4(officer: Officer, desk: Desk) -> None:
    lend(desk, "0240", "0241")
    await officer.press("f4")
    await scan(officer, "0240")
    await officer.press("enter")
    officer.sees("Not all keys are here", "0241", "> 0241")
    assert states("0240", "0241") == ["out", "out"]
    await officer.press("z", "enter")
    assert states("0240", "0241") == ["in", "lost"]


async def test_a_missing_key_passes_on_to_somebody_at_the_desk_or_waits_ten_minutes_k4_k8(
    officer: Officer, desk: Desk
) -> None:
    lend(desk, "0240", "0241", "0242")
    await officer.press("f4")
    await scan(officer, "0240")
    await officer.press("m", *"92231", "enter", "enter", "q", "enter")
    assert key_register.find("0241").holder == "何志"
    assert key_register.find("0242").due_at == desk.clock.at + 10 * 60_000


async def test_a_key_another_desk_takes_back_meanwhile_is_said_and_nothing_typed_is_lost_k4(
    officer: Officer, desk: Desk
) -> None:
    lend(desk, "0240", "0241")
    await officer.press("f4")
    await scan(officer, "0240")
    await officer.press("z")
    key_register.give_back(desk.chen, [Return(key_register.find(tag).loan_id or 0) for tag in ("0240", "0241")])
    officer.app.save_drafts()
    await officer.press("enter")
    officer.sees("0240", "0241", "lost")
    assert states("0240", "0241") == ["in", "in"]


async def test_a_key_that_turns_up_after_all_is_simply_scanned_k4(officer: Officer, desk: Desk) -> None:
    lend(desk, "0240", "0241", "0242")
    await officer.press("f4")
    await scan(officer, "0240")
    await officer.press("z", "z")
    await scan(officer, "0241", "0242")
    assert states("0240", "0241", "0242") == ["in", "in", "in"]


async def test_b_after_a_full_return_takes_the_last_key_out_of_use_k4(officer: Officer, desk: Desk) -> None:
    lend(desk, "0118")
    await officer.press("f4")
    await scan(officer, "0118")
    await officer.press("b", *"bent", "enter")
    officer.sees("Key 0118 is damaged")
    assert (states("0118"), KeyEvent.get().text) == (["damaged"], "bent")
    await officer.press("b")
    officer.sees("does not hang")


async def test_a_scanner_faster_than_the_focus_loses_no_digit_k7(officer: Officer) -> None:
    await officer.press("f4")
    keys: list[Any] = [*"0118", "enter", *"0119", "enter", *"92231", "enter", "enter"]
    for key in keys:
        officer.app.post_message(events.Key(key, "\r" if key == "enter" else key))
    await officer.settle()
    await officer.settle()
    assert states("0118", "0119") == ["out", "out"]


async def test_digits_never_trigger_a_letter_and_backspace_and_escape_forget_them_k7(officer: Officer) -> None:
    await officer.press("f4", *"011")
    officer.sees("Tag: 011_")
    await officer.press("backspace", "escape")
    officer.sees_not("Tag: 01")
    await officer.press("\uff10", "\uff11", "\uff11", "\uff18", "enter")
    officer.sees("消防控制室", "B-18", "scan another key")


async def test_a_parked_scan_comes_back_whole_l15(officer: Officer) -> None:
    await officer.press("f4")
    await scan(officer, "0118", "0119", "92231")
    await officer.press("h", "escape")
    officer.sees("Parked")
    assert KeyLoan.select().count() == 0
    await officer.press("'")
    officer.sees("0118", "0119", "何志")
    await officer.press("enter")
    assert states("0118", "0119") == ["out", "out"]


async def test_a_restricted_key_asks_two_officers_k6(officer: Officer, desk: Desk) -> None:
    await officer.press("f4")
    await scan(officer, "0401", "92231")
    await officer.press("enter")
    officer.sees("0401   总配电房", "restricted", "two officers sign", "emergency: signed later")
    await officer.press("enter")
    await officer.type(PIN)
    await officer.press(*"1024")
    officer.sees("nobody signs twice")
    await officer.press(*["backspace"] * 4, *"1007")
    await officer.type(OTHER_PIN)
    officer.sees("Wrong")
    assert KeyLoan.select().count() == 0
    await officer.type(PIN + PIN)
    assert KeyLoan.get().second_id == desk.sun.officer_id


async def test_a_wrong_pin_issues_nothing_and_keeps_the_scans_k3(officer: Officer, desk: Desk) -> None:
    desk.clock.forward(61)
    await officer.press("f4")
    await scan(officer, "0118", "92231")
    await officer.press("enter")
    await officer.type(OTHER_PIN)
    officer.sees("Wrong", "0118", "何志")
    assert KeyLoan.select().count() == 0
    await officer.type(PIN)
    assert KeyLoan.get().signed


async def test_a_key_is_chased_extended_passed_on_and_its_history_read_k5_k8(officer: Officer, desk: Desk) -> None:
    lend(desk, "0240", hours=0.5)
    desk.clock.forward(40)
    await officer.press("f4", "c", *"no answer", "enter")
    officer.sees("Key 0240 chased: 1 time now", "+1")
    await officer.press("x", "h", *"busy", "enter")
    officer.sees("may stay out until 21:10")
    await officer.press("m", *"92231", "enter", "y")
    officer.sees("Key 0240 is with 何志 now")
    await officer.press("h")
    officer.sees("History  0240", "Esc back", "no answer", "busy", "passed on", "issued", "陈晓燕")
    await officer.press("escape")
    officer.sees("in cabinet 6  out 1")
    assert [event.kind for event in KeyEvent.select().order_by(KeyEvent.id)] == ["chased", "extended"]


async def test_a_lost_key_is_found_again_k8(officer: Officer) -> None:
    await officer.press("f4", "z")
    await officer.press("enter")
    officer.sees("empty")
    await officer.press(*"fell", "enter")
    officer.sees("lost and out of use", "out of use 1")
    assert states("0118") == ["lost"]
    await officer.press("z")
    officer.sees("reported lost already")
    await officer.press("u", "enter")
    assert states("0118") == ["in"]


async def test_a_key_passed_on_to_somebody_new_shows_the_name_while_the_phone_is_asked_k8(
    officer: Officer, desk: Desk
) -> None:
    lend(desk, "0240")
    await officer.press("f4", "m", *"林涛", "enter")
    officer.sees("borrower  林涛", "phone:")


async def test_a_key_passed_on_in_a_return_shows_the_name_of_somebody_new_k4_k8(officer: Officer, desk: Desk) -> None:
    lend(desk, "0240", "0241")
    await officer.press("f4")
    await scan(officer, "0240")
    await officer.press("m", *"林涛", "enter")
    officer.sees("borrower  林涛", "phone:")


@pytest.mark.parametrize("letter", ["c", "x", "m"])
async def test_a_letter_for_keys_that_are_out_says_why_it_does_nothing(officer: Officer, letter: str) -> None:
    await officer.press("f4", letter)
    officer.sees("This key is not out")
    assert KeyEvent.select().count() == 0


async def test_an_officer_adds_no_key_a_supervisor_does_k2(officer: Officer) -> None:
    await officer.press("f4", "n")
    officer.sees("Only a supervisor or manager")
    async with at_the_desk(number="1002") as supervisor:
        await supervisor.press("f4", "n", *"8003", "enter", *"radio 3", "enter", "enter", "p")
        supervisor.sees("Key 8003 is in the register")
    assert Key.get(Key.tag == "8003").opens == "radio 3"


async def test_the_list_is_filtered_and_can_show_only_what_is_out(officer: Officer, desk: Desk) -> None:
    lend(desk, "0240")
    await officer.press("f4", "/", *"4-3", "enter")
    officer.sees("2 keys", "0241", "0243")
    officer.sees_not("0118")
    await officer.press("escape")
    officer.sees_not("2 keys")
    await officer.press("o")
    officer.sees("0240", "罗建", "139****4471")
    officer.sees_not("0118", "13900004471")


async def test_a_tag_typed_by_hand_does_what_a_scan_does_k7(officer: Officer, desk: Desk) -> None:
    lend(desk, "0240")
    await officer.press("f4", "r", *"0240", "enter")
    assert states("0240") == ["in"]


async def test_the_duty_screen_leads_to_the_key_that_is_due(officer: Officer, desk: Desk) -> None:
    lend(desk, "0243")
    await officer.press("f4", "escape", "1")
    officer.sees("> 0243")


async def test_a_borrower_who_is_known_is_remembered_once(officer: Officer) -> None:
    for tag in ("0118", "0119"):
        await officer.press("f4")
        await scan(officer, tag)
        await officer.press(*"lt", "enter")
        if tag == "0118":
            await officer.press(*"13911112222", "enter", "enter", "enter")
    assert states("0118", "0119") == ["out", "out"]
    assert Contact.select().where(Contact.phone == "13911112222").count() == 1
