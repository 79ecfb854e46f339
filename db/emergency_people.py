"""Whom the steps of a card mean at this moment: officers by role, those on duty first, the owner, the unit below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import Case

from db import site
from db.models.emergency import EmergencyLine
from db.models.site import Contact, Duty, Post, Unit
from db.models.staff import Officer
from db.rules import emergency as rules
from db.rules.emergency import Step
from db.rules.staff import SUPERIORS

_GUARD = "guard"
#: Whom a card means by who has the post: the plumber who comes is on it, their supervisor is asked next.
_POSTS = (_GUARD, "maintenance")


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    name: str
    phone: str
    role: str


def line(step: Step, position: int, unit: site.UnitView | None) -> EmergencyLine:
    """A step of an incident, with its people; what the card says by name stands before what is found."""
    row = EmergencyLine(position=position, kind=step.kind, what=step.what, detail=step.detail, minutes=step.minutes)
    row.name, row.phone, row.other, row.other_phone = step.name, step.phone, step.other, step.other_phone
    if step.whom in ("owner", "below"):
        _neighbour(row, unit.number if unit else "", step.whom)
    elif step.whom:
        _staff(row, step.whom)
    return row


def _staff(row: EmergencyLine, whom: str) -> None:
    first, second = [*_of(whom), None, None][:2]
    row.superior = whom in SUPERIORS and (bool(row.name) or first is None or first.role in SUPERIORS)
    if first is not None and not row.name:
        row.name, row.phone = first.name, first.phone
    if second is not None and not row.other:
        row.other, row.other_phone = second.name, second.phone


def _of(whom: str) -> list[_Person]:
    """Who is meant, best first: who has the post of that name, then by role; one alone has one of the next role."""
    found = _on_post(whom) if whom in _POSTS else []
    for role in (whom, STAND_IN[whom]):
        if len(found) < 2:
            found += [who for who in _role(role) if who.id not in {known.id for known in found}]
    return found


STAND_IN = {**rules.STAND_IN, _GUARD: "leader"}


def _on_post(code: str) -> list[_Person]:
    held = Officer.select().join(Duty).join(Post).where(Duty.ended_at.is_null(), Post.code == code)
    return [_person(row) for row in held]


def _role(role: str) -> list[_Person]:
    on_duty: Any = Officer.id.in_(Duty.select(Duty.officer).where(Duty.ended_at.is_null()))  # type: ignore[attr-defined]
    rows = Officer.select().where(Officer.active, Officer.role == role)
    ordered = rows.order_by(Case(None, ((on_duty, 0),), 1), Officer.staff_no).limit(2)
    return [_person(row) for row in ordered]


def _person(row: Officer) -> _Person:
    return _Person(row.id, row.name, row.phone, row.role)


def _neighbour(row: EmergencyLine, unit: str, whom: str) -> None:
    """The owner, or whoever lives below: a person of the public, whom the journal knows by a commitment only."""
    number = rules.below(unit) if whom == "below" else unit
    home = Unit.select(Unit, Contact).left_outer_join(Contact).where(Unit.number == number).first() if number else None
    if home is not None:
        row.at_unit, row.contact = home.number, home.owner
