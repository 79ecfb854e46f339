"""The handovers a day should have, and what became of each (H1, H3, H20)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import JOIN, fn

from db import roster
from db.models.handover import Handover, HandoverItem, HandoverQuestion, Signature
from db.models.site import Duty
from db.models.staff import Officer
from db.rules import duty as duty_rules
from db.rules import inbox as rules
from db.rules.day_sheet import HandoverLine, SheetMatter, matter, phrase
from db.rules.site import at_local, local
from db.rules.words import _
from db.site import PostView, zone

_Outgoing, _Incoming = Officer.alias("outgoing"), Officer.alias("incoming")


@dataclass(frozen=True, slots=True)
class _Known:
    """What other tables say of the day's handovers, by handover."""

    numbers: dict[int, dict[str, int]]
    refused: dict[int, str]
    custody: dict[int, str]


def lines(day: date, posts: tuple[PostView, ...], at: int) -> list[HandoverLine]:
    """One line for each duty of the day and each shift nobody worked, in the order of posts and shifts."""
    rows = _records(day, posts)
    ids = [row.id for row in rows.values()]
    known = _Known(_findings(ids), signers(ids, "refused"), signers(ids, "custody"))
    duties = _duties(day, posts)
    opened = Duty.select(fn.MIN(Duty.began_at)).scalar()
    found = []
    for post in posts:
        here = [duty for duty in duties if duty.post_id == post.id]
        worked = [_of_duty(post, duty, rows.get(duty.id), known, at) for duty in here]
        empty = _unworked(post, day, {duty.shift_id for duty in here}, opened, at)
        found += sorted(worked + empty, key=lambda line: line.ends)
    return found


def _records(day: date, posts: tuple[PostView, ...]) -> dict[int, Handover]:
    """The record of each duty of the day."""
    query = (
        Handover.select(Handover, _Outgoing, _Incoming)
        .join(_Outgoing, on=Handover.outgoing)
        .switch(Handover)
        .join(_Incoming, JOIN.LEFT_OUTER, on=Handover.incoming)
        .where(Handover.post.in_([post.id for post in posts]), Handover.shift_date == day.isoformat())
        .order_by(Handover.id)
    )
    return {row.duty_id: row for row in query}


def _duties(day: date, posts: tuple[PostView, ...]) -> list[Duty]:
    query = Duty.select(Duty, Officer).join(Officer)
    return list(
        query.where(Duty.post.in_([post.id for post in posts]), Duty.shift_date == day.isoformat()).order_by(Duty.id)
    )


def _of_duty(post: PostView, duty: Duty, row: Handover | None, known: _Known, at: int) -> HandoverLine:
    shift = next((shift.name for shift in post.shifts if shift.id == duty.shift_id), "")
    state = rules.standing(duty.due_end, at)
    blank = HandoverLine(post.id, post.name, duty.shift_id, shift, duty.due_end, state, outgoing=duty.officer.name)
    return _line(blank, row, known, at)


def _unworked(post: PostView, day: date, worked: set[int | None], opened: int | None, at: int) -> list[HandoverLine]:
    """Shifts that have begun and that nobody had: the post was empty (H1, H10)."""
    found, rostered = [], roster.names(day.isoformat())
    for shift in post.shifts:
        begins, ends = at_local(day, shift.begins, zone()), at_local(day, shift.ends, zone())
        if shift.id not in worked and begins <= at and rules.expected(ends, opened):
            state = rules.standing(ends, at)
            late = duty_rules.minutes_late(ends, at)
            blank = HandoverLine(post.id, post.name, shift.id, shift.name, ends, state, late_minutes=late)
            found.append(replace(blank, rostered=rostered.get((post.id, shift.id), "")))
    return found


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


def signers(ids: list[int], role: str) -> dict[int, str]:
    """Who last signed each handover in a role: the record's incoming officer may be another one by now."""
    records = {f"handover:{one}": one for one in ids}
    query = Signature.select(Signature, Officer).join(Officer)
    rows = query.where(Signature.record.in_(list(records)), Signature.role == role).order_by(Signature.id)
    return {records[row.record]: row.officer.name for row in rows}


def _line(blank: HandoverLine, row: Handover | None, known: _Known, at: int) -> HandoverLine:
    until = row.accepted_at if row is not None and row.accepted_at else at
    late = duty_rules.minutes_late(blank.ends, until)
    if row is None:
        return replace(blank, late_minutes=late)
    incoming = row.incoming.name if row.incoming else ""
    copied: dict[str, Any] = {name: getattr(row, name) for name in _COPIED} | known.numbers[row.id]
    return replace(
        blank,
        late_minutes=late,
        outgoing=row.outgoing.name,
        incoming=incoming,
        signed_at=row.accepted_at,
        refused_by=known.refused.get(row.id, incoming),
        custody=row.talked if row.id in known.custody else "",
        **copied,
    )


_COPIED = ("id", "state", "refused_at", "refusal", "read_lines", "read_total", "read_seconds", "digest")


def matters(line: HandoverLine) -> list[SheetMatter]:
    """What a reviewer must know of one handover: refused, missing or late; one source, so that it is one matter."""
    source = f"handover:{line.id}" if line.id is not None else f"shift:{line.post_id}:{line.shift_id or 0}"
    found = []
    if line.refused_at is not None:
        found.append(_refused(source, line))
    if line.state == "missing":
        found.append(_missing(source, line))
    elif line.late_minutes and line.id is not None:
        found.append(_late(source, line))
    if line.custody:
        found.append(_in_custody(source, line))
    return found


def _missing(source: str, line: HandoverLine) -> SheetMatter:
    text = phrase(_("{shift}: no handover record"), shift=line.shift)
    if line.rostered:
        text = phrase(_("{shift}: no handover record, rostered {officer}"), shift=line.shift, officer=line.rostered)
    still = phrase(_("{outgoing} stays on duty"), outgoing=line.outgoing)
    return matter("missing", source, line.post, text, still if line.outgoing else phrase(_("nobody had the post")))


def _in_custody(source: str, line: HandoverLine) -> SheetMatter:
    text = phrase(
        _("{shift}: {officer} took the post alone: {reason}"),
        shift=line.shift,
        officer=line.incoming,
        reason=line.custody,
    )
    return matter("custody", source, line.post, text, phrase(_("settled")))


def _refused(source: str, line: HandoverLine) -> SheetMatter:
    at = local(line.refused_at or 0, zone()).strftime("%H:%M")
    text = phrase(
        _("{shift}: {incoming} refused at {time}: {reason}"),
        shift=line.shift,
        incoming=line.refused_by,
        time=at,
        reason=line.refusal,
    )
    still = phrase(_("{outgoing} stays on duty"), outgoing=line.outgoing)
    return matter("refused", source, line.post, text, phrase(_("settled")) if line.complete else still)


def _late(source: str, line: HandoverLine) -> SheetMatter:
    text = phrase(_("{shift}: handover {n} min late"), shift=line.shift, n=line.late_minutes)
    still = phrase(_("{outgoing} stays on duty"), outgoing=line.outgoing)
    return matter("late", source, line.post, text, phrase(_("settled")) if line.complete else still)
