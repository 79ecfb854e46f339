"""Forms of the roster: who has a shift, a swap, another week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import roster, staff
from db.rules import roster as rules
from db.rules.inbox import parse_day
from db.rules.plain_text import half_width
from db.rules.staff import SUPERIORS
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Saved
from screens.officer_field import of_roles, officer_field
from screens.words import N_, _

NOT_YOURS = N_("The roster is written by supervisors and managers: x enters a swap.")


@dataclass(slots=True)
class Placed(Saved):
    """A day has its officer: the next one is asked."""


@dataclass(slots=True)
class WeekChosen(Saved):
    """Another week is to be shown."""

    day: str = ""


class PutCell(Form):
    """Who has a shift, or stands by. `args`: day, post, shift, place, before, name."""

    title = N_("Roster")

    def heading(self, _desk: Desk) -> str:
        """Which shift of which day."""
        return f"{_(self.title)}  {self.args['place'] or _('Standby')}  {self.args['day']}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One officer; Enter takes who had the day before."""
        before, name = self.args["before"], self.args["name"]
        hint = _("Enter: {name}").format(name=name) if before else ""
        return (officer_field("who", N_("who"), hint=hint, default=before, instant=staff.is_number),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put them there."""
        day, post, shift = self.args["day"], self.args["post"], self.args["shift"]
        if post is None or shift is None:
            roster.put_standby(desk.who, day, answers["who"])
        else:
            roster.put(desk.who, day, post, shift, answers["who"])
        return Placed(f"{day[5:]} {staff.officer(answers['who']).name}")


class SwapCell(Form):
    """Another officer takes a shift, and who approved it. `args`: day, post, shift, place, name."""

    title = N_("Swap")

    def heading(self, _desk: Desk) -> str:
        """Whose shift it is."""
        return f"{_(self.title)}  {self.args['place']}  {self.args['day']}  {self.args['name']}"

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Who takes it; whoever writes the roster approves it by entering it."""
        who = officer_field("who", N_("who takes it"), instant=staff.is_number)
        if desk.who.role in rules.EDITORS:
            return (who,)
        return (who, officer_field("approver", N_("swap approved by"), of_roles(SUPERIORS), instant=staff.is_number))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Swap."""
        args, approver = self.args, answers.get("approver") or desk.who.officer_id
        roster.swap(desk.who, args["day"], args["post"], args["shift"], answers["who"], approver)
        told = {"officer": staff.officer(answers["who"]).name, "before": args["name"]}
        return Saved(_("{officer} takes the shift of {before}.").format(**told))


class WeekOf(Form):
    """The week of a date; Enter shows this one."""

    title = N_("Which week")
    parks = False

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One date."""
        return (Field("day", N_("date"), required=False, hint=N_("2026-02-06, or Enter for today")),)

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Show it."""
        typed = half_width(answers["day"] or "")
        return WeekChosen("", day=parse_day(typed).isoformat() if typed else roster.today().isoformat())
