"""Whose PINs an issue asks, and whether they are there (K3, K6)."""

from __future__ import annotations

from peewee import fn

from db import clock, cover, site
from db.journal import Session, Write
from db.key_views import KeyView, find
from db.keyring import Signer
from db.models.key_register import KeyLoan
from db.models.staff import SignedOn
from db.rules import key_register as rules
from db.rules.words import Refused, _
from db.writer import terminal_name


def signers_needed(by: Session, tags: list[str]) -> int:
    """How many PINs an issue of these keys asks at this terminal: 0, 1 (one's own) or 2 (K3, K6)."""
    return _signers([find(tag) for tag in tags], by, clock.now())


def _signers(keys: list[KeyView], by: Session, at: int) -> int:
    if any(rules.needs_second(key.access) for key in keys):
        return 2
    # Without a session (the demo, an import) nobody stands at a terminal.
    own = SignedOn.get_or_none(SignedOn.token == by.token) if by.token else None
    if own is None:
        return 0
    limit = site.setting("pin_minutes")
    return int(any(rules.needs_pin(key.access, _officers_here(at), _last_proof(own), at, limit) for key in keys))


def _officers_here(at: int) -> int:
    """How many officers are signed on at this terminal."""
    # A session that a dead terminal never ended does not count for ever.
    here = (SignedOn.terminal == terminal_name()) & SignedOn.ended_at.is_null() & (SignedOn.began_at > at - clock.DAY)
    return int(SignedOn.select(SignedOn.officer).where(here).distinct().count())


def _last_proof(own: SignedOn) -> int:
    """When this session's officer last proved the PIN: at sign-on, or at an issue that asked for it."""
    signed = KeyLoan.select(fn.MAX(KeyLoan.issued_at)).where(
        KeyLoan.issued_at > own.began_at, KeyLoan.issued_by == own.officer_id, KeyLoan.signed
    )
    return max(own.began_at, signed.scalar() or 0)


def check_signed(
    write: Write, keys: list[KeyView], first: Signer | None, second: Signer | None, *, urgent: bool = False
) -> None:
    """Refuse an issue that lacks a signature, or has one of the wrong hand (K3, K6); an emergency waits for none."""
    if not urgent:
        cover.check_keys(write.officer, [key.access for key in keys])
    ids = (first.officer_id if first else None, second.officer_id if second else None)
    for key in keys:
        rules.check_signers(key.tag, key.access, write.officer, *ids, urgent=urgent)
    if not urgent and first is None and _signers(keys, write.by, write.at):
        raise Refused(_("This issue needs your PIN: several officers are signed on, or your last PIN is too long ago."))
