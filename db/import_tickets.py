"""Tickets from another system: each with its own times, and the events that those times are."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from db import connection, site
from db.initials import initials
from db.journal import Write
from db.models.site import Serial
from db.models.tickets import Ticket, TicketEvent
from db.rules import imports as rules
from db.rules import plain_text
from db.rules.site import local, unit_number
from db.rules.tickets import GRADES, OPEN
from db.rules.words import Refused, _
from db.ticket_facts import calendar, settle

STATES = (*OPEN, "closed", "void")
_GRADE = {"repair": "ordinary", "complaint": "general"}


class TicketTaker:
    """Takes one row after another; what they share is read once."""

    def __init__(self, plan: rules.Map) -> None:
        self.times = plan.times
        self.zone = ZoneInfo(plan.zone) if plan.zone else site.zone()
        self.here = site.zone()
        self.calendar = calendar()
        self.units: dict[str, int] = dict(connection.rows('SELECT "number", "id" FROM "unit"'))
        self.sources = {row[0] for row in connection.rows('SELECT "source" FROM "ticket" WHERE "source" <> \'\'')}
        self.serials: dict[tuple[str, int], Serial] = {}

    def __call__(self, write: Write, cells: Mapping[str, str]) -> None:
        """Write the ticket of one row with the events its times are."""
        row = Ticket(kind=rules.choice(cells, "kind", tuple(GRADES), "repair"))
        row.grade = rules.choice(cells, "grade", GRADES[row.kind], _GRADE[row.kind])
        row.state = rules.choice(cells, "state", STATES, "new")
        self._describe(row, cells)
        self._when(row, cells, write.at)
        settle(row, counting=self.calendar)
        row.number, row.year = self._number(row)
        write.save(row)
        for kind, at in _events(row):
            write.save(TicketEvent(ticket=row, kind=kind, at=at))

    def _describe(self, row: Ticket, cells: Mapping[str, str]) -> None:
        row.content = plain_text.clean(rules.need(cells, "content"), _("Content"), 400)
        row.place = plain_text.clean(cells.get("place", ""), _("Place"), 80, required=False)
        row.worker = plain_text.clean(cells.get("worker", ""), _("Worker"), 60, required=False)
        row.worker_initials = initials(row.worker)
        row.unit_id = self._unit(cells.get("unit", ""))
        row.source = plain_text.clean(cells.get("source", ""), _("Source"), 40, required=False)
        if row.source in self.sources:
            raise Refused(_("{source} was imported already."), source=row.source)
        self.sources |= {row.source} - {""}

    def _unit(self, typed: str) -> int | None:
        number = unit_number(typed)
        if number and number not in self.units:
            raise Refused(_("there is no unit {number}: import the units first."), number=number)
        return self.units.get(number)

    def _when(self, row: Ticket, cells: Mapping[str, str], now: int) -> None:
        rules.need(cells, "created")
        row.created_at = self._time(cells, "created") or 0
        row.done_at, row.closed_at = self._time(cells, "done"), self._time(cells, "closed")
        if row.state in ("closed", "void") and row.closed_at is None:
            row.closed_at = row.done_at and max(row.created_at, row.done_at)
        _check_times(row, now)
        row.updated_at = max(at for at in (row.created_at, row.done_at, row.closed_at) if at is not None)

    def _time(self, cells: Mapping[str, str], name: str) -> int | None:
        return rules.moment(cells, name, self.times, self.zone)

    def _number(self, row: Ticket) -> tuple[int, int]:
        """The next number of the year the ticket was taken in (L5)."""
        year = local(row.created_at, self.here).year
        serial = self.serials.get((row.kind, year)) or _serial(row.kind, year)
        self.serials[row.kind, year] = serial
        serial.last += 1
        return serial.last, year

    def end(self, write: Write) -> None:
        """Write the last numbers given, once for all rows."""
        for serial in self.serials.values():
            write.save(serial)


def _serial(kind: str, year: int) -> Serial:
    found: Serial | None = Serial.get_or_none(Serial.register == kind, Serial.year == year)
    return found or Serial(register=kind, year=year)


def _check_times(row: Ticket, now: int) -> None:
    """The state and the times must tell the same story; work may be done before it is reported (T21)."""
    if max(row.created_at, row.done_at or 0, row.closed_at or 0) > now:
        raise Refused(_("it has a time in the future."))
    if row.closed_at is not None and row.closed_at < row.created_at:
        raise Refused(_("it was closed before it was created."))
    if row.state in ("closed", "void") and row.closed_at is None:
        raise Refused(_("it is {state} but has no time of closing."), state=row.state)
    if row.state in OPEN and row.closed_at is not None:
        raise Refused(_("it is {state} but has a time of closing."), state=row.state)
    if row.state == "done" and row.done_at is None:
        raise Refused(_("it is done but has no time of that."))


def _events(row: Ticket) -> list[tuple[str, int]]:
    """What happened to it, in the order it happened."""
    last = "void" if row.state == "void" else "closed"
    happened = [("taken", row.created_at), ("done", row.done_at), (last, row.closed_at)]
    return sorted(((kind, at) for kind, at in happened if at is not None), key=lambda event: event[1])
