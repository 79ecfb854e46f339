"""The search index of the log: derived from it, outside the record, made anew at any time."""

from __future__ import annotations

from typing import Any

from peewee import BigIntegerField, TextField

from db.models.base import Unjournaled


class LogSearch(Unjournaled):
    """The index itself: a line's pairs of characters under its place in the list; it keeps no text."""

    pairs = TextField()

    class Meta:
        table_name = "log_search"

    @classmethod
    def create_table(cls, safe: bool = True, **_options: Any) -> None:
        """Make it; a line that is corrected is entered a second time under its place, nothing is ever taken out."""
        cls._meta.database.execute_sql(
            "CREATE VIRTUAL TABLE \"log_search\" USING fts5(pairs, content='', columnsize=0, detail=none, prefix=1, "
            "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
        )


class LogSearchMark(Unjournaled):
    """How far the index goes: the last line and the last erratum in it; what came later is few and looked through."""

    line = BigIntegerField()
    erratum = BigIntegerField()

    class Meta:
        table_name = "log_search_mark"


#: Tables that SQLite makes for the index by itself.
SHADOWS = ("log_search_data", "log_search_idx", "log_search_config")
