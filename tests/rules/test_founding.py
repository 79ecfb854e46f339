"""Posts and zones as people type them in the first run."""

from __future__ import annotations

import pytest

from db.rules.founding import check_zone, parse_post
from db.rules.words import Refused


@pytest.mark.parametrize(
    ("typed", "name", "shifts"),
    [
        ("Gate 08-20 20-08", "Gate", [("08-20", 480, 1200), ("20-08", 1200, 1920)]),
        ("东门 护卫 07:30-19:30", "东门 护卫", [("07:30-19:30", 450, 1170)]),
        ("前台　０８－２０", "前台", [("08-20", 480, 1200)]),
        ("Night 0-24", "Night", [("0-24", 0, 1440)]),
        ("All day 08-08", "All day", [("08-08", 480, 1920)]),
    ],
)
def test_a_post_is_its_name_and_its_shifts(typed: str, name: str, shifts: list[tuple[str, int, int]]) -> None:
    assert parse_post(typed) == (name, tuple(shifts))


@pytest.mark.parametrize("typed", ["Gate", "08-20", "Gate 25-08", "Gate 08:75-20", "Gate 08-20 26-30"])
def test_what_is_no_post_or_shift_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="08-20"):
        parse_post(typed)


@pytest.mark.parametrize("name", ["", "Shanghai", "../etc/passwd", "Asia/Nowhere", "/etc/localtime"])
def test_what_is_no_time_zone_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(Refused, match="Asia/Shanghai"):
        check_zone(name)


def test_a_time_zone_is_taken_without_its_blanks() -> None:
    assert check_zone(" Asia/Shanghai ") == "Asia/Shanghai"
