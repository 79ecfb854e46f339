"""What the storage answered, as a sentence: every error of SQLite and of the file system has its own."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from peewee import DatabaseError, IntegrityError, InterfaceError

from db.rules.words import NotSaved, Refused, _

#: By the beginning of SQLite's own name of an error; the longer name stands first.
_BY_NAME = {
    "SQLITE_FULL": _("the disk is full"),
    "SQLITE_READONLY_DBMOVED": _("the file was moved away"),
    "SQLITE_READONLY": _("the file may only be read"),
    "SQLITE_IOERR_NOMEM": _("this machine has no memory left"),
    "SQLITE_IOERR": _("the disk does not answer"),
    "SQLITE_CORRUPT": _("the file is damaged"),
    "SQLITE_NOTADB": _("the file is no longer a database"),
    "SQLITE_CANTOPEN": _("the file cannot be opened"),
    "SQLITE_BUSY": _("the file is locked by another program"),
    "SQLITE_LOCKED": _("the file is locked by another program"),
    "SQLITE_PROTOCOL": _("the file cannot be locked where it lies"),
    "SQLITE_PERM": _("this account may not write the file"),
    "SQLITE_NOMEM": _("this machine has no memory left"),
}
#: What the backup API of the module raises has no name, only the text of the code.
_NAMED = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
}
_BY_NUMBER = {
    errno.ENOSPC: _("the disk is full"),
    errno.EDQUOT: _("the disk is full"),
    errno.EROFS: _("the file may only be read"),
    errno.EIO: _("the disk does not answer"),
    errno.EACCES: _("this account may not write the file"),
    errno.EPERM: _("this account may not write the file"),
    errno.ENOENT: _("the station's file or folder is gone"),
    errno.ENOTDIR: _("the station's file or folder is gone"),
    errno.ELOOP: _("a link lies where a file of the station belongs"),
    errno.EMFILE: _("too many files are open"),
    errno.ENFILE: _("too many files are open"),
    errno.ENOMEM: _("this machine has no memory left"),
}
#: Errors behind which the file system knows more than SQLite says.
_VAGUE = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")


class Moved(Exception):
    """The open station is no longer the file that its path names; its text says what is."""


def _causes(fault: BaseException) -> Iterator[BaseException]:
    """The error and what it came from: Peewee masks a full disk as "cannot rollback", the first one is the true one."""
    seen: BaseException | None = fault
    while seen is not None:
        yield seen
        # What the file system itself answered hides nothing; before it a missing folder may have been made.
        seen = None if isinstance(seen, OSError) else seen.__cause__ or seen.__context__


def _name(fault: BaseException) -> str:
    return str(getattr(fault, "sqlite_errorname", None) or _NAMED.get(str(fault), ""))


def is_of_storage(fault: BaseException) -> bool:
    """Whether the storage failed, and not what was asked of it."""
    if isinstance(fault, IntegrityError):
        return False
    return any(isinstance(cause, Moved) or _reason_of(cause) for cause in _causes(fault))


def _reason_of(cause: BaseException) -> str:
    if isinstance(cause, OSError):
        return _BY_NUMBER.get(cause.errno or 0, "")
    return next((text for name, text in _BY_NAME.items() if _name(cause).startswith(name)), "")


def reason(fault: BaseException, file: Path | None = None) -> Refused:
    """Why the storage failed: the first error known by name, or what it said itself.

    With the file, what its file system says stands before the vaguer errors of SQLite.
    """
    found = (fault, getattr(fault, "strerror", None) or str(fault))
    for cause in _causes(fault):
        if known := str(cause) if isinstance(cause, Moved) else _reason_of(cause):
            found = (cause, known)
    cause, text = found
    # What SQLite said may hold braces: it is a value, not a sentence with places.
    seen = _seen(file) if file is not None and _name(cause).startswith(_VAGUE) else ""
    return Refused("{said}", said=seen or text)


def _seen(file: Path) -> str:
    """What the file system says about the station at this moment."""
    try:
        status = os.statvfs(file)
    except OSError as fault:
        return _BY_NUMBER.get(fault.errno or 0, "")
    if status.f_flag & os.ST_RDONLY:
        return _BY_NUMBER[errno.EROFS]
    return "" if status.f_bavail else _BY_NUMBER[errno.ENOSPC]


def not_saved(fault: BaseException, file: Path) -> NotSaved:
    """The sentence of a write that the storage did not take."""
    return NotSaved(_("NOT saved: {reason}. Nothing is lost here; try again."), reason=reason(fault, file))


def of_database(fault: BaseException) -> bool:
    """Whether this is an error of the database other than a broken constraint."""
    return isinstance(fault, (DatabaseError, InterfaceError)) and not isinstance(fault, IntegrityError)
