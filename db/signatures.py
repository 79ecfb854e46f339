"""Signatures on frozen texts: how one is put, and the proof that each still stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db import connection, keyring, site
from db.findings import Finding
from db.journal import Write
from db.keyring import Signer
from db.models.addendum import Addendum
from db.models.cover import Cover
from db.models.duty_log import LogEntry
from db.models.handover import DayReview, Handover, HandoverVersion, Signature
from db.models.staff import Officer, OfficerKey
from db.models.templates import Template
from db.prepared import prepared
from db.rules.relief import ALONE
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
WHERE s."record" = ? AND s."version" = ? AND s."role" IN ('incoming', 'custody', 'alone', 'double', 'paper')
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
    return own + _texts(signed) + _unsigned(signed) + _loose(signed)


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


def _frozen() -> Iterator[tuple[str, int, str]]:
    """Every text that can be signed: its record, its version, and the text."""
    for row in Handover.select(Handover.id, Handover.version, Handover.text).where(Handover.text != ""):
        yield f"handover:{row.id}", row.version, row.text
    for kept in HandoverVersion.select():
        yield f"handover:{kept.handover_id}", kept.version, kept.text
    for review in DayReview.select():
        yield f"day:{review.day}:{review.role}", 1, review.text
    for template in Template.select().where(Template.text != ""):
        yield f"template:{template.id}", template.number, template.text
    for addendum in Addendum.select():
        yield f"addendum:{addendum.id}", 1, addendum.text
    for absence in Cover.select(Cover, LogEntry).join(LogEntry):
        yield f"cover:{absence.id}", 1, absence.entry.text


def _texts(signed: list[Signature]) -> list[Finding]:
    """A text that is kept must be the one its signatures are over; a handover's is kept for ever."""
    digests: dict[tuple[str, int], set[str]] = {}
    for record, version, text in _frozen():
        digests.setdefault((record, version), set()).add(digest_of(text))
    changed = _("{record}, version {version}: its text is not the one the {role} signed.")
    gone = _("{record}, version {version}: the text that the {role} signed is not kept.")
    found = []
    for row in signed:
        kept = digests.get((row.record, row.version))
        if kept is None and row.record.startswith("handover:"):
            found.append(Finding(gone, **_named(row)))
        elif kept is not None and kept != {row.digest}:
            found.append(Finding(changed, **_named(row)))
    return found


def _named(row: Signature) -> dict[str, object]:
    return {"record": row.record, "version": row.version, "role": row.role}


def _unsigned(signed: list[Signature]) -> list[Finding]:
    """What is accepted or reviewed must have its signatures."""
    roles: dict[tuple[str, int], set[str]] = {}
    for row in signed:
        roles.setdefault((row.record, row.version), set()).add(row.role)
    accepted = Handover.select(Handover.id, Handover.version).where(Handover.state == "accepted")
    handovers = [(f"handover:{row.id}", row.version) for row in accepted]
    bare = [record for record in handovers if not _complete(roles.get(record, set()))]
    bare += [record for record in _signed_once() if record not in roles]
    return [
        Finding(_("{record}, version {version}: it lacks a signature."), record=record, version=version)
        for record, version in bare
    ]


def _signed_once() -> Iterator[tuple[str, int]]:
    """What one signature is enough for: reviews of days, approved templates, addenda, absences."""
    for review in DayReview.select():
        yield f"day:{review.day}:{review.role}", 1
    for template in Template.select().where(Template.approved_by.is_null(False)):
        yield f"template:{template.id}", template.number
    for addendum in Addendum.select(Addendum.id):
        yield f"addendum:{addendum.id}", 1
    for cover in Cover.select(Cover.id):
        yield f"cover:{cover.id}", 1


def _complete(roles: set[str]) -> bool:
    return {"outgoing", "incoming"} <= roles or not roles.isdisjoint(ALONE)


def _loose(signed: list[Signature]) -> list[Finding]:
    """A signature put over another must name one that stands under the same version."""
    values = {(row.record, row.version, row.value) for row in signed}
    return [
        Finding(_("{record}, version {version}: the {role} signed over a signature that is not there."), **_named(row))
        for row in signed
        if row.over and row.record.startswith("handover:") and (row.record, row.version, row.over) not in values
    ]
