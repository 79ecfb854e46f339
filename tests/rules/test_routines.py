"""When a routine is due, what is owed of it, and when it is to be made up (L12)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db.rules import routines as rules
from db.rules.routines import Owed, Schedule
from db.rules.words import Refused

ZONE = ZoneInfo("Asia/Shanghai")
DAILY = Schedule("daily", 0, 7 * 60)


def at(text: str, zone: ZoneInfo = ZONE) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def said(moments: list[int]) -> list[str]:
    return [f"{datetime.fromtimestamp(moment / 1000, ZONE):%m-%d %H:%M}" for moment in moments]


@pytest.mark.parametrize(
    ("schedule", "after", "until", "due"),
    [
        (DAILY, "2026-02-06 07:00", "2026-02-08 07:00", ["02-07 07:00", "02-08 07:00"]),
        (Schedule("weekly", 1, 600), "2026-02-01", "2026-02-16 10:00", ["02-02 10:00", "02-09 10:00", "02-16 10:00"]),
        (Schedule("weekly", 7, 0), "2026-02-01 00:00", "2026-02-08", ["02-08 00:00"]),
        (Schedule("monthly", 31, 540), "2026-01-30", "2026-03-31 09:00", ["01-31 09:00", "02-28 09:00", "03-31 09:00"]),
        (Schedule("monthly", 29, 540), "2028-02-01", "2028-03-01", ["02-29 09:00"]),
        (DAILY, "2026-02-06 07:00", "2026-02-07 06:59", []),
    ],
)
def test_it_is_due_at_its_time_of_every_day_week_or_month_l12(
    schedule: Schedule, after: str, until: str, due: list[str]
) -> None:
    assert said(list(rules.times(schedule, at(after), at(until), ZONE))) == due


def test_the_clocks_of_summer_time_change_neither_its_hour_nor_how_often_it_is_due_l12() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = rules.times(
        Schedule("daily", 0, 150), at("2026-03-28 12:00", berlin), at("2026-03-30 12:00", berlin), berlin
    )
    assert [datetime.fromtimestamp(moment / 1000, berlin).day for moment in found] == [29, 30]


@pytest.mark.parametrize(
    ("since", "now", "owed"),
    [
        ("2026-02-06 07:00", "2026-02-06 18:59", None),
        ("2026-02-06 07:00", "2026-02-06 19:00", ("2026-02-07 07:00", "2026-02-07 07:00", 0)),
        ("2026-02-06 07:00", "2026-02-07 07:00", ("2026-02-07 07:00", "2026-02-07 07:00", 1)),
        ("2026-02-06 07:00", "2026-02-09 06:59", ("2026-02-07 07:00", "2026-02-08 07:00", 2)),
    ],
)
def test_what_nobody_did_is_owed_from_its_first_time_on_l12(
    since: str, now: str, owed: tuple[str, str, int] | None
) -> None:
    wanted = Owed(at(owed[0]), at(owed[1]), owed[2]) if owed else None
    assert rules.owed(DAILY, at(since), at(now), ZONE) == wanted


def test_after_its_hour_it_is_to_be_made_up_and_before_two_hours_it_is_refused_l12() -> None:
    due = at("2026-02-07 07:00")
    assert not rules.to_make_up(due, due + rules.GRACE - 1)
    assert rules.to_make_up(due, due + rules.GRACE)
    found = Owed(due, due, 0)
    assert rules.check_done(found, due - rules.EARLY) == found
    for nothing_yet in (found, None):
        with pytest.raises(Refused, match="not due yet"):
            rules.check_done(nothing_yet, due - rules.EARLY - 1)


def test_what_is_owed_does_not_vanish_behind_another_time_h16() -> None:
    rules.check_change(None)
    rules.check_change(Owed(1, 1, 0))
    with pytest.raises(Refused, match="is owed"):
        rules.check_change(Owed(1, 1, 1))


@pytest.mark.parametrize(
    ("every", "day", "minute"),
    [("hourly", 0, 0), ("weekly", 0, 0), ("weekly", 8, 0), ("monthly", 0, 0), ("monthly", 32, 0), ("daily", 0, 1440)],
)
def test_a_schedule_that_never_comes_is_refused(every: str, day: int, minute: int) -> None:
    with pytest.raises(Refused):
        rules.check_schedule(every, day, minute)
