"""A key cabinet of six keys, and the shortest way to lend from it."""

from __future__ import annotations

from db import key_register
from db.key_register import Borrower, KeyView, NewBorrower
from tests.conftest import Desk

HOUR = 60 * 60_000
HE_ZHI = NewBorrower("何志", "13600008820", "宏达消防")
KEYS = (
    ("0107", "配电房", "public"),
    ("0118", "消防控制室", "public"),
    ("0119", "气瓶间", "public"),
    ("0312", "水泵房", "public"),
    ("0401", "机房", "restricted"),
    ("0501", "业主托管 8-3-501", "entrusted"),
)


def lend(desk: Desk, *tags: str, who: Borrower | NewBorrower = HE_ZHI, hours: float = 2) -> list[KeyView]:
    return key_register.issue(desk.chen, list(tags), who, desk.clock.at + int(hours * HOUR))


def loan_of(tag: str) -> int:
    loan = key_register.find(tag).loan_id
    assert loan is not None
    return loan
