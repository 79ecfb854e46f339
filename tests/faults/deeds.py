"""Fifty ways to falsify a file as its owner could with a database tool: the deed, and the words that must name it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.rules import chain

Sql = Any  # a bare connection of the SQLite module


@dataclass(frozen=True, slots=True)
class Deed:
    """One way: its name, what it does to the file, the words that must name it.

    `earlier`: done to the file as it was before the second handover; only the anchor can tell. `carried_on`: work went
    on in it through the program. `triggers`: taken away for the deed and put back after it.
    """

    name: str
    do: Callable[[Sql], None]
    named: str
    earlier: bool = False
    carried_on: bool = False
    triggers: bool = True


def _sql(*statements: str) -> Callable[[Sql], None]:
    def do(opened: Sql) -> None:
        for statement in statements:
            opened.execute(statement)

    return do


def _link_anew(opened: Sql, first: int, old: str = "", new: str = "") -> None:
    """Put other words into the bodies from an entry on and recompute the whole chain after it, head and all."""
    entries = opened.execute('SELECT "seq", "body", "prev" FROM "journal" WHERE "seq" >= ? ORDER BY "seq"', (first,))
    before = None
    for seq, body, prev in entries.fetchall():
        before = bytes(prev) if before is None else before
        written = body.replace(old, new) if old else body
        digest = chain.link(seq, before, written)
        opened.execute(
            'UPDATE "journal" SET "body" = ?, "prev" = ?, "hash" = ? WHERE "seq" = ?', (written, before, digest, seq)
        )
        before = digest
    opened.execute('UPDATE "journal_head" SET "hash" = ?', (before,))


def _anew_after_signature(opened: Sql) -> None:
    (last,) = opened.execute('SELECT max("seq") FROM "signature"').fetchone()
    opened.execute("UPDATE log_entry SET text = '后来正常' WHERE text = '后来异常'")
    _link_anew(opened, last + 1, "后来异常", "后来正常")


def _anew_from_the_beginning(opened: Sql) -> None:
    opened.execute("UPDATE log_entry SET text = replace(text, '巡逻', '缺岗')")
    _link_anew(opened, 1, "巡逻", "缺岗")


def _anew_with_heads(opened: Sql) -> None:
    """The chain made anew and the signatures' heads with it: their values cannot follow."""
    heads = dict(opened.execute('SELECT lower(hex("hash")), "seq" FROM "journal"').fetchall())
    _anew_from_the_beginning(opened)
    for row, head in opened.execute('SELECT "id", "head" FROM "signature"').fetchall():
        (digest,) = opened.execute(
            'SELECT lower(hex("hash")) FROM "journal" WHERE "seq" = ?', (heads[head],)
        ).fetchone()
        opened.execute('UPDATE "signature" SET "head" = ? WHERE "id" = ?', (digest, row))


_HASH = 'SELECT lower(hex("hash")) FROM "journal" WHERE "seq" = ?'


def _cut_whole(opened: Sql) -> None:
    """The end cut off so well that the rest is a whole file: rows, journal and head of an earlier moment."""
    (last,) = opened.execute('SELECT max("seq") FROM "signature"').fetchone()
    for (body,) in opened.execute('SELECT "body" FROM "journal" WHERE "seq" > ?', (last,)).fetchall():
        for table, row, *_values in json.loads(body)[6]:
            _turn_back(opened, last, table, row)
    opened.execute('DELETE FROM "journal" WHERE "seq" > ?', (last,))
    digest = opened.execute('SELECT "hash" FROM "journal" WHERE "seq" = ?', (last,)).fetchone()[0]
    opened.execute('UPDATE "journal_head" SET "last" = ?, "hash" = ?', (last, digest))


def _turn_back(opened: Sql, last: int, table: str, row: int) -> None:
    """A row as it was at an entry, or not at all."""
    before = opened.execute(_BEFORE, (last, table, row)).fetchone()
    opened.execute(f'DELETE FROM "{table}" WHERE "id" = ?', (row,))
    if before is not None:
        _table, *values = json.loads(before[0])
        opened.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" for _value in values)})', values)


_BEFORE = """
SELECT i.value FROM journal AS j, json_each(j.body, '$[6]') AS i WHERE j.seq <= ?
AND json_extract(i.value, '$[0]') = ? AND json_extract(i.value, '$[1]') = ? ORDER BY j.seq DESC LIMIT 1
"""


def _insert_line(opened: Sql) -> None:
    columns = [name for _id, name, *_about in opened.execute("PRAGMA table_info(log_entry)").fetchall() if name != "id"]
    named = ", ".join(columns)
    copied = named.replace("number", "number + 100")
    opened.execute(f"INSERT INTO log_entry ({named}) SELECT {copied} FROM log_entry WHERE id = {_LINE}")


_LINE = "(SELECT min(id) FROM log_entry WHERE text LIKE '%1%')"
_SWAP = (
    "UPDATE journal SET seq = -1 WHERE seq = 9", "UPDATE journal SET seq = 9 WHERE seq = 10",
    "UPDATE journal SET seq = 10 WHERE seq = -1",
)  # fmt: skip
_HELPER = "CREATE TRIGGER helper AFTER INSERT ON log_entry BEGIN DELETE FROM unit WHERE id = 0; END"
_HIDDEN = (
    _HELPER, "PRAGMA writable_schema = ON",
    "UPDATE sqlite_schema SET name = 'sqlite_helper', sql = replace(sql, 'helper', 'sqlite_helper') "
    "WHERE name = 'helper'",
)  # fmt: skip
_INNER = _HELPER.replace("helper", "log_search_data")
_TAMED = (
    "DROP TRIGGER log_entry_no_update",
    "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry BEGIN SELECT 'log_entry is append-only'; END",
)
_TWICE = ("DROP INDEX log_entry_post_id_year_number", "UPDATE log_entry SET number = 1 WHERE id = 2")
_BEFORE_FIRST = """
INSERT INTO journal SELECT -7, lower(hex(randomblob(16))), at, tz, terminal, actor, kind, body, prev, hash
FROM journal WHERE seq = 9
"""


def _law(name: str, old: str, new: str) -> Callable[[Sql], None]:
    """Another statement of a table or trigger, past SQLite's own commands."""

    def do(opened: Sql) -> None:
        opened.execute("PRAGMA writable_schema = ON")
        opened.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?", (old, new, name))
        opened.execute("PRAGMA writable_schema = RESET").fetchall()

    return do


def _places(table: str, column: str, one: int, other: int) -> tuple[str, ...]:
    """Two rows change what they have in a column."""
    both = f"WHERE id IN ({one}, {other})"
    return (
        f'CREATE TEMP TABLE had AS SELECT id, "{column}" AS it FROM "{table}" {both}',
        f'UPDATE "{table}" SET "{column}" = (SELECT it FROM had WHERE had.id = {one + other} - "{table}".id) {both}',
    )


DEEDS = (
    Deed(
        "a character of a line",
        _sql(f"UPDATE log_entry SET text = replace(text, '1', '7') WHERE id = {_LINE}"),
        ": text",
    ),
    Deed("a line removed", _sql("DELETE FROM log_entry WHERE text = '后来异常'"), "was removed"),
    Deed("a line inserted", _insert_line, "was never written by the program"),
    Deed(
        "when a line happened", _sql(f"UPDATE log_entry SET event_at = event_at - 60000 WHERE id = {_LINE}"), "event_at"
    ),
    Deed(
        "when a line was logged",
        _sql(f"UPDATE log_entry SET logged_at = logged_at - 1 WHERE id = {_LINE}"),
        "logged_at",
    ),
    Deed("who wrote a line", _sql(f"UPDATE log_entry SET author_id = 2 WHERE id = {_LINE}"), "author_id"),
    Deed("an officer's role", _sql("UPDATE officer SET role = 'manager' WHERE staff_no = '1024'"), "Officer 1024"),
    Deed("an officer's signing key", _sql(f"UPDATE officer_key SET public = '{'a' * 64}' WHERE id = 4"), "officer_key"),
    Deed("a phone of the public", _sql("UPDATE contact SET phone = '13900000000' WHERE id = 1"), "contact 1"),
    Deed("a ticket's grade", _sql("UPDATE ticket SET grade = 'ordinary'"), "grade"),
    Deed("a step of a ticket removed", _sql("DELETE FROM ticket_event WHERE id = 1"), "was removed"),
    Deed("a counter turned back", _sql("UPDATE serial SET last = last - 1 WHERE id = 1"), "counter"),
    Deed("the end of a duty", _sql("UPDATE duty SET ended_at = ended_at - 60000 WHERE ended_at > 0"), "ended_at"),
    Deed("the text of a handover", _sql("UPDATE handover SET text = replace(text, '1', '2')"), "is not the one the"),
    Deed("a count of a handover", _sql("UPDATE handover_item SET note = '少一把' WHERE id = 1"), "note"),
    Deed("a signature removed", _sql("DELETE FROM signature WHERE role = 'incoming'"), "lacks a signature"),
    Deed("a signature's value", _sql("UPDATE signature SET value = replace(value, '0', '1')"), "does not verify"),
    Deed("a signature given to another", _sql("UPDATE signature SET officer_id = 2"), "not this officer's"),
    Deed("a signature moved to another version", _sql("UPDATE signature SET version = 9"), "does not verify"),
    Deed("the meaning of a signature", _sql("UPDATE signature SET meaning = 'read'"), "does not verify"),
    Deed(
        "a journal body",
        _sql("UPDATE journal SET body = replace(body, '巡逻', '缺岗')"),
        "was changed after it was written",
    ),
    Deed("a journal column", _sql("UPDATE journal SET actor = 3 WHERE seq = 9"), "columns of journal entry 9"),
    Deed("a journal entry removed", _sql("DELETE FROM journal WHERE seq = 9"), "entries 9 to 9 are missing"),
    Deed("two journal entries swapped", _sql(*_SWAP), "Journal entry 9"),
    Deed(
        "the last entry cut off",
        _sql("DELETE FROM journal WHERE seq = (SELECT last FROM journal_head)"),
        "its head says",
    ),
    Deed(
        "a trigger dropped", _sql("DROP TRIGGER log_entry_no_update"), "log_entry_no_update is missing", triggers=False
    ),
    Deed("a trigger of one's own", _sql(_HELPER), "helper was not made by dutydesk", triggers=False),
    Deed("a trigger hidden behind a name of SQLite's own", _sql(*_HIDDEN), "sqlite_helper", triggers=False),
    Deed("a trigger under the name of an inner table", _sql(_INNER), "trigger log_search_data", triggers=False),
    Deed("a trigger's body", _sql(*_TAMED), "log_entry_no_update is not as it was made", triggers=False),
    Deed("a check of a table", _law("log_entry", "BETWEEN 1 AND", "BETWEEN 0 AND"), "log_entry is not as it was made"),
    Deed("a number given twice", _sql(*_TWICE), "log_entry_post_id_year_number is missing"),
    Deed(
        "a column that computes",
        _sql("ALTER TABLE unit ADD COLUMN look2 TEXT AS (number)"),
        "unit is not as it was made",
    ),
    Deed("a view of one's own", _sql("CREATE VIEW helper AS SELECT * FROM log_entry"), "helper was not made by"),
    Deed("an index of one's own", _sql("CREATE INDEX helper ON log_entry (text)"), "helper was not made by"),
    Deed("a table that takes any kind of value", _law("log_entry", " STRICT", ""), "log_entry is not as it was made"),
    Deed("letters behind the end of a text", _sql("UPDATE log_entry SET text = text || char(0) || '异常'"), ": text"),
    Deed("two lines that change places", _sql(*_places("log_entry", "text", 1, 2)), ": text"),
    Deed("two officers' names", _sql(*_places("officer", "name", 4, 5)), "Officer 1024 was changed"),
    Deed("two officers' signing keys", _sql(*_places("officer_key", "public", 4, 5)), "officer_key was changed"),
    Deed("the key a signature names", _sql("UPDATE signature SET key_id = 1 WHERE id = 1"), "not this officer's"),
    Deed("when a journal entry was written", _sql("UPDATE journal SET at = at - 1 WHERE seq = 9"), "journal entry 9"),
    Deed("a journal entry before the first", _sql(_BEFORE_FIRST), "entry -7 was never written"),
    Deed("the site's time zone", _sql("UPDATE site SET zone = 'Europe/Berlin'"), ": zone"),
    Deed("the site's settings", _sql("""UPDATE site SET settings = '{"countersign_hours": 999}'"""), ": settings"),
    Deed("the salt of a person", _sql("UPDATE contact SET salt = randomblob(length(salt)) WHERE id = 1"), "contact 1"),
    Deed("a chain made anew from the beginning", _anew_from_the_beginning, "put under a journal that is not this one"),
    Deed("the same, the signatures' heads with it", _anew_with_heads, "does not verify"),
    Deed("an old file put back", _sql(), "an old file was put back", earlier=True),
    Deed("a chain made anew after the last signature", _anew_after_signature, "its end was cut off", earlier=True),
    Deed("the end cut off, the rest made whole", _cut_whole, "its end was cut off", earlier=True),
    Deed("an old file carried on", _sql(), "written anew", earlier=True, carried_on=True),
)
