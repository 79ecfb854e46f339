"""The one-line parts of every screen: header, status, shortcuts. Plain text, no markup, no frame."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from screens.text import apart, fit


class Line(Static):
    """One line of literal text: a left end and a right end."""

    def __init__(self, *, id: str, bold: bool = False) -> None:
        super().__init__(id=id, markup=False)
        self.bold = bold
        self.left = ""
        self.right = ""

    def say(self, left: str, right: str | None = None) -> None:
        """Show other words; nothing is painted where they are the same."""
        right = self.right if right is None else right
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render(self) -> Text:
        """The line in the width there is."""
        width = self.size.width
        words = apart(self.left, self.right, width) if self.right else fit(self.left, width)
        return Text(words, style="bold" if self.bold else "", no_wrap=True, end="")
