"""What is signed stands above the PIN, whole or with how much more there is; the PIN is always seen (H7)."""

from __future__ import annotations

import pytest

from db import handover
from tests.conftest import PIN, Desk
from tests.handovers import check_all, prepared
from tests.screens.driver import at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


async def test_however_much_was_found_the_pin_is_asked_on_the_screen_and_the_rest_is_counted_h7(desk: Desk) -> None:
    found = prepared(desk)
    for number in range(6):
        handover.add_matter(desk.chen, found.id, f"重点{number}")
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    check_all(desk, handover.view(found.id))
    for item in handover.view(found.id).items:
        if item.kind == "state":
            handover.check(desk.li, found.id, item.id, "abnormal", note="烟感误报已屏蔽待修" * 10)
    async with at_the_desk() as officer:
        await officer.press("@", "0", *"1031", *PIN, "@", "1", "f3", "s")
        officer.sees("PIN of 陈晓燕", "Record", "code", "+0800", "more lines: 15. Esc, then p shows the whole text")
        await officer.press(*PIN)
        officer.sees("PIN of 李敏", "Signed", "handed over  陈晓燕")
        await officer.press(*PIN)
    assert handover.view(found.id).state == "accepted"


async def test_many_urgent_matters_leave_room_for_what_was_asked_and_said_h7(desk: Desk) -> None:
    found = prepared(desk)
    for number in range(9):
        handover.add_matter(
            desk.chen, found.id, f"水泵{number}", severity="urgent", next_step="换件", who="胡兵",
            by_when=desk.clock.at + 60_000, if_then="若再停则报主管",
        )  # fmt: skip
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    check_all(desk, handover.view(found.id))
    for matter in handover.view(found.id).matters:
        if matter.severity == "urgent":
            handover.read_back(desk.li, matter.id)
    async with at_the_desk() as officer:
        await officer.press("@", "0", *"1031", *PIN, "@", "1", "f3", "s")
        for who in ("陈晓燕", "李敏"):
            officer.sees(f"PIN of {who}", "1 水泵0", "Talked", "face to face")
            assert officer.screen().count("more: Esc, then p") == 1
            officer.sees_not("more lines")
            await officer.press(*PIN)
    assert handover.view(found.id).state == "accepted"
