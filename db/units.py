"""The door to the book of units: who owns one and what is known of it, found by number or owner, and changed."""

from __future__ import annotations

from typing import Any

from peewee import JOIN, ModelSelect

from db import paging, site
from db.journal import Write, authorise, writing
from db.models.site import Contact, Unit
from db.paging import Key
from db.rules import plain_text
from db.rules import units as rules
from db.rules.site import unit_number
from db.rules.staff import REVIEWERS
from db.site import UnitView

_ID: Any = Unit.id


def page(
    text: str, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
) -> list[UnitView]:
    """A window of the units that fit, by number."""
    rows = paging.page(_query(text), (Unit.number,), start, limit, backwards=backwards, inclusive=inclusive)
    return [site.unit_view(row) for row in rows]


def count(text: str) -> int:
    """How many fit."""
    return _query(text).count()


def unit(unit_id: int) -> UnitView:
    """One unit."""
    return site.unit_view(_query("").where(_ID.in_([unit_id])).get())


def _query(text: str) -> ModelSelect[Unit]:
    """Units whose number, owner or owner's initials begin so, or whose owner has this phone."""
    query: ModelSelect[Unit] = Unit.select(Unit, Contact).join(Contact, JOIN.LEFT_OUTER)
    wanted = plain_text.half_width(text).strip()
    if wanted:
        named = Contact.initials.startswith(wanted.lower()) | Contact.name.startswith(wanted)
        query = query.where(Unit.number.startswith(unit_number(wanted)) | named | (Contact.phone == wanted))
    return query


@writing("unit.change")
def change(
    write: Write,
    unit_id: int,
    owner: str | None = None,
    phone: str | None = None,
    notes: str | None = None,
    public: bool | None = None,
) -> UnitView:
    """Change what is known of a unit; None leaves a part as it stands, `-` takes it away.

    The owner before stays a person of the record, until the manager forgets them.
    """
    authorise(write, *REVIEWERS)
    row = Unit.get_by_id(unit_id)
    before = (row.owner.name, row.owner.phone) if row.owner else ("", "")
    after = rules.owner_after(before, owner, phone)
    if after != before:
        row.owner = site.save_contact(write, *after) if any(after) else None
    row.notes = plain_text.clean(rules.after(row.notes, notes), "Notes", 400, required=False)
    row.public = row.public if public is None else public
    write.save(row)
    return unit(unit_id)
