"""What a template may hold, in which order, and how wide a count is."""

from __future__ import annotations

import pytest

from db.rules import templates as rules
from db.rules.tickets import OWED
from db.rules.words import Refused


@pytest.mark.parametrize("code", ["front", "guard", "maintenance", "archive"])
def test_a_supplied_template_says_each_line_in_both_languages_in_the_order_of_h18(code: str) -> None:
    plans = rules.plans(code)
    assert all(plan.label("zh") != plan.label("en") for plan in plans)
    places = [rules.SECTIONS.index(plan.section) for plan in plans]
    assert places == sorted(places)
    for plan in plans:
        rules.check_line(plan.section, plan.kind, plan.code, plan.digits, first=code == "front")


def test_the_front_desk_has_twelve_lines_five_of_them_counts_one_the_next_receipt_h4() -> None:
    counts = [plan.code for plan in rules.plans("front") if plan.kind == "count"]
    assert counts == ["key", "radio", "torch", "umbrella", "receipt"]
    assert len(rules.plans("front")) == 12


@pytest.mark.parametrize("code", OWED)
def test_what_a_paper_owes_has_a_word_in_the_record_t21(code: str) -> None:
    assert rules.word(f"owes.{code}", "zh") != rules.word(f"owes.{code}", "en")


@pytest.mark.parametrize("code", ["guard", "maintenance"])
def test_guard_and_maintenance_say_back_what_must_not_be_missed_h15(code: str) -> None:
    assert [plan.kind for plan in rules.plans(code)][-1] == "readback"


@pytest.mark.parametrize(
    ("section", "kind", "code", "digits", "first", "sentence"),
    [
        ("elsewhere", "state", "", 0, True, "section and a kind"),
        ("things", "guess", "", 0, True, "section and a kind"),
        ("things", "count", "radio", 0, False, "Only the first post"),
        ("things", "count", "cats", 0, True, "Only the first post"),
        ("things", "count", "", 0, False, "how many digits"),
        ("things", "count", "", 7, True, "how many digits"),
    ],
)
def test_a_line_no_handover_could_be_checked_by_is_refused_h4(
    section: str, kind: str, code: str, digits: int, first: bool, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_line(section, kind, code, digits, first=first)


def test_two_lines_of_one_name_an_empty_version_and_an_unchanged_one_are_refused() -> None:
    rules.check_label("Batons", ["Torches"])
    with pytest.raises(Refused, match="Batons stands"):
        rules.check_label("Batons", ["Batons"])
    rules.check_approval(["1. a"], [])
    with pytest.raises(Refused, match="without a line"):
        rules.check_approval([], ["1. a"])
    with pytest.raises(Refused, match="Nothing was changed"):
        rules.check_approval(["1. a"], ["1. a"])


@pytest.mark.parametrize(
    ("code", "own", "total", "width"),
    [("key", 0, 75, 2), ("key", 0, 99, 2), ("key", 0, 100, 3), ("receipt", 0, 0, 3), ("", 1, 0, 1), ("", 4, 0, 4)],
)
def test_a_count_ends_by_itself_at_its_width_h4(code: str, own: int, total: int, width: int) -> None:
    assert rules.digits(code, own, total) == width
