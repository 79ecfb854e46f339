"""The one list: a keyset window over any number of rows, a marker for a cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Generic, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from db import reading
from screens.text import fit
from screens.widgets.source import Key, RowT, Source
from screens.words import tell_on_a_line


class Ledger(Widget, Generic[RowT]):
    """Shows one window of a source; `line(row, width)` words a row, `flag(row)` is one character before it.

    `ditto(row)`, all of one width, is a third argument of `line`: blank where the row above has the same. That of the
    first row is for the screen to say above the list: `topped` is called when another row has come to stand there.

    `marked` False is a list that is only looked at: no marker, never the keyboard.
    """

    can_focus = True
    #: Seconds the cursor stands before what follows it is told: a held key costs the marker and no more.
    rest: ClassVar[float] = 0.5
    _resting: Timer | None = None
    _plain: Style | None = None

    class Opened(Message):
        """Enter was pressed on a row."""

        def __init__(self, ledger: Ledger[Any], row: Any) -> None:
            super().__init__()
            self.ledger = ledger
            self.row = row

    class Moved(Message):
        """The cursor stands on another row, or the window changed."""

        def __init__(self, ledger: Ledger[Any]) -> None:
            super().__init__()
            self.ledger = ledger

    def __init__(
        self,
        source: Source[RowT],
        line: Callable[..., str],
        *,
        key: Callable[[RowT], Key] | None = None,
        flag: Callable[[RowT], str] | None = None,
        ditto: Callable[[RowT], str] | None = None,
        topped: Callable[[], None] | None = None,
        style: Callable[[RowT], str] | None = None,
        id: str | None = None,
        marked: bool = True,
    ) -> None:
        super().__init__(id=id)
        self.can_focus = marked
        self.marked = marked
        self.source = source
        self.line = line
        self.flag = flag or (lambda _row: " ")
        self.ditto = ditto
        self.topped = topped or (lambda: None)
        self.row_style = style or (lambda _row: "")
        self.key_of = key or (lambda row: row.key)  # type: ignore[attr-defined]
        self.window: list[RowT] = []
        self.cursor = 0
        self.following = True
        self._read_ahead: list[RowT] = []  # rows past the window, where it was read last
        self._read_back = False  # whether those stand before it

    @property
    def current(self) -> RowT | None:
        """The row under the cursor."""
        return self.window[self.cursor] if self.window else None

    @property
    def height(self) -> int:
        """Rows of one page."""
        return max(1, self.size.height)

    def on_resize(self) -> None:
        """Read the window anew in its new height."""
        self.reload()

    def show(self, source: Source[RowT]) -> None:
        """Show another source from its beginning; what stood there before is what the painting is compared with."""
        self.source = source
        self.home()

    def reload(self) -> None:
        """Read the window again where it stands: the list never moves under the finger.

        While nobody has moved the cursor from the beginning it follows what is new; the marker keeps its row.
        """
        at = self.current
        start = None if self.following or not self.window else self._place(0)
        window = self.source.page(start, self.height, inclusive=True)
        self._set(window, self._index_of(at, window))

    def _place(self, index: int) -> Key:
        return self.key_of(self.window[index])

    def _index_of(self, row: RowT | None, window: list[RowT]) -> int:
        if row is None or not window:
            return 0
        key = self.key_of(row)
        found = next((i for i, other in enumerate(window) if self.key_of(other) == key), None)
        return min(self.cursor, len(window) - 1) if found is None else found

    def _set(self, window: list[RowT], cursor: int) -> None:
        self._read_ahead = []
        self._put(window, cursor)
        self._tell()

    def _put(self, window: list[RowT], cursor: int) -> None:
        before, old = self.window, self.cursor
        self.window, self.cursor = window, max(0, min(cursor, len(window) - 1))
        for y in range(self.height):
            near = slice(max(0, y - 1), y + 1)  # the row above decides what need not be said again
            if before[near] != window[near] or (y in (old, self.cursor) and old != self.cursor):
                self.refresh(Region(0, y, self.size.width, 1))
        if before[:1] != window[:1]:
            self.topped()

    def _move_in_window(self, cursor: int) -> None:
        old, self.cursor, self.following = self.cursor, cursor, False
        for y in (old, cursor):
            self.refresh(Region(0, y, 1, 1))
        self._tell_later()

    def _tell_later(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        if self.rest:
            self._resting = self.set_timer(self.rest, self._tell)
        else:
            self._tell()

    def _tell(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self.post_message(self.Moved(self))

    def down(self) -> None:
        """Next row; at the edge the list moves on by one: a slow line is never a page behind a held key."""
        if self.cursor + 1 < len(self.window):
            self._move_in_window(self.cursor + 1)
        elif self.window and (more := self._beyond(backwards=False)):
            self._move_window([*self.window, *more][-self.height :], self.height)

    def up(self) -> None:
        """Previous row; at the edge the list moves back by one."""
        if self.cursor > 0:
            self._move_in_window(self.cursor - 1)
        elif self.window and (more := self._beyond(backwards=True)):
            self._move_window([*more, *self.window][: self.height], 0)

    def _beyond(self, *, backwards: bool) -> list[RowT]:
        """The row past that end, if any: they are read a page at a time, for the key may be held."""
        if not self._read_ahead or self._read_back != backwards:
            self._read_back = backwards
            self._read_ahead = self.source.page(self._place(0 if backwards else -1), self.height, backwards=backwards)
        return [self._read_ahead.pop(-1 if backwards else 0)] if self._read_ahead else []

    def _move_window(self, window: list[RowT], cursor: int) -> None:
        self.following = False
        self._put(window, cursor)
        self._tell_later()

    def page_down(self, cursor: int | None = None) -> None:
        """Next page; the last one stays."""
        if self.window and (window := self.source.page(self._place(-1), self.height)):
            self.following = False
            self._set(window, self.cursor if cursor is None else cursor)
        elif self.window and cursor is None:
            self._move_in_window(len(self.window) - 1)

    def page_up(self) -> None:
        """Previous page, filled from the beginning where it is short."""
        if not self.window:
            return
        window = self.source.page(self._place(0), self.height, backwards=True)
        if not window:
            self._move_in_window(0)
        elif len(window) < self.height:
            self.home(self.cursor)
        else:
            self._set(window, self.cursor)

    def home(self, cursor: int = 0) -> None:
        """The beginning of the list."""
        self.following = cursor == 0
        self._set(self.source.page(None, self.height), cursor)

    def end(self) -> None:
        """The end of the list."""
        window = self.source.page(None, self.height, backwards=True)
        self.following = False
        self._set(window, len(window) - 1)

    def jump(self, key: Key) -> None:
        """Begin the window at a place in the order (a date, a number)."""
        window = self.source.page(key, self.height, inclusive=True)
        if window:
            self.following = False
            self._set(window, 0)
        else:
            self.end()

    def go_to(self, key: Key) -> None:
        """Put the cursor on a row; the window moves only where the row is not in it."""
        index = next((i for i, row in enumerate(self.window) if self.key_of(row) == key), None)
        if index is None:
            self.jump(key)
        else:
            self._move_in_window(index)

    def open_current(self) -> None:
        """Open the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self, self.current))

    _KEYS = {
        "down": "down", "j": "down", "up": "up", "k": "up", "pagedown": "page_down", "space": "page_down",
        "pageup": "page_up", "home": "home", "end": "end", "enter": "open_current",
    }  # fmt: skip

    def take(self, event: events.Key) -> bool:
        """Move with arrows and pages; False where the key moves nothing here."""
        method = self._KEYS.get(event.key)
        if method is not None:
            getattr(self, method)()
        return method is not None

    def on_key(self, event: events.Key) -> None:
        """A key that came by no screen."""
        if self.take(event):
            event.stop()
            event.prevent_default()

    def refresh(self, *regions: Region, **how: bool) -> Self:
        """Paint anew; the style of plain rows is asked for once each time, not by every row."""
        self._plain = None
        return super().refresh(*regions, **how)

    def render_line(self, y: int) -> Strip:
        """One row: the marker or its flag, and its words.

        A row that another program made unspeakable says so in its place; those around it stand.
        """
        width = self.size.width
        style = self._plain = self._plain or self.rich_style
        if y >= len(self.window):
            return Strip.blank(width, style)
        try:
            words, style = self._row(y, width), style + Style.parse(self.row_style(self.window[y]))
        except Exception as fault:
            refused = reading.refusal(fault)
            if refused is None:
                raise
            words = fit(f"? {tell_on_a_line(refused)}", width)
        return Strip([Segment(words, style)], width)

    def _row(self, y: int, width: int) -> str:
        row = self.window[y]
        mark = fit(">" if self.marked and y == self.cursor else self.flag(row), 1)
        head = mark if self.ditto else f"{mark} "
        room = width - len(head)
        words = self.line(row, room, self._said_once(y)) if self.ditto else self.line(row, room)
        return f"{head}{fit(words, room)}"

    def _said_once(self, y: int) -> str:
        """What row `y` has that the row above has not; blank where it has the same, or the screen says it above."""
        assert self.ditto is not None
        here = self.ditto(self.window[y])
        return " " * len(here) if y == 0 or here == self.ditto(self.window[y - 1]) else here
