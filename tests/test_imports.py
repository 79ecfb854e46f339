"""What libraries import and a night never uses is not there, and whoever asks for it after all has the real one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tui import imports

PUT_OFF = (*imports._PUT_OFF, *imports._PUT_OFF_TO_A_CALL, "typing_extensions", "textual.command")
NIGHT = """
import sys, tui.cli, tui.app
tui.cli.parser(commands=False)
import screens.duty, screens.duty_log, screens.calls, screens.key_register, screens.ticket_queue
print(*(name for name in sys.argv[1:] if sys.modules[name] is not None and sys.modules[name].__spec__ is not None))
"""


def said_by(program: str, *arguments: str) -> str:
    """What a process of its own prints."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_none_of_them_is_there_when_the_night_begins() -> None:
    assert said_by(NIGHT, *imports._LEFT_OUT, *PUT_OFF) == ""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("import calendar; print(calendar.monthrange(2028, 2)[1], calendar.SUNDAY)", "29 6"),
        ("from tempfile import gettempdir as ask; print(ask() == ask())", "True"),
        ("import difflib; print(difflib.get_close_matches('kye', ['key', 'log']))", "['key']"),
        (
            "from typing_extensions import Self, deprecated; print(Self.__name__, deprecated.__name__)",
            "Self deprecated",
        ),
        ("import tempfile, urllib.response; print(tempfile.TemporaryDirectory.__name__)", "TemporaryDirectory"),
        ("from reportlab.platypus import SimpleDocTemplate; import tui.pictures, tui.printing; print(1)", "1"),
        ("import locale, ipaddress as ip; print(locale.LC_ALL, ip.ip_address('::1').version)", "6 6"),
    ],
)
def test_whoever_asks_one_of_them_has_the_real_one(asked: str, answer: str) -> None:
    assert said_by("import tui; " + asked) == answer
