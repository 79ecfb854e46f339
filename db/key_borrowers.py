"""Who borrows keys: holders of passes, people known by name and phone, and the staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from peewee import fn

from db import clock, site
from db.journal import Write
from db.key_views import KeyView, keys_where
from db.models.key_register import KeyLoan
from db.models.site import Contact, Pass
from db.models.staff import Officer
from db.passes import latest
from db.rules import key_register as rules
from db.rules import plain_text
from db.rules.words import Refused, _

MOST = 9
_CONTACT_ID: Any = Contact.id
_PASS_ID: Any = Pass.id


@dataclass(frozen=True, slots=True)
class NewBorrower:
    """Somebody the station may not know yet."""

    name: str
    phone: str
    firm: str = ""


@dataclass(frozen=True, slots=True)
class Borrower:
    """Somebody known; `overdue` and `firm_overdue` warn and never refuse (K5), `firm_tags` are the firm's keys."""

    kind: Literal["pass", "contact", "staff"]
    id: int
    name: str
    firm: str = ""
    phone: str = ""
    number: str = ""
    purpose: str = ""
    valid_to: int | None = None
    overdue: int = 0
    firm_overdue: int = 0
    firm_tags: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand a loan puts the key into: the columns of the loan."""

    name: str
    borrower: int | None = None
    staff: int | None = None
    on_pass: int | None = None
    purpose: str = ""


def take_hand(write: Write, who: Borrower | NewBorrower) -> Hand:
    """The person of a loan; a pass that has run out is refused, a new person is remembered."""
    if isinstance(who, NewBorrower):
        return _new_hand(write, who)
    if who.kind == "staff":
        officer = Officer.get_or_none(Officer.id == who.id, Officer.active)
        if officer is not None:
            return Hand(officer.name, staff=officer.id)
    elif who.kind == "pass":
        card = Pass.select(Pass, Contact).join(Contact).where(Pass.id == who.id).first()
        if card is not None:
            rules.check_pass(card.number, card.valid_from, card.valid_to, card.returned_at, write.at)
            return Hand(card.holder.name, borrower=card.holder_id, on_pass=card.id, purpose=card.purpose)
    else:
        contact = Contact.get_or_none(Contact.id == who.id)
        if contact is not None:
            return Hand(contact.name, borrower=contact.id)
    raise Refused(_("The borrower {name} is no longer known: please choose again."), name=who.name)


def _new_hand(write: Write, who: NewBorrower) -> Hand:
    name = plain_text.clean(who.name, _("Name"), 60)
    phone = plain_text.clean(plain_text.half_width(who.phone), _("Phone"), 40)
    firm = plain_text.clean(who.firm, _("Firm"), 80, required=False)
    known = Contact.get_or_none(Contact.phone == phone, Contact.name == name, Contact.firm == firm)
    return Hand(name, borrower=(known or site.save_contact(write, name, phone, firm)).id)


def borrowers(text: str) -> list[Borrower]:
    """People whose pass or staff number is, or whose initials or name begin with, the text.

    Who borrowed last comes first, each person once; at most nine, for the digits 1 to 9.
    """
    wanted = rules.clean_tag(text)
    if not wanted:
        return []
    found = [*_passes(wanted), *_staff(wanted), *_contacts(wanted)]
    found.sort(key=lambda person: -person[0])
    people: dict[tuple[str, str], Borrower] = {}
    for _last, who in found:
        people.setdefault((who.name, who.phone), who)
    return _with_overdue(list(people.values())[:MOST])


def _last_loan(column: Any, person: Any) -> Any:
    """When this person last borrowed a key, 0 for never."""
    return fn.COALESCE(KeyLoan.select(fn.MAX(KeyLoan.issued_at)).where(column == person), 0)


def _passes(wanted: str) -> list[tuple[int, Borrower]]:
    """Passes; one that has run out or was given back is found by its number alone, so that the refusal can be said.

    A card that was given out again is its present holder's.
    """
    last = _last_loan(KeyLoan.borrower, Contact.id)
    named = (Contact.initials.startswith(wanted.lower())) | Contact.name.startswith(wanted)
    rows: Any = (
        Pass.select(Pass.id, Contact.name, Contact.firm, Contact.phone, Pass.number, Pass.purpose, Pass.valid_to, last)
        .join(Contact)
        .where((latest(wanted) == _PASS_ID) | (named & Pass.returned_at.is_null() & (Pass.valid_to >= clock.now())))
        .order_by(last.desc(), Pass.valid_to.desc())
        .limit(MOST)
        .tuples()
    )
    return [(row[-1], Borrower("pass", *row[:-1])) for row in rows]


def _staff(wanted: str) -> list[tuple[int, Borrower]]:
    last = _last_loan(KeyLoan.staff, Officer.id)
    named = Officer.initials.startswith(wanted.lower()) | Officer.name.startswith(wanted)
    rows: Any = (
        Officer.select(Officer.id, Officer.name, Officer.phone, Officer.staff_no, last)
        .where(Officer.active, (Officer.staff_no == wanted) | named)
        .order_by(last.desc(), Officer.staff_no)
        .limit(MOST)
        .tuples()
    )
    return [(row[-1], Borrower("staff", row[0], row[1], "", row[2], row[3])) for row in rows]


def _contacts(wanted: str) -> list[tuple[int, Borrower]]:
    last = _last_loan(KeyLoan.borrower, Contact.id)
    rows: Any = (
        Contact.select(Contact.id, Contact.name, Contact.firm, Contact.phone, last)
        .where(
            (Contact.phone == wanted) | Contact.initials.startswith(wanted.lower()) | Contact.name.startswith(wanted)
        )
        .order_by(last.desc(), _CONTACT_ID.desc())
        .limit(MOST)
        .tuples()
    )
    return [(row[-1], Borrower("contact", *row[:-1])) for row in rows]


def _with_overdue(people: list[Borrower]) -> list[Borrower]:
    late = keys_where(KeyLoan.due_at <= clock.now())
    return [_warned(person, late) for person in people]


def _warned(who: Borrower, late: list[KeyView]) -> Borrower:
    own = [loan for loan in late if (loan.holder, loan.phone) == (who.name, who.phone)]
    others = [loan for loan in late if who.firm and loan.firm == who.firm and loan not in own]
    return replace(who, overdue=len(own), firm_overdue=len(others), firm_tags=", ".join(loan.tag for loan in others))
