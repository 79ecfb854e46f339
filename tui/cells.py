"""Cells: what one column of a row shows, and how text falls into them."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias
from unicodedata import normalize

from rich.cells import split_graphemes

from tui.pen import Pen, flat

#: Text and pen. The second half of a wide character has the text "".
Cell: TypeAlias = tuple[str, Pen]

#: Joined, selected and paired characters: terminals disagree about how far they move the cursor.
_FRAGILE = (
    "\u200d\u200d", "\ufe0e\ufe0f", "\u20e3\u20e3", "\U0001f1e6\U0001f1ff", "\U0001f3fb\U0001f3ff",
)  # fmt: skip
#: Characters every terminal gives the same width: ASCII, Chinese, kana, Hangul and full-width forms.
_SURE = (" ~", "\u3000\u303e", "\u3041\u4dbf", "\u4e00\u9fff", "\uac00\ud7a3", "\uff01\uff60")


class _PenCells(dict[str, Cell]):
    """The cells of one pen, made once each, so that equal cells are nearly always the same object."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen

    def __missing__(self, text: str) -> Cell:
        pen = flat(self._pen) if text == " " else self._pen
        cell = self[text] = (text, pen) if pen == self._pen else cells(pen)[text]
        return cell


@lru_cache(1024)
def cells(pen: Pen) -> _PenCells:
    """The cells of a pen by their text; a blank keeps only what can be seen of the pen."""
    return _PenCells(pen)


@lru_cache(256)
def clusters(text: str) -> tuple[tuple[str, int], ...]:
    """The text as clusters with their widths, which are those Textual lays out with; a flag is one cluster."""
    parts: list[tuple[str, int]] = []
    for start, end, width in split_graphemes(text)[0]:
        cluster = text[start:end]
        if parts and _is_regional(cluster) and _is_regional(parts[-1][0]):
            cluster, width = parts[-1][0] + cluster, parts.pop()[1] + width
        parts.append((cluster, width))
    return tuple(parts)


def _is_regional(cluster: str) -> bool:
    return len(cluster) == 1 and "\U0001f1e6" <= cluster <= "\U0001f1ff"


#: What stands for signs of uncertain width where only sure ones are drawn.
_LOOKALIKES = str.maketrans(
    {
        "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "―": "-", "…": ".", "·": ".", "•": "*", "●": "*",
        "○": "o", "×": "x", "÷": "/", "°": "o", "→": ">", "←": "<", "↑": "^", "↓": "v", "│": "|", "─": "-",
        "√": "v", "№": "N", "℃": "C", "￥": "Y", "¥": "Y",
    }
)  # fmt: skip


@lru_cache(4096)
def sure_twin(cluster: str, width: int) -> str:
    """ASCII in as many cells for a cluster whose width terminals disagree about; a sure one as it is."""
    if is_sure(cluster):
        return cluster
    plain = normalize("NFKD", cluster.translate(_LOOKALIKES)).encode("ascii", "ignore").decode().strip()
    return plain[:width].ljust(width) if plain else "?" * width


@lru_cache(4096)
def is_fragile(text: str) -> bool:
    """Whether the cells after this cluster may be disturbed by it."""
    return not text.isascii() and any(_in(_FRAGILE, character) for character in text)


@lru_cache(4096)
def is_sure(text: str) -> bool:
    """Whether every terminal moves its cursor by this cluster as we do."""
    return len(text) == 1 and _in(_SURE, text)


def _in(ranges: tuple[str, ...], character: str) -> bool:
    """Whether a character lies in one of these ranges; a pattern of them costs a millisecond to compile."""
    return any(ends[0] <= character <= ends[1] for ends in ranges)
