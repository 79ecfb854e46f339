"""What the commands say on a plain terminal: sentences, and a bar while something takes its time."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from types import TracebackType

from db import faults
from db.rules.plain_text import visible
from db.rules.words import Refused
from screens import words
from screens.words import N_, _

LOCALE = Path(__file__).with_name("locale")
_WIDTH = 30


def speak(code: str) -> None:
    """Speak `zh` or `en` from now on."""
    words.use(code, LOCALE)


def told(refused: Refused) -> str:
    """A refusal in the reader's language, on one line that steers no terminal."""
    return visible(words.tell(refused))


def say(msgid: str, **values: object) -> None:
    """Print one sentence."""
    print(_(msgid).format(**{name: _harmless(value) for name, value in values.items()}))


def put(line: str) -> None:
    """Print one line of what somebody else wrote, so that it steers no terminal."""
    print(visible(line))


def _harmless(value: object) -> object:
    return visible(str(value)) if isinstance(value, (str, Path)) else value


#: What may be part of a PIN or of a phone.
_LONG_NUMBER = re.compile(r"\d{4,}")


def harmless(words: str) -> str:
    """The words of a fault, which may hold anything: without long numbers, steering no terminal."""
    return visible(_LONG_NUMBER.sub("…", words))


def burst(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """A fault of the program on a plain terminal (`sys.excepthook`): where it happened, and its words."""
    import traceback

    for place in traceback.format_tb(trace):
        print(place, end="", file=sys.stderr)
    for line in traceback.format_exception_only(kind, fault):
        print(harmless(line.rstrip("\n")), file=sys.stderr)


def unwritten() -> Refused | None:
    """Why the output took nothing, where it was that and not the record: what it refused once it refuses again."""
    try:
        print(end="", flush=True)
    except OSError as fault:
        drop_output()
        return Refused(N_("The output could not be written: {reason}."), reason=faults.reason(fault))
    return None


def drop_output() -> None:
    """Nobody takes what is left (`head` has heard enough, a disk is full): Python writes it into nothing at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Bar:
    """A progress bar on stderr, drawn only where somebody looks and only when it has grown."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.shown = -1
        self.watched = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        filled = _WIDTH * done // total if total else _WIDTH
        if not self.watched or filled == self.shown:
            return
        self.shown = filled
        end = "\n" if done >= total else ""
        bar = "#" * filled + "-" * (_WIDTH - filled)
        print(f"\r{self.label} [{bar}] {done:,} / {total:,}", end=end, file=sys.stderr, flush=True)
