"""A long text on the whole screen, page by page; Esc goes back."""

from __future__ import annotations

from typing import Protocol, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from screens.widgets.ledger import Ledger, ListSource
from screens.widgets.lines import Line
from screens.words import _


def wrapped(text: str, width: int) -> list[str]:
    """Lines no wider than this many cells; breaks at blanks where there are any."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and cell_len(line + piece) > width:
                lines.append(line.rstrip())
                line = " " * (len(paragraph) - len(paragraph.lstrip())) + piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(paragraph: str) -> list[str]:
    """Where a line may be broken: after a blank, and around every wide character."""
    pieces = [""]
    for character in paragraph:
        if cell_len(character) == 2 or pieces[-1].endswith(" ") or (pieces[-1] and cell_len(pieces[-1][-1]) == 2):
            pieces.append("")
        pieces[-1] += character
    return pieces


class Leaves(Protocol):
    """The application: it knows where one came from."""

    def leave(self) -> None:
        """Back to the screen below."""


class Reader(Screen[None]):
    """Shows `text` under a title."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.heading = title
        self.text = text

    def compose(self) -> ComposeResult:
        """Title, text, shortcuts."""
        yield Line(id="title", bold=True)
        yield Ledger(ListSource(self._rows(78)), lambda row, _width: row[1], key=lambda row: (row[0],))
        yield Line(id="shortcuts")

    def on_mount(self) -> None:
        """Wrap to the width there is."""
        self.query_one("#title", Line).say(self.heading)
        self.query_one("#shortcuts", Line).say(_("PgDn PgUp page   Esc back"))
        self.query_one(Ledger).focus()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.query_one(Ledger).show(ListSource(self._rows(self.size.width - 2)))

    def _rows(self, width: int) -> list[tuple[int, str]]:
        return list(enumerate(wrapped(self.text, max(20, width))))

    def key(self, event: events.Key) -> None:
        """Pages and Esc."""
        if event.key in ("escape", "q"):
            cast(Leaves, self.app).leave()
        else:
            self.query_one(Ledger).on_key(event)
