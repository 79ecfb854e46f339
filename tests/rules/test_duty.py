"""Which shift a duty is, also when its relief comes early (H1)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from db.rules.duty import shift_begun
from db.rules.site import ShiftTimes

ZONE = ZoneInfo("Asia/Shanghai")
DAY, NIGHT = ShiftTimes(1, "白班", 480, 1200), ShiftTimes(2, "夜班", 1200, 1920)
LATE = ShiftTimes(3, "中班", 900, 1380)
FRIDAY, SATURDAY = date(2026, 2, 6), date(2026, 2, 7)
DAY_DUTY, NIGHT_DUTY = (1, FRIDAY), (2, FRIDAY)


def begun(shifts: list[ShiftTimes], moment: str, relieved: tuple[int | None, date] | None) -> tuple[int, date] | None:
    at = int(datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=ZONE).timestamp() * 1000)
    found = shift_begun(shifts, at, ZONE, relieved)
    return (found[0].id, found[1]) if found else None


@pytest.mark.parametrize(
    ("moment", "relieved", "meant"),
    [
        ("02-06 20:05", DAY_DUTY, (2, FRIDAY)),
        ("02-06 19:30", DAY_DUTY, (2, FRIDAY)),
        ("02-06 19:29", DAY_DUTY, (2, FRIDAY)),
        ("02-06 18:00", DAY_DUTY, (2, FRIDAY)),
        ("02-06 17:59", DAY_DUTY, (1, FRIDAY)),
        ("02-07 06:15", NIGHT_DUTY, (1, SATURDAY)),
        ("02-06 23:40", NIGHT_DUTY, (2, FRIDAY)),
        ("02-07 09:00", NIGHT_DUTY, (1, SATURDAY)),
        ("02-06 19:15", None, (1, FRIDAY)),
        ("02-06 19:30", None, (2, FRIDAY)),
        ("02-06 19:15", (None, FRIDAY), (1, FRIDAY)),
    ],
)
def test_early_relief_has_the_next_shift_and_who_steps_in_amid_a_shift_its_rest_h1(
    moment: str, relieved: tuple[int | None, date] | None, meant: tuple[int, date]
) -> None:
    assert begun([DAY, NIGHT], moment, relieved) == meant


def test_shifts_that_overlap_follow_each_other_h1() -> None:
    assert begun([DAY, LATE], "02-06 15:10", DAY_DUTY) == (3, FRIDAY)


@pytest.mark.parametrize(("moment", "meant"), [("02-06 19:15", (1, FRIDAY)), ("02-06 20:00", None)])
def test_the_only_shift_of_a_post_is_not_followed_by_tomorrows_h1(moment: str, meant: tuple[int, date] | None) -> None:
    assert begun([DAY], moment, DAY_DUTY) == meant
