"""Cover for a break through the keyboard: five keys and two PINs (H10)."""

from __future__ import annotations

import pytest

from db import cover, duty_log
from db.models.duty_log import LogEntry
from db.models.staff import SignedOn
from tests.conftest import PIN, Desk
from tests.screens.driver import at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


def last_author() -> str:
    """Who wrote the newest line."""
    return max(LogEntry.select(), key=lambda line: line.id).author.name


async def test_a_short_rest_takes_five_keys_and_a_pin_and_ends_with_one_h10(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("b", "1", "l", "m")
        officer.sees("Tab PIN")
        await officer.press("enter")
        assert officer.keys == 5
        officer.sees("PIN of 李敏", "cannot hand over")
        await officer.type(PIN)
        officer.sees("李敏 stands in for 陈晓燕 until 20:15.", "0:15 left", "Away", "陈晓燕 away, 李敏 stands in")
        desk.clock.forward(5)
        await officer.press(";")
        await officer.type("door 3 open")
        await officer.press("enter")
        assert last_author() == "李敏"
        desk.clock.forward(12)
        await officer.press("escape", "f3", "escape", "1")
        officer.sees("李敏 stands in for 陈晓燕 since 20:00, until 20:15", "PIN of 陈晓燕")
        await officer.type(PIN)
        officer.sees("陈晓燕 is back after 17 min.")
        await officer.press(";")
        await officer.type("back")
        await officer.press("enter")
    (absence,) = cover.of_duty(1)
    assert (absence.stand_in, absence.over, absence.ended_by) == ("李敏", 2, "back")
    assert last_author() == "陈晓燕"


async def test_a_cover_that_began_leaves_no_parked_form_behind_l15(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("b", "1", "l", "m", "enter")
        officer.app.save_drafts()
        await officer.type(PIN)
        officer.sees("李敏 stands in for 陈晓燕")
        await officer.press("b")
        officer.app.save_drafts()
        await officer.type(PIN)
        officer.sees("陈晓燕 is back")
        officer.sees_not("parked")
        await officer.press("'")
        officer.sees("Nothing is parked.")


async def test_a_meal_asks_minutes_and_whose_leave_and_an_earlier_time_is_a_gap_h10(desk: Desk) -> None:
    desk.clock.forward(30)
    async with at_the_desk() as officer:
        await officer.press("b", "2", "enter")
        officer.sees("leave given by")
        await officer.type("1031")
        await officer.press("enter")
        officer.sees("is not one officer")
        await officer.press(*["backspace"] * 4, "s", "w", "enter", "l", "m", "enter", "tab")
        officer.sees("left at")
        await officer.type("2025")
        await officer.press("shift+tab", "shift+tab", "tab")
        officer.sees("PIN of 李敏")
        await officer.type(PIN)
        officer.sees("until 20:55")
    (absence,) = cover.of_duty(1)
    assert (absence.reason, absence.approver, absence.gap) == ("meal", "孙伟", 5)


async def test_nobody_switches_to_an_officer_who_is_away_h10(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("b", "1", "l", "m", "enter")
        await officer.type(PIN)
        await officer.press("@", "1")
        officer.sees("陈晓燕 is away: b on the duty screen")
        await officer.press("escape", "f10")
        officer.sees("You stand in at 前台")
    assert SignedOn.select().where(SignedOn.officer == desk.li.officer_id, SignedOn.ended_at.is_null()).exists()


async def test_who_does_not_have_the_post_cannot_leave_it_h10(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "一切正常")
    async with at_the_desk(number="1031") as officer:
        await officer.press("b")
        officer.sees("only its officer leaves it")
    assert cover.on_post(desk.front) is None
