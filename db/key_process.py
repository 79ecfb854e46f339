"""PINs are proved and keys opened in a small process of their own: a screen's process never holds a private key.

The process lives from the PIN to the signature: it is started when a PIN was typed, answers over a socket pair, and is
killed when its key is no longer held. Nothing secret stands in its arguments or its environment.
"""

from __future__ import annotations

import marshal
import os
import signal
import socket
import weakref
from typing import Any

from db import apart, key_server, keyring
from db.keyring import Key, Wrapped, WrongPin
from db.rules.words import Refused, _

_PATIENCE = 15  # seconds an answer may take


class NotChecked(Refused):
    """The process of the key gave no answer: nothing is known of the PIN, and nothing was signed."""

    def __init__(self) -> None:
        super().__init__(_("The process that checks PINs does not answer. Please type the PIN again."))


def open_key(officer: int, wrapped: Wrapped, pin: str, pepper: bytes) -> Key:
    """The key, open as long as the answer is held; `WrongPin` where PIN, pepper or officer is not its own."""
    if not apart.kept:
        return keyring.open_key(officer, wrapped, pin, pepper)
    child = _Child()
    child.ask("open", officer, tuple(wrapped), pin, pepper)
    return child


def make_key(officer: int, pin: str, pepper: bytes) -> Wrapped:
    """A new key of an officer, sealed under the PIN."""
    return Wrapped(*_once("make", officer, pin, pepper))


def seal_code(code: str, pepper: bytes) -> tuple[bytes, bytes]:
    """Salt and stretched code: what is stored of a one-time code."""
    salt, sealed = _once("seal", code, pepper)
    return salt, sealed


def check_code(typed: str, salt: bytes, sealed: bytes, pepper: bytes) -> None:
    """`WrongPin` where what was typed is not the one-time code that was sealed."""
    _once("check", typed, salt, sealed, pepper)


def waste_a_guess(pin: str) -> None:
    """Do for an unknown number the work a known one costs, so that the time tells nothing."""
    _once("waste", pin)


def _once(word: str, *about: Any) -> Any:
    """Do it in a process that ends with it."""
    return _Child().ask(word, *about) if apart.kept else key_server.WORK[word](*about)


class _Child:
    """The process of one key, seen from the station; both ends are this program, so what goes over is marshalled."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        ours.settimeout(_PATIENCE)
        with theirs:
            try:
                pid = _spawn(theirs.fileno())
            except OSError as fault:
                ours.close()
                raise NotChecked from fault
        self._line = ours.makefile("rwb")
        self._end = weakref.finalize(self, _end, ours, pid)

    def ask(self, word: str, *about: Any) -> Any:
        """One question, one answer."""
        try:
            marshal.dump((word, *about), self._line)
            self._line.flush()
            right, answer = marshal.load(self._line)
        except (OSError, EOFError, ValueError) as fault:
            self._end()
            raise NotChecked from fault
        if not right:
            raise WrongPin
        return answer

    def sign(self, message: bytes) -> str:
        """Signature over the message, 128 hex digits."""
        return str(self.ask("sign", message))


def _spawn(line: int) -> int:
    """Start the process with its line as input and output; return its id."""
    command = apart.command("db.key_server")
    # Where the interpreter's own library lies is all it may need to know of this environment.
    environment = {name: value for name, value in os.environ.items() if name == "LD_LIBRARY_PATH"}
    here = [(os.POSIX_SPAWN_DUP2, line, 0), (os.POSIX_SPAWN_DUP2, line, 1)]
    silent = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
    return os.posix_spawn(command[0], command, environment, file_actions=[*here, silent])


def _end(line: socket.socket, pid: int) -> None:
    line.close()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
