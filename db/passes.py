"""The door to the temporary passes (G1): given out, extended, given back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, Case

from db import clock, site
from db.agenda import Due
from db.journal import Write, writing
from db.models.site import Contact, Pass, Unit
from db.prepared import one, prepared
from db.rules import passes as rules
from db.rules import plain_text
from db.rules.key_register import clean_tag
from db.rules.words import _

#: How many the list shows; older ones are found by their words.
MOST = 500
_RETURNED: Any = Pass.returned_at
_ID: Any = Pass.id


@dataclass(frozen=True, slots=True)
class PassView:
    """A pass and who has it; times in epoch milliseconds."""

    id: int
    number: str
    holder: str
    phone: str
    firm: str
    unit: str
    purpose: str
    valid_from: int
    valid_to: int
    returned_at: int | None
    why_longer: str

    def state(self, at: int) -> str:
        """How it stands: overdue, valid, early or returned."""
        return rules.state(self.valid_from, self.valid_to, self.returned_at, at)


def listed(text: str = "") -> list[PassView]:
    """Passes whose number, unit, holder or firm begins so: those that are out by their end, then those given back."""
    out = _RETURNED.is_null(False)
    query = _query().order_by(out, Case(None, ((out, 0 - _RETURNED),), Pass.valid_to), _ID)
    wanted = clean_tag(text)
    if wanted:
        named = (Contact.initials.startswith(wanted.lower())) | Contact.name.startswith(wanted)
        placed = (Pass.number.startswith(wanted)) | Unit.number.startswith(wanted) | Contact.firm.startswith(wanted)
        query = query.where(named | placed)
    return [_view(row) for row in query.limit(MOST)]


def one_pass(pass_id: int) -> PassView:
    """One pass."""
    return _view(_query().where(Pass.id == pass_id).get())


def counts() -> tuple[int, int]:
    """How many are out, and how many of them have run out."""
    ends = [row.valid_to for row in Pass.select(Pass.valid_to).where(_RETURNED.is_null())]
    return len(ends), sum(end < clock.now() for end in ends)


def _query() -> Any:
    query: Any = Pass.select(Pass, Contact, Unit).join(Contact)
    return query.switch(Pass).join(Unit, JOIN.LEFT_OUTER)


def _view(row: Any) -> PassView:
    who = row.holder
    return PassView(
        row.id, row.number, who.name, who.phone, who.firm, row.unit.number if row.unit else "", row.purpose,
        row.valid_from, row.valid_to, row.returned_at, row.why_longer,
    )  # fmt: skip


@writing("pass.add")
def add(
    write: Write,
    number: str,
    name: str,
    firm: str,
    phone: str,
    purpose: str,
    valid_to: int,
    *,
    unit: str = "",
    identity: str = "",
    valid_from: int | None = None,
) -> int:
    """Give out a pass, from now unless said otherwise; without a number it gets a new one. Returns its id."""
    begins = valid_from or write.at
    rules.check_span(begins, valid_to, write.at)
    where = site.find_unit(unit).id if unit.strip() else None
    plain_text.clean(name, _("Name"), 60)
    row = Pass(number=_number(write, clean_tag(number)), unit=where, valid_from=begins, valid_to=valid_to)
    row.holder = site.save_contact(write, name, phone, firm, identity)
    row.purpose = plain_text.clean(purpose, _("Purpose"), 200, required=False)
    return write.save(row).id


def _number(write: Write, typed: str) -> str:
    """The number of a card that was typed and is here, or the next of the year that no card has: `260001`."""
    number = plain_text.clean(typed, _("Pass"), 20, required=False)
    held = _query().where(Pass.number == number, _RETURNED.is_null()).first()
    if held is not None:
        raise rules.still_out(number, held.holder.name, held.holder.firm)
    if number:
        return number
    while not number or one(Pass, number=number):
        last, year = site.next_number(write, "pass")
        number = f"{year % 100:02}{last:04}"
    return number


def latest(number: str) -> Any:
    """The id of who has the card of a number, or had it last: what a scan of it means (K3)."""
    card = Pass.alias()
    rows: Any = card.select(card.id).where(card.number == number)
    return rows.order_by(card.returned_at.is_null(False), card.id.desc()).limit(1)


def _out(pass_id: int) -> Pass:
    row: Pass = Pass.get_by_id(pass_id)
    rules.check_out(row.number, row.returned_at)
    return row


@writing("pass.return")
def give_back(write: Write, pass_id: int) -> PassView:
    """Take a pass back: it lends no key any more."""
    row = _out(pass_id)
    row.returned_at = write.at
    return _view(write.save(row))


@writing("pass.extend")
def extend(write: Write, pass_id: int, valid_to: int, why: str) -> PassView:
    """Let a pass be valid longer, and say why."""
    row = _out(pass_id)
    rules.check_longer(row.valid_to, valid_to)
    rules.check_span(row.valid_from, valid_to, write.at)
    row.valid_to, row.why_longer = valid_to, plain_text.clean(why, _("Reason"))
    return _view(write.save(row))


@prepared
def _overdue(at: int) -> Any:
    return _query().where(_RETURNED.is_null(), Pass.valid_to < at)


def agenda() -> list[Due]:
    """Passes that ran out and were not given back (G1)."""
    return [_due(_view(row)) for row in _overdue(clock.now())]


def _due(found: PassView) -> Due:
    who = " ".join(part for part in (found.holder, found.firm) if part)
    return Due("pass", found.id, found.valid_to, found.number, found.unit, found.purpose, who, _("give back"))
