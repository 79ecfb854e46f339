"""Pages and counts of the lines that words, a kind or an officer find, through the search index and beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import ModelSelect

from db import connection, log_search, paging
from db.log_filters import ID, LogFilter, aside, narrowed, question
from db.models.duty_log import LogEntry

#: Found lines are counted so far: nobody reads more, and to know would mean to look at all of them.
MOST = 1000
_EVER = (1 << 42) - 1  # epoch ms, beyond any


@dataclass(frozen=True, slots=True)
class Way:
    """Where a page begins (or ends, `backwards`) and how long it is; lists of lines have the newest event first."""

    start: tuple[int, int] | None
    limit: int
    backwards: bool = False
    inclusive: bool = False

    def page(self, query: ModelSelect[LogEntry], *, looked_up: bool = False) -> list[Any]:
        """This page of a query; `looked_up` where its lines are known by their ids."""
        at: Any = aside(LogEntry.event_at) if looked_up else LogEntry.event_at
        return paging.page(
            query, (at, ID), self.start, self.limit,
            descending=True, backwards=self.backwards, inclusive=self.inclusive,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """How many lines; `more`: there are more than that."""

    n: int
    more: bool = False


def page(query: ModelSelect[LogEntry], where: LogFilter, way: Way) -> list[Any]:
    """A page of what is looked for: the lines the index holds, in their order, and those it does not hold yet.

    The query gives tuples that begin with the id of the line and the time of its event.
    """
    found: dict[int, Any] = {}
    for ids in _candidates(where, way):
        found |= {row[0]: row for row in way.page(narrowed(query, where, ids), looked_up=True)}
        if len(found) >= way.limit:
            break
    if late := log_search.not_in_it():
        found |= {row[0]: row for row in way.page(narrowed(query, where, late), looked_up=True)}
    rows = sorted(found.values(), key=lambda row: (row[1], row[0]), reverse=True)
    return rows[-way.limit :] if way.backwards else rows[: way.limit]


def _candidates(where: LogFilter, way: Way) -> Iterator[list[int]]:
    """Ids the index gives for the page, in the order it is read in."""
    if where.only_open:
        return iter([[id_ for (id_,) in connection.rows(_OPEN)]])
    low = where.since if where.since is not None else 0
    high = where.until if where.until is not None else _EVER
    if way.start is not None and way.backwards:
        low = max(low, way.start[0])
    elif way.start is not None:
        high = min(high, way.start[0])
    return log_search.found(question(where), low, high, newest_first=not way.backwards, batch=2 * way.limit)


_OPEN = 'SELECT "entry_id" FROM "matter" WHERE "closed_at" IS NULL'


def looks(where: LogFilter) -> bool:
    """Whether lines are looked for by their ids: the order of the list would not lead to them soon."""
    return where.only_open or bool(question(where))


def count(where: LogFilter) -> Count:
    """How many lines a filter lets through; those that must be looked for are counted up to `MOST`."""
    if where == LogFilter(post_id=where.post_id):
        return Count(_ever_written(where.post_id))
    if where == LogFilter(post_id=where.post_id, unreviewed=True):
        waiting = sum(n for post, n in unreviewed().items() if where.post_id in (None, post))
        return Count(min(waiting, MOST), waiting > MOST)
    n = len(_found(where)) if looks(where) else narrowed(LogEntry.select(ID), where).limit(MOST + 1).count()
    return Count(min(n, MOST), n > MOST)


def _found(where: LogFilter) -> set[int]:
    """Ids of what is looked for, enough of them to know whether they are more than `MOST`."""
    lines = LogEntry.select(ID)
    found = _ids(narrowed(lines, where, log_search.not_in_it()))
    for ids in _candidates(where, Way(None, MOST)):
        found |= _ids(narrowed(lines, where, ids))
        if len(found) > MOST:
            break
    return found


def _ids(lines: Any) -> set[int]:
    return {id_ for (id_,) in lines.tuples()}


def _ever_written(post_id: int | None) -> int:
    """Lines of a post, or of all: their numbers have no gaps (L5), so the last ones tell."""
    return int(connection.rows(_LAST_NUMBERS, (post_id, post_id))[0][0])


_LAST_NUMBERS = """
SELECT ifnull(sum("last"), 0) FROM "serial"
WHERE "register" IN (SELECT 'log:' || "code" FROM "post" WHERE ? IS NULL OR "id" = ?)
"""


def unreviewed() -> dict[int, int]:
    """How many lines of each post bear no superior's mark (L4); a post without any is left out."""
    return dict(connection.rows(_UNREVIEWED))


# Neither lines nor marks are ever deleted, and a line is marked once: their last ids tell how many lines wait. They
# are mostly the newest, so that a look from the end meets the last of them long before the first line of the log.
_UNREVIEWED = """
SELECT "post_id", count(*) FROM (
  SELECT "post_id" FROM "log_entry" l WHERE NOT EXISTS (SELECT 1 FROM "log_review" WHERE "entry_id" = l."id")
  ORDER BY "event_at" DESC, "id" DESC
  LIMIT (SELECT ifnull(max("id"), 0) FROM "log_entry") - (SELECT ifnull(max("id"), 0) FROM "log_review")
) GROUP BY "post_id"
"""
