"""The door to the handover: preparing and offering it, and what is due.

Beside it stand the exchange (`handover_check`), the signatures (`handover_signing`) and the pages (`handover_pages`).
"""

from __future__ import annotations

from db import cover, handover_facts, handover_fill, handover_relief, staff
from db.handover_addenda import append, seen
from db.handover_alone import check_go_on, countersign, go_on, take_custody
from db.handover_check import answer, ask, check, read_back, say_back, talked
from db.handover_owed import Owed, agenda, owed
from db.handover_pages import count, current, numbered, on_day, page, versions, view
from db.handover_paper import take_from_paper
from db.handover_reading import lines_to_read, read, take_reading
from db.handover_relief import NoShow, expected_relief, likely_relief, no_shows
from db.handover_signing import preview, refuse, sign_in, sign_out
from db.handover_state import item_of, load, move, other_post, outgoing_writes, standing_duty
from db.handover_views import (
    AddendumView,
    CoverView,
    HandoverFilter,
    HandoverLine,
    HandoverView,
    ItemView,
    MatterView,
    QuestionView,
    Reading,
    VersionView,
)
from db.journal import Write, writing
from db.models.handover import Handover, HandoverItem, HandoverMatter
from db.models.site import Post
from db.prepared import every, one
from db.rules import handover as rules
from db.rules import matters, plain_text, templates
from db.rules.words import Refused, _

__all__ = [
    "AddendumView", "CoverView", "HandoverFilter", "HandoverLine", "HandoverView", "ItemView", "MatterView", "NoShow",
    "Owed", "QuestionView", "Reading", "VersionView", "add_matter", "agenda", "answer", "append", "ask", "check",
    "check_go_on", "count", "countersign", "current", "edit_matter", "expected_relief", "go_on", "likely_relief",
    "lines_to_read", "no_shows", "numbered", "offer", "on_day", "owed", "page", "prepare", "preview", "read",
    "read_back", "recall", "refresh", "refuse", "remark", "say_back", "say_none", "seen", "settle", "sign_in",
    "sign_out", "take_custody", "take_from_paper", "talked", "versions", "view", "write_item",
]  # fmt: skip


@writing("handover.prepare")
def prepare(write: Write, post_id: int) -> HandoverView:
    """The handover of the post one has: begun, or opened again after it came back, and filled from the record."""
    post = Post.get_by_id(post_id)
    held = standing_duty(post_id)
    holder, name = (held.officer_id, held.officer.name) if held else (None, "")
    rules.check_outgoing(write.officer, holder, post.name, name)
    assert held is not None
    row = handover_fill.record_of(write, post, held)
    if row.state in ("refused", "recalled"):
        _reopen(write, row)
    if row.state == "prepared":
        handover_fill.sync(write, row)
    return view(row.id)


def _reopen(write: Write, row: Handover) -> None:
    """The next version is checked afresh; questions stand, and so does what was written."""
    row.talked = ""
    move(write, row, "reopen")
    for item in every(HandoverItem, handover=row.id):
        if item.kind in templates.WRITTEN:
            item.verdict = "written" if item.verdict == "said" else item.verdict
        else:
            item.verdict, item.counted, item.expected, item.note = "", None, None, ""
        write.save(item)
    for matter in every(HandoverMatter, handover=row.id, read_back=True):
        matter.read_back = False
        write.save(matter)


@writing("handover.refresh")
def refresh(write: Write, handover_id: int) -> int:
    """Take in what changed in the registers since; return the number of changes. Either officer may."""
    row = load(handover_id)
    rules.check_party(write.officer, (row.outgoing_id, row.outgoing.name), (row.incoming_id, ""))
    rules.step(row.state, "write")
    changes = handover_fill.sync(write, row)
    if changes:
        move(write, row, "write")
    return changes


@writing("handover.add_matter")
def add_matter(
    write: Write,
    handover_id: int,
    text: str,
    *,
    severity: str = "medium",
    next_step: str = "",
    who: str = "",
    by_when: int | None = None,
    if_then: str = "",
) -> int:
    """Write down something important or doubtful that no register holds; return its id."""
    row = outgoing_writes(write, handover_id)
    position = len(every(HandoverMatter, handover=row.id)) + 1
    matter = HandoverMatter(handover=row, position=position, source=f"own:{row.id}.{position}")
    matter.text = plain_text.clean(text, _("Matter"), 400)
    _fill_in(matter, severity, next_step, who, by_when, if_then)
    return write.save(matter).id


@writing("handover.edit_matter")
def edit_matter(
    write: Write,
    matter_id: int,
    *,
    severity: str | None = None,
    next_step: str | None = None,
    who: str | None = None,
    by_when: int | None = None,
    if_then: str | None = None,
) -> None:
    """Write what a matter still lacks (H15); what is None stays, and what its register says is changed there."""
    row = _own_matter(write, matter_id)
    stands = handover_facts.fact_of(row)
    if stands is not None:
        matters.check_told(stands.who, who)
        matters.check_told(stands.by_when, by_when)
    _fill_in(row, severity, next_step, who, by_when, if_then)
    write.save(row)


def _own_matter(write: Write, matter_id: int) -> HandoverMatter:
    row = one(HandoverMatter, id=matter_id)
    if row is None:
        raise Refused(_("There is no such matter."))
    outgoing_writes(write, row.handover_id)
    return row


def _fill_in(
    row: HandoverMatter,
    severity: str | None,
    next_step: str | None,
    who: str | None,
    by_when: int | None,
    if_then: str | None,
) -> None:
    row.severity = matters.check_severity(severity or row.severity)
    row.by_when = by_when or row.by_when
    for name, label, limit, text in (
        ("next_step", _("Next step"), 200, next_step),
        ("who", _("Who"), 60, who),
        ("if_then", _("If … then …"), 200, if_then),
    ):
        if text is not None:
            setattr(row, name, plain_text.clean(text, label, limit, required=False))


@writing("handover.settle")
def settle(write: Write, matter_id: int, how: str) -> None:
    """End a matter that only the handovers hold, and say how; it is not handed on any more (H16)."""
    row = _own_matter(write, matter_id)
    matters.check_settle(row.source)
    row.settled = plain_text.clean(how, _("How it ended"))
    write.save(row)


@writing("handover.write_item")
def write_item(write: Write, handover_id: int, item_id: int, text: str) -> None:
    """Write a line of the template that is a text; an empty one is to be written again (H15, H19)."""
    outgoing_writes(write, handover_id)
    item = item_of(handover_id, item_id)
    rules.check_written(item.kind)
    item.note = plain_text.clean(text, _("Text"), required=False)
    item.verdict = "written" if item.note else ""
    write.save(item)


@writing("handover.say_none")
def say_none(write: Write, handover_id: int, section: str = "important") -> None:
    """Say that there is nothing in a section or a line (`item:3`) which only a person can fill (H19)."""
    row = outgoing_writes(write, handover_id)
    if section.startswith("item:"):
        item = item_of(handover_id, int(section.removeprefix("item:")))
        rules.check_written(item.kind)
        item.verdict, item.note = "none", ""
        write.save(item)
        return
    said = set(row.said_none.split()) | {section}
    row.said_none = " ".join(sorted(said))
    write.save(row)


@writing("handover.remark")
def remark(write: Write, handover_id: int, text: str) -> None:
    """Replace the remarks under the record."""
    row = outgoing_writes(write, handover_id)
    row.remarks = plain_text.clean(text, _("Remarks"), plain_text.NOTE, required=False, lines=True)
    write.save(row)


@writing("handover.offer")
def offer(write: Write, handover_id: int, incoming_id: int, approver_id: int | None = None) -> None:
    """Offer the record, brought up to date, to the officer who relieves (H2, H13, H15, H19).

    Where the roster names another, `approver_id` is the superior who approved the swap (H1).
    """
    row = load(handover_id)
    rules.check_party(write.officer, (row.outgoing_id, row.outgoing.name))
    state, _grown = rules.step(row.state, "offer")
    incoming = staff.serving(incoming_id)
    rules.check_incoming(row.outgoing_id, incoming_id, incoming.name, other_post(incoming_id, row.post_id))
    cover.check_none(row.duty_id)
    if approver_id is not None:
        handover_relief.swap(write, row, incoming_id, approver_id)
    handover_fill.sync(write, row)
    handover_fill.check_written(row)
    row.incoming_id, row.state, row.offered_at = incoming_id, state, write.at
    take_reading(row, incoming_id)
    write.save(row)


@writing("handover.recall")
def recall(write: Write, handover_id: int) -> None:
    """Take an offer back that the incoming has not signed (H11)."""
    row = load(handover_id)
    rules.check_party(write.officer, (row.outgoing_id, row.outgoing.name))
    move(write, row, "recall")
