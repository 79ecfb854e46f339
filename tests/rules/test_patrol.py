"""A patrol round says its number, who walked it, and what was found (L13)."""

from __future__ import annotations

import pytest

from db.rules import patrol as rules
from db.rules.words import Refused


@pytest.mark.parametrize(
    ("language", "state", "said"),
    [
        ("zh", "normal", "第3轮巡逻正常 刘强"),
        ("zh", "damaged", "第3轮巡逻 刘强: 灯坏"),
        ("en", "broken_off", "Patrol round 3 broken off, 刘强: 灯坏"),
    ],
)
def test_a_round_is_one_line_in_the_language_of_the_site_l13(language: str, state: str, said: str) -> None:
    assert rules.line(language, 3, "刘强", state, "灯坏") == said


@pytest.mark.parametrize(
    ("number", "state", "found", "why"),
    [
        (0, "normal", "", "1 to 99"),
        (100, "normal", "", "1 to 99"),
        (1, "fine", "", "not fine"),
        (1, "damaged", " ", "found"),
    ],
)
def test_a_round_without_number_or_without_what_was_found_is_refused_l13(
    number: int, state: str, found: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        rules.check(number, state, found)
