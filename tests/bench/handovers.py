"""Preparing a handover with everything open at once, against one with nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from db import clock, connection, duty, duty_log, handover, site, staff
from tests.bench.measure import in_turn
from tests.busy import busy
from tests.conftest import PIN, STAFF, Clock, Desk, found_station


def _station(file: Path, fill: Callable[[Desk], None]) -> Desk:
    """A station with one officer on duty, filled; closed again."""
    wound = Clock()
    with clock.replaced(wound):
        found_station(file)
        who = {number: staff.sign_on(number, PIN) for number, _name, _role in STAFF[:5]}
        front, guard = (post.id for post in site.read().posts)
        duty.take_empty_post(who["1024"], front)
        desk = Desk(file, wound, who["1024"], who["1031"], who["1007"], who["1002"], who["1001"], front, guard)
        duty_log.write(desk.chen, front, "一切正常")
        fill(desk)
        connection.close_station()
    return desk


def _prepare(desk: Desk, number: int) -> float:
    """Seconds to prepare the handover of a copy of this station, each a file of its own, to what the screen shows."""
    copy = desk.file.with_name(f"copy{number}.db")
    shutil.copy(desk.file, copy)
    with clock.replaced(desk.clock), connection.station(copy):
        handover.current(desk.front)
        begun = time.perf_counter()
        handover.prepare(desk.chen, desk.front)
        return time.perf_counter() - begun


def preparing(folder: Path, runs: int) -> tuple[float, float]:
    """Seconds with everything open, and with nothing."""
    full, empty = _station(folder / "busy.db", busy), _station(folder / "quiet.db", lambda _desk: None)
    numbers = count()
    measured = (lambda: (_prepare(full, next(numbers)),), lambda: (_prepare(empty, next(numbers)),))
    ((most,), (least,)) = in_turn(runs, *measured)
    return most, least
