"""The program: `dutydesk`, or `python -m tui`."""

from __future__ import annotations

import sys

from tui import cli


def main() -> int:
    """Run the command line of this process."""
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
