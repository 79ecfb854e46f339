"""Prints are recorded and numbered; lines of an emergency sheet are entered once, late, with their number (P4, H23)."""

from __future__ import annotations

import pytest

from db import duty_log, papers
from db.clock import HOUR, MINUTE
from db.connection import rows
from db.journal import COMMAND_LINE
from db.models.duty_log import LogEntry
from db.models.papers import EmergencySheet, Printout
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import START, Desk

DIGEST = "0" * 64


def test_every_print_is_in_the_journal_with_who_and_when_and_which_copy_p4_h22(desk: Desk) -> None:
    papers.record_print(desk.chen, "log", "log:front:2026-02-06", DIGEST)
    desk.clock.forward(30)
    papers.record_print(desk.li, "log", "log:front:2026-02-06", DIGEST)
    papers.record_print(COMMAND_LINE, "log", "log:guard:2026-02-06", DIGEST)
    first, again = papers.prints("log:front:2026-02-06")
    assert (first.copy, first.officer, first.at) == (1, "陈晓燕", START)
    assert (again.copy, again.officer, again.at) == (2, "李敏", START + 30 * MINUTE)
    assert papers.copies(["log:front:2026-02-06", "log:guard:2026-02-06", "keys:x"]) == {
        "log:front:2026-02-06": 2, "log:guard:2026-02-06": 1,
    }  # fmt: skip
    assert rows("SELECT count(*) FROM journal WHERE kind = 'paper.print'") == [(3,)]
    assert verify(desk.file).intact


def test_what_is_no_paper_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="letter is not a paper"):
        papers.record_print(desk.chen, "letter", "letter:1", DIGEST)
    assert Printout.select().count() == 0


def test_sheets_are_numbered_without_a_gap_over_all_posts_h23_l5(desk: Desk) -> None:
    made = [papers.new_sheet(desk.chen, post).label for post in (desk.front, desk.guard, desk.front)]
    assert made == ["2026-0001", "2026-0002", "2026-0003"]
    with pytest.raises(Refused, match="no such post"):
        papers.new_sheet(desk.chen, 99)
    assert papers.new_sheet(desk.chen, desk.front).label == "2026-0004"


def test_a_duty_begins_with_one_sheet_h23(desk: Desk) -> None:
    made = papers.new_sheet(desk.chen, desk.front, of_duty=True)
    assert made.duty_id is not None
    assert papers.sheet_of_duty(made.duty_id) == made
    with pytest.raises(Refused, match="its emergency sheet already"):
        papers.new_sheet(desk.chen, desk.front, of_duty=True)
    with pytest.raises(Refused, match="its emergency sheet already"):
        papers.new_sheet(desk.chen, desk.guard, of_duty=True)  # nobody has that post
    assert EmergencySheet.select().count() == 1


def test_a_line_of_a_sheet_is_late_names_sheet_and_line_and_keeps_its_own_time_h23_l3(desk: Desk) -> None:
    sheet = papers.new_sheet(desk.chen, desk.front)
    desk.clock.forward(5)
    line = papers.add_line(desk.chen, sheet.id, 4, "电梯困人", START + 3 * MINUTE)
    assert (line.paper, line.late, line.event_at, line.logged_at) == (
        "2026-0001-4", True, START + 3 * MINUTE, START + 5 * MINUTE,
    )  # fmt: skip
    assert papers.next_line(sheet) == 5
    assert papers.last_line(sheet) == line
    assert duty_log.entry(line.id).paper == "2026-0001-4"
    assert verify(desk.file).intact


def test_a_line_of_a_sheet_is_entered_once_h23(desk: Desk) -> None:
    sheet = papers.new_sheet(desk.chen, desk.front)
    papers.add_line(desk.chen, sheet.id, 4, "电梯困人", START)
    with pytest.raises(Refused, match="Line 4 of sheet 2026-0001 was entered already"):
        papers.add_line(desk.li, sheet.id, 4, "又一次", START)
    for line in (0, 31):
        with pytest.raises(Refused, match="has the lines 1 to 30"):
            papers.add_line(desk.chen, sheet.id, line, "第几行", START)
    assert LogEntry.select().where(LogEntry.paper != "").count() == 1


def test_the_database_itself_refuses_a_second_entry_of_one_line_h23(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "一", paper="2026-0001-4")
    with pytest.raises(Refused, match="The record does not allow this"):
        duty_log.write(desk.chen, desk.front, "二", paper="2026-0001-4")


def test_nothing_on_a_sheet_is_of_the_future_h23_l3(desk: Desk) -> None:
    sheet = papers.new_sheet(desk.chen, desk.front)
    with pytest.raises(Refused, match="has not come yet"):
        papers.add_line(desk.chen, sheet.id, 1, "电梯困人", START + HOUR)


@pytest.mark.parametrize("typed", ["1", "0001", "2026-0001", "２０２６-0001", " 1 "])
def test_a_sheet_is_found_by_the_number_at_its_head_h23(desk: Desk, typed: str) -> None:
    made = papers.new_sheet(desk.chen, desk.front)
    assert papers.sheet_numbered(typed) == made


@pytest.mark.parametrize(
    ("typed", "why"),
    [("2", "No sheet 2"), ("2025-0001", "No sheet"), ("one", "not the number"), ("", "not the number")],
)
def test_a_sheet_that_was_never_printed_is_refused_h23(desk: Desk, typed: str, why: str) -> None:
    papers.new_sheet(desk.chen, desk.front)
    with pytest.raises(Refused, match=why):
        papers.sheet_numbered(typed)
