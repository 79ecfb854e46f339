"""Numbers of receipts: which a book may have, and which one is meant by its last digits."""

from __future__ import annotations

from collections.abc import Iterable

from db.rules.plain_text import half_width
from db.rules.words import Refused, _

_MOST = 999_999_999


def number(typed: str) -> int:
    """A receipt number as typed, `No.004417` and `4417` alike."""
    digits = half_width(typed).strip().upper().removeprefix("NO").lstrip(".# ")
    if not digits.isascii() or not digits.isdecimal() or not 1 <= int(digits[:12]) <= _MOST or len(digits) > 9:
        raise Refused(_("{text} is no receipt number: type its digits."), text=typed)
    return int(digits)


def check_book(first: int, last: int, others: Iterable[tuple[int, int]]) -> None:
    """Refuse a book that ends before it begins, and one that has numbers of another book."""
    if last < first:
        raise Refused(_("The last number {last} is before the first {first}."), first=first, last=last)
    for other, end in others:
        if first <= end and other <= last:
            raise Refused(
                _("The book {first} to {last} is in the register: its numbers are not given twice."),
                first=other,
                last=end,
            )


def meant(typed: str, now: int) -> int:
    """The number that is meant: up to three digits are the end of the first such number from the present one on."""
    said = half_width(typed).strip()
    if not (said.isascii() and said.isdecimal() and 1 <= len(said) <= 3):
        return number(typed)
    step: int = 10 ** len(said)
    return now + (int(said) - now) % step


def check_next(wanted: int, now: int, first: int, last: int, *, superior: bool) -> None:
    """The next number goes forward within its book; only a superior puts it back."""
    if not first <= wanted <= last + 1:
        raise Refused(_("{n} is not in this book: it has {first} to {last}."), n=wanted, first=first, last=last)
    if wanted == now:
        raise Refused(_("{n} is the next number already."), n=now)
    if wanted < now and not superior:
        raise Refused(_("{n} is written already: a supervisor or the manager puts the number back."), n=wanted)
