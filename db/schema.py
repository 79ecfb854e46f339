"""The schema as the migrations make it, to hold a file against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from db import connection
from db.findings import Finding
from db.models.log_search import SHADOWS
from db.rules.words import _

Schema = dict[tuple[str, str], str]
#: All but the indexes of constraints, which have no statement of their own. A name beginning with `sqlite_` proves
#: nothing: `writable_schema` gives any.
_SQL = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"


#: Made by SQLite itself, with statements that follow its version; `integrity_check` looks at them.
_INNER = {("table", name) for name in (*SHADOWS, "sqlite_stat1", "sqlite_stat4")}


def flat(sql: str) -> str:
    """A statement on one line, so that only what it says is compared; no statement of ours holds a comment."""
    # No other white space than these: what Python takes for a blank may be a letter of a name to SQLite.
    return re.sub(r"[ \n]+", " ", sql).replace("( ", "(").replace(" )", ")")


def _read() -> Schema:
    return {(kind, name): flat(sql) for kind, name, sql in connection.rows(_SQL) if (kind, name) not in _INNER}


@cache
def as_made() -> Schema:
    """Tables, indexes and triggers of a station made now; closes the station that is open."""
    with TemporaryDirectory(prefix="dutydesk-") as folder:
        connection.create_station(Path(folder) / "fresh.db")
        try:
            return _read()
        finally:
            connection.close_station()


def differences(wanted: Schema) -> Iterator[Finding]:
    """How the open station's schema departs from the wanted one."""
    found = _read()
    for kind, name in sorted(wanted.keys() | found.keys()):
        if (kind, name) not in found:
            yield Finding(_("The {kind} {name} is missing: what it held is not held."), kind=kind, name=name)
        elif (kind, name) not in wanted:
            yield Finding(_("The {kind} {name} was not made by dutydesk."), kind=kind, name=name)
        elif found[kind, name] != wanted[kind, name]:
            yield Finding(_("The {kind} {name} is not as it was made."), kind=kind, name=name)


def lacks_tables(wanted: Schema) -> bool:
    """Whether a table of the wanted schema is not in the open station."""
    tables = {key for key in wanted if key[0] == "table"}
    return not tables <= _read().keys()
