"""The lock on a PIN, as a table of failures × time."""

from __future__ import annotations

import pytest

from db.rules.staff import Guard, check_pin, try_pin
from db.rules.words import Refused


@pytest.mark.parametrize(("failures", "seconds"), [(3, 0), (4, 30), (5, 60), (6, 120), (8, 480), (9, 900), (14, 900)])
def test_the_lock_begins_at_the_fifth_failure_and_doubles_to_fifteen_minutes(failures: int, seconds: int) -> None:
    guard = try_pin(Guard(failures=failures), 1_000_000)
    assert max(0, guard.locked_until - 1_000_000) == seconds * 1000


def test_a_try_while_locked_is_refused_and_not_counted() -> None:
    with pytest.raises(Refused, match="wait 10 s"):
        try_pin(Guard(5, 5, 0, 20_000), 10_000)


def test_twenty_failures_a_day_need_a_manager_and_the_next_day_begins_at_nothing() -> None:
    with pytest.raises(Refused, match="manager"):
        try_pin(Guard(1, 20, 0, 0), 1000)
    assert try_pin(Guard(1, 20, 0, 0), 86_400_000).today == 1


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "１２３４５６", "111111", "123456", "987654"])
def test_a_pin_that_is_none_or_too_easy_is_refused(pin: str) -> None:
    with pytest.raises(Refused):
        check_pin(pin)


def test_a_good_pin_is_taken() -> None:
    assert check_pin("135790") == "135790"
