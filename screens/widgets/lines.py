"""The one-line parts of every screen: header, status, shortcuts. Plain text, no markup, no frame."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from screens.text import apart, fit


class Line(Static):
    """One line of literal text: a left end and a right end; a margin, which changes often, is never bold."""

    def __init__(self, *, id: str, bold: bool = False) -> None:
        super().__init__(id=id, markup=False)
        self.bold = bold
        self.margin = self.left = self.right = ""

    def say(self, left: str, right: str | None = None, *, margin: str | None = None) -> None:
        """Show other words; nothing is painted where they are the same."""
        right = self.right if right is None else right
        margin = self.margin if margin is None else margin
        if (margin, left, right) != (self.margin, self.left, self.right):
            self.margin, self.left, self.right = margin, left, right
            self.refresh()

    def render(self) -> Text:
        """The line in the width there is."""
        width, left = self.size.width, self.margin + self.left
        words = Text(apart(left, self.right, width) if self.right else fit(left, width), no_wrap=True, end="")
        if self.bold:
            words.stylize("bold", len(self.margin))
        return words
