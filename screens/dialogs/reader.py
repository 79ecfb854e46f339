"""A long text on the whole screen, page by page; Esc goes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from screens.commands import pressed
from screens.text import wrapped
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import ListSource
from screens.words import _

#: A line of the log and an emergency wait for nobody who reads.
_ANYWHERE = (";", "!")
_FUNCTION_KEY = re.compile(r"f\d+")


class Leaves(Protocol):
    """The application: it knows where one came from."""

    def leave(self) -> None:
        """Back to the screen below."""


class Reader(Screen[None]):
    """Shows `text` under a title; what is a paper can be printed from here."""

    def __init__(self, title: str, text: str, put_on_paper: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.heading = title
        self.text = text
        self.put_on_paper = put_on_paper

    def compose(self) -> ComposeResult:
        """Title, text, shortcuts."""
        yield Line(id="title", bold=True)
        yield Ledger(ListSource(self._rows(78)), lambda row, _width: row[1], key=lambda row: (row[0],))
        yield Line(id="shortcuts")

    def on_mount(self) -> None:
        """Wrap to the width there is."""
        self.query_one("#title", Line).say(self.heading)
        self.query_one("#shortcuts", Line).say(
            _("PgDn PgUp page   p print   Esc back") if self.put_on_paper else _("PgDn PgUp page   Esc back")
        )
        self.query_one(Ledger).focus()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.query_one(Ledger).show(ListSource(self._rows(self.size.width - 2)))

    def _rows(self, width: int) -> list[tuple[int, str]]:
        return list(enumerate(wrapped(self.text, max(20, width))))

    def key(self, event: events.Key) -> None:
        """Pages, `p` and Esc; what works anywhere works here too."""
        if event.key in ("escape", "q"):
            cast(Leaves, self.app).leave()
        elif self.put_on_paper is not None and pressed(event) == "p":
            cast(Leaves, self.app).leave()
            self.put_on_paper()
        elif event.key == "ctrl+o" or pressed(event) in _ANYWHERE or _FUNCTION_KEY.fullmatch(event.key):
            # Strangers look on, the phone rings: the text goes first, then the screen below does what is asked.
            cast(Leaves, self.app).leave()
            self.app.post_message(event)
        else:
            self.query_one(Ledger).take(event)
