"""The site's books (F6), as they leave."""

from __future__ import annotations

from db.models.phrases import Phrase
from db.models.receipts import ReceiptBook
from db.models.routines import Routine, RoutineDone
from db.models.site import Pass, Unit
from db.models.staff import Officer
from db.models.templates import Template, TemplateItem
from db.registers.register import COUNTED, Column, Register
from db.rules.words import _

REGISTERS = {
    "passes": Register(
        _("Passes"), Pass,
        (
            Column(_("Pass"), "number"), Column(_("Name"), "holder.name", "name"), Column(_("Firm"), "holder.firm"),
            Column(_("Phone"), "holder.phone", "phone"),
            Column(_("Identity number"), "holder.identity", "identity"), Column(_("Unit"), "unit.number"),
            Column(_("Purpose"), "purpose", "words"), Column(_("Valid from"), "valid_from", "time"),
            Column(_("Valid to"), "valid_to", "time"), Column(_("Why extended"), "why_longer", "words"),
            Column(_("Given back"), "returned_at", "time"),
        ),
        when="valid_from", until="valid_to",
    ),
    "units": Register(
        _("Units"), Unit,
        (
            Column(_("Unit"), "number"), Column(_("Owner"), "owner.name", "name"),
            Column(_("Phone"), "owner.phone", "phone"), Column(_("Notes"), "notes", "words"),
            Column(_("Public"), "public", "yes"),
        ),
    ),
    "staff": Register(
        _("Staff"), Officer,
        (
            Column(_("Staff number"), "staff_no"), Column(_("Name"), "name"), Column(_("Role"), "role", "code", "role"),
            Column(_("Phone"), "phone", "phone"), Column(_("Serves"), "active", "yes"),
        ),
        order=("staff_no",),
    ),
    "receipts": Register(
        _("Receipt books"), ReceiptBook,
        (
            Column(_("First number"), "first", "number"), Column(_("Last number"), "last", "number"),
            Column(_("Next number"), "next", "number"), Column(_("Added"), "added_at", "time"),
            Column(_("Added by"), "added_by.name"), Column(_("Used up"), "used_at", "time"),
            Column(_("Used up by"), "used_by.name"),
        ),
        order=("first",),
    ),
    "routines": Register(
        _("Routine schedule"), Routine,
        (
            Column(_("Post"), "post.name"), Column(_("Text"), "text", "words"),
            Column(_("Every"), "every", "code", "every"),
            Column(_("Day"), "day", "number"), Column(_("Time"), "minute", "minute"),
            Column(_("In force from"), "begins_at", "time"), Column(_("Begun by"), "begun_by.name"),
            Column(_("In force until"), "ended_at", "time"), Column(_("Stopped by"), "ended_by.name"),
            Column(_("Reason"), "why_ended", "words"),
        ),
    ),
    "routines-done": Register(
        _("Routines done"), RoutineDone,
        (
            Column(_("Post"), "routine.post.name"), Column(_("Text"), "routine.text", "words"),
            Column(_("Due"), "due_at", "time"), Column(_("Done at"), "at", "time"),
            Column(_("Officer"), "officer.name"), Column(_("Missed before"), "missed", "number"),
            Column(_("Note"), "note", "words"),
        ),
        when="due_at",
    ),
    "templates": Register(
        _("Templates"), Template,
        (
            Column(_("Post"), "post.name"), Column(_("Version"), "number", "number"),
            Column(_("State"), "state", "code", "template"), Column(_("Drafted"), "drafted_at", "time"),
            Column(_("Drafted by"), "drafted_by.name"), Column(_("Approved"), "approved_at", "time"),
            Column(_("Approver"), "approved_by.name"), Column(_("Text"), "text", "words"),
        ),
    ),
    "template-lines": Register(
        _("Template lines"), TemplateItem,
        (
            Column(_("Post"), "template.post.name"), Column(_("Version"), "template.number", "number"),
            Column(_("Line"), "position", "number"), Column(_("Section"), "section", "code", "section"),
            Column(_("Kind"), "kind", "code", "item"), Column(_("Register"), "code", "code", "counted", COUNTED),
            Column(_("What"), "label"), Column(_("Digits"), "digits", "number"),
        ),
        order=("template", "position"),
    ),
    "phrases": Register(
        _("Phrase book"), Phrase,
        (
            Column(_("Kind"), "kind", "code", "phrase"), Column(_("Text"), "text", "words"),
            Column(_("Letters"), "initials"), Column(_("Added"), "at", "time"),
            Column(_("Added by"), "officer.name"), Column(_("Taken out"), "removed_at", "time"),
            Column(_("Taken out by"), "removed_by.name"),
        ),
    ),
}  # fmt: skip
