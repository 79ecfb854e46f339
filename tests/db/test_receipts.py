"""The receipt books on a real file: one in use, its next number known to the record (K12)."""

from __future__ import annotations

import pytest

from db import receipts
from db.rules.words import Refused
from tests.conftest import Desk


def test_the_next_number_goes_on_into_the_next_book(desk: Desk) -> None:
    receipts.add(desk.he, 4451, 4500)
    receipts.add(desk.he, 4401, 4450)
    assert receipts.next_number() == 4401
    used = receipts.use(desk.chen, "451")
    assert (used.next, used.left, used.used_by) == (4451, 0, "陈晓燕")
    assert receipts.next_number() == 4451
    assert [(book.first, book.left) for book in receipts.books()] == [(4451, 50), (4401, 0)]


def test_an_officer_only_goes_forward_and_a_superior_puts_it_back(desk: Desk) -> None:
    with pytest.raises(Refused, match="No receipt book"):
        receipts.use(desk.chen, "417")
    with pytest.raises(Refused, match="needs the role"):
        receipts.add(desk.chen, 4401, 4450)
    receipts.add(desk.he, 4401, 4450)
    receipts.use(desk.chen, "420")
    with pytest.raises(Refused, match="written already"):
        receipts.use(desk.chen, "4417")
    assert receipts.use(desk.he, "4417").next == 4417
    with pytest.raises(Refused, match="not in this book"):
        receipts.use(desk.chen, "400")
