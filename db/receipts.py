"""The door to the receipt books: the next number is known to the record, so that a handover can be held against it."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import JOIN, ModelSelect

from db import staff
from db.journal import Write, writing
from db.models.receipts import ReceiptBook
from db.models.staff import Officer
from db.prepared import prepared
from db.rules import receipts as rules
from db.rules.staff import REVIEWERS
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class BookView:
    """A book of receipts; `used_by` wrote the last receipt that is known, at `used_at` (epoch ms)."""

    id: int
    first: int
    last: int
    next: int
    used_by: str
    used_at: int | None

    @property
    def left(self) -> int:
        """How many receipts are left in it."""
        return self.last + 1 - self.next

    @property
    def key(self) -> tuple[int]:
        """Keyset of the row."""
        return (self.first,)


def books() -> list[BookView]:
    """Every book, the one in use first, then those that wait, then those that are used up."""
    query = ReceiptBook.select(ReceiptBook, Officer).join(Officer, JOIN.LEFT_OUTER, on=ReceiptBook.used_by)
    return sorted((_view(row) for row in query), key=lambda book: (not book.left, book.first))


def next_number() -> int | None:
    """The next receipt number of the book in use, None where no book has one."""
    row = _in_use()
    return row.next if row is not None else None


@writing("receipts.add")
def add(write: Write, first: int, last: int) -> int:
    """Put a new book into the register; return its id."""
    staff.authorise(write, *REVIEWERS)
    rules.check_book(first, last, [(book.first, book.last) for book in ReceiptBook.select()])
    row = ReceiptBook(first=first, last=last, next=first, added_at=write.at)
    row.added_by_id = write.officer or None
    return write.save(row).id


@writing("receipts.use")
def use(write: Write, typed: str) -> BookView:
    """Say which receipt is the next to be written; its last digits are enough."""
    row = _in_use()
    if row is None:
        raise Refused(_("No receipt book is in use: a supervisor adds one (n)."))
    wanted = rules.meant(typed, row.next)
    rules.check_next(wanted, row.next, row.first, row.last, superior=write.by.role in REVIEWERS)
    row.next, row.used_at = wanted, write.at
    row.used_by = Officer.get_by_id(write.officer)
    write.save(row)
    return _view(row)


def _in_use() -> ReceiptBook | None:
    return _unused.first()


@prepared
def _unused() -> ModelSelect[ReceiptBook]:
    return ReceiptBook.select().where(ReceiptBook.next <= ReceiptBook.last).order_by(ReceiptBook.first).limit(1)


def _view(row: ReceiptBook) -> BookView:
    return BookView(row.id, row.first, row.last, row.next, row.used_by.name if row.used_by else "", row.used_at)
