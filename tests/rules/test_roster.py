"""The roster: which shift follows which, who may write it, and who cannot be at two posts at once (H1)."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules import roster as rules
from db.rules.site import ShiftTimes
from db.rules.words import Refused

DAY, NIGHT = ShiftTimes(1, "白班", 480, 1200), ShiftTimes(2, "夜班", 1200, 1920)
FRIDAY, SATURDAY = date(2026, 2, 6), date(2026, 2, 7)


def test_the_shift_that_relieves_is_the_next_one_of_the_post_h1() -> None:
    assert rules.following((DAY, NIGHT), 1, FRIDAY) == (2, FRIDAY)
    assert rules.following((NIGHT, DAY), 2, FRIDAY) == (1, SATURDAY)
    assert rules.following((NIGHT,), 2, FRIDAY) == (2, SATURDAY)
    assert rules.following((DAY, NIGHT), None, FRIDAY) is None


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((FRIDAY, DAY), (FRIDAY, DAY), True),
        ((FRIDAY, DAY), (FRIDAY, NIGHT), False),
        ((FRIDAY, NIGHT), (SATURDAY, DAY), False),
        ((FRIDAY, NIGHT), (SATURDAY, ShiftTimes(3, "早班", 420, 900)), True),
        ((SATURDAY, ShiftTimes(3, "早班", 420, 900)), (FRIDAY, NIGHT), True),
    ],
)
def test_two_shifts_meet_across_midnight_too_h1(
    one: tuple[date, ShiftTimes], other: tuple[date, ShiftTimes], meet: bool
) -> None:
    assert rules.overlap(one, other) is meet


def test_a_week_begins_on_monday() -> None:
    assert rules.monday(FRIDAY) == date(2026, 2, 2)
    assert rules.monday(date(2026, 2, 2)) == date(2026, 2, 2)


def test_what_is_past_stays_as_it_was_h1() -> None:
    rules.check_date(FRIDAY, FRIDAY)
    with pytest.raises(Refused, match="2026-02-06 is past"):
        rules.check_date(FRIDAY, SATURDAY)


@pytest.mark.parametrize(
    ("role", "officer", "approver", "approver_role", "before", "sentence"),
    [
        ("officer", 2, 7, "leader", 1, ""),
        ("officer", 2, 7, "officer", 1, "approved by a leader"),
        ("leader", 2, 2, "leader", 1, "does not swap"),
        ("leader", 2, 1, "leader", 1, "does not swap"),
        ("supervisor", 2, 2, "supervisor", 1, ""),
        ("officer", 2, 7, "leader", None, "nothing to swap"),
        ("officer", 1, 7, "leader", 1, "rostered for the shift already"),
    ],
)
def test_a_swap_changes_somebody_with_a_superiors_leave_h1(
    role: str, officer: int, approver: int, approver_role: str, before: int | None, sentence: str
) -> None:
    if not sentence:
        rules.check_swap(role, officer, approver, approver_role, before)
        return
    with pytest.raises(Refused, match=sentence):
        rules.check_swap(role, officer, approver, approver_role, before)


def test_nobody_is_rostered_twice_for_the_same_time_h1() -> None:
    rules.check_clash("李敏", "")
    with pytest.raises(Refused, match="护卫岗 夜班 02-06 at the same time"):
        rules.check_clash("李敏", "护卫岗 夜班 02-06")
