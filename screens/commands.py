"""One class per command: its shortcut, its label, and a docstring that is its help."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events

from db.rules.exports import MAY_EXPORT
from db.rules.plain_text import half_width
from db.rules.staff import REVIEWERS
from screens import text
from screens.widgets.ledger import Ledger
from screens.words import N_

if TYPE_CHECKING:
    from screens.base import BaseScreen


class Command:
    """What an officer can do with one shortcut; the screen does it in its method `do_<name>`."""

    shortcut: ClassVar[str]
    label: ClassVar[str]
    #: Further keys that mean the same (terminals eat function keys).
    also: ClassVar[tuple[str, ...]] = ()
    #: Whether the line of shortcuts shows it.
    shown: ClassVar[bool] = True

    @classmethod
    def why_not(cls, _screen: BaseScreen) -> str:
        """The reason why it cannot be done now, empty if it can."""
        return ""

    @classmethod
    def method(cls) -> str:
        """Name of the screen's method that does it: NewLine = do_new_line."""
        words = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__)
        return f"do{words}"

    @classmethod
    def help(cls) -> str:
        """The docstring as one message."""
        return " ".join((cls.__doc__ or "").split())

    @classmethod
    def key_shown(cls) -> str:
        """The shortcut as a person reads it: F2, Enter, n."""
        return shown(cls.shortcut)

    @classmethod
    def function_key(cls) -> str:
        """The key that does it in an open form too, where letters and signs are typed."""
        return next(shown(key) for key in (cls.shortcut, *cls.also) if len(key) > 1 and key.startswith("f"))


class InBook(Command):
    """A command that writes into a book of the site: supervisors and the manager do, everybody reads."""

    shortcut, label = "", ""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """The officer who acts may only read."""
        return "" if screen.desk.who.role in REVIEWERS else N_("Supervisors and the manager write in this book.")


class OnRow(Command):
    """A command about the row under the cursor."""

    shortcut, label = "", ""
    #: What is said where there is none.
    NO_ROW: ClassVar[str] = ""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """There is no row."""
        return super().why_not(screen) or ("" if screen.query_one(Ledger).current else cls.NO_ROW)


_SHOWN = {
    "enter": "Enter", "escape": "Esc", "tab": "Tab", "space": "Space", "backspace": "Backspace",
    "left": "Left", "right": "Right",
    "ctrl+l": "Ctrl+L", "ctrl+n": "Ctrl+N", "ctrl+o": "Ctrl+O", "ctrl+p": "Ctrl+P", "ctrl+x": "Ctrl+X",
    "ctrl+z": "Ctrl+Z",
}  # fmt: skip


def shown(key: str) -> str:
    """A key as a person reads it; one without a name of ours has Textual's, its first letter large."""
    return key if len(key) == 1 or key == "<--" else _SHOWN.get(key, "+".join(map(str.capitalize, key.split("+"))))


def pressed(event: events.Key) -> str:
    """The key as shortcuts are written; full-width twins (an input method left on) are their half-width selves."""
    if event.key == "space" or not event.is_printable or not event.character:
        return event.key
    return {"‘": "'", "’": "'", "·": "`"}.get(event.character, half_width(event.character))


def keymap(commands: tuple[type[Command], ...]) -> dict[str, type[Command]]:
    """What each key does on a screen; two commands on one key are refused by name."""
    taken: dict[str, type[Command]] = {}
    for command in commands:
        for key in (command.shortcut, *command.also):
            if key in taken:
                raise ValueError(f"{command.__name__} and {taken[key].__name__} both want the key {key}")
            taken[key] = command
    return taken


class WriteLine(Command):
    """Write a line into the duty log, from anywhere; the time is that of this key."""

    shortcut, label = ";", N_("log line")


class PhoneRang(Command):
    """The phone has rung: type the unit and see what is open there."""

    shortcut, label, also = "f9", N_("call"), ("alt+9",)


class RaiseEmergency(Command):
    """An emergency, from anywhere: the digit of the card, then where; the time is that of this key."""

    shortcut, label = "!", N_("emergency")


class GoHome(Command):
    """Go to the duty screen: everything that is due, nearest first."""

    shortcut, label, shown = "escape", N_("duty"), False


class GoLog(Command):
    """Open the duty log."""

    shortcut, label, also = "f2", N_("log"), ("alt+2",)


class GoHandover(Command):
    """Open the handover."""

    shortcut, label, also = "f3", N_("handover"), ("alt+3",)


class GoKeys(Command):
    """Open the key register."""

    shortcut, label, also = "f4", N_("keys"), ("alt+4",)


class GoQueue(Command):
    """Open the queue of tickets."""

    shortcut, label, also = "f5", N_("tickets"), ("alt+5",)


class GoRegisters(Command):
    """Open the registers: the site's books, each by its digit."""

    shortcut, label, also = "f6", N_("registers"), ("alt+6",)


class GoInbox(Command):
    """Open the inbox: the daily sheet, refusals, lines to review."""

    shortcut, label, also = "f7", N_("inbox"), ("alt+7",)


class GoPapers(Command):
    """Open the papers: what can be read and printed, of any day."""

    shortcut, label, also = "f8", N_("papers"), ("alt+8",)


class Resume(Command):
    """List the forms that were parked and take one up again."""

    shortcut, label, shown = "'", N_("parked"), False


class ThrowAway(Command):
    """Throw a parked form away, with what was typed into it."""

    shortcut, label, shown = '"', N_("throw away"), False


class SwitchOfficer(Command):
    """Let another officer at this desk act, or sign another one on."""

    shortcut, label, shown = "@", N_("switch officer"), False


class LockNow(Command):
    """Lock the screen at once."""

    shortcut, label, shown = "ctrl+x", N_("lock"), False


class PrivacyView(Command):
    """Hide names, phones and what was written, or show them again: strangers are told the room number only."""

    shortcut, label, shown = "ctrl+o", N_("privacy view"), False


class Reveal(Command):
    """Show the whole name and phone of the person in this record; who looked is recorded."""

    shortcut, label, shown = "v", N_("name and phone"), False

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Nobody is named, or strangers look on."""
        if text.private:
            return N_("The privacy view is on: Ctrl+O ends it.")
        return "" if screen.named() else N_("Nobody is named there.")


class Export(Command):
    """Take a register out into a file, csv or xlsx, people masked; who took what is recorded (supervisors)."""

    shortcut, label, shown = "X", N_("export"), False

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Registers leave with a supervisor or the manager."""
        may = screen.desk.who.role in MAY_EXPORT
        return "" if may else N_("Registers are taken out by a supervisor or the manager.")


class OwnPin(Command):
    """Choose a new PIN for yourself."""

    shortcut, label, shown = "ctrl+n", N_("own PIN"), False


class GoToShell(Command):
    """Lock, and leave the terminal to the shell that started the program; `fg` comes back."""

    shortcut, label, shown = "ctrl+z", N_("shell"), False


class Redraw(Command):
    """Draw the whole screen again."""

    shortcut, label, shown = "ctrl+l", N_("redraw"), False


class Palette(Command):
    """Find a command by its name or initials and do it."""

    shortcut, label, also, shown = ":", N_("commands"), ("ctrl+p",), False


class Help(Command):
    """Show every shortcut of this screen and what it does."""

    shortcut, label, also = "?", N_("help"), ("f1", "alt+1")


class SignOff(Command):
    """Sign off; refused while you have a post."""

    shortcut, label, also, shown = "f10", N_("sign off"), ("alt+0",), False


EVERYWHERE: tuple[type[Command], ...] = (
    WriteLine, PhoneRang, RaiseEmergency, GoHome, GoLog, GoHandover, GoKeys, GoQueue, GoRegisters, GoInbox, GoPapers,
    Resume, ThrowAway, SwitchOfficer, LockNow, PrivacyView, Export, OwnPin, GoToShell, Redraw, Palette, SignOff, Help,
)  # fmt: skip
