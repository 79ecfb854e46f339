"""Frames: the fewest bytes that turn what the terminal shows into what it should show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from operator import is_
from typing import NamedTuple

from tui import resemblance
from tui.brush import Brush, Glass, changes, tail
from tui.cells import Cell
from tui.glass import BLANK, Wanted, blank_rows
from tui.motion import STOPS
from tui.pen import PLAIN
from tui.resemblance import Step
from tui.terminfo import Capabilities

#: What is done to the glass before it is painted on.
Prepare = Callable[[Brush], None]

_FEW = 2  # rows that differ, for which it does not pay to scroll
_MANY = 12  # rows that differ, for which it does not pay to try what saves a few bytes
_CHEAP = 24  # cells that scrolling must save
_LARGE = 400  # from here on it may pay to clear the glass and begin again
_WORTH_WIPING = 8  # blanks in a row that erasing before painting may spare
_MANNERS = "\x0f\x1b(B\x1b[r\x1b[4l\x1b[?6l\x1b[?7l\x1b[?25l"  # what another program may have left otherwise


def forgotten(wanted: Wanted, can: Capabilities, *, garbled: bool) -> tuple[str, Glass]:
    """The frame for a terminal of which nothing is known; `garbled` when another program may have set its modes."""
    head = _MANNERS if garbled else "\x1b[r" if can.region else ""
    head += _tab_stops(can, wanted.width) + "\x1b[m" + _clear(can, wanted.height)
    brush = Brush(Glass(blank_rows(wanted.width, wanted.height), 0, 0, PLAIN), can)
    paint(brush, wanted, range(wanted.height))
    brush.rest(wanted.cursor)
    return head + "".join(brush.out), brush.glass


def _tab_stops(can: Capabilities, width: int) -> str:
    """The stops that are gone to: whoever had the terminal before may have set others."""
    stops = [stop for stop in STOPS if stop < width]
    set_there = (f"\x1b[{stop - before}C\x1bH" for before, stop in pairwise([0, *stops]))
    return "".join(["\r\x1b[3g", *set_there]) if can.tabs else ""


def _clear(can: Capabilities, height: int) -> str:
    return "\x1b[H\x1b[J" if can.erase else f"\x1b[{height}H" + "\n" * height + "\x1b[H"


def frame(shown: Glass, wanted: Wanted, can: Capabilities) -> tuple[str, Glass, Prepare]:
    """The shortest of: painting what differs; moving rows first; clearing first. Also what it does first."""
    differ = [y for y, row in enumerate(wanted.rows) if row != shown.rows[y]]
    scrolled = _scrolling(shown, wanted, can) if len(differ) > _FEW else []
    page = not scrolled and len(differ) > _MANY
    moved = _moving(shown, wanted, can) if page else []  # a page is painted so or in place, not both to see
    best = _shortest(shown, wanted, can, moved or [*scrolled, *_in_place(shown, differ)])
    if best.brush.cost() > _LARGE:
        if not page:
            best = _shortest(shown, wanted, can, _moving(shown, wanted, can), best)
        if can.erase and _least(wanted) < best.brush.cost():
            best = _shortest(shown, wanted, can, [_wipe], best)
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
        brush.rest(wanted.cursor)
    return "".join(brush.out), brush.glass, after


class _Way(NamedTuple):
    """A frame that was tried, and what it did before it painted."""

    brush: Brush
    prepare: Prepare


def _shortest(shown: Glass, wanted: Wanted, can: Capabilities, ways: list[Prepare], best: _Way | None = None) -> _Way:
    """The way that costs least, `best` so far; one that has come to cost as much is not gone to its end."""
    for prepare in ways:
        brush, limit = Brush(shown.copy(), can), best.brush.cost() if best else None
        prepare(brush)
        paint(brush, wanted, range(wanted.height), limit)
        brush.rest(wanted.cursor)
        if limit is None or brush.cost() < limit:
            best = _Way(brush, prepare)
    assert best is not None
    return best


def _in_place(shown: Glass, differ: list[int]) -> list[Prepare]:
    """Painting rows where they stand; where some do not scroll, with the cursor free among all of them too."""
    if sum(map(shown.is_outside, differ)) < 2:
        return [as_it_is]
    return [_unconfined] if len(differ) > _MANY else [as_it_is, _unconfined]


def as_it_is(_brush: Brush) -> None:
    """Paint on what is shown."""


def _unconfined(brush: Brush) -> None:
    """Paint on what is shown, the cursor free to step into and out of where rows scrolled."""
    brush.confine(0, len(brush.glass.rows) - 1)


def _scrolling(shown: Glass, wanted: Wanted, can: Capabilities) -> list[Prepare]:
    shift = find_shift(shown.rows, wanted.rows) if can.lines or can.region else None
    if shift is None:
        return []
    top, bottom, by = shift
    feeding = {(top, bottom)} if can.region else set()
    if shown.region and shown.region[1] - shown.region[0] >= abs(by):
        feeding.add(shown.region)
    feeds: list[Prepare] = [partial(feed, region=region, by=by, wanted=wanted.rows) for region in sorted(feeding)]
    as_is_set = abs(by) == 1 and feeding == {shown.region}  # a line feed, and nothing is shorter
    return feeds if as_is_set or not can.lines else [partial(scroll, top=top, bottom=bottom, by=by), *feeds]


def _moving(shown: Glass, wanted: Wanted, can: Capabilities) -> list[Prepare]:
    if not (can.lines and can.region):
        return []
    top, bottom, steps = resemblance.steps(shown.rows, wanted.rows, shown.region)
    return [lambda brush: move_rows(brush, top, bottom, steps)] if steps else []


def _least(wanted: Wanted) -> int:
    """Bytes that no way can do without on a glass that was cleared: the text."""
    return sum(len("".join(text for text, _pen in row).replace(" ", "").encode()) for row in wanted.rows)


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
    ways: list[Prepare] = [lambda trial: trial.row(y, new, changed)]
    if brush.can.erase and changed[-1] >= blank_from and brush.erasable(new[-1]):
        ways.append(lambda trial: trial.row(y, new, changed, blank_from))
    if brush.can.erase and sum(new[x] == BLANK for x in changed) > _WORTH_WIPING:
        ways.append(lambda trial: _wipe_row_first(trial, y, new, changed[0]))
    brush.cheapest(ways)


def _wipe_row_first(brush: Brush, y: int, new: list[Cell], start: int) -> None:
    """Erase all from the first change on, then paint what is not blank."""
    old = brush.glass.rows[y]
    blank_before = next((x for x in range(start, 0, -1) if new[x - 1] != BLANK or old[x - 1] != BLANK), 0)
    brush.clear_line(y, blank_before, start, PLAIN)
    wiped = [*old[:start], *([BLANK] * (len(new) - start))]
    brush.row(y, new, changes(wiped, new))


def _erase_below(brush: Brush, rows: list[list[Cell]], y: int) -> bool:
    """Erase to the end of the screen where nothing stands from row `y` on and more than one row must go."""
    shown, below = brush.glass.rows, range(y, len(rows))
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
    return _stretched(old, new, *found[1:]) if found[0] > _CHEAP else None


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
    """Scroll rows `top` to `bottom` up by `by` lines (down, if negative) by deleting and inserting lines."""
    brush.blank(PLAIN, PLAIN)
    if bottom == len(brush.glass.rows) - 1 or not brush.can.region:
        brush.confine(0, len(brush.glass.rows) - 1)
        _shift_lines(brush, top, bottom, by)
    else:
        brush.confine(top, bottom)
        brush.go(top, 0)
        brush.out.append(_times(abs(by), "M" if by > 0 else "L"))
    _shift(brush, top, bottom, by)


def feed(brush: Brush, region: tuple[int, int], by: int, wanted: list[list[Cell]]) -> None:
    """Scroll a region by line feeds at its margin: where it is set, a list that goes on by a row costs one byte more.

    A row that leaves the margin has become what it will be before it goes, while the cursor is there.
    """
    brush.confine(*region)
    edge = region[1] if by > 0 else region[0]
    if abs(by) == 1 and brush.glass.rows[edge] != wanted[edge - by]:
        _paint_row(brush, edge, wanted[edge - by])
    brush.blank(PLAIN, PLAIN)
    brush.go_to_row(edge)
    brush.out.append(("\n" if by > 0 else "\x1bM") * abs(by))
    _shift(brush, *region, by)


def _shift(brush: Brush, top: int, bottom: int, by: int) -> None:
    """What scrolling does to the glass: blank lines come in."""
    rows, count = brush.glass.rows, abs(by)
    inner, fresh = rows[top : bottom + 1], blank_rows(len(rows[0]), count)
    rows[top : bottom + 1] = inner[count:] + fresh if by > 0 else fresh + inner[:-count]


def move_rows(brush: Brush, top: int, bottom: int, steps: list[Step]) -> None:
    """Delete and insert lines between `top` and `bottom`; what stands below does not move."""
    brush.blank(PLAIN, PLAIN)
    brush.confine(top, bottom)
    for y, count in steps:
        brush.go(y, 0)
        brush.out.append(_times(abs(count), "L" if count > 0 else "M"))
        _shift(brush, y, bottom, -count)


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
