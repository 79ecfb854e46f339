"""The terminal profile: what is chosen from TERM, the locale and the options, and told to Textual."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import termios

import pytest

from tests.wire.station import ROOT
from tui.glass import Wanted
from tui.pen import BOLD, PLAIN, REVERSE, Pen, apply, change, fit, flat
from tui.profile import prepare


@pytest.mark.parametrize(
    ("environ", "colors", "system"),
    [
        ({"TERM": "linux"}, "standard", "standard"),
        ({"TERM": "xterm-256color"}, "256", "256"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor", None),
        ({"TERM": "vt220"}, "none", "standard"),
        ({"TERM": "dumb"}, "standard", "standard"),
        ({}, "standard", "standard"),
        ({"TERM": "linux", "NO_COLOR": "1"}, "none", "standard"),
        ({"TERM": "linux", "NO_COLOR": ""}, "standard", "standard"),
    ],
)
def test_colors_are_those_the_terminal_surely_has(environ: dict[str, str], colors: str, system: str | None) -> None:
    profile = prepare(environ=environ)
    assert profile.colors == colors
    assert environ.get("TEXTUAL_COLOR_SYSTEM") == system
    assert (environ.get("TEXTUAL_THEME") == "ansi-dark") is (colors != "truecolor")
    assert (environ["TEXTUAL_ANIMATIONS"], environ["TEXTUAL_SMOOTH_SCROLL"]) == ("none", "0")


@pytest.mark.parametrize(
    ("environ", "encoding", "why"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "utf-8", "from the locale"),
        ({"LANG": "zh_CN.GB18030"}, "gb18030", "from the locale"),
        ({"LANG": "zh_CN.GB18030", "LC_CTYPE": "C.UTF-8"}, "gb18030", "from the locale"),
        ({"LANG": "C.UTF-8", "LC_ALL": "zh_CN.gbk@pinyin"}, "gb18030", "from the locale"),
        ({"LANG": "zh_CN"}, "gb18030", "from the locale"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8", "the usual one"),
        ({"LANG": "en_US.ISO-8859-1"}, "utf-8", "the usual one"),
        ({}, "utf-8", "the usual one"),
    ],
)
def test_the_encoding_is_the_locales_be_it_installed_or_not(environ: dict[str, str], encoding: str, why: str) -> None:
    profile = prepare(environ=environ)
    assert profile.encoding == encoding
    assert f"encoding: {encoding} ({why})" in profile.explain()


def test_what_was_asked_for_comes_first_and_is_explained() -> None:
    profile = prepare(
        term="vt220", slow=9600, no_color=False, ascii_only=True, flow_control=True, encoding="GB18030", environ={}
    )
    assert (profile.term, profile.slow, profile.encoding) == ("vt220", 9600, "gb18030")
    assert len(profile.explain()) == 6


@pytest.mark.parametrize(
    ("device", "set_to", "slow"),
    [
        ("/dev/ttyS0", termios.B9600, 9600),
        ("/dev/ttyUSB1", termios.B19200, 19200),
        ("/dev/ttyS0", termios.B0, None),
        ("/dev/tty1", termios.B38400, None),
        ("/dev/pts/4", termios.B9600, None),
    ],
)
def test_a_serial_line_says_its_speed_itself(
    monkeypatch: pytest.MonkeyPatch, device: str, set_to: int, slow: int | None
) -> None:
    monkeypatch.setattr(termios, "tcgetattr", lambda _fd: [0] * 5 + [set_to])
    monkeypatch.setattr(os, "ttyname", lambda _fd: device)
    assert prepare(environ={}).slow == slow
    assert prepare(slow=4800, environ={}).slow == 4800


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("值班：“已阅”①", '值班："已阅"1'),
        ("é—…●│", "e-.*|"),
        ("😀!👨\u200d👩\u200d👧.", "??!??."),
        ("e\u0301t ½ ☂", "et 1 ?"),
    ],
)
def test_ascii_only_draws_signs_of_uncertain_width_as_ascii_of_the_same_width(text: str, shown: str) -> None:
    plain, rich = Wanted(30, 1, sure_only=True), Wanted(30, 1)
    for glass in (plain, rich):
        glass.paint(f"\x1b[H{text}")
    assert "".join(cell for cell, _pen in plain.rows[0]).rstrip() == shown
    assert plain.x == rich.x


def test_a_plain_console_is_told_what_to_do_about_chinese() -> None:
    assert any("kmscon" in line for line in prepare(environ={"TERM": "linux"}).explain())
    assert not any("kmscon" in line for line in prepare(environ={"TERM": "xterm"}).explain())


def test_the_profile_is_made_before_textual_is_imported() -> None:
    program = "import sys, tui.profile; tui.profile.prepare(); print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_another_platform_gets_textuals_own_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert prepare(environ={}).driver_class() is None


def read_terminfo(term: str) -> str:
    program = f"from tui.terminfo import read; print(read({term!r}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(
    ("term", "has", "lacks"),
    [
        ("linux", "known bce ech hpa lines region", "alternate"),
        ("xterm-256color", "known bce ech hpa lines region alternate", ""),
        ("vt220", "known ech lines region", "bce hpa alternate"),
        ("screen", "known hpa lines region alternate", "bce ech"),
        ("dumb", "", "known bce ech hpa lines region alternate"),
        ("no-such-terminal", "", "known bce ech hpa lines region alternate"),
    ],
)
def test_terminfo_says_what_may_be_sent(term: str, has: str, lacks: str) -> None:
    said = read_terminfo(term)
    if has and "known=False" in said:
        pytest.skip(f"this machine's terminfo has no {term}")
    assert not [name for name in has.split() if not re.search(rf"\b{name}=True", said)]
    assert not [name for name in lacks.split() if not re.search(rf"\b{name}=False", said)]


@pytest.mark.parametrize(
    ("old", "new", "sent"),
    [
        ("", "1;31", "\x1b[1;31m"),
        ("1;31", "", "\x1b[m"),
        ("1;31", "31", "\x1b[22m"),
        ("1;31", "1;32", "\x1b[32m"),
        ("1;4;7;31;44", "44", "\x1b[;44m"),
        ("38;5;200", "38;2;1;2;3", "\x1b[38;2;1;2;3m"),
        ("7", "7;1", "\x1b[1m"),
        ("2", "1", "\x1b[;1m"),
    ],
)
def test_pens_change_by_the_shortest_sequence(old: str, new: str, sent: str) -> None:
    assert change(apply(PLAIN, old), apply(PLAIN, new)) == sent


def test_pens_fit_the_terminal_and_blanks_show_only_their_ground() -> None:
    bright = Pen("91", "102", BOLD)
    assert fit(bright, 8, BOLD) == Pen("31", "42", BOLD)
    assert fit(bright, 0, REVERSE) == PLAIN
    assert flat(bright) == Pen("", "102")
    assert flat(Pen("31", "", REVERSE)) == Pen("31", "", REVERSE)
