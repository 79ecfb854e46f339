"""What can be done in the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from screens.base import BaseScreen
from screens.commands import Command
from screens.words import N_

if TYPE_CHECKING:
    from screens.inbox import InboxScreen


def _inbox(screen: BaseScreen) -> InboxScreen:
    return cast("InboxScreen", screen)


class OfSheet(Command):
    """A command that needs the daily sheet."""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """The sheet is not this officer's, or the lines are shown."""
        inbox = _inbox(screen)
        if inbox.not_yours is not None:
            return inbox.not_yours.msgid
        return N_("Go back to the sheet first (l).") if inbox.reading_lines else ""


class OpenMatter(Command):
    """Open the matter under the cursor: it counts as seen; its number does the same with one key."""

    shortcut, label = "enter", N_("open")


class Note(OfSheet):
    """Write a comment on the matter under the cursor; the sheet keeps it."""

    shortcut, label = "n", N_("comment")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """There must be a matter to write on."""
        return super().why_not(screen) or ("" if _inbox(screen).matter() else N_("There is no matter to write on."))


class CountersignMatter(OfSheet):
    """Countersign what one officer signed alone: the matter under the cursor, or the oldest that is owed."""

    shortcut, label = "c", N_("countersign")


class SignSheet(OfSheet):
    """Sign this day with your PIN; the signature says what you opened and what not."""

    shortcut, label = "s", N_("sign")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """The day must be over."""
        sheet = _inbox(screen).sheet
        if sheet is not None and not sheet.over:
            return N_("This day is not over yet: sign it after its last shift.")
        return super().why_not(screen)


class Handovers(OfSheet):
    """Go to the handovers of the day, where Enter shows the signed text; once more goes back."""

    shortcut, label = "j", N_("handovers")


class Paper(OfSheet):
    """Show the sheet as the paper that is signed, page by page."""

    shortcut, label = "p", N_("paper")


class AnotherDay(OfSheet):
    """Show the sheet of another day; the arrows left and right go day by day."""

    shortcut, label = "t", N_("day")


class SignLater(Command):
    """Give the second signature that an emergency left owing: for the key under the cursor, else the oldest."""

    shortcut, label = "b", N_("sign later")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """None is owed."""
        return "" if _inbox(screen).owed() else N_("No second signature is owed.")


class DayBefore(OfSheet):
    """Show the day before."""

    shortcut, label, shown = "left", N_("day before"), False


class DayAfter(OfSheet):
    """Show the day after."""

    shortcut, label, shown = "right", N_("day after"), False


class UnreviewedLines(Command):
    """Show the log lines that bear no superior's mark; once more goes back to the sheet."""

    shortcut, label = "l", N_("unreviewed")


class ReviewPage(Command):
    """Put your mark on every line of the page shown, except your own."""

    shortcut, label = "r", N_("review")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Only lines one sees are reviewed."""
        return (
            ""
            if _inbox(screen).reading_lines
            else N_("Open the lines first (l): what is reviewed stands on the screen.")
        )


class Back(Command):
    """Go back: from the lines or the handovers to the sheet, from the sheet to the duty screen."""

    shortcut, label, shown = "escape", N_("go back"), False


ALL: tuple[type[Command], ...] = (
    OpenMatter, Note, CountersignMatter, SignSheet, Handovers, ReviewPage, UnreviewedLines, SignLater, AnotherDay,
    DayBefore, DayAfter, Paper, Back,
)  # fmt: skip
