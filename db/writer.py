"""The one thread of this process that writes: one open connection, one lock descriptor, a fair queue."""

from __future__ import annotations

import atexit
import fcntl
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from typing import Any, TypeVar

from peewee import DatabaseError, IntegrityError, InterfaceError, OperationalError

from db import connection
from db.rules.words import NotSaved, Refused, _

T = TypeVar("T")
PATIENCE = 10.0

_FAULTS = {
    "SQLITE_FULL": _("the disk is full"),
    "SQLITE_IOERR": _("the disk does not answer"),
    "SQLITE_READONLY": _("the file may only be read"),
    "SQLITE_CORRUPT": _("the file is damaged"),
    "SQLITE_NOTADB": _("the file is no longer a database"),
    "SQLITE_CANTOPEN": _("the file cannot be opened"),
    "SQLITE_BUSY": _("the file is locked by another program"),
}


class _Writer(threading.Thread):
    """Blocks in the kernel's fair lock queue, runs one job in one transaction, lets go."""

    def __init__(self) -> None:
        super().__init__(name="dutydesk-writer", daemon=True)
        self.jobs: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = queue.SimpleQueue()
        self.lock_path = f"{connection.path()}.lock"

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            self._serve(*job)
        if not connection.database.is_closed():
            connection.database.close()

    def _serve(self, future: Future[Any], work: Callable[[], Any]) -> None:
        try:
            lock = os.open(self.lock_path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as fault:
            future.set_exception(_storage_fault(fault))
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if future.set_running_or_notify_cancel():
                _say_holder(lock)
                _finish(future, work)
        finally:
            os.close(lock)


def _finish(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        with connection.database.atomic():
            result = work()
    except BaseException as fault:
        if isinstance(fault, (OperationalError, DatabaseError, InterfaceError)) and not isinstance(
            fault, IntegrityError
        ):
            connection.database.close()
            fault = _storage_fault(fault)
        future.set_exception(fault)
    else:
        future.set_result(result)


def _say_holder(lock: int) -> None:
    os.pwrite(lock, f"{terminal_name()} {os.getpid()}".encode().ljust(64), 0)


def holder() -> str:
    """Terminal and process that last held the writing lock."""
    try:
        with open(f"{connection.path()}.lock", "rb") as stream:
            return stream.read(64).decode(errors="replace").strip()
    except OSError:
        return ""


def terminal_name() -> str:
    """Name of this terminal, as the journal records it."""
    for stream in (0, 1, 2):
        try:
            return os.ttyname(stream).removeprefix("/dev/")
        except OSError:
            continue
    return "-"


def _storage_fault(fault: BaseException) -> NotSaved:
    """Peewee masks a full disk as "cannot rollback": the first SQLite error in the context is the true one."""
    reason: str = str(fault)
    cause: BaseException | None = fault
    while cause is not None:
        name = getattr(cause, "sqlite_errorname", None) or getattr(cause.args[0] if cause.args else None, "name", "")
        known = next((text for key, text in _FAULTS.items() if str(name).startswith(key)), None)
        if known:
            reason = known
        cause = cause.__cause__ or cause.__context__
    return NotSaved(_("NOT saved: {reason}. Nothing is lost here; try again."), reason=reason)


_writer: _Writer | None = None
_guard = threading.Lock()


def _thread() -> _Writer:
    global _writer
    with _guard:
        if _writer is None or not _writer.is_alive():
            _writer = _Writer()
            _writer.start()
        return _writer


def run(work: Callable[[], T]) -> T:
    """Run `work` in one transaction on the writer thread and return what it returned, after the commit.

    Waits 10 s for the lock; a job that has not begun by then is cancelled and refused.
    """
    if threading.current_thread() is _writer:
        raise RuntimeError("a write inside a write: use the door's `inside`")
    future: Future[T] = Future()
    _thread().jobs.put((future, work))
    try:
        return future.result(PATIENCE)
    except NotInTime:
        if not future.done() and future.cancel():
            raise NotSaved(_("NOT saved: station {holder} holds the file. Try again."), holder=holder()) from None
    return future.result()


def stop() -> None:
    """Let the writer finish what it holds and close its connection."""
    global _writer
    with _guard:
        thread, _writer = _writer, None
    if thread is not None and thread.is_alive():
        thread.jobs.put(None)
        thread.join(PATIENCE)


atexit.register(stop)

__all__ = ["PATIENCE", "Refused", "holder", "run", "stop", "terminal_name"]
