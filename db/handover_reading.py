"""Reading before taking over: which lines of a duty's log an officer has to read, and which they have read (H3)."""

from __future__ import annotations

from db import connection
from db.handover_state import incoming_checks
from db.handover_views import Reading
from db.journal import Write, writing
from db.models.handover import Handover, LogReading
from db.models.site import Duty
from db.prepared import one
from db.rules import handover as rules


@writing("handover.read")
def read(write: Write, duty_id: int, lines: list[int], seconds: int, digest: int = 0) -> None:
    """Record which lines of a duty's log and how many rows of the digest were read, and for how long more (H3).

    It may begin before the handover is offered; what was read stays read. Reading once more under the first signature
    changes nothing in the handover.
    """
    rules.check_reader(write.officer, Duty.get_by_id(duty_id).officer_id)
    reading = one(LogReading, duty=duty_id, officer=write.officer) or LogReading(duty=duty_id, officer=write.officer)
    reading.lines = " ".join(map(str, sorted({*map(int, reading.lines.split()), *lines})))
    reading.digest = max(reading.digest, digest)
    reading.seconds += max(0, seconds)
    write.save(reading)
    offered = one(Handover, duty=duty_id, incoming=write.officer)
    if offered is not None and offered.state in ("offered", "exchanged"):
        row = incoming_checks(write, offered.id)
        take_reading(row, write.officer)
        write.save(row)


def take_reading(row: Handover, incoming_id: int) -> None:
    """Let a handover say how far its incoming has read, the lines that came in since unread."""
    reading = lines_to_read(row.duty_id, incoming_id)
    row.read_lines, row.read_total = len(reading.read), len(reading.lines)
    row.read_digest, row.read_seconds = reading.digest, reading.seconds


def lines_to_read(duty_id: int, officer_id: int) -> Reading:
    """What this officer has to read of a duty that ends, how much of it was read, and what lies behind it (H3)."""
    ((post, began, last),) = connection.rows(_READ_SINCE, (officer_id, duty_id))
    lines = frozenset(line for (line,) in connection.rows(_LINES_SINCE, (post, began)))
    kept = one(LogReading, duty=duty_id, officer=officer_id) or LogReading()
    read = lines.intersection(map(int, kept.lines.split()))
    return Reading(duty_id, post, rules.read_from(began, last), began, lines, read, kept.digest, kept.seconds)


# A duty begins with its first line where the clock was set back after it began: nothing of it goes unread.
_READ_SINCE = """
SELECT "duty"."post_id",
min("duty"."began_at", coalesce((SELECT min("line"."event_at") FROM "log_entry" AS "line"
WHERE "line"."duty_id" = "duty"."id" AND NOT "line"."late"), "duty"."began_at")),
(SELECT max("own"."ended_at") FROM "duty" AS "own"
WHERE "own"."post_id" = "duty"."post_id" AND "own"."officer_id" = ?)
FROM "duty" WHERE "duty"."id" = ?
"""
_LINES_SINCE = 'SELECT "id" FROM "log_entry" WHERE "post_id" = ? AND "event_at" >= ?'
