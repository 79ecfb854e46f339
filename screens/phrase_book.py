"""The phrase book (F6): the site's own sentences and places, found by a few letters (L14)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from db import phrases
from db.phrases import PhraseView
from screens.base import BaseScreen
from screens.commands import Command, OnRow
from screens.phrase_forms import KINDS, AddPhrase
from screens.text import columns
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _


class NewPhrase(Command):
    """Add a sentence, with `_` for each slot, or a place; a few letters find it from now on."""

    shortcut, label = "n", N_("new")


class DropPhrase(OnRow):
    """Take the phrase under the cursor out of the book; what was written with it stays."""

    shortcut, label = "x", N_("take out")
    NO_ROW = N_("The book is empty: n adds a phrase.")


class PhraseBookScreen(BaseScreen):
    """Everybody on duty writes in this book."""

    NOUN = "phrase_book"
    TITLE_MSGID = N_("Phrase book")
    EMPTY = N_("The site's own sentences and places stand here; n writes one.")
    SHORTCUTS = (NewPhrase, DropPhrase)

    def body(self) -> Iterable[Widget]:
        """Sentences, then places."""
        yield Ledger(ListSource[tuple[int, PhraseView]]([]), self._row, key=lambda row: (row[0],), id="phrases")

    def title_line(self) -> tuple[str, str]:
        """How many there are."""
        count = self.query_one("#phrases", Ledger).source.count()
        return _(self.TITLE_MSGID), _("{n} of this site").format(n=count)

    def refresh_data(self) -> None:
        """Read the book again."""
        if self.desk.session is not None:
            self.query_one("#phrases", Ledger).source = ListSource(list(enumerate(phrases.own())))
            super().refresh_data()

    def _row(self, row: tuple[int, PhraseView], width: int) -> str:
        one = row[1]
        kind = _(KINDS[one.kind])
        return columns((one.initials, 14), (kind, 8), (one.text, width - 38), (one.officer, 12))

    def do_new_phrase(self) -> None:
        """`n`."""
        self.open_form(AddPhrase())

    def do_drop_phrase(self) -> None:
        """`x`."""
        row = self.query_one("#phrases", Ledger).current
        assert row is not None
        one: PhraseView = row[1]

        def drop() -> str:
            phrases.remove(self.desk.who, one.id)
            return _("Taken out: {text}").format(text=one.text)

        self.do(drop)
