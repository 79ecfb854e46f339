"""What happened to a key, page by page, on a real file (K5, K8)."""

from __future__ import annotations

from db import key_register
from db.key_register import NewBorrower
from tests.cabinet import HOUR, lend, loan_of
from tests.conftest import Desk


def test_what_happened_to_a_key_is_told_newest_first_k5_k8(keys: Desk) -> None:
    lend(keys, "0312", hours=0.5)
    keys.clock.forward(40)
    key_register.chase(keys.chen, loan_of("0312"), "没人接")
    keys.clock.forward(1)
    key_register.extend(keys.chen, loan_of("0312"), keys.clock.at + HOUR, "还没修完")
    keys.clock.forward(1)
    key_register.transfer(keys.chen, loan_of("0312"), NewBorrower("林涛", "13900001111"), True)
    keys.clock.forward(1)
    key_register.report_lost(keys.chen, "0312", "掉进水沟")
    keys.clock.forward(1)
    key_register.found(keys.chen, "0312")
    told = key_register.history(key_register.find("0312").id, None, 20)
    assert [(line.kind, line.who, line.text) for line in told] == [
        ("found", "", ""),
        ("lost", "林涛", "掉进水沟"),
        ("transferred", "何志", ""),
        ("issued", "林涛", ""),
        ("extended", "何志", "还没修完"),
        ("chased", "何志", "没人接"),
        ("issued", "何志", ""),
    ]
    assert {line.officer for line in told} == {"陈晓燕"}


def test_history_pages_meet_without_gap_or_repeat(keys: Desk) -> None:
    lend(keys, "0312")
    for number in range(9):
        keys.clock.forward(1 if number % 2 else 0)
        key_register.chase(keys.chen, loan_of("0312"), str(number))
    key = key_register.find("0312").id
    whole = key_register.history(key, None, 50)
    pages, start = [], None
    while page := key_register.history(key, start, 3):
        pages += page
        start = page[-1].key
    assert pages == whole
    assert len(whole) == 10
    assert key_register.history(key, whole[-1].key, 3, backwards=True, inclusive=True) == whole[-3:]
