"""A phrase of the site is found by a few letters (L14)."""

from __future__ import annotations

import pytest

from db.rules import phrases as rules
from db.rules.words import Refused


@pytest.mark.parametrize(
    ("kind", "text", "letters", "initials", "found"),
    [
        ("sentence", "第_轮巡逻正常", "", "dlxlzc", "dlxlzc"),
        ("sentence", "第_轮巡逻正常", "XLZC", "dlxlzc", "xlzc"),
        ("sentence", "B2 地库正常", "", "b2dkzc", "bdkzc"),
        ("place", "荷塘", "ｈｔ", "ht", "ht"),
        ("place", "亭", "", "t", "t"),
    ],
)
def test_the_letters_are_those_given_or_the_initials_l14(
    kind: str, text: str, letters: str, initials: str, found: str
) -> None:
    assert rules.check(kind, text, letters, initials, []) == found


@pytest.mark.parametrize(
    ("kind", "text", "letters", "why"),
    [
        ("verse", "巡逻正常", "", "sentence or a place"),
        ("sentence", "已有", "", "already"),
        ("place", "第_栋", "", "no slots"),
        ("sentence", "_ _ _ _ _ 完", "", "at most 4"),
        ("sentence", "好", "h", "two letters"),
        ("sentence", "好的", "12", "two letters"),
    ],
)
def test_what_could_not_be_found_or_is_there_already_is_refused_l14(
    kind: str, text: str, letters: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        rules.check(kind, text, letters, "x", ["已有"])
