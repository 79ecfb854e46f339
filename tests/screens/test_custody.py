"""Custody of a post, and the countersignature that is owed for taking it alone, through the keyboard (H12)."""

from __future__ import annotations

import pytest

from db import duty, handover, signatures
from screens.widgets.panel import Panel
from tests.conftest import PIN, Desk, signer
from tests.handovers import a_quiet_night
from tests.screens.driver import at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


async def test_a_supervisor_takes_the_post_into_custody_h12(desk: Desk) -> None:
    a_quiet_night(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f3", "c", "4")
        await officer.type("Li is ill")
        await officer.press("enter")
        await officer.type(PIN)
        officer.sees("何芳 has the post 前台 in custody.")
    held = duty.on_post(desk.front)
    assert held is not None
    assert held.officer == "何芳"
    assert handover.owed() == []


async def test_a_leader_takes_it_alone_and_a_supervisor_who_is_here_countersigns_at_once_h12(desk: Desk) -> None:
    a_quiet_night(desk)
    async with at_the_desk(number="1007") as officer:
        await officer.press("f3", "c", "2")
        officer.sees("one countersigns within 24 h")
        await officer.type(PIN)
        officer.sees("孙伟 has the post 前台 alone", "superior:", "孙伟: 独自接管此岗: 当值人急病")
        await officer.type("1007")
        officer.sees("no superior who may countersign")
        await officer.type("1002")
        officer.sees("PIN of 何芳")
        await officer.type(PIN)
        officer.sees("Countersigned by 何芳.")
    assert handover.owed() == []
    assert signatures.check_signatures() == []


async def test_a_pin_typed_after_a_refused_number_is_neither_read_nor_kept_and_a_number_still_counts_h12(
    desk: Desk,
) -> None:
    a_quiet_night(desk)
    async with at_the_desk(number="1007") as officer:
        await officer.press("f3", "c", "2")
        await officer.type(PIN)
        await officer.type("1007")
        officer.sees("no superior who may countersign")
        for leave in ("enter", "tab"):
            await officer.type("246810")
            officer.sees("superior: ******")
            officer.sees_not("246810")
            await officer.press(leave)
            officer.sees("type the number, then the PIN")
            officer.sees_not("246810", "******")
            filling = officer.app.screen.query_one(Panel).filling
            assert filling is not None
            assert "246810" not in filling.draft().values()
        await officer.type("xyz")
        await officer.press("enter")
        officer.sees("xyz is no superior who may countersign")
        await officer.type("246810")
        officer.sees("superior: ******")
        officer.sees_not("246810")
        await officer.press("enter")
        await officer.type("hfx")
        officer.sees("superior: hfx")
        await officer.press("enter", "backspace")
        await officer.type("1")
        officer.sees("PIN of 何芳")


async def test_what_is_owed_is_countersigned_from_the_duty_screen_and_from_the_inbox_h12(desk: Desk) -> None:
    a_quiet_night(desk)
    first = handover.take_custody(desk.li, desk.front, signer(desk.li), "陈晓燕急病")
    duty.take_empty_post(desk.chen, desk.guard)
    handover.take_custody(desk.sun, desk.guard, signer(desk.sun), "陈晓燕急病")
    async with at_the_desk(number="1002") as officer:
        officer.sees("1 d left", "Cosign", "J-0001", "独自接管,欠会签")
        await officer.press("3")
        officer.sees("Countersignature owed until", "took it alone", "陈晓燕急病")
        await officer.press("s")
        officer.sees("PIN of 何芳", "code")
        await officer.type(PIN)
        officer.sees("Countersigned by 何芳.", "countersigned  何芳")
        await officer.press("f7")
        officer.sees("孙伟 took the post alone", "cosign by")
        await officer.press("c")
        await officer.type(PIN)
        officer.sees("Countersigned by 何芳.", "cosigned 何芳")
    assert (handover.owed(), [s.role for s in handover.view(first).signatures]) == ([], ["alone", "countersigned"])
