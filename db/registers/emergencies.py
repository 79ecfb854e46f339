"""Emergencies, their steps and calls, and the cards they were worked by, as they leave."""

from __future__ import annotations

from db.models.emergency import Emergency, EmergencyCard, EmergencyEvent, EmergencyLine, EmergencyStep
from db.registers.register import Column, Register
from db.rules.words import _


def _emergency(path: str) -> tuple[Column, ...]:
    return (
        Column(_("No."), f"{path}number", "number"), Column(_("Year"), f"{path}year", "number"),
        Column(_("Emergency"), f"{path}name"), Column(_("Begun"), f"{path}began_at", "time"),
    )  # fmt: skip


REGISTERS = {
    "emergencies": Register(
        _("Emergencies"), Emergency,
        (
            *_emergency(""), Column(_("Post"), "post.name"), Column(_("Card"), "kind"),
            Column(_("Version"), "version", "number"), Column(_("Unit"), "unit.number"), Column(_("Place"), "place"),
            Column(_("Line of the log"), "entry.number", "number"), Column(_("Ticket"), "ticket.number", "number"),
            Column(_("Officer"), "officer.name"), Column(_("Ended"), "closed_at", "time"),
            Column(_("Ended by"), "closed_by.name"), Column(_("How it ended"), "ended", "words"),
            Column(_("Fault analysis owed"), "needs_analysis", "yes"),
            Column(_("Analysis due"), "analysis_due_at", "time"), Column(_("Fault analysis"), "analysis", "words"),
            Column(_("Analysed"), "analysed_at", "time"), Column(_("Analysed by"), "analysed_by.name"),
        ),
        when="began_at", order=("began_at", "id"),
    ),
    "emergency-lines": Register(
        _("Emergency steps"), EmergencyLine,
        (
            *_emergency("emergency."), Column(_("Step"), "position", "number"),
            Column(_("Kind"), "kind", "code", "emergency step"), Column(_("What"), "what"),
            Column(_("Detail"), "detail", "words"), Column(_("Name"), "contact.name|name", "name"),
            Column(_("Phone"), "contact.phone|phone", "phone"), Column(_("Superior"), "superior", "yes"),
            Column(_("Unit"), "at_unit"), Column(_("Otherwise"), "other", "name"),
            Column(_("Other phone"), "other_phone", "phone"), Column(_("Within minutes"), "minutes", "number"),
        ),
        when="emergency.began_at", order=("emergency", "position"),
    ),
    "emergency-calls": Register(
        _("Emergency calls"), EmergencyEvent,
        (
            *_emergency("line.emergency."), Column(_("Step"), "line.position", "number"),
            Column(_("What"), "line.what"), Column(_("Time"), "at", "time"),
            Column(_("Result"), "kind", "code", "emergency"), Column(_("Whom"), "whom", "name"),
            Column(_("Key"), "loan.key.tag"), Column(_("Officer"), "officer.name"),
        ),
        when="at",
    ),
    "cards": Register(
        _("Emergency cards"), EmergencyCard,
        (
            Column(_("Card"), "kind"), Column(_("Version"), "version", "number"), Column(_("Emergency"), "name"),
            Column(_("Repair"), "repair", "yes"), Column(_("Fault analysis owed"), "analysis", "yes"),
            Column(_("Changed"), "at", "time"), Column(_("Officer"), "officer.name"),
        ),
    ),
    "card-steps": Register(
        _("Card steps"), EmergencyStep,
        (
            Column(_("Card"), "card.kind"), Column(_("Version"), "card.version", "number"),
            Column(_("Step"), "position", "number"), Column(_("Kind"), "kind", "code", "emergency step"),
            Column(_("What"), "what"), Column(_("Detail"), "detail", "words"),
            Column(_("Whom"), "whom", "code", "whom"), Column(_("Name"), "name", "name"),
            Column(_("Phone"), "phone", "phone"), Column(_("Otherwise"), "other", "name"),
            Column(_("Other phone"), "other_phone", "phone"), Column(_("Within minutes"), "minutes", "number"),
        ),
        order=("card", "position"),
    ),
}  # fmt: skip
