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

from db import connection, faults, presence
from db.rules.words import NotSaved, Refused, _

T = TypeVar("T")
PATIENCE = 10.0


class _Writer(threading.Thread):
    """Blocks in the kernel's fair lock queue, runs one job in one transaction, lets go."""

    def __init__(self) -> None:
        super().__init__(name="dutydesk-writer", daemon=True)
        self.jobs: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any], str] | None] = queue.SimpleQueue()
        self.file = connection.path()
        self.lock_path = f"{self.file}.lock"
        #: Descriptor of the side file while a job runs.
        self.lock = -1

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            self._serve(*job)
        if not connection.database.is_closed():
            connection.database.close()

    def _serve(self, future: Future[Any], work: Callable[[], Any], officer: str) -> None:
        try:
            self.lock = os.open(self.lock_path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as fault:
            future.set_exception(faults.not_saved(fault, self.file))
            return
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX)
            if future.set_running_or_notify_cancel():
                self._finish(future, work, officer)
        finally:
            os.close(self.lock)

    def _finish(self, future: Future[Any], work: Callable[[], Any], officer: str) -> None:
        try:
            presence.say_holder(self.lock, f"{terminal_name()} {os.getpid()} {officer}")
            connection.follow()
            with connection.database.atomic():
                result = work()
        except BaseException as fault:
            if faults.of_database(fault) or faults.is_of_storage(fault):
                connection.give_up()
                fault = faults.not_saved(fault, self.file)
            future.set_exception(fault)
        else:
            future.set_result(result)


def stored(seq: int) -> None:
    """Say beside the station that everything up to this entry is stored (inside a job)."""
    if _writer is not None:
        presence.say_stored(_writer.lock, seq)


def holder() -> str:
    """Terminal, process and officer that last held the writing lock."""
    return presence.holder(connection.path())


def terminal_name() -> str:
    """Name of this terminal, as the journal records it."""
    for stream in (0, 1, 2):
        try:
            return os.ttyname(stream).removeprefix("/dev/")
        except OSError:
            continue
    return "-"


_writer: _Writer | None = None
_guard = threading.Lock()


def _thread() -> _Writer:
    global _writer
    with _guard:
        if _writer is None or not _writer.is_alive():
            _writer = _Writer()
            _writer.start()
        return _writer


def run(work: Callable[[], T], officer: str = "") -> T:
    """Run `work` in one transaction on the writer thread and return what it returned, after the commit.

    Waits 10 s for the lock; a job that has not begun by then is cancelled and refused, with the name of who has it.
    """
    if threading.current_thread() is _writer:
        raise RuntimeError("a write inside a write: use the door's `inside`")
    future: Future[T] = Future()
    _thread().jobs.put((future, work, officer))
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

__all__ = ["PATIENCE", "Refused", "holder", "run", "stop", "stored", "terminal_name"]
