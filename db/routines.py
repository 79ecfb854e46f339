"""The door to the routine schedule: what is due at a post, who did it, and what has to be made up (L12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from db import clock, site, staff
from db.agenda import Due
from db.journal import Write, writing
from db.models.routines import Routine, RoutineDone
from db.models.site import Post
from db.models.staff import Officer
from db.prepared import prepared
from db.rules import plain_text, templates
from db.rules import routines as rules
from db.rules.routines import Owed, Schedule
from db.rules.staff import REVIEWERS
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class RoutineView:
    """A routine of a post and what is owed of it; who did it last, and when (epoch ms)."""

    id: int
    post_id: int
    post: str
    text: str
    schedule: Schedule
    done_at: int | None
    done_by: str
    owed: Owed | None

    @property
    def key(self) -> tuple[int]:
        """Keyset of the row."""
        return (self.id,)


def book(post_id: int | None = None) -> list[RoutineView]:
    """Every routine in force, of one post or of all, in the order of posts and times."""
    at = clock.now()
    rows = _of_post(post_id) if post_id is not None else _in_force()
    return [_view(row, at) for row in rows]


def _query() -> Any:
    """Routines with the last time each was done."""
    last = RoutineDone.select(RoutineDone.routine, fn.MAX(RoutineDone.due_at).alias("due_at"))
    last = last.group_by(RoutineDone.routine).alias("last")
    same = (RoutineDone.routine == Routine.id) & (RoutineDone.due_at == last.c.due_at)
    query: Any = Routine.select(Routine, Post, RoutineDone, Officer).join(Post).switch(Routine)
    query = query.join(last, JOIN.LEFT_OUTER, on=(last.c.routine_id == Routine.id)).switch(Routine)
    query = query.join(RoutineDone, JOIN.LEFT_OUTER, on=same, attr="last").join(Officer, JOIN.LEFT_OUTER)
    return query.where(Routine.ended_at.is_null()).order_by(Post.position, Routine.minute, Routine.id)


@prepared
def _in_force() -> Any:
    return _query()


@prepared
def _of_post(post_id: int) -> Any:
    return _query().where(Routine.post == post_id)


@prepared
def _one(routine_id: int) -> Any:
    return _query().where(Routine.id == routine_id)


def _view(row: Any, at: int) -> RoutineView:
    schedule = Schedule(row.every, row.day, row.minute)
    last = getattr(row, "last", None)
    last = last if last is not None and last.due_at is not None else None
    since = max(row.begins_at, last.due_at if last else 0)
    owed = rules.owed(schedule, since, at, site.zone())
    by = last.officer.name if last else ""
    return RoutineView(row.id, row.post_id, row.post.name, row.text, schedule, last.at if last else None, by, owed)


def _found(routine_id: int, at: int) -> RoutineView:
    row = _one.first(routine_id)
    if row is None:
        raise Refused(_("This routine has ended: look at the schedule again."))
    return _view(row, at)


# -- the schedule ---------------------------------------------------------------------------------------


@writing("routine.add")
def add(write: Write, post_id: int, text: str, every: str, day: int, minute: int) -> int:
    """Put a routine on the schedule of a post, from now; return its id."""
    staff.authorise(write, *REVIEWERS)
    return _begin(write, post_id, text, rules.check_schedule(every, day, minute))


@writing("routine.change")
def change(write: Write, routine_id: int, text: str, every: str, day: int, minute: int) -> int:
    """Let a routine be another from now on; what is owed must be done first. Returns the id of the new one."""
    staff.authorise(write, *REVIEWERS)
    found = _found(routine_id, write.at)
    rules.check_change(found.owed)
    schedule = rules.check_schedule(every, day, minute)
    _end(write, routine_id, "")
    return _begin(write, found.post_id, text, schedule)


@writing("routine.end")
def end(write: Write, routine_id: int, why: str) -> None:
    """Take a routine off the schedule, and say why."""
    staff.authorise(write, *REVIEWERS)
    _found(routine_id, write.at)
    _end(write, routine_id, plain_text.clean(why, _("Reason")))


def _begin(write: Write, post_id: int, text: str, schedule: Schedule) -> int:
    row = Routine(post=post_id, every=schedule.every, day=schedule.day, minute=schedule.minute, begins_at=write.at)
    row.text, row.begun_by_id = plain_text.clean(text, _("Routine"), 100), write.officer or None
    return write.save(row).id


def _end(write: Write, routine_id: int, why: str) -> None:
    row = Routine.get_by_id(routine_id)
    row.ended_at, row.ended_by_id, row.why_ended = write.at, write.officer or None, why
    write.save(row)


# -- doing it -------------------------------------------------------------------------------------------


@writing("routine.done")
def done(write: Write, routine_id: int, note: str = "") -> int:
    """Say that a routine was done now; return how many earlier times nobody did, which this makes up for."""
    found = rules.check_done(_found(routine_id, write.at).owed, write.at)
    row = RoutineDone(routine=routine_id, due_at=found.last_at, at=write.at, officer=write.officer)
    row.missed = max(0, found.times - 1)
    row.note = plain_text.clean(note, _("Note"), required=False)
    return write.save(row).missed


def agenda(post_id: int) -> list[Due]:
    """The routines of a post that are due, owed from before, or coming soon."""
    now, language = clock.now(), site.language()
    return [_due(found, found.owed, now, language) for found in book(post_id) if found.owed is not None]


def _due(found: RoutineView, owed: Owed, now: int, language: str) -> Due:
    label = templates.word("make_up", language) if rules.to_make_up(owed.due_at, now) else ""
    text = f"{found.text} {templates.word('times', language, n=owed.times)}" if owed.times > 1 else found.text
    return Due("routine", found.id, owed.due_at, label, found.post, text, "")


def undone(post_id: int) -> list[RoutineView]:
    """The routines of a post whose time has come and that nobody did: they stand in the handover."""
    return [found for found in book(post_id) if found.owed is not None and found.owed.times]
