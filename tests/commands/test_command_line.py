"""The command line: options, languages, what is refused in one sentence, and how each command ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from screens import words
from tests.commands.conftest import Said, ask
from tui import config, tasks
from tui.arguments import COMMANDS
from tui.cli import REFUSED, UNHEARD, UNREADABLE, UNWRITTEN
from tui.speech import burst, speak


@pytest.mark.parametrize(
    ("settings", "arguments", "asked"),
    [
        ("", (), {}),
        ("", ("--ascii", "--slow", "9600", "--flow-control"), {"ascii_only": True, "slow": 9600, "flow_control": True}),
        ("", ("--encoding=gb18030", "--no-color"), {"encoding": "gb18030", "no_color": True}),
        (
            "ascii = true\nslow = 1200\nflow_control = true",
            (),
            {"ascii_only": True, "slow": 1200, "flow_control": True},
        ),
        ('encoding = "gbk"\ncolor = false\nterm = "vt220"', (), {"encoding": "gbk", "no_color": True, "term": "vt220"}),
        ('slow = 1200\nencoding = "gbk"', ("--slow=300", "--encoding", "utf-8"), {"slow": 300, "encoding": "utf-8"}),
    ],
)
def test_what_a_terminal_cannot_say_is_said_by_options_or_else_by_the_settings(
    closed: Path, monkeypatch: pytest.MonkeyPatch, settings: str, arguments: tuple[str, ...], asked: dict[str, object]
) -> None:
    found: list[dict[str, object]] = []

    def open_it(_file: Path, terminal: dict[str, object], _hint: str = "") -> int:
        found.append(terminal)
        return 0

    monkeypatch.setattr(tasks, "_open", open_it)
    config.config_path().parent.mkdir(parents=True, exist_ok=True)
    config.config_path().write_text(settings, encoding="utf-8")
    assert ask("--db", closed, *arguments) == 0
    assert {name: value for name, value in found[0].items() if value} == asked


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("slow = 9601", "slow cannot be 9601: one of 300,"),
        ('slow = "fast"', "slow must be a number"),
        ('ascii = "yes"', "ascii must be true or false"),
        ('encoding = "big5"', "encoding cannot be big5"),
        ('language = "fr"', "language cannot be fr"),
        ("post = 3", "post must be text in quotes"),
        ("colour = true", "there is no setting colour"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(closed: Path, capsys: Said, settings: str, sentence: str) -> None:
    config.config_path().parent.mkdir(parents=True, exist_ok=True)
    config.config_path().write_text(settings, encoding="utf-8")
    assert ask("--db", closed, "verify") == REFUSED
    assert sentence in capsys.readouterr().err


PLACES = [
    ["--db", "PATH", "--lang", "zh", "verify"],
    ["verify", "--db", "PATH", "--lang", "zh"],
    ["--db=PATH", "verify", "--lang=zh"],
    ["--lang", "zh", "verify", "--db=PATH"],
]


@pytest.mark.parametrize("arguments", PLACES, ids=" ".join)
def test_global_options_stand_before_or_after_the_command(closed: Path, capsys: Said, arguments: list[str]) -> None:
    assert ask(*(part.replace("PATH", str(closed)) for part in arguments)) == 0
    assert capsys.readouterr().out.startswith("完好")


def test_version_is_said_before_and_after_a_command(capsys: Said) -> None:
    for arguments in (["--version"], ["verify", "--version"]):
        with pytest.raises(SystemExit) as ended:
            ask(*arguments)
        assert ended.value.code == 0
        assert re.fullmatch(r"dutydesk \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_names_every_command_in_the_language_asked(capsys: Said, language: str) -> None:
    with pytest.raises(SystemExit):
        ask("--lang", language, "--help")
    out = capsys.readouterr().out
    for command in COMMANDS[1:]:
        assert re.search(rf"^ +{command.name} +{re.escape(words._(command.help)[:12])}", out, re.MULTILINE), (
            command.name
        )
    assert ("usage" in out) == (language == "en")


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "unrecognized arguments: --colour"), ("zh", "不认识的参数:--colour")]
)
def test_a_command_line_that_is_misspoken_gets_one_sentence(capsys: Said, language: str, sentence: str) -> None:
    assert ask("verify", "--colour", "--lang", language) == UNREADABLE
    err = capsys.readouterr().err
    assert sentence in err
    assert err.count("\n") == 1


def test_no_station_is_one_sentence_and_makes_no_file(tmp_path: Path, capsys: Said) -> None:
    for command in (["verify"], ["import", "units", "x.csv"], []):
        assert ask(*command, "--db", tmp_path / "none.db") == UNREADABLE
        err = capsys.readouterr().err
        assert "There is no station at" in err
        assert err.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


def test_the_station_is_asked_for_then_dutydesk_db_then_the_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[tuple[Path, str]]
) -> None:
    ask()
    config.config_path().parent.mkdir(parents=True, exist_ok=True)
    config.config_path().write_text(f'db = "{tmp_path}/configured.db"\nlanguage = "zh"\n', encoding="utf-8")
    ask()
    monkeypatch.setenv("DUTYDESK_DB", str(tmp_path / "named.db"))
    ask("--lang", "en")
    ask("--db", tmp_path / "asked.db")
    assert [(path.name, language) for path, language in opened] == [
        ("station.db", "en"), ("configured.db", "zh"), ("named.db", "en"), ("asked.db", "zh"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["db = 3", "colour = 'red'", "language = 'fr'", "[[[", "db = 'a\x00b'\nx"])
def test_a_wrong_configuration_is_one_sentence(capsys: Said, text: str) -> None:
    config.config_path().parent.mkdir(parents=True, exist_ok=True)
    config.config_path().write_text(text, encoding="utf-8")
    assert ask("verify") == REFUSED
    assert "config.toml" in capsys.readouterr().err


def test_the_language_is_that_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.delenv("LC_MESSAGES")
    for spoken, code in (("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en")):
        monkeypatch.setenv("LANG", spoken)
        assert config.language(None, config.Config()) == code
    assert config.language("en", config.Config(language="zh")) == "en"


@pytest.mark.parametrize("asked", [["--help"], ["verify", "--help"], ["--version"]])
def test_help_that_could_not_be_written_is_said_and_no_success(asked: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        unwritten = subprocess.run(
            [sys.executable, "-m", "tui", "--lang", "en", *asked], stdout=full, stderr=subprocess.PIPE, timeout=60,
            check=False,
        )  # fmt: skip
    said = "dutydesk: The output could not be written: the disk is full.\n"
    assert (unwritten.returncode, unwritten.stderr.decode()) == (UNWRITTEN, said)


def test_a_reader_who_goes_away_and_a_terminal_without_the_signs_are_no_fault(closed: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "tui", "verify", "--db", str(closed), "--lang", "zh"]
    gone = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writer)
    assert (gone.returncode, gone.stderr) == (UNHEARD, b"")
    with Path("/dev/full").open("wb") as full:
        unwritten = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (unwritten.returncode, unwritten.stderr.decode()) == (UNWRITTEN, "dutydesk: 输出写不进去:磁盘已满。\n")
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    poor = subprocess.run(command, env=ascii_only, capture_output=True, timeout=60, check=False)
    assert poor.returncode == 0
    assert b"???" in poor.stdout


def test_without_a_terminal_nothing_is_opened_and_the_demo_is_named(closed: Path, capsys: Said) -> None:
    assert ask("--db", closed) == REFUSED
    assert "opened at a terminal" in capsys.readouterr().err
    assert ask("demo", "--path", closed) == 0
    assert f"dutydesk --db {closed}" in capsys.readouterr().out


@pytest.mark.parametrize(("n", "told"), [(0, "0 lines."), (1, "1 line."), (2, "2 lines.")])
def test_one_is_no_plural_in_english_and_the_same_in_chinese(n: int, told: str) -> None:
    assert words.ngettext("{n} line.", "{n} lines.", n).format(n=n) == told
    speak("zh")
    assert words.ngettext("{n} line.", "{n} lines.", n).format(n=n) == f"{n} 条。"


def test_a_fault_of_a_command_steers_no_terminal_and_shows_no_number(capsys: Said) -> None:
    fault = ValueError("\x1bc\x9d0;x\x9c 13977770001")
    burst(ValueError, fault, None)
    assert capsys.readouterr().err == "ValueError: ?c?0;x? …\n"
