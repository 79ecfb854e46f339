"""The station's clock: UTC epoch milliseconds, replaceable by the tests and the demo alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def _system() -> int:
    return time.time_ns() // 1_000_000


_read: Callable[[], int] = _system


def now() -> int:
    """The time of logging, in epoch milliseconds."""
    return _read()


@contextmanager
def replaced(read: Callable[[], int]) -> Iterator[None]:
    """Let another clock be read while the block runs (tests and demo only)."""
    global _read
    before, _read = _read, read
    try:
        yield
    finally:
        _read = before
