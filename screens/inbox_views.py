"""The two faces of the inbox: the sheet of a day, and the lines that wait for a superior's mark."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from db import duty_log
from db.duty_log import EntryView, LogFilter
from db.rules.day_sheet import DaySheet, HandoverLine
from screens import inbox_text as words
from screens.desk import Desk
from screens.inbox_text import Item
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import Key, ListSource
from screens.words import _


class SheetView(Vertical):
    """Matters with their detail, handovers, the log in numbers, and who has not signed."""

    DEFAULT_CSS = """
    #handovers { height: 6; }
    #detail { height: auto; min-height: 2; max-height: 5; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="sheet")
        self.desk = desk
        self.wide = words.cells((), ())

    def compose(self) -> ComposeResult:
        """Exceptions first."""
        yield Ledger(ListSource[Item]([]), self._item_line, flag=words.item_flag, id="matters")
        yield Static(id="detail", markup=False)
        yield Line(id="handovers_title", bold=True)
        yield Ledger(ListSource[Any]([]), self._handover_line, key=lambda row: (row[0],), id="handovers")
        yield Line(id="log")
        yield Line(id="waiting")

    @property
    def matters(self) -> Ledger[Any]:
        """The upper list."""
        return self.query_one("#matters", Ledger)

    @property
    def handovers(self) -> Ledger[Any]:
        """The lower list."""
        return self.query_one("#handovers", Ledger)

    def _item_line(self, item: Item, width: int) -> str:
        return words.item_line(item, width, self.wide)

    def _handover_line(self, row: tuple[int, HandoverLine], width: int) -> str:
        return words.handover_line(row[1], width, self.desk.zone, self.wide)

    def show(self, items: list[Item], sheet: DaySheet | None) -> None:
        """Show these lines above, and the rest of the sheet where the officer may see it."""
        self.wide = words.cells(items, sheet.handovers if sheet else ())
        self.matters.source = ListSource(items)
        self.handovers.source = ListSource(list(enumerate(sheet.handovers)) if sheet else [])
        self._say("#handovers_title", _("Handovers") if sheet else "", words.handover_counts(sheet) if sheet else "")
        self._say("#log", words.log_line(sheet) if sheet else "")
        self._say("#waiting", words.waiting_line(sheet) if sheet else "")

    def _say(self, selector: str, left: str, right: str = "") -> None:
        self.query_one(selector, Line).say(left, right)

    def rewind(self) -> None:
        """Another day begins with its first lines."""
        for ledger in (self.matters, self.handovers):
            ledger.show(ListSource[Any]([]))

    def current(self) -> Item | None:
        """The line under the cursor."""
        row: Item | None = self.matters.current
        return row

    def take(self, number: int) -> Item | None:
        """Put the cursor on a line by its number."""
        rows: list[Item] = self.matters.source.page(None, number)
        if not 1 <= number <= len(rows):
            return None
        self.matters.home(number - 1)
        return rows[-1]

    def on_ledger_moved(self, event: Ledger.Moved) -> None:
        """The detail follows the cursor."""
        if event.ledger is self.matters:
            self.query_one("#detail", Static).update(Text(words.detail(self.current())))


class _Unreviewed:
    """Log lines of every post without a superior's mark, newest first."""

    where = LogFilter(unreviewed=True)

    def page(
        self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
    ) -> list[EntryView]:
        at = (start[0], start[1]) if start is not None else None
        return duty_log.page(self.where, at, limit, backwards=backwards, inclusive=inclusive)

    def count(self) -> int:
        return duty_log.count(self.where).n


class LinesToReview(Ledger[EntryView]):
    """The lines that wait; what is reviewed is what stands on the screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_Unreviewed(), self._words, id="lines")
        self.desk = desk

    def _words(self, row: EntryView, width: int) -> str:
        return words.unreviewed_line(row, width, self.desk.zone, self.desk.now())

    def of_others(self) -> list[int]:
        """Ids of the lines on this page that the acting officer did not write."""
        return [row.id for row in self.window if row.author_id != self.desk.who.officer_id]
