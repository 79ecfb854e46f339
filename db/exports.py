"""The door through which registers leave the station: who took what is recorded, people stay masked (L10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db import access, site
from db.connection import database
from db.journal import Session, Write, authorise, writing
from db.rules import exports as rules
from db.rules.masking import masked, masked_name, masked_numbers
from db.rules.signature import short_code
from db.rules.site import at_local, local
from db.rules.words import Refused, _

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading (a msgid), what its values are, and the words of a code if it is one."""

    label: str
    #: text, number, time (epoch ms), yes, phone, name (of the public), digest, code
    kind: str = "text"
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A register as it leaves: its name, columns, and the statement that reads it between two times (epoch ms)."""

    label: str
    columns: tuple[Column, ...]
    sql: str


def _register(label: str, *columns: Column, sql: str) -> Register:
    return Register(label, columns, sql)


#: `?1` and `?2` are the first moment and the one after the last; registers without a time take no notice of them.
REGISTERS: dict[str, Register] = {
    "log": _register(
        _("Duty log"),
        Column(_("Post")), Column(_("No."), "number"), Column(_("Happened"), "time"), Column(_("Logged"), "time"),
        Column(_("Late"), "yes"), Column(_("Kind"), "code", "log"), Column(_("Unit")), Column(_("Place")),
        Column(_("Text"), "words"), Column(_("Corrected"), "words"), Column(_("Name"), "name"),
        Column(_("Phone"), "phone"), Column(_("Author")),
        sql="""SELECT p."name", e."number", e."event_at", e."logged_at", e."late", e."kind", u."number", e."place",
            e."text", (SELECT "new_text" FROM "erratum" x WHERE x."entry_id" = e."id" ORDER BY x."id" DESC LIMIT 1),
            c."name", c."phone", o."name" FROM "log_entry" e JOIN "post" p ON p."id" = e."post_id"
            JOIN "officer" o ON o."id" = e."author_id" LEFT JOIN "unit" u ON u."id" = e."unit_id"
            LEFT JOIN "contact" c ON c."id" = e."contact_id" WHERE e."event_at" >= ?1 AND e."event_at" < ?2
            ORDER BY e."event_at", e."id\"""",
    ),
    "keys": _register(
        _("Keys"),
        Column(_("Tag")), Column(_("Opens")), Column(_("Hook")), Column(_("Kind"), "code", "what"),
        Column(_("Access"), "code", "access"), Column(_("Unit")), Column(_("Copies"), "number"),
        Column(_("State"), "code", "key"), Column(_("Out"), "yes"),
        sql="""SELECT k."tag", k."opens", k."hook", k."what", k."access", u."number", k."copies", k."state", k."out"
            FROM "key" k LEFT JOIN "unit" u ON u."id" = k."unit_id" ORDER BY k."tag\"""",
    ),
    "loans": _register(
        _("Key loans"),
        Column(_("Tag")), Column(_("Opens")), Column(_("Borrower"), "name"), Column(_("Phone"), "phone"),
        Column(_("Firm")), Column(_("Purpose"), "words"), Column(_("Issued"), "time"), Column(_("Due"), "time"),
        Column(_("Back"), "time"), Column(_("Brought by"), "name"), Column(_("Condition")), Column(_("Issued by")),
        Column(_("Second signature")), Column(_("Received by")),
        sql="""SELECT k."tag", k."opens", COALESCE(s."name", c."name"), COALESCE(s."phone", c."phone"), c."firm",
            l."purpose", l."issued_at", l."due_at", l."returned_at", l."returned_by", l."condition", a."name",
            b."name", r."name" FROM "key_loan" l JOIN "key" k ON k."id" = l."key_id"
            LEFT JOIN "officer" s ON s."id" = l."staff_id" LEFT JOIN "contact" c ON c."id" = l."borrower_id"
            LEFT JOIN "officer" a ON a."id" = l."issued_by_id" LEFT JOIN "officer" b ON b."id" = l."second_id"
            LEFT JOIN "officer" r ON r."id" = l."received_by_id"
            WHERE l."issued_at" >= ?1 AND l."issued_at" < ?2 ORDER BY l."issued_at", l."id\"""",
    ),
    "tickets": _register(
        _("Tickets"),
        Column(_("Kind"), "code", "ticket"), Column(_("No."), "number"), Column(_("Grade"), "code", "grade"),
        Column(_("Taken"), "time"), Column(_("Unit")), Column(_("Place")), Column(_("Content"), "words"),
        Column(_("Caller"), "name"), Column(_("Phone"), "phone"), Column(_("State"), "code", "state"),
        Column(_("In hand")), Column(_("Calls"), "number"), Column(_("Arrived"), "time"), Column(_("Done"), "time"),
        Column(_("Closed"), "time"), Column(_("Reply"), "words"), Column(_("Actual item"), "words"),
        Column(_("Confirmed by")), Column(_("Slip"), "number"), Column(_("First receiver")),
        sql="""SELECT t."kind", t."number", t."grade", t."created_at", u."number", t."place", t."content", c."name",
            c."phone", t."state", t."worker", t."calls", t."arrived_at", t."done_at", t."closed_at", t."reply",
            t."actual", t."confirmed", t."slip_no", o."name" FROM "ticket" t LEFT JOIN "unit" u ON u."id" = t."unit_id"
            LEFT JOIN "contact" c ON c."id" = t."caller_id" LEFT JOIN "officer" o ON o."id" = t."first_receiver_id"
            WHERE t."created_at" >= ?1 AND t."created_at" < ?2 ORDER BY t."created_at", t."id\"""",
    ),
    "handovers": _register(
        _("Handovers"),
        Column(_("No."), "number"), Column(_("Post")), Column(_("Date")), Column(_("Outgoing")), Column(_("Incoming")),
        Column(_("State"), "code", "handover"), Column(_("Version"), "number"), Column(_("Code"), "digest"),
        Column(_("Offered"), "time"), Column(_("Accepted"), "time"), Column(_("Refused"), "time"),
        Column(_("Reason"), "words"),
        sql="""SELECT h."number", p."name", h."shift_date", a."name", b."name", h."state", h."version", h."digest",
            h."offered_at", h."accepted_at", h."refused_at", h."refusal" FROM "handover" h
            JOIN "post" p ON p."id" = h."post_id" JOIN "officer" a ON a."id" = h."outgoing_id"
            LEFT JOIN "officer" b ON b."id" = h."incoming_id" JOIN "duty" d ON d."id" = h."duty_id"
            WHERE d."began_at" >= ?1 AND d."began_at" < ?2 ORDER BY h."id\"""",
    ),
    "passes": _register(
        _("Passes"),
        Column(_("Pass")), Column(_("Name"), "name"), Column(_("Firm")), Column(_("Phone"), "phone"),
        Column(_("Unit")), Column(_("Purpose"), "words"), Column(_("Valid from"), "time"),
        Column(_("Valid to"), "time"), Column(_("Given back"), "time"),
        sql="""SELECT p."number", c."name", c."firm", c."phone", u."number", p."purpose", p."valid_from", p."valid_to",
            p."returned_at" FROM "pass" p JOIN "contact" c ON c."id" = p."holder_id"
            LEFT JOIN "unit" u ON u."id" = p."unit_id"
            WHERE p."valid_to" >= ?1 AND p."valid_from" < ?2 ORDER BY p."id\"""",
    ),
    "units": _register(
        _("Units"),
        Column(_("Unit")), Column(_("Owner"), "name"), Column(_("Phone"), "phone"), Column(_("Notes"), "words"),
        Column(_("Public"), "yes"),
        sql="""SELECT u."number", c."name", c."phone", u."notes", u."public" FROM "unit" u
            LEFT JOIN "contact" c ON c."id" = u."owner_id" ORDER BY u."id\"""",
    ),
    "staff": _register(
        _("Staff"),
        Column(_("Staff number")), Column(_("Name")), Column(_("Role"), "code", "role"), Column(_("Phone"), "phone"),
        Column(_("Serves"), "yes"),
        sql='SELECT "staff_no", "name", "role", "phone", "active" FROM "officer" ORDER BY "staff_no"',
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A register on its way out: headings, and rows read as they are asked for (text, number or None)."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[list[str | int | bool | None]]


def take_out(by: Session, what: str, first: date | None, last: date | None, reveal: bool, how: str) -> Table:
    """A register between two days (both included, None is open), recorded before its first row is read."""
    if what not in REGISTERS:
        raise Refused(_("{what} is no register. Registers are: {all}."), what=what, all=", ".join(REGISTERS))
    rules.check_days(first, last)
    days = f"{first or '...'} - {last or '...'}"
    _note(by, f"{what} {days} {how}", reveal)
    register = REGISTERS[what]
    return Table(what, register.columns, _rows(register, *_between(first, last), reveal))


@writing("access.export")
def _note(write: Write, about: str, reveal: bool) -> None:
    authorise(write, *rules.MAY_EXPORT)
    if reveal:
        authorise(write, "manager")
    access.note(write, "exported", f"{about} +" if reveal else about)


def _between(first: date | None, last: date | None) -> tuple[int, int]:
    zone = site.zone()
    begin = at_local(first, 0, zone) if first else -(2**62)
    return begin, at_local(last + timedelta(days=1), 0, zone) if last else 2**62


def _rows(register: Register, begin: int, end: int, reveal: bool) -> Iterator[list[str | int | bool | None]]:
    shown = [_shown(column.kind, reveal) for column in register.columns]
    cursor = database.execute_sql(register.sql, (begin, end)[: register.sql.count("?")])
    while batch := cursor.fetchmany(_BATCH):
        for row in batch:
            yield [None if value is None else show(value) for show, value in zip(shown, row, strict=True)]


def _shown(kind: str, reveal: bool) -> Callable[[Any], str | int | bool]:
    """How a value of a column leaves."""
    if kind == "time":
        zone = site.zone()
        return lambda at: f"{local(int(at), zone):%Y-%m-%d %H:%M}"
    known: dict[str, Callable[[Any], str | int | bool]] = {
        "number": int,
        "yes": bool,
        "digest": lambda digest: short_code(digest) if digest else "",
        "phone": str if reveal else lambda phone: masked(str(phone)),
        "name": str if reveal else lambda name: masked_name(str(name)),
        "words": str if reveal else lambda words: masked_numbers(str(words)),
    }
    return known.get(kind, str)
