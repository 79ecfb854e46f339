"""Periods of the papers that write themselves: bounds, numbers and the one before (P1, P2, P3)."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules import reports as rules
from db.rules.words import Refused


@pytest.mark.parametrize(
    ("of", "day", "number", "first", "last"),
    [
        (rules.week, "2026-02-06", "2026-W06", "2026-02-02", "2026-02-08"),
        (rules.week, "2027-01-01", "2026-W53", "2026-12-28", "2027-01-03"),
        (rules.month, "2028-02-29", "2028-02", "2028-02-01", "2028-02-29"),
        (rules.month, "2026-12-31", "2026-12", "2026-12-01", "2026-12-31"),
        (rules.quarter, "2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31"),
        (rules.quarter, "2026-10-01", "2026-Q4", "2026-10-01", "2026-12-31"),
        (rules.year, "2026-07-01", "2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_day_stands_for_its_period_and_the_number_for_the_same(
    of: object, day: str, number: str, first: str, last: str
) -> None:
    period = of(date.fromisoformat(day))  # type: ignore[operator]
    assert (period.number, str(period.first), str(period.last)) == (number, first, last)
    assert rules.parse(number) == rules.parse(f" {number.lower()} ") == period


@pytest.mark.parametrize(
    ("number", "before"),
    [
        ("2026-W01", "2025-W52"),
        ("2026-03", "2026-02"),
        ("2026-01", "2025-12"),
        ("2026-Q1", "2025-Q4"),
        ("2026", "2025"),
    ],
)
def test_a_period_is_compared_with_the_same_kind_before_it(number: str, before: str) -> None:
    assert rules.before(rules.parse(number)).number == before


@pytest.mark.parametrize("typed", ["", "2026-W54", "2026-13", "2026-00", "2026-Q5", "26", "2026-02-06", "x", "0000"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="is no period"):
        rules.parse(typed)


def test_complaints_are_not_summed_up_by_week_p2() -> None:
    with pytest.raises(Refused, match="not by week"):
        rules.check_complaints(rules.parse("2026-W06"))
