"""The program: `dutydesk`, or `python -m tui`."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper


def main() -> int:
    """Run the command line of this process."""
    # Nothing that is imported is garbage; what a command makes may be, and `cli` turns collection on again.
    gc.disable()
    # A sign that this terminal's encoding lacks is shown as a mark: no sentence is lost for it.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    from tui import cli, speech

    sys.excepthook = speech.burst
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
