"""The commands of the queue."""

from __future__ import annotations

from screens.commands import Command, OnRow, Reveal
from screens.words import N_


class OnTicket(OnRow):
    """A command about the ticket under the cursor."""

    NO_ROW = N_("There is no ticket here: n takes a new one.")


class OpenTicket(OnTicket):
    """Show everything that happened to the ticket."""

    shortcut, label, shown = "enter", N_("open"), False


class NewTicket(Command):
    """Take a new ticket: b a repair, t a complaint."""

    shortcut, label = "n", N_("new")


class Dispatch(OnTicket):
    """Send somebody: initials and Enter; the slip goes along."""

    shortcut, label = "d", N_("send")


class Progress(OnTicket):
    """Write how it stands."""

    shortcut, label = "f", N_("progress")


class WorkDone(OnTicket):
    """The work is done: its clock stops and its keys are due now."""

    shortcut, label = "w", N_("done")


class Close(OnTicket):
    """Close what is done, with the actual item, the confirmations and a supervisor."""

    shortcut, label = "x", N_("close")


class Reply(OnTicket):
    """Give the answer; anybody may, the first receiver is told."""

    shortcut, label, shown = "r", N_("reply"), False


class SlipBack(OnTicket):
    """The slip came back, or why it did not."""

    shortcut, label, shown = "g", N_("slip back"), False


class Escalate(OnTicket):
    """Report it one step up: leader, supervisor, manager."""

    shortcut, label = "^", N_("report")


class Find(Command):
    """Show only some tickets: by words, unit, number or kind."""

    shortcut, label = "/", N_("find")


class NextGroup(Command):
    """Show the next group: open, slips out, papers owed, history."""

    shortcut, label = "tab", N_("group")


class CallAgain(OnTicket):
    """The customer called again about it: it is counted."""

    shortcut, label, shown = "u", N_("called again"), False


class MakeVoid(OnTicket):
    """Make it void, with a reason and a supervisor's signature."""

    shortcut, label, shown = "V", N_("void"), False


class LookInto(OnTicket):
    """Write what was found when the complaint was looked into."""

    shortcut, label, shown = "i", N_("look into"), False


class ConfirmRecord(OnTicket):
    """The complainant confirms what was written down: owed until then, and no complaint is closed without it."""

    shortcut, label, shown = "y", N_("confirmed"), False


class Arrive(OnTicket):
    """The worker is there: an appointment is kept."""

    shortcut, label, shown = "a", N_("arrived"), False


class TellOwner(OnTicket):
    """The owner was told that the complaint is settled."""

    shortcut, label, shown = "t", N_("owner told"), False


class Consent(OnTicket):
    """Agree to a dispatch that was made without the maintenance supervisor."""

    shortcut, label, shown = "c", N_("consent"), False


class Supply(OnTicket):
    """Fill in what the paper still owes."""

    shortcut, label, shown = "m", N_("fill in"), False


class ShowSlip(OnTicket):
    """Show the dispatch slip as it is printed."""

    shortcut, label, shown = "p", N_("slip"), False


ALL: tuple[type[Command], ...] = (
    NewTicket, Dispatch, Progress, WorkDone, Close, Reply, SlipBack, Escalate, Find, NextGroup, OpenTicket,
    CallAgain, Reveal, MakeVoid, LookInto, ConfirmRecord, Arrive, TellOwner, Consent, Supply, ShowSlip,
)  # fmt: skip
