"""What is signed stands above the PIN, whole or with how much more there is; the PIN is always seen (H7)."""

from __future__ import annotations

import pytest

from db import handover
from tests.conftest import PIN, Desk
from tests.db.test_handover import check_all, prepared
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
        officer.sees("PIN of 陈晓燕", "Record", "code", "+0800", "more: Esc, then p shows the whole text")
        await officer.press(*PIN)
        officer.sees("PIN of 李敏", "Signed", "handed over  陈晓燕")
        await officer.press(*PIN)
    assert handover.view(found.id).state == "accepted"
