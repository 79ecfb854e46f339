"""The registers (F6): the site's books, each opened by its digit."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from screens.base import BaseScreen
from screens.commands import Command
from screens.text import columns
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _

#: The books of the site: the noun of the screen and what the officer reads, in the order of their digits.
BOOKS: tuple[tuple[str, str], ...] = (
    ("staff", N_("Staff")),
    ("routines", N_("Routine schedule")),
    ("templates", N_("Handover templates")),
    ("receipts", N_("Receipt books")),
    ("roster", N_("Roster")),
    ("emergency_book", N_("Emergency cards")),
    ("phrase_book", N_("Phrase book")),
    ("passes", N_("Passes")),
    ("units", N_("Units")),
    ("settings", N_("Site settings")),
)  # fmt: skip


class OpenBook(Command):
    """Open the book under the cursor; its number does the same with one key."""

    shortcut, label, shown = "enter", N_("open"), False


class RegistersScreen(BaseScreen):
    """Everybody reads these books; who may write in one is said by the book."""

    NOUN = "registers"
    TITLE_MSGID = N_("Registers")
    SHORTCUTS = (OpenBook,)

    def body(self) -> Iterable[Widget]:
        """One line per book."""
        books = list(enumerate(BOOKS, 1))
        yield Ledger(ListSource(books), self._line, key=lambda row: (row[0] - 1,), id="books")

    def title_line(self) -> tuple[str, str]:
        """How to open one."""
        return _(self.TITLE_MSGID), _("a digit opens a book")

    def _line(self, row: tuple[int, tuple[str, str]], width: int) -> str:
        number, (_noun, label) = row
        return columns((f"{number % 10:>2}" if number <= 10 else "", 2), (_(label), width - 3))

    def on_digit(self, digit: str) -> None:
        """A digit opens that book, 0 the tenth: one key."""
        place = int(digit) or 10
        if place <= len(BOOKS):
            self.station.open(BOOKS[place - 1][0])

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter on a line."""
        _number, (noun, _label) = event.row
        self.station.open(noun)

    def do_open_book(self) -> None:
        """Enter with the keyboard elsewhere."""
        self.query_one("#books", Ledger).open_current()
