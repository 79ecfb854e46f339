"""Where the rows of a list come from: any number of them, read a window at a time."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

RowT = TypeVar("RowT")
Key = tuple[Any, ...]


class Source(Protocol[RowT]):
    """Where the rows come from; a page costs what its rows cost."""

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[RowT]:
        """The window that begins after `start` (or at it), in the list's order; `backwards` the one before it."""

    def count(self) -> int:
        """How many rows there are."""


class ListSource(Generic[RowT]):
    """A few rows that are at hand already, as a source."""

    def __init__(self, rows: list[RowT]) -> None:
        self.rows = rows

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[RowT]:
        """Rows from a place in the list; a place here is `(index,)`."""
        if backwards:
            end = len(self.rows) if start is None else start[0] + (1 if inclusive else 0)
            return self.rows[max(0, end - limit) : end]
        begin = 0 if start is None else start[0] + (0 if inclusive else 1)
        return self.rows[begin : begin + limit]

    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)
