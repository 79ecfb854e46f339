"""The book of units (F6): every home and place with its owner, as the phone card knows it (T13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.widget import Widget

from db import calls, units
from db.site import UnitView
from screens.base import BaseScreen
from screens.commands import Command, InBook, OnRow, Reveal
from screens.forms import Saved
from screens.text import columns, hidden, left, masked, masked_name, said
from screens.units_forms import ChangeUnit, FindUnits, NewUnit
from screens.widgets.ledger import Ledger
from screens.widgets.source import Key
from screens.words import N_, _


class OpenUnit(Command):
    """Read the card of the unit under the cursor: its owner, its notes, and what is open there."""

    shortcut, label, shown = "enter", N_("card of the unit"), False


class AddUnit(InBook):
    """Put a home or a place into the book."""

    shortcut, label = "n", N_("new")


class EditUnit(OnRow, InBook):
    """Change owner, phone or notes of the unit under the cursor."""

    shortcut, label = "e", N_("change")
    NO_ROW = N_("There is no such unit: n puts one into the book.")


class FindUnit(Command):
    """Find units by the beginning of their number, of the owner's name or its initials, or by phone."""

    shortcut, label = "/", N_("find")


@dataclass(frozen=True, slots=True)
class UnitSource:
    """The units a search lets through, as a source of the ledger."""

    text: str

    def page(
        self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
    ) -> list[UnitView]:
        """A window of the book."""
        return units.page(self.text, start, limit, backwards=backwards, inclusive=inclusive)

    def count(self) -> int:
        """How many there are."""
        return units.count(self.text)


class UnitsScreen(BaseScreen):
    """One line per unit, by number."""

    NOUN = "units"
    REGISTER = "units"
    TITLE_MSGID = N_("Units")
    EMPTY = N_("Homes and places stand here; n adds one.")
    SHORTCUTS = (FindUnit, AddUnit, EditUnit, OpenUnit, Reveal)

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield Ledger(UnitSource(""), _line, key=lambda row: (row.number,), id="units")

    @property
    def ledger(self) -> Ledger[UnitView]:
        """The one list."""
        return self.query_one("#units", Ledger)

    def title_line(self) -> tuple[str, str]:
        """What was searched for, and how many there are."""
        source = self.ledger.source
        text = source.text if isinstance(source, UnitSource) else ""
        return "  ".join(part for part in (_(self.TITLE_MSGID), text) if part), str(source.count())

    def named(self) -> tuple[str, int] | None:
        """The owner of the unit under the cursor."""
        found = self.ledger.current
        return ("unit", found.id) if found is not None and (found.owner or found.phone) else None

    def on_digit(self, digit: str) -> None:
        """A digit begins the number that is looked for."""
        self.open_form(FindUnits(), typed=digit)

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter on a line."""
        found: UnitView = event.row
        self.station.read(found.number, "\n".join(self._card(found)) + "\n")

    def _card(self, found: UnitView) -> list[str]:
        """Everything about a unit, people masked."""
        card, now = calls.card(found.number), self.desk.now()
        lines = [
            f"{_('Owner')}  {masked_name(found.owner) or '-'}  {masked(found.phone)}".rstrip(),
            f"{_('Notes')}  {hidden(found.notes) or '-'}",
            f"{_('Public')}  {_('yes') if found.public else _('no')}",
            "",
        ]
        lines += [f"{one.label}  {left(one.due_at, now)}  {said(one.content)}" for one in card.tickets]
        lines += [f"{_('promise')}  {left(one.due_at, now)}  {said(one.text)}" for one in card.promises]
        return [*lines, *(f"{_('Key')} {one.tag}  {one.opens}" for one in card.keys)]

    def saved(self, saved: Saved) -> None:
        """Show what was searched for, or the unit that is new."""
        if isinstance(saved.shown, tuple):
            self.ledger.show(UnitSource(saved.shown[1]))
        elif isinstance(saved.shown, str):
            self.ledger.source = UnitSource("")
        super().saved(saved)
        if isinstance(saved.shown, str):
            self.ledger.jump((saved.shown,))

    def do_go_home(self) -> None:
        """Esc: what was searched for goes first, then the screen."""
        if self.ledger.source == UnitSource(""):
            super().do_go_home()
        else:
            self.ledger.show(UnitSource(""))
            self.say_title()

    def do_open_unit(self) -> None:
        """Enter with the keyboard elsewhere."""
        self.ledger.open_current()

    def do_add_unit(self) -> None:
        """`n`."""
        self.open_form(NewUnit())

    def do_edit_unit(self) -> None:
        """`e`."""
        found = self.ledger.current
        if found is not None:
            self.open_form(ChangeUnit(unit=found.id, number=found.number))

    def do_find_unit(self) -> None:
        """`/`."""
        self.open_form(FindUnits())


def _line(row: UnitView, width: int) -> str:
    phone, notes = masked(row.phone), said(row.notes)
    public = _("public") if row.public else ""
    return columns((row.number, 14), (masked_name(row.owner), 10), (phone, 12), (public, 6), (notes, width - 46))
