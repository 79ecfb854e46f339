"""The site settings through the keyboard, and the site's own working days (T11)."""

from __future__ import annotations

from datetime import date

import pytest

from db import site, tickets, workdays
from db.rules import settings as rules
from db.rules.words import Refused
from tests.conftest import START, Desk
from tests.screens.driver import at_the_desk, open_book

HOUR = 3_600_000


async def test_a_supervisor_changes_a_setting_within_its_range_for_every_terminal(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await open_book(officer, "Site settings")
        officer.sees(
            "T1  An urgent repair is solved within this time.",
            "24 hours",
            "default 24 hours; from 1 to 72",
            "0 changed",
        )
        await officer.press("enter", *"99", "enter")
        officer.sees("99 is out of range: from 1 to 72.")
        await officer.press("ctrl+u", *"12", "enter")
        officer.sees("It is 12 hours from now on", "default 24 hours", "1 changed")
        assert officer.app.desk.site.settings["urgent_hours"] == 12
        site.choose(desk.manager, "lock_minutes", 30)
        officer.app.screen.minute()  # type: ignore[attr-defined]
        assert officer.app.desk.site.settings["lock_minutes"] == 30
    assert site.setting("urgent_hours") == 12


async def test_a_supervisor_puts_a_working_day_down_and_an_officer_reads_it_t11(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await open_book(officer, "Site settings")
        await officer.press("w")
        officer.sees("Working days of 2026", "file: ", "The site follows the statutory calendar this year.")
        await officer.press("n", *"2026-02-09", "enter", "2", *"停电检修", "enter")
        officer.sees("2026-02-09 is put down", "free", "何芳", "停电检修")
        await officer.press("w")
        officer.sees("Site settings")
    async with at_the_desk() as officer:
        officer.app.open("settings")
        await officer.settle()
        await officer.press("enter")
        officer.sees("Supervisors and the manager write in this book.")


def test_the_file_stands_before_a_supervisors_day_and_that_before_the_calendar_t11(desk: Desk) -> None:
    workdays.put_day(desk.he, "2026-02-08", True, "调班")
    workdays.put_day(desk.he, "2026-02-09", False, "停电检修")
    taken = tickets.take(
        desk.chen, "complaint", "噪音", post_id=desk.front, grade="general", unit="9-1-302", caller_is="owner"
    )
    assert taken.due_at == START + 2 * 24 * HOUR - int(2.5 * HOUR), "Sunday 17:30: looked into the next working day"
    workdays.put_day(desk.manager, "2026-02-08", None, "取消")
    assert not workdays.is_workday(date(2026, 2, 8))
    desk.file.with_suffix(".calendar.toml").write_text("holidays = [2026-02-10]\nworkdays = [2026-02-09]\n")
    workdays._read.cache_clear()
    try:
        assert workdays.is_workday(date(2026, 2, 9))
        shown = [(one.day.day, one.worked, one.by) for one in workdays.own_days(2026)]
        assert shown == [(8, None, "王总"), (9, True, ""), (10, False, "")]
        with pytest.raises(Refused, match=r"The file says what 2026-02-10 is: change it in .*calendar\.toml"):
            workdays.put_day(desk.he, "2026-02-10", True, "x")
    finally:
        workdays._read.cache_clear()
    with pytest.raises(Refused, match="needs the role"):
        workdays.put_day(desk.chen, "2026-02-11", True, "x")


def test_every_default_is_in_its_range_and_no_other_value_is_taken() -> None:
    assert {each.name for each in rules.SETTINGS} == set(rules.DEFAULTS)
    for each in rules.SETTINGS:
        assert rules.check(each.name, each.default) == each.default
        for value in (each.low - 1, each.high + 1):
            with pytest.raises(Refused, match="out of range"):
                rules.check(each.name, value)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [("urgent_hours", "１2", 12), ("closing_minute", "1800", 1080), ("backup_hours", "1", 1)],
)
def test_a_value_is_typed_as_a_number_or_a_time(name: str, typed: str, value: int) -> None:
    assert rules.typed_value(name, typed) == value


@pytest.mark.parametrize("typed", ["", "-1", "x", "1.5", "9" * 30, "²"])
def test_what_is_no_number_is_refused_and_said_what_to_type(typed: str) -> None:
    with pytest.raises(Refused, match="digits only"):
        rules.typed_value("urgent_hours", typed)
