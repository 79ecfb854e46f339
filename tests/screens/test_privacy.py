"""The privacy view hides names, phones and texts on every screen; `v` shows one person, on the record (L10)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from db import duty_log, key_register, site, tickets
from db.key_register import NewBorrower
from db.models.access import AccessEvent
from screens import drafts, text
from screens.base import BaseScreen
from screens.desk import Parked
from tests.conftest import PIN, Desk, signer
from tests.screens.driver import at_the_desk

HOUR = 3_600_000
SECRETS = ("王女士", "13977770001", "罗建", "宏达消防", "13900004471", "停电几点恢复", "漏水", "王小明")


@pytest.fixture(autouse=True)
def seen_again() -> Iterator[None]:
    yield
    text.hide(False)


def a_night(desk: Desk) -> None:
    duty_log.promise(
        desk.chen, desk.front, "停电几点恢复", desk.clock.at + HOUR, contact_name="王女士", contact_phone="13977770001"
    )
    key_register.add(desk.manager, "0312", "水泵房")
    key_register.issue(
        desk.chen, ["0312"], NewBorrower("罗建", "13900004471", "宏达消防"), desk.clock.at + HOUR,
        first=signer(desk.chen),
    )  # fmt: skip
    tickets.take(
        desk.chen, "repair", "漏水 请打 13977770001", post_id=desk.front, grade="urgent", unit="6-2-1101",
        caller_is="owner",
    )  # fmt: skip


SCREENS = ("escape", "f2", "f3", "f4", "f5", "f6", "f7", "f8")


async def test_the_privacy_view_shows_no_name_phone_or_text_on_any_screen_and_is_remembered_l10(desk: Desk) -> None:
    a_night(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", "ctrl+o")
        officer.sees("PRIVACY VIEW", "names and phones are hidden", "6-2-1101")
        for key in (
            *SCREENS,
            "f2",
            "enter",
            "escape",
            "f4",
            "h",
            "escape",
            "f5",
            "enter",
            "escape",
            "f3",
            "p",
            "escape",
        ):
            await officer.press(key)
            officer.sees_not(*SECRETS)
        await officer.press("f9")
        await officer.type("6.2.1101")
        await officer.press("enter")
        officer.sees("6-2-1101")
        officer.sees_not(*SECRETS)
    async with at_the_desk() as officer:
        officer.sees("PRIVACY VIEW")
        officer.sees_not(*SECRETS)
        await officer.press("f5", "v")
        officer.sees("Ctrl+O ends it")
        await officer.press("ctrl+o")
        officer.sees_not("PRIVACY VIEW")
        officer.sees("漏水")
    async with at_the_desk() as officer:
        officer.sees_not("PRIVACY VIEW")
    assert AccessEvent.select().count() == 0


async def test_it_is_one_key_from_a_form_a_text_and_a_list(desk: Desk) -> None:
    a_night(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", "enter")
        officer.sees("漏水")
        await officer.press("ctrl+o")
        officer.sees("PRIVACY VIEW")
        officer.sees_not(*SECRETS)
        await officer.press("ctrl+o", "f9", "ctrl+o")
        officer.sees("PRIVACY VIEW", "unit or place")


@pytest.mark.parametrize(
    ("keys", "seen", "about"),
    [
        (("f2", "v"), "王女士  13977770001", "#1/2026"),
        (("f4", "v"), "罗建  13900004471  宏达消防", "0312"),
        (("f5", "v"), "王小明  13800002201", "R-0001"),
        (("f9", *"6.2.1101", "enter", "v"), "王小明  13800002201", "6-2-1101"),
    ],
)
async def test_v_shows_who_it_is_asks_nothing_and_is_recorded_l10(
    desk: Desk, keys: tuple[str, ...], seen: str, about: str
) -> None:
    a_night(desk)
    async with at_the_desk() as officer:
        await officer.press(*keys[:-1])
        officer.sees_not(seen)
        await officer.press(keys[-1])
        officer.sees(f"{seen}  (that you looked is recorded)")
        assert all(cell_len(line) <= 80 for line in officer.lines())
    event = AccessEvent.get()
    assert (event.kind, event.officer_id, event.about) == ("revealed", desk.chen.officer_id, about)


async def test_who_was_unmasked_is_masked_again_once_the_cursor_has_left_them_l10(desk: Desk) -> None:
    a_night(desk)
    tickets.take(desk.chen, "repair", "灯不亮", post_id=desk.front, grade="urgent", unit="6-2-1101", caller_is="owner")
    async with at_the_desk() as officer:
        await officer.press("f5", "v")
        officer.sees("13800002201")
        screen = officer.app.screen
        assert isinstance(screen, BaseScreen)
        screen.refresh_data()
        await officer.settle()
        officer.sees("13800002201")
        await officer.press("down")
        officer.sees_not("13800002201")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("请打 13977770001 找王", "请打 139****0001 找王"),
        ("139 7777 0001", "139****0001"),
        ("身份证 440301199001011234", "身份证 440****1234"),
        ("44030119900101123X", "440****123X"),
        ("0755-26781234", "075****1234"),
        ("R-0874 6-2-1101 02:41 2026-02-06 20260206", "R-0874 6-2-1101 02:41 2026-02-06 20260206"),
    ],
)
def test_numbers_that_reach_or_identify_a_person_are_masked_in_what_was_written(written: str, shown: str) -> None:
    assert text.said(written) == shown


async def test_a_manager_forgets_a_person_by_phone_reason_and_pin_in_every_officer_s_drafts_too_l10(desk: Desk) -> None:
    drafts_of_li = drafts.folder(site.uuid(), desk.li.officer_id)
    typed = {"text": "王女士 13977770001 漏水", "unit": "6-2-1101"}
    drafts.keep(drafts_of_li, Parked("LogLine", {}, typed, desk.clock.at, "log"))
    duty_log.write(desk.chen, desk.front, "来访", contact_name="王女士", contact_phone="13977770001")
    async with at_the_desk(number="1001") as officer:
        officer.app.open("staff")
        await officer.press("f")
        await officer.type("13977770001")
        officer.sees("王**")
        await officer.press("enter")
        await officer.type("本人要求")
        await officer.press("enter")
        await officer.type(PIN)
        officer.sees("Forgotten: 1 row")
        await officer.press("l")
        officer.sees("forgot a person", "本人要求", "王总")
    assert duty_log.entry(1).contact == ""
    (left,) = drafts.kept(drafts_of_li)
    assert left.typed == {"text": "*** *********** 漏水", "unit": "6-2-1101"}


async def test_drafts_that_cannot_be_struck_out_are_told_l10(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_site: str, _words: tuple[str, ...]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "forget", full)
    duty_log.write(desk.chen, desk.front, "来访", contact_name="王女士", contact_phone="13977770001")
    async with at_the_desk(number="1001") as officer:
        officer.app.open("staff")
        await officer.press("f", *"13977770001", "enter", *"x", "enter", *PIN)
        officer.sees("Forgotten: 1 row", "Drafts may still name them: No space")
    assert duty_log.entry(1).contact == ""
