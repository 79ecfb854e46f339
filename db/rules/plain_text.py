"""Text that cannot act: cleaned at the door, refused aloud rather than silently repaired."""

from __future__ import annotations

import re
import unicodedata

from db.rules.words import Refused, _

LINE = 200
NOTE = 2000

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
#: Letters and marks that show nothing: fillers, joiners, and U+FFFE and its like, which are no characters at all.
_EMPTY = {
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0\ufffe\uffff",
    *map(chr, range(0xFDD0, 0xFDF0)),
}
#: More marks than any script puts on one letter: they would run into the lines above and below.
_PILE = 5
_VARIANT = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
#: Scripts that one name may mix: Chinese with Latin letters, kana or hangul. Two others look too much alike.
_TOGETHER = {"CJK", "LATIN", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL", "IDEOGRAPHIC", "KATAKANA-HIRAGANA"}
#: Letters and signs of several scripts that look like one of ASCII (the usual ones of UTS 39).
_LOOKS = str.maketrans(
    "авсԁеһіјкӏмпорԛѕтухуԝ" "αβγεικνορτυχω" "‐‑‒–—―−ー一ｰ·・•" "oil|!",
    "abcdehijklmnopqstyxyw" "abyeiknoptuxw" "----------..." "01111",
)  # fmt: skip


def clean(text: str, what: str, limit: int = LINE, *, required: bool = True, lines: bool = False) -> str:
    """Return the text in NFC without outer blanks; refuse what a terminal or a reader could be misled by.

    `what` is the msgid of the field's name and stands in the refusal; `limit` counts characters.
    """
    # A text a hundred times too long is not looked at letter by letter.
    cleaned = unicodedata.normalize("NFC", text.strip()) if len(text) <= 10 * NOTE else text
    if required and not cleaned:
        raise Refused(_("{field} is empty: please fill it in."), field=what)
    if len(cleaned) > limit:
        raise Refused(
            _("{field} is too long: {n} characters, at most {limit}. Please shorten it."),
            field=what,
            n=len(cleaned),
            limit=limit,
        )
    bad = _bad(cleaned, lines) or _pile(cleaned)
    if bad is not None:
        raise Refused(
            _("{field} has a character that cannot be printed (U+{code}). Please remove it."),
            field=what,
            code=f"{ord(bad):04X}",
        )
    return cleaned


def _bad(text: str, lines: bool) -> str | None:
    """The first character that acts or shows nothing; nearly every text is seen to have none at a glance."""
    if text.isprintable() and _EMPTY.isdisjoint(text):
        return None
    return next((c for c in text if _acts(c) and not (lines and c == "\n")), None)


def _acts(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE or character in _EMPTY


def _pile(text: str) -> str | None:
    """The mark that is one too many on its letter."""
    piled = 0
    for character in text if not text.isascii() else "":
        piled = piled + 1 if unicodedata.combining(character) else 0
        if piled > _PILE:
            return character
    return None


def clean_name(text: str, what: str, limit: int = LINE) -> str:
    """The same for a name by which people and things are told apart: no letter may pass for another script's."""
    cleaned = clean(half_width(text), what, limit)
    mixed = {_script(c) for c in cleaned if c.isalpha()}
    strange = len(mixed - _TOGETHER) > (0 if mixed & _TOGETHER else 1)
    if strange or re.search(_VARIANT, cleaned) or unicodedata.normalize("NFKC", cleaned) != cleaned:
        raise Refused(
            _("{field} mixes letters that look alike but are not the same: {text}. Please type it in one script."),
            field=what,
            text=cleaned,
        )
    return cleaned


def _script(letter: str) -> str:
    """The script of a letter, as the first word of its Unicode name says it."""
    return unicodedata.name(letter, "?").partition(" ")[0]


def look(text: str) -> str:
    """What a text looks like: two different names with the same look would be taken for each other."""
    return unicodedata.normalize("NFKC", half_width(text)).casefold().translate(_LOOKS)


def check_look(new: str, known: str | None) -> None:
    """Refuse a name that could be taken for another one."""
    if known is not None and known != new:
        raise Refused(
            _("{text} looks like {known}, which is there already: choose one that cannot be mistaken."),
            text=new,
            known=known,
        )


def visible(text: str) -> str:
    """The text with a `?` for every character that cannot be printed: what no door has looked at yet may be shown."""
    if text.isprintable():
        return text
    return "".join("?" if unicodedata.category(c) in _INVISIBLE else c for c in text)


def half_width(text: str) -> str:
    """Turn full-width ASCII twins (an input method left on) into their half-width selves."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text)
