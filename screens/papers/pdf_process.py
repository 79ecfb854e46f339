"""Each PDF is made in a process that ends with it: reportlab and a Chinese font would stay, 45 MB of them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from db.rules.words import Refused
from screens import papers, words
from screens.papers import pdf
from screens.papers.fonts import Font
from screens.papers.paper import Paper, Stamp
from screens.words import N_

#: How long one may take, in seconds.
_PATIENCE = 60
_MAIN = "import sys; sys.path[:] = sys.argv[1:]; from screens.papers.pdf_process import serve; serve()"


def render(paper: Paper, stamp: Stamp, font: Font) -> bytes:
    """The bytes of the file; refuses a font that cannot be embedded."""
    if not papers.apart:
        return pdf.render(paper, stamp, font)
    made = _ask(pickle.dumps((words.language, words.place, paper, stamp, font)))
    if isinstance(made, Refused):
        raise made
    return made


def _ask(work: bytes) -> bytes | Refused:
    """What the process answers; both ends are this program."""
    root = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-I", "-S", "-c", _MAIN, root, *filter(None, sys.path)]
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
