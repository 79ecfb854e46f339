"""F2 and `;` through the keyboard: lines, errata, matters, phrases, filters; then the database is read."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from db import duty_log, site
from db.duty_log import LogFilter
from db.initials import initials
from screens import log_text, phrases
from screens.desk import Desk as StationDesk
from screens.words import _
from tests.conftest import Desk
from tests.screens.driver import Officer, at_the_desk

MINUTE = 60_000


def _lines(**where: Any) -> list[duty_log.EntryView]:
    return duty_log.page(LogFilter(**where), None, 99)


async def test_a_line_from_anywhere_is_two_keys_and_its_text(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.type(";lobby light off")
        await officer.press("enter")
        assert officer.keys == 2 + len("lobby light off")
        officer.sees("Saved as line 1", "lobby light off")
    assert [(line.text, line.author, line.kind) for line in _lines()] == [("lobby light off", "陈晓燕", "note")]


async def test_the_time_of_a_line_is_that_of_its_first_key_l3(desk: Desk) -> None:
    rang = desk.clock.at
    async with at_the_desk() as officer:
        await officer.type(";noise")
        desk.clock.forward(3)
        await officer.press("enter")
    line = _lines()[0]
    assert (line.event_at, line.logged_at, line.late) == (rang, rang + 3 * MINUTE, False)


async def test_a_late_line_takes_its_time_with_tab_and_says_so_l3(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f2", "n", "tab")
        await officer.type("1920")
        await officer.press("enter")
        await officer.type("parcel")
        await officer.press("enter")
        officer.sees("[late 20:00]", "19:20")
    assert _lines()[0].event_at == desk.clock.at - 40 * MINUTE


async def test_a_unit_typed_before_the_text_is_the_unit_of_the_line(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.type(";6.2.1101 leak")
        await officer.press("enter")
        await officer.type(";3.5 tons of sand")
        await officer.press("enter")
    assert [(line.unit, line.text) for line in _lines()] == [("", "3.5 tons of sand"), ("6-2-1101", "leak")]


async def test_a_parked_line_comes_back_with_its_time_and_an_untouched_erratum_is_no_draft_l15(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f2", "n", "tab")
        await officer.type("1920")
        await officer.press("enter")
        await officer.type("parcel")
        await officer.press("escape", "'")
        officer.sees("parcel", "1920")
        await officer.press("enter", "e", "escape")
        officer.sees_not("parked")
    assert _lines()[0].event_at == desk.clock.at - 40 * MINUTE


async def test_a_time_to_come_is_refused_and_nothing_typed_is_lost_l3(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.type(";later")
        await officer.press("tab")
        await officer.type("2030")
        await officer.press("enter")
        officer.sees("not come yet", "later")
    assert _lines() == []


async def test_a_chinese_sentence_takes_eleven_keys_without_an_input_method_l14(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.type(";xlzc")
        officer.sees("第_轮巡逻正常 _")
        await officer.press("enter", "4", "enter")
        await officer.type("lm")
        officer.sees("1 李敏")
        await officer.press("enter")
        assert officer.keys == 11
    assert _lines()[0].text == "第4轮巡逻正常 李敏"


async def test_what_was_typed_stands_where_no_phrase_fits_or_its_digit_is_pressed_l14(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.type(";okok")
        await officer.press("enter")
        await officer.type(";xlzc2")
    assert [line.text for line in _lines()] == ["xlzc", "okok"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_initials_of_every_phrase_and_place_are_its_own_l14(language: str) -> None:
    for written, text in (*phrases.SENTENCES[language], *phrases.PLACES[language]):
        assert written == initials(text)


def test_places_are_offered_by_initials_and_english_ones_by_name_too_l14(desk: Desk) -> None:
    book = phrases.Phrases(StationDesk(site.read(), site.read().posts[0]))
    assert [c.text for c in book.places("cf")] == ["厨房", "车房", "厨房阳台", "cf"]
    assert not book.places("6")
    book.language = "en"
    assert [c.text for c in book.places("kitch")] == ["Kitchen", "Kitchen balcony", "kitch"]


async def test_a_star_opens_a_matter_and_closes_it_again_l1(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.type(";*drunk visitor")
        await officer.press("enter", "f2")
        officer.sees("Abnormal", "drunk visitor")
        await officer.press("+")
        officer.sees("Follow-up", "#1 drunk visitor")
        await officer.type("friend called")
        await officer.press("enter", "*")
        officer.sees("Close the matter", "#1 drunk visitor")
        await officer.type("fetched by a friend")
        await officer.press("enter")
        officer.sees("is closed")
    assert duty_log.open_matters() == []
    assert [(line.text, line.follows_number) for line in _lines()][:2] == [
        ("fetched by a friend", 1), ("friend called", 1),
    ]  # fmt: skip


async def test_a_star_on_an_ordinary_line_makes_it_a_matter_l1(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "smoke detector 3-12")
    async with at_the_desk() as officer:
        await officer.press("f2", "*")
        officer.sees("is followed until it is closed")
    assert [matter.number for matter in duty_log.open_matters()] == [1]


async def test_an_erratum_is_three_keys_and_the_old_text_stays_readable_l2(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "round 2 normal")
    async with at_the_desk() as officer:
        await officer.press("f2", "e")
        officer.sees("round 2 normal", "the old text stays readable")
        await officer.press(*["backspace"] * len("2 normal"))
        await officer.type("1 normal")
        await officer.press("enter", "1")
        officer.sees("round 1 normal", "[erratum: slip of the pen]")
        await officer.press("enter")
        officer.sees("by 陈晓燕: slip of the pen", "it read: round 2 normal")
    line = _lines()[0]
    assert (line.text, line.errata[0].old_text, line.errata[0].reason) == ("round 1 normal", "round 2 normal", "slip")


async def test_a_fourth_reason_is_said_in_words_l2(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "parcel")
    async with at_the_desk() as officer:
        await officer.press("f2", "e")
        await officer.type("s")
        await officer.press("enter", "4")
        await officer.type("two of them")
        await officer.press("enter")
    assert _lines()[0].errata[0].reason == "two of them"


async def test_a_leader_reviews_and_an_officer_is_told_why_not_l4(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "parcel")
    async with at_the_desk() as officer:
        await officer.press("f2", "r")
        officer.sees("reviewed by a leader or above")
    async with at_the_desk(number="1007") as leader:
        await leader.press("f2", "/", "enter", "u", "r")
        leader.sees("Line 1 is reviewed", "0 in all")
    assert _lines()[0].reviewed_by == "孙伟"


async def test_lines_are_found_by_words_kind_and_officer(desk: Desk) -> None:
    for n in range(30):
        duty_log.write(desk.chen, desk.front, f"round {n} normal", kind="patrol")
    duty_log.write(desk.li, desk.guard, "water 6-2 normal")
    async with at_the_desk() as officer:
        await officer.press("f2")
        officer.sees("30 in all", "round 29 normal")
        officer.sees_not("water")
        await officer.type("/normal")
        await officer.press("enter", "a")
        officer.sees("31 in all", "water 6-2 normal", "all posts")
        await officer.press("/", "tab", "tab", "tab")
        await officer.type("lm")
        await officer.press("enter", "enter", "a")
        officer.sees(" 1 in all", "water")
        officer.sees_not("round")
        await officer.press("/", "enter", "enter")
        officer.sees("30 in all")


async def test_digits_go_to_a_line_and_a_date_goes_to_its_day(desk: Desk) -> None:
    for n in range(60):
        duty_log.write(desk.chen, desk.front, f"line {n}", event_at=desk.clock.at - (60 - n) * 60 * MINUTE)
    async with at_the_desk() as officer:
        await officer.press("f2", "7", "enter")
        officer.sees("line 6 ", "line 0")
        officer.sees_not("line 7 ")
        await officer.press("t")
        await officer.type("02-05")
        await officer.press("enter")
        officer.sees("02-05 Log", ">  40       23:00")
        officer.sees_not(" 00:00")
        await officer.press("9", "9", "enter")
        officer.sees("no line 99")


async def test_the_date_stands_where_the_day_changes_and_above_the_top_of_every_page(desk: Desk) -> None:
    for hours in range(1, 50):
        duty_log.write(desk.chen, desk.front, f"line {hours}", event_at=desk.clock.at - hours * 60 * MINUTE)
    async with at_the_desk() as officer:
        await officer.press("f2")
        assert _dated(officer) == ["02-06 Log  前台", ">   1       19:00"]
        await officer.press("pagedown")
        assert _dated(officer) == ["02-05 Log  前台", ">  21       23:00"]
        await officer.press("down")
        assert _dated(officer) == ["02-05 Log  前台", "   21       23:00"]
        await officer.press("pagedown", "up")
        assert _dated(officer) == ["02-05 Log  前台", ">  41       03:00", "   45 02-04 23:00"]


async def test_a_list_that_goes_on_by_a_row_says_the_date_of_its_top_at_once(desk: Desk) -> None:
    for hours in range(1, 50):
        duty_log.write(desk.chen, desk.front, f"line {hours}", event_at=desk.clock.at - hours * 60 * MINUTE)
    async with at_the_desk() as officer:
        await officer.press("f2", "pagedown", *["down"] * 24)
        assert _dated(officer) == ["02-05 Log  前台", "   26       18:00", ">  45 02-04 23:00"]
        await officer.press(*["down"] * 20)
        assert [line[6:11] for line in officer.lines()].count("02-04") == 1


async def test_in_another_year_the_title_has_that_of_the_lines(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "late", event_at=desk.clock.at)
    async with at_the_desk() as officer:
        await officer.press("f2")
        assert officer.lines()[1].startswith("02-06 Log  前台    ")
        desk.clock.forward(365 * 24 * 60)
        officer.app._minute()
        await officer.settle()
        assert officer.lines()[1].startswith("02-06 Log  前台  2026  ")


def _dated(officer: Officer) -> list[str]:
    """The title and the top line, and the lines that have a date."""
    _header, title, top, *lines = (line[:17].rstrip() for line in officer.lines())
    return [title, top, *(line for line in lines if line[6:11].startswith("02-"))]


async def test_a_place_that_is_the_post_itself_is_said_only_among_other_posts_and_there_always(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.guard, "round done")
    for place in ("前台", "大堂"):
        duty_log.write(desk.chen, desk.front, "swept", place=place)
    async with at_the_desk() as officer:
        await officer.press("f2")
        assert [line[28:].split() for line in officer.lines()[2:4]] == [["大堂", "swept"], ["swept"]]
        await officer.press("/", "enter", "a")
        assert [line[28:].split()[0] for line in officer.lines()[2:5]] == ["大堂", "前台", "护卫岗"]


async def test_a_text_that_is_cut_says_so(desk: Desk) -> None:
    for cells in (42, 43):
        duty_log.write(desk.chen, desk.front, "x" * cells)
    async with at_the_desk() as officer:
        await officer.press("f2")
        assert [line[-3:] for line in officer.lines()[2:4]] == ["x..", "xxx"]


async def test_what_is_damaged_becomes_a_ticket_from_its_line_l13(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "lobby door stuck", place="大堂门", kind="patrol")
    async with at_the_desk() as officer:
        await officer.press("f2", "b")
        await officer.press("enter", "enter", "1", "3", "enter", "enter", "1", "enter")
        officer.sees("R-0001")
    line = _lines()[0]
    assert (line.text, line.follows_number, line.place) == ("R-0001 lobby door stuck", 1, "大堂门")


async def test_every_shortcut_says_what_it_does_and_the_screen_stands_in_24_lines(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "字" * 200, unit="6-2-1101")
    async with at_the_desk() as officer:
        await officer.press("f2")
        assert len(officer.lines()) == 24
        officer.sees("Log", "前台", "1 this duty")
        await officer.press("?")
        officer.sees("Correct the line by an erratum")


@pytest.mark.parametrize(("language", "cells"), [("en", 9), ("zh", 2)])
async def test_a_list_names_the_kind_of_each_line_in_the_order_of_the_kinds(
    desk: Desk, language: str, cells: int
) -> None:
    async with at_the_desk(language):
        short, named = _(log_text.IN_LIST).split(), [full for kind, full in log_text.KINDS.items() if kind != "call"]
        assert len({*short}) == len(short)
        assert max(map(cell_len, short)) == cells
        assert all({*word} <= {*_(full)} for full, word in zip(named, short, strict=True))
