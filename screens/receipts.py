"""The receipt books (F6): which numbers each has, and which receipt is the next to be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from db import receipts
from db.receipts import BookView
from db.rules import receipts as rules
from screens.base import BaseScreen
from screens.commands import Command, InBook
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Saved
from screens.text import columns, day_clock
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _


class ReceiptsWritten(Command):
    """Say which receipt is the next to be written: its last digits are enough."""

    shortcut, label, also = "u", N_("receipts written"), ("enter",)


class NewReceiptBook(InBook):
    """Put a new book of receipts into the register."""

    shortcut, label = "n", N_("new book")


class NextReceipt(Form):
    """Which receipt is the next to be written."""

    title = N_("Next receipt")

    def heading(self, _desk: Desk) -> str:
        """The number that stands."""
        return f"{_(self.title)}  {_('until now {n}').format(n=receipts.next_number() or '-')}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """A number, or its last digits."""
        return (Field("number", N_("next number"), hint=N_("its last three digits are enough")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put it down."""
        book = receipts.use(desk.who, answers["number"])
        left = _("receipts left: {n}").format(n=book.left)
        return Saved(_("Next receipt: {n}.").format(n=number(book.next)) + f" {left}")


class NewBook(Form):
    """A new book of receipts."""

    title = N_("New receipt book")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Its first and its last number."""
        return (
            Field("first", N_("first number"), check=rules.number),
            Field("last", N_("last number"), check=rules.number),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put it into the register."""
        receipts.add(desk.who, answers["first"], answers["last"])
        return Saved(_("Book {first} to {last} is in the register.").format(**answers))


def number(value: int) -> str:
    """A receipt number as it is printed."""
    return f"No.{value:06d}"


class ReceiptsScreen(BaseScreen):
    """One line per book, the one in use on top."""

    NOUN = "receipts"
    TITLE_MSGID = N_("Receipt books")
    EMPTY = N_("Receipt books stand here; n enters a new one.")
    SHORTCUTS = (ReceiptsWritten, NewReceiptBook)

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield Ledger(ListSource[tuple[int, BookView]]([]), self._line, key=lambda row: (row[0],), id="books")

    def refresh_data(self) -> None:
        """Read the books again."""
        self.query_one("#books", Ledger).source = ListSource(list(enumerate(receipts.books())))
        super().refresh_data()

    def title_line(self) -> tuple[str, str]:
        """The number that is next."""
        following = receipts.next_number()
        said = _("next {n}").format(n=number(following)) if following else _("no book in use")
        return _(self.TITLE_MSGID), said

    def _line(self, row: tuple[int, BookView], width: int) -> str:
        _place, book = row
        at = day_clock(book.used_at, self.desk.zone, self.desk.now()) if book.used_at else ""
        state = _("next {n}").format(n=number(book.next)) if book.left else _("used up")
        left = _("receipts left: {n}").format(n=book.left) if book.left else ""
        span = f"{number(book.first)} - {number(book.last)}"
        return columns((span, 24), (state, 16), (left, 18), (f"{book.used_by} {at}".strip(), width - 61))

    def on_ledger_opened(self, _event: Ledger.Opened) -> None:
        """Enter."""
        self.do_receipts_written()

    def do_receipts_written(self) -> None:
        """`u`."""
        self.open_form(NextReceipt())

    def do_new_receipt_book(self) -> None:
        """`n`."""
        self.open_form(NewBook())
