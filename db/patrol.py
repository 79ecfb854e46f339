"""The door to patrol rounds: one line each, with its number, who walked it and what was found (L13)."""

from __future__ import annotations

from peewee import fn

from db import clock, duty, log_lines
from db.journal import Write, writing
from db.log_pages import EntryView
from db.models.calls import PatrolRound
from db.models.duty_log import LogEntry
from db.models.site import Post, Site
from db.rules import patrol as rules
from db.rules import plain_text
from db.rules.words import _


def next_round(post_id: int) -> int:
    """The number of the next round in the duty that is under way at this post."""
    held = duty.on_post(post_id)
    since = held.began_at if held else clock.now()
    last = (
        PatrolRound.select(fn.MAX(PatrolRound.number))
        .join(LogEntry)
        .where(LogEntry.post == post_id, LogEntry.event_at >= since)
        .scalar()
    )
    return int(last or 0) + 1


def walker(default: str) -> str:
    """Who walks the rounds: the officer of the guard post, else whoever acts."""
    guard = Post.get_or_none(Post.code == "guard")
    held = duty.on_post(guard.id) if guard else None
    return held.officer if held else default


@writing("patrol.walk")
def walk(
    write: Write,
    post_id: int,
    number: int,
    walked_by: str,
    state: str,
    *,
    found: str = "",
    place: str = "",
    unit: str = "",
    event_at: int | None = None,
) -> EntryView:
    """Write a round: `state` of the public facilities is normal, damaged or broken_off, with what was `found`."""
    rules.check(number, state, found)
    who = plain_text.clean(walked_by, _("Walked by"), 60)
    text = rules.line(
        Site.get_by_id(1).language, number, who, state, plain_text.clean(found, _("Found"), required=False)
    )
    line = log_lines.write.inside(
        write, post_id, text, kind="patrol", unit=unit, place=place, event_at=event_at, abnormal=state != "normal"
    )
    write.save(PatrolRound(entry=line.id, number=number, walked_by=who, state=state))
    return line
