"""What a terminal has done in processes of its own, to stay light and to hold no private key: whether, and how.

Commands and tests, which have no terminal to keep light, do it in their own process.
"""

from __future__ import annotations

import sys
from pathlib import Path

_MAIN = "import sys; sys.path[:] = sys.argv[1:]; from {module} import serve; serve()"

#: Whether this process has such work done apart.
kept = False


def keep() -> None:
    """From now on this process has it done apart."""
    global kept
    kept = True


def command(module: str) -> list[str]:
    """The command line of a process in which `serve()` of a module of this program answers over standard streams."""
    root = str(Path(__file__).resolve().parents[1])
    return [sys.executable, "-I", "-S", "-c", _MAIN.format(module=module), root, *filter(None, sys.path)]
