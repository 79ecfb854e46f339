"""Units, shifts, times and working days."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from db.rules.site import ShiftTimes, add_workdays, local, minute_of, next_time, parse_time, shift_at, unit_number
from db.rules.words import Refused

ZONE = ZoneInfo("Asia/Shanghai")
DAY, NIGHT = ShiftTimes(1, "白班", 480, 1200), ShiftTimes(2, "夜班", 1200, 1920)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


@pytest.mark.parametrize(("at", "year"), [(-(2**63), 1970), (2**63 - 1, 8999), (1_770_379_200_000, 2026)])
def test_what_is_no_time_is_shown_as_the_nearest_that_is(at: int, year: int) -> None:
    assert local(at, ZONE).year == year


@pytest.mark.parametrize("typed", ["6.2.1101", "6-2-1101", " 6 2 1101 ", "６．２．１１０１", "6。2。1101"])
def test_a_unit_typed_on_the_number_pad_is_the_unit(typed: str) -> None:
    assert unit_number(typed) == "6-2-1101"


@pytest.mark.parametrize(
    ("moment", "shift", "day"),
    [
        ("2026-02-06 08:00", 1, "2026-02-06"),
        ("2026-02-06 19:59", 1, "2026-02-06"),
        ("2026-02-06 20:00", 2, "2026-02-06"),
        ("2026-02-07 03:12", 2, "2026-02-06"),
        ("2026-02-07 07:59", 2, "2026-02-06"),
    ],
)
def test_the_small_hours_belong_to_the_evening_before(moment: str, shift: int, day: str) -> None:
    found = shift_at([DAY, NIGHT], at(moment), ZONE)
    assert found is not None
    assert (found[0].id, found[1].isoformat()) == (shift, day)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2240", "2026-02-06 22:40"),
        ("22:40", "2026-02-06 22:40"),
        ("0310", "2026-02-07 03:10"),
        ("02-05 2240", "2026-02-05 22:40"),
    ],
)
def test_an_event_time_is_the_last_such_time(typed: str, meant: str) -> None:
    assert parse_time(typed, at("2026-02-07 03:58"), ZONE) == at(meant)


@pytest.mark.parametrize("typed", ["", "25:00", "2261", "noon", "02-31 0800"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not a time"):
        parse_time(typed, at("2026-02-07 03:58"), ZONE)


def test_a_due_time_is_the_next_such_time() -> None:
    assert next_time("0100", at("2026-02-06 23:15"), ZONE) == at("2026-02-07 01:00")


@pytest.mark.parametrize(
    ("received", "ends"),
    [("2026-02-04 10:00", "2026-02-09"), ("2026-02-04 17:31", "2026-02-10"), ("2026-02-07 10:00", "2026-02-12")],
)
def test_working_days_skip_the_weekend_and_what_came_after_closing_counts_as_next_day_t18(
    received: str, ends: str
) -> None:
    due = add_workdays(at(received), 3, lambda day: day.weekday() < 5, ZONE, 17 * 60 + 30)
    assert local(due, ZONE).date() == date.fromisoformat(ends)


@pytest.mark.parametrize(("typed", "minute"), [("0700", 420), ("7:00", 420), ("7.05", 425), ("２３５９", 1439)])
def test_a_time_of_the_day_is_typed_as_it_comes(typed: str, minute: int) -> None:
    assert minute_of(typed) == minute


@pytest.mark.parametrize("typed", ["", "24:00", "0760", "x", "²²²²", "07000"])
def test_what_is_no_time_of_the_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not a time of the day"):
        minute_of(typed)
