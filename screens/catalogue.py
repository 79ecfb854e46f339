"""A compiled catalogue (GNU .mo) searched where it lies: as a dictionary it is half a megabyte on every terminal."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from gettext import NullTranslations
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import unpack_from

_HEAD = "<5I"  # magic number, revision, how many messages, where the table of msgids begins, and that of their messages
_PLACE = "<2I"  # an entry of a table: length of a text, and where it begins


class Catalogue(NullTranslations):
    """The messages of a language by their msgids; a msgid it lacks is its own."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        with file.open("rb") as opened:
            self._mo = mmap(opened.fileno(), 0, access=ACCESS_READ)
        _magic, _revision, self._size, self._msgids, self._messages = unpack_from(_HEAD, self._mo)
        self._found: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """The message of a msgid."""
        found = self._found.get(message)
        if found is None:
            found = self._found[message] = self._search(message)
        return found

    def _search(self, message: str) -> str:
        wanted = message.encode()
        at = bisect_left(range(self._size), wanted, key=partial(self._text, self._msgids))
        found = at < self._size and self._text(self._msgids, at) == wanted
        return self._text(self._messages, at).decode() if found else message

    def _text(self, table: int, number: int) -> bytes:
        length, begin = unpack_from(_PLACE, self._mo, table + 8 * number)
        return self._mo[begin : begin + length]
