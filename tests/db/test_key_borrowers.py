"""Who borrows keys, on a real file: by pass, initials, number, the latest first (K3, K5)."""

from __future__ import annotations

import pytest

from db import key_register, passes
from db.key_register import NewBorrower
from db.models.key_register import KeyLoan
from db.models.site import Contact
from db.rules.words import Refused
from tests.cabinet import HE_ZHI, HOUR, lend
from tests.conftest import Desk, signer


def test_a_scanned_pass_says_who_and_why_until_it_runs_out_k3(keys: Desk) -> None:
    passes.add(keys.chen, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", keys.clock.at + HOUR)
    [found] = key_register.borrowers("92231")
    assert (found.kind, found.name, found.purpose, found.valid_to) == ("pass", "何志", "气瓶检查", keys.clock.at + HOUR)
    [key] = lend(keys, "0312", who=found)
    assert (key.holder, key.purpose) == ("何志", "气瓶检查")
    assert KeyLoan.get().on_pass_id == found.id
    keys.clock.forward(61)
    own = signer(keys.chen)
    with pytest.raises(Refused, match="92231 has run out"):
        key_register.issue(keys.chen, ["0118"], found, keys.clock.at + HOUR, first=own)


def test_borrowers_are_found_by_initials_number_and_name_each_once_the_latest_first_k3(keys: Desk) -> None:
    lend(keys, "0118", who=NewBorrower("张刚", "13911110000", "水工"))
    keys.clock.forward(1)
    lend(keys, "0312", who=NewBorrower("赵刚", "13922220000", "宏达消防"))
    keys.clock.forward(1)
    lend(keys, "0119", who=NewBorrower("张刚", "13911110000", "水工"))
    assert [who.name for who in key_register.borrowers("zg")] == ["张刚", "赵刚"]
    assert [who.name for who in key_register.borrowers("赵")] == ["赵刚"]
    assert [(who.kind, who.name) for who in key_register.borrowers("1007")] == [("staff", "孙伟")]
    assert key_register.borrowers(" ") == []
    assert Contact.select().where(Contact.name == "张刚").count() == 1, "the same person is remembered once"


def test_one_who_has_a_pass_and_borrowed_before_is_offered_once_with_the_pass_k3(keys: Desk) -> None:
    passes.add(keys.chen, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", keys.clock.at + HOUR)
    lend(keys, "0312")
    assert [(who.kind, who.name) for who in key_register.borrowers("hz")] == [("pass", "何志")]


def test_who_borrowed_last_is_offered_before_those_who_never_did_k3(keys: Desk) -> None:
    passes.add(keys.chen, "92232", "孙武", "水工", "13700000000", "", keys.clock.at + HOUR)
    assert {who.name for who in key_register.borrowers("sw")} == {"孙伟", "孙武"}
    for wanted in ("孙伟", "孙武"):
        keys.clock.forward(1)
        [who] = key_register.borrowers(wanted)
        lend(keys, "0312" if wanted == "孙伟" else "0118", who=who)
        assert key_register.borrowers("sw")[0].name == wanted


def test_an_overdue_key_warns_about_its_borrower_and_the_firm_but_refuses_nothing_k5(keys: Desk) -> None:
    lend(keys, "0312", who=NewBorrower("赵刚", "13922220000", "宏达消防"), hours=0.5)
    lend(keys, "0118", who=HE_ZHI, hours=2)
    keys.clock.forward(31)
    [zhao] = key_register.borrowers("赵刚")
    [he] = key_register.borrowers("何志")
    assert (zhao.overdue, zhao.firm_overdue) == (1, 0)
    assert (he.overdue, he.firm_overdue, he.firm_tags) == (0, 1, "0312")
    assert lend(keys, "0119", who=zhao)[0].holder == "赵刚"


def test_an_officer_borrows_by_staff_number_k3(keys: Desk) -> None:
    [sun] = key_register.borrowers("1007")
    [key] = lend(keys, "0107", who=sun)
    assert (key.holder, key.firm) == ("孙伟", "")
    assert KeyLoan.get().staff_id == keys.sun.officer_id
