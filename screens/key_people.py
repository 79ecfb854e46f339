"""Asking for a person step by step: initials or a number, and for a stranger a phone and a firm."""

from __future__ import annotations

from dataclasses import dataclass

from db.key_register import Borrower, NewBorrower
from db.rules.plain_text import clean, half_width
from db.rules.words import Refused
from screens.form_keys import GOES_ON
from screens.forms import Field
from screens.key_words import Person, Picked, by_number, people
from screens.text import columns, masked
from screens.words import N_, _

_HINT = N_("pass, initials, number or name; a new name is asked for its phone")


@dataclass(slots=True)
class Asking:
    """Who it is, as far as it has been said: asked by `field`, moved by `take`."""

    name: str = ""
    phone: str = ""
    person: Person | None = None
    picked: bool = False

    def field(self, step: str) -> Field:
        """The next question about the person."""
        if not self.name:
            return Field(step, N_("borrower"), hint=_HINT, enter=N_("takes it"), candidates=people, check=person_typed)
        if not self.phone:
            return Field(step, N_("phone"), enter=GOES_ON, check=lambda text: clean(half_width(text), N_("Phone"), 40))
        return Field(
            step,
            N_("firm"),
            required=False,
            hint=N_("Enter: no firm"),
            enter=N_("takes it"),
            check=lambda text: clean(text, N_("Firm"), 80),
        )

    def lines(self) -> list[str]:
        """The name of somebody new, while phone and firm are asked: letters that found nobody are seen to be one."""
        if not self.name:
            return []
        return [f"  {columns((_('borrower'), 9), (self.name, 40), (masked(self.phone), 12))}".rstrip()]

    def take(self, value: Person | Picked | str) -> None:
        """Take the answer to the question asked."""
        if isinstance(value, Picked):
            self.person, self.picked = value.who, True
        elif isinstance(value, Borrower):
            self.person = value
        elif isinstance(value, NewBorrower):
            self.name = value.name
        elif not self.phone:
            self.phone = value
        else:
            self.person = NewBorrower(self.name, self.phone, value)


def person_typed(text: str) -> Person:
    """A pass or staff number, or the name of somebody new."""
    known = by_number(text)
    if known is not None:
        return known
    if half_width(text[0]).isdigit():
        raise Refused(N_("There is no key, pass or staff number {number}: scan it again."), number=text)
    return NewBorrower(clean(text, N_("Name"), 60), "")
