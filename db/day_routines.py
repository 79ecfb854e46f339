"""Routines of one day that were not done in their hour, for the daily sheet (L12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db import site
from db.day_matters import Day, clock_time
from db.models.routines import Routine, RoutineDone
from db.models.site import Post
from db.prepared import prepared
from db.rules import routines as rules
from db.rules.day_sheet import SheetMatter, matter, phrase
from db.rules.words import _


def missed(day: Day) -> Iterator[SheetMatter]:
    """Each time of the day that nobody met, and when it was made up, if it was."""
    for row in _begun(day.span.end):
        until = min(day.until, row.ended_at or day.until)
        schedule = rules.Schedule(row.every, row.day, row.minute)
        for due_at in rules.times(schedule, max(row.begins_at, day.span.start - 1), until, site.zone()):
            done_at = _done_at(row.id, due_at)
            if rules.to_make_up(due_at, done_at or day.at):
                yield _matter(row, due_at, done_at)


@prepared
def _begun(until: int) -> Any:
    return Routine.select(Routine, Post).join(Post).where(Routine.begins_at < until)


@prepared
def _met(routine_id: int, due_at: int) -> Any:
    later = (RoutineDone.routine == routine_id) & (RoutineDone.due_at >= due_at)
    return RoutineDone.select(RoutineDone.at).where(later).order_by(RoutineDone.due_at).limit(1)


def _done_at(routine_id: int, due_at: int) -> int | None:
    """When this time was met, or made up by the next one that was."""
    found = _met.first(routine_id, due_at)
    return found.at if found else None


def _matter(row: Any, due_at: int, done_at: int | None) -> SheetMatter:
    text = phrase(_("routine of {time} missed: {text}"), time=clock_time(due_at), text=row.text)
    status = phrase(_("made up {time}"), time=clock_time(done_at)) if done_at else phrase(_("not made up"))
    return matter("routine", f"routine:{row.id}:{due_at}", row.post.name, text, status)
