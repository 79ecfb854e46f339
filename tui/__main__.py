"""The program: `dutydesk`, or `python -m tui`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line of this process."""
    # Nothing that is imported is garbage; what a command makes may be, and `cli` turns collection on again.
    gc.disable()
    from tui import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
