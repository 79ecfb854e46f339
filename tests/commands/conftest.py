"""A command asked in this process: its words are captured, its station is the tests' own, closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connection
from screens import words
from tui import cli, tasks
from tui.speech import speak

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English unless asked, and English again afterwards."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.setenv(name, "C")
    yield
    connection.close_station()
    speak("en")


def ask(*arguments: object) -> int:
    """Run a command line in this process."""
    return cli.main([str(argument) for argument in arguments])


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str]]:
    """Stations that would have been opened on the screen, and the language spoken then."""
    found: list[tuple[Path, str]] = []

    def open_it(file: Path, _terminal: object, _hint: str = "") -> int:
        found.append((file, words.language))
        return 0

    monkeypatch.setattr(tasks, "_open", open_it)
    return found
