"""A proved PIN is good for the one act it was typed for: held by every door, inside its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.connection import database
from db.keyring import Signer
from db.rules.words import Refused, _

_STANDS = (
    'SELECT 1 FROM "officer_key" k JOIN "officer" o ON o."id" = k."officer_id" '
    'WHERE k."id" = ? AND o."id" = ? AND k."retired_at" IS NULL AND o."active"'
)


def given(arguments: Iterable[object]) -> list[Signer]:
    """The proved PINs among the arguments of a door."""
    return [each for each in arguments if isinstance(each, Signer)]


def check(signers: list[Signer], kind: str, about: Sequence[object]) -> None:
    """Refuse a PIN that has signed, was typed for another act or too long ago, or is no longer the officer's."""
    for signer in signers:
        signer.check()
        signer.check_act(kind, about)
        signer.check_fresh()
        if database.execute_sql(_STANDS, (signer.key_id, signer.officer_id)).fetchone() is None:
            raise Refused(_("This PIN is no longer good: it was changed, or its officer left."))


def spend(signers: list[Signer]) -> None:
    """What was signed is signed: the next act asks the PIN again."""
    for signer in signers:
        signer.spend()
