"""Which lines of the log to show: a filter, as conditions on the rows and as a question to the search index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Expression, ModelSelect, NodeList, fn

from db import paging
from db.models.duty_log import Erratum, LogEntry, LogReview, Matter
from db.models.site import Unit
from db.rules import pairs

ID: Any = LogEntry.id  # on the class a column, on a row a number


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines to show; what is left empty does not narrow. Times are epoch ms, `until` is not included."""

    post_id: int | None = None
    text: str = ""
    kind: str = ""
    author_id: int | None = None
    since: int | None = None
    until: int | None = None
    only_open: bool = False
    unreviewed: bool = False


def narrowed(query: ModelSelect[LogEntry], where: LogFilter, ids: Sequence[int] | None = None) -> ModelSelect[LogEntry]:
    """The lines a filter lets through; of these ids, where they are known already."""
    if ids is not None:
        # Written out: thousands of parameters take longer than the search.
        query = query.where(NodeList((ID, SQL(f"IN ({', '.join(map(str, ids))})"))))
    for condition in _conditions(where, (lambda field: field) if ids is None else aside):
        query = query.where(condition)
    return query


def aside(field: Any) -> Any:
    """A column that SQLite must not look up in an index: it has something better."""
    return NodeList((SQL("+"), field))


def _conditions(where: LogFilter, column: Callable[[Any], Any]) -> list[Expression]:
    plain = {LogEntry.post: where.post_id, LogEntry.kind: where.kind or None, LogEntry.author: where.author_id}
    found: list[Any] = [column(field) == value for field, value in plain.items() if value is not None]
    if where.since is not None:
        found.append(column(LogEntry.event_at) >= where.since)
    if where.until is not None:
        found.append(column(LogEntry.event_at) < where.until)
    if where.only_open:
        found.append(column(ID).in_(Matter.select(Matter.entry).where(Matter.closed_at.is_null())))
    if where.unreviewed:
        found.append(~fn.EXISTS(LogReview.select(LogReview.id).where(LogReview.entry == LogEntry.id)))
    return found + [_says(pattern) for pattern in paging.like(where.text.split())]


def _says(pattern: str) -> Any:
    """Whether a line, its place, its unit or one of its errata holds the pattern."""
    corrected = Erratum.select(SQL("1")).where(Erratum.entry == ID, _like(Erratum.new_text, pattern))
    unit = Unit.select(SQL("1")).where(Unit.id == LogEntry.unit, _like(Unit.number, pattern))
    said: Any = _like(LogEntry.text, pattern) | _like(LogEntry.place, pattern)
    return said | fn.EXISTS(unit) | fn.EXISTS(corrected)


def _like(field: Any, pattern: str) -> NodeList:
    return NodeList((field, SQL("LIKE"), pattern, SQL("ESCAPE '\\'")))


def question(where: LogFilter) -> str:
    """What to ask the index for; empty where the rows themselves, in their order, lead there sooner."""
    asked = pairs.question(where.text, facets(None, where.kind, where.author_id))
    return asked and pairs.question(where.text, facets(where.post_id, where.kind, where.author_id))


def facets(post: int | None, kind: str, author: int | None) -> list[str]:
    """What is asked of a line beside its words, as the index has it; what is not asked stays away."""
    asked = {"post": post, "kind": kind or None, "author": author}
    return [pairs.facet(name, value) for name, value in asked.items() if value is not None]
