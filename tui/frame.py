"""Frames: the fewest bytes that turn what the terminal shows into what it should show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import is_
from typing import NamedTuple

from tui import resemblance
from tui.brush import Brush, Glass, changes, tail
from tui.cells import Cell
from tui.glass import BLANK, Wanted, blank_rows
from tui.motion import TAB
from tui.pen import PLAIN
from tui.resemblance import Step
from tui.terminfo import Capabilities

#: What is done to the glass before it is painted on.
Prepare = Callable[[Brush], None]

_CHEAP = 48  # a frame this small is not worth looking for a better one
_LARGE = 400  # from here on it may pay to clear the glass and begin again
_WORTH_WIPING = 8  # blanks in a row that erasing before painting may spare
_MANNERS = "\x0f\x1b(B\x1b[r\x1b[4l\x1b[?6l\x1b[?7l\x1b[?25l"  # what another program may have left otherwise


def forgotten(wanted: Wanted, can: Capabilities, *, garbled: bool) -> tuple[str, Glass]:
    """The frame for a terminal of which nothing is known; `garbled` when another program may have set its modes."""
    glass = Glass(blank_rows(wanted.width, wanted.height), 0, 0, PLAIN)
    head = (_MANNERS if garbled else "") + _tab_stops(can, wanted.width) + "\x1b[m" + _clear(can, wanted.height)
    brush = Brush(glass, can)
    paint(brush, wanted, range(wanted.height))
    brush.go(*wanted.cursor)
    return head + "".join(brush.out), glass


def _tab_stops(can: Capabilities, width: int) -> str:
    """The stops that are gone to: whoever had the terminal before may have set others."""
    return "\r\x1b[3g" + f"\x1b[{TAB}C\x1bH" * ((width - 1) // TAB) if can.tabs else ""


def _clear(can: Capabilities, height: int) -> str:
    return "\x1b[H\x1b[J" if can.erase else f"\x1b[{height}H" + "\n" * height + "\x1b[H"


def frame(shown: Glass, wanted: Wanted, can: Capabilities) -> tuple[str, Glass, Prepare]:
    """The shortest of: painting what differs; moving rows first; clearing first. Also what it does first."""
    best = _try(shown, wanted, can, as_it_is)
    for least, find in ((_CHEAP, _scrolling), (_LARGE, _moving), (_LARGE, _wiping)):
        if best.brush.cost() > least and (prepare := find(shown, wanted, can)) is not None:
            best = min(best, _try(shown, wanted, can, prepare), key=lambda way: way.brush.cost())
    return "".join(best.brush.out), best.brush.glass, best.prepare


def part(
    shown: Glass, wanted: Wanted, can: Capabilities, begin: int, budget: int, prepare: Prepare
) -> tuple[str, Glass, int]:
    """A frame of about `budget` bytes for a slow line, from row `begin` on and around; also the row to go on with."""
    brush = Brush(shown.copy(), can)
    prepare(brush)
    order = [*range(begin, wanted.height), *range(begin)]
    after = paint(brush, wanted, order, budget)
    if brush.glass.rows == wanted.rows:
        brush.go(*wanted.cursor)
    return "".join(brush.out), brush.glass, after


class _Way(NamedTuple):
    """A frame that was tried, and what it did before it painted."""

    brush: Brush
    prepare: Prepare


def _try(shown: Glass, wanted: Wanted, can: Capabilities, prepare: Prepare) -> _Way:
    brush = Brush(shown.copy(), can)
    prepare(brush)
    paint(brush, wanted, range(wanted.height))
    brush.go(*wanted.cursor)
    return _Way(brush, prepare)


def as_it_is(_brush: Brush) -> None:
    """Paint on what is shown."""


def _scrolling(shown: Glass, wanted: Wanted, can: Capabilities) -> Prepare | None:
    shift = find_shift(shown.rows, wanted.rows) if can.lines or can.region else None
    return None if shift is None else lambda brush: scroll(brush, *shift)


def _moving(shown: Glass, wanted: Wanted, can: Capabilities) -> Prepare | None:
    if not (can.lines and can.region):
        return None
    top, bottom, steps = resemblance.steps(shown.rows, wanted.rows)
    return (lambda brush: move_rows(brush, top, bottom, steps)) if steps else None


def _wiping(_shown: Glass, _wanted: Wanted, can: Capabilities) -> Prepare | None:
    return _wipe if can.erase else None


def _wipe(brush: Brush) -> None:
    brush.blank(PLAIN, PLAIN)
    brush.go(0, 0)
    brush.out.append("\x1b[J")
    brush.glass.rows = blank_rows(len(brush.glass.rows[0]), len(brush.glass.rows))


def paint(brush: Brush, wanted: Wanted, order: Iterable[int], budget: int | None = None) -> int:
    """Paint the rows that differ, in this order, until the budget is spent; return the row to go on with."""
    for y in order:
        if brush.glass.rows[y] == wanted.rows[y]:
            continue
        if budget is not None and brush.cost() >= budget:
            return y
        if not _erase_below(brush, wanted.rows, y):
            _paint_row(brush, y, wanted.rows[y])
    return 0


def _paint_row(brush: Brush, y: int, new: list[Cell]) -> None:
    """Paint a row as it is, with its tail erased, or all of it erased first: whichever is shortest."""
    blank_from, changed = tail(new), changes(brush.glass.rows[y], new)
    ways = [_row_on_a_trial(brush, y, new, changed)]
    if brush.can.erase and changed[-1] >= blank_from and brush.erasable(new[-1]):
        ways.append(_row_on_a_trial(brush, y, new, changed, blank_from))
    if brush.can.erase and sum(new[x] == BLANK for x in changed) > _WORTH_WIPING:
        ways.append(_row_wiped_first(brush, y, new, changed[0]))
    best = min(ways, key=Brush.cost)
    brush.out += best.out
    after = best.glass
    brush.glass.y, brush.glass.x, brush.glass.pen, brush.glass.sure = after.y, after.x, after.pen, after.sure
    brush.glass.rows[y] = list(new)


def _row_on_a_trial(brush: Brush, y: int, new: list[Cell], changed: list[int], clear_from: int | None = None) -> Brush:
    trial = Brush(brush.glass.copy(), brush.can)
    trial.row(y, new, changed, clear_from)
    return trial


def _row_wiped_first(brush: Brush, y: int, new: list[Cell], start: int) -> Brush:
    """Erase all from the first change on, then paint what is not blank."""
    trial = Brush(brush.glass.copy(), brush.can)
    blank_before = next(
        (x for x in range(start, 0, -1) if new[x - 1] != BLANK or trial.glass.rows[y][x - 1] != BLANK), 0
    )
    trial.clear_line(y, blank_before, start, PLAIN)
    wiped = [*trial.glass.rows[y][:start], *([BLANK] * (len(new) - start))]
    trial.row(y, new, changes(wiped, new))
    return trial


def _erase_below(brush: Brush, rows: list[list[Cell]], y: int) -> bool:
    """Erase to the end of the screen where nothing stands from row `y` on and more than one row must go."""
    shown = brush.glass.rows
    below = range(y, len(rows))
    if not brush.can.erase or any(cell != BLANK for at in below for cell in rows[at]):
        return False
    if sum(shown[at] != rows[at] for at in below) < 2:
        return False
    brush.go(y, 0)
    brush.blank(PLAIN, PLAIN)
    brush.out.append("\x1b[J")
    shown[y:] = [list(rows[at]) for at in below]
    return True


def find_shift(old: list[list[Cell]], new: list[list[Cell]]) -> tuple[int, int, int] | None:
    """Rows `top` to `bottom` that would save most if scrolled up by `by` (down, if negative)."""
    weights = [sum(cell != BLANK for cell in row) if row != old[y] else 0 for y, row in enumerate(new)]
    found = max(_shifts(old, new, weights), default=(0, 0, 0, 0))
    return _stretched(old, new, *found[1:]) if found[0] > _CHEAP // 2 else None


def _stretched(old: list[list[Cell]], new: list[list[Cell]], top: int, bottom: int, by: int) -> tuple[int, int, int]:
    """With the rows above and below that are mostly the same after it: a marker or a date in the margin differs."""

    def resembles(y: int) -> bool:
        return min(y, y + by) >= 0 and max(y, y + by) < len(new) and _same(new[y], old[y + by]) > _same(new[y], old[y])

    while resembles(top - 1 + max(0, -by)):
        top -= 1
    while resembles(bottom + 1 - max(0, by)):
        bottom += 1
    return top, bottom, by


def _same(one: list[Cell], other: list[Cell]) -> int:
    return sum(map(is_, one, other))


def _shifts(old: list[list[Cell]], new: list[list[Cell]], weights: list[int]) -> Iterator[tuple[int, int, int, int]]:
    """Every run of rows that stand elsewhere on the glass: what it saves, top, bottom, by."""
    height = len(new)
    for by in (shift for size in range(1, height - 1) for shift in (size, -size)):
        gain, first = 0, None
        for y in range(max(0, -by), min(height, height - by)):
            if new[y] == old[y + by]:
                first = y if first is None else first
                gain += weights[y]
                yield (gain, first, y + by, by) if by > 0 else (gain, first + by, y, by)
            else:
                gain, first = 0, None


def scroll(brush: Brush, top: int, bottom: int, by: int) -> None:
    """Scroll rows `top` to `bottom` up by `by` lines (down, if negative); blank lines come in."""
    brush.blank(PLAIN, PLAIN)
    rows, count = brush.glass.rows, abs(by)
    height, fresh = len(rows), blank_rows(len(rows[0]), count)
    if brush.can.lines and (bottom == height - 1 or not brush.can.region):
        _shift_lines(brush, top, bottom, by)
    else:
        with _region(brush, top, bottom):
            if brush.can.lines:
                brush.go(top, 0)
                brush.out.append(_times(count, "M" if by > 0 else "L"))
            else:
                brush.go(bottom if by > 0 else top, 0)
                brush.out.append(("\n" if by > 0 else "\x1bM") * count)
    inner = rows[top : bottom + 1]
    rows[top : bottom + 1] = inner[count:] + fresh if by > 0 else fresh + inner[:-count]


def move_rows(brush: Brush, top: int, bottom: int, steps: list[Step]) -> None:
    """Delete and insert lines between `top` and `bottom`; what stands below does not move."""
    brush.blank(PLAIN, PLAIN)
    rows = brush.glass.rows
    with _region(brush, top, bottom):
        for y, count in steps:
            brush.go(y, 0)
            brush.out.append(_times(abs(count), "L" if count > 0 else "M"))
            inner, fresh = rows[y : bottom + 1], blank_rows(len(rows[0]), abs(count))
            rows[y : bottom + 1] = fresh + inner[:-count] if count > 0 else inner[-count:] + fresh


@contextmanager
def _region(brush: Brush, top: int, bottom: int) -> Iterator[None]:
    """Scrolling held to these rows; where the cursor goes with a region differs."""
    brush.out.append(f"\x1b[{top + 1};{bottom + 1}r")
    brush.glass.y = brush.glass.x = None
    yield
    brush.out.append("\x1b[r")
    brush.glass.y = brush.glass.x = None


def _shift_lines(brush: Brush, top: int, bottom: int, by: int) -> None:
    """Scroll without a region: what leaves is deleted, what comes in is inserted; below, the two make up."""
    leaving, coming = (top, bottom - by + 1) if by > 0 else (bottom + by + 1, top)
    last = bottom == len(brush.glass.rows) - 1
    if by > 0 or not last:
        brush.go(leaving, 0)
        brush.out.append(_times(abs(by), "M"))
    if by < 0 or not last:
        brush.go(coming, 0)
        brush.out.append(_times(abs(by), "L"))


def _times(count: int, final: str) -> str:
    return f"\x1b[{final}" if count == 1 else f"\x1b[{count}{final}"
