"""Keyset pages: a window over any number of rows costs what its rows cost, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from peewee import Model, ModelSelect, Tuple

M = TypeVar("M", bound=Model)
Key = tuple[Any, ...]


def page(
    query: ModelSelect[M],
    columns: tuple[Any, ...],
    start: Key | None,
    limit: int,
    *,
    descending: bool = False,
    backwards: bool = False,
    inclusive: bool = False,
) -> list[M]:
    """Rows of the window that begins after `start` (or at it: `inclusive`), in the list's order.

    `columns` are the keyset in order, none of them null; `backwards` gives the rows before `start`, still in the
    list's order. `start` None is the list's beginning (its end when `backwards`).
    """
    down = descending != backwards
    if start is not None:
        left = Tuple(*columns)
        if down:
            query = query.where(left <= start if inclusive else left < start)
        else:
            query = query.where(left >= start if inclusive else left > start)
    rows = list(query.order_by(*(c.desc() if down else c.asc() for c in columns)).limit(limit))
    return rows[::-1] if backwards else rows


def like(words: Iterable[str]) -> list[str]:
    """LIKE patterns for words typed by a person; `%` and `_` are letters like others (ESCAPE '\\')."""
    literal = (re.sub(r"([%_\\])", r"\\\1", word) for word in words)
    return [f"%{word}%" for word in literal]
