"""The PINs an issue asks: none, the officer's own, or two officers' (K3, K6)."""

from __future__ import annotations

from db import staff
from db.rules.plain_text import half_width
from db.rules.words import Refused
from db.staff import Act, Signer
from screens.desk import Desk
from screens.forms import Answers, Candidate, Field
from screens.officer_field import offered
from screens.words import N_


def pin_fields(desk: Desk, count: int) -> list[Field]:
    """The questions for that many PINs."""
    own = Field("pin", N_("your PIN"), "pin", width=6)
    second = Field(
        "second",
        N_("second officer"),
        candidates=lambda typed: _others(desk, typed),
        check=lambda typed: _other(desk, typed),
        instant=staff.is_number,
        before_pin=True,
    )
    return [own, second, Field("pin2", N_("PIN of the second officer"), "pin", width=6)][: (0, 1, 3)[count]]


def _others(desk: Desk, typed: str) -> list[Candidate]:
    return offered(typed, lambda officer: officer.id != desk.who.officer_id)


def _other(desk: Desk, typed: str) -> int:
    """The id of the officer with this number, who is not oneself (K6)."""
    found = staff.numbered(half_width(typed).split()[0])
    if found.id == desk.who.officer_id:
        raise Refused(N_("The second signature must be another officer's: nobody signs twice."))
    return found.id


def signers(desk: Desk, answers: Answers, act: Act) -> tuple[Signer | None, Signer | None]:
    """Prove the PINs that were typed for an act; slow on purpose, so only where a form is saved."""
    first = staff.unlock(desk.who.officer_id, answers["pin"], act) if "pin" in answers else None
    second = staff.unlock(answers["second"], answers["pin2"], act) if "pin2" in answers else None
    return first, second
