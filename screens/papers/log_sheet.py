"""The log of a post on one day 《值班记录》, every line with its errata and marks, in the order it happened. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.log_text import KINDS, reason
from screens.papers.paper import Paper, Section, Table, signature
from screens.text import local
from screens.words import _, ngettext

if TYPE_CHECKING:
    from db.log_pages import EntryView


def paper(lines: Sequence[EntryView], post: str, code: str, site: str, day: str, zone: ZoneInfo) -> Paper:
    """One sheet of the log; the old text of a corrected line stands under the new one (L2)."""
    columns = (
        (_("No."), 1.2), (_("time"), 1.3), (_("kind"), 1.3), (_("Unit and place"), 2), (_("Text"), 8),
        (_("recorded by"), 1.7), (_("reviewed"), 1.7),
    )  # fmt: skip
    errata, late = sum(len(line.errata) for line in lines), sum(line.late for line in lines)
    counted = ngettext(
        "{lines} line, {late} late, {errata} errata", "{lines} lines, {late} late, {errata} errata", len(lines)
    )
    counted = counted.format(lines=len(lines), late=late, errata=errata)
    return Paper(
        "log", f"log:{code}:{day}", _("Duty log sheet"), f"{code}-{day}", site, day,
        facts=((_("Post"), post), (_("date"), day), (_("Log"), counted)),
        sections=(Section("", table=Table(columns, tuple(row(line, zone) for line in lines))),),
        signatures=(signature(_("Officer on duty")), signature(_("Superior"))),
    )  # fmt: skip


def row(line: EntryView, zone: ZoneInfo) -> tuple[str, ...]:
    """One line of the log; nothing the record says about it is left out."""
    where = " ".join(part for part in (line.unit, line.place) if part)
    reviewed = line.reviewed_by or "-"
    return (str(line.number), _clock(line.event_at, zone), _(KINDS[line.kind]), where or "-", said(line, zone),
            line.author, reviewed)  # fmt: skip


def said(line: EntryView, zone: ZoneInfo) -> str:
    """The text in force, then what it said before, when it was logged late, and what it follows."""
    parts = [line.text]
    if line.follows_number:
        parts.append(_("follows line {number}").format(number=line.follows_number))
    if line.late:
        parts.append(_("[late {time}]").format(time=f"{local(line.logged_at, zone):%m-%d %H:%M}"))
    if line.paper:
        parts.append(_("sheet {number}").format(number=line.paper))
    for each in line.errata:
        told = _("[erratum: {reason}]").format(reason=reason(each))
        parts.append(f"{told} {each.officer} {_clock(each.at, zone)}: {each.old_text} -> {each.new_text}")
    return "\n".join(parts)


def _clock(at: int, zone: ZoneInfo) -> str:
    return f"{local(at, zone):%H:%M}"
