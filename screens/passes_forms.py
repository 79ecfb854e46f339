"""Forms of the temporary passes: a new one, its extension, its return, a search (G1)."""

from __future__ import annotations

from collections.abc import Sequence

from db import passes
from db.rules import passes as rules
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.text import day_clock
from screens.words import N_, _


def _until(desk: Desk) -> Field:
    return Field(
        "until", N_("valid until"), hint=N_("7 (days with today), 1800, or 03-15"),
        check=lambda typed: rules.until(typed, desk.now(), desk.zone),
    )  # fmt: skip


class NewPass(Form):
    """A pass is given out."""

    title = N_("New pass")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Number, who, for what, until when; identity number and beginning by Tab."""
        return (
            Field("number", N_("number of the card"), required=False, hint=N_("Enter: the next number")),
            Field("name", N_("name")),
            Field("phone", N_("phone")),
            Field("firm", N_("firm"), required=False),
            Field("unit", N_("unit"), required=False, hint=N_("Enter: none")),
            Field("purpose", N_("purpose")),
            _until(desk),
            Field("identity", N_("identity number"), required=False, extra=True),
            Field("begins", N_("valid from"), required=False, extra=True, default=None, hint=N_("a date; Enter: now"),
                  check=lambda typed: rules.begins(typed, desk.now(), desk.zone)),
        )  # fmt: skip

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Give it out."""
        made = passes.add(
            desk.who, answers["number"], answers["name"], answers["firm"], answers["phone"], answers["purpose"],
            answers["until"], unit=answers["unit"], identity=answers.get("identity", ""),
            valid_from=answers.get("begins"),
        )  # fmt: skip
        found = passes.one_pass(made)
        at = day_clock(found.valid_to, desk.zone, desk.now())
        return Saved(_("Pass {number} is valid until {time}.").format(number=found.number, time=at), shown=found.id)


class OfPass(Form):
    """A form about one pass. `args`: record, number."""

    def heading(self, _desk: Desk) -> str:
        """Which one."""
        return f"{_(self.title)}  {self.args['number']}"


class ExtendPass(OfPass):
    """A pass is valid longer. `args`: record, number."""

    title = N_("Extend the pass")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Until when, and why."""
        return _until(desk), Field("why", N_("reason"))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Extend it."""
        found = passes.extend(desk.who, self.args["record"], answers["until"], answers["why"])
        at = day_clock(found.valid_to, desk.zone, desk.now())
        return Saved(_("Pass {number} is valid until {time}.").format(number=found.number, time=at))


class ReturnPass(OfPass):
    """A pass is given back. `args`: record, number."""

    title = N_("Take the pass back")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Sure, because it lends no key afterwards."""
        sure = (Option("y", True, N_("the card is here; it lends no key any more")),)
        return (Field("sure", N_("sure"), "choice", options=sure),)

    def save(self, desk: Desk, _answers: Answers) -> Saved:
        """Take it back."""
        found = passes.give_back(desk.who, self.args["record"])
        return Saved(_("Pass {number} is given back.").format(number=found.number))


class FindPasses(Form):
    """Which passes are shown."""

    title = N_("Find")
    parks = False

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The beginning of anything on the pass."""
        return (Field("text", N_("number, unit, name or firm"), required=False, hint=N_("Enter: all")),)

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Show them."""
        return Saved("", shown=answers["text"])
