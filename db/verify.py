"""Proving the record: the chain, every row against the journal, the schema, the signatures.

Tables outside the record (sessions, PIN lockouts) are not looked at; `docs/record.md` says what that leaves open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peewee import DatabaseError

from db import connection, schema, signatures, verify_rows
from db.connection import database, rows
from db.findings import Finding
from db.keyring import commitment
from db.opening import NotAStation
from db.rules import chain
from db.rules.words import _

Progress = Callable[[int, int], None]
_REPORT_EVERY = 2000
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr).encode


@dataclass(slots=True)
class Report:
    """What was proved: how many journal entries, and everything that is not as it was written."""

    entries: int = 0
    problems: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def _silent(_done: int, _total: int) -> None:
    """Progress nobody watches."""


def verify(file: Path, progress: Progress = _silent) -> Report:
    """Prove a station file, opened for reading only; `NoStation` or `NotAStation` where it cannot be read.

    Closes the station this process may have open.
    """
    wanted = schema.as_made()
    report = Report()
    with connection.station(file, read_only=True):
        try:
            for check in (_storage, lambda: schema.differences(wanted), lambda: _chain(report, progress), _rows):
                report.problems.extend(check())
        except DatabaseError as fault:
            raise NotAStation(_("{path} cannot be read: {reason}."), path=file, reason=fault) from fault
    return report


def _storage() -> Iterator[Finding]:
    """What SQLite itself finds: torn pages, indexes that disagree, references that lead nowhere."""
    for (line,) in rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Finding(_("The storage is damaged: {reason}."), reason=line)
    for table, row, parent, _number in rows("PRAGMA foreign_key_check"):
        sentence = _("Record {id} of the table {table} refers to a {parent} that is gone.")
        yield Finding(sentence, id=row, table=table, parent=parent)


def _rows() -> Iterator[Finding]:
    yield from verify_rows.differences()
    yield from _contacts()
    yield from _anchors()
    yield from signatures.check_signatures()


def _chain(report: Report, progress: Progress) -> Iterator[Finding]:
    """Every entry on the one before it, its columns against its body, and the head on the last."""
    total = int(rows('SELECT count(*) FROM "journal"')[0][0])
    last, digest = 0, chain.GENESIS
    for entry in database.execute_sql(_ENTRIES):
        yield from _entry(last, digest, entry)
        last, digest = entry[0], bytes(entry[3])
        report.entries += 1
        if report.entries % _REPORT_EVERY == 0:
            progress(report.entries, total)
    progress(total, total)
    yield from _head(last, digest)


_ENTRIES = (
    'SELECT "seq", CAST("body" AS BLOB), CAST("prev" AS BLOB), CAST("hash" AS BLOB), '
    '"uuid", "at", "tz", "terminal", "actor", "kind" FROM "journal" ORDER BY "seq"'
)


def _entry(last: int, before: bytes, entry: tuple[Any, ...]) -> Iterator[Finding]:
    seq, body, prev, digest = entry[0], bytes(entry[1]).decode(errors="replace"), bytes(entry[2]), bytes(entry[3])
    if seq != last + 1:
        yield Finding(_("Journal entries {first} to {last} are missing."), first=last + 1, last=seq - 1)
    elif prev != before:
        yield Finding(_("Journal entry {seq} does not follow the one before it."), seq=seq)
    if chain.link(seq, prev, body) != digest:
        yield Finding(_("Journal entry {seq} was changed after it was written."), seq=seq)
    if not body.startswith(f"{_encode(entry[4:])[:-1]},["):
        yield Finding(_("The columns of journal entry {seq} do not say what its body says."), seq=seq)


def _head(last: int, digest: bytes) -> Iterator[Finding]:
    heads = rows('SELECT "id", "last", CAST("hash" AS BLOB) FROM "journal_head"')
    if len(heads) != 1 or (heads[0][1], bytes(heads[0][2])) != (last, digest):
        said = heads[0][1] if heads else 0
        yield Finding(_("The journal ends at entry {last}, but its head says {head}."), last=last, head=said)


def _contacts() -> Iterator[Finding]:
    """People of the public against their commitments; one whom the journal says is forgotten has nothing left."""
    for row, salt, name, phone, firm, promised, forgotten_at in rows(_CONTACTS):
        private = [bytes(part or b"").decode(errors="replace") for part in (name, phone, firm)]
        forgotten = forgotten_at is not None and not salt and not any(private)
        if not forgotten and commitment(bytes(salt or b""), *private) != promised:
            yield Finding(_("The name, phone or firm of contact {id} was changed after it was written."), id=row)


_CONTACTS = (
    'SELECT "id", CAST("salt" AS BLOB), CAST("name" AS BLOB), CAST("phone" AS BLOB), CAST("firm" AS BLOB), '
    '"commitment", "forgotten_at" FROM "contact" ORDER BY "id"'
)


def _anchors() -> Iterator[Finding]:
    """Each signature names the head it was put under: a chain made anew does not have it."""
    sentence = _("Signature {id} ({record}) was put under a journal that is not this one.")
    for row, record in rows(_LOOSE, (chain.GENESIS.hex(),)):
        yield Finding(sentence, id=row, record=record)


_LOOSE = (
    'SELECT "id", "record" FROM "signature" WHERE "head" <> ? '
    'AND "head" NOT IN (SELECT lower(hex("hash")) FROM "journal") ORDER BY "id"'
)
