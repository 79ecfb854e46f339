"""The lines of an emergency sheet, entered when the station is up again: late, with sheet and line number (H23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db import log_lines, log_pages
from db.journal import Write, writing
from db.log_pages import EntryView
from db.models.duty_log import LogEntry
from db.models.papers import EmergencySheet
from db.models.site import Post
from db.rules import papers as rules
from db.rules.words import Refused, _

_ID: Any = EmergencySheet.id


@dataclass(frozen=True, slots=True)
class SheetView:
    """An emergency sheet; `label` is the number printed on it, `at` when it was made (epoch ms)."""

    id: int
    label: str
    post_id: int
    post: str
    duty_id: int | None
    lines: int
    at: int


def sheet_view(sheet_id: int) -> SheetView:
    """One sheet by id; refuses an id that is none."""
    row = EmergencySheet.select(EmergencySheet, Post).join(Post).where(EmergencySheet.id == sheet_id).first()
    if row is None:
        raise Refused(_("There is no such sheet."))
    label = rules.sheet_label(row.year, row.number)
    return SheetView(row.id, label, row.post_id, row.post.name, row.duty_id, row.lines, row.at)


def sheet_numbered(typed: str) -> SheetView:
    """The sheet with this printed number, the latest where no year was typed; refuses one that was never printed."""
    year, number = rules.parse_sheet(typed)
    query = EmergencySheet.select(EmergencySheet.id).where(EmergencySheet.number == number)
    if year is not None:
        query = query.where(EmergencySheet.year == year)
    found = query.order_by(_ID.desc()).limit(1).scalar()
    if found is None:
        raise Refused(_("No sheet {number} was ever printed here: look at its head."), number=typed)
    return sheet_view(found)


def written_lines(sheet: SheetView) -> dict[int, EntryView]:
    """What was entered from a sheet so far, by its line."""
    query = LogEntry.select(LogEntry.id, LogEntry.paper).where(LogEntry.paper.startswith(f"{sheet.label}-"))
    return {int(row.paper.rpartition("-")[2]): log_pages.entry(row.id) for row in query}


def next_line(sheet: SheetView) -> int:
    """The line after the last one that was entered."""
    return max(written_lines(sheet), default=0) + 1


def last_line(sheet: SheetView) -> EntryView | None:
    """The last line that was entered, by its number on the sheet."""
    written = written_lines(sheet)
    return written[max(written)] if written else None


@writing("log.paper_line")
def add_line(write: Write, sheet_id: int, line: int, text: str, event_at: int, abnormal: bool = False) -> EntryView:
    """Enter one line of a sheet into the log of its post: it is late by nature, and names sheet and line (L3)."""
    sheet = sheet_view(sheet_id)
    paper = rules.line_label(sheet.label, line)
    taken = LogEntry.select().where(LogEntry.paper == paper).exists()
    rules.check_line(sheet.label, line, sheet.lines, taken)
    return log_lines.write.inside(write, sheet.post_id, text, event_at=event_at, abnormal=abnormal, paper=paper)
