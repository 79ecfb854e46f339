"""The questions for an officer and for their PIN, the same in every form: a staff number, or initials and a digit."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from db import staff
from db.rules.words import Refused
from db.staff import OfficerView
from screens.forms import Candidate, Field
from screens.words import N_, _

NOT_ONE = N_("{text} is not one officer: type a staff number, or initials and a digit.")


def anybody(_officer: OfficerView) -> bool:
    """Every officer may be named."""
    return True


def of_roles(roles: Collection[str]) -> Callable[[OfficerView], bool]:
    """Officers with one of these roles may be named."""
    return lambda officer: officer.role in roles


def offered(typed: str, fits: Callable[[OfficerView], bool] = anybody) -> list[Candidate]:
    """The officers that fit, as number and name; the value is the id."""
    found = staff.find(typed) if typed.strip() else []
    return [Candidate(f"{one.staff_no} {one.name}", one.id) for one in found if fits(one)]


def officer_field(
    name: str, label: str, fits: Callable[[OfficerView], bool] = anybody, refusal: str = NOT_ONE, **more: Any
) -> Field:
    """A field whose answer is the id of the one officer that fits; `refusal` says what else to type."""

    def one(typed: str) -> int:
        # A candidate that was taken stands as number and name.
        found = offered((typed.split() or [""])[0], fits)
        if len(found) != 1:
            raise Refused(refusal, text=typed)
        return int(found[0].value)

    return Field(name, label, candidates=lambda typed: offered(typed, fits), check=one, **more)


def pin_of(name: str) -> Field:
    """Six digits of one officer; as long as nobody is chosen yet, of whoever it will be."""
    return Field("pin", _("PIN of {name}").format(name=name) if name else "PIN", "pin", width=6)
