"""The roster (a book of F6): one week of every post, and who stands by (H1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from textual.widget import Widget

from db import roster
from db.roster import Cell, RosterRow
from db.rules import roster as rules
from screens.base import BaseScreen
from screens.commands import Command
from screens.forms import Saved
from screens.roster_forms import NOT_YOURS, Placed, PutCell, SwapCell, WeekChosen, WeekOf
from screens.text import columns, short_name, shortened
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import ListSource
from screens.words import N_, _, ngettext

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_LABEL, _CELL = 14, 8


class Writes(Command):
    """What only those who write the roster can do."""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Who writes it."""
        return "" if screen.desk.who.role in rules.EDITORS else NOT_YOURS


class PutOfficer(Writes):
    """Say who has this shift; the next day follows. Enter on nothing takes who had the day before, 0 clears it."""

    shortcut, label = "enter", N_("who")


class CopyWeek(Writes):
    """Fill what is still open of this week as the week before."""

    shortcut, label = "y", N_("as last week")


class SwapShift(Command):
    """Another officer takes this shift; who approved it is asked."""

    shortcut, label = "x", N_("swap")


class DayBefore(Command):
    """One day back, over the Monday into the week before."""

    shortcut, label, shown = "left", N_("day before"), False


class DayAfter(Command):
    """One day on, over the Sunday into the next week."""

    shortcut, label, shown = "right", N_("day after"), False


class WeekBefore(Command):
    """The week before."""

    shortcut, label = "pageup", N_("week before")

    @classmethod
    def key_shown(cls) -> str:
        """As it stands on the key."""
        return "PgUp"


class WeekAfter(Command):
    """The next week."""

    shortcut, label = "pagedown", N_("next week")

    @classmethod
    def key_shown(cls) -> str:
        """As it stands on the key."""
        return "PgDn"


class ChooseWeek(Command):
    """Show the week of a date."""

    shortcut, label = "t", N_("date")


class RosterScreen(BaseScreen):
    """Rows are shifts, columns are days; the marker says the row, brackets over the days say the column."""

    NOUN = "roster"
    TITLE_MSGID = N_("Roster")
    SHORTCUTS = (PutOfficer, CopyWeek, SwapShift, DayBefore, DayAfter, WeekBefore, WeekAfter, ChooseWeek)

    first: date | None = None
    column = 0

    def body(self) -> Iterable[Widget]:
        """The days, the shifts, and the one under the cursor in full."""
        yield Line(id="days", bold=True)
        yield Ledger(ListSource[RosterRow]([]), self._row, id="roster")
        yield Line(id="detail")

    @property
    def ledger(self) -> Ledger[RosterRow]:
        """The one list."""
        return self.query_one("#roster", Ledger)

    @property
    def monday(self) -> date:
        """The first day of the week shown; at first the week it is, and today's column."""
        if self.first is None:
            today = roster.today()
            self.first, self.column = rules.monday(today), today.weekday()
        return self.first

    # -- what is shown --------------------------------------------------------------------------------

    def refresh_data(self) -> None:
        """Read the week again."""
        if self.desk.session is None:
            return
        self.ledger.source = ListSource(roster.week(self.monday.isoformat()))
        self.ledger.reload()
        self._say_days()
        self.say_title()

    def title_line(self) -> tuple[str, str]:
        """From when to when, and how many shifts nobody has."""
        sunday = self.monday + timedelta(days=6)
        rows: list[RosterRow] = self.ledger.source.page(None, 99)
        still_open = sum(not cell.officer for row in rows if row.shift_id for cell in row.cells)
        span = f"{_(self.TITLE_MSGID)}  {self.monday.isoformat()} - {sunday.isoformat()[5:]}"
        return span, _("{n} open").format(n=still_open) if still_open else _("complete")

    def _say_days(self) -> None:
        days = [self._day(n) for n in range(7)]
        self.query_one("#days", Line).say(columns(("", _LABEL + 2), *((day, _CELL) for day in days)).rstrip())
        self._say_detail()

    def _day(self, number: int) -> str:
        words = f"{_(WEEKDAYS[number])}{(self.monday + timedelta(days=number)).day:02}"
        return f"[{words}]" if number == self.column else f" {words}"

    def _row(self, row: RosterRow, _width: int) -> str:
        name = columns((shortened(row.post, 8), 8), (row.shift, 5)) if row.post else _("Standby")
        return columns((name, _LABEL), *((_words(cell), _CELL) for cell in row.cells))

    def _say_detail(self) -> None:
        row, cell = self.ledger.current, self.cell()
        if row is None or cell is None:
            return
        place = f"{row.post} {row.shift}" if row.post else _("Standby")
        parts = [place, cell.date, cell.officer or _("nobody")]
        if cell.swapped_from:
            swapped = _("swap: was {before}, approved by {approver}")
            parts.append(swapped.format(before=cell.swapped_from, approver=cell.approver))
        self.query_one("#detail", Line).say("  ".join(parts))

    def on_ledger_moved(self, _event: Ledger.Moved) -> None:
        """The detail follows the cursor."""
        self._say_detail()

    def cell(self) -> Cell | None:
        """What stands under the cursor."""
        row = self.ledger.current
        return row.cells[self.column] if row is not None else None

    # -- moving -----------------------------------------------------------------------------------------

    def do_day_before(self) -> None:
        """Left."""
        self._go(-1)

    def do_day_after(self) -> None:
        """Right."""
        self._go(1)

    def do_week_before(self) -> None:
        """PgUp."""
        self._go(-7)

    def do_week_after(self) -> None:
        """PgDn."""
        self._go(7)

    def _go(self, days: int) -> None:
        self._show(self.monday + timedelta(days=self.column + days))

    def _show(self, day: date) -> None:
        before, self.first, self.column = self.monday, rules.monday(day), day.weekday()
        if before == self.first:
            self._say_days()
        else:
            self.refresh_data()

    def do_choose_week(self) -> None:
        """`t`."""
        self.open_form(WeekOf())

    # -- writing ----------------------------------------------------------------------------------------

    def do_put_officer(self) -> None:
        """Enter: who has this shift."""
        row = self.ledger.current
        if row is None:
            return
        cell = row.cells[self.column]
        before = row.cells[self.column - 1] if self.column else Cell("")
        self.open_form(
            PutCell(
                day=cell.date, post=row.post_id, shift=row.shift_id, place=f"{row.post} {row.shift}".strip(),
                before=before.officer_id, name=before.officer,
            )
        )  # fmt: skip

    def on_digit(self, digit: str) -> None:
        """0 clears the shift under the cursor."""
        if digit != "0":
            return
        if reason := PutOfficer.why_not(self):
            self.say(_(reason))
            return
        row, cell, who = self.ledger.current, self.cell(), self.desk.who
        if row is None or cell is None:
            return
        day, post, shift = cell.date, row.post_id, row.shift_id

        def clear() -> str:
            if post is None or shift is None:
                roster.put_standby(who, day, None)
            else:
                roster.put(who, day, post, shift, None)
            return _("Nobody has it now.")

        self.do(clear)

    def do_copy_week(self) -> None:
        """`y`: as last week."""
        who, first = self.desk.who, self.monday.isoformat()

        def copy() -> str:
            n = roster.copy_week(who, first)
            return ngettext("{n} shift filled as last week.", "{n} shifts filled as last week.", n).format(n=n)

        self.do(copy)

    def do_swap_shift(self) -> None:
        """`x`: another officer, with leave."""
        row, cell = self.ledger.current, self.cell()
        if row is None or cell is None or row.shift_id is None or not cell.officer:
            self.say(_("Move to a shift that somebody has."))
            return
        place = f"{row.post} {row.shift}"
        self.open_form(SwapCell(day=cell.date, post=row.post_id, shift=row.shift_id, place=place, name=cell.officer))

    def saved(self, saved: Saved) -> None:
        """After one day the next one of the same shift is asked, to the end of the week; Esc ends it."""
        super().saved(saved)
        if isinstance(saved, WeekChosen):
            self._show(date.fromisoformat(saved.day))
        elif isinstance(saved, Placed) and self.column < 6:
            self._go(1)
            self.do_put_officer()


def _words(cell: Cell) -> str:
    mark = "*" if cell.swapped_from else ""
    return f" {short_name(cell.officer, _CELL - 1 - len(mark))}{mark}" if cell.officer else " -"
