"""Reading handovers: one whole, the one under way, pages of those that were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import JOIN, SQL, fn

from db import paging, signatures
from db.handover_views import (
    HandoverFilter,
    HandoverLine,
    HandoverView,
    ItemView,
    LogSummary,
    MatterView,
    QuestionView,
    Reading,
    SignatureView,
)
from db.models.duty_log import Erratum, LogEntry
from db.models.handover import Handover, HandoverItem, HandoverMatter, HandoverQuestion
from db.models.key_register import Key
from db.models.site import Duty, Post, Shift
from db.models.staff import Officer
from db.rules import handover as rules
from db.rules.signature import short_code
from db.rules.words import Refused, _

ID: Any = Handover.id
_Out, _In = Officer.alias(), Officer.alias()


def _joined() -> Any:
    return (
        Handover.select(Handover, Post, Duty, _Out, _In, Shift)
        .join(Post)
        .switch(Handover)
        .join(Duty)
        .switch(Handover)
        .join(_Out, on=Handover.outgoing, attr="outgoing")
        .switch(Handover)
        .join(_In, JOIN.LEFT_OUTER, on=Handover.incoming, attr="incoming")
        .switch(Handover)
        .join(Shift, JOIN.LEFT_OUTER)
    )


def _line(row: Handover) -> dict[str, Any]:
    return {
        "id": row.id,
        "label": rules.label(row.number),
        "post": row.post.name,
        "shift": row.shift.name if row.shift else "",
        "shift_date": row.shift_date,
        "outgoing": row.outgoing.name,
        "incoming": row.incoming.name if row.incoming else "",
        "state": row.state,
        "version": row.version,
        "at": row.accepted_at or row.refused_at or row.offered_at or row.prepared_at,
    }


_SAME = (
    "post_id", "duty_id", "outgoing_id", "incoming_id", "offered_at", "accepted_at", "refused_at", "refusal", "talked",
    "remarks", "read_lines", "read_total", "read_seconds", "text",
)  # fmt: skip


def view(handover_id: int) -> HandoverView:
    """One handover, whole."""
    row = _joined().where(Handover.id == handover_id).first()
    if row is None:
        raise Refused(_("There is no such handover."))
    return HandoverView(
        **_line(row),
        **{name: getattr(row, name) for name in _SAME},
        began_at=row.duty.began_at,
        due_end=row.duty.due_end,
        said_none=tuple(row.said_none.split()),
        code=short_code(row.digest) if row.digest else "",
        log=log_summary(row.duty_id),
        items=tuple(items(row.id)),
        matters=tuple(matter_view(matter) for matter in matters(row.id)),
        questions=tuple(_questions(row.id)),
        signatures=tuple(_signatures(row.id, row.version)),
    )


def current(post_id: int) -> HandoverView | None:
    """The handover of a post that is under way, or the refused or recalled one of the duty that still stands."""
    row = (
        Handover.select(Handover.id)
        .join(Duty)
        .where(Handover.post == post_id, Duty.ended_at.is_null(), Handover.state != "accepted")
        .order_by(ID.desc())
        .first()
    )
    return view(row.id) if row else None


def page(
    where: HandoverFilter,
    start: tuple[int] | None,
    limit: int,
    *,
    backwards: bool = False,
    inclusive: bool = False,
) -> list[HandoverLine]:
    """A window of the handovers, newest first."""
    query = _joined().where(*_conditions(where))
    found = paging.page(query, (Handover.id,), start, limit, descending=True, backwards=backwards, inclusive=inclusive)
    return [HandoverLine(**_line(row)) for row in found]


def count(where: HandoverFilter) -> int:
    """How many handovers a filter leaves."""
    return int(Handover.select().where(*_conditions(where)).count())


def _conditions(where: HandoverFilter) -> list[Any]:
    conditions: list[Any] = [Handover.id > 0]
    if where.post_id is not None:
        conditions.append(Handover.post == where.post_id)
    if where.officer_id is not None:
        conditions.append((Handover.outgoing == where.officer_id) | (Handover.incoming == where.officer_id))
    if where.state:
        conditions.append(Handover.state == where.state)
    return conditions


def items(handover_id: int) -> Iterable[ItemView]:
    """The checklist, what is expected hidden until it was counted."""
    width = {code: 3 if total > 99 else 2 for code, (total, _here) in registered().items()}
    for row in HandoverItem.select().where(HandoverItem.handover == handover_id).order_by(HandoverItem.position):
        yield ItemView(
            row.id, row.position, row.kind, row.code, row.label, width.get(row.code, 2), row.counted, row.expected,
            row.verdict, row.note,
        )  # fmt: skip


def registered() -> dict[str, tuple[int, int]]:
    """What the key register keeps, by kind: how many there are, and how many should be in the cabinet now."""
    here = fn.SUM(SQL('"state" = \'good\' AND "out" = 0'))
    rows: Any = Key.select(Key.what, fn.COUNT(Key.id), here).group_by(Key.what).tuples()
    return {what: (total, int(inside or 0)) for what, total, inside in rows}


def matters(handover_id: int) -> list[HandoverMatter]:
    """The matters' rows, in the order of their sections (H18)."""
    rank = {"keys": 0, "unfinished": 1, "important": 2}
    rows = HandoverMatter.select().where(HandoverMatter.handover == handover_id)
    return sorted(rows, key=lambda row: (rank[rules.section(row.source)], row.position))


def matter_view(row: HandoverMatter) -> MatterView:
    """A matter's row as a view."""
    return MatterView(
        row.id, row.position, row.source, row.text, row.severity, row.next_step, row.who, row.by_when, row.if_then,
        row.carried, row.read_back, row.settled,
    )  # fmt: skip


def _questions(handover_id: int) -> Iterable[QuestionView]:
    asker, answerer = Officer.alias(), Officer.alias()
    query = (
        HandoverQuestion.select(HandoverQuestion, asker, answerer)
        .join(asker, on=HandoverQuestion.asked_by, attr="asked_by")
        .switch(HandoverQuestion)
        .join(answerer, JOIN.LEFT_OUTER, on=HandoverQuestion.answered_by, attr="answered_by")
        .where(HandoverQuestion.handover == handover_id)
    )
    for row in query.order_by(HandoverQuestion.id):
        by = row.answered_by.name if row.answered_by else ""
        yield QuestionView(row.id, row.text, row.asked_by.name, row.asked_at, row.answer, by, row.answered_at)


def _signatures(handover_id: int, version: int) -> Iterable[SignatureView]:
    rows = signatures.of_record(f"handover:{handover_id}", version)
    return [SignatureView(row.role, row.officer.name, row.meaning, row.at) for row in rows]


def log_summary(duty_id: int) -> LogSummary:
    """How many lines a duty wrote, and of what kind."""
    abnormal = fn.SUM(SQL("\"kind\" IN ('abnormal', 'emergency')"))
    mine = LogEntry.duty == duty_id
    lines, odd, late = (
        LogEntry.select(fn.COUNT(LogEntry.id), abnormal, fn.SUM(LogEntry.late)).where(mine).tuples().first()
    )
    errata = Erratum.select().join(LogEntry).where(mine).count()
    return LogSummary(lines, int(odd or 0), int(late or 0), errata)


def lines_to_read(handover_id: int, officer_id: int) -> Reading:
    """The lines of the post since this officer's last duty on it ended, at least those of the duty that ends (H3)."""
    row = Handover.select(Handover, Duty).join(Duty).where(Handover.id == handover_id).get()
    last = Duty.select(fn.MAX(Duty.ended_at)).where(Duty.post == row.post_id, Duty.officer == officer_id).scalar()
    since = rules.read_from(row.duty.began_at, last)
    total = LogEntry.select().where(LogEntry.post == row.post_id, LogEntry.event_at >= since).count()
    return Reading(row.post_id, since, total)
