"""The book of emergency cards (F6): nine cards, their steps, each edit a version of its own (L6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from db import emergency_cards
from db.emergency_cards import EDITORS, Card, Step
from screens.base import BaseScreen
from screens.commands import Command
from screens.emergency_card_forms import WHOM, NameOfCard, StepOfCard
from screens.text import columns
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _, ngettext

Row = tuple[int, Card | Step]


class Editing:
    """What the commands that change a card have in common."""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Only supervisors write in this book, and a step stands on an open card."""
        if screen.desk.who.role not in EDITORS:
            return N_("Only a supervisor or manager changes the cards.")
        open_card = isinstance(screen, EmergencyBookScreen) and screen.shown is not None
        return "" if open_card else N_("Open a card first.")


class OpenCard(Command):
    """Open the card under the cursor; its digit does the same with one key."""

    shortcut, label, shown = "enter", N_("open"), False


class AddStep(Editing, Command):
    """Put a step before the one under the cursor."""

    shortcut, label = "n", N_("new step")


class ChangeStep(Editing, Command):
    """Change the step under the cursor; incidents under way keep the one they began with."""

    shortcut, label = "e", N_("change")


class DropStep(Editing, Command):
    """Take the step under the cursor out of the card."""

    shortcut, label = "x", N_("take out")


class AppendStep(Editing, Command):
    """Add a step after the last one."""

    shortcut, label = "+", N_("append")


class RenameCard(Editing, Command):
    """Call the card otherwise."""

    shortcut, label = "m", N_("rename")


class BackToCards(Command):
    """From the steps to the cards, from the cards to the registers."""

    shortcut, label, shown = "escape", N_("go back"), False


class EmergencyBookScreen(BaseScreen):
    """Everybody reads the cards; a supervisor changes them."""

    NOUN = "emergency_book"
    TITLE_MSGID = N_("Emergency cards")
    SHORTCUTS = (OpenCard, AddStep, AppendStep, ChangeStep, DropStep, RenameCard, BackToCards)

    #: The card whose steps are shown.
    shown: Card | None = None

    def body(self) -> Iterable[Widget]:
        """The cards, or the steps of one."""
        yield Ledger(ListSource[Row]([]), self._row, key=lambda row: (row[0] - 1,), id="book")

    @property
    def book(self) -> Ledger[Row]:
        """The list."""
        return self.query_one("#book", Ledger)

    def title_line(self) -> tuple[str, str]:
        """The book, or the card and its version."""
        if self.shown is None:
            return _(self.TITLE_MSGID), _("a digit opens a card")
        return self.shown.name, _("version {n}").format(n=self.shown.version)

    def _rows(self) -> list[Row]:
        found: Sequence[Card | Step] = self.shown.steps if self.shown else emergency_cards.cards()
        return list(enumerate(found, 1))

    def refresh_data(self) -> None:
        """Read the book again."""
        if self.desk.session is None:
            return
        self.shown = emergency_cards.card(self.shown.kind) if self.shown else None
        self.book.source = ListSource(self._rows())
        super().refresh_data()

    def _row(self, row: Row, width: int) -> str:
        number, one = row
        if isinstance(one, Card):
            steps = ngettext("{n} step", "{n} steps", len(one.steps)).format(n=len(one.steps))
            words = [steps, *([_("repair")] if one.repair else [])]
            return columns((f"{number:>2}", 2), (one.name, 20), ("  ".join(words), 24), (f"v{one.version}", width - 49))
        limit = _("{n} min").format(n=one.minutes) if one.minutes else ""
        return columns(
            (f"{number:>2}", 2), (one.what, 12), (_whom(one), 34), (limit, 7), (one.detail, max(8, width - 59))
        )

    def _show(self, card: Card | None) -> None:
        self.shown = card
        self.book.show(ListSource(self._rows()))
        self.say_title()

    def on_digit(self, digit: str) -> None:
        """A digit opens that card, or goes to that step."""
        number = int(digit) or 10
        rows = self._rows()
        if number <= len(rows):
            one = rows[number - 1][1]
            if isinstance(one, Card):
                self._show(one)
            else:
                self.book.go_to((number - 1,))

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter on a card."""
        if isinstance(event.row[1], Card):
            self._show(event.row[1])

    def do_open_card(self) -> None:
        """Enter with the keyboard elsewhere."""
        self.book.open_current()

    def do_back_to_cards(self) -> None:
        """Esc."""
        if self.shown is None:
            self.station.open("registers")
        else:
            self._show(None)

    def _edit(self, position: int, step: Step | None, *, insert: bool) -> None:
        assert self.shown is not None
        given = [getattr(step, name) for name in Step.__slots__] if step else []
        self.open_form(StepOfCard(kind=self.shown.kind, position=position, insert=insert, step=given))

    def _here(self) -> Row:
        row = self.book.current
        assert row is not None
        return row

    def do_add_step(self) -> None:
        """`n`."""
        self._edit(self._here()[0], None, insert=True)

    def do_append_step(self) -> None:
        """`+`."""
        assert self.shown is not None
        self._edit(len(self.shown.steps) + 1, None, insert=True)

    def do_change_step(self) -> None:
        """`e`."""
        position, step = self._here()
        assert isinstance(step, Step)
        self._edit(position, step, insert=False)

    def do_drop_step(self) -> None:
        """`x`."""
        assert self.shown is not None
        kind, position = self.shown.kind, self._here()[0]

        def drop() -> str:
            card = emergency_cards.drop_step(self.desk.who, kind, position)
            return _("{name}: version {version}.").format(name=card.name, version=card.version)

        self.do(drop)

    def do_rename_card(self) -> None:
        """`m`."""
        assert self.shown is not None
        self.open_form(NameOfCard(kind=self.shown.kind))


def _whom(step: Step) -> str:
    """Whom a step means: by name, or by what the card looks for when the incident begins."""
    found = next((option.label for option in WHOM if step.whom and option.value == step.whom), "")
    named = " ".join(
        part for part in (step.name, step.phone, step.other and f"/ {step.other}", step.other_phone) if part
    )
    return " ".join(part for part in (_(found), named) if part)
