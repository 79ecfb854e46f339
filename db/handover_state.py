"""Loading a handover inside a write, and moving it from state to state."""

from __future__ import annotations

from typing import Any

from peewee import JOIN

from db.journal import Write
from db.models.handover import Handover, HandoverItem
from db.models.site import Duty, Post
from db.models.staff import Officer
from db.prepared import one, prepared
from db.rules import handover as rules
from db.rules.words import Refused, _

_Out, _In = Officer.alias(), Officer.alias()


@prepared
def _handover(handover_id: int) -> Any:
    query: Any = Handover.select(Handover, Post, _Out, _In)
    query = query.join(Post).switch(Handover).join(_Out, on=Handover.outgoing, attr="outgoing").switch(Handover)
    query = query.join(_In, JOIN.LEFT_OUTER, on=Handover.incoming, attr="incoming")
    return query.where(Handover.id == handover_id)


def load(handover_id: int) -> Handover:
    """A handover's row with its post and both officers."""
    row: Handover | None = _handover.first(handover_id)
    if row is None:
        raise Refused(_("There is no such handover."))
    return row


def move(write: Write, row: Handover, event: str) -> None:
    """Take a step; a text that changes under its first signature becomes the next version, unsigned."""
    before = row.state
    row.state, grown = rules.step(before, event)
    if grown:
        row.version += grown
        row.text = row.digest = ""
    if row.state != before or grown:
        write.save(row)


def item_of(handover_id: int, item_id: int) -> HandoverItem:
    """A line of a handover's checklist."""
    item = one(HandoverItem, id=item_id, handover=handover_id)
    if item is None:
        raise Refused(_("There is no such line in this checklist."))
    return item


def outgoing_writes(write: Write, handover_id: int) -> Handover:
    """The handover, moved by a change that only the outgoing may make."""
    row = load(handover_id)
    rules.check_party(write.officer, (row.outgoing_id, row.outgoing.name))
    move(write, row, "write")
    return row


def incoming_checks(write: Write, handover_id: int) -> Handover:
    """The handover, moved by something that only the incoming may say."""
    row = load(handover_id)
    rules.step(row.state, "exchange")
    rules.check_party(write.officer, (row.incoming_id, incoming_name(row)))
    move(write, row, "exchange")
    return row


def incoming_name(row: Handover) -> str:
    """The name of the incoming, empty where nobody was chosen."""
    return row.incoming.name if row.incoming else ""


@prepared
def _standing(post_id: int) -> Any:
    return Duty.select(Duty, Officer).join(Officer).where(Duty.post == post_id, Duty.ended_at.is_null())


def standing_duty(post_id: int) -> Duty | None:
    """The duty that stands on a post, with its officer."""
    return _standing.first(post_id)


@prepared
def _elsewhere(officer_id: int, post_id: int) -> Any:
    query = Duty.select(Duty, Post).join(Post)
    return query.where(Duty.officer == officer_id, Duty.ended_at.is_null(), Duty.post != post_id)


def other_post(officer_id: int, post_id: int) -> str:
    """The name of another post this officer has now, empty if none."""
    row = _elsewhere.first(officer_id, post_id)
    return row.post.name if row else ""
