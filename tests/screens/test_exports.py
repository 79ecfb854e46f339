"""`X` takes the register of the screen out; officers are told who may."""

from __future__ import annotations

from db import duty_log, exports
from screens.exports import folder
from tests.conftest import Desk
from tests.screens.driver import at_the_desk


async def test_a_supervisor_takes_the_register_of_the_screen_out_with_enter(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "醉酒访客滞留")
    async with at_the_desk(number="1002") as officer:
        await officer.press("f2", "X", "enter", "enter", "enter", "enter")
        officer.sees("1 row is in")
    assert "醉酒访客滞留" in (folder() / "dutydesk-log.csv").read_text(encoding="utf-8-sig")


async def test_an_officer_is_told_who_may(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f4", "X")
        officer.sees("Registers are taken out by a supervisor or the manager.")


async def test_only_the_manager_is_asked_for_whole_names(desk: Desk) -> None:
    async with at_the_desk(number="1001") as officer:
        await officer.press("f5", "X", *"units", "enter", "enter", "enter", "x")
        officer.sees("whole, recorded")
        await officer.press("w")
        officer.sees("4 rows are in")
    assert (folder() / "dutydesk-units.xlsx").exists()


async def test_all_registers_stand_with_their_numbers_and_one_is_taken_by_number_or_letters(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await officer.press("f2", "X")
        titles = exports.titles(desk.he).values()
        officer.sees(*(f"{n} {title}" for n, title in enumerate(titles, 1)), "Enter: Duty log", "register:")
        number = str([*titles].index("Receipt books") + 1)
        await officer.press(*number, "enter", "enter", "enter", "enter")
        officer.sees("0 rows are in")
        assert (folder() / "dutydesk-receipts.csv").exists()
        await officer.press("X", *"em")
        officer.sees("1 Emergencies", "3 Emergency calls")
        await officer.press("3", "enter", "enter", "enter")
        assert (folder() / "dutydesk-emergency-calls.csv").exists()
        await officer.press("X", *"0", "enter")
        officer.sees("0 is none of the registers: type its number or its first letters.")
        await officer.press("backspace", *"ro", "enter", *"2026-02-01", "enter", *"2026-02-28", "enter", "x")
        assert (folder() / "dutydesk-rounds-20260201-20260228.xlsx").exists()
