"""Each PDF is made in a process that ends with it: reportlab and a Chinese font would stay, 45 MB of them."""

from __future__ import annotations

import pickle
import subprocess
import sys

from db import apart
from db.rules.words import Refused
from screens import words
from screens.papers import pdf
from screens.papers.fonts import Font
from screens.papers.paper import Paper, Stamp
from screens.words import N_

#: How long one may take, in seconds.
_PATIENCE = 60


def render(paper: Paper, stamp: Stamp, font: Font) -> bytes:
    """The bytes of the file; refuses a font that cannot be embedded."""
    if not apart.kept:
        return pdf.render(paper, stamp, font)
    made = _ask(pickle.dumps((words.language, words.place, paper, stamp, font)))
    if isinstance(made, Refused):
        raise made
    return made


def _ask(work: bytes) -> bytes | Refused:
    """What the process answers; both ends are this program."""
    command = apart.command(__name__)
    try:
        ended = subprocess.run(command, input=work, capture_output=True, timeout=_PATIENCE, check=False)
        made: bytes | Refused = pickle.loads(ended.stdout)
    except (OSError, EOFError, pickle.UnpicklingError, subprocess.TimeoutExpired):
        return Refused(N_("The process that makes PDFs ended without one. Please print again."))
    return made


def serve() -> None:
    """What the process does: one paper in, its file or a refusal out."""
    language, place, *asked = pickle.load(sys.stdin.buffer)
    words.use(language, place)
    try:
        made: bytes | Refused = pdf.render(*asked)
    except Refused as refused:
        made = refused
    sys.stdout.buffer.write(pickle.dumps(made))
