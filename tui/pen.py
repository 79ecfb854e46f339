"""Pens: colours and attributes of a cell, and the cheapest SGR sequence from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

BOLD, DIM, ITALIC, UNDERLINE, BLINK, REVERSE, CONCEAL, STRIKE = (1 << code for code in (1, 2, 3, 4, 5, 7, 8, 9))
_RAPID, _DOUBLE, _FRAME, _CIRCLE, _OVERLINE = (1 << code for code in (6, 21, 51, 52, 53))

#: SGR codes that switch attributes off, and what each switches off.
_OFF = {
    22: BOLD | DIM, 23: ITALIC, 24: UNDERLINE | _DOUBLE, 25: BLINK | _RAPID, 27: REVERSE, 28: CONCEAL, 29: STRIKE,
    54: _FRAME | _CIRCLE, 55: _OVERLINE,
}  # fmt: skip
_ON = (1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 51, 52, 53)
ALL = sum(1 << code for code in _ON)
#: Attributes one can see on a cell with nothing in it.
_ON_BLANK = UNDERLINE | _DOUBLE | REVERSE | STRIKE | _OVERLINE | _FRAME | _CIRCLE


class Pen(NamedTuple):
    """Foreground and background as SGR parameters ("" is the terminal's own) and a bit `1 << code` per attribute."""

    fg: str = ""
    bg: str = ""
    attrs: int = 0


PLAIN = Pen()


@lru_cache(4096)
def apply(pen: Pen, params: str) -> Pen:
    """The pen after an SGR sequence with these parameters."""
    fg, bg, attrs = pen
    codes = iter(params.replace(":", ";").split(";"))
    for text in codes:
        code = int(text or 0)
        if code == 0:
            fg, bg, attrs = PLAIN
        elif code in (38, 48):
            colour = _extended(text, codes)
            fg, bg = (colour, bg) if code == 38 else (fg, colour)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            fg = text
        elif 40 <= code <= 47 or 100 <= code <= 107:
            bg = text
        elif code in (39, 49):
            fg, bg = ("", bg) if code == 39 else (fg, "")
        elif code in _OFF:
            attrs &= ~_OFF[code]
        else:
            attrs |= (1 << code) & ALL
    return Pen(fg, bg, attrs)


def _extended(text: str, follow: Iterator[str]) -> str:
    """The parameters of a 256-colour (`38;5;n`) or true colour (`38;2;r;g;b`), taken from the ones that follow."""
    kind = next(follow, "5")
    count = 3 if kind == "2" else 1
    return ";".join([text, kind, *(next(follow, "") or "0" for _ in range(count))])


@lru_cache(4096)
def fit(pen: Pen, colors: int, attributes: int) -> Pen:
    """The pen as a terminal with so many colours and these attributes can show it."""
    if colors == 0:
        return Pen("", "", pen.attrs & attributes)
    fg, bg, attrs = pen.fg, pen.bg, pen.attrs & attributes
    if colors == 8:
        if fg.startswith("9"):  # a bright colour of a terminal with eight is the bold one
            fg, attrs = f"3{fg[1:]}", attrs | (BOLD & attributes)
        if bg.startswith("10"):
            bg = f"4{bg[2:]}"
    return Pen(fg, bg, attrs)


@lru_cache(4096)
def flat(pen: Pen) -> Pen:
    """What of a pen can be seen on a blank cell."""
    return pen if pen.attrs & _ON_BLANK else Pen("", pen.bg)


@lru_cache(4096)
def change(old: Pen | None, new: Pen) -> str:
    """The shortest sequence that makes the terminal's pen `new`; `old` is None when it is not known."""
    if old == new:
        return ""
    codes = [str(code) for code in _ON if new.attrs & 1 << code]
    afresh = ";".join(["", *codes, *filter(None, (new.fg, new.bg))])
    if old is None:
        return f"\x1b[0{afresh}m"
    return f"\x1b[{min(_steps(old, new), afresh, key=len)}m"


def _steps(old: Pen, new: Pen) -> str:
    steps: list[str] = []
    left = old.attrs
    for code, group in _OFF.items():
        if left & group & ~new.attrs:
            steps.append(str(code))
            left &= ~group
    steps += [str(code) for code in _ON if new.attrs & ~left & 1 << code]
    if old.fg != new.fg:
        steps.append(new.fg or "39")
    if old.bg != new.bg:
        steps.append(new.bg or "49")
    return ";".join(steps)
