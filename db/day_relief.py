"""What a day's sheet says of relief itself: signed alone, cover, texts that changed, addenda (H1, H7, H10, H17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import JOIN

from db import cover, site
from db.day_matters import Day, clock_time
from db.models.addendum import Addendum
from db.models.handover import Handover, Signature
from db.models.site import Post, Shift
from db.models.staff import Officer
from db.prepared import prepared
from db.rules.day_sheet import Phrase, SheetMatter, matter, phrase
from db.rules.site import local
from db.rules.words import _


def _of_day(day: Day) -> list[Any]:
    """The day's handovers with post, shift and incoming."""
    return _of_date(local(day.span.start, site.zone()).date().isoformat())


@prepared
def _of_date(date: str) -> Any:
    query: Any = Handover.select(Handover, Post, Shift, Officer).join(Post).switch(Handover)
    query = query.join(Shift, JOIN.LEFT_OUTER).switch(Handover)
    query = query.join(Officer, JOIN.LEFT_OUTER, on=Handover.incoming, attr="incoming")
    return query.where(Handover.shift_date == date).order_by(Handover.id)


def _shift(row: Any) -> str:
    return row.shift.name if row.shift else ""


def signed_alone(day: Day) -> Iterator[SheetMatter]:
    """Posts taken alone and double shifts, with the countersignature or until when it is owed (H1, H12)."""
    rows = [row for row in _of_day(day) if row.countersign_due is not None]
    if not rows:
        return
    given = _signers([row.id for row in rows], "countersigned")
    paper = _signers([row.id for row in rows], "paper")
    for row in rows:
        said = _("{shift}: {officer} took the post alone: {reason}")
        if row.id in paper:
            said = _("{shift}: {officer} took over on paper: {reason}")
        elif row.incoming_id == row.outgoing_id:
            said = _("{shift}: {officer} went on in a double shift: {reason}")
        text = phrase(
            said,
            shift=_shift(row),
            officer=row.incoming.name,
            reason=row.talked,
        )
        yield matter("countersign", f"handover:{row.id}", row.post.name, text, _countersigned(row, given.get(row.id)))


def _signers(ids: list[int], role: str) -> dict[int, str]:
    records = {f"handover:{one}": one for one in ids}
    query = Signature.select(Signature, Officer).join(Officer)
    rows = query.where(Signature.record.in_(list(records)), Signature.role == role)
    return {records[row.record]: row.officer.name for row in rows}


def _countersigned(row: Any, officer: str | None) -> Phrase:
    if officer is None:
        return phrase(_("cosign by {time}"), time=clock_time(row.countersign_due))
    return phrase(_("cosigned {officer}"), officer=officer)


def revised(day: Day) -> Iterator[SheetMatter]:
    """Versions the outgoing had signed that were not the last one: the signatures went with them (H7)."""
    rows = {f"handover:{row.id}": row for row in _of_day(day) if row.version > 1}
    if not rows:
        return
    signed: Any = Signature.select().where(Signature.record.in_(list(rows)), Signature.role == "outgoing")
    for one in signed.order_by(Signature.id):
        row = rows[one.record]
        if one.version < row.version:
            text = phrase(_("{shift}: version {n} was signed and replaced"), shift=_shift(row), n=one.version)
            yield matter("revised", one.record, row.post.name, text, phrase(_("version {n}"), n=row.version))


def covers(day: Day) -> Iterator[SheetMatter]:
    """Breaks that were too long, and posts that were empty before the stand-in came (H10)."""
    for one in cover.between(day.span.start, day.span.end):
        if one.gap:
            text = phrase(
                _("{officer} left at {time}, {n} min before {stand_in} came"),
                officer=one.officer,
                time=clock_time(one.out_at),
                n=one.gap,
                stand_in=one.stand_in,
            )
            yield matter("gap", f"cover:{one.id}", one.post, text, _back(one.back_at))
        if one.over:
            text = phrase(
                _("{officer} {n} min too long away, {stand_in} stood in"),
                officer=one.officer,
                n=one.over,
                stand_in=one.stand_in,
            )
            yield matter("cover", f"cover:{one.id}", one.post, text, _back(one.back_at))


def _back(at: int | None) -> Phrase:
    return phrase(_("back {time}"), time=clock_time(at)) if at else phrase(_("not back"))


def addenda(day: Day) -> Iterator[SheetMatter]:
    """What was added on this day to handovers that were accepted (H17)."""
    query: Any = (
        Addendum.select(Addendum, Handover, Post, Officer)
        .join(Handover)
        .join(Post)
        .switch(Addendum)
        .join(Officer)
        .where(Addendum.at >= day.span.start, Addendum.at < day.span.end)
        .order_by(Addendum.id)
    )
    for row in query:
        text = phrase(_("addendum {time}: {text}"), time=clock_time(row.at), text=row.said)
        who = phrase("{officer}", officer=row.officer.name)
        yield matter("addendum", f"handover:{row.handover_id}", row.handover.post.name, text, who)


SOURCES = (signed_alone, revised, covers, addenda)
