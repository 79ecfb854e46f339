"""What an officer can do on the key screen; digits are scans and no command."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from db import key_register
from db.key_register import KeyView, OwedSignature
from screens.commands import Command, Reveal
from screens.words import N_

if TYPE_CHECKING:
    from screens.base import BaseScreen
    from screens.key_register import KeyRegisterScreen


def _key(screen: BaseScreen) -> KeyView | None:
    return cast("KeyRegisterScreen", screen).chosen()


class OutOnly(Command):
    """A command for a key that is out."""

    shortcut, label = "", ""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Nobody has it."""
        key = _key(screen)
        return "" if key and key.loan_id else N_("This key is not out: go to one that is.")


class ReturnKey(Command):
    """Give a key out or take it back without a scanner: type its tag."""

    shortcut, label = "r", N_("type a tag")


class History(Command):
    """Show what happened to the key, newest first; Esc goes back to the list."""

    shortcut, label, also = "h", N_("history"), ("enter",)


class Chase(OutOnly):
    """Record that the borrower was asked for the key."""

    shortcut, label = "c", N_("chase")


class Extend(OutOnly):
    """Let the key stay out longer, with the reason."""

    shortcut, label = "x", N_("extend")


class Transfer(OutOnly):
    """Pass the key from one person to another, both at the desk."""

    shortcut, label = "m", N_("transfer")


class Lose(Command):
    """Report the key lost: it goes out of use, and its loan ends."""

    shortcut, label = "z", N_("lost")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """It is lost already."""
        key = _key(screen)
        return N_("This key is reported lost already.") if key is None or key.state == "lost" else ""


class Damage(Command):
    """The key that came back last, or the one under the cursor, is damaged: it goes out of use."""

    shortcut, label, shown = "b", N_("damaged"), False

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """It is not here, or out of use already."""
        key = cast("KeyRegisterScreen", screen).damageable()
        return "" if key is not None else N_("This key does not hang in the cabinet: its return says it is damaged.")


class Usable(Command):
    """Put a key that was lost or damaged back into use."""

    shortcut, label, shown = "u", N_("back in use"), False

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """It is in use."""
        key = _key(screen)
        return "" if key and key.state in ("lost", "damaged") else N_("This key is neither lost nor damaged.")


class OwnersList(Command):
    """The owner's list of an entrusted key: who may fetch it, and how the owner consented."""

    shortcut, label, shown = "g", N_("owner's list"), False

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """It is no owner's."""
        key = _key(screen)
        return "" if key and key.access == "entrusted" else N_("This key is not entrusted: it has no owner's list.")


class SignLater(Command):
    """Give the second signature that an emergency left owing, as another officer."""

    shortcut, label, shown = "t", N_("sign later"), False

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """None is owed."""
        return "" if owed_by(_key(screen)) else N_("This key owes no second signature.")


def owed_by(key: KeyView | None) -> OwedSignature | None:
    """The oldest second signature that a key owes."""
    owed = key_register.owed_signatures() if key else []
    return next((one for one in owed if key and one.tag == key.tag), None)


class AddKey(Command):
    """Add a key, radio or torch to the inventory (supervisors)."""

    shortcut, label, shown = "n", N_("new"), False

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Only supervisors and managers do."""
        may = screen.desk.who.role in ("supervisor", "manager")
        return "" if may else N_("Only a supervisor or manager adds keys.")


class Filter(Command):
    """Show only the keys whose tag, door, holder or firm has these words."""

    shortcut, label = "/", N_("filter")


class OutToggle(Command):
    """Show only what is out, or everything again."""

    shortcut, label, shown = "o", N_("only out"), False


class Back(Command):
    """From the history to the list, from a filter to everything, from the list to the duty screen."""

    shortcut, label, shown = "escape", N_("back"), False


ALL: tuple[type[Command], ...] = (
    ReturnKey, History, Chase, Extend, Transfer, Lose, Damage, Filter, AddKey, Usable, OutToggle,
    OwnersList, SignLater, Reveal, Back,
)  # fmt: skip
