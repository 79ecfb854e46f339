"""Temporary passes through the keyboard (G1)."""

from __future__ import annotations

from db import passes
from tests.conftest import Desk
from tests.screens.driver import at_the_desk, open_book


async def test_a_pass_is_given_out_extended_found_and_taken_back_g1(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await open_book(officer, "Passes")
        officer.sees("0 out, 0 not given back")
        await officer.press("r")
        officer.sees("There is no pass here: n gives one out.")
        await officer.press("n", "enter", *"何志", "enter", *"13600008820", "enter", *"宏达消防", "enter")
        await officer.press(*"9.1.302", "enter", *"气瓶检查", "enter", *"2100", "enter")
        officer.sees("Pass 260001 is valid until 21:00.", "1:00 left", "9-1-302", "136****8820")
        officer.sees_not("13600008820")
        await officer.press("v")
        officer.sees("13600008820", "recorded")
        desk.clock.forward(90)
        await officer.press("escape")
        officer.sees("Pass", "260001", "overdue 0:30")
        await officer.press("1")
        officer.sees("Passes", "1 out, 1 not given back")
        await officer.press("x", *"3", "enter", *"又来两天", "enter")
        officer.sees("valid until 02-08 23:59", "1 out, 0 not given back", "extended: 又来两天")
        await officer.press("/", *"x9", "enter")
        officer.sees("Passes  x9")
        officer.sees_not("何志")
        await officer.press("escape", "r", "y")
        officer.sees("Pass 260001 is given back.", "0 out")
        await officer.press("x")
        officer.sees("This pass was given back already")
    assert passes.counts() == (0, 0)
