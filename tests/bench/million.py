"""What a million rows cost: queries by themselves, and keys against the same program on a thousand rows."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from db import clock, connection, duty_log, tickets
from db.connection import database
from db.log_filters import LogFilter
from db.ticket_pages import TicketFilter
from tests.bench.measure import Row, median, program
from tests.conftest import PIN, START, Clock
from tests.terminal import Terminal

_DUE = 'SELECT "id" FROM "ticket" WHERE "state" NOT IN (\'closed\', \'void\') ORDER BY "due_at", "id" LIMIT 18'

_KEYS = {
    "Down": ("down",) * 15,
    "PageDown": ("pagedown",) * 9,
    "End, Home": ("end", "home") * 8,
    "queue, log": ("f5", "f2") * 8,
}


def _took(ask: Callable[[], object], times: int = 15) -> float:
    """Milliseconds, the median of some after one that warms up."""
    ask()
    taken = []
    for _time in range(times):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def query_rows(file: Path) -> list[Row]:
    """The queries behind the screens, asked as the screens ask them; `base` is SQLite's part where that is the goal."""
    with clock.replaced(Clock(START)), connection.station(file):
        plain = _took(lambda: duty_log.page(LogFilter(1), None, 18))
        due = _took(lambda: database.execute_sql(_DUE).fetchall())
        queue = _took(lambda: tickets.page(TicketFilter(), None, 18))
        hit = _took(lambda: duty_log.page(LogFilter(1, "爆裂"), None, 18))
        miss = _took(lambda: duty_log.page(LogFilter(1, "鲸鱼"), None, 18))
        unit = _took(lambda: duty_log.page(LogFilter(1, "1-1-101"), None, 18))
        old = _took(lambda: duty_log.page(LogFilter(1), (START - 5 * 365 * clock.DAY, 0), 18, inclusive=True))
        every = _took(lambda: duty_log.count(LogFilter(1)))
        some = _took(lambda: duty_log.count(LogFilter(1, "爆裂")))
    return [
        Row("open tickets by deadline, 200,000 tickets", f"{due:.2f} ms", f"as views {queue:.1f} ms", "", "<= 1 ms"),
        Row(
            "two Chinese characters in 1,000,000 lines, hit", f"{hit:.1f} ms", f"a page {plain:.1f} ms", "", "<= 10 ms"
        ),
        Row("two Chinese characters in 1,000,000 lines, miss", f"{miss:.1f} ms", "", "", "<= 10 ms"),
        Row("a unit in 1,000,000 lines", f"{unit:.1f} ms", "", "", ""),
        Row("a date five years back in 1,000,000 lines", f"{old:.1f} ms", "", "", "at once"),
        Row("all lines counted / those found", f"{every:.2f} / {some:.1f} ms", "", "", ""),
    ]


def key_rows(large: Path, small: Path, envs: tuple[dict[str, str], dict[str, str]]) -> list[Row]:
    """Key to painted on a fast line, in turn on a million rows and on a thousand; the ratio is that of the pairs."""
    both = [Terminal(argv=program(file), env=env) for file, env in zip((large, small), envs, strict=True)]
    try:
        for officer in both:
            officer.see("工号").press("1024", PIN).see("接下来").settle()
        table = []
        for officer in both:
            officer.press("f2").settle()
        for what, keys in _KEYS.items():
            taken = [tuple(_painted(officer, key) for officer in both) for key in keys]
            ours, theirs = (median(list(times)) for times in zip(*taken, strict=True))
            ratio = median([one / other for one, other in taken])
            times = f"{ours:.0f} ms", f"1,000 rows {theirs:.0f} ms"
            table.append(Row(f"{what} painted, 1,000,000 rows", *times, f"{ratio:.2f}", "<= 1.1"))
        return table
    finally:
        for officer in both:
            officer.kill()


def _painted(officer: Terminal, key: str) -> float:
    """Milliseconds from the key to the last byte of what it changed."""
    begun = last = time.perf_counter()
    officer.press(key)
    patience = 1.0
    while officer._pump(patience):
        last, patience = time.perf_counter(), 0.08
    return (last - begun) * 1000
