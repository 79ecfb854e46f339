"""After an outage: the lines of an emergency sheet at the keyboard; and the sheet each duty begins with (H23)."""

from __future__ import annotations

from pathlib import Path

from db import duty_log, papers, site
from db.clock import HOUR
from db.connection import rows
from db.journal import COMMAND_LINE
from db.models.duty_log import LogEntry
from db.models.papers import EmergencySheet
from db.verify import verify
from tests.conftest import START, Desk
from tests.screens.driver import Officer, at_the_desk, files


async def test_lines_are_entered_one_after_the_other_each_with_sheet_and_line_h23(desk: Desk) -> None:
    papers.new_sheet(desk.chen, desk.front)
    desk.clock.at = START + 12 * HOUR  # 08:00, the power is back
    async with at_the_desk() as officer:
        await officer.press("f2")
        officer.keys = 0
        await officer.press("P", *"1", "enter", *"2350", "enter", *"lights out", "enter")
        officer.sees("Sheet 2026-0001-1 is line 1 of the log, 02-06 23:50.", "line 2 of 30", "lights out")
        await officer.press(*"0010", "enter", *"*lift 3 stuck", "enter")
        officer.sees("Sheet 2026-0001-2 is line 2 of the log, 02-07 00:10.", "line 3 of 30")
        assert officer.keys == 3 + (4 + 10 + 2) + (4 + 13 + 2)
        await officer.press("escape")
        officer.sees("lift 3 stuck")
        await officer.press("enter")
        officer.sees("logged late", "sheet 2026-0001-2")
    assert rows("SELECT paper, late, event_at FROM log_entry ORDER BY id") == [
        ("2026-0001-1", 1, START + 230 * 60_000), ("2026-0001-2", 1, START + 250 * 60_000),
    ]  # fmt: skip
    assert [line.text for line in duty_log.open_matters()] == ["lift 3 stuck"]
    assert verify(desk.file).intact


async def test_a_line_entered_twice_is_refused_and_nothing_typed_is_lost_h23(desk: Desk) -> None:
    sheet = papers.new_sheet(desk.chen, desk.front)
    papers.add_line(desk.li, sheet.id, 3, "电梯困人", START)
    desk.clock.at = START + HOUR
    async with at_the_desk() as officer:
        await officer.press("f2", "P", *"0001", "enter", *"2030", "enter", *"again", "tab", "3", "enter")
        officer.sees("Line 3 of sheet 2026-0001 was entered already", "again")
        assert LogEntry.select().count() == 1
        await officer.press("tab", "backspace", "5", "enter")
        officer.sees("Sheet 2026-0001-5 is line 2", "line 6 of 30")


async def test_a_sheet_nobody_printed_and_a_time_to_come_are_refused_at_once_h23(desk: Desk) -> None:
    papers.new_sheet(desk.chen, desk.front)
    async with at_the_desk() as officer:
        await officer.press("f2", "P", *"31", "enter")
        officer.sees("No sheet 31 was ever printed here")
        await officer.press("backspace", "backspace", "1", "enter", *"2030", "enter", *"x", "enter")
        officer.sees("has not come yet")
    assert LogEntry.select().count() == 0


async def test_a_parked_sheet_is_taken_up_where_it_was_left_h23_l15(desk: Desk) -> None:
    papers.new_sheet(desk.chen, desk.front)
    async with at_the_desk() as officer:
        await officer.press("f2", "P", "1", "enter", *"1950", "enter", *"half a li", "escape")
        officer.sees("Parked: After the outage")
        await officer.press("'")
        officer.sees("half a li")
        await officer.press("n", "e", "enter")
        officer.sees("Sheet 2026-0001-1 is line 1")


async def _minute(officer: Officer) -> list[Path]:
    officer.app._minute()
    await officer.settle()
    folder = officer.app.desk.printer.place()
    return files(officer) if folder.exists() else []


async def test_each_duty_begins_with_a_sheet_once_the_site_says_so_h23(desk: Desk) -> None:
    async with at_the_desk() as officer:
        assert await _minute(officer) == []
        site.choose(desk.he, "shift_sheet", 1)
        assert [file.name for file in await _minute(officer)] == ["emergency-2026-0001-2026-02-06.pdf"]
        officer.sees("Printed: emergency-2026-0001")
        assert len(await _minute(officer)) == 1
    made = EmergencySheet.get()
    assert papers.sheet_of_duty(made.duty_id or 0) is not None


async def test_only_who_has_this_post_gets_the_sheet_h23(desk: Desk) -> None:
    site.choose(COMMAND_LINE, "shift_sheet", 1)
    async with at_the_desk(number="1031") as officer:
        assert await _minute(officer) == []


async def test_a_supervisor_sets_it_on_the_papers_screen_and_nobody_else_h23(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f8", "e")
        officer.sees("for a supervisor or manager")
    async with at_the_desk(number="1002") as officer:
        await officer.press("f8", "e", "1")
        officer.sees("Each duty begins with a printed emergency sheet.")
    assert site.setting("shift_sheet") == 1
