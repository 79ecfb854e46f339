"""`dutydesk doctor`: this machine, this terminal and this station, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from db import connection
from tests.commands.conftest import Said, ask
from tui import terminfo
from tui.doctor import has_reset_bug


def test_doctor_explains_the_terminal_as_it_will_be_used(
    closed: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    ask("--db", closed, "doctor", "--ascii", "--slow", "9600", "--flow-control", "--no-color", "--encoding", "gb18030")
    said = capsys.readouterr().out
    for sentence in (
        "terminal: linux (from TERM)", "colors: none (no color was asked for)", "encoding: gb18030 (as asked)",
        "ASCII only: --ascii", "line speed: 9600", "flow control: XON/XOFF", "kmscon", "terminfo: ",
    ):  # fmt: skip
        assert sentence in said
    assert "Chinese needs a UTF-8 locale" not in said


@pytest.mark.parametrize(
    ("term", "lang", "advice"),
    [
        ("dumb", "C.UTF-8", ["Set TERM"]),
        ("", "POSIX", ["Set TERM", "Chinese needs a UTF-8 locale"]),
        ("linux", "C", ["kmscon", "Chinese needs a UTF-8 locale"]),
        ("linux", "zh_CN.GB18030", ["kmscon"]),
        ("vt220", "zh_CN.UTF-8", []),
    ],
)
def test_doctor_says_what_to_do_about_a_terminal(
    closed: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, term: str, lang: str, advice: list[str]
) -> None:
    for name, value in (("TERM", term), ("LANG", lang), ("LC_ALL", ""), ("LC_CTYPE", "")):
        monkeypatch.setenv(name, value)
    known = ("linux", "vt220")
    monkeypatch.setattr(terminfo, "read", lambda term: terminfo.Capabilities(term, known=term in known))
    ask("--db", closed, "doctor")
    said = capsys.readouterr().out
    assert [one for one in ("Set TERM", "kmscon", "Chinese needs a UTF-8 locale") if one in said] == advice


@pytest.mark.parametrize("language", ["en", "zh"])
def test_doctor_tells_the_library_the_station_and_what_is_amiss(closed: Path, capsys: Said, language: str) -> None:
    closed.chmod(0o644)
    assert ask("doctor", "--db", closed, "--lang", language) == 0
    out = capsys.readouterr().out
    for part in (connection.sqlite_version(), str(closed), "0644", "foreign_keys=1", ".pepper", "锦绣花园"):
        assert part in out
    assert len([line for line in out.splitlines() if line.startswith("! ")]) >= 2


@pytest.mark.parametrize(
    ("version", "bug"), [("3.6.23", False), ("3.7.0", True), ("3.40.1", True), ("3.51.2", True), ("3.51.3", False)]
)
def test_doctor_knows_which_sqlite_can_lose_a_commit(version: str, bug: bool) -> None:
    assert has_reset_bug(version) == bug


def test_doctor_says_where_papers_go_in_which_font_and_how_long_records_stay_h22(closed: Path, capsys: Said) -> None:
    ask("--db", closed, "doctor")
    told = capsys.readouterr().out
    assert re.search(r"papers: \S+/papers, no print command", told)
    assert re.search(r"font of papers: \S+", told)
    assert "records are kept: 2 years at least (H22)" in told
