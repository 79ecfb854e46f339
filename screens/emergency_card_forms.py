"""Forms of the book of emergency cards: a step, and what a card is called (L6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db import emergency_cards
from db.emergency_cards import Step
from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.words import N_, _

KINDS = (Option("1", "do", N_("to do")), Option("2", "call", N_("call")), Option("3", "key", N_("key")))
WHOM = (
    Option("0", "", N_("by name")),
    Option("1", "leader", N_("leader")),
    Option("2", "supervisor", N_("supervisor")),
    Option("3", "maintenance", N_("maintenance supervisor")),
    Option("4", "manager", N_("manager")),
    Option("5", "guard", N_("guard on duty")),
    Option("6", "owner", N_("owner")),
    Option("7", "below", N_("who lives below")),
)


class StepOfCard(Form):
    """A step; Enter keeps what stands, `-` empties it. `args`: kind, position, insert, step (its values, or none)."""

    title = N_("Step of a card")

    def heading(self, _desk: Desk) -> str:
        """Which card, and which place."""
        card = emergency_cards.card(self.args["kind"])
        return f"{_(self.title)}  {card.name}  {self.args['position']}"

    def fields(self, _desk: Desk, answers: Answers) -> Sequence[Field]:
        """Kind and words; of a call whom, by when, and who stands in."""
        was = Step(*self.args["step"]) if self.args["step"] else Step("do", "")
        fields = [
            Field("step", N_("kind"), "choice", options=KINDS, default=was.kind),
            _kept("what", N_("step, a word or two"), was.what, required=not was.what),
            _kept("detail", N_("how"), was.detail),
        ]
        if answers.get("step", was.kind) == "call":
            fields += [Field("whom", N_("whom"), "choice", options=WHOM, default=was.whom)]
            fields += [
                _kept("name", N_("name"), was.name), _kept("phone", N_("phone"), was.phone),
                _kept("other", N_("substitute"), was.other), _kept("other_phone", N_("their phone"), was.other_phone),
            ]  # fmt: skip
        minutes = "" if was.minutes is None else str(was.minutes)
        return [*fields, _kept("minutes", N_("within how many minutes"), minutes, check=_minutes)]

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """A new version of the card."""
        said = {name: _emptied(answers.get(name, "")) for name in Step.__slots__ if name not in ("kind", "minutes")}
        minutes = _emptied(str(answers["minutes"]))
        step = Step(kind=answers["step"], **said, minutes=int(minutes) if minutes else None)
        door = emergency_cards.add_step if self.args["insert"] else emergency_cards.change_step
        card = door(desk.who, self.args["kind"], self.args["position"], step)
        return Saved(_("{name}: version {version}.").format(name=card.name, version=card.version))


def _kept(name: str, label: str, stands: str, *, required: bool = False, check: Any = None) -> Field:
    hint = _("Enter: {text}   - empties it").format(text=stands) if stands else ""
    return Field(name, label, required=required, default=stands, hint=hint, check=check)


def _emptied(text: str) -> str:
    return "" if text.strip() == "-" else text


def _minutes(typed: str) -> str:
    if typed.strip() != "-" and not (typed.isascii() and typed.isdigit() and len(typed) < 5):
        raise Refused(N_("{text} is no number of minutes: type it as 15."), text=typed)
    return typed


class NameOfCard(Form):
    """Another name of a card. `args`: kind."""

    title = N_("Name of the card")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        return (Field("name", N_("name")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """A new version of the card."""
        card = emergency_cards.rename(desk.who, self.args["kind"], answers["name"])
        return Saved(_("{name}: version {version}.").format(name=card.name, version=card.version))
