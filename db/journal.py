"""The journal: the hash-chained record of every write, and `writing`, the only way to write."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, update_wrapper
from inspect import signature
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from peewee import DoesNotExist, IntegrityError

from db import clock, signers, writer
from db.connection import database
from db.keyring import Act
from db.models.base import Row
from db.models.journal import Journal, JournalHead
from db.rules import chain
from db.rules.staff import check_authority
from db.rules.words import Refused, _

P = ParamSpec("P")
R = TypeVar("R")
AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed on at this terminal; read again inside every transaction."""

    token: str
    officer_id: int
    staff_no: str
    name: str
    role: str


#: The owner of the file at a shell: may make and fill a station, never sign.
COMMAND_LINE = Session(token="", officer_id=0, staff_no="", name="", role="")


@dataclass(slots=True)
class Write:
    """One transaction in the making: its time, its officer, and the rows it has written."""

    kind: str
    at: int
    by: Session
    terminal: str
    seq: int = 0
    head: bytes = b""
    #: After-images by table and id; a row saved twice stands once, as it was left.
    images: dict[tuple[str, int], str] = field(default_factory=dict)
    #: What follows the commit, outside the lock (an anchor's line): it can no longer refuse anything.
    after: list[Callable[[], None]] = field(default_factory=list)

    @property
    def officer(self) -> int:
        """Id of the officer who acts."""
        return self.by.officer_id

    def save(self, row: AnyRow) -> AnyRow:
        """Insert or update one row under this entry's sequence number."""
        row.seq = self.seq + 1
        model, known = type(row), row.__data__
        insert, update, fields = _statements(model)
        if not row.id:
            known |= {name: known.get(name) for name, _stored in fields}
        # A row read in part has no such key: it is never written back with holes.
        values = [stored(known[name]) for name, stored in fields]
        done = database.execute_sql(update, [*values, row.id]) if row.id else database.execute_sql(insert, values)
        ((row.id, image),) = done.fetchall()
        self.wrote(model, row.id, image)
        return row

    def wrote(self, model: type[Row], key: int, image: str) -> None:
        """Take the image of a row that a statement of its own has written under the next sequence number."""
        self.images[(model._meta.table_name, key)] = image

    def next_entry(self, kind: str | None = None) -> None:
        """Close the entry so far and begin another in the same transaction (an import: one per row)."""
        self.close()
        self.kind = kind or self.kind

    def close(self) -> None:
        """Append the entry with the after-image of every row written; without rows there is nothing to say."""
        if not self.images:
            return
        images = ",".join(self.images.values())
        self.images.clear()
        about = [str(_uuid()), self.at, _offset(self.at), self.terminal, self.by.officer_id, self.kind]
        body = f"{json.dumps(about, ensure_ascii=False, separators=(',', ':'))[:-1]},[{images}]]"
        self._append(about, body)

    def _append(self, about: list[Any], body: str) -> None:
        seq, prev = self.seq + 1, self.head
        digest = chain.link(seq, prev, body)
        database.execute_sql(_INSERT, (seq, *about, body, prev, digest))
        database.execute_sql('UPDATE "journal_head" SET "last" = ?, "hash" = ? WHERE "id" = 1', (seq, digest))
        self.seq, self.head = seq, digest


_INSERT = (
    'INSERT INTO "journal" ("seq", "uuid", "at", "tz", "terminal", "actor", "kind", "body", "prev", "hash") '
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_chance: Callable[[int], bytes] = os.urandom


def random_bytes(count: int) -> bytes:
    """Bytes nobody can foresee: for keys, salts and names."""
    return _chance(count)


@contextmanager
def chance_replaced(draw: Callable[[int], bytes]) -> Iterator[None]:
    """Let bytes come from elsewhere while the block runs (the demo only: the same seed makes the same file)."""
    global _chance
    before, _chance = _chance, draw
    try:
        yield
    finally:
        _chance = before


def _uuid() -> UUID:
    return UUID(bytes=random_bytes(16), version=4)


def _offset(at: int) -> int:
    """Minutes east of UTC at this moment, where the terminal stands."""
    return time.localtime(at // 1000).tm_gmtoff // 60


@cache
def image_sql(model: type[Row]) -> str:
    """SQL of a row's image: `[table, id, journaled columns…]`, as SQLite's json_array writes it."""
    meta = model._meta
    columns = ", ".join(f'"{f.column_name}"' for f in meta.sorted_fields if f.name not in ("id", *model.unjournaled))
    return f"json_array('{meta.table_name}', \"id\", {columns})"


@cache
def _statements(model: type[Row]) -> tuple[str, str, list[tuple[str, Callable[[Any], Any]]]]:
    """SQL to insert and to update a whole row, both giving its id and image; its fields and how each is stored."""
    meta = model._meta
    written = [field for field in meta.sorted_fields if field.name != "id"]
    columns = [f'"{field.column_name}"' for field in written]
    marks, sets = ", ".join("?" for _column in columns), ", ".join(f"{column} = ?" for column in columns)
    back = f'RETURNING "id", {image_sql(model)}'
    insert = f'INSERT INTO "{meta.table_name}" ({", ".join(columns)}) VALUES ({marks}) {back}'  # noqa: S608 - own names
    update = f'UPDATE "{meta.table_name}" SET {sets} WHERE "id" = ? {back}'  # noqa: S608 - own names
    return insert, update, [(field.name, field.db_value) for field in written]


def head() -> tuple[int, bytes]:
    """Sequence number and hash of the last entry."""
    row = database.execute_sql('SELECT "last", "hash" FROM "journal_head" WHERE "id" = 1').fetchone()
    return (int(row[0]), bytes(row[1]))


def clock_behind() -> int:
    """By how many milliseconds the clock stands before what was written last; 0 where it does not.

    The last entries, not the last one: what is written on a clock that was set back does not make it right.
    """
    ((latest,),) = database.execute_sql(_LATEST).fetchall()
    behind = (latest or 0) - clock.now()
    return behind if behind > _UNEVEN else 0


#: Clocks of several terminals of one machine are one clock; this much is waiting for the lock.
_UNEVEN = clock.MINUTE
_LATEST = 'SELECT max("at") FROM (SELECT "at" FROM "journal" ORDER BY "seq" DESC LIMIT 500)'


def begin(kind: str, by: Session) -> Write:
    """A write on top of the present head; only inside a transaction of the writer."""
    return _on_top(kind, by, *head())


def _on_top(kind: str, by: Session, seq: int, digest: bytes) -> Write:
    writer.stored(seq)
    return Write(kind, clock.now(), by, writer.terminal_name(), seq, digest)


#: What an officer who is away from their post may still do (H10): come back, and call for help.
_WHILE_AWAY = {"cover.back", "emergency.begin", "emergency.happened", "emergency.note"}
#: The head of the journal and, in the same look, the officer of a session that has not ended, with the role now and
#: whether somebody stands in for them: the absences that stand are few, an officer's duties are many, so those first.
_HEAD_AND_ROLE = (
    'SELECT h."last", h."hash", o."id", o."role", EXISTS (SELECT 1 FROM "cover" c CROSS JOIN '
    '"duty" d WHERE c."back_at" IS NULL AND d."id" = c."duty_id" AND d."officer_id" = o."id") FROM "journal_head" h '
    'LEFT OUTER JOIN "signed_on" s ON s."token" = ? AND s."ended_at" IS NULL '
    'LEFT OUTER JOIN "officer" o ON o."id" = s."officer_id" AND o."active" WHERE h."id" = 1'
)


def _begin_signed_on(kind: str, by: Session) -> Write:
    """The write of a session that still stands."""
    seq, digest, officer, role, away = database.execute_sql(_HEAD_AND_ROLE, (by.token,)).fetchone()
    _check_session(by, officer, role)
    if away and kind not in _WHILE_AWAY:
        raise Refused(_("You are away from your post and somebody stands in: come back first (b, PIN)."))
    return _on_top(kind, by, int(seq), bytes(digest))


def _still_signed_on(by: Session) -> None:
    """Refuse a session that ended, that is another officer's, or whose officer lost the role it was made with."""
    _check_session(by, *database.execute_sql(_HEAD_AND_ROLE, (by.token,)).fetchone()[2:4])


def _check_session(by: Session, officer: int | None, role: str | None) -> None:
    if by == COMMAND_LINE:
        return
    if officer is None or officer != by.officer_id:
        raise Refused(_("You are no longer signed on: please sign on again."))
    if role != by.role:
        raise Refused(_("Your role was changed: please sign on again."))


def authorise(write: Write, *roles: str) -> None:
    """Refuse, in the door itself, an officer whose role may not do this; the owner of the file may."""
    if write.by != COMMAND_LINE:
        check_authority(write.by.role, roles)


def may_read(by: Session, *roles: str) -> None:
    """Refuse to tell this to a session that ended or whose role may not know it; the owner of the file may."""
    _still_signed_on(by)
    if by != COMMAND_LINE:
        check_authority(by.role, roles)


def _not_allowed(by: Session, fault: Exception) -> Refused:
    """What the database itself does not take, in a sentence: an id of nothing, or a row that breaks its constraints."""
    if by == COMMAND_LINE:
        # At a shell nobody is signed on: the database has no officer 0.
        return Refused(_("Only an officer can do this: sign on first."))
    if isinstance(fault, DoesNotExist) or "FOREIGN KEY" in str(fault):
        return Refused(_("What this is about is not in the record: go back and choose again."))
    return Refused(_("The record does not allow this ({reason}): go back and look again."), reason=str(fault))


class Door(Generic[P, R]):
    """A writing door: called with a session it is one transaction; `inside` joins one that is open."""

    def __init__(self, kind: str, work: Callable[Concatenate[Write, P], R]) -> None:
        self.kind = kind
        self.inside = work
        update_wrapper(self, work)

    def of(self, *about: object) -> Act:
        """This door on this record, as what a PIN is typed for: the first things the door will be given."""
        return Act(self.kind, about)

    def _given(self, *args: P.args, **kwargs: P.kwargs) -> list[object]:
        """What the door is given, in its own order."""
        return [*signature(self.inside).bind(None, *args, **kwargs).arguments.values()][1:]

    def __call__(self, by: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do it as one transaction of this session."""

        def transaction() -> tuple[R, list[Callable[[], None]]]:
            write = _begin_signed_on(self.kind, by)
            proved = signers.given((*args, *kwargs.values()))
            if proved:
                signers.check(proved, self.kind, self._given(*args, **kwargs))
            try:
                result = self.inside(write, *args, **kwargs)
                write.close()
            except (IntegrityError, DoesNotExist) as fault:
                raise _not_allowed(by, fault) from fault
            signers.spend(proved)
            return result, write.after

        result, after = writer.run(transaction, by.name)
        for follow in after:
            follow()
        return result


def writing(kind: str) -> Callable[[Callable[Concatenate[Write, P], R]], Door[P, R]]:
    """Make a function `(write, …)` a door `(session, …)`: one function, one transaction, one journal entry."""
    return lambda work: Door(kind, work)


__all__ = [
    "COMMAND_LINE",
    "Door",
    "Journal",
    "JournalHead",
    "Session",
    "Write",
    "begin",
    "head",
    "image_sql",
    "writing",
]
