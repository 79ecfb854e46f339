"""Stations as the faults meet them: processes of their own on one real file, and what each was told.

The process that tries them never opens the file itself: each station is forked from it, and so is each proof.
"""

from __future__ import annotations

import atexit
import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from db import clock, connection, duty, duty_log, site, staff, tickets
from db.journal import Session
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import PIN, found_station

T = TypeVar("T")
#: What a station does; it is handed what says a line.
Work = Callable[[Callable[[str], None]], None]
NUMBERS = ("1024", "1031", "1007", "1002", "1001")


@dataclass(frozen=True, slots=True)
class Place:
    """A founded station: its file, the sessions of its officers, a post, a ticket to write on."""

    file: Path
    sessions: tuple[Session, ...]
    post: int
    ticket: int


def apart(work: Callable[[], T]) -> T:
    """What a piece of work gives, done in a process of its own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _end(lambda: _send(writer, work()))
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        answer = stream.read()
    _pid, status = os.waitpid(pid, 0)
    if status:
        raise RuntimeError(f"the process ended with {status}")
    given: T = pickle.loads(answer)
    return given


def forked(work: Callable[[], None]) -> int:
    """Do a piece of work in a process of its own, and give its id."""
    pid = os.fork()
    if pid == 0:
        _end(work)
    return pid


def _send(descriptor: int, answer: object) -> None:
    with os.fdopen(descriptor, "wb") as stream:
        pickle.dump(answer, stream)


def _end(work: Callable[[], None]) -> None:
    """Do it and end this process, whatever happens, without what the parent would do at its end."""
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


class Station:
    """One station at work in its own process; `told` is what it said, line by line, also after it was killed."""

    def __init__(self, folder: Path, name: str, work: Work) -> None:
        self.said = folder / f"{name}.said"
        self.pid = os.fork()
        if self.pid == 0:
            descriptor = os.open(self.said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            _end(lambda: work(lambda line: _say(descriptor, line)))

    def told(self) -> list[str]:
        """Whole lines it has said until now."""
        if not self.said.exists():
            return []
        return self.said.read_text(encoding="utf-8").split("\n")[:-1]

    def kill(self, how: int = signal.SIGKILL) -> None:
        """Send a signal; a killed one is waited for."""
        os.kill(self.pid, how)
        if how == signal.SIGKILL:
            self.wait()

    def wait(self) -> int:
        """Wait for its end; the exit code."""
        _pid, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def until(self, lines: int, within: float = 30.0) -> None:
        """Wait until it has said so many lines."""
        end = time.monotonic() + within
        while len(self.told()) < lines:
            if time.monotonic() > end:
                raise TimeoutError(f"{self.said.name}: {self.told()}")
            time.sleep(0.005)


def _say(descriptor: int, line: str) -> None:
    os.write(descriptor, f"{line}\n".encode())


def found(folder: Path, *, ticket: bool = True) -> Place:
    """A station in a folder of its own; with an urgent ticket where one is to be written on.

    Founded once and copied: a PIN costs a tenth of a second, and there are eleven.
    """
    place = _template(ticket)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(place.file, folder / "station.db")
    os.environ["XDG_CONFIG_HOME"] = str(place.file.parent / "config")
    return replace(place, file=folder / "station.db")


@cache
def _template(ticket: bool) -> Place:
    folder = Path(tempfile.mkdtemp(prefix="dutydesk-founded-"))
    # Forked stations end without it.
    atexit.register(shutil.rmtree, folder)
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
    return apart(lambda: _found(folder / "station.db", ticket))


def _found(file: Path, with_ticket: bool) -> Place:
    found_station(file)
    sessions = tuple(staff.sign_on(number, PIN) for number in NUMBERS)
    post = site.read().posts[0].id
    duty.take_empty_post(sessions[0], post)
    ticket = _urgent(sessions[0], post, "卷闸门关不上").id if with_ticket else 0
    connection.close_station()
    return Place(file, sessions, post, ticket)


def _urgent(session: Session, post: int, content: str) -> tickets.TicketView:
    return tickets.take(session, "repair", content, post_id=post, place="地库", public=True, grade="urgent")


def write_one(place: Place, session: Session, text: str, number: int) -> None:
    """One write through a door: mostly lines of the log, now and then a ticket, its progress, a promise."""
    if number % 10 < 6:
        duty_log.write(session, place.post, text)
    elif number % 10 < 8:
        tickets.progress(session, place.ticket, text)
    elif number % 10 == 8:
        duty_log.promise(session, place.post, text, clock.now() + 3_600_000)
    else:
        _urgent(session, place.post, text)


def writing(
    place: Place, who: int, name: str, count: int, pace: float = 0.0
) -> Callable[[Callable[[str], None]], None]:
    """The work of a station: so many writes (0: until it is killed), each said when its door says that it is saved.

    A line said is `saved TEXT SECONDS` or `refused SENTENCE`; `pace` is the time from one write to the next.
    """

    def work(say: Callable[[str], None]) -> None:
        connection.open_station(place.file)
        number, due = 0, time.monotonic()
        while not count or number < count:
            text = f"{name}-{number}"
            begun = time.monotonic()
            try:
                write_one(place, place.sessions[who % len(place.sessions)], text, number)
                say(f"saved {text} {time.monotonic() - begun:.4f}")
            except Refused as refused:
                say(f"refused {refused}")
            number += 1
            due += pace
            time.sleep(max(0.0, due - time.monotonic()))
        connection.close_station()

    return work


TEXTS = """
SELECT "text" FROM "log_entry" UNION ALL SELECT "text" FROM "ticket_event" UNION ALL
SELECT "content" FROM "ticket"
"""


def saved_texts(said: list[str]) -> list[str]:
    """The texts that were said to be saved."""
    return [line.split(" ")[1] for line in said if line.startswith("saved ")]


def stored_texts(file: Path) -> list[str]:
    """Every text in the file, read in a process of its own."""

    def read() -> list[str]:
        with connection.station(file, read_only=True):
            return [text for (text,) in connection.rows(TEXTS)]

    return apart(read)


def proof(file: Path) -> list[str]:
    """What verify finds, in a process of its own."""
    return apart(lambda: [str(problem) for problem in verify(file).problems])
