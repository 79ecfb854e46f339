"""The application as screens know it: which screen is shown, the lock, the shell below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.screen import Screen

from screens.desk import Desk


class Station(Protocol):
    """What the application does for every screen."""

    desk: Desk

    def open(self, noun: str, record: int | None = None) -> None:
        """Go to a screen by its noun, to one record of it."""

    def lock(self) -> None:
        """Lock the screen."""

    def go_to_shell(self) -> bool:
        """Lock and suspend; False where no shell waits to bring the program back."""

    def redraw(self) -> None:
        """Draw the whole screen again."""

    def help(self, screen: Screen[None]) -> None:
        """Show the help of a screen."""

    def read(self, title: str, text: str, put_on_paper: Callable[[], object] | None = None) -> None:
        """Show a long text, page by page; `put_on_paper` prints it."""

    def leave(self) -> None:
        """Back from a text or the lock to the screen below."""
