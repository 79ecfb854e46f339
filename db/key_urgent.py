"""Special keys in an emergency: one officer issues at once, the second signature follows within a day (K6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from db import clock, signatures, site
from db.journal import Write, writing
from db.keyring import Signer
from db.models.key_register import Key, KeyEvent, KeyLoan
from db.models.site import Contact
from db.models.staff import Officer
from db.rules import key_register as rules
from db.rules import plain_text
from db.rules.signature import digest_of
from db.rules.words import Refused, _

MEANING = _("I sign afterwards, as the second officer, for this key that went out in an emergency.")
_Holder, _Issuer = Officer.alias("holder"), Officer.alias("issuer")


@dataclass(frozen=True, slots=True)
class Urgency:
    """Why a key goes out at once, and who approved it by word of mouth; None: the card asks that next."""

    reason: str
    approved_by: str | None = None


@dataclass(frozen=True, slots=True)
class OwedSignature:
    """A key that went out in an emergency without its second signature; times in epoch milliseconds."""

    loan_id: int
    tag: str
    opens: str
    holder: str
    issuer: str
    issuer_id: int
    reason: str
    approved_by: str
    issued_at: int
    due_at: int


def mark(write: Write, loan: KeyLoan, access: str, urgent: Urgency) -> None:
    """Write down on a loan that it is an emergency, and until when the second signature is owed."""
    rules.check_urgent(urgent.reason, urgent.approved_by)
    loan.emergency = plain_text.clean(urgent.reason, _("Reason"), 200)
    if urgent.approved_by is not None:
        loan.approved_by, loan.approved_at = plain_text.clean(urgent.approved_by, _("Approved by"), 60), write.at
    if rules.owes_second(access, loan.second_id, urgent=True):
        loan.second_due_at = write.at + site.setting("second_hours") * clock.HOUR


def owed_signatures() -> list[OwedSignature]:
    """Every second signature that is still owed, nearest first."""
    owed = KeyLoan.second_due_at.is_null(False) & KeyLoan.second_at.is_null()
    return [_view(row) for row in _loans().where(owed).order_by(KeyLoan.second_due_at, KeyLoan.id)]


def _loans() -> Any:
    return (
        KeyLoan.select(KeyLoan, Key, Contact, _Holder, _Issuer)
        .join(Key)
        .switch(KeyLoan)
        .join(Contact, JOIN.LEFT_OUTER, on=KeyLoan.borrower)
        .switch(KeyLoan)
        .join(_Holder, JOIN.LEFT_OUTER, on=KeyLoan.staff)
        .switch(KeyLoan)
        .join(_Issuer, on=KeyLoan.issued_by)
    )


def _view(row: Any) -> OwedSignature:
    holder = row.borrower.name if row.borrower else row.staff.name if row.staff else ""
    return OwedSignature(
        row.id, row.key.tag, row.key.opens, holder, row.issued_by.name, row.issued_by_id, row.emergency,
        row.approved_by, row.issued_at, row.second_due_at,
    )  # fmt: skip


@writing("key.approve")
def approve(write: Write, loan_id: int, approved_by: str) -> None:
    """Record who approved an issue in an emergency by word of mouth; the first one stands."""
    row = _loan(loan_id)
    if row.approved_by:
        return
    row.approved_by, row.approved_at = plain_text.clean(approved_by, _("Approved by"), 60), write.at
    write.save(row)
    _happened(write, row, "approved", row.approved_by)


@writing("key.countersign")
def countersign(write: Write, loan_id: int, signer: Signer) -> OwedSignature:
    """Give the second signature that an emergency left owing, with the PIN of another officer than the issuer."""
    row = _loan(loan_id)
    owed = row.second_due_at is not None and row.second_at is None
    rules.check_countersign(row.key.tag, owed, row.issued_by_id, signer.officer_id)
    row.second_id, row.second_at = signer.officer_id, write.at
    write.save(row)
    _happened(write, row, "countersigned", Officer.get_by_id(signer.officer_id).name)
    signatures.sign(write, signer, f"loan:{row.id}", 1, "second", MEANING, digest_of(_text(row)))
    return _view(_loans().where(KeyLoan.id == loan_id).get())


def _loan(loan_id: int) -> KeyLoan:
    row = KeyLoan.select(KeyLoan, Key).join(Key).where(KeyLoan.id == loan_id).first()
    if row is None:
        raise Refused(_("There is no such loan: please choose the key again."))
    found: KeyLoan = row
    return found


def _happened(write: Write, row: KeyLoan, kind: str, text: str) -> None:
    write.save(KeyEvent(key=row.key_id, loan=row.id, kind=kind, text=text, officer=write.officer, at=write.at))


def _text(row: KeyLoan) -> str:
    """What the second officer signs: the loan as the journal has it."""
    said = (row.key.tag, row.issued_at, row.issued_by_id, row.emergency, row.approved_by, row.approved_at or "")
    return "\n".join(str(part) for part in said)
