"""Reading the key register: a key with its open loan, pages of keys, how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

from peewee import JOIN, Case, ModelSelect, fn

from db import clock, paging
from db.models.key_register import Key, KeyLoan
from db.models.site import Contact, Unit
from db.models.staff import Officer
from db.models.tickets import Ticket
from db.prepared import prepared
from db.rules import key_register as rules
from db.rules import tickets as ticket_rules
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key and, where it is out, its open loan; times in epoch milliseconds, the phone is masked by the screen."""

    id: int
    tag: str
    opens: str
    hook: str
    what: str
    access: str
    unit: str
    condition: str
    loan_id: int | None
    holder: str
    firm: str
    phone: str
    issued_at: int | None
    due_at: int | None
    chases: int
    purpose: str
    ticket: str
    state: str

    @property
    def key(self) -> paging.Key:
        """The keyset of its row: what is out comes first, nearest due on top, then the cabinet by tag."""
        return (int(self.loan_id is None), self.due_at or 0, self.tag)


@dataclass(frozen=True, slots=True)
class KeyFilter:
    """Which keys a page shows: each word in tag, door, initials, unit, holder or firm."""

    text: str = ""
    only_out: bool = False


@dataclass(frozen=True, slots=True)
class KeyCounts:
    """How many keys hang in the cabinet, are out, of those overdue, and are not usable."""

    inside: int
    out: int
    overdue: int
    unusable: int


# The models type a row's id as the number it holds; this is the column.
KEY_ID: Any = Key.id

_OPEN = (KeyLoan.key == Key.id) & KeyLoan.returned_at.is_null()
_KEYSET = (
    Case(None, ((KeyLoan.key.is_null(), 1),), 0),
    fn.COALESCE(KeyLoan.due_at, 0),
    Key.tag,
)
_HOLDER = fn.COALESCE(Contact.name, Officer.name, "")
_COLUMNS = (
    Key.id,
    Key.tag,
    Key.opens,
    Key.hook,
    Key.what,
    Key.access,
    fn.COALESCE(Unit.number, ""),
    Key.state,
    KeyLoan.id,
    _HOLDER,
    fn.COALESCE(Contact.firm, ""),
    fn.COALESCE(Contact.phone, Officer.phone, ""),
    KeyLoan.issued_at,
    KeyLoan.due_at,
    fn.COALESCE(KeyLoan.chases, 0),
    fn.COALESCE(KeyLoan.purpose, ""),
    Ticket.kind,
    Ticket.number,
)


def _joined(*columns: Any) -> ModelSelect[Key]:
    return (
        Key.select(*columns)
        .left_outer_join(Unit)
        .switch(Key)
        .join(KeyLoan, JOIN.LEFT_OUTER, on=_OPEN)
        .left_outer_join(Contact, on=(KeyLoan.borrower == Contact.id))
        .switch(KeyLoan)
        .left_outer_join(Officer, on=(KeyLoan.staff == Officer.id))
        .switch(KeyLoan)
        .left_outer_join(Ticket)
    )


def _view(row: tuple[Any, ...], at: int) -> KeyView:
    facts, (kind, number) = row[:-2], row[-2:]
    ticket = ticket_rules.label(kind, number) if kind else ""
    return KeyView(*(*facts, ticket, rules.state_of(facts[7], facts[13], at)))


def keys_where(*conditions: Any, at: int | None = None) -> list[KeyView]:
    """The keys that meet these conditions, in the order of the list, as they stand at a moment (now)."""
    moment = clock.now() if at is None else at
    rows: Any = _joined(*_COLUMNS).where(*conditions).order_by(*_KEYSET).tuples()
    return [_view(row, moment) for row in rows]


def all_out() -> list[KeyView]:
    """Every key that is out, nearest due first."""
    return keys_where(KeyLoan.key.is_null(False))


def find(typed: str) -> KeyView:
    """The key with exactly this tag (K7); refuses one the register does not know."""
    found = _tagged.first(rules.clean_tag(typed))
    if found is None:
        raise Refused(_("There is no key {tag}: scan it again or type the whole tag."), tag=typed)
    return _view(found, clock.now())


@prepared
def _tagged(tag: str) -> Any:
    return _joined(*_COLUMNS).where(Key.tag == tag).tuples()


def find_ticket(typed: str) -> int:
    """The id of the open ticket with this number (R-0012, c12, 12), the newest where several have it."""
    kind, number = ticket_rules.number_in(rules.clean_tag(typed))
    same = (Ticket.number == number) & Ticket.state.in_(ticket_rules.OPEN)
    found = Ticket.select().where(same, *([Ticket.kind == kind] if kind else [])).order_by(Ticket.created_at.desc())
    row = found.first()
    if row is None:
        raise Refused(_("There is no open ticket {number}: type it as R-0012."), number=typed)
    return int(row.id)


def _filtered(query: ModelSelect[Key], where: KeyFilter) -> ModelSelect[Key]:
    searched = (
        Key.tag,
        Key.opens,
        Key.initials,
        Unit.number,
        Contact.name,
        Contact.firm,
        Contact.initials,
        Officer.name,
    )
    if where.only_out:
        query = query.where(KeyLoan.key.is_null(False))
    for word in where.text.split():
        query = query.where(reduce(lambda a, b: a | b, [column.contains(word) for column in searched]))
    return query


def page(
    where: KeyFilter, start: paging.Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
) -> list[KeyView]:
    """A page of keys: those out first, overdue on top, then the cabinet by tag (K5)."""
    query = _filtered(_joined(*_COLUMNS), where).tuples()
    rows: list[Any] = paging.page(query, _KEYSET, start, limit, backwards=backwards, inclusive=inclusive)
    now = clock.now()
    return [_view(row, now) for row in rows]


def count(where: KeyFilter) -> int:
    """How many keys a filter lets through."""
    return int(_filtered(_joined(Key.id), where).count())


def counts() -> KeyCounts:
    """How the register stands now."""
    out, good = KeyLoan.key.is_null(False), Key.state == "good"
    columns = (out, ~out & good, out & (KeyLoan.due_at <= clock.now()), ~out & ~good)
    query = Key.select(*(fn.SUM(Case(None, ((column, 1),), 0)) for column in columns))
    sums = query.join(KeyLoan, JOIN.LEFT_OUTER, on=_OPEN).tuples().first()
    outside, inside, overdue, unusable = (int(n or 0) for n in sums)
    return KeyCounts(inside, outside, overdue, unusable)
