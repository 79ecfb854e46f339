"""Numbers of sheets and the times that stand on them (H23)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db.rules import papers as rules
from db.rules.words import Refused

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> int:
    """A moment of the winter of 2026, as `02-06 23:50`."""
    return int(datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).timestamp() * 1000)


@pytest.mark.parametrize(
    ("typed", "last", "happened"),
    [
        ("0342", None, "02-07 03:42"),  # today, before now
        ("2350", None, "02-06 23:50"),  # still to come today: it was yesterday
        ("0010", "02-06 23:50", "02-07 00:10"),  # lines follow one another over midnight
        ("2355", "02-06 23:50", "02-06 23:55"),
        ("0342", "02-05 22:00", "02-06 03:42"),  # entered two days later: after the line before, not today
        ("02-04 0342", "02-05 22:00", "02-04 03:42"),  # a date that is typed counts
        ("0630", "02-07 07:30", "02-07 06:30"),  # written down later than it happened
    ],
)
def test_a_time_on_a_sheet_follows_the_line_before_it_h23(typed: str, last: str | None, happened: str) -> None:
    before = at(last) if last else None
    assert rules.time_on_sheet(typed, last=before, now=at("02-07 08:00"), zone=ZONE) == at(happened)


@pytest.mark.parametrize(("typed", "meant"), [("31", (None, 31)), ("０031", (None, 31)), ("2026-0031", (2026, 31))])
def test_the_number_of_a_sheet_is_read_as_people_type_it_h23(typed: str, meant: tuple[int | None, int]) -> None:
    assert rules.parse_sheet(typed) == meant


@pytest.mark.parametrize(("line", "taken"), [(0, False), (31, False), (4, True)])
def test_a_line_that_is_not_there_or_was_entered_is_refused_h23(line: int, taken: bool) -> None:
    with pytest.raises(Refused):
        rules.check_line("2026-0031", line, 30, taken)
    rules.check_line("2026-0031", 4, 30, taken=False)
