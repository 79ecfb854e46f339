"""A terminal to compare glasses with: strict about what it is sent, and without the gaps pyte has.

(pyte knows no REP, SU or faint, erases with more than the background, and leaves the halves of overwritten wide
characters; a sequence it does not know passes unseen. Here that is an AssertionError.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rich.cells import get_character_cell_size

_TOKEN = re.compile(
    r"\x1b\[(?P<prefix>[?<>=]?)(?P<args>[\d;]*)(?P<mid>[ -/]*)(?P<final>[@-~])|\x1b(?P<escape>\(B|M|D|H)"
    r"|(?P<control>[\x00-\x1f])|(?P<char>[^\x00-\x1f])"
)
_OFF = {22: {1, 2}, 23: {3}, 24: {4, 21}, 25: {5, 6}, 27: {7}, 28: {8}, 29: {9}, 55: {53}}
_ON_BLANK = frozenset({4, 7, 9, 21, 53})


@dataclass(frozen=True)
class Spot:
    """One cell: its text ("" is a second half), colours and attributes."""

    text: str = " "
    fg: str = ""
    bg: str = ""
    attrs: frozenset[int] = frozenset()

    def seen(self) -> Spot:
        """What of it one can see."""
        if self.text.strip() or self.text == "" or self.attrs & _ON_BLANK:
            return self
        return Spot(" ", "", self.bg)


class Terminal:
    """`joins`: whether it draws joined emoji in one place; `bce`: whether erasing takes the background.

    `lacks`: final bytes of the sequences that this terminal does not know.
    """

    def __init__(self, width: int, height: int, *, bce: bool = True, joins: bool = True, lacks: str = "") -> None:
        self.lacks = lacks
        self.doubled = ""  # signs it draws twice as wide as we think
        self.width, self.height, self.bce, self.joins = width, height, bce, joins
        self.rows = [self._fresh() for _row in range(height)]
        self.y = self.x = 0
        self.hanging = False
        self.wraps = True
        self.pen = Spot()
        self.top, self.bottom = 0, height - 1
        self.stops = {3, 5, 40}  # whatever a program before us has set
        self.reports = 0

    def resize(self, width: int, height: int) -> None:
        """Another size; what was shown is garbage from now on."""
        self.width, self.height = width, height
        self.rows = [[Spot("#")] * width for _row in range(height)]
        self.y, self.x, self.hanging = min(self.y, height - 1), min(self.x, width - 1), False
        self.top, self.bottom = 0, height - 1

    def glass(self) -> list[list[Spot]]:
        """All cells, as one sees them."""
        return [[spot.seen() for spot in row] for row in self.rows]

    def text(self) -> list[str]:
        return ["".join(spot.text for spot in row) for row in self.rows]

    def feed(self, data: str) -> None:
        at = 0
        for token in _TOKEN.finditer(data):
            assert token.start() == at, f"not understood: {data[at : at + 20]!r}"
            at = token.end()
            if token["char"]:
                self._draw(token["char"])
            elif token["control"]:
                self._control(token["control"])
            elif token["escape"]:
                self._escape(token["escape"])
            else:
                self._sequence(token["prefix"], token["args"], token["mid"] + token["final"])
        assert at == len(data), f"not understood: {data[at:]!r}"

    def _fresh(self) -> list[Spot]:
        return [Spot()] * self.width

    def _erased(self) -> Spot:
        return Spot(bg=self.pen.bg) if self.bce else Spot()

    # Text

    def _draw(self, char: str) -> None:
        width = 2 if char in self.doubled else get_character_cell_size(char)
        before = self.x if self.hanging else self.x - 1
        row = self.rows[self.y]
        lead = before - 1 if before > 0 and row[before].text == "" else before
        if before >= 0 and self._joins(row[lead].text, char, width):
            joined = row[lead].text + char
            row[lead] = replace(row[lead], text=joined)
            if self._widens(joined, char) and lead + 1 < self.width and row[lead + 1].text != "":
                self._place(lead, joined, 2, row[lead])
            return
        if width == 0:
            return
        if self.hanging and self.wraps:
            self.x, self.hanging = 0, False
            self._feed_line()
        if self.x + width <= self.width:
            self._place(self.x, char, width, self.pen)

    def _joins(self, lead: str, char: str, width: int) -> bool:
        if width == 0:
            return True
        pair = len(lead) == 1 and all("\U0001f1e6" <= each <= "\U0001f1ff" for each in lead + char)
        return self.joins and (lead.endswith("\u200d") or pair or "\U0001f3fb" <= char <= "\U0001f3ff")

    def _widens(self, joined: str, char: str) -> bool:
        pair = len(joined) == 2 and "\U0001f1e6" <= char <= "\U0001f1ff"
        return self.joins and (pair or (char == "\ufe0f" and joined[0] in "❤☎✔1"))

    def _place(self, x: int, text: str, width: int, pen: Spot) -> None:
        row = self.rows[self.y]
        self._break(x, x + width)
        row[x : x + width] = [replace(pen, text=text), *([replace(pen, text="")] * (width - 1))]
        self.x = min(x + width, self.width - 1)
        self.hanging = x + width >= self.width

    def _break(self, start: int, end: int) -> None:
        """Characters that lose one half lose the other too."""
        row = self.rows[self.y]
        if 0 < start < self.width and row[start].text == "":
            row[start - 1] = replace(row[start - 1], text=" ")
        if end < self.width and row[end].text == "":
            row[end] = replace(row[end], text=" ")

    # Control

    def _control(self, char: str) -> None:
        if char == "\r":
            self.x = 0
        elif char == "\n":
            self._feed_line()
        elif char == "\b":
            assert not self.hanging, "where a hanging cursor goes back to, nobody knows"
            self.x = max(self.x - 1, 0)
        elif char == "\t":
            assert not self.hanging, "where a hanging cursor tabs to, nobody knows"
            self.x = min((stop for stop in self.stops if stop > self.x), default=self.width - 1)
        else:
            assert char in "\x0f\x07", f"not understood: {char!r}"
        self.hanging = False

    def _feed_line(self) -> None:
        if self.y == self.bottom:
            self._scroll(self.top, 1)
        else:
            assert self.y < self.bottom, "some terminals stop at the margin, even below it"
            self.y += 1

    def _escape(self, what: str) -> None:
        if what == "M" and self.y == self.top:
            self._scroll(self.top, -1)
        elif what == "M":
            self.y = max(self.y - 1, 0)
        elif what == "D":
            self._feed_line()
        elif what == "H":
            self.stops.add(self.x)

    def _scroll(self, top: int, by: int) -> None:
        inner = self.rows[top : self.bottom + 1]
        count = min(abs(by), len(inner))
        fresh = [[self._erased()] * self.width for _row in range(count)]
        self.rows[top : self.bottom + 1] = inner[count:] + fresh if by > 0 else fresh + inner[: len(inner) - count]

    def _sequence(self, prefix: str, args: str, final: str) -> None:
        if prefix:
            assert prefix + final in ("?h", "?l"), f"not understood: {prefix}{args}{final}"
            self.wraps = final == "h" if args == "7" else self.wraps
            return
        numbers = [int(part or 0) for part in args.split(";")]
        if final == "m":
            self._sgr(numbers)
            return
        if final == "n":
            self.reports += 1
            return
        assert final not in self.lacks or not args, f"{final} is not known here"
        assert not self.hanging or final in "HGdrAB", f"{final} from the margin"
        handle = getattr(self, f"_csi_{ord(final)}")
        handle(*[max(number, 1) if final not in "JKl" else number for number in numbers])
        self.hanging = False

    def _csi_72(self, y: int = 1, x: int = 1) -> None:  # H
        self.y, self.x = min(y, self.height) - 1, min(x, self.width) - 1

    def _csi_71(self, x: int = 1) -> None:  # G
        self.x = min(x, self.width) - 1

    def _csi_100(self, y: int = 1) -> None:  # d
        self.y = min(y, self.height) - 1

    def _csi_65(self, n: int) -> None:  # A
        assert self.top <= self.y - n or not self.top, "some terminals stop at the margin, even above it"
        self.y = max(self.y - n, 0)

    def _csi_66(self, n: int) -> None:  # B
        assert self.y + n <= self.bottom or self.bottom == self.height - 1, "some stop at the margin, even below it"
        self.y = min(self.y + n, self.height - 1)

    def _csi_67(self, n: int) -> None:  # C
        self.x = min(self.x + n, self.width - 1)

    def _csi_68(self, n: int) -> None:  # D
        self.x = max(self.x - n, 0)

    def _csi_74(self, how: int) -> None:  # J
        assert how == 0
        self._csi_75(0)
        self.rows[self.y + 1 :] = [[self._erased()] * self.width for _row in self.rows[self.y + 1 :]]

    def _csi_75(self, how: int) -> None:  # K
        assert how == 0
        self._break(self.x, self.width)
        self.rows[self.y][self.x :] = [self._erased()] * (self.width - self.x)

    def _csi_88(self, n: int) -> None:  # X
        end = min(self.x + n, self.width)
        self._break(self.x, end)
        self.rows[self.y][self.x : end] = [self._erased()] * (end - self.x)

    def _csi_76(self, n: int) -> None:  # L
        if self.top <= self.y <= self.bottom:
            self._scroll(self.y, -n)
            self.x = 0

    def _csi_77(self, n: int) -> None:  # M
        if self.top <= self.y <= self.bottom:
            self._scroll(self.y, n)
            self.x = 0

    def _csi_103(self, which: int) -> None:  # g
        assert which == 3
        self.stops.clear()

    def _csi_114(self, top: int = 1, bottom: int | None = None) -> None:  # r
        self.top, self.bottom = top - 1, (bottom or self.height) - 1
        self.y = self.x = 0

    def _csi_108(self, mode: int) -> None:  # l
        assert mode == 4

    def _sgr(self, numbers: list[int]) -> None:
        fg, bg, attrs = self.pen.fg, self.pen.bg, set(self.pen.attrs)
        codes = iter(numbers)
        for code in codes:
            if code == 0:
                fg, bg, attrs = "", "", set()
            elif code in (38, 48):
                kind = next(codes)
                colour = ",".join(str(next(codes)) for _part in range(3 if kind == 2 else 1))
                fg, bg = (colour, bg) if code == 38 else (fg, colour)
            elif code // 10 in (3, 9):
                fg = "" if code == 39 else str(code)
            elif code // 10 in (4, 10):
                bg = "" if code == 49 else str(code)
            elif code in _OFF:
                attrs -= _OFF[code]
            else:
                attrs.add(code)
        self.pen = Spot(" ", fg, bg, frozenset(attrs))
