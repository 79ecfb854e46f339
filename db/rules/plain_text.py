"""Text that cannot act: cleaned at the door, refused aloud rather than silently repaired."""

from __future__ import annotations

import unicodedata

from db.rules.words import Refused, _

LINE = 200
NOTE = 2000

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def clean(text: str, what: str, limit: int = LINE, *, required: bool = True, lines: bool = False) -> str:
    """Return the text in NFC without outer blanks; refuse what a terminal or a reader could be misled by.

    `what` is the msgid of the field's name and stands in the refusal; `limit` counts characters.
    """
    cleaned = unicodedata.normalize("NFC", text.strip())
    if required and not cleaned:
        raise Refused(_("{field} is empty: please fill it in."), field=what)
    if len(cleaned) > limit:
        raise Refused(
            _("{field} is too long: {n} characters, at most {limit}. Please shorten it."),
            field=what,
            n=len(cleaned),
            limit=limit,
        )
    bad = next((c for c in cleaned if unicodedata.category(c) in _INVISIBLE and not (lines and c == "\n")), None)
    if bad is not None:
        raise Refused(
            _("{field} has a character that cannot be printed (U+{code}). Please remove it."),
            field=what,
            code=f"{ord(bad):04X}",
        )
    return cleaned


def visible(text: str) -> str:
    """The text with a `?` for every character that cannot be printed: what no door has looked at yet may be shown."""
    if text.isprintable():
        return text
    return "".join("?" if unicodedata.category(c) in _INVISIBLE else c for c in text)


def half_width(text: str) -> str:
    """Turn full-width ASCII twins (an input method left on) into their half-width selves."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text)
