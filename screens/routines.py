"""The routine schedule (F6): what is due at each post, when it was done last, and what has to be made up (L12)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from db import routines
from db.routines import RoutineView
from screens.base import BaseScreen
from screens.commands import Command, InBook
from screens.routine_forms import EVERY, WEEKDAYS, ChangeRoutine, DoRoutine, EndRoutine, NewRoutine
from screens.text import columns, day_clock, left, widest
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import ListSource
from screens.words import N_, _, ngettext


class RoutineIsDone(Command):
    """Say that the routine under the cursor was done, with a note; the duty screen does the same by its number."""

    shortcut, label = "d", N_("done")


class OpenRoutine(InBook):
    """Give the routine another text or time, from now on; its number does the same with one key."""

    shortcut, label = "enter", N_("change")


class AddRoutine(InBook):
    """Put a routine on the schedule of a post: daily, weekly or monthly at a time."""

    shortcut, label = "n", N_("new")


class TakeOff(InBook):
    """Take the routine off the schedule, and say why."""

    shortcut, label = "x", N_("end")


class RoutinesScreen(BaseScreen):
    """All posts in one list."""

    NOUN = "routines"
    TITLE_MSGID = N_("Routine schedule")
    EMPTY = N_("Routines stand here with their time; n makes one.")
    SHORTCUTS = (RoutineIsDone, OpenRoutine, AddRoutine, TakeOff)

    def body(self) -> Iterable[Widget]:
        """One list, and one line about the routine under the cursor."""
        yield Ledger(
            ListSource[tuple[int, RoutineView]]([]),
            self._line,
            key=lambda row: (row[0] - 1,),
            flag=_flag,
            id="routines",
        )
        yield Line(id="about")

    @property
    def ledger(self) -> Ledger[tuple[int, RoutineView]]:
        """The one list."""
        return self.query_one("#routines", Ledger)

    def refresh_data(self) -> None:
        """Read the schedule again."""
        if self.desk.session is None:
            return
        self.ledger.source = ListSource(list(enumerate(routines.book(), 1)))
        super().refresh_data()

    def title_line(self) -> tuple[str, str]:
        """How many there are, and how many are owed."""
        found = [row for _n, row in self.ledger.source.page(None, 999)]
        owed = sum(bool(row.owed and row.owed.times) for row in found)
        counted = ngettext("{n} routine, {owed} owed", "{n} routines, {owed} owed", len(found))
        return _(self.TITLE_MSGID), counted.format(n=len(found), owed=owed)

    def _line(self, row: tuple[int, RoutineView], width: int) -> str:
        number, found = row
        state = left(found.owed.due_at, self.desk.now()) if found.owed else ""
        every = [found for _n, found in self.ledger.source.page(None, 999)]
        when, post = widest(map(said, every), 40), widest((found.post for found in every), 11)
        spare = max(10, width - 19 - post - when)
        return columns(
            (f"{number:>2}", 2), (found.post, post), (said(found), when), (found.text, spare), (state, 13)
        )  # fmt: skip

    def on_ledger_moved(self, _event: Ledger.Moved) -> None:
        """Say more about the routine under the cursor."""
        found, now, zone = self._under(), self.desk.now(), self.desk.zone
        done = ""
        if found is not None:
            done = f"{day_clock(found.done_at, zone, now)} {found.done_by}" if found.done_at else _("never done")
        self.query_one("#about", Line).say(f"{found.text}  {done}" if found else "")

    def _under(self) -> RoutineView | None:
        row = self.ledger.current
        return row[1] if row is not None else None

    def on_digit(self, digit: str) -> None:
        """A digit goes to that line and changes it: one key."""
        found = self.ledger.source.page(None, 9)
        if 1 <= int(digit) <= len(found):
            self.ledger.go_to((int(digit) - 1,))
            self._change(found[int(digit) - 1][1])

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter on a line."""
        self._change(event.row[1])

    def do_open_routine(self) -> None:
        """Enter."""
        self._change(self._under())

    def _change(self, found: RoutineView | None) -> None:
        if reason := OpenRoutine.why_not(self):
            self.say(_(reason))
        elif found is not None:
            plan = found.schedule
            told = {"text": found.text, "every": plan.every, "day": plan.day, "clock": _clock(plan.minute)}
            self.open_form(ChangeRoutine(routine=found.id, **told))

    def do_routine_is_done(self) -> None:
        """`d`."""
        if (found := self._under()) is not None:
            self.open_form(DoRoutine(routine=found.id, text=found.text))

    def do_add_routine(self) -> None:
        """`n`."""
        self.open_form(NewRoutine())

    def do_take_off(self) -> None:
        """`x`."""
        if (found := self._under()) is not None:
            self.open_form(EndRoutine(routine=found.id, text=found.text))


def _flag(row: tuple[int, RoutineView]) -> str:
    return "*" if row[1].owed and row[1].owed.times else " "


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def said(found: RoutineView) -> str:
    """How often and when, in words."""
    plan = found.schedule
    day = {"weekly": WEEKDAYS[(plan.day - 1) % 7], "monthly": _("day {n}").format(n=plan.day)}.get(plan.every, "")
    return " ".join(part for part in (_(EVERY[plan.every]), _(day), _clock(plan.minute)) if part)
