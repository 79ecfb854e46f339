"""Who had the posts and who was meant to, as it leaves."""

from __future__ import annotations

from db.models.cover import Cover
from db.models.roster import RosterLine, Standby
from db.models.site import Duty, Post, Shift, SiteDay
from db.registers.register import Column, Register
from db.rules.words import _

REGISTERS = {
    "duties": Register(
        _("Duties"), Duty,
        (
            Column(_("Post"), "post.name"), Column(_("Date"), "shift_date"), Column(_("Shift"), "shift.name"),
            Column(_("Officer"), "officer.name"), Column(_("Begun"), "began_at", "time"),
            Column(_("Due to end"), "due_end", "time"), Column(_("Ended"), "ended_at", "time"),
            Column(_("Taken by"), "how", "code", "duty"),
        ),
        when="began_at",
    ),
    "covers": Register(
        _("Covers, breaks"), Cover,
        (
            Column(_("Post"), "duty.post.name"), Column(_("Officer"), "duty.officer.name"),
            Column(_("Stand-in"), "stand_in.name"), Column(_("Approver"), "approver.name"),
            Column(_("Reason"), "reason", "code", "cover"), Column(_("In words"), "words", "words"),
            Column(_("Line of the log"), "entry.number", "number"), Column(_("Left"), "out_at", "time"),
            Column(_("Covered from"), "taken_at", "time"), Column(_("Due back"), "due_at", "time"),
            Column(_("Came back"), "back_at", "time"), Column(_("Ended by"), "ended_by", "code", "cover end"),
        ),
        when="out_at",
    ),
    "roster": Register(
        _("Roster"), RosterLine,
        (
            Column(_("Date"), "date"), Column(_("Post"), "post.name"), Column(_("Shift"), "shift.name"),
            Column(_("Officer"), "officer.name"), Column(_("Swapped with"), "swapped_from.name"),
            Column(_("Approver"), "approver.name"), Column(_("Changed"), "at", "time"),
        ),
        when="date", order=("date", "post", "shift"),
    ),
    "standby": Register(
        _("Standby"), Standby,
        (
            Column(_("Date"), "date"), Column(_("Officer"), "officer.name"), Column(_("Changed"), "at", "time"),
        ),
        when="date", order=("date",),
    ),
    "posts": Register(
        _("Posts"), Post,
        (
            Column(_("Post"), "name"), Column(_("Short name"), "code"),
            Column(_("Place in lists"), "position", "number"),
        ),
    ),
    "shifts": Register(
        _("Shifts"), Shift,
        (
            Column(_("Post"), "post.name"), Column(_("Shift"), "name"), Column(_("From"), "begins", "minute"),
            Column(_("To"), "ends", "minute"),
        ),
    ),
    "days": Register(
        _("Site days"), SiteDay,
        (
            Column(_("Date"), "day"), Column(_("Worked"), "worked", "yes"), Column(_("Reason"), "why", "words"),
            Column(_("Officer"), "officer.name"),
        ),
        when="day", order=("day",),
    ),
}  # fmt: skip
