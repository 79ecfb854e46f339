"""The door to what was seen and taken: PINs locked for a day, names revealed, registers exported, people forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from db import journal
from db.journal import COMMAND_LINE, Session, Write
from db.models.access import AccessEvent
from db.models.staff import Officer
from db.paging import Key
from db.paging import page as page_of


@dataclass(frozen=True, slots=True)
class AccessView:
    """One fact about access; `at` in epoch milliseconds."""

    id: int
    kind: str
    officer: str
    about: str
    at: int

    @property
    def key(self) -> tuple[int]:
        """Keyset of the list: newest first."""
        return (self.id,)


def note(write: Write, kind: str, about: str, contact: int | None = None, officer: int | None = None) -> None:
    """Put a fact about access into the entry of a write; `about` is a place in the record, never a person's name."""
    write.save(
        AccessEvent(kind=kind, officer=officer or write.officer or None, contact=contact, about=about, at=write.at)
    )


def note_locked(officer_id: int, staff_no: str) -> None:
    """Record, inside the transaction that counts it, that an officer's PIN is locked for the day."""
    write = journal.begin("staff.locked", COMMAND_LINE)
    note(write, "locked", staff_no, officer=officer_id)
    write.close()


def page(
    by: Session, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
) -> list[AccessView]:
    """A page of what was seen and taken, newest first; for managers."""
    journal.may_read(by, "manager")
    query = AccessEvent.select(AccessEvent, Officer).left_outer_join(Officer)
    rows = page_of(query, (AccessEvent.id,), start, limit, descending=True, backwards=backwards, inclusive=inclusive)
    return [AccessView(row.id, row.kind, row.officer.name if row.officer else "", row.about, row.at) for row in rows]


def count() -> int:
    """How many facts there are."""
    return int(AccessEvent.select().count())
