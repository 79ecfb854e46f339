"""Sign-on, PIN and lockout, on a real file."""

from __future__ import annotations

import pytest

from db import staff
from db.models.staff import PinGuard
from db.rules.words import Refused
from tests.conftest import PIN, Desk


def test_a_wrong_pin_and_an_unknown_number_get_the_same_sentence(desk: Desk) -> None:
    said = []
    for number in ("1024", "9999"):
        with pytest.raises(Refused) as refused:
            staff.sign_on(number, "000001")
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_five_wrong_pins_lock_for_thirty_seconds_and_only_that_officer(desk: Desk) -> None:
    for _number in range(5):
        with pytest.raises(Refused, match="Wrong"):
            staff.unlock(desk.chen.officer_id, "000001")
    with pytest.raises(Refused, match="wait 30 s"):
        staff.unlock(desk.chen.officer_id, PIN)
    assert staff.unlock(desk.li.officer_id, PIN).officer_id == desk.li.officer_id
    desk.clock.forward(0.6)
    assert staff.unlock(desk.chen.officer_id, PIN).officer_id == desk.chen.officer_id


def test_signing_off_while_on_duty_is_refused_with_the_reason_h9(desk: Desk) -> None:
    with pytest.raises(Refused, match="前台"):
        staff.sign_off(desk.chen)
    staff.sign_off(desk.li)
    with pytest.raises(Refused, match="sign on again"):
        staff.set_pin(desk.li, desk.li.officer_id, "975312")


def test_a_new_pin_is_a_new_key_and_only_ones_own_or_a_managers_to_give(desk: Desk) -> None:
    with pytest.raises(Refused, match="role"):
        staff.set_pin(desk.chen, desk.li.officer_id, "975312")
    before = staff.unlock(desk.li.officer_id, PIN).key_id
    staff.set_pin(desk.li, desk.li.officer_id, "975312")
    assert staff.unlock(desk.li.officer_id, "975312").key_id != before


def test_officers_are_found_by_number_and_by_pinyin_initials(desk: Desk) -> None:
    assert [o.name for o in staff.find("cxy")] == ["陈晓燕"]
    assert [o.name for o in staff.find("１０３１")] == ["李敏"]


def test_a_right_pin_ends_the_row_of_failures_and_not_the_days_count(desk: Desk) -> None:
    for _number in range(3):
        with pytest.raises(Refused, match="Wrong"):
            staff.unlock(desk.chen.officer_id, "000001")
    staff.unlock(desk.chen.officer_id, PIN)
    guard = PinGuard.get(PinGuard.officer == desk.chen.officer_id)
    assert (guard.failures, guard.today, guard.locked_until) == (0, 3, 0)
