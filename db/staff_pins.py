"""What stands behind a PIN: an officer's key or one-time code, and proving it, each try counted."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from db import access, clock, key_process, keyring, pepper, site, writer
from db.journal import Write
from db.keyring import Act, Signer, Wrapped, WrongPin
from db.models.staff import Officer, OfficerKey, OneTimeCode, PinGuard
from db.rules import staff as rules
from db.rules.words import Refused, _

_Guards: Any = PinGuard


class MustChoose(Refused):
    """What was typed is a one-time code: it opens nothing but the choice of a PIN."""


def new_key(officer_id: int, pin: str) -> Wrapped:
    """A key sealed under a PIN; slow, so it is made before the transaction that stores it."""
    return key_process.make_key(officer_id, pin, station_pepper())


def put_key(write: Write, officer_id: int, wrapped: Wrapped) -> int:
    """Store a new key; it ends what was there before it, and old public keys stay."""
    retire(write, officer_id)
    key = OfficerKey(officer=officer_id, public=wrapped.public, made_at=write.at)
    key.salt, key.nonce, key.wrapped = wrapped.salt, wrapped.nonce, wrapped.sealed
    return write.save(key).id


def retire(write: Write, officer_id: int) -> None:
    """End the key and the one-time code an officer may have."""
    for old in OfficerKey.select().where(OfficerKey.officer == officer_id, OfficerKey.retired_at.is_null()):
        old.retired_at = write.at
        write.save(old)
    for code in OneTimeCode.select().where(OneTimeCode.officer == officer_id, OneTimeCode.used_at.is_null()):
        code.used_at = write.at
        write.save(code)


def key_of(officer_id: int) -> OfficerKey | None:
    """The key an officer signs with, if a PIN was chosen."""
    found: OfficerKey | None = OfficerKey.get_or_none(OfficerKey.officer == officer_id, OfficerKey.retired_at.is_null())
    return found


def code_of(officer_id: int) -> OneTimeCode | None:
    """The one-time code that waits to be used."""
    found: OneTimeCode | None = OneTimeCode.get_or_none(
        OneTimeCode.officer == officer_id, OneTimeCode.used_at.is_null()
    )
    return found


def station_pepper() -> bytes:
    """The pepper of this station."""
    return pepper.read_pepper(site.uuid())


def pin_state(officer_id: int) -> str:
    """`own`, `code` while a one-time code is good, or `none`."""
    if key_of(officer_id) is not None:
        return "own"
    code = code_of(officer_id)
    return "code" if code is not None and code.valid_to > clock.now() else "none"


# -- proving a PIN ----------------------------------------------------------------------------------


def unlock(officer_id: int, pin: str, act: Act | None = None) -> Signer:
    """Prove a PIN and return what may sign this act, or nothing; failures are counted before the check, by all
    processes together."""
    row = Officer.get_or_none(Officer.id == officer_id, Officer.active)
    if row is not None and key_of(officer_id) is None and code_of(officer_id) is None:
        raise Refused(_("This officer has no PIN yet: a manager gives a one-time code (F6, staff)."))
    return prove(row.staff_no if row else "", row, pin, act)


def prove(staff_no: str, row: Officer | None, pin: str, act: Act | None = None) -> Signer:
    """One try: counted first, then one stretching of what was typed, whoever it is and whether they exist or not."""
    mixed = station_pepper()
    refused = writer.run(lambda: _count_try(staff_no, row))
    if refused is not None:
        raise refused
    key = key_of(row.id) if row else None
    code = code_of(row.id) if row and key is None else None
    if row is None or (key is None and code is None):
        key_process.waste_a_guess(pin)
        raise WrongPin
    if code is not None:
        key_process.check_code(pin, bytes(code.salt), bytes(code.sealed), mixed)
        rules.check_code(code.valid_to, code.used_at, clock.now())
        writer.run(lambda: _forgive(staff_no))
        raise MustChoose(_("This is a one-time code: sign on with it and choose your own PIN first."))
    assert key is not None
    wrapped = Wrapped(key.public, bytes(key.salt), bytes(key.nonce), bytes(key.wrapped))
    opened = key_process.open_key(row.id, wrapped, pin, mixed)
    writer.run(lambda: _forgive(staff_no))
    return Signer(row.id, key.id, opened, act)


def guard_name(staff_no: str) -> str:
    """Under which name tries are counted: no number is written down, for what is typed may be anything, a PIN too."""
    return keyring.commitment(station_pepper(), staff_no)


def _count_try(staff_no: str, row: Officer | None) -> Refused | None:
    """Count a try on the clock as it stands; a refusal is stored too, so that a clock set back shortens nothing."""
    name, at = guard_name(staff_no), clock.now()
    kept = PinGuard.get_or_none(PinGuard.who == name) or _new_guard(name, at)
    before = rules.Guard(*(getattr(kept, each.name) for each in fields(rules.Guard)))
    refused = None
    try:
        guard = rules.try_pin(before, at)
    except Refused as why:
        guard, refused = rules.on_clock(before, at), why
    for each in fields(guard):
        setattr(kept, each.name, getattr(guard, each.name))
    kept.save()
    if row is not None and refused is None and guard.today == rules.A_DAY:
        access.note_locked(row.id, row.staff_no)
    return refused


def _new_guard(name: str, at: int) -> PinGuard:
    """A guard for a name; those of other days that count nothing any more are cleared away."""
    idle = (PinGuard.failures == 0) | (PinGuard.seen_at < at - clock.DAY)
    _Guards.delete().where(PinGuard.day < at // clock.DAY, idle).execute()
    return PinGuard(who=name)


def _forgive(staff_no: str) -> None:
    """After a right PIN this try was no failure; the day's failures before it stand."""
    row = PinGuard.get_or_none(PinGuard.who == guard_name(staff_no))
    if row is not None:
        row.failures, row.locked_until, row.back_until, row.today = 0, 0, 0, row.today - 1
        row.save()


def forget_tries(staff_no: str) -> None:
    """A new code begins with no tries behind it."""
    _Guards.delete().where(_Guards.who == guard_name(staff_no)).execute()
