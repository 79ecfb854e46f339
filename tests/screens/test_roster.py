"""The roster through the keyboard: a row in a few keys, last week with one key, a swap, the default (H1)."""

from __future__ import annotations

import pytest

from db import duty_log, handover, roster, site
from tests.conftest import Desk
from tests.screens.driver import Officer, at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


async def open_roster(officer: Officer) -> None:
    """F6 and the digit of its book."""
    await officer.press("f6")
    number = next(line.split()[1] if line.startswith(">") else line.split()[0]
                  for line in officer.lines() if line.rstrip().endswith("Roster"))  # fmt: skip
    await officer.press(number)
    officer.sees("Roster  2026-02-02 - 02-08")


def shift(desk: Desk, night: bool) -> int:
    return next(post for post in site.read().posts if post.id == desk.front).shifts[night].id


async def test_a_week_of_a_shift_is_filled_day_after_day_and_the_next_one_copied_with_one_key_h1(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await open_roster(officer)
        officer.sees("[Fri06]", "28 open", "Standby")
        await officer.press("enter", "l", "m", "enter", "enter", "c", "x", "y", "enter")
        officer.sees("02-08 陈晓燕", "[Sun08]", "25 open")
        assert [cell.officer for cell in roster.week("2026-02-02")[0].cells[4:]] == ["李敏", "李敏", "陈晓燕"]
        await officer.press("pagedown", "y")
        officer.sees("Roster  2026-02-09 - 02-15", "3 shifts filled as last week.", "25 open")
        await officer.press("0")
        officer.sees("Nobody has it now.", "26 open")
    assert [cell.officer for cell in roster.week("2026-02-09")[0].cells[4:]] == ["李敏", "李敏", ""]


async def test_an_officer_reads_it_and_enters_a_swap_with_who_approved_it_h1(desk: Desk) -> None:
    roster.put(desk.he, "2026-02-07", desk.front, shift(desk, False), desk.li.officer_id)
    roster.put_standby(desk.he, "2026-02-06", desk.manager.officer_id)
    async with at_the_desk() as officer:
        await open_roster(officer)
        await officer.press("enter")
        officer.sees("written by supervisors and managers")
        await officer.press("0")
        officer.sees("written by supervisors and managers")
        await officer.press("x")
        officer.sees("Move to a shift that somebody has.")
        await officer.press("right", "x", "s", "w", "enter", "h", "f", "enter")
        officer.sees("孙伟 takes the shift of 李敏.", "孙伟*", "swap: was 李敏, approved by 何芳")
        await officer.press("end", "left")
        officer.sees("Standby  2026-02-06  王总")
        await officer.press("t")
        await officer.type("2026-03-01")
        await officer.press("enter")
        officer.sees("Roster  2026-02-23 - 03-01", "[Sun01]")
        await officer.press("left", *["left"] * 6)
        officer.sees("2026-02-16 - 02-22", "[Sun22]")


async def test_the_rostered_officer_is_the_default_of_the_offer_and_another_is_a_swap_h1(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "一切正常")
    roster.put(desk.he, "2026-02-07", desk.front, shift(desk, False), desk.li.officer_id)
    async with at_the_desk() as officer:
        await officer.press("f3", "0", "o")
        officer.sees("Enter: 李敏")
        await officer.press("s", "w", "enter")
        officer.sees("swap approved by", "Enter: nobody")
        await officer.press("h", "f", "enter")
        officer.sees("Offered to 孙伟.")
    found = handover.view(1)
    cell = roster.rostered(desk.front, shift(desk, False), "2026-02-07")
    assert (found.incoming, cell.officer, cell.swapped_from, cell.approver) == ("孙伟", "孙伟", "李敏", "何芳")
