"""The commands of the duty log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.staff import SUPERIORS
from screens.commands import Command, OnRow, Reveal
from screens.words import N_

if TYPE_CHECKING:
    from screens.base import BaseScreen


class OnLine(OnRow):
    """A command about the line under the cursor."""

    NO_ROW = N_("There is no line here: n writes the first one.")


class NewLine(Command):
    """Write a new line."""

    shortcut, label = "n", N_("new")


class Correct(OnLine):
    """Correct the line by an erratum; the old text stays readable."""

    shortcut, label = "e", N_("erratum")


class FollowUp(OnLine):
    """Write what happened after it: a follow-up of the line."""

    shortcut, label = "+", N_("follow-up")


class Follow(OnLine):
    """Make the line an open matter; an open matter is closed with a text that says how it ended."""

    shortcut, label = "*", N_("abnormal")


class Review(OnLine):
    """Put your review mark on the line (leaders and above, never on your own)."""

    shortcut, label = "r", N_("review")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Only a superior reviews."""
        if screen.desk.who.role not in SUPERIORS:
            return N_("Lines are reviewed by a leader or above.")
        return super().why_not(screen)


class MakeTicket(OnLine):
    """Make a repair of the line: what is damaged becomes a ticket."""

    shortcut, label, shown = "b", N_("repair"), False


class Find(Command):
    """Show only some lines: by words, kind, officer, open or not reviewed; words alone search this post."""

    shortcut, label = "/", N_("find")


class GoToDate(Command):
    """Go to the lines of a date."""

    shortcut, label = "t", N_("date")


class EnterPaper(Command):
    """After an outage: enter the lines of an emergency sheet, one after the other, each with sheet and line number."""

    shortcut, label, shown = "P", N_("sheet"), False


class Figures(Command):
    """Show the figures of service of this month: rings, solved in 24 hours, callbacks, valid complaints."""

    shortcut, label, shown = "%", N_("figures"), False


ALL: tuple[type[Command], ...] = (
    NewLine, Correct, FollowUp, Follow, Find, GoToDate, Review, MakeTicket, Reveal, EnterPaper, Figures,
)  # fmt: skip
