"""Marking words for translation, and the one exception every rule and door refuses with."""

from __future__ import annotations

from collections.abc import Callable


def _(msgid: str) -> str:
    """Mark an English msgid; it is translated only when it is shown."""
    return msgid


def ngettext(one: str, many: str, n: int) -> str:
    """Mark both English forms of a message about a number, and choose; Chinese has the same words for both."""
    return one if n == 1 else many


class Refused(Exception):
    """A request the rules do not allow, with the sentence that says why and what to do."""

    #: Exit code of a command that ends with it.
    code = 1

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.values = values

    def __str__(self) -> str:
        return self.told(lambda msgid: msgid)

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in a language; values that are messages or sentences themselves are translated too."""

        def word(value: object) -> object:
            if isinstance(value, Refused):
                return value.told(translate)
            if isinstance(value, tuple):
                return " / ".join(str(word(part)) for part in value)
            return translate(value) if isinstance(value, str) and value else value

        return translate(self.msgid).format(**{name: word(value) for name, value in self.values.items()})


class NotSaved(Refused):
    """The storage failed: nothing of this write is in the record."""
