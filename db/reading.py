"""Why the record cannot be read, as a sentence: its storage failed, or another program wrote into it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from db import connection, faults
from db.rules.words import Refused, _


class NotRead(Refused):
    """The record could not be read."""

    code = 14


def refusal(fault: BaseException) -> Refused | None:
    """The sentence of a reading that failed; None where the record is not why: the fault is the program's own."""
    if isinstance(fault, Refused):
        return fault if isinstance(fault, NotRead) else None
    if faults.is_of_storage(fault):
        return NotRead(_("The record cannot be read: {reason}."), reason=faults.reason(fault))
    # What a file system or a pipe answers is no value of the record.
    if not isinstance(fault, OSError) and (altered := _altered()):
        return NotRead(_("This cannot be shown: {altered} dutydesk verify names all of it."), altered=altered)
    return None


@contextmanager
def station(file: Path, *, read_only: bool = False) -> Iterator[None]:
    """Have a station open for the time of a block; what breaks because of the record is told while it is open."""
    with connection.station(file, read_only=read_only):
        try:
            yield
        except Exception as fault:
            if refused := refusal(fault):
                raise refused from fault
            raise


def _altered() -> Refused | None:
    """The first row of the open station that is not as the program wrote it, or why not even that can be looked for."""
    try:
        file = connection.path()
        return _first(file, tuple(part.stat().st_mtime_ns for part in (file, Path(f"{file}-wal")) if part.exists()))
    except Exception as fault:
        # Another one than the database's own tells nothing of the record: no station may be open.
        unread = _("What was altered cannot even be read: {reason}.")
        return Refused(unread, reason=fault) if faults.of_database(fault) else None


@lru_cache(maxsize=1)
def _first(_station: Path, _written: tuple[int, ...]) -> Refused | None:
    """Looked for once until somebody writes: a row that cannot be shown asks at each painting."""
    # On a connection of its own: a statement that broke may still stand open on this one.
    with ThreadPoolExecutor(1, "reading") as beside:
        return beside.submit(_look).result()


def _look() -> Refused | None:
    from db.verify_rows import differences  # where something broke, and never before

    try:
        with closing(differences()) as found:
            return next(found, None)
    finally:
        connection.database.close()
