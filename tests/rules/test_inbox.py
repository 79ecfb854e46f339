"""The daily sheet as rules: what a day is, who signs it, what stands on it first."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from db.rules import inbox as rules
from db.rules.day_sheet import KINDS, Phrase, each_once, hours, marked, matter, phrase
from db.rules.site import ShiftTimes, at_local
from db.rules.words import Refused

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 2, 6)
DAY_SHIFT, NIGHT = ShiftTimes(1, "day", 480, 1200), ShiftTimes(2, "night", 1200, 1920)


def test_a_day_begins_with_its_first_shift_and_ends_where_the_next_begins() -> None:
    span = rules.span(DAY, [NIGHT, DAY_SHIFT], ZONE)
    assert span.start == at_local(DAY, 480, ZONE)
    assert span.end == rules.span(date(2026, 2, 7), [DAY_SHIFT, NIGHT], ZONE).start


def test_a_day_is_over_when_its_longest_shift_is() -> None:
    late = ShiftTimes(3, "late", 1260, 1980)
    assert rules.span(DAY, [DAY_SHIFT, late, NIGHT], ZONE).over == at_local(DAY, 1980, ZONE)


@pytest.mark.parametrize("text", ["", "6.2.", "2026-02-30", "yesterday"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="not a date"):
        rules.parse_day(text)


@pytest.mark.parametrize(
    ("role", "acting", "office"),
    [
        ("supervisor", False, "supervisor"),
        ("manager", False, "manager"),
        ("leader", True, "supervisor"),
        ("maintenance", True, "supervisor"),
    ],
)
def test_each_office_signs_and_a_stand_in_says_so_h8(role: str, acting: bool, office: str) -> None:
    assert rules.office(role, acting=acting) == office


@pytest.mark.parametrize(
    ("role", "acting", "sentence"),
    [
        ("supervisor", True, "hold this office"),
        ("manager", True, "hold this office"),
        ("leader", False, "as acting"),
        ("maintenance", False, "as acting"),
        ("officer", False, "signed by"),
        ("officer", True, "signed by"),
    ],
)
def test_others_do_not_sign_the_day_h8(role: str, acting: bool, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.office(role, acting=acting)


@pytest.mark.parametrize(
    ("at", "signed_by", "sentence"),
    [(99, None, "not over"), (100, "何芳", "signed already by 何芳"), (99, "何芳", "not over")],
)
def test_a_day_is_signed_after_its_end_and_once_h8(at: int, signed_by: str | None, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_can_sign("2026-02-06", 100, at, signed_by, other_office=False)


@pytest.mark.parametrize(
    ("ends", "first_duty", "owed"), [(100, None, False), (100, 100, False), (100, 99, True), (100, 101, False)]
)
def test_a_shift_owes_a_record_only_if_the_station_was_at_work_h1(
    ends: int, first_duty: int | None, owed: bool
) -> None:
    assert rules.expected(ends, first_duty) is owed


@pytest.mark.parametrize(("at", "standing"), [(99, "running"), (100, "missing")])
def test_a_shift_without_record_is_missing_only_after_its_end_h1(at: int, standing: str) -> None:
    assert rules.standing(100, at) == standing


def test_matters_stand_in_the_order_of_their_severity_h8() -> None:
    found = [matter(kind, kind, "", Phrase("x")) for kind in reversed(KINDS)]
    assert [one.source for one in each_once(found)] == list(KINDS)


def test_one_record_wrong_in_two_ways_is_one_matter_that_says_both_h8() -> None:
    overdue = matter("overdue", "key:1", "", Phrase("overdue"), Phrase("out"))
    unsigned = matter("unsigned", "key:1", "", Phrase("unsigned"), Phrase("owed"))
    (one,) = each_once([overdue, unsigned])
    assert (one.text(str), one.status.msgid, one.severity) == ("unsigned; overdue", "owed", KINDS.index("unsigned"))


def test_only_what_was_opened_is_marked_as_seen_h8() -> None:
    matters = [matter("slip", "ticket:1", "", Phrase("a")), matter("slip", "ticket:2", "", Phrase("b"))]
    assert [(one.seen, one.note) for one in marked(matters, {"ticket:2": "ask"})] == [(False, ""), (True, "ask")]


def test_words_of_people_are_never_read_as_placeholders() -> None:
    said = phrase("{what}: {inner}", what="{0} {x}", inner=phrase("<{y}>", y="{"))
    assert said.said(str) == "{0} {x}: <{>"


@pytest.mark.parametrize(("minutes", "said"), [(0, "0:00"), (-5, "0:00"), (135, "2:15"), (3000, "50:00")])
def test_a_length_of_time_is_hours_and_minutes(minutes: int, said: str) -> None:
    assert hours(minutes * 60_000) == said
