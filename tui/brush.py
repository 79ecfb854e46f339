"""The brush: changes the cells of a terminal's glass, and knows what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tui.cells import Cell, is_fragile, is_sure
from tui.motion import last_stop, move
from tui.pen import PLAIN, Pen, change, flat
from tui.terminfo import Capabilities

_BRIDGE = 16  # a gap wider than this is never cheaper written again than jumped
_INDENT = 4  # so near the left margin or a tab stop, it may be cheaper to go there and write on than to jump
_HOLE = 11  # blanks inside a row that are worth erasing in place and jumping over


@dataclass(slots=True)
class Glass:
    """What the terminal shows. Rows are never changed in place; None is what is not known."""

    rows: list[list[Cell]]
    y: int | None = None
    x: int | None = None
    pen: Pen | None = None
    region: tuple[int, int] | None = None  #: first and last row that scroll; None when all do
    sure: bool = True  #: False after a character terminals disagree about: `x` is good to write on, not to move from

    def copy(self) -> Glass:
        """A glass to try something on."""
        return Glass(list(self.rows), self.y, self.x, self.pen, self.region, self.sure)

    def is_outside(self, y: int) -> bool:
        """Whether a row does not scroll where others do."""
        return self.region is not None and not self.region[0] <= y <= self.region[1]

    def is_free(self, y: int) -> bool:
        """Whether the cursor can go to a row by steps: some terminals stop it at a margin, on its far side too."""
        if self.y is None or self.region is None:
            return self.y is not None
        first, last = self.region
        return first <= y if y < self.y else y <= last


class Brush:
    """Collects in `out` what turns `glass` into something else; `glass` follows along."""

    def __init__(self, glass: Glass, can: Capabilities) -> None:
        self.glass, self.can = glass, can
        self.out: list[str] = []
        self.tabs = len(glass.rows[0]) if can.tabs else 0

    def cost(self) -> int:
        """Bytes collected."""
        return len("".join(self.out).encode())

    def go(self, y: int, x: int) -> None:
        """Move the cursor."""
        glass = self.glass
        if glass.y != y or glass.x != x:
            self.out.append(self._way(y, x))
            glass.y, glass.x, glass.sure = y, x, True

    def go_to_row(self, y: int) -> None:
        """Move the cursor to a row, wherever in it that is cheapest."""
        glass = self.glass
        if glass.y != y:
            columns = [0] if glass.x is None or not glass.sure else [0, glass.x]
            self.go(y, min(columns, key=lambda column: len(self._way(y, column))))

    def confine(self, first: int, last: int) -> None:
        """Have only these rows scroll from now on; where the cursor goes with that differs."""
        glass = self.glass
        region = None if (first, last) == (0, len(glass.rows) - 1) else (first, last)
        if glass.region != region:
            self.out.append(f"\x1b[{first + 1};{last + 1}r" if region else "\x1b[r")
            glass.region, glass.y, glass.x = region, None, None

    def cheapest(self, ways: Iterable[Callable[[Brush], None]]) -> None:
        """Paint in whichever of these ways costs least."""
        trials = []
        for way in ways:
            trials.append(trial := Brush(self.glass.copy(), self.can))
            way(trial)
        best = min(trials, key=Brush.cost)
        self.out += best.out
        self.glass = best.glass

    def rest(self, place: tuple[int, int] | None) -> None:
        """Leave the cursor where a field's input method looks for it, or where it is: it is hidden."""
        if place is not None:
            self.go(*place)

    def _way(self, y: int, x: int) -> str:
        glass, can = self.glass, self.can
        free = glass.is_free(y)
        return move(glass.y, glass.x if glass.sure else None, y, x, can.hpa, can.vpa, self.tabs, free=free)

    def use(self, pen: Pen) -> None:
        """Change the pen."""
        self.out.append(change(self.glass.pen, pen))
        self.glass.pen = pen

    def blank(self, pen: Pen, hint: Pen) -> None:
        """Change to a pen that looks like `pen` on a blank: the one in use if it does, else `hint` if that does."""
        if self.glass.pen is None or flat(self.glass.pen) != pen:
            self.use(hint if flat(hint) == pen else pen)

    def row(self, y: int, new: list[Cell], changed: list[int], clear_from: int | None = None) -> None:
        """Paint the cells of a row that have changed; those from `clear_from` on are blank, and erased together."""
        end = len(new) if clear_from is None else clear_from
        x = 0
        for start, stop in _runs([at for at in changed if at < end]):
            self._reach(y, start, new, bridge=start - x < _BRIDGE and x > 0)
            self._write(y, new, start, stop)
            x = stop
        if clear_from is not None:
            self.clear_line(y, clear_from, next(at for at in changed if at >= clear_from), new[-1][1])
        self.glass.rows[y] = list(new)

    def clear_line(self, y: int, first: int, last: int, pen: Pen) -> None:
        """Erase to the end of the line from whichever column between `first` and `last` is nearest."""
        glass = self.glass
        here = glass.x
        columns = [first, last] if here is None or not first <= here <= last else [first, last, here]
        self.go(y, min(columns, key=lambda column: len(self._way(y, column))))
        self.blank(pen, PLAIN)
        self.out.append("\x1b[K")

    def _reach(self, y: int, x: int, new: list[Cell], bridge: bool) -> None:
        """Bring the cursor to a cell: by a jump, or by writing again the cells on the way where that is no longer."""
        glass, starts = self.glass, self._starts(y, x, new, bridge)
        if starts == [x]:
            self.go(y, x)
            return
        ways = [self._on_a_trial(y, start, new, x) for start in starts]
        best = min(ways, key=lambda way: way.cost() + len(change(way.glass.pen, new[x][1])))
        self.out += best.out
        glass.y, glass.x, glass.pen, glass.sure = y, x, best.glass.pen, best.glass.sure

    def _starts(self, y: int, x: int, new: list[Cell], bridge: bool) -> list[int]:
        """The cell itself, and where to begin writing towards it: where the cursor is, the margin, a tab stop."""
        starts, here, stop = [x], self.glass.x, last_stop(x)
        if bridge and self.glass.y == y and here is not None and here < x:
            starts.append(here)
        if 0 < x - stop <= _INDENT and new[stop][0] and (self.tabs or not stop):
            starts.append(stop)
        return starts

    def _on_a_trial(self, y: int, start: int, new: list[Cell], x: int) -> Brush:
        """A brush that has gone to `start` and written up to `x`, where the cursor then stands."""
        trial = Brush(self.glass.copy(), self.can)
        trial.go(y, start)
        trial._write(y, new, start, x)
        trial.go(y, x)
        return trial

    def _write(self, y: int, new: list[Cell], start: int, stop: int) -> None:
        """Write cells `start` to `stop` of a row, and the second half of a character that stands across `stop`."""
        x = start
        while x < stop:
            self.go(y, x)
            x = (self._write_blanks if new[x][0] == " " else self._write_text)(new, x, stop)

    def _write_text(self, new: list[Cell], start: int, stop: int) -> int:
        """Write what needs no other pen, up to a hole or a fragile cluster; return the first column after it."""
        pen, x, width = new[start][1], start, len(new)
        self.use(pen)
        blank, sure, settled = (" ", flat(pen)), True, True
        while x < stop and settled:
            cell = new[x]
            text = cell[0]
            if (cell[1] is not pen and cell != blank and cell[1] != pen) or self._is_hole(new, x, stop):
                break
            self.out.append(text)
            sure = sure and is_sure(text)
            settled = not is_fragile(text)
            x += 1
            while x < width and new[x][0] == "":
                x += 1
        self._stand(x if settled and x < width else None, sure)
        return x

    def _stand(self, x: int | None, sure: bool) -> None:
        """Note where the cursor is after writing; at the margin it hangs, and nobody agrees where."""
        self.glass.x = x
        self.glass.sure = self.glass.sure and sure and x is not None

    def _is_hole(self, new: list[Cell], x: int, stop: int) -> bool:
        """Whether so many blanks begin here that erasing them in place is cheaper."""
        cell, end = new[x], x + _HOLE
        return (
            cell[0] == " "
            and self.can.ech
            and end <= stop
            and new[end - 1] == cell
            and self.erasable(cell)
            and all(other == cell for other in new[x:end])
        )

    def _write_blanks(self, new: list[Cell], start: int, stop: int) -> int:
        """Write or erase the equal blanks from `start` on; return the first column after them."""
        cell, end = new[start], start + 1
        while end < stop and new[end] == cell:
            end += 1
        self.blank(cell[1], new[end][1] if end < stop else cell[1])
        if self._is_hole(new, start, stop):
            self.out.append(f"\x1b[{end - start}X")
        else:
            self.out.append(" " * (end - start))
            self._stand(end if end < len(new) else None, True)
        return end

    def erasable(self, cell: Cell) -> bool:
        """Whether erasing leaves this blank: always in the own background, in another where erasing takes the pen's."""
        text, pen = cell
        return text == " " and flat(pen) == Pen("", pen.bg) and (self.can.bce or not pen.bg)


def changes(old: list[Cell], new: list[Cell]) -> list[int]:
    """The columns to repaint; where a fragile cluster stands or stood, all from it to the end of the line."""
    changed = [x for x, cell in enumerate(new) if cell is not old[x] and cell != old[x]]
    if not changed:
        return changed
    fragile = next((x for x, cell in enumerate(new) if is_fragile(cell[0]) or is_fragile(old[x][0])), len(new))
    if changed[-1] >= fragile:
        changed = [x for x in changed if x < fragile] + list(range(fragile, len(new)))
    return changed


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    """Columns in order as runs (start, stop)."""
    runs: list[tuple[int, int]] = []
    for x in columns:
        if runs and runs[-1][1] == x:
            runs[-1] = (runs[-1][0], x + 1)
        else:
            runs.append((x, x + 1))
    return runs


def tail(row: list[Cell]) -> int:
    """The column from which on a row is equal blanks (its width when it ends in something else)."""
    last, x = row[-1], len(row)
    if last[0] != " ":
        return x
    while x and row[x - 1] == last:
        x -= 1
    return x
