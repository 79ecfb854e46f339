"""Power is back: the handover that two officers signed on paper is recorded at the keyboard (H23)."""

from __future__ import annotations

from db import duty, papers
from db.clock import HOUR
from db.connection import rows
from tests.conftest import PIN, START, Desk
from tests.screens.driver import at_the_desk


async def test_sheet_who_when_and_a_pin_and_the_supervisor_countersigns_h23(desk: Desk) -> None:
    papers.new_sheet(desk.chen, desk.front)
    desk.clock.at = START + 13 * HOUR  # 09:00
    async with at_the_desk(number="1031") as officer:
        await officer.press("f3", "P")
        officer.sees("Handed over on paper", "You sign that it was so")
        await officer.press(*"31", "enter")
        officer.sees("No sheet 31 was ever printed here")
        await officer.press("backspace", "backspace", "1", "enter", "l", "m", "enter", *"0800", "enter", *PIN)
        officer.sees("李敏 has the post 前台 since 08:00, as sheet 2026-0001 says", "Countersign")
        await officer.press("escape", "f7")
        held = duty.on_post(desk.front)
        assert held is not None
        assert (held.officer, held.began_at) == ("李敏", START + 12 * HOUR)
    async with at_the_desk(number="1002") as officer:
        officer.sees("Cosign", "J-0001", "纸面交接,欠会签")
    assert rows("SELECT role, officer_id FROM signature") == [("paper", desk.li.officer_id)]
