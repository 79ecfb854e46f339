"""Reading the duty log: lines as they stand after their errata, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from peewee import JOIN, ModelSelect, fn

from db import log_finding
from db.log_filters import ID, LogFilter, narrowed
from db.log_finding import Way
from db.models.duty_log import Erratum, LogEntry, LogReview, Matter, Promise
from db.models.site import Contact, Post, Unit
from db.models.staff import Officer
from db.rules.words import Refused, _

_Root = LogEntry.alias()
_Reviewer = Officer.alias()
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class ErratumView:
    """One correction: what stood there, what stands there now, why, by whom and when (L2)."""

    old_text: str
    new_text: str
    reason: str
    officer: str
    at: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """A line of the log; `text` is the text in force, times are epoch milliseconds."""

    id: int
    event_at: int
    number: int
    year: int
    post: str
    post_id: int
    kind: str
    text: str
    place: str
    unit: str
    logged_at: int
    author: str
    author_id: int
    late: bool
    follows_id: int | None = None
    follows_number: int | None = None
    matter: bool = False
    closed_at: int | None = None
    reviewed_by: str = ""
    contact: str = ""
    phone: str = ""
    paper: str = ""
    promised_for: int | None = None
    kept_at: int | None = None
    errata: tuple[ErratumView, ...] = ()

    @property
    def key(self) -> tuple[int, int]:
        """Keyset of the list: time of the event, then id."""
        return (self.event_at, self.id)

    @property
    def open(self) -> bool:
        """Whether this is a matter still to be followed (L1)."""
        return self.matter and self.closed_at is None


def page(
    where: LogFilter,
    start: tuple[int, int] | None,
    limit: int,
    *,
    backwards: bool = False,
    inclusive: bool = False,
) -> list[EntryView]:
    """A window of the log, newest event first."""
    way = Way(start, limit, backwards, inclusive)
    if log_finding.looks(where):
        return _views(log_finding.page(_joined(), where, way))
    return _views(way.page(narrowed(_joined(), where)))


def whole(where: LogFilter) -> list[EntryView]:
    """Every line a filter lets through, in the order it happened: for paper, which leaves nothing out."""
    lines: list[EntryView] = []
    while found := page(where, lines[-1].key if lines else None, _CHUNK):
        lines += found
    return lines[::-1]


def entry(entry_id: int) -> EntryView:
    """One line by id."""
    found = _views(_joined().where(LogEntry.id == entry_id))
    if not found:
        raise Refused(_("There is no such line in the log."))
    return found[0]


def numbered(post_id: int, typed: str) -> EntryView:
    """The line with this number in the post's log, of the latest year that has it."""
    number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    query = _joined().where(LogEntry.post == post_id, LogEntry.number == number)
    found = _views(query.order_by(LogEntry.year.desc()).limit(1))
    if not found:
        raise Refused(_("There is no line {number} in this log."), number=typed)
    return found[0]


def follow_ups(entry_id: int) -> list[EntryView]:
    """What was written after a line about the same matter, in the order it happened."""
    query = _joined().where(LogEntry.follows == entry_id)
    return _views(query.order_by(LogEntry.event_at, LogEntry.id))


def open_matters() -> list[EntryView]:
    """Every matter still to be followed, oldest first (L1); nothing is left out."""
    query = narrowed(_joined(), LogFilter(only_open=True))
    return _views(query.order_by(LogEntry.event_at, LogEntry.id))


def at_unit(unit_id: int, limit: int = 5) -> list[EntryView]:
    """The latest lines about a unit, newest first."""
    query = _joined().where(LogEntry.unit == unit_id)
    return _views(query.order_by(LogEntry.event_at.desc(), ID.desc()).limit(limit))


def _joined() -> ModelSelect[LogEntry]:
    """Lines as tuples in the order of their view: with ten tables, making a model of each costs more than reading."""
    return (
        LogEntry.select(*_COLUMNS)
        .join_from(LogEntry, Post)
        .join_from(LogEntry, Officer)
        .join_from(LogEntry, Unit, JOIN.LEFT_OUTER)
        .join_from(LogEntry, Contact, JOIN.LEFT_OUTER)
        .join_from(LogEntry, Matter, JOIN.LEFT_OUTER, on=(Matter.entry == LogEntry.id))
        .join_from(LogEntry, Promise, JOIN.LEFT_OUTER, on=(Promise.entry == LogEntry.id))
        .join_from(LogEntry, LogReview, JOIN.LEFT_OUTER, on=(LogReview.entry == LogEntry.id))
        .join_from(LogReview, _Reviewer, JOIN.LEFT_OUTER, on=(LogReview.officer == _Reviewer.id))
        .join_from(LogEntry, _Root, JOIN.LEFT_OUTER, on=(LogEntry.follows == _Root.id))
        .tuples()
    )


_COLUMNS = (
    ID, LogEntry.event_at, LogEntry.number, LogEntry.year, Post.name, LogEntry.post, LogEntry.kind, LogEntry.text,
    LogEntry.place, fn.COALESCE(Unit.number, ""), LogEntry.logged_at, Officer.name, LogEntry.author, LogEntry.late,
    LogEntry.follows, _Root.number, Matter.entry.is_null(False).converter(bool), Matter.closed_at,
    fn.COALESCE(_Reviewer.name, ""), fn.COALESCE(Contact.name, ""), fn.COALESCE(Contact.phone, ""), LogEntry.paper,
    Promise.due_at, Promise.kept_at,
)  # fmt: skip


def _views(query: Iterable[Any]) -> list[EntryView]:
    rows = list(query)
    errata = _errata([row[0] for row in rows]) if rows else {}
    return [_corrected(EntryView(*row), errata.get(row[0], ())) for row in rows]


def _corrected(line: EntryView, errata: tuple[ErratumView, ...]) -> EntryView:
    return replace(line, text=errata[-1].new_text, errata=errata) if errata else line


def _errata(ids: list[int]) -> dict[int, tuple[ErratumView, ...]]:
    columns = (Erratum.entry, Erratum.old_text, Erratum.new_text, Erratum.reason, Officer.name, Erratum.at)
    query: Any = Erratum.select(*columns).join(Officer).where(Erratum.entry.in_(ids)).order_by(Erratum.id).tuples()
    found: dict[int, tuple[ErratumView, ...]] = {}
    for entry_id, *facts in query:
        found[entry_id] = (*found.get(entry_id, ()), ErratumView(*facts))
    return found


def written(row: LogEntry, *, matter: bool) -> EntryView:
    """A line just written, on which nothing hangs yet; its post, author, unit, contact and root are at hand."""
    return EntryView(
        id=row.id,
        event_at=row.event_at,
        number=row.number,
        year=row.year,
        post=row.post.name,
        post_id=row.post_id,
        kind=row.kind,
        text=row.text,
        place=row.place,
        unit=row.unit.number if row.unit else "",
        logged_at=row.logged_at,
        author=row.author.name,
        author_id=row.author_id,
        late=row.late,
        follows_id=row.follows_id,
        follows_number=row.follows.number if row.follows else None,
        matter=matter,
        contact=row.contact.name if row.contact else "",
        phone=row.contact.phone if row.contact else "",
        paper=row.paper,
    )
