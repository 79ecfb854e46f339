"""What a panel asks of the screen it stands on."""

from __future__ import annotations

from typing import Protocol

from db.rules.words import Refused


class PanelHost(Protocol):
    """The screen a panel stands on: told at once, in the order of the keys."""

    def form_complete(self) -> None:
        """Every question is answered."""

    def put_aside(self) -> None:
        """Esc."""

    def form_answered(self) -> None:
        """An answer was taken: what was said against the one before it is over."""

    def form_changed(self) -> None:
        """Something was typed: the draft is due."""

    def say_keys(self) -> None:
        """Another question is asked: the last line says what answers it."""

    def complain(self, refused: Refused) -> None:
        """An answer was refused."""

    def do_aside(self, value: object) -> None:
        """An option was pressed that answers nothing."""
