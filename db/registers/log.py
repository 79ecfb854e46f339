"""The duty log and what hangs on its lines, as they leave."""

from __future__ import annotations

from db.models.calls import Contacted, PatrolRound
from db.models.duty_log import Erratum, LogEntry, LogReview, Matter, Promise
from db.registers.register import Column, Register
from db.rules.words import _

_LINE = (
    Column(_("Post"), "entry.post.name"),
    Column(_("No."), "entry.number", "number"),
    Column(_("Year"), "entry.year", "number"),
    Column(_("Happened"), "entry.event_at", "time"),
)
_WHOLE_LINE = (
    *_LINE,
    Column(_("Unit"), "entry.unit.number"),
    Column(_("Place"), "entry.place"),
    Column(_("Text"), "entry.text", "words"),
)
_CORRECTED = '(SELECT "new_text" FROM "erratum" AS "x" WHERE "x"."entry_id" = "t"."id" ORDER BY "x"."id" DESC LIMIT 1)'

REGISTERS = {
    "log": Register(
        _("Duty log"), LogEntry,
        (
            Column(_("Post"), "post.name"), Column(_("No."), "number", "number"), Column(_("Year"), "year", "number"),
            Column(_("Happened"), "event_at", "time"), Column(_("Logged"), "logged_at", "time"),
            Column(_("Late"), "late", "yes"), Column(_("Kind"), "kind", "code", "log"),
            Column(_("Unit"), "unit.number"), Column(_("Place"), "place"), Column(_("Text"), "text", "words"),
            Column(_("Corrected"), "", "words", sql=_CORRECTED),
            Column(_("Name"), "contact.name", "name"), Column(_("Phone"), "contact.phone", "phone"),
            Column(_("Firm"), "contact.firm"), Column(_("Author"), "author.name"),
            Column(_("Follows line"), "follows.number", "number"), Column(_("Emergency sheet"), "paper"),
        ),
        when="event_at", order=("event_at", "id"),
    ),
    "errata": Register(
        _("Errata"), Erratum,
        (
            *_LINE, Column(_("It said"), "old_text", "words"), Column(_("Corrected"), "new_text", "words"),
            Column(_("Reason"), "reason", "words", "reason"), Column(_("Written"), "at", "time"),
            Column(_("Author"), "officer.name"),
        ),
        when="at",
    ),
    "line-reviews": Register(
        _("Reviewed lines"), LogReview,
        (*_LINE, Column(_("Reviewed"), "at", "time"), Column(_("Reviewed by"), "officer.name")),
        when="at",
    ),
    "matters": Register(
        _("Log matters"), Matter,
        (
            *_WHOLE_LINE, Column(_("Ended"), "closed_at", "time"), Column(_("Ended by"), "closed_by.name"),
            Column(_("How it ended"), "closing.text", "words"),
        ),
        when="entry.event_at",
    ),
    "promises": Register(
        _("Promises"), Promise,
        (
            *_WHOLE_LINE, Column(_("Name"), "entry.contact.name", "name"),
            Column(_("Phone"), "entry.contact.phone", "phone"), Column(_("Promised for"), "due_at", "time"),
            Column(_("Kept"), "kept_at", "time"), Column(_("Kept by"), "kept_by.name"),
            Column(_("Answer"), "answer", "words"),
        ),
        when="entry.event_at",
    ),
    "calls": Register(
        _("Calls and visits"), Contacted,
        (
            *_WHOLE_LINE, Column(_("Name"), "entry.contact.name", "name"),
            Column(_("Phone"), "entry.contact.phone", "phone"), Column(_("Channel"), "channel", "code", "channel"),
            Column(_("Outcome"), "outcome", "code", "outcome"), Column(_("Rings"), "rings", "code", "rings"),
            Column(_("Transferred to"), "to", "words"), Column(_("Author"), "entry.author.name"),
        ),
        when="entry.event_at",
    ),
    "rounds": Register(
        _("Patrol rounds"), PatrolRound,
        (
            *_LINE, Column(_("Round"), "number", "number"), Column(_("Walked by"), "walked_by"),
            Column(_("Facilities"), "state", "code", "round"), Column(_("Text"), "entry.text", "words"),
        ),
        when="entry.event_at",
    ),
}  # fmt: skip
