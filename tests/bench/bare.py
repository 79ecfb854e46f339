"""The smallest Textual app that shows one row: what every start is measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One row."""

    def compose(self) -> ComposeResult:
        yield Static("first data row")


if __name__ == "__main__":
    Bare().run()
