"""Writing a line of the duty log, and finding the line a matter began with."""

from __future__ import annotations

from db import connection, log_search, site
from db.journal import Write, writing
from db.log_pages import EntryView, written
from db.models.duty_log import KINDS, LogEntry, Matter
from db.models.site import Post, Unit
from db.models.staff import Officer
from db.rules import duty_log as rules
from db.rules import plain_text
from db.rules.words import Refused, _


@writing("log.write")
def write(
    write: Write,
    post_id: int,
    text: str,
    *,
    kind: str = "note",
    place: str = "",
    unit: str = "",
    event_at: int | None = None,
    abnormal: bool = False,
    follows: int | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    paper: str = "",
) -> EntryView:
    """Write a line into the log of a post; an abnormal one is followed until it is closed (L1, L3, L5).

    `event_at` (epoch ms) is when it happened, now if left out; `follows` is the line it continues; `paper` the number
    of the emergency sheet it was first written on.
    """
    if kind not in KINDS:
        raise Refused(_("{kind} is not a kind of line. Kinds are: {kinds}."), kind=kind, kinds=", ".join(KINDS))
    row = LogEntry(kind="abnormal" if abnormal and kind == "note" else kind, logged_at=write.at)
    row.text = plain_text.clean(text, _("Text"), plain_text.NOTE)
    row.place = plain_text.clean(place, _("Place"), 60, required=False)
    row.paper = plain_text.clean(paper, _("Sheet number"), 20, required=False)
    row.event_at = rules.event_time(event_at, write.at)
    # What was first written on paper is late however soon it is entered (H23).
    row.late = bool(row.paper) or (
        row.event_at < write.at and rules.is_late(row.event_at, write.at, site.setting("late_minutes"))
    )
    _place_in_record(write, row, post_id, unit, follows)
    if contact_name.strip() or contact_phone.strip():
        row.contact = site.save_contact(write, contact_name, contact_phone)
    write.save(row)
    log_search.keep_up(row.id)
    if abnormal:
        write.save(Matter(entry=row))
    return written(row, matter=abnormal)


def _place_in_record(write: Write, row: LogEntry, post_id: int, unit: str, follows: int | None) -> None:
    """Give a line its post, author, duty, unit, root and number."""
    found = connection.rows(_POST_AND_DUTY, (write.officer, write.officer, post_id))
    if not found:
        raise Refused(_("There is no such post at this site."))
    name, code, row.duty_id = found[0]
    row.post = Post(id=post_id, name=name, code=code)
    row.author = Officer(id=write.officer, name=write.by.name)
    if unit.strip():
        home = site.find_unit(unit)
        row.unit = Unit(id=home.id, number=home.number)
    if follows is not None:
        row.follows = root(line(follows))
    row.number, row.year = site.next_number(write, f"log:{code}")


# One statement, written out: the demo and the imports write thousands of lines. A stand-in writes in the duty covered.
_POST_AND_DUTY = """
SELECT "post"."name", "post"."code", "duty"."id" FROM "post" LEFT OUTER JOIN "duty"
ON "duty"."post_id" = "post"."id" AND "duty"."ended_at" IS NULL AND ("duty"."officer_id" = ? OR EXISTS (
SELECT 1 FROM "cover" WHERE "cover"."duty_id" = "duty"."id" AND "cover"."stand_in_id" = ? AND "cover"."back_at" IS NULL
)) WHERE "post"."id" = ?
"""


def line(entry_id: int) -> LogEntry:
    """The row of a line; refuses an id that is none."""
    row = LogEntry.get_or_none(LogEntry.id == entry_id)
    if row is None:
        raise Refused(_("There is no such line in the log."))
    found: LogEntry = row
    return found


def root(row: LogEntry) -> LogEntry:
    """The line a chain of follow-ups began with: all of them hang on it, so that none is lost."""
    return row.follows if row.follows_id is not None else row
