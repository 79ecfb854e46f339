"""Forms of the site settings: another value, and a day that is worked or free (T11)."""

from __future__ import annotations

from collections.abc import Sequence

from db import site, workdays
from db.rules.inbox import parse_day
from db.rules.settings import BY_NAME, UNITS, Setting, typed_value
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.words import N_, _, ngettext

SWITCH = (Option("y", 1, N_("yes")), Option("n", 0, N_("no")))
WORKED = (
    Option("1", "worked", N_("worked")),
    Option("2", "free", N_("free")),
    Option("3", "calendar", N_("as the calendar says")),
)


def value_said(setting: Setting, value: int) -> str:
    """A value with its unit, as a person reads it."""
    if setting.unit == "switch":
        return _("yes") if value else _("no")
    if setting.unit == "time":
        return f"{value // 60:02}:{value % 60:02}"
    return ngettext(*UNITS[setting.unit], value).format(n=value)


def bound_said(setting: Setting, value: int) -> str:
    """An end of the range: as it is typed."""
    return value_said(setting, value) if setting.unit in ("switch", "time") else str(value)


class ChangeSetting(Form):
    """Another value of a setting. `args`: setting."""

    title = N_("Setting")

    @property
    def setting(self) -> Setting:
        """The one it is about."""
        return BY_NAME[self.args["setting"]]

    def heading(self, _desk: Desk) -> str:
        """What it does."""
        return f"{_(self.title)}  {self.setting.rule} {_(self.setting.about)}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One value in its range."""
        one = self.setting
        if one.unit == "switch":
            return (Field("value", N_("value"), "choice", options=SWITCH),)
        hint = f"{bound_said(one, one.low)} - {bound_said(one, one.high)}"
        return (Field("value", N_("value"), hint=hint, check=lambda typed: typed_value(one.name, typed)),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Change it for every terminal."""
        site.choose(desk.who, self.args["setting"], answers["value"])
        desk.read_settings()
        said = value_said(self.setting, answers["value"])
        return Saved(_("It is {value} from now on, on every terminal.").format(value=said))


class PutDay(Form):
    """A day that is worked or free here."""

    title = N_("Working day")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The date, what it is, and why."""
        return (
            Field("day", N_("date"), hint=N_("as 2026-02-06"), check=lambda typed: parse_day(typed).isoformat()),
            Field("worked", N_("that day is"), "choice", options=WORKED),
            Field("why", N_("reason")),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put it down."""
        worked = {"worked": True, "free": False}.get(answers["worked"])
        workdays.put_day(desk.who, answers["day"], worked, answers["why"])
        return Saved(_("{day} is put down; deadlines reckoned from now on count so.").format(day=answers["day"]))
