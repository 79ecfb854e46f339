"""Receipt numbers: what is meant by the last digits, and what a book allows."""

from __future__ import annotations

import pytest

from db.rules import receipts as rules
from db.rules.words import Refused


@pytest.mark.parametrize(
    ("typed", "now", "meant"),
    [
        ("420", 4417, 4420), ("417", 4417, 4417), ("003", 4998, 5003), ("8", 4417, 4418), ("05", 4417, 4505),
        ("４２０", 4417, 4420), ("4430", 4417, 4430), ("No.004430", 4417, 4430),
    ],
)  # fmt: skip
def test_the_last_digits_mean_the_first_such_number_from_now_on(typed: str, now: int, meant: int) -> None:
    assert rules.meant(typed, now) == meant


@pytest.mark.parametrize("typed", ["", "x", "No.", "0", "²", "1234567890", "-3"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="no receipt number"):
        rules.number(typed)


@pytest.mark.parametrize(
    ("wanted", "superior", "sentence"),
    [(4451 + 1, True, "not in this book"), (4400, True, "not in this book"), (4417, True, "already"),
     (4410, False, "written already")],
)  # fmt: skip
def test_the_next_number_stays_in_its_book_and_only_a_superior_puts_it_back(
    wanted: int, superior: bool, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_next(wanted, 4417, 4401, 4450, superior=superior)
    rules.check_next(4410, 4417, 4401, 4450, superior=True)
    rules.check_next(4451, 4417, 4401, 4450, superior=False)


def test_a_number_is_never_in_two_books() -> None:
    rules.check_book(4451, 4500, [(4401, 4450)])
    for first, last in ((4450, 4499), (4301, 4401), (4410, 4420), (4300, 4600)):
        with pytest.raises(Refused, match="4401 to 4450"):
            rules.check_book(first, last, [(4401, 4450)])
    with pytest.raises(Refused, match="before the first"):
        rules.check_book(10, 9, [])
