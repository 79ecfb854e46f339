"""The templates and the receipt books through the keyboard, then the database."""

from __future__ import annotations

import pytest

from db import handover, receipts, templates
from tests.conftest import PIN, Desk, signer
from tests.handovers import a_quiet_night
from tests.screens.driver import act_as, at_the_desk, book, two_at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


async def test_a_supervisor_adds_moves_changes_and_leaves_out_lines_and_approves_them(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await officer.press("f6", book("templates"))
        officer.sees("Handover template  前台  version 1", "as supplied", "1 钥匙柜点数", "Important or doubtful")
        await officer.press("n", "1", "2", *"cards", "enter", "0", "2")
        officer.sees("version 2", "draft of 何芳", "13 cards", "count  2 digits")
        await officer.press("end", "up", "up", "u")
        officer.sees("12 cards", "13 空调灯光门窗")
        await officer.press("d", "d")
        officer.sees("end of its section")
        await officer.press("1", "enter", "enter", *"Keys", "enter", "enter")
        officer.sees("1 Keys")
        await officer.press("down", "x")
        officer.sees("对讲机点数 is left out of the draft.")
        await officer.press("s", *PIN)
        officer.sees("Version 2 is in force.", "何芳")
        await officer.press("v")
        officer.sees("version 2", "1 Keys")
    found = templates.view(desk.front)
    assert (found.number, found.approved_by, found.items[-1].label) == (2, "何芳", "cards")


async def test_an_officer_reads_the_templates_and_is_told_who_writes_them(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f6", book("templates"), "n")
        officer.sees("Supervisors and the manager write in this book.")
        await officer.press("1")
        officer.sees("Supervisors and the manager write in this book.")
        await officer.press("right")
        officer.sees("护卫岗", "布控/特别留意", "the incoming says it back")
        await officer.press("left", "left", "right", "s")
        officer.sees("前台", "Supervisors and the manager")
    assert not templates.view(desk.front).draft


async def test_a_draft_outlives_the_program_and_can_be_put_away(desk: Desk) -> None:
    templates.add(desk.he, desk.front, "things", "state", "饮水机")
    async with at_the_desk(number="1002") as officer:
        await officer.press("f6", book("templates"))
        officer.sees("draft of 何芳", "饮水机")
        await officer.press("z")
        officer.sees("The draft is put away.", "as supplied")
        officer.sees_not("饮水机")
        await officer.press("s")
        officer.sees("Nothing was changed")


async def test_a_text_of_the_template_is_written_or_none_and_said_back_on_the_screen_h15_h19(desk: Desk) -> None:
    templates.add(desk.he, desk.front, "important", "text", "今日重点")
    templates.add(desk.he, desk.front, "important", "readback", "布控")
    templates.approve(desk.he, desk.front, signer(desk.he))
    a_quiet_night(desk)
    async with two_at_the_desk() as officer:
        await officer.press("f3")
        officer.sees("Lines of this post  2", "2 to be written", "今日重点: write it, or 0 = none", "3 to be written")
        await officer.press("0")
        officer.sees("今日重点: none")
        await officer.press("end", "pageup")
        for _row in range(20):
            if "> " in officer.screen() and any(line.startswith(">") and "布控" in line for line in officer.lines()):
                break
            await officer.press("down")
        await officer.press("enter", *"grey van", "enter", "0", "o", "enter")
        officer.sees("Offered to 李敏")
        await act_as(officer, "2")
        await officer.press("f3", "enter")
        officer.sees("To be read back", "[r when said]  布控: grey van")
        await officer.press("r")
        officer.sees("[said back]  布控: grey van")
    found = handover.view(1)
    assert [(item.verdict, item.note) for item in found.items[-2:]] == [("none", ""), ("said", "grey van")]


async def test_the_next_receipt_is_said_with_its_last_digits(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await officer.press("f6", book("receipts"))
        officer.sees("Receipt books", "no book in use")
        await officer.press("n", *"4401", "enter", *"4450", "enter")
        officer.sees("next No.004401", "No.004401 - No.004450", "receipts left: 50")
        await officer.press("u", *"417", "enter")
        officer.sees("Next receipt: No.004417.", "receipts left: 34", "何芳")
    assert receipts.next_number() == 4417
