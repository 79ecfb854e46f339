"""The door to people of the public: seeing one unmasked is recorded, and one can be forgotten (L10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from db import access, staff
from db.connection import database
from db.journal import Session, Write, may_read, writing
from db.keyring import Signer
from db.models.duty_log import LogEntry, Promise
from db.models.emergency import Emergency, EmergencyLine
from db.models.key_register import Key, KeyLoan, KeyPerson
from db.models.site import Contact, Pass, Unit
from db.models.tickets import IS_OPEN, Ticket
from db.rules import plain_text
from db.rules import privacy as rules
from db.rules.tickets import label
from db.rules.words import Refused, _

MOST = 9
_ID: Any = Contact.id


@dataclass(frozen=True, slots=True)
class Person:
    """A person as they are called and reached; `id` is None for an officer."""

    id: int | None
    name: str
    phone: str
    firm: str = ""
    #: Where the record knows them from: units, tickets, keys.
    known: str = ""
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows held a person, and the words by which files beside the record may still name them."""

    rows: int
    words: tuple[str, ...]


@writing("privacy.reveal")
def reveal(write: Write, register: str, record: int) -> Person:
    """Who stands in a record, unmasked; asks nothing, and the journal says who looked, at whom, and when (L10)."""
    found = _SOURCES[register](record) if register in _SOURCES else None
    if found is None:
        raise Refused(_("Nobody is named there."))
    about, person = found
    access.note(write, "revealed", about, person.id)
    return person


def _person(row: Contact | None) -> Person | None:
    if row is None or not (row.name or row.phone):
        return None
    return Person(row.id, row.name, row.phone, row.firm)


def _unit(record: int) -> tuple[str, Person] | None:
    row = Unit.get_or_none(Unit.id == record)
    person = _person(row.owner) if row else None
    return (row.number, person) if row and person else None


def _ticket(record: int) -> tuple[str, Person] | None:
    row = Ticket.get_or_none(Ticket.id == record)
    person = _person(row.caller) if row else None
    return (label(row.kind, row.number), person) if row and person else None


def _line(record: int) -> tuple[str, Person] | None:
    row = LogEntry.get_or_none(LogEntry.id == record)
    person = _person(row.contact) if row else None
    return (f"#{row.number}/{row.year}", person) if row and person else None


def _loan(record: int) -> tuple[str, Person] | None:
    row = KeyLoan.get_or_none(KeyLoan.id == record)
    if row is None:
        return None
    if row.staff is not None:
        return row.key.tag, Person(None, row.staff.name, row.staff.phone)
    person = _person(row.borrower)
    return (row.key.tag, person) if person else None


def _step(record: int) -> tuple[str, Person] | None:
    row = EmergencyLine.get_or_none(EmergencyLine.id == record)
    person = _person(row.contact) if row else None
    return (row.at_unit, person) if row and person else None


def _pass(record: int) -> tuple[str, Person] | None:
    row = Pass.get_or_none(Pass.id == record)
    person = _person(row.holder) if row else None
    return (row.number, replace(person, identity=row.holder.identity)) if row and person else None


_SOURCES: dict[str, Callable[[int], tuple[str, Person] | None]] = {
    "unit": _unit,
    "ticket": _ticket,
    "line": _line,
    "loan": _loan,
    "step": _step,
    "pass": _pass,
}


def find(by: Session, text: str) -> list[Person]:
    """People by name, phone or unit, for the manager who is asked to forget one; each person once."""
    may_read(by, "manager")
    wanted = plain_text.half_width(text.strip())
    if not wanted:
        return []
    named = (Contact.name == wanted) | (Contact.phone == wanted) | Contact.initials.startswith(wanted.lower())
    owners = Unit.select(Unit.owner).where(Unit.number == wanted, Unit.owner.is_null(False))
    named = named | Contact.name.startswith(wanted) | _ID.in_(owners)
    query = Contact.select().where(Contact.forgotten_at.is_null(), named)
    people: dict[tuple[str, str], Contact] = {}
    for row in query.order_by(_ID.desc()).limit(MOST * 5):
        if row.name or row.phone:
            people.setdefault((row.name, row.phone), row)
    return [Person(row.id, row.name, row.phone, row.firm, _known(row)) for row in list(people.values())[:MOST]]


def _twins(row: Contact) -> list[int]:
    """Ids of all rows that are the same person: a caller is written down at each call."""
    same = Contact.select(Contact.id).where(
        Contact.name == row.name, Contact.phone == row.phone, Contact.forgotten_at.is_null()
    )
    return [found.id for found in same]


def _known(row: Contact) -> str:
    ids = _twins(row)
    units = [row.number for row in Unit.select(Unit.number).where(Unit.owner.in_(ids))]
    firms = [row.firm] if row.firm else []
    return " ".join([*units[:2], *firms])


@writing("privacy.forget")
def forget(write: Write, contact_id: int, reason: str, signer: Signer) -> Forgotten:
    """Erase name, phone and firm of a person everywhere in the register; return what is known no more.

    The commitments stay, so the chain stays whole; the journal says that, when and why. Words that officers wrote
    into lines and signed papers are the record's, and stay.
    """
    staff.authorise(write, "manager")
    if signer.officer_id != write.officer:
        raise Refused(_("This PIN is another officer's: sign with your own."))
    why = plain_text.clean(reason, _("Reason"), 100)
    row = Contact.get_or_none(Contact.id == contact_id, Contact.forgotten_at.is_null())
    if row is None:
        raise Refused(_("This person is forgotten already."))
    ids, words = _twins(row), (row.name, row.phone, row.identity)
    rules.check_forget(_needed(ids))
    # What SQLite frees is overwritten, not only given back.
    database.execute_sql("PRAGMA secure_delete = 1").fetchall()
    for each in Contact.select().where(_ID.in_(ids)):
        each.salt, each.name, each.phone, each.firm, each.identity, each.initials = b"", "", "", "", "", ""
        each.forgotten_at = write.at
        write.save(each)
        access.note(write, "forgotten", why, each.id)
    return Forgotten(len(ids), tuple(word for word in words if word))


def sweep() -> None:
    """Empty the write-ahead log, where the old pages still lie; other stations go on."""
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _needed(ids: list[int]) -> list[str]:
    """What is still open with a person: keys, owners' lists, tickets, promises, incidents and passes not given back."""
    loans = KeyLoan.select(KeyLoan, Key).join(Key).where(KeyLoan.borrower.in_(ids), KeyLoan.returned_at.is_null())
    tickets = Ticket.select().where(Ticket.caller.in_(ids), IS_OPEN)
    promises = (
        Promise.select(Promise, LogEntry).join(LogEntry).where(LogEntry.contact.in_(ids), Promise.kept_at.is_null())
    )
    passes = Pass.select().where(Pass.holder.in_(ids), Pass.returned_at.is_null())
    named = KeyPerson.select(KeyPerson, Key).join(Key).where(KeyPerson.person.in_(ids), KeyPerson.removed_at.is_null())
    incidents = Emergency.select().join(EmergencyLine, on=EmergencyLine.emergency == Emergency.id)
    return [
        *(row.key.tag for row in loans),
        *(row.key.tag for row in named),
        *(row.name for row in incidents.where(EmergencyLine.contact.in_(ids), Emergency.closed_at.is_null())),
        *(label(row.kind, row.number) for row in tickets),
        *(f"#{row.entry.number}" for row in promises),
        *(row.number for row in passes),
    ]
