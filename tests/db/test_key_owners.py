"""Restricted and entrusted keys, on a real file: two officers, the owner's word, an emergency (K6)."""

from __future__ import annotations

from typing import Any

import pytest

from db import duty_log, key_register
from db.journal import COMMAND_LINE
from db.key_register import NewBorrower, Return, Urgency
from db.models.key_register import KeyLoan
from db.rules.words import Refused
from tests.cabinet import HE_ZHI, HOUR, loan_of
from tests.conftest import Desk, signer

OWNER = NewBorrower("王小明", "13800002201")


@pytest.mark.parametrize("tag", ["0401", "0501"])
def test_restricted_and_entrusted_keys_take_two_different_officers_k6(keys: Desk, tag: str) -> None:
    own, other = (signer(who) for who in (keys.chen, keys.sun))
    due = keys.clock.at + HOUR
    assert key_register.signers_needed(keys.chen, ["0312", tag]) == 2
    for first, second in ((None, None), (own, None), (None, other), (own, own)):
        with pytest.raises(Refused, match="signature"):
            key_register.issue(keys.chen, ["0312", tag], OWNER, due, first=first, second=second)
    assert KeyLoan.select().count() == 0
    key_register.issue(keys.chen, [tag], OWNER, due, first=own, second=other)
    assert KeyLoan.get().second_id == keys.sun.officer_id
    assert next(line.second for line in key_register.history(key_register.find(tag).id, None, 9)) == "孙伟"


def both(keys: Desk) -> dict[str, Any]:
    """The two PINs of a special key, each for one act."""
    return {"first": signer(keys.chen), "second": signer(keys.sun)}


def test_an_entrusted_key_goes_to_the_owner_s_people_or_after_the_registered_number_was_called_k6(keys: Desk) -> None:
    due = keys.clock.at + HOUR
    assert key_register.asks_owner(["0401", "0501"], HE_ZHI) == ["0501"]
    with pytest.raises(Refused, match="not on the owner's list"):
        key_register.issue(keys.chen, ["0501"], HE_ZHI, due, **both(keys))
    key_register.issue(keys.chen, ["0501"], HE_ZHI, due, **both(keys), spoke_to="王太太")
    loan = KeyLoan.get()
    assert loan.called is not None
    answered = loan.called.answered_by
    assert (answered.name, answered.phone, loan.listed_id) == ("王太太", "13800002201", None)
    key_register.give_back(keys.chen, [Return(loan.id)])
    [line] = key_register.list_person(keys.chen, "0501", "何志", "13600008820", "装修", "phone")
    assert (line.name, line.relation, line.consent, line.officer) == ("何志", "装修", "phone", "陈晓燕")
    assert key_register.asks_owner(["0501"], HE_ZHI) == []
    key_register.issue(keys.chen, ["0501"], HE_ZHI, due, **both(keys))
    assert KeyLoan.get_by_id(loan_of("0501")).listed_id == line.id
    key_register.give_back(keys.chen, [Return(loan_of("0501"))])
    key_register.unlist_person(keys.chen, line.id)
    with pytest.raises(Refused, match="not on the list any more"):
        key_register.unlist_person(keys.chen, line.id)
    with pytest.raises(Refused, match="not on the owner's list"):
        key_register.issue(keys.chen, ["0501"], HE_ZHI, due, **both(keys))


def test_the_owner_s_list_holds_for_every_key_of_the_unit_and_each_person_once_k6(keys: Desk) -> None:
    key_register.add(COMMAND_LINE, "0502", "业主托管 8-3-501 储藏", access="entrusted", unit="8-3-501")
    key_register.add(COMMAND_LINE, "0503", "业主托管", access="entrusted")
    key_register.list_person(keys.chen, "0501", "何志", "13600008820", "装修", "present")
    assert key_register.asks_owner(["0501", "0502", "0503"], HE_ZHI) == ["0503"]
    for tag, why in (("0502", "already"), ("0401", "not entrusted")):
        with pytest.raises(Refused, match=why):
            key_register.list_person(keys.chen, tag, "何志", "13600008820", "", "present")
    own, other = (signer(who) for who in (keys.chen, keys.sun))
    due = keys.clock.at + HOUR
    with pytest.raises(Refused, match="no registered number"):
        key_register.issue(keys.chen, ["0503"], HE_ZHI, due, first=own, second=other, spoke_to="某人")


def test_who_is_refused_an_entrusted_key_stands_in_its_history_and_in_the_log_k6(keys: Desk) -> None:
    key_register.refuse(keys.chen, keys.front, ["0501"], HE_ZHI, "登记电话无人接,未借")
    [told] = key_register.history(key_register.find("0501").id, None, 9)
    assert (told.kind, told.who, told.text, told.officer) == ("refused", "何志", "登记电话无人接,未借", "陈晓燕")
    line = duty_log.page(duty_log.LogFilter(kind="key"), None, 1)[0]
    assert (line.text, line.unit) == ("0501 业主托管 8-3-501: 登记电话无人接,未借", "8-3-501")


def test_an_emergency_needs_a_reason_and_whose_word_and_leaves_the_second_signature_owing_k6(keys: Desk) -> None:
    for reason, by, why in (("", "孙伟", "what the emergency is"), ("漏水", " ", "who approved it")):
        with pytest.raises(Refused, match=why):
            key_register.issue(keys.chen, ["0501"], HE_ZHI, keys.clock.at + HOUR, urgent=Urgency(reason, by))
    key_register.issue(keys.chen, ["0401", "0312"], HE_ZHI, keys.clock.at + HOUR, urgent=Urgency("漏水", "孙伟"))
    [owed] = key_register.owed_signatures()
    assert (owed.tag, owed.reason, owed.approved_by, owed.due_at) == ("0401", "漏水", "孙伟", keys.clock.at + 24 * HOUR)
    key_register.give_back(keys.chen, [Return(loan_of("0401")), Return(loan_of("0312"))])
    assert key_register.owed_signatures() == [owed], "what is owed is owed after the key is back"
    keys.clock.forward(5)
    key_register.countersign(keys.chen, owed.loan_id, signer(keys.sun))
    assert key_register.owed_signatures() == []
    assert key_register.history(key_register.find("0401").id, None, 9)[0].kind == "countersigned"


def test_a_special_key_changes_hands_by_two_signatures_as_well_k6_k8(keys: Desk) -> None:
    own, other = (signer(who) for who in (keys.chen, keys.sun))
    key_register.issue(keys.chen, ["0401"], HE_ZHI, keys.clock.at + HOUR, first=own, second=other)
    to = NewBorrower("林涛", "13900001111")
    with pytest.raises(Refused, match="two signatures"):
        key_register.transfer(keys.chen, loan_of("0401"), to, True)
    with pytest.raises(Refused, match="signed already"):
        key_register.transfer(keys.chen, loan_of("0401"), to, True, own, other)
    key_register.transfer(keys.chen, loan_of("0401"), to, True, **both(keys))
    assert key_register.find("0401").holder == "林涛"
