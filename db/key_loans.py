"""Keys on their way: issue, return, chase, extension, transfer and loss, each all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from peewee import IntegrityError, fn

from db import clock, site
from db.connection import database
from db.journal import Write, writing
from db.key_borrowers import Borrower, Hand, NewBorrower, take_hand
from db.key_owners import Permit, permit
from db.key_signers import check_signed
from db.key_urgent import Urgency, mark
from db.key_views import KEY_ID, KeyView, find, keys_where
from db.keyring import Signer
from db.models.key_register import Key, KeyEvent, KeyLoan
from db.models.site import Contact
from db.rules import key_register as rules
from db.rules import plain_text
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class Return:
    """A key that came back, with its condition; damaged or incomplete it goes out of use (K4)."""

    loan_id: int
    condition: str = ""
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """A key of the batch that did not come back, and what is known of it (K4).

    `with_him` needs `due_at`, `transferred` needs `to`; `text` says more where there is more to say.
    """

    loan_id: int
    what: Literal["with_him", "transferred", "lost"]
    due_at: int | None = None
    to: Borrower | NewBorrower | None = None
    text: str = ""


@writing("key.issue")
def issue(
    write: Write,
    tags: list[str],
    borrower: Borrower | NewBorrower,
    due_at: int,
    purpose: str = "",
    ticket_id: int | None = None,
    first: Signer | None = None,
    second: Signer | None = None,
    *,
    spoke_to: str = "",
    urgent: Urgency | None = None,
) -> list[KeyView]:
    """Put keys into one person's hand as one batch, all of them or none (K3, K6, K7).

    `spoke_to` answered the registered number of an entrusted key's owner; `urgent` lets one officer issue a special
    key, and leaves the second signature owing.
    """
    keys = [find(tag) for tag in dict.fromkeys(rules.clean_tag(tag) for tag in tags)]
    if not keys:
        raise Refused(_("No key was scanned: scan a key, then say who takes it."))
    rules.check_due(due_at, write.at)
    check_signed(write, keys, first, second, urgent=urgent is not None)
    hand = take_hand(write, borrower)
    reason = plain_text.clean(purpose or hand.purpose, _("Purpose"), 200, required=False)
    batch = _next_batch()
    for key in keys:
        rules.step(key.state, "issue", key.tag, key.holder)
        loan = _loan(write, hand, key.id, batch, due_at, reason, ticket_id)
        _signed(loan, first, second)
        _permitted(loan, permit(write, key, hand, spoke_to, urgent=urgent is not None))
        if urgent is not None:
            mark(write, loan, key.access, urgent)
        _put_out(write, loan, key.tag)
    return keys_where(KEY_ID.in_([key.id for key in keys]), at=write.at)


def _next_batch() -> int:
    return int(KeyLoan.select(fn.MAX(KeyLoan.batch)).scalar() or 0) + 1


def _loan(
    write: Write, hand: Hand, key_id: int, batch: int, due_at: int, purpose: str, ticket_id: int | None
) -> KeyLoan:
    return KeyLoan(
        key=key_id,
        batch=batch,
        borrower=hand.borrower,
        staff=hand.staff,
        on_pass=hand.on_pass,
        purpose=purpose,
        ticket=ticket_id,
        issued_at=write.at,
        due_at=due_at,
        issued_by=write.officer,
    )


def _signed(loan: KeyLoan, first: Signer | None, second: Signer | None) -> None:
    loan.signed = first is not None
    loan.second_id = second.officer_id if second else None


def _permitted(loan: KeyLoan, permitted: Permit) -> None:
    loan.listed_id, loan.called_id = permitted.listed, permitted.called


def _put_out(write: Write, loan: KeyLoan, tag: str) -> None:
    """Save a loan; the index *one open loan per key* has the last word, whatever was read before (K3)."""
    try:
        with database.atomic():
            write.save(loan)
    except IntegrityError:
        holder = keys_where(Key.id == loan.key_id)[0].holder
        if not holder:
            raise
        rules.step("out", "issue", tag, holder)
    _mark(write, loan.key, out=True)


def _mark(write: Write, key: Key, *, out: bool, condition: str = "") -> None:
    """Keep the projection of a key equal to what its loan says."""
    key.out = out
    key.state = condition or key.state
    write.save(key)


def _open_loan(loan_id: int, event: str) -> KeyLoan:
    """A loan with its key, refused where the key is not out."""
    loan: KeyLoan | None = KeyLoan.select(KeyLoan, Key).join(Key).where(KeyLoan.id == loan_id).first()
    if loan is None:
        raise Refused(_("There is no such loan: please choose the key again."))
    if loan.returned_at is not None:
        now = find(loan.key.tag)
        rules.step(now.state, event, now.tag)
        raise Refused(_("This loan of key {tag} has ended already."), tag=loan.key.tag)
    return loan


def event(
    write: Write, key_id: int, kind: str, text: str = "", loan: int | None = None, due_at: int | None = None
) -> None:
    """Add a line to the history of a key."""
    said = plain_text.clean(text, _("Text"), 200, required=False)
    write.save(KeyEvent(key=key_id, loan=loan, kind=kind, text=said, due_at=due_at, officer=write.officer, at=write.at))


def end_loan(write: Write, loan: KeyLoan, how: str, by: Contact | None = None, condition: str = "") -> None:
    """End a loan, brought back by another person (`by`) or not; what becomes of the key is said by the caller."""
    loan.returned_at, loan.ended_as, loan.received_by_id = write.at, how, write.officer
    loan.returned_by = by
    loan.condition = plain_text.clean(condition, _("Condition"), 100, required=False)
    write.save(loan)


@writing("key.return")
def give_back(
    write: Write,
    loans: list[Return],
    returned_by: str = "",
    rest: list[Rest] | None = None,
    first: Signer | None = None,
    second: Signer | None = None,
) -> list[KeyView]:
    """Take keys back; the return ends only when every other key of the batch is accounted for (K4)."""
    missing = rest or []
    back = [(_open_loan(returned.loan_id, "return"), returned) for returned in loans]
    left = [_open_loan(item.loan_id, "return") for item in missing]
    rules.check_complete(_unaccounted([loan for loan, _returned in back], left))
    by = site.save_contact(write, returned_by) if returned_by.strip() else None
    for loan, returned in back:
        _take_back(write, loan, returned, by)
    for item in missing:
        _account_for(write, item, first, second)
    return keys_where(KEY_ID.in_([loan.key_id for loan in [*(pair[0] for pair in back), *left]]), at=write.at)


def _unaccounted(back: list[KeyLoan], left: list[KeyLoan]) -> list[str]:
    """Tags still out of the batches that are being returned, and named by nobody."""
    known = {loan.id for loan in [*back, *left]}
    batches = {loan.batch for loan in back}
    still: Any = (
        KeyLoan.select(KeyLoan.id, Key.tag).join(Key).where(KeyLoan.batch.in_(batches), KeyLoan.returned_at.is_null())
    )
    return [tag for loan_id, tag in still.tuples() if loan_id not in known]


def _take_back(write: Write, loan: KeyLoan, returned: Return, by: Contact | None) -> None:
    state = rules.step("out", "break" if returned.damaged else "return", loan.key.tag)
    end_loan(write, loan, "returned", by, returned.condition)
    _mark(write, loan.key, out=False, condition="damaged" if state == "damaged" else "")
    if returned.damaged:
        event(write, loan.key_id, "damaged", returned.condition, loan.id)


def _account_for(write: Write, item: Rest, first: Signer | None, second: Signer | None) -> None:
    if item.what == "lost":
        loan = _open_loan(item.loan_id, "lose")
        lose(write, loan.key, loan, item.text)
    elif item.what == "transferred":
        if item.to is None:
            raise Refused(_("Say who has the key now: a name with a phone, or a pass."))
        transfer.inside(write, item.loan_id, item.to, True, first, second)
    else:
        if item.due_at is None:
            raise Refused(_("Say until when the key stays out."))
        extend.inside(write, item.loan_id, item.due_at, item.text)


def lose(write: Write, key: Key, loan: KeyLoan | None, text: str) -> None:
    """Take a key out of use as lost; a loan it is on ends with it (K8)."""
    if loan is not None:
        end_loan(write, loan, "lost")
    _mark(write, key, out=False, condition="lost")
    event(write, key.id, "lost", text, loan.id if loan else None)


@writing("key.chase")
def chase(write: Write, loan_id: int, text: str = "") -> KeyView:
    """Record that the borrower was asked for the key (K5)."""
    loan = _open_loan(loan_id, "chase")
    loan.chases += 1
    write.save(loan)
    event(write, loan.key_id, "chased", text, loan.id)
    return keys_where(Key.id == loan.key_id, at=write.at)[0]


@writing("key.extend")
def extend(write: Write, loan_id: int, due_at: int, reason: str = "") -> KeyView:
    """Let a key stay out until another time, with the reason (K8)."""
    loan = _open_loan(loan_id, "extend")
    loan.due_at = rules.check_due(due_at, write.at)
    write.save(loan)
    event(write, loan.key_id, "extended", reason, loan.id, due_at)
    return keys_where(Key.id == loan.key_id, at=write.at)[0]


@writing("key.transfer")
def transfer(
    write: Write,
    loan_id: int,
    to: Borrower | NewBorrower,
    both_here: bool,
    first: Signer | None = None,
    second: Signer | None = None,
    *,
    spoke_to: str = "",
) -> KeyView:
    """Pass a key from one person to another who both confirm it at the desk: one loan ends, another begins (K8).

    The due time stays, or is two hours away where it has passed; a special key asks two signatures again (K6).
    """
    old = _open_loan(loan_id, "transfer")
    key = keys_where(Key.id == old.key_id)[0]
    if not both_here:
        raise Refused(_("A transfer is confirmed by both at the desk; otherwise take the key back first."))
    check_signed(write, [key], first, second)
    hand = take_hand(write, to)
    if (old.borrower_id, old.staff_id) == (hand.borrower, hand.staff):
        raise Refused(_("{holder} has key {tag} already."), holder=key.holder, tag=key.tag)
    end_loan(write, old, "transferred")
    due = old.due_at if old.due_at > write.at else write.at + 2 * clock.HOUR
    loan = _loan(write, hand, old.key_id, _next_batch(), due, old.purpose, old.ticket_id)
    _signed(loan, first, second)
    _permitted(loan, permit(write, key, hand, spoke_to, urgent=False))
    _put_out(write, loan, key.tag)
    return keys_where(Key.id == old.key_id, at=write.at)[0]


def batch(loan_id: int) -> list[KeyView]:
    """Keys that are still out together with this one, itself among them."""
    number = KeyLoan.select(KeyLoan.batch).where(KeyLoan.id == loan_id)
    return keys_where(KeyLoan.batch == number)


def due_for_ticket(write: Write, ticket_id: int) -> None:
    """Work is done: the loans of the ticket's keys are due now (K10)."""
    for loan in KeyLoan.select().where(
        KeyLoan.ticket == ticket_id, KeyLoan.returned_at.is_null(), KeyLoan.due_at > write.at
    ):
        loan.due_at = write.at
        write.save(loan)
        event(write, loan.key_id, "due", loan=loan.id, due_at=write.at)


def out_for_ticket(ticket_id: int) -> list[str]:
    """Tags of the ticket's keys that are still out (K10)."""
    return [key.tag for key in keys_where(KeyLoan.ticket == ticket_id)]
