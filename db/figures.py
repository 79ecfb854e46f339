"""The door to the figures of service (L8)."""

from __future__ import annotations

from typing import Any

from db import clock, site
from db.models.calls import Contacted
from db.models.duty_log import LogEntry
from db.models.site import Unit
from db.models.tickets import Ticket
from db.rules import figures as rules
from db.rules.figures import Figure

__all__ = ["Figure", "complaints", "figures", "solved"]


def figures(start: int, end: int) -> tuple[Figure, ...]:
    """The figures of a span from `start` until before `end` (epoch ms), over all posts and people together."""
    return (_rings(start, end), solved(start, end), _callbacks(start, end), complaints(start, end))


def _rings(start: int, end: int) -> Figure:
    query: Any = Contacted.select(Contacted.rings).join(LogEntry)
    within = (LogEntry.event_at >= start) & (LogEntry.event_at < end)
    marks = (mark for (mark,) in query.where(within, Contacted.channel == "call").tuples())
    return rules.rings(marks, site.setting("rings_percent"))


def solved(start: int, end: int, kind: str = "") -> Figure:
    """Problems solved within 24 hours, of both kinds or of one."""
    query: Any = Ticket.select(Ticket.created_at, Ticket.done_at)
    taken = (Ticket.created_at >= start) & (Ticket.created_at < end) & (Ticket.state != "void")
    if kind:
        taken &= Ticket.kind == kind
    return rules.solved(query.where(taken).tuples(), clock.now(), site.setting("solved_percent"))


def _callbacks(start: int, end: int) -> Figure:
    """Today a callback is on record where a complaint's owner was told that it is done."""
    done = Ticket.select().where(Ticket.done_at >= start, Ticket.done_at < end, Ticket.state != "void")
    pairs = ((row.kind == "complaint", row.told_at is not None) for row in done)
    return rules.callbacks(pairs, site.setting("callback_percent"))


def complaints(start: int, end: int) -> Figure:
    """Complaints found valid in the span, among the homes."""
    closed = (Ticket.closed_at >= start) & (Ticket.closed_at < end)
    valid = Ticket.select().where(Ticket.kind == "complaint", closed, Ticket.validity == "valid").count()
    homes = Unit.select().where(~Unit.public).count()
    return rules.complaints(valid, homes, site.setting("complaint_percent"))
