"""The list of keys as the place where a scanner types (K7)."""

from __future__ import annotations

from textual import events
from textual.message import Message

from db.key_register import KeyView
from db.rules.plain_text import half_width
from screens.widgets.ledger import Ledger


class KeyLedger(Ledger[KeyView]):
    """The list of keys, which is also where a scanner types: digits and Enter are one scan, whatever has the focus.

    A scanner sends a whole tag before the first digit is handled, so the digits are gathered here, in their order,
    and not in a field that would have to be opened and focused first.
    """

    typed = ""

    class Scanned(Message):
        """Digits and Enter came in."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Typing(Message):
        """Digits stand here that no Enter has ended yet."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def take(self, event: events.Key) -> bool:
        """Digits, then Enter; any other key forgets the digits and means what it always means."""
        digit = half_width(event.character or "")
        if len(digit) == 1 and digit in "0123456789":
            self.type_digit(digit)
        elif self.typed and event.key == "enter":
            self.enter()
        elif self.typed and event.key in ("backspace", "escape"):
            self._set_typed(self.typed[:-1] if event.key == "backspace" else "")
        else:
            if self.typed:
                self.forget()
            return super().take(event)
        return True

    def type_digit(self, digit: str) -> None:
        """One digit of a tag."""
        self._set_typed(self.typed + digit)

    def forget(self) -> None:
        """The digits were a mistake."""
        self._set_typed("")

    def enter(self) -> None:
        """The end of a scan."""
        text, self.typed = self.typed, ""
        self.post_message(self.Scanned(text))

    def _set_typed(self, text: str) -> None:
        self.typed = text
        self.post_message(self.Typing(text))
