"""Every register that can be taken out of the station, by noun; and the tables that are none, each with its reason."""

from __future__ import annotations

from peewee import Model

from db.models.journal import Journal, JournalHead
from db.models.log_search import LogSearch, LogSearchMark
from db.models.site import Contact, Serial, Site
from db.models.staff import OfficerKey, OneTimeCode, PinGuard, SignedOn
from db.registers import books, desk, emergencies, handovers, keys, log, tickets, watch
from db.registers.register import Column, Register

__all__ = ["NO_REGISTER", "REGISTERS", "Column", "Register"]

#: In the order of their numbers.
REGISTERS: dict[str, Register] = {
    **log.REGISTERS, **keys.REGISTERS, **tickets.REGISTERS, **emergencies.REGISTERS, **handovers.REGISTERS,
    **desk.REGISTERS, **books.REGISTERS, **watch.REGISTERS,
}  # fmt: skip

#: Tables that no register is made of, and why.
NO_REGISTER: dict[type[Model], str] = {
    Journal: "the chain of evidence itself: `verify` proves it, a table of it proves nothing",
    JournalHead: "the end of the chain",
    OfficerKey: "secrets: private keys, wrapped",
    OneTimeCode: "secrets: codes, stretched",
    PinGuard: "secrets: whose PIN was mistyped how often",
    SignedOn: "secrets: tokens of sessions",
    Contact: "people leave with the record that names them; a list of everybody is nobody's to take (L10)",
    Site: "one row, read under site settings",
    Serial: "the last numbers given out, which the registers show",
    LogSearch: "an index made from the log",
    LogSearchMark: "how far the index goes",
}
