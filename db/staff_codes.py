"""The door to PINs: a one-time code is given by a manager, the PIN is chosen by the officer alone."""

from __future__ import annotations

from db import clock, journal, key_process, keyring, pepper, site, writer
from db.journal import COMMAND_LINE, Session, Write, authorise, writing
from db.keyring import Signer, Wrapped
from db.models.staff import OneTimeCode
from db.rules import staff as rules
from db.rules.words import Refused, _
from db.staff_pins import MustChoose, code_of, forget_tries, new_key, prove, put_key, retire, station_pepper, unlock
from db.staff_sessions import begin, session_for
from db.staff_views import numbered_row, serving


def give_code(by: Session, officer_id: int) -> str:
    """A one-time code, told once: the old PIN ends, and the code opens "choose your PIN" for 24 hours."""
    if by == COMMAND_LINE:
        pepper.make_pepper(site.uuid())
    code = keyring.new_code()
    _put_code(by, officer_id, *key_process.seal_code(code, station_pepper()))
    return code


@writing("staff.give_code")
def _put_code(write: Write, officer_id: int, salt: bytes, sealed: bytes) -> None:
    authorise(write, "manager")
    number = serving(officer_id).staff_no
    if officer_id == write.officer:
        raise Refused(_("This is your own number: change your own PIN instead."))
    retire(write, officer_id)
    code = OneTimeCode(officer=officer_id, salt=salt, sealed=sealed, made_by=write.officer or None, made_at=write.at)
    code.valid_to = write.at + rules.CODE_LASTS
    write.save(code)
    forget_tries(number)


def choose_pin(staff_no: str, code: str, pin: str, again: str) -> Session:
    """Choose the own PIN with a one-time code, which is used up by it, and be signed on."""
    row = numbered_row(staff_no)
    try:
        prove(staff_no, row, code)
    except MustChoose:
        pass
    else:
        raise Refused(_("You have a PIN already: sign on with it."))
    assert row is not None
    rules.check_pin(rules.check_same(pin, again), staff_no)
    given, wrapped, session = code_of(row.id), new_key(row.id, pin), session_for(row)

    def work() -> None:
        now = OneTimeCode.get_by_id(given.id) if given is not None else None
        rules.check_code(now.valid_to if now else None, now.used_at if now else None, clock.now())
        begin(session)
        write = journal.begin("staff.choose_pin", session)
        put_key(write, row.id, wrapped)
        write.close()

    writer.run(work)
    return session


def change_pin(by: Session, old: str, pin: str, again: str) -> None:
    """Change the own PIN: a new PIN is a new key; signatures under the old one stay what they are."""
    rules.check_pin(rules.check_same(pin, again), by.staff_no)
    if pin == old:
        raise Refused(_("This is the PIN you have: choose another."))
    signer = unlock(by.officer_id, old, _take_key.of())
    _take_key(by, signer, new_key(by.officer_id, pin))


@writing("staff.change_pin")
def _take_key(write: Write, signer: Signer, wrapped: Wrapped) -> None:
    if signer.officer_id != write.officer:
        raise Refused(_("This PIN is another officer's: everybody changes their own."))
    put_key(write, write.officer, wrapped)
