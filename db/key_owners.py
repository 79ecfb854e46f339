"""Entrusted keys: whom an owner allows to fetch one, whom the desk called, and who was refused (K6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db import log_lines, site
from db.journal import Write, writing
from db.key_borrowers import Borrower, Hand, NewBorrower, take_hand
from db.key_views import KeyView, find
from db.models.key_register import Key, KeyCall, KeyEvent, KeyPerson
from db.models.site import Contact, Unit
from db.models.staff import Officer
from db.rules import key_register as rules
from db.rules import plain_text
from db.rules.words import Refused, _

CONSENTS = ("present", "phone", "letter")


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A line of an owner's list; `at` is epoch milliseconds."""

    id: int
    tag: str
    name: str
    phone: str
    relation: str
    consent: str
    officer: str
    at: int


@dataclass(frozen=True, slots=True)
class Owner:
    """Who entrusted a key and the number that is registered for them; both empty where nobody is known."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Permit:
    """Why an entrusted key may go out: a line of the owner's list, or who answered the registered number."""

    listed: int | None = None
    called: int | None = None


def owner_of(tag: str) -> Owner:
    """Who entrusted this key."""
    return _owner(_key(find(tag)))


def listed(tag: str) -> list[ListedPerson]:
    """The owner's list for a key: the people of every key that is entrusted for the same unit."""
    rows = _lines(_key(find(tag)))
    return [
        ListedPerson(
            row.id, row.key.tag, row.person.name, row.person.phone, row.relation, row.consent, row.officer.name, row.at
        )
        for row in rows
    ]


def asks_owner(tags: list[str], who: Borrower | NewBorrower) -> list[str]:
    """Tags of these keys that this person does not get before the owner was called (K6)."""
    return [tag for tag in tags if (key := find(tag)).access == "entrusted" and not _allowed(_key(key), who)]


@writing("key.list_person")
def list_person(write: Write, tag: str, name: str, phone: str, relation: str, consent: str) -> list[ListedPerson]:
    """Put somebody on the owner's list, with how the owner consented; return the list."""
    key = find(tag)
    if key.access != "entrusted":
        raise Refused(_("Key {tag} is not entrusted by an owner: it needs no list."), tag=key.tag)
    rules.check_kind(consent, CONSENTS)
    row = KeyPerson(key=key.id, consent=consent, officer=write.officer, at=write.at)
    row.relation = plain_text.clean(relation, _("Relation"), 40, required=False)
    row.person = _known(write, name, phone)
    if any(line.person_id == row.person.id for line in _lines(_key(key))):
        raise Refused(_("{name} is on the list of key {tag} already."), name=name.strip(), tag=key.tag)
    write.save(row)
    return listed(key.tag)


def _known(write: Write, name: str, phone: str) -> Contact:
    called = plain_text.clean(name, _("Name"), 60)
    number = plain_text.clean(plain_text.half_width(phone), _("Phone"), 40)
    known: Contact | None = Contact.get_or_none(Contact.name == called, Contact.phone == number)
    return known or site.save_contact(write, called, number)


@writing("key.unlist_person")
def unlist_person(write: Write, person_id: int) -> None:
    """Take somebody off the owner's list; the line stays in the record."""
    row = KeyPerson.get_or_none(KeyPerson.id == person_id, KeyPerson.removed_at.is_null())
    if row is None:
        raise Refused(_("This person is not on the list any more."))
    row.removed_at, row.removed_by_id = write.at, write.officer
    write.save(row)


@writing("key.refuse")
def refuse(write: Write, post_id: int, tags: list[str], who: Borrower | NewBorrower, reason: str) -> None:
    """Record that somebody did not get these keys, and why: in their history and as lines of the log (K6)."""
    why = plain_text.clean(reason, _("Reason"), 200)
    hand = take_hand(write, who)
    for key in map(find, tags):
        row = KeyEvent(key=key.id, kind="refused", text=why, person=hand.borrower, officer=write.officer, at=write.at)
        write.save(row)
        log_lines.write.inside(write, post_id, f"{key.tag} {key.opens}: {why}", kind="key", unit=key.unit)


def permit(write: Write, key: KeyView, hand: Hand, spoke_to: str, *, urgent: bool) -> Permit:
    """Why this hand may have this key; refuses an entrusted one without the owner's word (K6)."""
    if key.access != "entrusted":
        return Permit()
    row, answered = _key(key), plain_text.clean(spoke_to, _("Who answered"), 60, required=False)
    who = _person(hand)
    line = next((line for line in _lines(row) if (line.person.name, line.person.phone) == who), None)
    ours = line is not None or who == _person_of(_owner(row))
    rules.check_owner(key.tag, key.access, hand.name, listed=ours, called=bool(answered), urgent=urgent)
    if ours or not answered:
        return Permit(line.id if line else None)
    number = rules.check_registered(key.tag, _owner(row).phone)
    call = KeyCall(key=key.id, officer=write.officer, at=write.at)
    call.answered_by = site.save_contact(write, answered, number)
    return Permit(called=write.save(call).id)


def _key(key: KeyView) -> Key:
    query = Key.select(Key, Unit, Contact).left_outer_join(Unit).left_outer_join(Contact)
    row: Key = query.where(Key.id == key.id).get()
    return row


def _owner(row: Key) -> Owner:
    owner = row.unit.owner if row.unit else None
    return Owner(owner.name, owner.phone) if owner else Owner()


def _lines(row: Key) -> list[KeyPerson]:
    same: Any = (Key.unit == row.unit_id) if row.unit_id is not None else (Key.id == row.id)
    query = (
        KeyPerson.select(KeyPerson, Key, Contact, Officer)
        .join(Key)
        .switch(KeyPerson)
        .join(Contact)
        .switch(KeyPerson)
        .join(Officer, on=KeyPerson.officer)
    )
    return list(query.where(same, KeyPerson.removed_at.is_null()).order_by(KeyPerson.id))


def _person(hand: Hand) -> tuple[str, str]:
    """Name and phone of who takes a key: that is how a person on a list is known again."""
    person = Officer.get_by_id(hand.staff) if hand.borrower is None else Contact.get_by_id(hand.borrower)
    return person.name, person.phone


def _person_of(owner: Owner) -> tuple[str, str]:
    return (owner.name, owner.phone)


def _allowed(row: Key, who: Borrower | NewBorrower) -> bool:
    known = [(line.person.name, line.person.phone) for line in _lines(row)]
    return (who.name, plain_text.half_width(who.phone).strip()) in [*known, _person_of(_owner(row))]
