"""What was put on paper, and who saw and took what, as it leaves."""

from __future__ import annotations

from db.models.access import AccessEvent
from db.models.papers import EmergencySheet, Printout
from db.registers.register import Column, Register
from db.rules.words import _

REGISTERS = {
    "prints": Register(
        _("Prints"), Printout,
        (
            Column(_("Paper"), "form", "code", "paper"), Column(_("Record"), "subject"),
            Column(_("Copy"), "copy_no", "number"), Column(_("Code"), "digest", "digest"),
            Column(_("Printed at"), "at", "time"), Column(_("Officer"), "officer.name"),
        ),
        when="at",
    ),
    "sheets": Register(
        _("Emergency sheets"), EmergencySheet,
        (
            Column(_("No."), "number", "number"), Column(_("Year"), "year", "number"), Column(_("Post"), "post.name"),
            Column(_("Lines"), "lines", "number"), Column(_("Duty begun"), "duty.began_at", "time"),
            Column(_("Printed at"), "at", "time"), Column(_("Officer"), "officer.name"),
        ),
        when="at",
    ),
    "access": Register(
        _("Who saw what"), AccessEvent,
        (
            Column(_("Time"), "at", "time"), Column(_("Kind"), "kind", "code", "access event"),
            Column(_("Officer"), "officer.name"), Column(_("Name"), "contact.name", "name"),
            Column(_("Of what"), "about", "words"),
        ),
        when="at", managers=True,
    ),
}  # fmt: skip
