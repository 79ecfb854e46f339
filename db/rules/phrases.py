"""What a phrase of the site must be, so that a few letters find it (L14)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from db.rules.plain_text import half_width
from db.rules.words import Refused, _

KINDS = ("sentence", "place")
MOST_SLOTS = 4


def check(kind: str, text: str, letters: str, initials: str, known: Sequence[str]) -> str:
    """The letters that find a phrase: those given, or its initials; refuses what could not be found or is there."""
    if kind not in KINDS:
        raise Refused(_("A phrase is a sentence or a place."))
    if text in known:
        raise Refused(_("This phrase is in the book already."))
    if kind == "place" and "_" in text:
        raise Refused(_("A place has no slots: write it without _."))
    if text.count("_") > MOST_SLOTS:
        raise Refused(_("A sentence has at most {n} slots."), n=MOST_SLOTS)
    said = half_width(letters).lower().strip() or re.sub(r"[^a-z]", "", initials.lower())
    if not re.fullmatch(r"[a-z]{2,80}", said) and not (kind == "place" and re.fullmatch(r"[a-z]", said)):
        raise Refused(_("A phrase is found by two letters or more: type them, as xlzc."))
    return said
