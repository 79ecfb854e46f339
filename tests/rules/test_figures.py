"""The figures of service, each with its numerator and denominator (L8)."""

from __future__ import annotations

import pytest

from db.rules import figures as rules

DAY = 86_400_000
AT = 1_770_404_320_000


@pytest.mark.parametrize(
    ("marks", "numerator", "denominator", "unrecorded", "met"),
    [
        ([], 0, 0, 0, None),
        (["", ""], 0, 0, 2, None),
        (["three"] * 9 + ["late"], 9, 10, 0, True),
        (["three"] * 8 + ["late", "late", ""], 8, 10, 1, False),
    ],
)
def test_rings_are_not_recorded_unless_marked_and_reported_as_the_desks_own_l8(
    marks: list[str], numerator: int, denominator: int, unrecorded: int, met: bool | None
) -> None:
    one = rules.rings(marks, 90)
    assert (one.numerator, one.denominator, one.unrecorded, one.met) == (numerator, denominator, unrecorded, met)
    assert one.self_reported


@pytest.mark.parametrize(
    ("taken", "done", "numerator", "denominator"),
    [
        (AT - DAY, AT, 1, 1),
        (AT - DAY - 1, AT, 0, 1),
        (AT - DAY, None, 0, 0),
        (AT - DAY - 1, None, 0, 1),
        (AT - 5, AT, 1, 1),
    ],
)
def test_a_problem_that_still_has_its_24_hours_is_not_counted_yet_l8(
    taken: int, done: int | None, numerator: int, denominator: int
) -> None:
    one = rules.solved([(taken, done)], AT, 80)
    assert (one.numerator, one.denominator) == (numerator, denominator)


def test_callbacks_are_counted_as_far_as_they_can_be_recorded_l8() -> None:
    one = rules.callbacks([(True, True), (True, False), (False, False)], 100)
    assert (one.numerator, one.denominator, one.unrecorded, one.met) == (1, 2, 1, False)


@pytest.mark.parametrize(("valid", "met"), [(0, True), (9, True), (10, False)])
def test_valid_complaints_stay_below_their_target_l8(valid: int, met: bool) -> None:
    assert rules.complaints(valid, 1000, 1).met is met
