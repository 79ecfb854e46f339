"""Pinyin initials, computed when a name is written (pypinyin is slow to import, so never at start)."""

from __future__ import annotations

import re


def initials(name: str) -> str:
    """Lower-case initials of a name: 陈晓燕 = cxy, Ann Lee = al, 水泵房 2 = sbf2."""
    if name.isascii():
        return _of_latin(name)[:40]
    from pypinyin import Style, lazy_pinyin

    return "".join(_of_latin(part) for part in lazy_pinyin(name, style=Style.FIRST_LETTER))[:40]


def _of_latin(text: str) -> str:
    return "".join(word if word.isdigit() else word[0] for word in re.findall(r"[A-Za-z]+|[0-9]+", text)).lower()
