"""A small application of the desk's kind, to drive the wire with; run as a module it takes the real terminal."""

from __future__ import annotations

import time
from pathlib import Path

from tui.profile import Profile, prepare

PROFILE = prepare() if __name__ == "__main__" else Profile()

from rich.segment import Segment  # noqa: E402 - Textual reads what the profile has set when it is imported
from rich.style import Style  # noqa: E402
from textual import events  # noqa: E402
from textual.app import App, ComposeResult  # noqa: E402
from textual.geometry import Region, Size  # noqa: E402
from textual.screen import ModalScreen  # noqa: E402
from textual.scroll_view import ScrollView  # noqa: E402
from textual.strip import Strip  # noqa: E402
from textual.widgets import Input, Static  # noqa: E402

LINES: tuple[str, ...] = (
    "电梯困人，已到场",
    "repair 6-2-1101 leak",
    "业主来电 👨‍👩‍👧 家",
    "钥匙 0217 借出 ❤️",
    "café — “quoted” ①",
    "旗 🇨🇳 flag",
)


class List(ScrollView, can_focus=True):
    """Rows with a marker that moves, and a window that jumps a page at its edge."""

    at = top = 0
    bold = Style(bold=True)

    def on_mount(self) -> None:
        self.virtual_size = Size(20, 1)

    def render_line(self, y: int) -> Strip:
        row = self.top + y
        mark = ">" if row == self.at else " "
        text = f" {row:06d} {LINES[row % len(LINES)]}"
        return Strip([Segment(mark, self.bold), Segment(text)]).adjust_cell_length(self.size.width)

    def key_down(self) -> None:
        self._go(self.at + 1)

    def key_up(self) -> None:
        self._go(max(self.at - 1, 0))

    def key_pagedown(self) -> None:
        self._go(self.at + self.size.height)

    def key_s(self) -> None:
        self.top += 1
        self.at = max(self.at, self.top)
        self.refresh()

    def _go(self, row: int) -> None:
        was, self.at = self.at, row
        if not self.top <= row < self.top + self.size.height:
            self.top = row - row % max(self.size.height, 1)
            self.refresh()
        else:
            for each in (was, row):
                self.refresh(Region(0, each - self.top, 1, 1))


class Question(ModalScreen[None]):
    """Something in front of everything else."""

    BINDINGS = [("escape", "dismiss")]

    def compose(self) -> ComposeResult:
        yield Static("确认 Sign?\n请输入 PIN")


class SmallApp(App[None]):
    """One line to type in, a list, a status line."""

    CSS = """
    Input { border: none; height: 1; }
    #head { height: 1; text-style: reverse; }
    #status { height: 1; dock: bottom; background: ansi_blue; }
    Question { align: center middle; background: ansi_default; }
    Question Static { width: 24; height: 4; border: ascii ansi_green; }
    """
    BINDINGS = [("f2", "ask"), ("f11", "outside"), ("f12", "hang"), ("ctrl+q", "quit"), ("ctrl+z", "suspend_process")]
    notes: Path | None = None

    def on_load(self) -> None:
        self.heard: dict[int, events.Event] = {}  # a key that bubbles comes by twice

    def compose(self) -> ComposeResult:
        yield Static("锦绣花园 · 前台  2026-02-06 20:00  陈晓燕", id="head")
        field = Input(placeholder="值班记录")
        field.cursor_blink = False
        yield field
        yield List()
        yield Static("F1 help  F2 ask", id="status")

    def action_outside(self) -> None:
        with self.suspend():
            print("\nsomebody else's line")
            self.note("outside")

    def action_hang(self) -> None:
        self.note("hanging")
        time.sleep(60)

    def action_ask(self) -> None:
        self.push_screen(Question())

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and self.notes and id(event) not in self.heard:
            self.heard[id(event)] = event
            self.query_one("#status", Static).update(f"F1 help, key {event.key}.")
            self.note(event.key)
        await super().on_event(event)

    def note(self, line: str) -> None:
        if self.notes:
            with self.notes.open("a", encoding="utf-8") as stream:
                stream.write(f"{line}\n")

    def on_paste(self, event: events.Paste) -> None:
        self.note(f"paste {len(event.text)}")

    def save_drafts(self) -> None:
        self.note(f"draft {self.query_one(Input).value}")


if __name__ == "__main__":
    import sys
    from dataclasses import replace

    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    names = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    app = SmallApp(
        driver_class=replace(
            PROFILE,
            encoding="gb18030" if "--gb18030" in options else PROFILE.encoding,
            flow_control="--xon" in options,
            slow=9600 if "--slow" in options else None,
        ).driver_class()
    )
    if "--plain" in options:
        LINES = ("电梯困人，已到场", "repair 6-2-1101 leak", "业主来电", "钥匙 0217 借出")
    app.notes = Path(names[0]) if names else None
    if app.notes:
        app.notes.touch()
    app.run(mouse=False)
    sys.exit(app.return_code)
