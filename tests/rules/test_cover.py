"""Leaving a post: by whose leave, who stands in, for how long, and what a stand-in may not do (H10)."""

from __future__ import annotations

import pytest

from db.rules import cover as rules
from db.rules.words import Refused

MINUTE = 60_000


@pytest.mark.parametrize(
    ("reason", "words", "minutes", "approver", "role", "sentence"),
    [
        ("rest", "", 15, None, "officer", ""),
        ("rest", "", 16, None, "officer", "superior's leave"),
        ("meal", "", 10, None, "officer", "superior's leave"),
        ("meal", "", 30, (7, "leader"), "officer", ""),
        ("meal", "", 30, None, "leader", "superior's leave"),
        ("meal", "", 30, None, "supervisor", ""),
        ("meal", "", 30, (1, "supervisor"), "officer", "never by oneself"),
        ("meal", "", 30, (7, "officer"), "officer", "never by oneself"),
        ("scene", "", 0, (7, "leader"), "officer", "1 to 240 minutes"),
        ("scene", "", 241, (7, "leader"), "officer", "1 to 240 minutes"),
        ("other", "", 10, (7, "leader"), "officer", "Say why"),
        ("other", "取药", 10, (7, "leader"), "officer", ""),
        ("walk", "", 10, (7, "leader"), "officer", "no reason"),
    ],
)
def test_leave_stands_for_a_short_rest_and_is_given_for_anything_else_h10(
    reason: str, words: str, minutes: int, approver: tuple[int, str] | None, role: str, sentence: str
) -> None:
    if not sentence:
        rules.check_leave(reason, words, minutes, 15, 1, approver, role)
        return
    with pytest.raises(Refused, match=sentence):
        rules.check_leave(reason, words, minutes, 15, 1, approver, role)


@pytest.mark.parametrize(
    ("stand_in", "away", "covers", "sentence"),
    [(1, "", "", "for yourself"), (2, "护卫岗", "", "is away"), (2, "", "护卫岗", "stands in at 护卫岗 already")],
)
def test_the_stand_in_is_somebody_else_who_is_there_h10(stand_in: int, away: str, covers: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_stand_in(1, stand_in, "刘强", away=away, covers=covers)
    rules.check_stand_in(1, 2, "刘强", away="", covers="")


@pytest.mark.parametrize(("out", "allowed"), [(10, True), (5, True), (4, False), (11, False)])
def test_one_left_in_this_duty_and_not_in_the_future_h10(out: int, allowed: bool) -> None:
    if allowed:
        assert rules.check_left(out, 5, 10) == out
    else:
        with pytest.raises(Refused, match="between the beginning"):
            rules.check_left(out, 5, 10)


def test_a_stand_in_issues_no_entrusted_key_h10_k6() -> None:
    rules.check_keys("", ["entrusted"])
    rules.check_keys("前台", ["public", "restricted"])
    with pytest.raises(Refused, match="前台"):
        rules.check_keys("前台", ["public", "entrusted"])


@pytest.mark.parametrize(("taken", "gap"), [(0, 0), (1, 1), (MINUTE, 1), (MINUTE + 1, 2), (5 * MINUTE, 5)])
def test_the_time_before_the_stand_in_came_is_a_gap_h10(taken: int, gap: int) -> None:
    assert rules.gap_minutes(0, taken) == gap


@pytest.mark.parametrize(("back", "at", "over"), [(None, 5, 0), (None, 12, 2), (9, 99, 0), (15, 99, 5)])
def test_a_break_overruns_until_the_officer_is_back_h10(back: int | None, at: int, over: int) -> None:
    ends = back * MINUTE if back is not None else None
    assert rules.overrun_minutes(10 * MINUTE, ends, at * MINUTE) == over
