"""The site settings (F6): each with its rule and what it does, and the site's own working days (T11)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from db import site, workdays
from db.rules.settings import SETTINGS, Setting
from db.workdays import DayView
from screens.base import BaseScreen
from screens.commands import Command, InBook
from screens.settings_forms import ChangeSetting, PutDay, bound_said, value_said
from screens.text import columns, said
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import ListSource
from screens.words import N_, _

WORKED = {True: N_("worked"), False: N_("free"), None: N_("as the calendar says")}


class OpenSetting(InBook):
    """Give the setting under the cursor another value, within its range, for every terminal."""

    shortcut, label = "enter", N_("change")


class WorkingDays(Command):
    """Show the site's own working days of this year and where they stand; once more goes back."""

    shortcut, label = "w", N_("working days")


class PutDown(InBook):
    """Say that a day is worked or free here, whatever the statutory calendar says."""

    shortcut, label = "n", N_("working day")


class SettingsScreen(BaseScreen):
    """The settings in the order of their rules; the working days take their place."""

    NOUN = "settings"
    TITLE_MSGID = N_("Site settings")
    SHORTCUTS = (OpenSetting, WorkingDays, PutDown)

    def body(self) -> Iterable[Widget]:
        """One line per setting; the days are a second list."""
        rows = ListSource(list(enumerate(SETTINGS)))
        yield Ledger(rows, self._line, key=lambda row: (row[0],), flag=self._flag, id="settings")
        days = Ledger(ListSource[tuple[int, DayView]]([]), self._day_line, key=lambda row: (row[0],), id="days")
        days.display = False
        yield days
        yield Line(id="about")

    @property
    def settings(self) -> Ledger[tuple[int, Setting]]:
        """The list of settings."""
        return self.query_one("#settings", Ledger)

    @property
    def days(self) -> Ledger[tuple[int, DayView]]:
        """The list of the site's own days."""
        return self.query_one("#days", Ledger)

    def refresh_data(self) -> None:
        """Read values and days again; a value that is another is painted."""
        self.values = site.settings()
        self.days.source = ListSource(list(enumerate(workdays.own_days(workdays.this_year()))))
        super().refresh_data()
        self.settings.refresh()
        self.say_about()

    def say_about(self) -> None:
        """Say the default and the range of the setting under the cursor, or where the calendar file is."""
        row = self.settings.current
        about = ""
        if self.days.display:
            about = self._file()
        elif row is not None:
            one = row[1]
            standard = value_said(one, one.default)
            low, high = bound_said(one, one.low), bound_said(one, one.high)
            about = _("default {value}; from {low} to {high}").format(value=standard, low=low, high=high)
        self.query_one("#about", Line).say(about)

    def on_ledger_moved(self, _event: Ledger.Moved) -> None:
        """Another setting is under the cursor."""
        self.say_about()

    def _file(self) -> str:
        """Where the calendar file is, or would be; of a long path its end."""
        place = str(workdays.path())
        return _("file: {path}").format(path=place if len(place) <= 64 else f"...{place[-61:]}")

    values: dict[str, int] = {}

    def title_line(self) -> tuple[str, str]:
        """How many are not at their default, or the calendar file."""
        if self.days.display:
            title = _("Working days of {year}").format(year=workdays.this_year())
            return title, str(self.days.source.count())
        changed = sum(self._value(each) != each.default for each in SETTINGS)
        return _(self.TITLE_MSGID), _("{n} changed").format(n=changed)

    def _line(self, row: tuple[int, Setting], width: int) -> str:
        _place, one = row
        return columns((one.rule, 3), (_(one.about), width - 20), (value_said(one, self._value(one)), 15))

    def _value(self, one: Setting) -> int:
        return self.values.get(one.name, one.default)

    def _flag(self, row: tuple[int, Setting]) -> str:
        """One that is not at its default."""
        return "*" if self._value(row[1]) != row[1].default else " "

    def _day_line(self, row: tuple[int, DayView], width: int) -> str:
        _place, one = row
        where = one.by or _("file")
        return columns((one.day.isoformat(), 10), (_(WORKED[one.worked]), 20), (where, 10), (said(one.why), width - 43))

    def focus_body(self) -> None:
        """The list that is shown has the keyboard."""
        self.set_focus(self.days if self.days.display else self.settings)

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter on a line: a setting is changed, a day only looked at."""
        if event.ledger is self.settings:
            self.action_command(OpenSetting.__name__)

    def do_open_setting(self) -> None:
        """Enter."""
        row = self.settings.current
        if row is not None and not self.days.display:
            self.open_form(ChangeSetting(setting=row[1].name))

    def do_working_days(self) -> None:
        """`w`: the days, or back."""
        self._show_days(not self.days.display)
        if self.days.display and not workdays.own_days(workdays.this_year()):
            self.say(_("The site follows the statutory calendar this year."))

    def _show_days(self, shown: bool) -> None:
        self.days.display, self.settings.display = shown, not shown
        self.focus_body()
        self.refresh_data()

    def do_put_down(self) -> None:
        """`n`: the days are shown, so that one sees what stands."""
        self._show_days(True)
        self.open_form(PutDay())
