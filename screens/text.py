"""Pure: values in, the words and columns of the screen out. Wide characters are two cells."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from rich.cells import cell_len, chop_cells, set_cell_size

from db.rules import masking
from db.rules.plain_text import visible
from db.rules.site import local as local
from db.rules.words import Refused
from screens.words import N_, _

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
_PLACE = 9  # cells of a unit number
_HIDDEN = "***"
TOLD = 36  # cells that tell a parked form
#: The privacy view: strangers look on, and are told the room number only (L10).
private = False


def fit(text: str, cells: int) -> str:
    """The text in exactly this many cells: cut (never inside a wide character) or filled with blanks."""
    flat = visible(text.replace("\n", " "))
    return set_cell_size(flat, cells) if cells > 0 else ""


def shortened(text: str, cells: int) -> str:
    """The text, whole where it fits; two dots say that it was cut."""
    flat = visible(text.replace("\n", " "))
    return flat if cell_len(flat) <= cells else f"{fit(flat, cells - 2).rstrip()}.."


def short_name(name: str, cells: int) -> str:
    """A name, whole where it fits; else the first word of it and the initial of the next: `Chen X.`."""
    first, _blank, rest = name.partition(" ")
    return shortened(f"{first} {rest[0]}." if rest and cell_len(name) > cells else name, cells)


def columns(*parts: tuple[str, int]) -> str:
    """Columns of given widths, a blank between them."""
    return " ".join(fit(text, cells) for text, cells in parts)


def widest(words: Iterable[str], most: int) -> int:
    """The width of a column that cuts none of these words, at most so wide."""
    return min(most, max(map(cell_len, words), default=0))


def place_and_text(place: str, text: str) -> str:
    """A place and what is there, in one column: a short place leaves its room to the text, a long one is not cut."""
    return f"{place}{' ' * max(0, _PLACE - cell_len(place))} {text}"


def apart(left: str, right: str, cells: int) -> str:
    """One line with a left and a right end; the left one is cut where they would meet."""
    room = cells - cell_len(right) - 1
    return f"{fit(left, room)} {right}" if right and room > 0 else fit(left, cells)


def with_room(left: str, right: str, cells: int) -> str:
    """One line with a left end, and a right one where the left leaves it room."""
    return apart(left, right, cells) if cell_len(left) + cell_len(right) < cells else shortened(left, cells)


def clock(at: int, zone: ZoneInfo) -> str:
    """`03:12`."""
    moment = local(at, zone)
    return f"{moment.hour:02}:{moment.minute:02}"


def day_clock(at: int, zone: ZoneInfo, now: int) -> str:
    """`03:12` today, `02-06 03:12` on another day."""
    moment = local(at, zone)
    return f"{moment:%H:%M}" if moment.date() == local(now, zone).date() else f"{moment:%m-%d %H:%M}"


def night_clock(at: int, zone: ZoneInfo, now: int) -> str:
    """`day_clock`, but a line of the last half day needs no date: after midnight a night's lines look as before it."""
    return clock(at, zone) if 0 <= now - at < DAY // 2 else day_clock(at, zone, now)


def span(milliseconds: int) -> str:
    """`2:15` below a day, then `3 d`; always positive."""
    minutes = abs(milliseconds) // MINUTE
    if minutes < 24 * 60:
        return f"{minutes // 60}:{minutes % 60:02}"
    return _("{n} d").format(n=minutes // (24 * 60))


#: How the time that is left is worded.
CLOCKS = N_("overdue {span}"), N_("{span} left")


def left(due_at: int | None, now: int) -> str:
    """How long is left, or how long it is overdue, in words."""
    if due_at is None:
        return _("no limit")
    return _(CLOCKS[due_at >= now]).format(span=span(due_at - now))


def hide(on: bool) -> None:
    """Begin or end the privacy view."""
    global private
    private = on


def masked(phone: str) -> str:
    """`138****2201`: enough to recognise a number, too little to call it; nothing of it in the privacy view."""
    if private:
        return ""
    return masking.masked(phone)


def masked_name(name: str) -> str:
    """`王**`: the first character, then stars for the rest (L10); nothing of it in the privacy view."""
    if private:
        return ""
    return masking.masked_name(name)


def wrapped(text: str, width: int) -> list[str]:
    """Lines no wider than this many cells; breaks at blanks where there are any."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph, width):
            if line and cell_len(line + piece) > width:
                lines.append(line.rstrip())
                line = " " * (len(paragraph) - len(paragraph.lstrip())) + piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(paragraph: str, width: int) -> list[str]:
    """Where a line may be broken: after a blank, around every wide character, and in a word that no line holds."""
    pieces = [""]
    for character in paragraph:
        if cell_len(character) == 2 or pieces[-1].endswith(" ") or (pieces[-1] and cell_len(pieces[-1][-1]) == 2):
            pieces.append("")
        pieces[-1] += character
    return [part for piece in pieces for part in (chop_cells(piece, width) or [""])]


def whole() -> None:
    """Refuse in the privacy view what must be seen whole: a text that is signed."""
    if private:
        raise Refused(N_("The privacy view is on: Ctrl+O ends it."))


def person(name: str) -> str:
    """A name of the public in a list: whole, or hidden in the privacy view."""
    return hidden(name)


def hidden(text: str) -> str:
    """What somebody wrote, where it is read whole: in the privacy view only that something was written."""
    return _HIDDEN if private and text else text


def said(text: str) -> str:
    """What somebody wrote, in a list: numbers that reach or identify a person are masked (L10)."""
    if private:
        return hidden(text)
    return masking.masked_numbers(text)
