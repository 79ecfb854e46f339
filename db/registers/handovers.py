"""Handovers, all that stands in them, and who signed and reviewed, as they leave."""

from __future__ import annotations

from db.models.addendum import Addendum, AddendumSeen
from db.models.handover import (
    DayReview,
    Handover,
    HandoverItem,
    HandoverMatter,
    HandoverQuestion,
    HandoverVersion,
    LogReading,
    SheetMark,
    Signature,
)
from db.registers.register import COUNTED, Column, Register
from db.rules.words import _


def _handover(path: str) -> tuple[Column, ...]:
    return (
        Column(_("No."), f"{path}number", "number"), Column(_("Year"), f"{path}year", "number"),
        Column(_("Post"), f"{path}post.name"), Column(_("Date"), f"{path}shift_date"),
    )  # fmt: skip


_OF = _handover("handover.")
_BEGAN = "handover.duty.began_at"

REGISTERS = {
    "handovers": Register(
        _("Handovers"), Handover,
        (
            *_handover(""), Column(_("Shift"), "shift.name"), Column(_("Template"), "template.number", "number"),
            Column(_("Outgoing"), "outgoing.name"), Column(_("Incoming"), "incoming.name"),
            Column(_("State"), "state", "code", "handover"), Column(_("Version"), "version", "number"),
            Column(_("Code"), "digest", "digest"), Column(_("Prepared"), "prepared_at", "time"),
            Column(_("Offered"), "offered_at", "time"), Column(_("Accepted"), "accepted_at", "time"),
            Column(_("Refused"), "refused_at", "time"), Column(_("Reason"), "refusal", "words"),
            Column(_("Refusal read by"), "refusal_seen_by.name"),
            Column(_("Talked through"), "talked", "words", "talked"),
            Column(_("Remarks"), "remarks", "words"), Column(_("Said: none"), "said_none", "codes", "section"),
            Column(_("Countersignature due"), "countersign_due", "time"),
            Column(_("Lines read"), "read_lines", "number"), Column(_("Lines to read"), "read_total", "number"),
            Column(_("Seconds read"), "read_seconds", "number"), Column(_("Registers read"), "read_digest", "number"),
        ),
        when="duty.began_at",
    ),
    "handover-texts": Register(
        _("Handover texts"), HandoverVersion,
        (
            *_OF, Column(_("Version"), "version", "number"), Column(_("Frozen"), "at", "time"),
            Column(_("Code"), "digest", "digest"), Column(_("Text"), "text", "words"),
        ),
        when=_BEGAN,
    ),
    "handover-lines": Register(
        _("Checklists"), HandoverItem,
        (
            *_OF, Column(_("Line"), "position", "number"), Column(_("Section"), "section", "code", "section"),
            Column(_("Kind"), "kind", "code", "item"), Column(_("Register"), "code", "code", "counted", COUNTED),
            Column(_("What"), "label"), Column(_("Digits"), "digits", "number"),
            Column(_("Expected"), "expected", "number"), Column(_("Counted"), "counted", "number"),
            Column(_("Verdict"), "verdict", "code", "verdict"), Column(_("Note"), "note", "words"),
        ),
        when=_BEGAN, order=("handover", "position"),
    ),
    "handover-matters": Register(
        _("Carried matters"), HandoverMatter,
        (
            *_OF, Column(_("Line"), "position", "number"), Column(_("Record"), "source"),
            Column(_("Text"), "text", "words"), Column(_("Severity"), "severity", "code", "severity"),
            Column(_("Next step"), "next_step", "words"), Column(_("Who"), "who"),
            Column(_("By when"), "by_when", "time"), Column(_("If so, then"), "if_then", "words"),
            Column(_("Carried on"), "carried", "number"), Column(_("Read back"), "read_back", "yes"),
            Column(_("Settled"), "settled", "words"),
        ),
        when=_BEGAN, order=("handover", "position"),
    ),
    "questions": Register(
        _("Questions"), HandoverQuestion,
        (
            *_OF, Column(_("Question"), "text", "words"), Column(_("Asked by"), "asked_by.name"),
            Column(_("Asked"), "asked_at", "time"), Column(_("Answer"), "answer", "words"),
            Column(_("Answered by"), "answered_by.name"), Column(_("Answered"), "answered_at", "time"),
        ),
        when=_BEGAN,
    ),
    "readings": Register(
        _("Log readings"), LogReading,
        (
            Column(_("Post"), "duty.post.name"), Column(_("Date"), "duty.shift_date"),
            Column(_("Duty of"), "duty.officer.name"), Column(_("Read by"), "officer.name"),
            Column(_("Lines"), "lines"), Column(_("Registers read"), "digest", "number"),
            Column(_("Seconds read"), "seconds", "number"),
        ),
        when="duty.began_at",
    ),
    "addenda": Register(
        _("Addenda"), Addendum,
        (
            *_OF, Column(_("Addendum"), "number", "number"), Column(_("Written"), "at", "time"),
            Column(_("Author"), "officer.name"), Column(_("Text"), "said", "words"),
            Column(_("As signed"), "text", "words"),
        ),
        when="at",
    ),
    "addenda-read": Register(
        _("Addenda read"), AddendumSeen,
        (
            *_handover("addendum.handover."), Column(_("Addendum"), "addendum.number", "number"),
            Column(_("Read"), "at", "time"), Column(_("Officer"), "officer.name"),
            Column(_("Role"), "role", "code", "role"),
        ),
        when="at",
    ),
    "signatures": Register(
        _("Signatures"), Signature,
        (
            Column(_("Record"), "record"), Column(_("Version"), "version", "number"), Column(_("Time"), "at", "time"),
            Column(_("Officer"), "officer.name"), Column(_("Role"), "role", "code", "signer"),
            Column(_("Meaning"), "meaning", "words"), Column(_("Code"), "digest", "digest"),
            Column(_("Digest"), "digest"), Column(_("Head of the chain"), "head"), Column(_("Over"), "over"),
            Column(_("Public key"), "key.public"), Column(_("Signature value"), "value"),
        ),
        when="at",
    ),
    "day-reviews": Register(
        _("Day reviews"), DayReview,
        (
            Column(_("Date"), "day"), Column(_("Role"), "role", "code", "role"), Column(_("Officer"), "officer.name"),
            Column(_("Acting"), "acting", "yes"), Column(_("Matters opened"), "opened", "number"),
            Column(_("Matters"), "matters", "number"), Column(_("Signed at"), "at", "time"),
            Column(_("Code"), "digest", "digest"), Column(_("Text"), "text", "words"),
        ),
        when="day",
    ),
    "sheet-notes": Register(
        _("Sheet notes"), SheetMark,
        (
            Column(_("Date"), "day"), Column(_("Record"), "source"), Column(_("Officer"), "officer.name"),
            Column(_("Time"), "at", "time"), Column(_("Note"), "note", "words"),
        ),
        when="day",
    ),
}  # fmt: skip
