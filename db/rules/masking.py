"""How much of a person of the public is shown where nobody asked for all of it (L10)."""

from __future__ import annotations

import re

#: Mobile numbers, land lines with their area, and identity cards as people write them into a text.
_NUMBERS = re.compile(
    r"(?<![0-9-])(?:1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{17}[0-9Xx])(?![0-9-])"
)


def masked(phone: str) -> str:
    """`138****2201`: enough to recognise a number, too little to call it."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "*" * len(phone)


def masked_name(name: str) -> str:
    """`王**`, `J*** S****`: the first character of each word, then stars for the rest of it."""
    return " ".join(f"{word[:1]}{'*' * (len(word) - 1)}" for word in name.split(" "))


def masked_numbers(text: str) -> str:
    """A text in which numbers that reach or identify a person are masked."""
    return _NUMBERS.sub(lambda found: masked(found[0]), text) if any(c.isdigit() for c in text) else text
