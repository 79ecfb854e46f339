"""The clocks of tickets on the real calendar of 2026, an override, and a year nobody knows yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import is_workday as statutory

from db.rules import sla
from db.rules.sla import Calendar, Clock, Facts

ZONE = ZoneInfo("Asia/Shanghai")
TERMS = {
    "urgent_hours": 24,
    "ordinary_days": 3,
    "answer_workdays": 3,
    "defect_days": 15,
    "major_days": 30,
    "closing_minute": 17 * 60 + 30,
}
CALENDAR = Calendar(statutory, ZONE, TERMS)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


def due(found: list[Clock]) -> dict[str, str]:
    return {clock.name: f"{datetime.fromtimestamp(clock.due_at / 1000, ZONE):%m-%d %H:%M}" for clock in found}


REPAIR = Facts("repair", "ordinary", at("2026-02-06 20:00"))
COMPLAINT = Facts("complaint", "general", at("2026-02-06 10:00"))


@pytest.mark.parametrize(
    ("grade", "expected"),
    [("urgent", {"urgent fix": "02-07 20:00"}), ("ordinary", {"fix": "02-09 20:00"})],
)
def test_a_repair_has_24_hours_or_three_calendar_days_from_creation_t1(grade: str, expected: dict[str, str]) -> None:
    assert due(sla.clocks(replace(REPAIR, grade=grade), CALENDAR)) == expected


def test_the_terms_are_the_sites_own_t1() -> None:
    slower = Calendar(statutory, ZONE, TERMS | {"ordinary_days": 5})
    assert due(sla.clocks(REPAIR, slower)) == {"fix": "02-11 20:00"}


def test_a_repairs_clock_stops_at_work_done_not_at_paperwork_t1() -> None:
    done = replace(REPAIR, done_at=at("2026-02-07 09:00"))
    assert [clock.met_at for clock in sla.clocks(done, CALENDAR)] == [at("2026-02-07 09:00")]
    assert sla.nearest(sla.clocks(done, CALENDAR)) is None


@pytest.mark.parametrize(
    ("created", "look", "answer"),
    [
        ("2026-02-06 10:00", "02-06 17:30", "02-11 17:30"),  # a Friday; the weekend is none
        ("2026-02-06 17:30", "02-09 17:30", "02-12 17:30"),  # closing time has come: counts as Monday's
        ("2026-02-07 10:00", "02-09 17:30", "02-12 17:30"),  # a Saturday
        ("2026-02-12 10:00", "02-12 17:30", "02-24 17:30"),  # 13th, make-up Saturday 14th, then nine days off
        ("2026-02-14 10:00", "02-14 17:30", "02-26 17:30"),  # a make-up Saturday is worked
        ("2026-02-26 10:00", "02-26 17:30", "03-02 17:30"),  # 27th, make-up Saturday 28th, Monday
        ("2026-09-18 10:00", "09-18 17:30", "09-22 17:30"),  # make-up Sunday 20th
        ("2026-09-30 10:00", "09-30 17:30", "10-10 17:30"),  # 8th, 9th, make-up Saturday 10th
    ],
)
def test_complaint_clocks_follow_make_up_workdays_t10_t11(created: str, look: str, answer: str) -> None:
    found = due(sla.clocks(replace(COMPLAINT, created_at=at(created)), CALENDAR))
    assert found == {"first look": look, "reply": answer}


@pytest.mark.parametrize(
    ("grade", "defect", "expected"),
    [
        ("general", True, {"defect": "02-21 10:00"}),
        ("major", False, {"major case": "03-08 10:00"}),
        ("major", True, {"major case": "03-08 10:00"}),
    ],
)
def test_defects_have_15_days_and_major_ones_30_t10(grade: str, defect: bool, expected: dict[str, str]) -> None:
    found = due(sla.clocks(replace(COMPLAINT, grade=grade, defect=defect), CALENDAR))
    assert expected.items() <= found.items()
    assert len(found) == 3


def test_after_completion_the_owner_is_told_within_three_workdays_t10() -> None:
    facts = replace(
        COMPLAINT, looked_into_at=COMPLAINT.created_at, answered_at=COMPLAINT.created_at, done_at=at("2026-02-13 10:00")
    )
    clock = sla.nearest(sla.clocks(facts, CALENDAR))
    assert clock is not None
    assert due([clock]) == {"owner told": "02-25 17:30"}
    assert sla.nearest(sla.clocks(replace(facts, told_at=at("2026-02-24 10:00")), CALENDAR)) is None


def test_the_nearest_running_clock_says_which_it_is_t10() -> None:
    looked = replace(COMPLAINT, looked_into_at=COMPLAINT.created_at)
    names = [clock.name for facts in (COMPLAINT, looked) if (clock := sla.nearest(sla.clocks(facts, CALENDAR)))]
    assert names == ["first look", "reply"]


def test_an_appointment_has_its_own_clock_and_is_kept_by_arriving_t23() -> None:
    facts = replace(REPAIR, appointment_at=at("2026-02-07 09:00"))
    nearest = sla.nearest(sla.clocks(facts, CALENDAR))
    assert nearest == Clock("appointment", at("2026-02-07 09:00"), None)
    arrived = sla.nearest(sla.clocks(replace(facts, arrived_at=at("2026-02-07 08:55")), CALENDAR))
    assert arrived is not None
    assert arrived.name == "fix"


def test_the_sites_override_moves_the_deadline_t11() -> None:
    closed = Calendar(lambda day: day != date(2026, 2, 9) and bool(statutory(day)), ZONE, TERMS)
    assert due(sla.clocks(COMPLAINT, closed))["reply"] == "02-12 17:30"


def test_days_are_days_of_the_wall_clock_where_it_is_put_forward_t1() -> None:
    spring = ZoneInfo("Europe/Berlin")
    created = int(datetime(2026, 3, 27, 10, tzinfo=spring).timestamp() * 1000)
    (clock,) = sla.clocks(replace(REPAIR, created_at=created), Calendar(statutory, spring, TERMS))
    assert f"{datetime.fromtimestamp(clock.due_at / 1000, spring):%m-%d %H:%M}" == "03-30 10:00"
