"""What can be done with a handover; each command says in which phases it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from db.rules.handover import HOLDER_READS
from screens.base import BaseScreen
from screens.commands import Command
from screens.words import N_

if TYPE_CHECKING:
    from screens.handover import HandoverScreen

#: Why a command does not stand in a phase, and what to do.
WRONG_PHASE = {
    "none": N_("There is no handover under way on this post."),
    "prepare": N_("This comes after the offer: o offers the handover."),
    "exchange": N_("The handover is offered: w takes it back."),
    "signed": N_("The outgoing has signed: s signs for the incoming, w takes the handover back."),
    "back": N_("This handover came back: v prepares the next version."),
    "read": N_("Read on, or Esc for the list."),
    "history": N_("These are past handovers: h goes back."),
    "past": N_("This handover is over: Esc goes back."),
}


class InPhase(Command):
    """A command of some phases of the handover."""

    shortcut, label = "", ""
    PHASES: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """The phase it is, if it is another."""
        phase = cast("HandoverScreen", screen).phase
        return "" if phase in cls.PHASES else WRONG_PHASE[phase]


class OpenRow(InPhase):
    """Open the row under the cursor: write what a matter lacks, explain a count, answer a question, read on."""

    shortcut, label, shown = "enter", N_("open"), False
    PHASES = ("prepare", "exchange", "signed", "back", "read", "history", "past")


class OfferHandover(InPhase):
    """Offer the handover to the officer who relieves; before it, 0 says that there is nothing important or doubtful."""

    shortcut, label, PHASES = "o", N_("offer"), ("prepare",)


class AddMatter(InPhase):
    """Write down something important or doubtful that no register holds."""

    shortcut, label, PHASES = "n", N_("new"), ("prepare",)


class MarkUrgent(InPhase):
    """Mark the matter under the cursor as urgent, or as no longer urgent; urgent ones are read back."""

    shortcut, label, PHASES = "i", N_("urgent"), ("prepare",)


class Settle(InPhase):
    """Say how a matter ended that only the handovers hold."""

    shortcut, label, PHASES, shown = "z", N_("settled"), ("prepare",), False


class WriteRemark(InPhase):
    """Write the remarks under the record; on one that was accepted, a signed addendum beside it."""

    shortcut, label, PHASES = "+", N_("add"), ("prepare", "history", "past")


class DoubleShift(InPhase):
    """Go on yourself in a double shift: sign this record alone; a superior countersigns."""

    shortcut, label, PHASES = "d", N_("double shift"), ("prepare",)


class Fold(InPhase):
    """Show or fold the matters that have not changed since the last handover."""

    shortcut, label, PHASES = "f", N_("unchanged"), ("prepare",)


class TakeIn(InPhase):
    """Take in what changed in the registers since the handover was offered."""

    shortcut, label, PHASES = "u", N_("take in"), ("prepare", "exchange")


class ReadLog(InPhase):
    """Read the log since your last duty here, page by page; before the offer too."""

    shortcut, label, PHASES = "l", N_("read log"), ("none", "prepare", "back", "exchange", "signed")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Until it is offered, whoever has the post has nobody to read it with."""
        shown = cast("HandoverScreen", screen)
        own = shown.phase in ("prepare", "back") and shown.record.outgoing_id == screen.desk.who.officer_id
        return HOLDER_READS if own else super().why_not(screen)


class Ask(InPhase):
    """Ask the outgoing a question; the handover does not end while it is open."""

    shortcut, label, PHASES = "q", N_("ask"), ("exchange", "signed")


class Answer(InPhase):
    """Answer the question under the cursor, or the first one that is open (the outgoing)."""

    shortcut, label, PHASES = "a", N_("answer it"), ("exchange", "signed", "prepare")


class ReadBack(InPhase):
    """The incoming has said the urgent matter under the cursor back, or the first one that was not."""

    shortcut, label, PHASES = "r", N_("read back"), ("exchange",)


class Talked(InPhase):
    """It was talked through face to face."""

    shortcut, label, PHASES = "m", N_("face to face"), ("exchange",)


class NotTalked(InPhase):
    """It was not talked through face to face: say why."""

    shortcut, label, PHASES, shown = "M", N_("not face to face"), ("exchange",), False


class Correct(InPhase):
    """Take back the digits of a count that were typed so far."""

    shortcut, label, PHASES, shown = "backspace", N_("count again"), ("exchange",), False

    @classmethod
    def key_shown(cls) -> str:
        """As it stands on the key."""
        return "<--"


class SignHandover(InPhase):
    """Sign: the outgoing's PIN, then the incoming's, under one text; a superior countersigns what is over."""

    shortcut, label, PHASES = "s", N_("sign"), ("exchange", "signed", "past")


class Refuse(InPhase):
    """Do not take over: name an open question or a reason, and sign it; the outgoing stays on duty."""

    shortcut, label, PHASES = "x", N_("refuse"), ("exchange", "signed")


class Recall(InPhase):
    """Take back an offer that the incoming has not signed."""

    shortcut, label, PHASES = "w", N_("recall"), ("exchange", "signed")


class NextVersion(InPhase):
    """Prepare the next version of a handover that was refused or recalled."""

    shortcut, label, PHASES = "v", N_("next version"), ("back",)


class TakeCustody(Command):
    """Take this post, signed alone, because relief or its officer is absent; a supervisor countersigns officers."""

    shortcut, label, shown = "c", N_("custody"), False


class OnPaper(Command):
    """Record a handover that both signed on an emergency sheet during an outage; a supervisor countersigns."""

    shortcut, label, shown = "P", N_("on paper"), False


class Paper(InPhase):
    """Show the whole record as it stands on paper."""

    shortcut, label, PHASES = "p", N_("paper"), ("prepare", "exchange", "signed", "back", "past")


class History(Command):
    """Show the handovers that were, newest first; the same key goes back."""

    shortcut, label = "h", N_("history")


ALL: tuple[type[Command], ...] = (
    OpenRow, OfferHandover, AddMatter, MarkUrgent, WriteRemark, DoubleShift, Fold, Settle, Ask, Answer, ReadBack,
    Talked, NotTalked, SignHandover, Refuse, ReadLog, Recall, TakeIn, NextVersion, Correct, TakeCustody, OnPaper, Paper,
    History,
)  # fmt: skip
