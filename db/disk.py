"""What must be on the disk before the program goes on."""

from __future__ import annotations

import os
from pathlib import Path


def sync(place: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; raises `OSError`."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
