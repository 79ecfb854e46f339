"""One signature instead of two: who may take a post alone, what is owed for it, and until when (H1, H12, H20)."""

from __future__ import annotations

import pytest

from db.models.staff import ROLES
from db.rules import relief as rules
from db.rules.words import Refused

HOUR = 3_600_000
SUPERVISING = ("supervisor", "maintenance", "manager")


@pytest.mark.parametrize("role", ROLES)
def test_a_supervisors_custody_stands_by_itself_anybody_elses_owes_a_countersignature_h12(role: str) -> None:
    kind = rules.custody_role(role)
    assert kind == ("custody" if role in SUPERVISING else "alone")
    assert rules.owed_until(kind, HOUR, 24) == (None if role in SUPERVISING else 25 * HOUR)


def test_a_double_shift_owes_one_too_h1() -> None:
    assert rules.owed_until("double", HOUR, 24) == 25 * HOUR


@pytest.mark.parametrize(("minutes_before", "allowed"), [(31, False), (30, True), (0, True), (-120, True)])
def test_a_double_shift_is_signed_where_the_shift_ends_h1(minutes_before: int, allowed: bool) -> None:
    end = 100 * HOUR
    if allowed:
        rules.check_double(end, end - minutes_before * 60_000, "08:00")
    else:
        with pytest.raises(Refused, match="ends at 08:00"):
            rules.check_double(end, end - minutes_before * 60_000, "08:00")


@pytest.mark.parametrize("kind", ["alone", "double"])
@pytest.mark.parametrize("role", ROLES)
def test_who_countersigns_what_h1_h12(kind: str, role: str) -> None:
    may = role in SUPERVISING or (kind == "double" and role == "leader")
    if may:
        rules.check_countersign(kind, "", role, 3, (1, 2))
    else:
        with pytest.raises(Refused, match="countersigned by a"):
            rules.check_countersign(kind, "", role, 3, (1, 2))


@pytest.mark.parametrize(
    ("kind", "already", "signer", "sentence"),
    [
        ("", "", 3, "owes no countersignature"),
        ("custody", "", 3, "owes no countersignature"),
        ("alone", "何芳", 3, "何芳 has countersigned"),
        ("alone", "", 2, "for themselves"),
        ("double", "", 1, "for themselves"),
    ],
)
def test_it_is_owed_once_and_never_given_by_oneself_h12(kind: str, already: str, signer: int, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_countersign(kind, already, "manager", signer, (1, 2))


@pytest.mark.parametrize(("late", "told"), [(0, False), (14, False), (15, True), (600, True)])
def test_relief_that_is_too_late_is_the_supervisors_to_know_h20(late: int, told: bool) -> None:
    assert rules.no_show(HOUR, HOUR + late * 60_000, 15) is told
