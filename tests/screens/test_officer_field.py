"""The question for an officer is the same in every form."""

from __future__ import annotations

import pytest

from db.rules.words import Refused
from screens.officer_field import of_roles, offered, officer_field
from tests.conftest import Desk


def test_an_officer_taken_from_the_offers_still_stands_when_the_form_is_taken_up_again_l15(desk: Desk) -> None:
    asked = officer_field("who", "who")
    (one,) = offered("lm")
    assert one.text == "1031 李敏"
    assert asked.check is not None
    assert asked.check(one.text) == one.value == desk.li.officer_id
    with pytest.raises(Refused, match="zz is not one officer"):
        asked.check("zz")


def test_who_does_not_fit_is_neither_offered_nor_taken(desk: Desk) -> None:
    asked = officer_field("who", "who", of_roles(("supervisor",)), "{text} may not.")
    assert asked.check is not None
    assert asked.check("1002") == desk.he.officer_id
    with pytest.raises(Refused, match="1031 may not"):
        asked.check("1031")
