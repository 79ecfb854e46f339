"""The door to the duty log: writing a line, correcting it, reviewing it, and following a matter to its end."""

from __future__ import annotations

from db import log_lines as lines
from db import staff
from db.agenda import Due
from db.journal import Write, writing
from db.log_filters import ID, LogFilter
from db.log_finding import Count, count
from db.log_lines import write
from db.log_pages import (
    EntryView,
    ErratumView,
    at_unit,
    entry,
    follow_ups,
    numbered,
    open_matters,
    page,
)
from db.log_promises import PromiseView, keep_promise, promise, promises_at_unit, promises_due
from db.models.duty_log import KINDS, Erratum, LogEntry, LogReview, Matter
from db.models.emergency import Emergency
from db.rules import duty_log as rules
from db.rules import plain_text
from db.rules.staff import SUPERIORS
from db.rules.words import _

__all__ = [
    "KINDS", "Count", "EntryView", "ErratumView", "LogFilter", "PromiseView", "agenda", "at_unit", "close_matter",
    "correct", "count", "entry", "follow_ups", "keep_promise", "numbered", "open_matters", "page", "promise",
    "promises_at_unit", "promises_due", "raise_matter", "review", "write",
]  # fmt: skip


@writing("log.correct")
def correct(write: Write, entry_id: int, new_text: str, reason: str) -> EntryView:
    """Put an erratum over a line; the old text stays readable (L2).

    `reason` is one of `rules.duty_log.REASONS`, or the reason in words.
    """
    before = entry(entry_id)
    text = plain_text.clean(new_text, _("Text"), plain_text.NOTE)
    why = plain_text.clean(reason, _("Reason"), 200, required=False)
    rules.correct(before.text, text, why)
    write.save(
        Erratum(entry=entry_id, old_text=before.text, new_text=text, reason=why, officer=write.officer, at=write.at)
    )
    return entry(entry_id)


@writing("log.raise_matter")
def raise_matter(write: Write, entry_id: int) -> EntryView:
    """Make an open matter of a line that turned out to be abnormal (L1)."""
    begun = lines.root(lines.line(entry_id))
    rules.follow(begun.number, _state(_matter(begun)), "raised")
    write.save(Matter(entry=begun))
    return entry(begun.id)


@writing("log.close_matter")
def close_matter(write: Write, entry_id: int, text: str) -> EntryView:
    """Close an open matter with a line that says how it ended; return the line it began with (L1)."""
    begun = lines.root(lines.line(entry_id))
    matter = _matter(begun)
    rules.follow(begun.number, _state(matter), "closed")
    rules.check_no_card(begun.number, _under_way(begun.id))
    assert matter is not None
    closing = lines.write.inside(write, begun.post_id, text, place=begun.place, follows=begun.id)
    matter.closed_at, matter.closed_by_id, matter.closing_id = write.at, write.officer, closing.id
    write.save(matter)
    return entry(begun.id)


def _under_way(entry_id: int) -> bool:
    """Whether the line is that of an emergency whose card is open."""
    return Emergency.select().where(Emergency.entry == entry_id, Emergency.closed_at.is_null()).exists()


def _matter(line: LogEntry) -> Matter | None:
    found: Matter | None = Matter.get_or_none(Matter.entry == line)
    return found


def _state(matter: Matter | None) -> str:
    if matter is None:
        return "none"
    return "open" if matter.closed_at is None else "closed"


@writing("log.review")
def review(write: Write, entry_ids: list[int]) -> int:
    """Put a superior's 阅签 on lines of others, all or none (L4); return how many."""
    staff.authorise(write, *SUPERIORS)
    rows = list(LogEntry.select().where(ID.in_(entry_ids)))
    reviewed = {row.entry_id for row in LogReview.select().where(LogReview.entry.in_(entry_ids))}
    for row in rows:
        rules.review(row.number, row.author_id, write.officer, row.id in reviewed)
        write.save(LogReview(entry=row, officer=write.officer, at=write.at))
    return len(rows)


def agenda() -> list[Due]:
    """Promises not kept and matters not closed, of every post (L1, L9)."""
    promised = [
        Due("promise", p.id, p.due_at, f"#{p.number}", p.unit or p.place, p.text, p.author) for p in promises_due()
    ]
    followed = [
        Due("matter", m.id, None, f"#{m.number}", m.unit or m.place, m.text, m.author)
        for m in open_matters()
        if not (m.kind == "emergency" and _under_way(m.id))  # its card is due, once
    ]
    return promised + followed
