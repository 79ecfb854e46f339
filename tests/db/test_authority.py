"""Authority is in the doors: every door is listed, and each role tries each door it may not use."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from db import access, inbox, journal, privacy, staff
from db.journal import Session
from db.keyring import Signer
from db.models.site import Duty
from db.models.staff import OfficerKey
from db.rules.staff import ROLE_NAMES
from db.rules.words import Refused
from tests.conftest import ANY_ACT, PIN, Desk
from tests.doors import every_door, useless

ROOT = Path(__file__).resolve().parents[2]
LISTED = dict(
    re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| ([a-z, ]+) \|", (ROOT / "docs/authority.md").read_text(), re.MULTILINE)
)
READING = {"access.page", "inbox.sheet", "privacy.find", "staff.staff_list"}
DOORS = {kind: roles for kind, roles in LISTED.items() if kind not in READING}
#: What a door says to a role that may not: the rule of roles, or its own sentence.
SAID = "needs the role|signed by the duty director and the manager|has its site already"


class Nothing:
    """A key that signs nothing: no door may get as far as that."""

    def sign(self, _message: bytes) -> str:
        raise AssertionError("signed")


def proved(officer: int) -> Signer:
    """The PIN of an officer, proved, with a key that must not be asked."""
    return Signer(officer, OfficerKey.get(OfficerKey.officer == officer).id, Nothing(), ANY_ACT)


def allowed(kind: str) -> set[str]:
    """The roles of a line of the table."""
    roles = LISTED[kind]
    return set(ROLE_NAMES) if roles == "anybody" else set() if roles == "owner" else set(roles.split(", "))


def officers(desk: Desk) -> dict[str, Session]:
    """One session of each role."""
    signed = staff.sign_on("2001", PIN)
    return {s.role: s for s in (desk.li, desk.sun, desk.he, desk.manager, signed)}


def test_every_door_is_listed_and_every_line_is_a_door() -> None:
    assert set(DOORS) == set(every_door())
    for kind in LISTED:
        assert allowed(kind) <= set(ROLE_NAMES)


def test_no_role_gets_through_a_door_that_is_not_theirs_and_nothing_is_written(desk: Desk) -> None:
    who = officers(desk)
    tried = 0
    before = journal.head()
    for kind, door in every_door().items():
        for role in set(ROLE_NAMES) - allowed(kind):
            signer = proved(who[role].officer_id)
            with pytest.raises(Refused, match=SAID):
                door(who[role], **useless(door, signer))
            tried += 1
    assert journal.head() == before
    assert tried > 40


@pytest.mark.parametrize("how", ["ended", "role", "officer", "made up"])
def test_no_door_opens_to_a_session_that_is_none(desk: Desk, how: str) -> None:
    """Ended, with a role it was not made with, another officer's, or never begun."""
    made = {
        "ended": desk.li,
        "role": replace(desk.li, role="manager"),
        "officer": replace(desk.li, officer_id=desk.manager.officer_id, role="manager"),
        "made up": Session("", desk.manager.officer_id, "1001", "王总", "manager"),
    }[how]
    if how == "ended":
        staff.sign_off(desk.li)
    before = journal.head()
    for door in every_door().values():
        with pytest.raises(Refused, match="sign on again"):
            door(made, **useless(door, proved(made.officer_id)))
    for reading in (lambda: access.page(made, None, 1), lambda: privacy.find(made, "1")):
        with pytest.raises(Refused, match="sign on again"):
            reading()
    assert journal.head() == before


def test_what_not_everybody_may_know_is_told_to_these_roles_only(desk: Desk) -> None:
    for role, session in officers(desk).items():
        for kind, read in (
            ("access.page", lambda by: access.page(by, None, 1)),
            ("privacy.find", lambda by: privacy.find(by, "1")),
            ("inbox.sheet", lambda by: inbox.sheet("2026-02-06", by)),
        ):
            if role in allowed(kind):
                read(session)
            else:
                with pytest.raises(Refused):
                    read(session)


def test_the_owner_of_the_file_never_signs_and_has_no_post(desk: Desk) -> None:
    """At a shell there is no officer: what needs one is refused, whatever Peewee would store."""
    before = Duty.select().count()
    with pytest.raises(Refused):
        every_door()["duty.open"](journal.COMMAND_LINE, desk.guard)
    for kind in ("handover.custody", "inbox.sign", "privacy.forget", "template.approve"):
        door = every_door()[kind]
        with pytest.raises(Refused):
            door(journal.COMMAND_LINE, **useless(door, proved(desk.manager.officer_id)))
    assert Duty.select().count() == before
