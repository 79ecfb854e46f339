"""The line where one types: Textual's Input, whose keys come from the panel, and the keys that edit it."""

from __future__ import annotations

from typing import Protocol, cast

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widgets import Input

from db.rules.plain_text import visible

#: Keys that edit the line → the actions of Textual's Input.
EDITING = {
    "backspace": "delete_left", "delete": "delete_right", "left": "cursor_left", "right": "cursor_right",
    "home": "home", "end": "end", "ctrl+a": "home", "ctrl+e": "end", "ctrl+u": "delete_left_all",
    "ctrl+k": "delete_right_all", "ctrl+w": "delete_left_word", "ctrl+left": "cursor_left_word",
    "ctrl+right": "cursor_right_word",
}  # fmt: skip


class Pasted(Protocol):
    """The panel around the line, as far as the line knows it."""

    def paste(self, text: str) -> None:
        """Put a pasted text on the line, if the question takes it."""


class EntryLine(Input, inherit_css=False):
    """The line where one types; keys come from the panel, in their order, and a paste from the terminal.

    Its few styles stand in `base.tcss`: those of Textual's own Input are 20 rules to parse before the first screen.
    """

    COMPONENT_CLASSES = Input.COMPONENT_CLASSES

    def __init__(self) -> None:
        super().__init__(compact=True, id="entry", select_on_focus=False)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        """Keys are the panel's; none is typed twice."""
        event.stop()
        event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        cast(Pasted, self.query_ancestor("#panel")).paste(event.text)

    @property
    def _value(self) -> Text:
        """What is shown: a character that cannot be printed is seen, so that it can be removed."""
        shown = "*" * len(self.value) if self.password else visible(self.value)
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(visible(self.value[:position]))
