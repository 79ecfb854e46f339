"""The privacy view: remembered for this terminal's account until somebody switches it off (L10)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from screens import text


def _mark(site: str) -> Path:
    return user_state_path("dutydesk") / site / "private"


def recall(site: str) -> None:
    """Begin as it was left."""
    # Path.exists() raises where the folder may not be looked into.
    text.hide(os.path.exists(_mark(site)))


def switch(site: str) -> bool:
    """Switch the privacy view; return whether it is on. Where it cannot be remembered it holds until the end."""
    text.hide(not text.private)
    mark = _mark(site)
    with suppress(OSError):
        if text.private:
            mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            mark.touch(mode=0o600)
        else:
            mark.unlink(missing_ok=True)
    return text.private
