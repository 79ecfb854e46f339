"""Keys, who had them and who may fetch them, as they leave."""

from __future__ import annotations

from db.models.key_register import Key, KeyCall, KeyEvent, KeyLoan, KeyPerson
from db.registers.register import Column, Register
from db.rules.words import _

_KEY = (Column(_("Tag"), "key.tag"), Column(_("Opens"), "key.opens"))

REGISTERS = {
    "keys": Register(
        _("Keys"), Key,
        (
            Column(_("Tag"), "tag"), Column(_("Opens"), "opens"), Column(_("Hook"), "hook"),
            Column(_("Kind"), "what", "code", "what"), Column(_("Access"), "access", "code", "access"),
            Column(_("Unit"), "unit.number"), Column(_("Copies"), "copies", "number"),
            Column(_("State"), "state", "code", "key"), Column(_("Out"), "out", "yes"),
        ),
        order=("tag",),
    ),
    "loans": Register(
        _("Key loans"), KeyLoan,
        (
            *_KEY, Column(_("Borrower"), "staff.name|borrower.name", "name"),
            Column(_("Phone"), "staff.phone|borrower.phone", "phone"), Column(_("Firm"), "borrower.firm"),
            Column(_("Pass"), "on_pass.number"), Column(_("Purpose"), "purpose", "words"),
            Column(_("Kind of ticket"), "ticket.kind", "code", "ticket"),
            Column(_("Ticket"), "ticket.number", "number"), Column(_("Issue"), "batch", "number"),
            Column(_("Issued"), "issued_at", "time"), Column(_("Due"), "due_at", "time"),
            Column(_("Issued by"), "issued_by.name"), Column(_("Signed by PIN"), "signed", "yes"),
            Column(_("Second signature"), "second.name"), Column(_("Second signature due"), "second_due_at", "time"),
            Column(_("Second signature given"), "second_at", "time"),
            Column(_("From the owner's list"), "listed.person.name", "name"),
            Column(_("Owner's number called"), "called.at", "time"), Column(_("Emergency"), "emergency", "words"),
            Column(_("Approved by"), "approved_by"), Column(_("Approved"), "approved_at", "time"),
            Column(_("Chased"), "chases", "number"), Column(_("Back"), "returned_at", "time"),
            Column(_("Ended as"), "ended_as", "code", "loan"), Column(_("Brought by"), "returned_by.name", "name"),
            Column(_("Condition"), "condition", "words"), Column(_("Received by"), "received_by.name"),
        ),
        when="issued_at", order=("issued_at", "id"),
    ),
    "key-events": Register(
        _("Key events"), KeyEvent,
        (
            *_KEY, Column(_("Time"), "at", "time"), Column(_("Kind"), "kind", "code", "key event"),
            Column(_("Loan of"), "loan.issued_at", "time"), Column(_("Name"), "person.name", "name"),
            Column(_("Text"), "text", "words"), Column(_("Due"), "due_at", "time"),
            Column(_("Officer"), "officer.name"),
        ),
        when="at",
    ),
    "key-people": Register(
        _("Owners' lists"), KeyPerson,
        (
            *_KEY, Column(_("Name"), "person.name", "name"), Column(_("Phone"), "person.phone", "phone"),
            Column(_("Relation"), "relation"), Column(_("Consent"), "consent", "code", "consent"),
            Column(_("Listed"), "at", "time"), Column(_("Listed by"), "officer.name"),
            Column(_("Taken off"), "removed_at", "time"), Column(_("Taken off by"), "removed_by.name"),
        ),
        when="at",
    ),
    "key-calls": Register(
        _("Calls for keys"), KeyCall,
        (
            *_KEY, Column(_("Time"), "at", "time"), Column(_("Answered by"), "answered_by.name", "name"),
            Column(_("Officer"), "officer.name"),
        ),
        when="at",
    ),
}  # fmt: skip
