"""The chain of the journal: every entry on the one before it, its columns against its body, the head on the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from db.connection import database, rows
from db.findings import Finding
from db.rules import chain
from db.rules.words import _

_PIECE = 2000
# A value of a kind that the program never writes reads as bytes or none: it must not stop the proof.
_ENTRIES = """
SELECT "seq", coalesce(CAST("body" AS BLOB), x''), coalesce(CAST("prev" AS BLOB), x''),
    coalesce(CAST("hash" AS BLOB), x'')
FROM "journal" WHERE "seq" > 0 ORDER BY "seq"
"""


def faults(progress: Callable[[int], None]) -> Iterator[Finding]:
    """Everything that breaks the chain, in the order of the entries."""
    yield from _before_the_first()
    last, before, done = 0, chain.GENESIS, 0
    cursor = database.execute_sql(_ENTRIES)
    while piece := cursor.fetchmany(_PIECE):
        for seq, body, prev, digest in piece:
            # The way of nearly every entry, written out: five times as fast as asking `chain.link` for it.
            inner = sha256(body).digest()
            if (
                prev != before
                or seq != last + 1
                or sha256(chain.DOMAIN + seq.to_bytes(8, "big") + prev + inner).digest() != digest
            ):
                yield from _entry(last, before, seq, (body, prev, digest))
            last, before = seq, digest
        done += len(piece)
        progress(done)
    yield from _head(last, before)


def _before_the_first() -> Iterator[Finding]:
    for (seq,) in rows('SELECT "seq" FROM "journal" WHERE "seq" < 1 ORDER BY "seq"'):
        yield Finding(_("Journal entry {seq} was never written by the program."), seq=seq)


def _entry(last: int, before: bytes, seq: int, entry: tuple[Any, ...]) -> Iterator[Finding]:
    body, prev, digest = entry
    if seq != last + 1:
        yield Finding(_("Journal entries {first} to {last} are missing."), first=last + 1, last=seq - 1)
    elif prev != before:
        yield Finding(_("Journal entry {seq} does not follow the one before it."), seq=seq)
    if chain.link(seq, prev, body.decode(errors="replace")) != digest:
        yield Finding(_("Journal entry {seq} was changed after it was written."), seq=seq)


def _head(last: int, digest: bytes) -> Iterator[Finding]:
    heads = rows('SELECT "id", "last", iif(typeof("hash") = \'blob\', "hash", NULL) FROM "journal_head"')
    if heads != [(1, last, digest)]:
        said = heads[0][1] if heads else 0
        yield Finding(_("The journal ends at entry {last}, but its head says {head}."), last=last, head=said)


# The body begins with its columns as SQLite's own json_array writes them, but for the last bracket.
_COLUMNS = """
SELECT "seq" FROM (
    SELECT "seq", "body", CASE WHEN 'blob' IN (
        typeof("uuid"), typeof("at"), typeof("tz"), typeof("terminal"), typeof("actor"), typeof("kind")
    ) OR typeof("body") <> 'text' OR typeof("prev") <> 'blob' OR typeof("hash") <> 'blob'
    THEN NULL ELSE json_array("uuid", "at", "tz", "terminal", "actor", "kind") END AS "said" FROM "journal"
) WHERE "said" IS NULL
    OR substr("body", 1, length("said") + 1) IS NOT substr("said", 1, length("said") - 1) || ',['
ORDER BY "seq"
"""


def columns() -> Iterator[Finding]:
    """Entries whose columns, by which one searches, do not say what their bodies say, or are of another kind."""
    for (seq,) in rows(_COLUMNS):
        yield Finding(_("The columns of journal entry {seq} do not say what its body says."), seq=seq)
