"""The cheapest way of the cursor from one place to another."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

#: Beyond so many steps a single sequence is always shorter.
_STEPS = 4
#: Columns of the tab stops: in the log, last digits of the number, time, its minutes, place, text; then every eighth.
STOPS = (3, 12, 14, 21, 31, *range(40, 512, 8))


@lru_cache(1024)
def move(y: int | None, x: int | None, to_y: int, to_x: int, hpa: bool, vpa: bool, tabs: int, *, free: bool) -> str:
    """The shortest sequence to (to_y, to_x); `y` or `x` is None where the terminal's idea of it is not known.

    Stops are set in the first `tabs` columns. `free` is False where a margin of the scrolling region lies between:
    steps stop there, and a line feed scrolls.
    """
    if y == to_y and x == to_x:
        return ""
    ways = [_absolute(to_y, to_x)]
    if y == to_y:
        ways += _along(x, to_x, hpa, tabs)
    elif y is not None:
        down = _down(y, to_y, vpa, free)
        along = [""] if x == to_x else _along(x, to_x, hpa, tabs)
        ways += [vertical + horizontal for vertical in down for horizontal in along]
    return min(ways, key=len)


def _absolute(y: int, x: int) -> str:
    if x == 0:
        return f"\x1b[{y + 1}H" if y else "\x1b[H"
    return f"\x1b[{y + 1};{x + 1}H" if y else f"\x1b[;{x + 1}H"


def _along(x: int | None, to_x: int, hpa: bool, tabs: int) -> list[str]:
    """Ways within a row; a column not known can still be left with a carriage return."""
    ways = ["\r" + way for way in (_right(to_x), *_by_tabs(0, to_x, tabs))]
    if hpa:
        ways.append(f"\x1b[{to_x + 1}G" if to_x else "\x1b[G")
    if x is not None and to_x > x:
        ways += [_right(to_x - x), *_by_tabs(x, to_x, tabs)]
    if x is not None and to_x < x:
        ways.append("\b" * (x - to_x) if x - to_x <= _STEPS else f"\x1b[{x - to_x}D")
    return ways


def _by_tabs(x: int, to_x: int, tabs: int) -> list[str]:
    """From stop to stop as far as they lead and on by steps, or one stop further and back."""
    first, last = bisect_right(STOPS, x), bisect_right(STOPS, to_x)
    passed, beyond = STOPS[first:last], STOPS[last : last + 1]
    ways = ["\t" * len(passed) + _right(to_x - passed[-1])] if passed and tabs else []
    back = ["\t" * len(passed) + "\t" + "\b" * (stop - to_x) for stop in beyond if stop < tabs]
    return ways + back


def last_stop(x: int) -> int:
    """The last stop up to a column; the margin where there is none."""
    stops = bisect_right(STOPS, x)
    return STOPS[stops - 1] if stops else 0


def _right(steps: int) -> str:
    return "" if steps == 0 else "\x1b[C" if steps == 1 else f"\x1b[{steps}C"


def _down(y: int, to_y: int, vpa: bool, free: bool) -> list[str]:
    """Ways from row to row. A line feed is safe going down: it scrolls only at the last row, and at a margin."""
    steps = to_y - y
    ways = [f"\x1b[{to_y + 1}d"] if vpa else []
    if free and steps > 0:
        ways.append("\n" * steps if steps <= _STEPS else f"\x1b[{steps}B")
    elif free:
        ways.append("\x1b[A" if steps == -1 else f"\x1b[{-steps}A")
    return ways
