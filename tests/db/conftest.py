"""Stations that several tests of the doors begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db import key_register, staff
from db.journal import COMMAND_LINE
from db.models.key_register import Key, KeyLoan
from tests.cabinet import KEYS
from tests.conftest import Desk


@pytest.fixture
def keys(desk: Desk) -> Iterator[Desk]:
    """The desk with six keys in the cabinet, 陈晓燕 alone at it."""
    for tag, opens, access in KEYS:
        unit = "8-3-501" if access == "entrusted" else ""
        key_register.add(COMMAND_LINE, tag, opens, f"B-{tag[-2:]}", access=access, unit=unit)
    for other in (desk.li, desk.sun, desk.he, desk.manager):
        staff.sign_off(other)
    yield desk
    assert {key.tag for key in Key.select().where(Key.out)} == {
        loan.key.tag for loan in KeyLoan.select().where(KeyLoan.returned_at.is_null())
    }, "the projection differs from the loans"
