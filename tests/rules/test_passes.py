"""Temporary passes (G1) as tables: how one stands, and what an end may be."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db.rules import passes as rules
from db.rules.words import Refused

ZONE = ZoneInfo("Asia/Shanghai")


def at(said: str) -> int:
    return int(datetime.fromisoformat(said).replace(tzinfo=ZONE).timestamp() * 1000)


NOW = at("2026-02-06 20:00")


@pytest.mark.parametrize(
    ("begins", "ends", "returned", "state"),
    [(0, 20, None, "valid"), (0, 10, None, "valid"), (0, 9, None, "overdue"), (11, 20, None, "early"),
     (0, 9, 9, "returned"), (0, 20, 5, "returned")],
)  # fmt: skip
def test_a_pass_is_valid_from_its_beginning_to_its_end_until_it_is_given_back_g1(
    begins: int, ends: int, returned: int | None, state: str
) -> None:
    assert rules.state(begins, ends, returned, 10) == state


@pytest.mark.parametrize(
    ("typed", "end"),
    [("1", "2026-02-06 23:59"), ("７", "2026-02-12 23:59"), ("2130", "2026-02-06 21:30"), ("18:00", "2026-02-07 18:00"),
     ("03-15", "2026-03-15 23:59"), ("01-10", "2027-01-10 23:59"), ("2026-12-31", "2026-12-31 23:59")],
)  # fmt: skip
def test_the_end_is_days_a_time_or_a_date_g1(typed: str, end: str) -> None:
    assert rules.until(typed, NOW, ZONE) == at(end)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("0", "1 to 366"), ("999", "1 to 366"), ("soon", "no date"), ("02-30", "no date"), ("2026-02-05", "is past"),
     ("2031-01-01", "1 to 366"), ("2560", "not a time")],
)  # fmt: skip
def test_another_end_is_refused_with_what_to_type_g1(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        rules.until(typed, NOW, ZONE)


def test_a_beginning_is_a_date_from_today_on_g1() -> None:
    assert rules.begins("02-06", NOW, ZONE) == NOW
    assert rules.begins("02-09", NOW, ZONE) == at("2026-02-09 00:00")
    with pytest.raises(Refused, match="is past"):
        rules.begins("2026-02-05", NOW, ZONE)
