"""Addenda (追补): what is said beside a handover that was accepted, and who has read it (H17)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import fn

from db import signatures, site
from db.agenda import Due
from db.handover_state import load
from db.handover_views import AddendumView
from db.journal import Session, Write, writing
from db.keyring import Signer
from db.models.addendum import Addendum, AddendumSeen
from db.models.handover import Handover, HandoverVersion
from db.models.site import Post
from db.models.staff import Officer
from db.prepared import one, prepared
from db.rules import handover as rules
from db.rules import plain_text, templates
from db.rules.inbox import OFFICES
from db.rules.signature import digest_of, short_code
from db.rules.site import local
from db.rules.words import _

_ID: Any = Addendum.id
_HANDOVER: Any = Handover.id


@writing("handover.append")
def append(write: Write, handover_id: int, text: str, signer: Signer) -> int:
    """Attach a signed addendum to an accepted handover; nothing inside it changes (H17). Returns its id."""
    row = load(handover_id)
    rules.step(row.state, "append")
    incoming = row.incoming.name if row.incoming else ""
    rules.check_party(write.officer, (row.outgoing_id, row.outgoing.name), (row.incoming_id, incoming))
    rules.check_signer(signer.officer_id, write.officer, write.by.name)
    said = plain_text.clean(text, _("Addendum"), 400)
    number = 1 + Addendum.select().where(Addendum.handover == row.id).count()
    new = Addendum(handover=row, number=number, said=said, officer=write.officer, at=write.at)
    new.text = _text(row, number, write.by.name, said, write.at)
    write.save(new)
    meaning = templates.word("mean.addendum", site.language())
    last = signatures.of_record(f"handover:{row.id}", row.version)[-1]
    signatures.sign(write, signer, f"addendum:{new.id}", 1, "addendum", meaning, digest_of(new.text), last.value)
    return new.id


def _text(row: Handover, number: int, officer: str, said: str, at: int) -> str:
    """What is signed: the addendum under the code of the version it belongs to."""
    language, zone = site.language(), site.zone()
    word = templates.word
    head = f"{rules.label(row.number)} {word('version', language, n=row.version)}"
    code = f"{word('code', language)} {short_code(row.digest)}"
    when = f"{local(at, zone):%Y-%m-%d %H:%M}"
    return f"{word('addendum', language, n=number)}  {head}  {code}\n{when} {officer}: {said}\n"


def of_handover(handover_id: int) -> list[AddendumView]:
    """The addenda of one handover, in order."""
    return _views(_of_handover(handover_id))


@prepared
def _of_handover(handover_id: int) -> Any:
    return _rows(Addendum.handover == handover_id)


def on_top(row: Handover) -> list[AddendumView]:
    """What was added to earlier handovers of this post since the one before this was signed (H17)."""
    last = _last_frozen.first(row.post_id, row.id)
    if last is None:
        return []
    frozen = one(HandoverVersion, handover=row.id, version=row.version)
    added = _added(row.post_id, row.id, last.seq)
    return _views(addendum for addendum in added if frozen is None or addendum.seq < frozen.seq)


@prepared
def _last_frozen(post_id: int, handover_id: int) -> Any:
    frozen = (HandoverVersion.handover == Handover.id) & (HandoverVersion.version == Handover.version)
    before = (Handover.post == post_id) & (Handover.state == "accepted") & (Handover.id < handover_id)
    query = HandoverVersion.select(HandoverVersion.id, HandoverVersion.seq).join(Handover, on=frozen)
    return query.where(before).order_by(_HANDOVER.desc()).limit(1)


@prepared
def _added(post_id: int, handover_id: int, after: int) -> Any:
    return _rows(Handover.post == post_id, Handover.id < handover_id, Addendum.seq > after)


def _rows(*conditions: object) -> Any:
    query: Any = Addendum.select(Addendum, Handover, Officer).join(Handover).switch(Addendum).join(Officer)
    return query.where(*conditions).order_by(_ID)


def _views(rows: Iterable[Any]) -> list[AddendumView]:
    return [
        AddendumView(
            row.id, row.handover_id, rules.label(row.handover.number), short_code(row.handover.digest), row.number,
            row.said, row.officer.name, row.at,
        )
        for row in rows
    ]  # fmt: skip


@writing("handover.addenda_seen")
def seen(write: Write, handover_id: int) -> None:
    """Record that this officer has opened what was added to a handover."""
    mine = AddendumSeen.select().where(AddendumSeen.addendum == _ID, AddendumSeen.officer == write.officer)
    query = Addendum.select(_ID).where(
        Addendum.handover == handover_id, Addendum.officer != write.officer, ~fn.EXISTS(mine)
    )
    for row in query:
        write.save(AddendumSeen(addendum=row.id, officer=write.officer, role=write.by.role, at=write.at))


def agenda(by: Session) -> list[Due]:
    """Addenda this officer still has to open: as the other signer, or for their office as a reviewer (H17)."""
    mine = AddendumSeen.select().where(AddendumSeen.addendum == _ID, AddendumSeen.officer == by.officer_id)
    office = AddendumSeen.select().where(AddendumSeen.addendum == _ID, AddendumSeen.role == by.role)
    party = (Handover.outgoing == by.officer_id) | (Handover.incoming == by.officer_id)
    owed = party & ~fn.EXISTS(mine)
    if by.role in OFFICES:
        owed = owed | ~fn.EXISTS(office)
    query: Any = (
        Addendum.select(Addendum, Handover, Post, Officer)
        .join(Handover)
        .join(Post)
        .switch(Addendum)
        .join(Officer)
        .where(Addendum.officer != by.officer_id, owed)
        .order_by(_ID)
    )
    return [
        Due("addendum", row.handover_id, None, rules.label(row.handover.number), row.handover.post.name, row.said,
            row.officer.name)
        for row in query
    ]  # fmt: skip
