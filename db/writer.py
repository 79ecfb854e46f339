"""The one thread of this process that writes: one open connection, one lock descriptor, a fair queue."""

from __future__ import annotations

import atexit
import fcntl
import os
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

from db import connection, faults, presence
from db.rules.words import NotSaved, Refused, _

T = TypeVar("T")
PATIENCE = 10.0
#: Seconds without a write, after which what the WAL holds is written into the file: no officer waits for that.
REST = 0.5


class _Job:
    """One piece of work; whoever takes it first, the writer to do it or its caller to give it up, has it for good."""

    def __init__(self, work: Callable[[], Any], officer: str) -> None:
        self.work = work
        self.officer = officer
        self._taken = threading.Lock()
        self._answer: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()

    def take(self) -> bool:
        """Whether it was still there to be taken."""
        return self._taken.acquire(blocking=False)

    def answer(self, result: Any, fault: BaseException | None = None) -> None:
        """Say how it ended."""
        self._answer.put((result, fault))

    def wait(self, patience: float | None = None) -> Any:
        """What the work returned, or its fault; `queue.Empty` where nothing is known in time."""
        result, fault = self._answer.get(timeout=patience)
        if fault is None:
            return result
        try:
            raise fault
        finally:
            del fault  # its traceback holds this frame


class _Writer(threading.Thread):
    """Blocks in the kernel's fair lock queue, runs one job in one transaction, lets go."""

    def __init__(self) -> None:
        super().__init__(name="dutydesk-writer", daemon=True)
        self.jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self.file = connection.path()
        #: Descriptor of the side file while a job runs.
        self.lock = -1

    def run(self) -> None:
        while (job := self._next()) is not None:
            self._serve(job)
        if not connection.database.is_closed():
            connection.database.close()

    def _next(self) -> _Job | None:
        """The next job; the file is brought up to date where none comes for a while."""
        if not connection.database.is_closed():
            with suppress(queue.Empty):
                return self.jobs.get(timeout=REST)
            connection.checkpoint()
        return self.jobs.get()

    def _serve(self, job: _Job) -> None:
        try:
            self.lock = presence.beside(self.file, ".lock")
        except OSError as fault:
            job.answer(None, faults.not_saved(fault, self.file))
            return
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX)
            if job.take():
                self._finish(job)
        finally:
            os.close(self.lock)

    def _finish(self, job: _Job) -> None:
        try:
            presence.say_holder(self.lock, f"{terminal_name()} {os.getpid()} {job.officer}")
            connection.follow()
            with connection.database.atomic():
                result = job.work()
        except BaseException as fault:
            if faults.of_database(fault) or faults.is_of_storage(fault):
                connection.give_up()
                fault = faults.not_saved(fault, self.file)
            job.answer(None, fault)
        else:
            job.answer(result)


def stored(seq: int) -> None:
    """Say beside the station that everything up to this entry is stored (inside a job)."""
    if _writer is not None:
        presence.say_stored(_writer.lock, seq)


def holder() -> str:
    """Terminal, process and officer that last held the writing lock."""
    return presence.holder(connection.path())


@cache
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
    job = _Job(work, officer)
    _thread().jobs.put(job)
    result: T
    try:
        result = job.wait(PATIENCE)
    except queue.Empty:
        if job.take():
            raise NotSaved(_("NOT saved: station {holder} holds the file. Try again."), holder=holder()) from None
        result = job.wait()
    return result


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
