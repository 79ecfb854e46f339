"""The lock on a PIN, as a table of failures × time."""

from __future__ import annotations

import pytest

from db.rules.staff import Guard, check_code, check_pin, check_staff_no, on_clock, try_pin
from db.rules.words import Refused

DAY = 86_400_000


@pytest.mark.parametrize(("failures", "seconds"), [(3, 0), (4, 30), (5, 60), (6, 120), (8, 480), (9, 900), (14, 900)])
def test_the_lock_begins_at_the_fifth_failure_and_doubles_to_fifteen_minutes(failures: int, seconds: int) -> None:
    guard = try_pin(Guard(failures=failures), 1_000_000)
    assert max(0, guard.locked_until - 1_000_000) == seconds * 1000


def test_a_try_while_locked_is_refused_and_not_counted() -> None:
    with pytest.raises(Refused, match="wait 10 s"):
        try_pin(Guard(5, 5, 0, 20_000, 10_000, 10_000), 10_000)


def test_twenty_failures_a_day_need_a_manager_and_the_next_day_begins_at_nothing() -> None:
    with pytest.raises(Refused, match="manager"):
        try_pin(Guard(1, 20, 0, 0), 1000)
    assert try_pin(Guard(1, 20, 0, 0), DAY).today == 1


@pytest.mark.parametrize(
    ("now", "left"), [(50_000, 30_000), (60_000, 20_000), (80_000, 0), (49_999, 30_000), (0, 30_000), (10, 30_000)]
)
def test_a_lock_seen_at_fifty_seconds_has_the_same_time_left_on_a_clock_set_back(now: int, left: int) -> None:
    guard = on_clock(Guard(5, 5, 3, 80_000, 50_000, 50_000), now)
    assert guard.left(now) == left
    assert guard.seen_at == now


def test_a_clock_set_back_and_forward_again_has_gained_nothing() -> None:
    locked = try_pin(Guard(failures=4, seen_at=1_000_000, high=1_000_000), 1_000_000)
    back = on_clock(locked, 400_000)
    assert back.left(400_000) == 30_000
    assert on_clock(back, 1_010_000).left(1_010_000) == 20_000
    waited = on_clock(back, 430_000)
    assert waited.left(430_000) == 0
    again = try_pin(waited, 430_000)
    assert again.left(430_000) == 60_000
    assert on_clock(again, 1_000_000).left(1_000_000) == 60_000


@pytest.mark.parametrize(("at", "today", "day"), [(3 * DAY, 7, 3), (4 * DAY, 0, 4), (2 * DAY, 7, 3), (0, 7, 3)])
def test_the_failures_of_a_day_stand_on_a_clock_set_back(at: int, today: int, day: int) -> None:
    guard = on_clock(Guard(1, 7, 3, 0, 3 * DAY), at)
    assert (guard.today, guard.day) == (today, day)


@pytest.mark.parametrize(
    ("pin", "said"),
    [
        *(
            (pin, "six digits")
            for pin in ("", "12345", "1234567", "12345a", "１２３４５６", "12 456", "-12345", "²23456")
        ),
        *((pin, "follow each other") for pin in ("123456", "987654", "012345", "890123", "321098")),
        *((pin, "repeat") for pin in ("111111", "121212", "123123", "110110", "112211", "000007")),
        *((pin, "staff number") for pin in ("102437", "371024", "910247")),
    ],
)
def test_a_pin_that_is_none_or_the_first_one_tried_is_refused_with_its_reason(pin: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_pin(pin, "1024")


@pytest.mark.parametrize("pin", ["135790", "246802", "482913", "100245"])
def test_a_good_pin_is_taken(pin: str) -> None:
    assert check_pin(pin, "1024") == pin


@pytest.mark.parametrize(
    ("valid_to", "used_at", "said"), [(None, None, "used"), (99, 50, "used"), (60, None, "24 hours"), (61, None, None)]
)
def test_a_code_is_good_once_and_for_its_day(valid_to: int | None, used_at: int | None, said: str | None) -> None:
    if said is None:
        check_code(valid_to, used_at, 60)
    else:
        with pytest.raises(Refused, match=said):
            check_code(valid_to, used_at, 60)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Staff number is empty"), ("10-24", "1 to 12 digits or letters: 10-24"), ("1" * 13, "1 to 12 digits")],
)
def test_what_is_no_staff_number_is_refused_with_what_is_wrong(typed: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check_staff_no(typed)
