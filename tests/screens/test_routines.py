"""The routine schedule through the keyboard, then the database (L12)."""

from __future__ import annotations

import pytest

from db import routines
from db.models.routines import RoutineDone
from db.rules.routines import Schedule
from tests.conftest import Desk
from tests.screens.driver import at_the_desk, book

pytestmark = pytest.mark.usefixtures("desk")


async def test_a_supervisor_keeps_the_schedule_l12(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await officer.press("f6", book("routines"))
        officer.sees("Routine schedule", "0 routines")
        await officer.press("n", "1", *"lights", "enter", "1", *"2200", "enter")
        await officer.press("n", "1", *"meter", "enter", "3", *"31", "enter", *"0900", "enter")
        await officer.press("n", "2", *"lifts", "enter", "2", "1", *"10:00", "enter")
        officer.sees("monthly day 31 09:00", "daily 22:00", "weekly Monday 10:00", "3 routines, 0 owed", "never done")
        await officer.press("2", "enter", "1", *"2130", "enter")
        officer.sees("daily 21:30")
        await officer.press("x", *"not needed", "enter")
        officer.sees("Off the schedule.", "2 routines")
    found = [(row.text, row.schedule) for row in routines.book()]
    assert found == [("meter", Schedule("monthly", 31, 540)), ("lifts", Schedule("weekly", 1, 600))]


async def test_a_due_routine_is_done_from_the_duty_screen_with_two_keys_l12(desk: Desk) -> None:
    routines.add(desk.he, desk.front, "大堂灯光", "daily", 0, 22 * 60)
    async with at_the_desk() as officer:
        officer.sees("Routine", "大堂灯光")
        await officer.press("f6", book("routines"), "x")
        officer.sees("Supervisors and the manager write in this book.")
        desk.clock.forward(200)
        await officer.press("escape")
        officer.sees("补做")
        officer.keys = 0
        await officer.press("1", "enter")
        assert officer.keys == 2
        officer.sees("Done.")
        officer.sees_not("大堂灯光")
    assert RoutineDone.get().officer_id == desk.chen.officer_id
