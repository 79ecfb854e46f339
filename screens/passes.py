"""The temporary passes (F6): who is on the estate on a card of ours, and which card was not given back (G1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from db import passes
from db.passes import PassView
from db.rules.passes import STATES
from screens.base import BaseScreen
from screens.commands import Command, Reveal
from screens.forms import Saved
from screens.passes_forms import ExtendPass, FindPasses, NewPass, OfPass, ReturnPass
from screens.text import columns, day_clock, left, masked, person, said
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import ListSource
from screens.words import N_, _


class OfOnePass(Command):
    """A command about the pass under the cursor."""

    shortcut, label = "", ""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """One that is out must stand there."""
        found = screen.chosen() if isinstance(screen, PassesScreen) else None
        if found is None:
            return N_("There is no pass here: n gives one out.")
        return N_("This pass was given back already: go to one that is out.") if found.returned_at else ""


class GiveOutPass(Command):
    """Give out a pass: number or the next one, who, for what, until when."""

    shortcut, label = "n", N_("new")


class TakePassBack(OfOnePass):
    """The pass under the cursor was given back; it lends no key any more."""

    shortcut, label = "r", N_("given back")


class MakePassLonger(OfOnePass):
    """Let the pass under the cursor be valid longer, and say why."""

    shortcut, label = "x", N_("extend")


class FindPass(Command):
    """Find passes by number, unit, name, initials or firm."""

    shortcut, label = "/", N_("find")


class PassesScreen(BaseScreen):
    """What is out stands above, what has run out on top of it; what is known about one below."""

    NOUN = "passes"
    REGISTER = "passes"
    TITLE_MSGID = N_("Passes")
    EMPTY = N_("Passes that are out stand here; n gives one out.")
    SHORTCUTS = (GiveOutPass, TakePassBack, MakePassLonger, FindPass, Reveal)

    text = ""

    def body(self) -> Iterable[Widget]:
        """One list, and one line about the pass under the cursor."""
        yield Ledger(
            ListSource[tuple[int, PassView]]([]), self._line, key=lambda row: (row[0],), flag=self._flag, id="passes"
        )
        yield Line(id="about")

    @property
    def ledger(self) -> Ledger[tuple[int, PassView]]:
        """The one list."""
        return self.query_one("#passes", Ledger)

    def chosen(self) -> PassView | None:
        """The pass under the cursor."""
        row = self.ledger.current
        return row[1] if row is not None else None

    def refresh_data(self) -> None:
        """Read the passes again; the cursor stays on its pass."""
        at = self.chosen()
        self.ledger.source = ListSource(list(enumerate(passes.listed(self.text))))
        super().refresh_data()
        if at is not None and not self.ledger.following:
            self.show_record(at.id)

    def show_record(self, record: int) -> None:
        """Put the cursor on a pass."""
        rows = self.ledger.source.page(None, passes.MOST)
        place = next((place for place, found in rows if found.id == record), None)
        if place is not None:
            self.ledger.go_to((place,))

    def title_line(self) -> tuple[str, str]:
        """How many are out, and how many of them should be back."""
        out, overdue = passes.counts()
        said_of = _("{n} out, {overdue} not given back").format(n=out, overdue=overdue)
        return "  ".join(part for part in (_(self.TITLE_MSGID), self.text) if part), said_of

    def _flag(self, row: tuple[int, PassView]) -> str:
        return "*" if row[1].state(self.desk.now()) == "overdue" else " "

    def _line(self, row: tuple[int, PassView], width: int) -> str:
        _place, found = row
        now = self.desk.now()
        state = found.state(now)
        how = left(found.valid_to, now) if state in ("overdue", "valid") else _(STATES[state])
        return columns(
            (found.number, 8), (how, 14), (person(found.holder), 13), (found.firm, 18),
            (f"{found.unit} {said(found.purpose)}".lstrip(), max(8, width - 57)),
        )  # fmt: skip

    def on_ledger_moved(self, _event: Ledger.Moved) -> None:
        """Say more about the pass under the cursor."""
        found, now = self.chosen(), self.desk.now()
        about = ""
        if found is not None:
            times = found.valid_from, found.returned_at or found.valid_to
            valid = " - ".join(day_clock(at, self.desk.zone, now) for at in times)
            longer = _("extended: {why}").format(why=said(found.why_longer)) if found.why_longer else ""
            parts = (valid, masked(found.phone), said(found.purpose), longer)
            about = "  ".join(part for part in parts if part)
        self.query_one("#about", Line).say(about)

    def named(self) -> tuple[str, int] | None:
        """Who has the pass under the cursor."""
        found = self.chosen()
        return ("pass", found.id) if found is not None and found.holder else None

    def saved(self, saved: Saved) -> None:
        """Show what was searched for, or the pass that was given out."""
        if isinstance(saved.shown, str):
            self.text = saved.shown
            self.ledger.home()
        super().saved(saved)
        if isinstance(saved.shown, int):
            self.show_record(saved.shown)

    def do_go_home(self) -> None:
        """Esc: what was searched for goes first, then the screen."""
        if self.text:
            self.text = ""
            self.refresh_data()
        else:
            super().do_go_home()

    def _about(self, form: type[OfPass]) -> None:
        found = self.chosen()
        if found is not None:
            args: dict[str, Any] = {"record": found.id, "number": found.number}
            self.open_form(form(**args))

    def do_give_out_pass(self) -> None:
        """`n`."""
        self.open_form(NewPass())

    def do_take_pass_back(self) -> None:
        """`r`."""
        self._about(ReturnPass)

    def do_make_pass_longer(self) -> None:
        """`x`."""
        self._about(ExtendPass)

    def do_find_pass(self) -> None:
        """`/`."""
        self.open_form(FindPasses())
