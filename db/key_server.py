"""What the process of a key does with the questions of its station (`key_process`).

Somebody waits for it to start, and it has its memory beside the station's: it imports nothing it can do without.
"""

from __future__ import annotations

import marshal
import signal
import sys
from collections.abc import Callable
from typing import Any

from db import keyring
from db.keyring import Key, Wrapped, WrongPin

_KEPT = keyring.SIGNER_LASTS  # seconds an open key is kept without being used


def _make(officer: int, pin: str, pepper: bytes) -> tuple[Any, ...]:
    return tuple(keyring.make_key(officer, pin, pepper)[0])


#: What is done with one question, by its word.
WORK: dict[str, Callable[..., Any]] = {
    "make": _make,
    "seal": keyring.seal_code,
    "check": keyring.check_code,
    "waste": keyring.waste_a_guess,
}


def serve() -> None:
    """Open one key, sign with it, and end with the line."""
    import resource  # the station has no use for it

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    opened: list[Key] = []
    while True:
        signal.alarm(_KEPT)
        try:
            word, *about = marshal.load(sys.stdin.buffer)
        except EOFError:
            return
        marshal.dump(_answer(opened, word, about), sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _answer(opened: list[Key], word: str, about: list[Any]) -> tuple[bool, Any]:
    """Whether the PIN was right, and what was asked for."""
    try:
        if word == "sign":
            return True, opened[0].sign(*about)
        if word != "open":
            return True, WORK[word](*about)
        officer, wrapped, pin, pepper = about
        opened[:] = [keyring.open_key(officer, Wrapped(*wrapped), pin, pepper)]
    except WrongPin:
        return False, None
    return True, None
