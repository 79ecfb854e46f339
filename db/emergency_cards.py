"""The door to the book of emergency cards: the site's own versions over those that came with the program (L6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db import staff
from db.journal import Write, writing
from db.models.emergency import EmergencyCard, EmergencyStep
from db.models.site import Site
from db.rules import emergency as rules
from db.rules import plain_text
from db.rules.emergency import Card, Step
from db.rules.emergency_cards import ORDER, built_in
from db.rules.words import Refused, _

__all__ = ["Card", "Step", "add_step", "card", "cards", "change_step", "drop_step", "rename"]

EDITORS = ("supervisor", "manager")
_LIMITS = {"what": 12, "detail": 60, "name": 40, "phone": 40, "other": 40, "other_phone": 40}
_NAMES = {
    "what": _("Step"), "detail": _("Detail"), "name": _("Name"), "phone": _("Phone"), "other": _("Substitute"),
    "other_phone": _("Phone of the substitute"),
}  # fmt: skip


def cards() -> list[Card]:
    """The cards in force, in the order of their digits."""
    return [card(kind) for kind in ORDER]


def card(kind: str) -> Card:
    """The card in force: the site's last version, or the one that came with the program."""
    if kind not in ORDER:
        raise Refused(_("There is no card {kind}."), kind=kind)
    row = EmergencyCard.select().where(EmergencyCard.kind == kind).order_by(EmergencyCard.version.desc()).first()
    if row is None:
        return built_in(kind, Site.get_by_id(1).language)
    steps = EmergencyStep.select().where(EmergencyStep.card == row.id).order_by(EmergencyStep.position)
    return Card(row.kind, row.name, row.repair, row.analysis, tuple(map(_step, steps)), row.version)


def _step(row: EmergencyStep) -> Step:
    return Step(
        row.kind, row.what, row.detail, row.whom, row.name, row.phone, row.other, row.other_phone, row.minutes
    )  # fmt: skip


@writing("card.rename")
def rename(write: Write, kind: str, name: str) -> Card:
    """Call a card otherwise."""
    staff.authorise(write, *EDITORS)
    return _new_version(write, replace(card(kind), name=plain_text.clean(name, _("Name"), 20)))


@writing("card.add_step")
def add_step(write: Write, kind: str, position: int, step: Step) -> Card:
    """Put a step before this position; one past the last appends it."""
    staff.authorise(write, *EDITORS)
    now = card(kind)
    return _new_version(write, replace(now, steps=rules.edited(now.steps, position, _clean(step), insert=True)))


@writing("card.change_step")
def change_step(write: Write, kind: str, position: int, step: Step) -> Card:
    """Change a step; incidents that are under way keep the one they began with."""
    staff.authorise(write, *EDITORS)
    now = card(kind)
    return _new_version(write, replace(now, steps=rules.edited(now.steps, position, _clean(step))))


@writing("card.drop_step")
def drop_step(write: Write, kind: str, position: int) -> Card:
    """Take a step out of the card."""
    staff.authorise(write, *EDITORS)
    now = card(kind)
    return _new_version(write, replace(now, steps=rules.edited(now.steps, position, None)))


def _clean(step: Step) -> Step:
    said: dict[str, Any] = {
        name: plain_text.clean(getattr(step, name), _NAMES[name], most, required=name == "what")
        for name, most in _LIMITS.items()
    }
    return replace(step, **said)


def _new_version(write: Write, new: Card) -> Card:
    """Every edit is a version of its own: who, when, and every step of it."""
    row = EmergencyCard(kind=new.kind, version=new.version + 1, name=new.name, repair=new.repair)
    row.analysis, row.officer_id, row.at = new.analysis, write.officer, write.at
    write.save(row)
    for position, step in enumerate(new.steps, 1):
        told = {name: getattr(step, name) for name in Step.__slots__}
        write.save(EmergencyStep(card=row, position=position, **told))
    return card(new.kind)
