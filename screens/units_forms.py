"""Forms of the book of units: a new one, a change, a search."""

from __future__ import annotations

from collections.abc import Sequence

from db import site, units
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.text import hidden, masked, masked_name
from screens.words import N_, _

YES_NO = (Option("y", True, N_("yes")), Option("n", False, N_("no")))


class NewUnit(Form):
    """A home, a shop or a common place."""

    title = N_("New unit")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Number, owner, phone; notes and whether it is a common place by Tab."""
        return (
            Field("number", N_("unit or place"), check=site.free_unit),
            Field("owner", N_("owner"), required=False),
            Field("phone", N_("phone"), required=False),
            Field("notes", N_("notes"), required=False, extra=True),
            Field("public", N_("common place"), "choice", options=YES_NO, default=False, extra=True),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put it into the book."""
        made = site.add_unit(
            desk.who, answers["number"], answers["owner"], answers["phone"], answers.get("notes", ""),
            answers.get("public", False),
        )  # fmt: skip
        number = units.unit(made).number
        return Saved(_("Unit {number} is in the book.").format(number=number), shown=number)


class ChangeUnit(Form):
    """What is known of a unit. `args`: unit, number."""

    title = N_("Change the unit")

    def heading(self, _desk: Desk) -> str:
        """Which one."""
        return f"{_(self.title)}  {self.args['number']}"

    def lines(self, _desk: Desk, _answers: Answers) -> list[str]:
        """What stands, masked."""
        stands = units.unit(self.args["unit"])
        shown = (masked_name(stands.owner), masked(stands.phone), hidden(stands.notes))
        return ["  " + "  ".join(part or "-" for part in shown)]

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Owner, phone, notes; Enter keeps what stands."""
        keeps = N_("Enter keeps it, - takes it away")
        return (
            Field("owner", N_("owner"), required=False, default=None, hint=keeps),
            Field("phone", N_("phone"), required=False, default=None, hint=keeps),
            Field("notes", N_("notes"), required=False, default=None, hint=keeps),
            Field("public", N_("common place"), "choice", options=YES_NO, default=None, extra=True),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Change it."""
        after = units.change(
            desk.who, self.args["unit"], answers["owner"], answers["phone"], answers["notes"], answers.get("public")
        )
        return Saved(_("Unit {number} is changed.").format(number=after.number))


class FindUnits(Form):
    """Which units are shown."""

    title = N_("Find")
    parks = False

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The beginning of a number or of an owner."""
        return (Field("text", N_("unit, owner, initials or phone"), required=False, hint=N_("Enter: all")),)

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Show them."""
        return Saved("", shown=("text", answers["text"]))
