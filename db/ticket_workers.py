"""Who can be sent with a ticket: found by initials, the workshop first (T3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from peewee import SQL, Tuple

from db.models.staff import Officer
from db.models.tickets import Ticket
from db.rules import plain_text


def workers(text: str, limit: int = 9) -> list[str]:
    """Names that begin with these letters or initials: the workshop first, then who had a ticket before."""
    wanted = plain_text.half_width(text.strip()).lower()
    named = Officer.initials.startswith(wanted) | Officer.name.startswith(wanted)
    staff = Officer.select(Officer.name).where(Officer.active, Officer.role == "maintenance", named)
    rows: Any = staff.order_by(Officer.staff_no).limit(limit).tuples()
    found = [name for (name,) in rows]
    return list(dict.fromkeys([*found, *islice(_who_had_tickets(wanted), limit)]))[:limit]


def _who_had_tickets(wanted: str) -> Iterator[str]:
    first = wanted[:1] if wanted.isascii() else ""
    for letters, name in _workers_from(first):
        if not letters.startswith(first):
            return
        if letters.startswith(wanted) or name.lower().startswith(wanted):
            yield name


def _workers_from(letters: str) -> Iterator[tuple[str, str]]:
    """Who ever had a ticket, by initials: one seek of the index each, where DISTINCT would read every ticket."""
    columns = (Ticket.worker_initials, Ticket.worker)
    query: Any = Ticket.select(*columns).where(SQL("\"worker\" != ''")).order_by(*columns).tuples()
    place = (letters, "")
    while found := query.where(Tuple(*columns) > place).first():
        yield found
        # Past every ticket of that name at once: no cleaned name holds a control character.
        place = (found[0], f"{found[1]}\x01")
