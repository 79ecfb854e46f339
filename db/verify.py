"""Proving the record: the chain, every row against the journal, the schema, the signatures, the anchor.

Two threads share the work, each on its own connection and both on one snapshot: hashing here, SQLite's part there.
Tables outside the record (sessions, PIN lockouts) are not looked at; `docs/record.md` says what that leaves open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from db import anchor, clock, connection, faults, presence, reading, schema, signatures, verify_chain, verify_rows
from db.connection import database, rows
from db.findings import Finding
from db.keyring import commitment
from db.opening import NotAStation
from db.rules import chain
from db.rules.handover import label
from db.rules.signature import short_code
from db.rules.words import Refused, _, ngettext

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """What was proved: how many journal entries, everything that is not as it was written, and what to know of it."""

    entries: int = 0
    problems: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def _last_handover() -> Iterator[Finding]:
    """Which handover was accepted last, and the code that stands under both signatures and on its paper (H7)."""
    sentence = _("The last accepted handover is {label}, version {version}, code {code}.")
    for number, version, digest in rows(_ACCEPTED):
        yield anchor.Note(sentence, label=label(number), version=version, code=short_code(digest))


_ACCEPTED = """
SELECT "number", "version", "digest" FROM "handover" WHERE "state" = 'accepted' ORDER BY "accepted_at" DESC LIMIT 1
"""


def _silent(_done: int, _total: int) -> None:
    """Progress nobody watches."""


def verify(file: Path, progress: Progress = _silent, anchored: Path | None = None) -> Report:
    """Prove a station file, opened for reading only, and with an anchor file that its end is there too.

    Raises `NoStation` or `NotAStation` where it cannot be read. Closes the station this process may have open.
    """
    wanted = schema.as_made()
    with reading.station(file, read_only=True), ThreadPoolExecutor(1, "verify") as beside:
        try:
            return _prove(wanted, beside, progress, anchored)
        except Refused:
            raise
        except Exception as fault:
            if not faults.of_database(fault) and not faults.is_of_storage(fault):
                raise
            why = faults.reason(fault, file)
            raise NotAStation(_("{path} cannot be read: {reason}."), path=file, reason=why) from fault


def _prove(wanted: schema.Schema, beside: ThreadPoolExecutor, progress: Progress, anchored: Path | None) -> Report:
    report, stored = Report(), presence.stored(connection.path())
    with _one_snapshot(beside):
        changed = list(schema.differences(wanted))
        if schema.lacks_tables(wanted):
            # Nothing can be compared with what is not there; that it is not there is the finding.
            report.problems = [*changed, *_storage()]
            return report
        compared = beside.submit(lambda: list(_rows()))
        total = int(rows('SELECT count(*) FROM "journal"')[0][0])
        linked = list(verify_chain.faults(lambda done: progress(min(done, total - 1), total)))
        linked += [*_behind(stored), *_storage(), *changed]
        altered = compared.result()
        known = bool(linked or altered)
        told = [*linked, *_read(known, lambda: _end(anchored)), *altered, *_read(known, _signed)]
    report.problems = [found for found in told if not isinstance(found, anchor.Note)]
    report.notes = [found for found in told if isinstance(found, anchor.Note)]
    report.entries = total
    progress(total, total)
    return report


def _read(altered: bool, check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """What a check of values finds; one that somebody made unreadable is found already, and stops no other check."""
    try:
        return list(check())
    except Exception as fault:
        if not altered or isinstance(fault, Refused) or faults.is_of_storage(fault):
            raise
        return [Finding(_("What was altered cannot even be read: {reason}."), reason=fault)]


def _end(anchored: Path | None) -> Iterator[Finding]:
    """Where the record ends, as the anchor has seen it or by its last signature, and what its clock did."""
    if anchored is None:
        yield anchor.last_signed()
        yield from _last_handover()
    else:
        yield from anchor.check(anchored)
    yield from _clock()


def _signed() -> Iterator[Finding]:
    yield from _heads()
    yield from signatures.check_signatures()


@contextmanager
def _one_snapshot(beside: ThreadPoolExecutor) -> Iterator[None]:
    """Both threads see the record as it was at one moment, whatever is written meanwhile."""

    def begin() -> list[tuple[object, ...]]:
        database.execute_sql("BEGIN DEFERRED")
        return rows('SELECT "last", "hash" FROM "journal_head"')

    def end() -> None:
        database.execute_sql("ROLLBACK")
        database.close()

    while begin() != beside.submit(begin).result():
        end()
        beside.submit(end).result()
    try:
        yield
    finally:
        end()
        beside.submit(end).result()


def _storage() -> Iterator[Finding]:
    """What SQLite itself finds: torn pages, indexes that disagree, references that lead nowhere."""
    for (line,) in rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Finding(_("The storage is damaged: {reason}."), reason=line)
    for table, row, parent, _number in rows("PRAGMA foreign_key_check"):
        sentence = _("Record {id} of the table {table} refers to a {parent} that is gone.")
        yield Finding(sentence, id=row, table=table, parent=parent)


def _rows() -> Iterator[Finding]:
    yield from verify_chain.columns()
    yield from verify_rows.differences()
    yield from _contacts()


def _behind(stored: int) -> Iterator[Finding]:
    """The side file may remember entries that the file does not have."""
    last = int(rows('SELECT coalesce(max("seq"), 0) FROM "journal"')[0][0])
    if last < stored:
        sentence = _("The journal ends at entry {last}, but entry {stored} was saved at this station.")
        yield Finding(sentence, last=last, stored=stored)


def _clock() -> Iterator[Finding]:
    """That the clock was set back while the station wrote: the order of the entries is the journal's, not its times."""
    steps = rows(_STEPS)
    if steps:
        sentence = ngettext(
            "The clock was set back {n} time, before entry {seq}, by {minutes} min.",
            "The clock was set back {n} times, first before entry {seq}, by {minutes} min.",
            len(steps),
        )
        yield anchor.Note(sentence, n=len(steps), seq=steps[0][0], minutes=steps[0][1] // clock.MINUTE)


_STEPS = """
SELECT "seq", "before" - "at" FROM (SELECT "seq", "at", lag("at") OVER (ORDER BY "seq") AS "before" FROM "journal")
WHERE "before" - "at" > 60000 ORDER BY "seq"
"""


def _contacts() -> Iterator[Finding]:
    """People of the public against their commitments; one whom the journal says is forgotten has nothing left."""
    for row, whole, salt, name, phone, firm, identity, promised, forgotten_at in rows(_CONTACTS):
        private = [bytes(part or b"").decode(errors="replace") for part in (name, phone, firm, identity)]
        forgotten = forgotten_at is not None and not salt and not any(private)
        if not whole or (not forgotten and commitment(bytes(salt or b""), *private) != promised):
            yield Finding(_("The name, phone or firm of contact {id} was changed after it was written."), id=row)


_CONTACTS = (
    'SELECT "id", typeof("salt") || typeof("name") || typeof("phone") || typeof("firm") || typeof("identity") || '
    "typeof(\"initials\") = 'blobtexttexttexttexttext', "
    'CAST("salt" AS BLOB), CAST("name" AS BLOB), CAST("phone" AS BLOB), CAST("firm" AS BLOB), '
    'CAST("identity" AS BLOB), "commitment", "forgotten_at" FROM "contact" ORDER BY "id"'
)


def _heads() -> Iterator[Finding]:
    """Each signature names the head it was put under: a chain made anew does not have it."""
    sentence = _("Signature {id} ({record}) was put under a journal that is not this one.")
    for row, record in rows(_LOOSE, (chain.GENESIS.hex(),)):
        yield Finding(sentence, id=row, record=record)


_LOOSE = (
    'SELECT "id", "record" FROM "signature" WHERE "head" <> ? '
    'AND "head" NOT IN (SELECT lower(hex("hash")) FROM "journal") ORDER BY "id"'
)
