"""What this terminal can do, from terminfo; one that terminfo does not know gets what every ANSI terminal does."""

from __future__ import annotations

import curses
import os
from dataclasses import dataclass
from functools import lru_cache

from tui import pen

#: The attributes and the capability that says a terminal has each.
_ATTRIBUTES = {
    "bold": pen.BOLD, "dim": pen.DIM, "sitm": pen.ITALIC, "smul": pen.UNDERLINE, "blink": pen.BLINK, "rev": pen.REVERSE,
    "invis": pen.CONCEAL, "smxx": pen.STRIKE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What may be sent to a terminal; the defaults hold for any that takes ANSI cursor addressing."""

    name: str = "unknown"
    known: bool = False
    colors: int = 0
    attributes: int = pen.BOLD | pen.UNDERLINE | pen.REVERSE
    erase: bool = True  #: EL and ED
    bce: bool = False  #: what is erased takes the background of the pen
    ech: bool = False  #: a number of cells can be erased in place
    hpa: bool = False  #: the column can be set alone
    vpa: bool = False  #: the line can be set alone
    lines: bool = False  #: lines can be inserted and deleted
    region: bool = False  #: scrolling can be held to a region
    tabs: bool = False  #: tab stops can be set, and gone to
    alternate: bool = False  #: a second screen, and with it the manners of xterm: bracketed paste, focus, mouse


@lru_cache(8)
def read(term: str) -> Capabilities:
    """Capabilities of a TERM; curses reads terminfo once per process, so the first TERM asked for is the one."""
    if not term or term in ("dumb", "unknown") or not _setup(term):
        return Capabilities(term or "unknown")
    colors = max(curses.tigetnum("colors"), 0)
    return Capabilities(
        name=term,
        known=True,
        colors=16 if colors == 8 and term.startswith("linux") else colors,  # the console shows 90-97 as they are
        attributes=sum(bit for name, bit in _ATTRIBUTES.items() if _has(name)),
        erase=_has("el") and _has("ed"),
        bce=curses.tigetflag("bce") > 0,
        ech=_has("ech"),
        hpa=_sends("hpa", b"G"),
        vpa=_sends("vpa", b"d"),
        lines=_sends("il", b"L") and _sends("dl", b"M"),
        region=_sends("csr", b"r"),
        tabs=(_string("ht"), _string("hts"), _string("tbc")) == (b"\t", b"\x1bH", b"\x1b[3g"),
        alternate=b"?1049h" in _string("smcup"),
    )


def _setup(term: str) -> bool:
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        curses.setupterm(term, nowhere)
    except curses.error:
        return False
    finally:
        os.close(nowhere)
    return True


def _string(name: str) -> bytes:
    return curses.tigetstr(name) or b""


def _has(name: str) -> bool:
    return bool(_string(name))


def _sends(name: str, final: bytes) -> bool:
    """Whether the terminal has it and takes the ANSI sequence that ends so, which is the one we send."""
    return _string(name).split(b"$<")[0].endswith(final)
