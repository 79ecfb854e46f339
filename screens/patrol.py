"""A patrol round, from the duty screen with one key; what is damaged goes on into a repair (L13)."""

from __future__ import annotations

from collections.abc import Sequence

from db import patrol
from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.phrases import Phrases, officer_names, whereabouts
from screens.words import N_, _

STATES = (
    Option("1", "normal", N_("all in order")),
    Option("2", "damaged", N_("damaged: a repair follows")),
    Option("3", "broken_off", N_("broken off")),
)


class Patrol(Form):
    """`r`: Enter takes the next number and who walks, one digit says how it was. `args`: post."""

    title = N_("Patrol round")

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """Number, who, state; what is not in order says what and where."""
        following, who = patrol.next_round(self.args["post"]), patrol.walker(desk.who.name)
        asked = [
            Field("number", N_("round"), required=False, default=following, check=_number,
                  hint=_("Enter: {n}").format(n=following)),
            Field("who", N_("walked by"), required=False, default=who, candidates=officer_names,
                  hint=_("Enter: {n}").format(n=who)),
            Field("state", N_("public facilities"), "choice", options=STATES),
        ]  # fmt: skip
        if answers.get("state", "normal") == "normal":
            return asked
        phrases = Phrases(desk)
        found = Field("found", N_("found on the round"), candidates=phrases.sentences, slots=phrases.slots)
        where = Field("where", N_("unit or place"), candidates=phrases.places, check=whereabouts)
        return [*asked, where, found]

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it; a damaged facility becomes a repair at once, Esc leaves that for later."""
        unit, place = answers.get("where") or ("", "")
        found, post = answers.get("found", ""), self.args["post"]
        line = patrol.walk(
            desk.who, post, answers["number"], answers["who"], answers["state"], found=found, place=place, unit=unit,
            event_at=self.began_at,
        )  # fmt: skip
        repair = None
        if answers["state"] == "damaged":
            where = [unit, place]
            repair = Form.registry["Call"](post=post, where=where, what="repair", text=found, follows=line.id)
        return Saved(_("Saved as line {number}.").format(number=line.number), follow=repair)


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 3):
        raise Refused(N_("{text} is no number of a round: type it as 3."), text=typed)
    return int(typed)
