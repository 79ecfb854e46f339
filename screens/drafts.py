"""Drafts: what was typed and not yet saved, in files of the officer's own (0600), outside the record (L15)."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from platformdirs import user_state_path

from screens.desk import Parked


def folder(site: str, officer: int) -> Path:
    """Where an officer's drafts lie."""
    return user_state_path("dutydesk") / site / str(officer)


def keep(place: Path, parked: Parked) -> None:
    """Write a draft so that it survives a crash; its file name is remembered in it."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    parked.file = parked.file or f"{uuid4().hex}.json"
    _write(place / parked.file, json.dumps(asdict(parked), ensure_ascii=False))


def _write(file: Path, text: str) -> None:
    temporary = file.with_name(f"{file.name}.new")
    descriptor = os.open(temporary, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(file)


def forget(site: str, words: Sequence[str]) -> None:
    """Strike a person who is forgotten out of every officer's drafts (L10); the rest of what was typed stays."""
    for file in (user_state_path("dutydesk") / site).glob("*/*.json"):
        text = file.read_text(encoding="utf-8", errors="replace")
        struck = text
        for word in words:
            struck = struck.replace(word, "*" * len(word))
        if struck != text:
            _write(file, struck)


def drop(place: Path, parked: Parked) -> None:
    """Forget a draft that was saved or emptied."""
    if parked.file:
        (place / parked.file).unlink(missing_ok=True)


def kept(place: Path) -> list[Parked]:
    """The officer's drafts, oldest first; a file that cannot be read is left where it is."""
    found = []
    for file in place.glob("*.json"):
        try:
            found.append(Parked(**json.loads(file.read_text(encoding="utf-8"))))
        except (OSError, ValueError, TypeError):
            continue
    return sorted(found, key=lambda parked: parked.began_at)
