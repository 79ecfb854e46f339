"""Reading handovers: one whole, the one under way, pages of those that were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from peewee import JOIN, SQL, fn

from db import connection, cover, handover_addenda, paging, receipts, signatures
from db.handover_views import (
    HandoverFilter,
    HandoverLine,
    HandoverView,
    ItemView,
    LogSummary,
    MatterView,
    QuestionView,
    SignatureView,
    TemplateLine,
    VersionView,
)
from db.models.handover import Handover, HandoverItem, HandoverMatter, HandoverQuestion, HandoverVersion
from db.models.key_register import Key
from db.models.site import Duty, Post, Shift
from db.models.staff import Officer
from db.models.templates import Template
from db.prepared import every, prepared
from db.rules import handover as rules
from db.rules import templates
from db.rules.matters import SECTIONS, section
from db.rules.signature import short_code
from db.rules.words import Refused, _

ID: Any = Handover.id
_Out, _In, _Approver = Officer.alias(), Officer.alias(), Officer.alias()


def _joined() -> Any:
    return (
        Handover.select(Handover, Post, Duty, _Out, _In, Shift, Template, _Approver)
        .join(Post)
        .switch(Handover)
        .join(Template)
        .join(_Approver, JOIN.LEFT_OUTER, on=Template.approved_by, attr="approved_by")
        .switch(Handover)
        .join(Duty)
        .switch(Handover)
        .join(_Out, on=Handover.outgoing, attr="outgoing")
        .switch(Handover)
        .join(_In, JOIN.LEFT_OUTER, on=Handover.incoming, attr="incoming")
        .switch(Handover)
        .join(Shift, JOIN.LEFT_OUTER)
    )


@prepared
def _whole(handover_id: int) -> Any:
    return _joined().where(Handover.id == handover_id)


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
    "remarks", "read_lines", "read_total", "read_seconds", "read_digest", "text",
)  # fmt: skip


def view(handover_id: int) -> HandoverView:
    """One handover, whole."""
    row = _whole.first(handover_id)
    if row is None:
        raise Refused(_("There is no such handover."))
    return HandoverView(
        **_line(row),
        **{name: getattr(row, name) for name in _SAME},
        began_at=row.duty.began_at,
        due_end=row.duty.due_end,
        template=TemplateLine(
            row.template.number,
            row.template.approved_by.name if row.template.approved_by else "",
            row.template.approved_at,
        ),
        said_none=tuple(row.said_none.split()),
        code=short_code(row.digest) if row.digest else "",
        head_code=signatures.head_code(f"handover:{row.id}", row.version),
        log=log_summary(row.duty_id),
        items=tuple(items(row.id)),
        matters=tuple(matter_view(matter) for matter in matters(row.id)),
        questions=tuple(_questions(row.id)),
        signatures=tuple(_signatures(row.id, row.version)),
        covers=tuple(cover.of_duty(row.duty_id)),
        addenda=tuple(handover_addenda.of_handover(row.id)),
        earlier=tuple(handover_addenda.on_top(row)),
        countersign_due=row.countersign_due,
        began_with=_began_with(row.post_id, row.id),
    )


def _began_with(post_id: int, handover_id: int) -> Counter[str] | None:
    found = connection.rows(_TAKEN_OVER, (post_id, handover_id))
    return Counter(section(source) for (source,) in found if source is not None) if found else None


_TAKEN_OVER = """
SELECT "matter"."source" FROM "handover" LEFT JOIN "handover_matter" AS "matter"
ON "matter"."handover_id" = "handover"."id" AND "matter"."settled" = '' WHERE "handover"."id" =
(SELECT max("id") FROM "handover" WHERE "post_id" = ? AND "state" = 'accepted' AND "id" < ?)
"""


def versions(handover_id: int) -> list[VersionView]:
    """Every version that somebody signed or refused, the first one first (H7)."""
    rows = HandoverVersion.select().where(HandoverVersion.handover == handover_id).order_by(HandoverVersion.version)
    return [
        VersionView(row.version, short_code(row.digest), row.text, row.at, tuple(_signatures(handover_id, row.version)))
        for row in rows
    ]


def current(post_id: int) -> HandoverView | None:
    """The handover of a post that is under way, or the refused or recalled one of the duty that still stands."""
    row = _under_way.first(post_id)
    return view(row.id) if row else None


@prepared
def _under_way(post_id: int) -> Any:
    stands = (Handover.post == post_id) & Duty.ended_at.is_null() & (Handover.state != "accepted")
    return Handover.select(Handover.id).join(Duty).where(stands).order_by(ID.desc())


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


def on_day(day: str) -> list[HandoverLine]:
    """The handovers of one date of the station, in the order they were begun."""
    return [HandoverLine(**_line(row)) for row in _joined().where(Handover.shift_date == day).order_by(ID)]


def numbered(typed: str) -> HandoverView:
    """The handover with this number (J-0012, 12), of the latest year that has it."""
    row = Handover.select(Handover.id).where(Handover.number == rules.number_in(typed)).order_by(ID.desc()).first()
    if row is None:
        raise Refused(_("There is no handover {number}: type it as J-0012."), number=typed)
    return view(row.id)


def items(handover_id: int) -> Iterable[ItemView]:
    """The checklist, what is expected hidden until it was counted."""
    kept = registered()
    for row in sorted(every(HandoverItem, handover=handover_id), key=lambda item: item.position):
        width = templates.digits(row.code, row.digits, kept.get(row.code, (0, 0))[0]) if row.kind == "count" else 0
        yield ItemView(
            row.id, row.position, row.section, row.kind, row.code, row.label, width, row.counted, row.expected,
            row.verdict, row.note,
        )  # fmt: skip


def registered() -> dict[str, tuple[int, int]]:
    """What the registers keep, by kind: how many there are, and how many should be in the cabinet now.

    Of receipts it is the last digits of the next number.
    """
    rows: Any = _registered()
    kept = {what: (total, int(inside or 0)) for what, total, inside in rows}
    number = receipts.next_number()
    return kept if number is None else kept | {"receipt": (0, number % 10**templates.RECEIPT_DIGITS)}


def expected(item: HandoverItem) -> int | None:
    """What a register says of a count; where none holds it, what the last handover of this post counted, if any did."""
    if item.code:
        return registered().get(item.code, (0, 0))[1]
    found = connection.rows(_COUNTED, (item.label, item.handover_id))
    return found[0][0] if found else None


_COUNTED = """
SELECT "item"."counted" FROM "handover_item" AS "item" JOIN "handover" ON "handover"."id" = "item"."handover_id"
WHERE "item"."label" = ? AND "item"."kind" = 'count' AND "item"."code" = '' AND "handover"."state" = 'accepted'
AND "handover"."post_id" = (SELECT "post_id" FROM "handover" WHERE "id" = ?) ORDER BY "handover"."id" DESC LIMIT 1
"""


@prepared
def _registered() -> Any:
    here = fn.SUM(SQL('"state" = \'good\' AND "out" = 0'))
    return Key.select(Key.what, fn.COUNT(Key.id), here).group_by(Key.what).tuples()


def matters(handover_id: int) -> list[HandoverMatter]:
    """The matters' rows, in the order of their sections (H18)."""
    rows = every(HandoverMatter, handover=handover_id)
    return sorted(rows, key=lambda row: (SECTIONS.index(section(row.source)), row.position))


def matter_view(row: HandoverMatter) -> MatterView:
    """A matter's row as a view."""
    return MatterView(
        row.id, row.position, row.source, row.text, row.severity, row.next_step, row.who, row.by_when, row.if_then,
        row.carried, row.read_back, row.settled,
    )  # fmt: skip


@prepared
def _asked(handover_id: int) -> Any:
    query: Any = HandoverQuestion.select(HandoverQuestion, _Out, _In).join(
        _In, on=HandoverQuestion.asked_by, attr="asked_by"
    )
    query = query.switch(HandoverQuestion)
    query = query.join(_Out, JOIN.LEFT_OUTER, on=HandoverQuestion.answered_by, attr="answered_by")
    return query.where(HandoverQuestion.handover == handover_id).order_by(HandoverQuestion.id)


def _questions(handover_id: int) -> Iterable[QuestionView]:
    for row in _asked(handover_id):
        by = row.answered_by.name if row.answered_by else ""
        yield QuestionView(row.id, row.text, row.asked_by.name, row.asked_at, row.answer, by, row.answered_at)


def _signatures(handover_id: int, version: int) -> Iterable[SignatureView]:
    rows = signatures.of_record(f"handover:{handover_id}", version)
    return [SignatureView(row.role, row.officer.name, row.meaning, row.at) for row in rows]


def log_summary(duty_id: int) -> LogSummary:
    """How many lines a duty wrote, and of what kind."""
    ((lines, odd, late),) = connection.rows(_SUMMARY, (duty_id,))
    ((errata,),) = connection.rows(_ERRATA, (duty_id,))
    return LogSummary(lines, int(odd or 0), int(late or 0), errata)


_SUMMARY = """
SELECT count(*), sum("kind" IN ('abnormal', 'emergency')), sum("late") FROM "log_entry" WHERE "duty_id" = ?
"""
_ERRATA = """
SELECT count(*) FROM "erratum" JOIN "log_entry" ON "log_entry"."id" = "erratum"."entry_id" WHERE "duty_id" = ?
"""
