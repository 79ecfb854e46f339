"""The cheapest way of the cursor from one place to another."""

from __future__ import annotations

from functools import lru_cache

#: Beyond so many steps a single sequence is always shorter.
_STEPS = 4
#: Columns from one tab stop to the next.
TAB = 8


@lru_cache(1024)
def move(y: int | None, x: int | None, to_y: int, to_x: int, hpa: bool, vpa: bool, tabs: bool) -> str:
    """The shortest sequence to (to_y, to_x); `y` or `x` is None where the terminal's idea of it is not known."""
    if y == to_y and x == to_x:
        return ""
    ways = [_absolute(to_y, to_x)]
    if y == to_y:
        ways += _along(x, to_x, hpa, tabs)
    elif y is not None:
        down = _down(y, to_y, vpa)
        along = [""] if x == to_x else _along(x, to_x, hpa, tabs)
        ways += [vertical + horizontal for vertical in down for horizontal in along]
    return min(ways, key=len)


def _absolute(y: int, x: int) -> str:
    if x == 0:
        return f"\x1b[{y + 1}H" if y else "\x1b[H"
    return f"\x1b[{y + 1};{x + 1}H" if y else f"\x1b[;{x + 1}H"


def _along(x: int | None, to_x: int, hpa: bool, tabs: bool) -> list[str]:
    """Ways within a row; a column not known can still be left with a carriage return."""
    ways = ["\r" + _right(to_x)]
    if tabs:
        ways += ["\r" + _by_tabs(0, to_x), *([_by_tabs(x, to_x)] if x is not None and to_x > x else [])]
    if hpa:
        ways.append(f"\x1b[{to_x + 1}G" if to_x else "\x1b[G")
    if x is not None and to_x > x:
        ways.append(_right(to_x - x))
    if x is not None and to_x < x:
        ways.append("\b" * (x - to_x) if x - to_x <= _STEPS else f"\x1b[{x - to_x}D")
    return ways


def _by_tabs(x: int, to_x: int) -> str:
    """From stop to stop as far as they lead, then by steps."""
    stops = to_x // TAB - x // TAB
    return "\t" * stops + _right(to_x % TAB if stops else to_x - x)


def _right(steps: int) -> str:
    return "" if steps == 0 else "\x1b[C" if steps == 1 else f"\x1b[{steps}C"


def _down(y: int, to_y: int, vpa: bool) -> list[str]:
    """Ways from row to row. A line feed is safe going down: it scrolls only at the last row."""
    steps = to_y - y
    if steps > 0:
        ways = ["\n" * steps if steps <= _STEPS else f"\x1b[{steps}B"]
    else:
        ways = ["\x1b[A" if steps == -1 else f"\x1b[{-steps}A"]
    if vpa:
        ways.append(f"\x1b[{to_y + 1}d")
    return ways
