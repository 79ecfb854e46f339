"""The site's pepper: 32 bytes every PIN is mixed with, beside the configuration and never beside the data."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path

from db import journal
from db.rules.words import Refused, _


def pepper_path(site: str) -> Path:
    """Where this site's pepper lies."""
    return user_config_path("dutydesk") / f"{site}.pepper"


def make_pepper(site: str) -> None:
    """Write a new pepper (mode 0600) unless there is one."""
    file = pepper_path(site)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(journal.random_bytes(32))
        os.fsync(stream.fileno())


def read_pepper(site: str) -> bytes:
    """This site's pepper; lost, every officer must choose a new PIN."""
    try:
        return pepper_path(site).read_bytes()
    except OSError:
        raise Refused(
            _("The pepper file {path} is missing: restore it, or let every officer choose a new PIN."),
            path=pepper_path(site),
        ) from None
