"""The door to what is put on paper: every print is recorded, emergency sheets are numbered (P4, H22, H23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from db import site
from db.journal import Write, writing
from db.models.papers import FORMS, EmergencySheet, Printout
from db.models.site import Duty, Post
from db.models.staff import Officer
from db.paper_lines import SheetView, add_line, last_line, next_line, sheet_numbered, sheet_view, written_lines
from db.rules.papers import SHEET_LINES
from db.rules.words import Refused, _

__all__ = [
    "FORMS", "SHEET_LINES", "PrintView", "SheetView", "add_line", "copies", "last_line", "new_sheet", "next_line",
    "prints", "record_print", "sheet_numbered", "sheet_of_duty", "written_lines",
]  # fmt: skip

_ID: Any = Printout.id


@dataclass(frozen=True, slots=True)
class PrintView:
    """One print of a paper: which copy, when and by whom; `officer` is empty for the command line."""

    form: str
    subject: str
    copy: int
    digest: str
    officer: str
    at: int


@writing("paper.print")
def record_print(write: Write, form: str, subject: str, digest: str) -> PrintView:
    """Record a print before it is made: a copy that was not recorded cannot exist, a reprint knows that it is one."""
    if form not in FORMS:
        raise Refused(_("{form} is not a paper. Papers are: {forms}."), form=form, forms=", ".join(FORMS))
    last = Printout.select(fn.MAX(Printout.copy_no)).where(Printout.subject == subject).scalar() or 0
    row = Printout(form=form, subject=subject, copy_no=last + 1, digest=digest, officer=write.officer or None)
    row.at = write.at
    write.save(row)
    return PrintView(form, subject, row.copy_no, digest, write.by.name, row.at)


def prints(subject: str) -> list[PrintView]:
    """Every print of one paper, the first one first."""
    query = Printout.select(Printout, Officer).join(Officer, JOIN.LEFT_OUTER).where(Printout.subject == subject)
    return [_view(row) for row in query.order_by(Printout.copy_no)]


def copies(subjects: list[str]) -> dict[str, int]:
    """How often each of these papers was printed."""
    query: Any = Printout.select(Printout.subject, fn.MAX(Printout.copy_no)).where(Printout.subject.in_(subjects))
    return dict(query.group_by(Printout.subject).tuples())


def _view(row: Printout) -> PrintView:
    name = row.officer.name if row.officer else ""
    return PrintView(row.form, row.subject, row.copy_no, row.digest, name, row.at)


@writing("paper.sheet")
def new_sheet(write: Write, post_id: int, *, of_duty: bool = False) -> SheetView:
    """A new emergency sheet of a post with the next number (H23); `of_duty`: the one each duty begins with."""
    if not Post.select().where(Post.id == post_id).exists():
        raise Refused(_("There is no such post at this site."))
    row = EmergencySheet(post=post_id, lines=SHEET_LINES, officer=write.officer or None, at=write.at)
    if of_duty:
        row.duty_id = _duty_without_sheet(post_id)
    row.number, row.year = site.next_number(write, "sheet")
    write.save(row)
    return sheet_view(row.id)


def _duty_without_sheet(post_id: int) -> int:
    held = Duty.select(Duty.id).where(Duty.post == post_id, Duty.ended_at.is_null()).scalar()
    if held is None or sheet_of_duty(held) is not None:
        raise Refused(_("This duty has its emergency sheet already."))
    return int(held)


def sheet_of_duty(duty_id: int) -> SheetView | None:
    """The sheet a duty began with, if it has one."""
    found = EmergencySheet.select(EmergencySheet.id).where(EmergencySheet.duty == duty_id).scalar()
    return sheet_view(found) if found else None
