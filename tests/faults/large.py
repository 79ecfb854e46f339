"""A station with as many journal entries as asked for: log lines and steps of a ticket, as years of work give."""

from __future__ import annotations

from pathlib import Path

from db import connection, staff
from db.journal import COMMAND_LINE, Write, writing
from db.models.duty_log import LogEntry
from db.models.tickets import TicketEvent
from db.tickets import take
from tests.conftest import PIN, found_station

_BATCH = 5_000
START = 1_770_379_200_000


@writing("log.line")
def _lines(write: Write, first: int, count: int, ticket: int) -> None:
    """Two entries in three are lines of the log, the third is an event of a ticket."""
    for number in range(first, first + count):
        at = START + number * 60_000
        if number % 3:
            line = {"post": 1, "number": number, "year": 2026, "kind": "note", "author": 4}
            write.save(LogEntry(**line, text=f"第{number}轮巡逻正常,大堂无异常", event_at=at, logged_at=at))
        else:
            write.save(TicketEvent(ticket=ticket, kind="note", text=f"第{number}次回访", at=at, officer=4))
        write.next_entry("log.line")


def build(file: Path, entries: int) -> None:
    """Make the station at this path and close it."""
    found_station(file)
    session = staff.sign_on("1024", PIN)
    ticket = take(session, "repair", "卷闸门关不上", post_id=1, place="地库", public=True, grade="urgent")
    for first in range(1, entries, _BATCH):
        _lines(COMMAND_LINE, first, min(_BATCH, entries - first), ticket.id)
    connection.close_station()
