"""Finding lines of the log by words: the index is kept up in the transaction of every so many lines.

What it does not hold yet (a few hundred lines) is looked through as it is, so that nothing written is ever missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from db.connection import database, rows
from db.log_filters import facets
from db.rules import pairs

#: So many lines enter the index together: cheaper than one by one, and the rest is quickly looked through.
TOGETHER = 256
_BULK = 20_000
#: A line's place in the list as one number: its time, then its id (whose lower bits alone would tell lines apart).
_ID_BITS = 21
_IDS = (1 << _ID_BITS) - 1

Progress = Callable[[int, int], None]


def place(event_at: int, entry_id: int) -> int:
    """The place of a line in the list, newest last."""
    return event_at << _ID_BITS | entry_id & _IDS


def mark() -> tuple[int, int]:
    """The last line and the last erratum that the index holds."""
    found = rows('SELECT "line", "erratum" FROM "log_search_mark"')
    return (int(found[0][0]), int(found[0][1])) if found else (0, 0)


def keep_up(entry_id: int) -> None:
    """Take the lines so far into the index when there are enough of them; inside the transaction that wrote one."""
    if entry_id % TOGETHER == 0:
        _take_in(*mark())


def _take_in(line: int, erratum: int, most: int = _BULK) -> bool:
    """Enter up to `most` lines, and the errata once all lines are in; return whether more are to come."""
    found = rows(_LINES, (line, most))
    corrected = rows(_ERRATA, (erratum,)) if len(found) < most else []
    documents = [(place(at, id_), _document(*texts)) for id_, at, *texts in found]
    documents += [(place(at, id_), pairs.document([text])) for _number, id_, at, text in corrected]
    for document in sorted(documents):
        database.execute_sql(_ENTER, document)
    line, erratum = (found[-1][0] if found else line), (corrected[-1][0] if corrected else erratum)
    database.execute_sql(_MARK, (line, erratum))
    return len(found) == most


def _document(text: str, where: str, unit: str | None, post: int, kind: str, author: int) -> str:
    return pairs.document((text, where, unit or ""), facets(post, kind, author))


_LINES = """
SELECT l."id", l."event_at", l."text", l."place", u."number", l."post_id", l."kind", l."author_id"
FROM "log_entry" l LEFT JOIN "unit" u ON u."id" = l."unit_id" WHERE l."id" > ? ORDER BY l."id" LIMIT ?
"""
_ERRATA = """
SELECT e."id", l."id", l."event_at", e."new_text" FROM "erratum" e JOIN "log_entry" l ON l."id" = e."entry_id"
WHERE e."id" > ? ORDER BY e."id"
"""
_ENTER = 'INSERT INTO "log_search" (rowid, "pairs") VALUES (?, ?)'
_MARK = 'INSERT OR REPLACE INTO "log_search_mark" ("id", "line", "erratum") VALUES (1, ?, ?)'


def build_anew(progress: Progress) -> int:
    """Forget the index and make it again from the record, in one transaction of the writer; return how many lines."""
    from db import writer

    def build() -> int:
        database.execute_sql('INSERT INTO "log_search" ("log_search") VALUES (\'delete-all\')')
        database.execute_sql(_MARK, (0, 0))
        last = int(rows('SELECT ifnull(max("id"), 0) FROM "log_entry"')[0][0])
        while _take_in(*mark()):
            progress(mark()[0], last)
        progress(last, last)
        return last

    return writer.run(build)


def found(question: str, low: int, high: int, *, newest_first: bool, batch: int) -> Iterator[list[int]]:
    """Ids of lines that may hold what is asked, in the order of the list, batch by batch (ever larger).

    `low` and `high` are times, epoch ms, both included.
    """
    last = int(rows('SELECT ifnull(max("id"), 0) FROM "log_entry"')[0][0])
    sql = _NEWEST_FIRST if newest_first else _OLDEST_FIRST
    first, end = place(low, 0), place(high, _IDS)
    while True:
        places = [at for (at,) in rows(sql, (question, first, end, batch))]
        if places:
            yield [id_ for at in places for id_ in range(at & _IDS, last + 1, _IDS + 1)]
        if len(places) < batch:
            return
        first, end = (first, places[-1] - 1) if newest_first else (places[-1] + 1, end)
        batch = min(batch * 4, 2000)


_NEWEST_FIRST = """
SELECT rowid FROM "log_search" WHERE "log_search" MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
"""
_OLDEST_FIRST = """
SELECT rowid FROM "log_search" WHERE "log_search" MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid ASC LIMIT ?
"""


def not_in_it() -> list[int]:
    """The ids of lines that the index does not hold yet, or not as they were corrected."""
    return [id_ for (id_,) in rows(_NOT_IN_IT, mark())]


_NOT_IN_IT = """
SELECT "id" FROM "log_entry" WHERE "id" > ? UNION SELECT "entry_id" FROM "erratum" WHERE "id" > ?
"""
