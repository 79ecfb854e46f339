"""What the rules want to know of a ticket's row, and the deadline and debts that follow from it."""

from __future__ import annotations

from collections.abc import Sequence

from db import site, workdays
from db.models.tickets import NEVER, Ticket
from db.rules import sla
from db.rules import tickets as rules


def facts(row: Ticket) -> sla.Facts:
    """What the clocks want to know."""
    return sla.Facts(
        kind=row.kind,
        grade=row.grade,
        created_at=row.created_at,
        defect=row.complaint_class == "defect",
        appointment_at=row.appointment_at,
        arrived_at=row.arrived_at,
        looked_into_at=row.looked_into_at,
        answered_at=row.answered_at,
        done_at=row.done_at,
        told_at=row.told_at,
    )


def form(row: Ticket) -> rules.Form:
    """Which fields of the paper are filled; a contact without name and phone fills none."""
    caller = row.caller
    return rules.Form(
        kind=row.kind,
        grade=row.grade,
        public=row.public,
        unit=row.unit_id is not None,
        place=bool(row.place),
        name=bool(caller and caller.name),
        phone=bool(caller and caller.phone),
        cost=bool(row.cost),
        classed=bool(row.complaint_class),
        confirmed=row.record_confirmed_at is not None,
    )


def closing(row: Ticket, keys_out: Sequence[str], *, owner: bool, worker: bool, fee: bool) -> rules.Closing:
    """What stands when somebody wants to close; what is free has no fee to settle."""
    return rules.Closing(
        kind=row.kind,
        grade=row.grade,
        public=row.public,
        owner_confirmed=owner,
        worker_confirmed=worker,
        fee_settled=fee or row.cost == "free",
        slip_out=row.slip_out_at is not None and row.slip_back_at is None,
        slip_reason=bool(row.slip_reason),
        keys_out=tuple(keys_out),
        replied=bool(row.reply),
        told=row.told_at is not None,
        validity=row.validity,
        owed=tuple(row.owed.split()),
    )


def calendar() -> sla.Calendar:
    """How this site counts time."""
    return sla.Calendar(workdays.counting(), site.zone(), site.settings())


def settle(row: Ticket, *, counting: sla.Calendar | None = None) -> None:
    """Derive the nearest deadline anew from what happened; an import passes one calendar for all its rows."""
    running = None
    if row.state in rules.OPEN:
        running = sla.nearest(sla.clocks(facts(row), counting or calendar()))
    row.due_at = running.due_at if running else NEVER
    row.due_clock = running.name if running else ""


def owe(row: Ticket) -> None:
    """Derive the debts of the paper anew; a consent that is owed stays owed until it is given (T3)."""
    consent = ["consent"] if "consent" in row.owed.split() else []
    row.owed = " ".join([*rules.owed(form(row)), *consent])
