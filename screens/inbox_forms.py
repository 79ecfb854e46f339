"""Forms of the inbox: a note on a matter, another day, the signature of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import inbox, staff
from db.rules import inbox as rules
from db.rules.plain_text import half_width
from db.rules.signature import short_code
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.text import whole
from screens.words import N_, _


@dataclass(slots=True)
class DayChosen(Saved):
    """Another day is to be shown."""

    day: str = ""


class NoteOnMatter(Form):
    """A reviewer's note on one matter; it opens the matter too."""

    title = N_("Comment")

    def heading(self, _desk: Desk) -> str:
        """The matter it is about."""
        return f"{_(self.title)}  {self.args['text']}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        return (Field("note", N_("comment")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put it on the sheet."""
        inbox.open_matter(desk.who, self.args["day"], self.args["source"], answers["note"])
        return Saved(_("Comment kept."))


class ChooseDay(Form):
    """Which day to show; Enter shows the last one that is over."""

    title = N_("Which day")
    parks = False

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One date."""
        return (Field("day", N_("day"), required=False, hint=N_("2026-02-06, or Enter for the last day that is over")),)

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Show it."""
        typed = half_width(answers["day"])
        return DayChosen("", day=rules.parse_day(typed).isoformat() if typed else inbox.latest_day())


class SignDay(Form):
    """One signature for the day: who acts for the duty director says so first (H8)."""

    title = N_("Sign the day")

    def heading(self, _desk: Desk) -> str:
        """The day, and what was opened of it."""
        opened = _("opened {opened} of {n}").format(opened=self.args["opened"], n=self.args["matters"])
        return f"{_(self.title)} {self.args['day']}   {opened}"

    def lines(self, desk: Desk, _answers: Answers) -> list[str]:
        """What the signature means."""
        return [f"  {desk.who.name}: {_(inbox.MEANING)}"]

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Six digits; whoever does not hold the office says `a` first."""
        pin = Field("pin", "PIN", "pin", width=6)
        if desk.who.role in rules.OFFICES:
            return (pin,)
        options = (Option("a", True, N_("acting for the duty director")),)
        return (Field("acting", N_("office"), "choice", options=options), pin)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Prove the PIN, then sign what stands on the sheet in the words of this screen."""
        whole()
        signer = staff.unlock(desk.who.officer_id, answers["pin"], inbox.sign_day.of(self.args["day"]))
        review = inbox.sign_day(desk.who, self.args["day"], signer, answers.get("acting", False), say=_)
        said = _("{day} signed: opened {opened} of {n}, code {code}.")
        code = short_code(review.digest)
        return Saved(said.format(day=review.day, opened=review.opened, n=review.matters, code=code))
