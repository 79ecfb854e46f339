"""The staff book (F6): who serves here, in which role, and how their PIN stands; managers write in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from textual.widget import Widget

from db import access, staff
from db.access import AccessView
from db.rules.staff import ROLE_NAMES
from db.staff import OfficerView
from screens.base import BaseScreen
from screens.commands import Command
from screens.desk import Desk
from screens.privacy_forms import ForgetPerson
from screens.staff_forms import ChangeRole, EndService, GiveCode, NewOfficer
from screens.text import columns, day_clock, masked
from screens.unmasked import ACCESS_KINDS
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _

Key = tuple[Any, ...]
PIN_STATES = {"own": N_("has a PIN"), "code": N_("code given"), "none": N_("no PIN"), "": ""}


class OfManagers(Command):
    """A command of the manager."""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Only a manager writes in this book."""
        return "" if screen.desk.who.role == "manager" else N_("The manager writes in this book.")


class OfOneOfficer(OfManagers):
    """A command about the officer under the cursor."""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Somebody who serves must stand under the cursor."""
        chosen = screen.chosen() if isinstance(screen, StaffScreen) else None
        gone = N_("This officer does not serve here any more: please choose another.")
        return super().why_not(screen) or ("" if chosen is not None and chosen.active else gone)


class AddOfficer(OfManagers):
    """Enrol an officer; the one-time code for the first sign-on is shown once."""

    shortcut, label = "n", N_("new")


class OneTimeCode(OfOneOfficer):
    """Give a one-time code: the old PIN ends, and the officer chooses a new one with the code within 24 hours."""

    shortcut, label = "c", N_("one-time code")


class Role(OfOneOfficer):
    """Give another role."""

    shortcut, label = "r", N_("role")


class Leaves(OfOneOfficer):
    """End the service: PIN and sessions end, the number stays theirs for ever."""

    shortcut, label = "z", N_("end of service")


class Forget(OfManagers):
    """Forget a person of the public: name, phone and firm are erased, the record stays whole."""

    shortcut, label = "f", N_("forget")


class AccessTrail(OfManagers):
    """Show who saw names and phones, took registers out, or had a PIN locked; once more goes back."""

    shortcut, label = "l", N_("access trail")


@dataclass(frozen=True, slots=True)
class _Trail:
    """Facts about access, as a source."""

    desk: Desk

    def page(
        self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
    ) -> list[AccessView]:
        """A page, newest first."""
        return access.page(self.desk.who, start, limit, backwards=backwards, inclusive=inclusive)

    def count(self) -> int:
        """How many there are."""
        return access.count()


class StaffScreen(BaseScreen):
    """The officers; what was seen and taken takes their place."""

    NOUN = "staff"
    REGISTER = "staff"
    TITLE_MSGID = N_("Staff")
    SHORTCUTS = (AddOfficer, OneTimeCode, Role, Leaves, Forget, AccessTrail)

    def body(self) -> Iterable[Widget]:
        """One line per officer."""
        nobody = ListSource[tuple[int, OfficerView]]([])
        yield Ledger(nobody, self._line, key=lambda row: (row[0],), style=_style, id="officers")
        trail = Ledger(ListSource[AccessView]([]), self._access_line, id="trail")
        trail.display = False
        yield trail

    @property
    def officers(self) -> Ledger[tuple[int, OfficerView]]:
        """The list of officers."""
        return self.query_one("#officers", Ledger)

    @property
    def trail(self) -> Ledger[AccessView]:
        """The list of what was seen and taken."""
        return self.query_one("#trail", Ledger)

    def chosen(self) -> OfficerView | None:
        """The officer under the cursor."""
        row = self.officers.current
        return row[1] if row is not None else None

    def refresh_data(self) -> None:
        """Read the book again; the cursor keeps its officer."""
        self._leave_trail()
        at, rows = self.chosen(), list(enumerate(staff.staff_list(self.desk.who)))
        self.officers.source = ListSource(rows)
        self.officers.reload()
        if at is not None and not self.officers.following:
            self.officers.go_to(next((place,) for place, row in rows if row.id == at.id))
        self.say_title()

    def title_line(self) -> tuple[str, str]:
        """How many serve."""
        if self.trail.display:
            return _("What was seen and taken"), str(access.count())
        serving = sum(row.active for _place, row in self.officers.source.page(None, self.officers.source.count()))
        return _(self.TITLE_MSGID), _("{n} serve").format(n=serving)

    def _line(self, placed: tuple[int, OfficerView], width: int) -> str:
        _place, row = placed
        state = _(PIN_STATES[row.pin]) if row.active else _("has left")
        return columns(
            (row.staff_no, 12), (row.name, max(12, width - 62)), (_(ROLE_NAMES[row.role]), 22), (masked(row.phone), 11),
            (state, 12),
        )  # fmt: skip

    def _access_line(self, row: AccessView, width: int) -> str:
        at = day_clock(row.at, self.desk.zone, self.desk.now())
        return columns((at, 11), (row.officer or "-", 12), (_(ACCESS_KINDS[row.kind]), 22), (row.about, width - 48))

    def focus_body(self) -> None:
        """The list that is shown has the keyboard."""
        self.set_focus(self.trail if self.trail.display else self.officers)

    def do_add_officer(self) -> None:
        """`n`."""
        self.open_form(NewOfficer())

    def _about(self, form: type[Any]) -> None:
        row = self.chosen()
        if row is not None:
            self.open_form(form(officer=row.id, name=row.name, number=row.staff_no))

    def do_one_time_code(self) -> None:
        """`c`."""
        self._about(GiveCode)

    def do_role(self) -> None:
        """`r`."""
        self._about(ChangeRole)

    def do_leaves(self) -> None:
        """`z`."""
        self._about(EndService)

    def do_forget(self) -> None:
        """`f`."""
        self.open_form(ForgetPerson())

    def do_access_trail(self) -> None:
        """`l`: what was seen and taken, or back."""
        if self.trail.display:
            self._leave_trail()
        else:
            self.officers.display, self.trail.display = False, True
            self.trail.show(_Trail(self.desk))
        self.focus_body()
        self.say_title()

    def _leave_trail(self) -> None:
        self.officers.display, self.trail.display = True, False


def _style(row: tuple[int, OfficerView]) -> str:
    return "" if row[1].active else "dim"
