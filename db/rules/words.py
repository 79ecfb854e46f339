"""Marking words for translation, and the one exception every rule and door refuses with."""

from __future__ import annotations


def _(msgid: str) -> str:
    """Mark an English msgid; it is translated only when it is shown."""
    return msgid


class Refused(Exception):
    """A request the rules do not allow, with the sentence that says why and what to do."""

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.values = values

    def __str__(self) -> str:
        return self.msgid.format(**self.values)


class NotSaved(Refused):
    """The storage failed: nothing of this write is in the record."""
