"""What a handover waits for: its relief, and the second signature where one signed alone (H1, H12, H20).

The duty screen asks this every minute, and needs nothing of how a handover is made, checked or signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import Value, fn

from db import handover_relief, signatures, site
from db.agenda import Due
from db.models.handover import Handover, Signature
from db.models.site import Post
from db.models.staff import Officer
from db.rules import handover as rules
from db.rules import relief, templates


@dataclass(frozen=True, slots=True)
class Owed:
    """A handover that one officer signed alone, and until when a superior owes the second signature (H1, H12)."""

    id: int
    label: str
    post: str
    kind: str
    officer: str
    why: str
    due_at: int
    day: str
    source: str


def owed() -> list[Owed]:
    """Countersignatures nobody has given yet, the oldest first."""
    record = Value("handover:").concat(Handover.id)
    given = Signature.select().where(Signature.record == record, Signature.role == "countersigned")
    query: Any = (
        Handover.select(Handover, Post, Officer)
        .join(Post)
        .switch(Handover)
        .join(Officer, on=Handover.incoming, attr="incoming")
        .where(Handover.countersign_due.is_null(False), ~fn.EXISTS(given))
        .order_by(Handover.countersign_due)
    )
    return [_owed(row) for row in query]


def _owed(row: Handover) -> Owed:
    roles = {one.role for one in signatures.of_record(f"handover:{row.id}", row.version)}
    kind = next(role for role in relief.COUNTERSIGNERS if role in roles)
    assert row.incoming is not None
    assert row.countersign_due is not None
    return Owed(
        row.id, rules.label(row.number), row.post.name, kind, row.incoming.name, row.talked, row.countersign_due,
        row.shift_date, f"handover:{row.id}",
    )  # fmt: skip


def agenda() -> list[Due]:
    """The end of every duty that stands, and each countersignature that is owed (H1, H12, H20)."""
    return handover_relief.agenda() + _countersignatures()


def _countersignatures() -> list[Due]:
    language = site.language()
    return [
        Due(
            "countersign", one.id, one.due_at, one.label, one.post,
            f"{templates.word(f'owed.{one.kind}', language)}: {one.why}", one.officer,
        )
        for one in owed()
    ]  # fmt: skip
