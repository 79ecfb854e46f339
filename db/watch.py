"""Whether somebody wrote: what nobody wrote costs one pragma and no query (T19)."""

from __future__ import annotations

from db.connection import database


class Watch:
    """Remembers the file's data version as this thread's connection sees it; another thread needs another watch."""

    def __init__(self) -> None:
        self._seen = _version()

    def changed(self) -> bool:
        """Whether anybody but this thread's connection committed since the last time this was asked."""
        before, self._seen = self._seen, _version()
        return self._seen != before


def _version() -> int:
    return int(database.pragma("data_version"))
