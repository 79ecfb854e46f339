"""The daily sheet of one day: its matters, its handovers, its log in numbers (H8)."""

from __future__ import annotations

from typing import Any

from peewee import JOIN, fn

from db import day_handovers, day_matters, day_relief, day_routines, site
from db.models.duty_log import Erratum, LogEntry, LogReview
from db.models.handover import Handover, HandoverItem, SheetMark
from db.models.site import Post
from db.rules import inbox as rules
from db.rules.day_sheet import DaySheet, PostLog, SheetMatter, each_once, marked, matter, phrase
from db.rules.words import _


def day_span(text: str, posts: tuple[site.PostView, ...] | None = None) -> rules.Span:
    """When a day of this station begins and ends; refuses what is no date. `posts` saves reading them again."""
    shifts = [shift for post in posts or site.read().posts for shift in post.shifts]
    return rules.span(rules.parse_day(text), shifts, site.zone())


def compile_sheet(text: str, officer_id: int, at: int) -> DaySheet:
    """The sheet of a day as one reviewer finds it now; what was settled since says so."""
    day, posts = rules.parse_day(text), site.read().posts
    today = day_matters.Day(day_span(text, posts), at)
    handovers = day_handovers.lines(day, posts, at)
    found = [one for line in handovers for one in day_handovers.matters(line)]
    found += [one for source in (*day_relief.SOURCES, *day_matters.SOURCES) for one in source(today)]
    found += day_routines.missed(today)
    found += _differences([line.id for line in handovers if line.id is not None])
    matters = marked(each_once(found), _marks(day.isoformat(), officer_id))
    log = _log(posts, today)
    return DaySheet(day.isoformat(), matters, tuple(handovers), log, over=at >= today.span.over)


def _marks(day: str, officer_id: int) -> dict[str, str]:
    """What this reviewer opened, with the last note on each."""
    rows = SheetMark.select().where(SheetMark.day == day, SheetMark.officer == officer_id).order_by(SheetMark.id)
    marks: dict[str, str] = {}
    for row in rows:
        marks[row.source] = row.note or marks.get(row.source, "")
    return marks


def _differences(handovers: list[int]) -> list[SheetMatter]:
    """Counts of these handovers that were not what the record expected (H4, K9)."""
    query = (
        HandoverItem.select(HandoverItem, Handover, Post)
        .join(Handover)
        .join(Post)
        .where(HandoverItem.handover.in_(handovers), HandoverItem.counted != HandoverItem.expected)
        .order_by(HandoverItem.handover, HandoverItem.position)
    )
    return [_difference(row) for row in query]


def _difference(row: HandoverItem) -> SheetMatter:
    text = phrase(
        _("{item}: counted {counted}, record {expected}. {note}"),
        item=row.label,
        counted=row.counted,
        expected=row.expected,
        note=row.note,
    )
    return matter("count", f"item:{row.id}", row.handover.post.name, text, phrase(_("differs")))


def _log(posts: tuple[site.PostView, ...], day: day_matters.Day) -> tuple[PostLog, ...]:
    """Lines, late lines, errata and reviewed lines of each post (L3, L4)."""
    late = LogEntry.late.cast("integer")
    query: Any = (
        LogEntry.select(LogEntry.post_id, fn.COUNT(LogEntry.id), fn.SUM(late), fn.COUNT(LogReview.id))
        .join(LogReview, JOIN.LEFT_OUTER)
        .where(LogEntry.post.in_([post.id for post in posts]), day.has(LogEntry.event_at))
        .group_by(LogEntry.post_id)
    )
    counted: dict[int, Any] = {post: numbers for post, *numbers in query.tuples()}
    errata = _errata(day)
    return tuple(
        PostLog(post.id, post.name, lines, late, errata.get(post.id, 0), reviewed)
        for post in posts
        for lines, late, reviewed in [counted.get(post.id, (0, 0, 0))]
    )


def _errata(day: day_matters.Day) -> dict[int, int]:
    query: Any = (
        Erratum.select(LogEntry.post_id, fn.COUNT(Erratum.id))
        .join(LogEntry)
        .where(day.has(Erratum.at))
        .group_by(LogEntry.post_id)
    )
    return dict(query.tuples())
