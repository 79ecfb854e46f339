"""Signatures on frozen texts: how one is put, and the proof that each still stands."""

from __future__ import annotations

from typing import Any

from db import connection, keyring, site
from db.findings import Finding
from db.journal import Write
from db.keyring import Signer
from db.models.handover import DayReview, Handover, Signature
from db.models.staff import Officer, OfficerKey
from db.models.templates import Template
from db.prepared import prepared
from db.rules.signature import Statement, digest_of, short_code
from db.rules.words import _


def sign(
    write: Write, signer: Signer, record: str, version: int, role: str, meaning: str, digest: str, over: str = ""
) -> Signature:
    """Put one signature under the digest of a frozen text; `over` is the signature it is put under, if any."""
    row = Signature(record=record, version=version, role=role, officer=signer.officer_id, key=signer.key_id)
    row.meaning, row.at, row.digest, row.head, row.over = meaning, write.at, digest, write.head.hex(), over
    row.value = signer.sign(_statement(row, site.uuid()).to_bytes())
    return write.save(row)


def of_record(record: str, version: int) -> list[Signature]:
    """The signatures under one version of a record, in the order they were put."""
    return _under(record, version)


@prepared
def _under(record: str, version: int) -> Any:
    query = Signature.select(Signature, Officer).join(Officer)
    return query.where(Signature.record == record, Signature.version == version).order_by(Signature.id)


def head_code(record: str, version: int) -> str:
    """Short code of the journal's head when a handover was accepted, as the anchor has it; empty before."""
    found = connection.rows(_HEAD, (record, version))
    return short_code(bytes(found[0][0]).hex()) if found else ""


_HEAD = """
SELECT j."hash" FROM "signature" AS s JOIN "journal" AS j ON j."seq" = s."seq"
WHERE s."record" = ? AND s."version" = ? AND s."role" IN ('incoming', 'custody')
"""


def _statement(row: Signature, of: str) -> Statement:
    return Statement(
        of,
        row.record,
        row.version,
        row.role,
        row.officer_id,
        row.key_id,
        row.meaning,
        row.at,
        row.digest,
        row.head,
        row.over,
    )


def check_signatures() -> list[Finding]:
    """One sentence for each signature or signed text that no longer proves what it says."""
    of = site.uuid()
    signed = list(Signature.select(Signature, OfficerKey).join(OfficerKey).order_by(Signature.id))
    own = [found for row in signed for found in _own_faults(row, of)]
    return own + _changed_texts(signed) + _unsigned(signed) + _loose(signed)


def _own_faults(row: Signature, of: str) -> list[Finding]:
    about = {"id": row.id, "role": row.role, "record": row.record, "version": row.version}
    if row.key.officer_id != row.officer_id:
        return [
            Finding(
                _("Signature {id} ({role} on {record}, version {version}): its key is not this officer's."), **about
            )
        ]
    if not keyring.verifies(row.key.public, _statement(row, of).to_bytes(), row.value):
        return [Finding(_("Signature {id} ({role} on {record}, version {version}): it does not verify."), **about)]
    return []


def _changed_texts(signed: list[Signature]) -> list[Finding]:
    """The text a record shows now must be the one that the signatures of this version are over."""
    frozen = {(f"handover:{row.id}", row.version): row.text for row in Handover.select() if row.text}
    frozen |= {(f"day:{row.day}:{row.role}", 1): row.text for row in DayReview.select()}
    frozen |= {(f"template:{row.id}", row.number): row.text for row in Template.select() if row.text}
    return [
        Finding(_("{record}, version {version}: its text is not the one the {role} signed."), **_named(row))
        for row in signed
        if (row.record, row.version) in frozen and digest_of(frozen[row.record, row.version]) != row.digest
    ]


def _named(row: Signature) -> dict[str, object]:
    return {"record": row.record, "version": row.version, "role": row.role}


def _unsigned(signed: list[Signature]) -> list[Finding]:
    """What is accepted or reviewed must have its signatures."""
    roles: dict[tuple[str, int], set[str]] = {}
    for row in signed:
        roles.setdefault((row.record, row.version), set()).add(row.role)
    accepted = Handover.select(Handover.id, Handover.version).where(Handover.state == "accepted")
    bare = [
        (f"handover:{row.id}", row.version)
        for row in accepted
        if not _complete(roles.get((f"handover:{row.id}", row.version), set()))
    ]
    bare += [
        (f"day:{row.day}:{row.role}", 1) for row in DayReview.select() if (f"day:{row.day}:{row.role}", 1) not in roles
    ]
    bare += [
        (f"template:{row.id}", row.number)
        for row in Template.select().where(Template.approved_by.is_null(False))
        if (f"template:{row.id}", row.number) not in roles
    ]
    return [
        Finding(_("{record}, version {version}: it lacks a signature."), record=record, version=version)
        for record, version in bare
    ]


def _complete(roles: set[str]) -> bool:
    return {"outgoing", "incoming"} <= roles or "custody" in roles


def _loose(signed: list[Signature]) -> list[Finding]:
    """A signature put over another must name one that stands under the same version."""
    values = {(row.record, row.version, row.value) for row in signed}
    return [
        Finding(_("{record}, version {version}: the {role} signed over a signature that is not there."), **_named(row))
        for row in signed
        if row.over and row.record.startswith("handover:") and (row.record, row.version, row.over) not in values
    ]
