"""State × event of tickets, what a form needs, and what closes one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.rules import tickets as rules
from db.rules.tickets import STEPS, Closing, Form
from db.rules.words import Refused

STATES = ("new", "dispatched", "in_progress", "done", "closed", "void")
EXPECTED = {
    # event:        new            dispatched     in_progress    done     closed  void
    "called": ("new", "dispatched", "in_progress", "done", None, None),
    "supplied": ("new", "dispatched", "in_progress", "done", None, None),
    "consented": ("new", "dispatched", "in_progress", "done", None, None),
    "confirmed": ("new", "dispatched", "in_progress", "done", None, None),
    "escalated": ("new", "dispatched", "in_progress", "done", None, None),
    "answered": ("new", "dispatched", "in_progress", "done", None, None),
    "slip_back": ("new", "dispatched", "in_progress", "done", None, None),
    "slip_missing": ("new", "dispatched", "in_progress", "done", None, None),
    "looked_into": ("in_progress", "in_progress", "in_progress", "done", None, None),
    "progress": ("new", "in_progress", "in_progress", "done", None, None),
    "dispatched": ("dispatched", "dispatched", "dispatched", None, None, None),
    "arrived": (None, "in_progress", "in_progress", None, None, None),
    "done": (None, "done", "done", None, None, None),
    "told": (None, None, None, "done", None, None),
    "closed": (None, None, None, "closed", None, None),
    "void": ("void", "void", "void", None, None, None),
}


@pytest.mark.parametrize(
    ("event", "state", "after"),
    [(event, state, after) for event, row in EXPECTED.items() for state, after in zip(STATES, row, strict=True)],
)
def test_each_event_leads_to_its_state_or_to_a_sentence(event: str, state: str, after: str | None) -> None:
    if after is not None:
        assert rules.step(event, state, "complaint", "C-0001") == after
        return
    with pytest.raises(Refused, match=r"^C-0001 .*\."):
        rules.step(event, state, "complaint", "C-0001")


def test_the_table_names_every_event() -> None:
    assert set(EXPECTED) == set(STEPS)


@pytest.mark.parametrize("event", ["looked_into", "told", "confirmed"])
def test_what_only_complaints_know_is_refused_for_a_repair(event: str) -> None:
    with pytest.raises(Refused, match="for complaints"):
        rules.step(event, "done", "repair", "R-0001")


FULL = Form(
    "repair", "ordinary", public=False, unit=True, place=True, name=True, phone=True, cost=True, classed=False,
    confirmed=False,
)  # fmt: skip


@pytest.mark.parametrize("field", ["unit", "place", "name", "phone"])
def test_an_ordinary_repair_needs_every_field_t2(field: str) -> None:
    without: dict[str, Any] = {field: False}
    rules.check_form(FULL)
    with pytest.raises(Refused, match=field):
        rules.check_form(replace(FULL, **without))


def test_an_urgent_repair_needs_its_place_and_owes_the_rest_t2() -> None:
    urgent = replace(FULL, grade="urgent", unit=False, name=False, phone=False, cost=False)
    rules.check_form(urgent)
    assert rules.owed(urgent) == ("unit", "name", "phone", "cost")
    with pytest.raises(Refused, match="place"):
        rules.check_form(replace(urgent, place=False))


def test_a_repair_of_a_public_facility_has_no_caller_t2() -> None:
    public = replace(FULL, public=True, unit=False, name=False, phone=False, cost=False)
    rules.check_form(public)
    assert rules.owed(public) == ()


def test_a_complaint_that_nobody_could_answer_is_refused_t17() -> None:
    complaint = replace(FULL, kind="complaint", grade="general", place=False)
    rules.check_form(complaint)
    with pytest.raises(Refused, match="answered"):
        rules.check_form(replace(complaint, unit=False, name=False, phone=False))


@pytest.mark.parametrize(("kind", "grade"), [("repair", "major"), ("complaint", "urgent"), ("party", "ordinary")])
def test_kinds_and_grades_that_do_not_exist_are_refused(kind: str, grade: str) -> None:
    with pytest.raises(Refused, match="is not a"):
        rules.check_form(replace(FULL, kind=kind, grade=grade))


@pytest.mark.parametrize(
    ("kind", "grade", "role", "owes"),
    [
        ("repair", "ordinary", "officer", True),
        ("repair", "ordinary", "leader", True),
        ("repair", "ordinary", "maintenance", False),
        ("repair", "ordinary", "supervisor", False),
        ("repair", "urgent", "officer", False),
        ("complaint", "general", "officer", False),
    ],
)
def test_only_urgent_may_skip_the_maintenance_supervisor_t3(kind: str, grade: str, role: str, owes: bool) -> None:
    assert rules.owes_consent(kind, grade, role) is owes


READY = Closing(
    "repair", "ordinary", False, owner_confirmed=True, worker_confirmed=True, fee_settled=True, slip_out=False,
    slip_reason=False, keys_out=(), replied=True, told=True, validity="valid", owed=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"owner_confirmed": False}, "owner's confirmation"),
        ({"worker_confirmed": False}, "worker's confirmation"),
        ({"fee_settled": False}, "fee"),
        ({"slip_out": True}, "slip"),
        ({"keys_out": ("0312", "0313")}, "0312, 0313"),
        ({"owed": ("phone",)}, "phone"),
        ({"kind": "complaint", "grade": "general", "owed": ("confirmed",)}, "has not confirmed the record"),
        ({"kind": "complaint", "grade": "general", "replied": False}, "no reply"),
        ({"kind": "complaint", "grade": "general", "told": False}, "not told"),
        ({"kind": "complaint", "grade": "general", "validity": ""}, "valid"),
        ({"kind": "complaint", "grade": "major"}, "manager"),
    ],
)
def test_nothing_closes_before_all_of_it_stands_t5_t10_t17_k10(change: dict[str, Any], sentence: str) -> None:
    rules.check_closing(READY, "supervisor", "R-0001")
    with pytest.raises(Refused, match=sentence) as refused:
        rules.check_closing(replace(READY, **change), "supervisor", "R-0001")
    assert str(refused.value).startswith("R-0001")


def test_a_public_repair_needs_the_supervisor_only_t5() -> None:
    public = replace(READY, public=True, owner_confirmed=False, worker_confirmed=False, fee_settled=False)
    rules.check_closing(public, "maintenance", "R-0001")
    with pytest.raises(Refused, match="supervisor"):
        rules.check_closing(public, "officer", "R-0001")


def test_a_lost_slip_is_accepted_with_its_reason_but_not_by_the_workshop_itself_t4() -> None:
    lost = replace(READY, slip_out=True, slip_reason=True)
    rules.check_closing(lost, "supervisor", "R-0001")
    with pytest.raises(Refused, match="slip"):
        rules.check_closing(lost, "maintenance", "R-0001")


def test_the_manager_closes_what_is_major_t14() -> None:
    rules.check_closing(replace(READY, kind="complaint", grade="major"), "manager", "C-0001")


def test_escalation_goes_leader_supervisor_manager_and_ends_there_t14() -> None:
    ladder = ["leader", "supervisor", "manager"]
    assert [rules.next_rung(level, "C-0001") for level in ["", *ladder[:2]]] == ladder
    with pytest.raises(Refused, match="with the manager already"):
        rules.next_rung("manager", "C-0001")


def test_a_ticket_without_news_for_two_days_is_stale_t16() -> None:
    assert not rules.stale(0, 48 * 3_600_000 - 1)
    assert rules.stale(0, 48 * 3_600_000)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("R-0012", ("repair", 12)), ("c12", ("complaint", 12)), ("0012", ("", 12)), ("6-2-1101", ("", 0)), ("r", ("", 0))],
)
def test_a_number_is_read_as_people_type_it(typed: str, found: tuple[str, int]) -> None:
    assert rules.number_in(typed) == found
