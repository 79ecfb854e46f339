"""The handovers a day should have, and what became of each (H1, H3, H20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from peewee import JOIN, fn

from db.models.handover import Handover, HandoverItem, HandoverQuestion
from db.models.site import Duty
from db.models.staff import Officer
from db.rules import duty as duty_rules
from db.rules import inbox as rules
from db.rules.day_sheet import HandoverLine, SheetMatter, matter, phrase
from db.rules.site import at_local, local
from db.rules.words import _
from db.site import PostView, zone

_Outgoing, _Incoming = Officer.alias("outgoing"), Officer.alias("incoming")


def lines(day: date, posts: tuple[PostView, ...], at: int) -> list[HandoverLine]:
    """One line for each shift of the day that has begun, in the order of the posts."""
    rows = _latest(day, posts)
    numbers = _findings([row.id for row in rows.values()])
    opened = Duty.select(fn.MIN(Duty.began_at)).scalar()
    found = []
    for post in posts:
        for shift in post.shifts:
            ends = at_local(day, shift.ends, zone())
            begun = at_local(day, shift.begins, zone()) <= at
            row = rows.pop((post.id, shift.id), None)
            if row is not None or (begun and rules.expected(ends, opened)):
                blank = HandoverLine(post.id, post.name, shift.id, shift.name, ends, rules.standing(None, ends, at))
                found.append(_line(blank, row, numbers, at))
    names = {post.id: post.name for post in posts}
    for row in rows.values():  # A duty taken outside every shift has a record too.
        blank = HandoverLine(row.post_id, names[row.post_id], None, "", row.duty.due_end, row.state)
        found.append(_line(blank, row, numbers, at))
    return found


def _latest(day: date, posts: tuple[PostView, ...]) -> dict[tuple[int, int | None], Handover]:
    query = (
        Handover.select(Handover, Duty, _Outgoing, _Incoming)
        .join(Duty)
        .switch(Handover)
        .join(_Outgoing, on=Handover.outgoing)
        .switch(Handover)
        .join(_Incoming, JOIN.LEFT_OUTER, on=Handover.incoming)
        .where(Handover.post.in_([post.id for post in posts]), Handover.shift_date == day.isoformat())
        .order_by(Handover.id)
    )
    return {(row.post_id, row.shift_id): row for row in query}


def _findings(ids: list[int]) -> dict[int, dict[str, int]]:
    """Per handover: abnormal items, counts that differ, questions."""
    differs = (HandoverItem.counted != HandoverItem.expected).cast("integer")
    abnormal = (HandoverItem.verdict == "abnormal").cast("integer")
    items: Any = (
        HandoverItem.select(HandoverItem.handover_id, fn.SUM(abnormal), fn.SUM(fn.COALESCE(differs, 0)))
        .where(HandoverItem.handover.in_(ids))
        .group_by(HandoverItem.handover_id)
        .tuples()
    )
    asked: Any = (
        HandoverQuestion.select(HandoverQuestion.handover_id, fn.COUNT(HandoverQuestion.id))
        .where(HandoverQuestion.handover.in_(ids))
        .group_by(HandoverQuestion.handover_id)
        .tuples()
    )
    numbers: dict[int, dict[str, int]] = {one: {} for one in ids}
    for handover, bad, different in items:
        numbers[handover] |= {"abnormal": bad, "differences": different}
    for handover, questions in asked:
        numbers[handover]["questions"] = questions
    return numbers


def _line(blank: HandoverLine, row: Handover | None, numbers: dict[int, dict[str, int]], at: int) -> HandoverLine:
    until = row.accepted_at if row is not None and row.accepted_at else at
    late = duty_rules.minutes_late(blank.ends, until)
    if row is None:
        return replace(blank, late_minutes=late)
    known: dict[str, Any] = {name: getattr(row, name) for name in _COPIED} | numbers[row.id]
    return replace(
        blank,
        late_minutes=late,
        outgoing=row.outgoing.name,
        incoming=row.incoming.name if row.incoming else "",
        signed_at=row.accepted_at,
        **known,
    )


_COPIED = ("id", "state", "refused_at", "refusal", "read_lines", "read_total", "read_seconds", "digest")


def shift_source(post_id: int, shift_id: int | None) -> str:
    """Name of a post's shift as the source of a matter: with or without a record, it is the same one."""
    return f"shift:{post_id}:{shift_id or 0}"


def matters(line: HandoverLine) -> list[SheetMatter]:
    """What a reviewer must know of one handover: refused, missing or late; one source, so that it is one matter."""
    source = shift_source(line.post_id, line.shift_id)
    found = []
    if line.refused_at is not None:
        found.append(_refused(source, line))
    if line.state == "missing":
        text = phrase(_("{shift}: no handover record"), shift=line.shift)
        found.append(matter("missing", source, line.post, text, phrase(_("missing"))))
    elif line.late_minutes and line.id is not None:
        found.append(_late(source, line))
    return found


def _refused(source: str, line: HandoverLine) -> SheetMatter:
    at = local(line.refused_at or 0, zone()).strftime("%H:%M")
    text = phrase(
        _("{shift}: {incoming} refused at {time}: {reason}"),
        shift=line.shift,
        incoming=line.incoming,
        time=at,
        reason=line.refusal,
    )
    still = phrase(_("{outgoing} stays on duty"), outgoing=line.outgoing)
    return matter("refused", source, line.post, text, phrase(_("settled")) if line.complete else still)


def _late(source: str, line: HandoverLine) -> SheetMatter:
    text = phrase(_("{shift}: handover {n} min late"), shift=line.shift, n=line.late_minutes)
    still = phrase(_("{outgoing} stays on duty"), outgoing=line.outgoing)
    return matter("late", source, line.post, text, phrase(_("settled")) if line.complete else still)
