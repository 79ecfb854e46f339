"""The door to the key register: the inventory, and all that happens to a key; loans are made in `key_loans`."""

from __future__ import annotations

from db import agenda as agendas
from db import site, staff
from db.initials import initials
from db.journal import Write, writing
from db.key_borrowers import Borrower, NewBorrower, borrowers
from db.key_history import KeyLine, history
from db.key_loans import (
    Rest,
    Return,
    batch,
    chase,
    due_for_ticket,
    event,
    extend,
    give_back,
    issue,
    lose,
    out_for_ticket,
    transfer,
)
from db.key_owners import ListedPerson, Owner, asks_owner, list_person, listed, owner_of, refuse, unlist_person
from db.key_signers import signers_needed
from db.key_urgent import OwedSignature, Urgency, approve, countersign, owed_signatures
from db.key_views import (
    KeyCounts,
    KeyFilter,
    KeyView,
    all_out,
    count,
    counts,
    find,
    find_ticket,
    keys_where,
    page,
)
from db.models.key_register import Key, KeyLoan
from db.prepared import every
from db.rules import key_register as rules
from db.rules import plain_text
from db.rules.words import Refused, _

__all__ = [
    "Borrower", "KeyCounts", "KeyFilter", "KeyLine", "KeyView", "ListedPerson", "NewBorrower", "OwedSignature", "Owner",
    "Rest", "Return", "Urgency",
    "add", "agenda", "all_out", "approve", "asks_owner", "batch", "borrowers", "chase", "count", "countersign",
    "counts", "due_for_ticket", "extend", "find", "find_ticket", "found", "give_back", "history", "issue",
    "list_person", "listed", "out_for_ticket", "owed_signatures", "owner_of", "page", "refuse", "repaired",
    "report_damaged", "report_lost", "signers_needed", "transfer", "unlist_person",
]  # fmt: skip

WHATS = ("key", "radio", "torch", "umbrella", "book", "file")
ACCESSES = ("public", "restricted", "entrusted")


def free_tag(typed: str) -> str:
    """The tag that was typed, if nothing has it or one that looks like it."""
    number = rules.check_tag(typed)
    if Key.select().where(Key.tag == number).exists():
        raise Refused(_("There is a key {tag} already: every tag is given once."), tag=number)
    for like in every(Key, look=plain_text.look(number)):
        plain_text.check_look(number, like.tag)
    return number


@writing("key.add")
def add(
    write: Write,
    tag: str,
    opens: str,
    hook: str = "",
    what: str = "key",
    access: str = "public",
    unit: str = "",
    copies: int = 1,
) -> int:
    """Add a key, radio, torch … to the inventory (K2, K12); return its id."""
    staff.authorise(write, "supervisor", "manager")
    number = free_tag(tag)
    rules.check_kind(what, WHATS)
    rules.check_kind(access, ACCESSES)
    door = plain_text.clean(opens, _("Opens"), 60)
    row = Key(
        tag=number,
        look=plain_text.look(number),
        opens=door,
        initials=initials(door),
        what=what,
        access=access,
        copies=rules.check_copies(copies),
    )
    row.hook = plain_text.clean(hook, _("Hook"), 20, required=False)
    row.unit_id = site.find_unit(unit).id if unit.strip() else None
    return write.save(row).id


@writing("key.lost")
def report_lost(write: Write, tag: str, text: str = "") -> KeyView:
    """Take a key out of use as lost, whether it is out or should hang in the cabinet (K8)."""
    key = find(tag)
    rules.step(key.state, "lose", key.tag)
    lose(write, Key.get_by_id(key.id), KeyLoan.get_by_id(key.loan_id) if key.loan_id else None, text)
    return _again(write, key)


@writing("key.damaged")
def report_damaged(write: Write, tag: str, text: str = "") -> KeyView:
    """Take a key that hangs in the cabinet out of use as damaged or incomplete (K4)."""
    return _change(write, find(tag), "break", "damaged", text)


@writing("key.found")
def found(write: Write, tag: str, text: str = "") -> KeyView:
    """Put a lost key back into use (K8)."""
    return _change(write, find(tag), "find", "found", text)


@writing("key.repaired")
def repaired(write: Write, tag: str, text: str = "") -> KeyView:
    """Put a damaged key back into use (K4)."""
    return _change(write, find(tag), "repair", "repaired", text)


def _change(write: Write, key: KeyView, happening: str, kind: str, text: str) -> KeyView:
    if key.loan_id is not None and happening == "break":
        raise Refused(_("Key {tag} is out: take it back first."), tag=key.tag)
    after = rules.step(key.state, happening, key.tag)
    row = Key.get_by_id(key.id)
    row.state = "good" if after == "in" else after
    write.save(row)
    event(write, key.id, kind, text)
    return _again(write, key)


def _again(write: Write, key: KeyView) -> KeyView:
    return keys_where(Key.id == key.id, at=write.at)[0]


def agenda() -> list[agendas.Due]:
    """Every key that is out, with its time to come back (K5), and every second signature that is owed (K6)."""
    out = [_due(key) for key in keys_where(KeyLoan.key.is_null(False))]
    return out + [_owed(signature) for signature in owed_signatures()]


def _owed(signature: OwedSignature) -> agendas.Due:
    return agendas.Due(
        "signature", signature.loan_id, signature.due_at, signature.tag, signature.opens, signature.reason,
        signature.issuer,
    )  # fmt: skip


def _due(key: KeyView) -> agendas.Due:
    who = " ".join(part for part in (key.holder, key.firm) if part)
    return agendas.Due("key", key.loan_id or 0, key.due_at, key.tag, key.opens, key.purpose, who, _("due back"))
