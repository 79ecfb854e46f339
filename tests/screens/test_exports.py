"""`X` takes the register of the screen out; officers are told who may."""

from __future__ import annotations

from db import duty_log
from screens.exports import folder
from tests.conftest import Desk
from tests.screens.driver import at_the_desk


async def test_a_supervisor_takes_the_register_of_the_screen_out_with_enter(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "醉酒访客滞留")
    async with at_the_desk(number="1002") as officer:
        await officer.press("f2", "X", "enter", "enter", "enter", "enter")
        officer.sees("1 rows are in")
    assert "醉酒访客滞留" in (folder() / "dutydesk-log.csv").read_text(encoding="utf-8-sig")


async def test_an_officer_is_told_who_may(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f4", "X")
        officer.sees("Registers are taken out by a supervisor or the manager.")


async def test_only_the_manager_is_asked_for_whole_names(desk: Desk) -> None:
    async with at_the_desk(number="1001") as officer:
        await officer.press("f5", "X", "7", "enter", "enter", "x")
        officer.sees("whole, recorded")
        await officer.press("w")
        officer.sees("4 rows are in")
    assert (folder() / "dutydesk-units.xlsx").exists()
