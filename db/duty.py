"""The door to duty: who has which post, and taking one that is empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from db import clock, site, staff_sessions
from db.journal import Write, writing
from db.models.site import Duty, Post, Shift
from db.models.staff import Officer
from db.prepared import prepared
from db.rules import duty as rules
from db.rules import site as site_rules
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class DutyView:
    """One officer's time on a post; times in epoch milliseconds."""

    id: int
    post_id: int
    post: str
    officer_id: int
    officer: str
    shift: str
    shift_date: str
    due_end: int
    began_at: int


def _standing(*conditions: object) -> Any:
    query = Duty.select(Duty, Post, Officer, Shift).join(Post).switch(Duty).join(Officer).switch(Duty)
    query = query.left_outer_join(Shift)
    return query.where(Duty.ended_at.is_null(), *conditions).order_by(Post.position)


@prepared
def _all() -> Any:
    return _standing()


@prepared
def _of_post(post_id: int) -> Any:
    return _standing(Duty.post == post_id)


@prepared
def _of_officer(officer_id: int) -> Any:
    return _standing(Duty.officer == officer_id)


def view(row: Duty) -> DutyView:
    """A duty row, joined with post, officer and shift, as a view."""
    shift = row.shift.name if row.shift else ""
    return DutyView(
        row.id,
        row.post_id,
        row.post.name,
        row.officer_id,
        row.officer.name,
        shift,
        row.shift_date,
        row.due_end,
        row.began_at,
    )


def on_posts() -> list[DutyView]:
    """Who has which post now, in the order of the posts."""
    return [view(row) for row in _all()]


def on_post(post_id: int) -> DutyView | None:
    """Who has this post now, or None where it is empty."""
    row = _of_post.first(post_id)
    return view(row) if row else None


def of_officer(officer_id: int) -> DutyView | None:
    """The duty an officer is on, if any."""
    row = _of_officer.first(officer_id)
    return view(row) if row else None


def begin(
    write: Write, post: Post, officer_id: int, how: str, at: int | None = None, relieved: Duty | None = None
) -> Duty:
    """Put an officer on a post from now, or from the time on a paper (`at`, epoch ms); between shifts for eight hours.

    `relieved` is the duty whose shift is over with it.
    """
    zone, began = site.zone(), write.at if at is None else at
    before = (relieved.shift_id, date.fromisoformat(relieved.shift_date)) if relieved else None
    found = rules.shift_begun(site.post_view(post).shifts, began, zone, before)
    day = found[1] if found else site_rules.local(began, zone).date()
    due = site_rules.at_local(day, found[0].ends, zone) if found else began + 8 * clock.HOUR
    row = Duty(post=post, officer=officer_id, shift=found[0].id if found else None, shift_date=day.isoformat())
    row.due_end, row.began_at, row.how = due, began, how
    from db import backup  # a duty begins twice a day; who has one is on the first screen

    write.after.append(backup.begin_shift)
    return write.save(row)


@writing("duty.open")
def take_empty_post(write: Write, post_id: int) -> DutyView:
    """Take a post nobody has (the first duty of a station); refused where somebody has it (H9)."""
    taken = on_post(post_id)
    if taken is not None:
        raise Refused(
            _("{officer} has the post {post}: take it over by a handover."), officer=taken.officer, post=taken.post
        )
    post, held = Post.get_by_id(post_id), of_officer(write.officer)
    rules.check_can_take(post.name, held.post if held else "", staff_sessions.covered_post(write.officer))
    begin(write, post, write.officer, "opening")
    result = on_post(post_id)
    assert result is not None
    return result
