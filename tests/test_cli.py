"""The commands beside the screens: what they ask, what they answer, how they end."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connection, site, staff
from screens import words
from tests.conftest import PIN, found_station
from tui import cli, config, tasks, terminfo
from tui.arguments import COMMANDS
from tui.cli import INTERRUPTED, REFUSED, UNHEARD, UNREADABLE, UNWRITTEN
from tui.doctor import has_reset_bug
from tui.speech import burst, speak

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English unless asked, and English again afterwards."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.setenv(name, "C")
    yield
    connection.close_station()
    speak("en")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The station of the tests, closed."""
    made = tmp_path / "station.db"
    found_station(made)
    connection.close_station()
    return made


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
    file: Path, monkeypatch: pytest.MonkeyPatch, settings: str, arguments: tuple[str, ...], asked: dict[str, object]
) -> None:
    found: list[dict[str, object]] = []

    def open_it(_file: Path, terminal: dict[str, object], _hint: str = "") -> int:
        found.append(terminal)
        return 0

    monkeypatch.setattr(tasks, "_open", open_it)
    config.config_path().parent.mkdir(parents=True, exist_ok=True)
    config.config_path().write_text(settings, encoding="utf-8")
    assert ask("--db", file, *arguments) == 0
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
def test_a_wrong_setting_is_refused_by_name(file: Path, capsys: Said, settings: str, sentence: str) -> None:
    config.config_path().parent.mkdir(parents=True, exist_ok=True)
    config.config_path().write_text(settings, encoding="utf-8")
    assert ask("--db", file, "verify") == REFUSED
    assert sentence in capsys.readouterr().err


def test_the_search_index_is_made_anew_and_the_record_stays(file: Path, capsys: Said) -> None:
    assert ask("--db", file, "index") == 0
    assert capsys.readouterr().out == "The search index holds 0 lines.\n"
    assert ask("--db", file, "verify") == 0


def test_doctor_explains_the_terminal_as_it_will_be_used(
    file: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    ask("--db", file, "doctor", "--ascii", "--slow", "9600", "--flow-control", "--no-color", "--encoding", "gb18030")
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
    file: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, term: str, lang: str, advice: list[str]
) -> None:
    for name, value in (("TERM", term), ("LANG", lang), ("LC_ALL", ""), ("LC_CTYPE", "")):
        monkeypatch.setenv(name, value)
    known = ("linux", "vt220")
    monkeypatch.setattr(terminfo, "read", lambda term: terminfo.Capabilities(term, known=term in known))
    ask("--db", file, "doctor")
    said = capsys.readouterr().out
    assert [one for one in ("Set TERM", "kmscon", "Chinese needs a UTF-8 locale") if one in said] == advice


PLACES = [
    ["--db", "PATH", "--lang", "zh", "verify"],
    ["verify", "--db", "PATH", "--lang", "zh"],
    ["--db=PATH", "verify", "--lang=zh"],
    ["--lang", "zh", "verify", "--db=PATH"],
]


@pytest.mark.parametrize("arguments", PLACES, ids=" ".join)
def test_global_options_are_taken_before_and_after_the_command(file: Path, capsys: Said, arguments: list[str]) -> None:
    assert ask(*(part.replace("PATH", str(file)) for part in arguments)) == 0
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


def test_init_without_questions_makes_a_station_whose_manager_can_sign_on(tmp_path: Path, capsys: Said) -> None:
    pin, made = tmp_path / "pin", tmp_path / "data" / "new.db"
    pin.write_text(f"{PIN}\n", encoding="utf-8")
    given = ["--site", "锦绣花园", "--zone", "Asia/Shanghai", "--manager", "1001 王建国", "--pin-file", pin]
    assert ask("init", "--db", made, "--lang", "zh", *given) == 0
    assert "pepper" in capsys.readouterr().out
    with connection.station(made):
        view = site.read()
        assert (view.name, view.zone, view.language) == ("锦绣花园", "Asia/Shanghai", "zh")
        assert [(post.code, [(s.begins, s.ends) for s in post.shifts]) for post in view.posts] == [
            (code, [(480, 1200), (1200, 1920)]) for code in ("front", "guard", "maintenance")
        ]
        assert staff.sign_on("1001", PIN).role == "manager"
    assert ask("init", "--db", made, *given) == REFUSED
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pin", "zone", "manager", "sentence"),
    [
        ("123456", "Asia/Shanghai", "1001 王建国", "too easy"),
        ("", "Asia/Shanghai", "1001 王建国", "six digits"),
        (PIN, "Asia/Nowhere", "1001 王建国", "not a time zone"),
        (PIN, "Asia/Shanghai", "王建国", "staff number"),
        (PIN, "Asia/Shanghai", "1001", "Name is empty"),
    ],
)
def test_init_with_a_wrong_answer_leaves_no_file(
    tmp_path: Path, capsys: Said, pin: str, zone: str, manager: str, sentence: str
) -> None:
    (tmp_path / "pin").write_text(pin, encoding="utf-8")
    given = ["--site", "Garden", "--zone", zone, "--manager", manager, "--pin-file", tmp_path / "pin"]
    assert ask("init", "--db", tmp_path / "new.db", *given) == REFUSED
    assert sentence in capsys.readouterr().err
    assert not list(tmp_path.glob("new.db*"))


def test_init_that_would_have_to_ask_nobody_says_what_is_missing(tmp_path: Path, capsys: Said) -> None:
    assert ask("init", "--db", tmp_path / "new.db", "--lang", "en") == REFUSED
    assert "Name of the estate" in capsys.readouterr().err


class Typist:
    """Somebody who answers questions at a terminal of their own."""

    def __init__(self, *arguments: str) -> None:
        self.end, other = pty.openpty()
        command = [sys.executable, "-m", "tui", *arguments]
        self.process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, start_new_session=True)
        os.close(other)
        self.seen = ""

    def until(self, text: str) -> None:
        """Read until the text stands there."""
        deadline = time.monotonic() + 60
        while text not in self.seen:
            ready, _w, _x = select.select([self.end], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, self.seen
            self.seen += os.read(self.end, 4096).decode(errors="replace")

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and answer it."""
        self.until(question)
        self.seen = self.seen.partition(question)[2]
        os.write(self.end, f"{text}\n".encode())


def test_the_first_run_asks_everything_again_until_it_is_an_answer(tmp_path: Path) -> None:
    made = tmp_path / "new.db"
    typist = Typist("init", "--db", str(made))
    typist.answer("1 中文  2 English", "1")
    typist.answer("小区名称", "")
    typist.answer("小区名称", "锦绣花园")
    typist.answer("时区", "Asia/Nowhere")
    typist.answer("时区", "Asia/Shanghai")
    typist.answer("1 就用这些", "２")
    typist.answer("岗位:", "东门 08-20 20-08")
    typist.answer("岗位:", "西门")
    typist.answer("岗位:", "")
    typist.answer("第一位经理", "1001 王建国")
    for first, again in (("975312", "975313"), (PIN, PIN)):
        typist.answer("六位数字", first)
        typist.answer("再输一次", again)
    typist.answer("锚文件", str(tmp_path / "锚.txt"))
    typist.until("pepper")
    assert typist.process.wait(60) == 0
    assert PIN not in typist.seen
    assert config.read().anchor == str(tmp_path / "锚.txt")
    with connection.station(made):
        assert [(post.name, len(post.shifts)) for post in site.read().posts] == [("东门", 2)]
        assert staff.sign_on("1001", PIN).name == "王建国"


def test_leaving_the_first_run_leaves_no_file(tmp_path: Path) -> None:
    typist = Typist("init", "--db", str(tmp_path / "new.db"), "--lang", "en")
    typist.answer("Name of the estate", "\x04")
    typist.until("Stopped.")
    assert typist.process.wait(60) == INTERRUPTED
    assert not (tmp_path / "new.db").exists()


def test_verify_says_intact_altered_and_unreadable(file: Path, capsys: Said) -> None:
    assert ask("verify", "--db", file) == 0
    assert capsys.readouterr().out.startswith("Intact: ")
    program = "import sys; from peewee import SqliteDatabase; SqliteDatabase(sys.argv[1]).execute_sql(sys.argv[2])"
    deed = "UPDATE unit SET notes = '收了钱' WHERE number = '6-2-1101'"
    subprocess.run([sys.executable, "-c", program, str(file), deed], check=True, timeout=60)
    assert ask("verify", "--db", file, "--lang", "zh") == 1
    assert capsys.readouterr().out.splitlines()[0] == "房号 6-2-1101 在程序之外被改动:备注。"
    file.write_text("no station")
    assert ask("verify", "--db", file) == UNREADABLE


def test_init_keeps_the_anchor_among_the_settings_that_stand_there(tmp_path: Path, capsys: Said) -> None:
    config.config_path().parent.mkdir(parents=True)
    config.config_path().write_text('post = "guard"\nanchor = "/old"\n', encoding="utf-8")
    (tmp_path / "pin").write_text(PIN)
    given = ("--site", "Site", "--zone", "Asia/Shanghai", "--manager", "1001 Ann", "--pin-file", tmp_path / "pin")
    assert ask("init", "--db", tmp_path / "new.db", *given, "--anchor", tmp_path / "anchor.txt") == 0
    assert "sealed" in capsys.readouterr().out
    assert ask("verify", "--db", tmp_path / "new.db") == 0
    assert "NOT in" not in capsys.readouterr().out
    assert config.read() == config.Config(post="guard", anchor=str(tmp_path / "anchor.txt"))


def test_a_backup_is_made_restored_and_each_says_what_it_did(file: Path, tmp_path: Path, capsys: Said) -> None:
    assert ask("backup", "--db", file) == REFUSED
    assert 'backup = "DIR"' in capsys.readouterr().err
    assert ask("backup", tmp_path / "kept", "--db", file, "--keep", 0) == REFUSED
    assert "keep 1 or more" in capsys.readouterr().err
    assert ask("backup", tmp_path / "kept", "--db", file, "--keep", 3) == 0
    (made,) = (tmp_path / "kept").iterdir()
    assert str(made) in capsys.readouterr().out
    assert ask("restore", tmp_path / "none", "--db", file, "--yes") == REFUSED
    assert "There is no backup at" in capsys.readouterr().err
    assert ask("restore", made, "--db", file) == REFUSED
    assert "--yes" in capsys.readouterr().err
    assert ask("restore", made, "--db", file, "--yes") == 0
    out = capsys.readouterr().out
    assert "Nothing would be lost" in out
    assert "What was there is kept" in out
    assert ask("restore", made, "--to", tmp_path / "elsewhere" / "station.db", "--yes") == 0
    assert ask("verify", "--db", tmp_path / "elsewhere" / "station.db") == 0


def test_a_station_behind_a_link_is_the_file_itself(file: Path, tmp_path: Path, capsys: Said) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(file)
    assert ask("backup", tmp_path / "backups", "--db", link) == 0
    assert Path(f"{file}.backup").exists()
    (made,) = (tmp_path / "backups").iterdir()
    assert ask("restore", made, "--db", link, "--yes") == 0
    assert link.is_symlink()
    assert not file.is_symlink()
    assert not list(tmp_path.glob("link.db.*"))
    assert str(file) in capsys.readouterr().out


def test_restoring_asks_for_a_word(file: Path, tmp_path: Path) -> None:
    assert ask("backup", tmp_path / "kept", "--db", file) == 0
    (made,) = (tmp_path / "kept").iterdir()
    for word, said, code in (("yes", "Nothing was changed", 1), ("restore", "Restored", 0)):
        typist = Typist("restore", str(made), "--db", str(file), "--lang", "en")
        typist.answer("Type restore", word)
        typist.until(said)
        assert typist.process.wait(60) == code


def test_why_a_file_cannot_be_opened_is_the_exit_code_but_for_verify(file: Path, capsys: Said) -> None:
    file.write_bytes(file.read_bytes()[:-4096])
    assert ask("backup", file.parent / "kept", "--db", file) == 13
    assert ask("verify", "--db", file) == UNREADABLE
    assert "was cut short" in capsys.readouterr().err


def test_a_reader_who_goes_away_and_a_terminal_without_the_signs_are_no_fault(file: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "tui", "verify", "--db", str(file), "--lang", "zh"]
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


def test_without_a_terminal_nothing_is_opened_and_the_demo_is_named(file: Path, capsys: Said) -> None:
    assert ask("--db", file) == REFUSED
    assert "opened at a terminal" in capsys.readouterr().err
    assert ask("demo", "--path", file) == 0
    assert f"dutydesk --db {file}" in capsys.readouterr().out


@pytest.mark.parametrize(("n", "told"), [(0, "0 lines."), (1, "1 line."), (2, "2 lines.")])
def test_one_is_no_plural_in_english_and_the_same_in_chinese(n: int, told: str) -> None:
    assert words.ngettext("{n} line.", "{n} lines.", n).format(n=n) == told
    speak("zh")
    assert words.ngettext("{n} line.", "{n} lines.", n).format(n=n) == f"{n} 条。"


def test_a_fault_of_a_command_steers_no_terminal_and_shows_no_number(capsys: Said) -> None:
    fault = ValueError("\x1bc\x9d0;x\x9c 13977770001")
    burst(ValueError, fault, None)
    assert capsys.readouterr().err == "ValueError: ?c?0;x? …\n"


def test_verify_with_an_anchor_that_cannot_be_read_is_refused(file: Path, capsys: Said) -> None:
    assert ask("verify", "--db", file, "--anchor", file.parent / "none.txt") == REFUSED
    assert "The anchor" in capsys.readouterr().err


def test_import_stores_all_rows_or_names_the_bad_ones(file: Path, tmp_path: Path, capsys: Said) -> None:
    table = tmp_path / "units.csv"
    table.write_text("number,owner\n1-1-101,张三\n6-2-1101,李四\n", encoding="utf-8")
    assert ask("import", "units", table, "--db", file) == REFUSED
    assert capsys.readouterr().out.splitlines() == [
        "line 3: Unit 6-2-1101 exists already.",
        "Nothing was imported: 1 of 2 rows cannot be taken.",
    ]
    table.write_text("房号,业主\n1-1-101,张三\n", encoding="gb18030")
    assert ask("import", "units", table, "--db", file, "--dry-run") == 0
    assert ask("import", "units", table, "--db", file) == 0
    assert capsys.readouterr().out.splitlines() == ["1 row can be imported.", "1 row was imported."]


def test_import_shows_twenty_bad_rows_and_counts_them_all(file: Path, tmp_path: Path, capsys: Said) -> None:
    table = tmp_path / "units.csv"
    table.write_text("number,owner\n" + ",nobody\n" * 30, encoding="utf-8")
    assert ask("import", "units", table, "--db", file) == REFUSED
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 21
    assert "30 of 30" in out[-1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_doctor_tells_the_library_the_station_and_what_is_amiss(file: Path, capsys: Said, language: str) -> None:
    file.chmod(0o644)
    assert ask("doctor", "--db", file, "--lang", language) == 0
    out = capsys.readouterr().out
    for part in (connection.sqlite_version(), str(file), "0644", "foreign_keys=1", ".pepper", "锦绣花园"):
        assert part in out
    assert len([line for line in out.splitlines() if line.startswith("! ")]) >= 2


@pytest.mark.parametrize(
    ("version", "bug"), [("3.6.23", False), ("3.7.0", True), ("3.40.1", True), ("3.51.2", True), ("3.51.3", False)]
)
def test_doctor_knows_which_sqlite_can_lose_a_commit(version: str, bug: bool) -> None:
    assert has_reset_bug(version) == bug


def test_the_command_line_starts_without_importing_the_screens() -> None:
    program = (
        "import sys; from tui import cli; cli.main(['verify', '--db', '/nowhere']); sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False, capture_output=True).returncode == 0


PRINTED = {
    "summary": "summary-2026-02-06.pdf", "day": "day-2026-02-06.pdf", "log": "log-front-2026-02-06.pdf",
    "keys": "keys-2026-02-06.pdf", "repairs": "repairs-2026-W06.pdf", "complaints": "complaints-2026-02.pdf",
    "service": "service-2026-02.pdf",
}  # fmt: skip


@pytest.mark.parametrize("paper", PRINTED)
def test_a_paper_is_printed_from_the_command_line_p4(file: Path, capsys: Said, tmp_path: Path, paper: str) -> None:
    made = ["--db", file, "print", paper, "--date", "2026-02-06", "--out", tmp_path / "out"]
    assert ask(*made) == 0
    assert ask(*made) == 0
    again = PRINTED[paper].replace(".pdf", "-2.pdf")
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == sorted((PRINTED[paper], again))
    assert f"REPRINT no. 2: {again}" in capsys.readouterr().out


def test_an_emergency_sheet_of_a_post_is_printed_and_sent_h23(file: Path, capsys: Said) -> None:
    config.config_path().parent.mkdir(parents=True, exist_ok=True)
    config.config_path().write_text('print = "ls {file}"\npost = "guard"\n')
    assert ask("--db", file, "print", "emergency") == 0
    told = capsys.readouterr().out
    assert re.search(r"emergency-\d{4}-0001-\d{4}-\d\d-\d\d\.pdf", told)
    assert "Sent to the printer" in told
    config.config_path().write_text('print = "no-such-printer"\n')
    assert ask("--db", file, "print", "emergency") == 1
    assert "NOT printed: no-such-printer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["handover"], "Which one? Say it with --number."),
        (["handover", "--number", "J-0009"], "There is no handover J-0009"),
        (["slip", "--number", "12"], "No slip has the number 12."),
        (["log", "--post", "roof"], "There is no post roof. Posts are: front, guard."),
        (["summary", "--date", "yesterday"], "yesterday is not a date"),
    ],
)
def test_a_paper_that_cannot_be_made_is_refused_p4(file: Path, capsys: Said, arguments: list[str], why: str) -> None:
    assert ask("--db", file, "print", *arguments) == 1
    assert why in capsys.readouterr().err


def test_doctor_says_where_papers_go_in_which_font_and_how_long_records_are_kept_h22(file: Path, capsys: Said) -> None:
    ask("--db", file, "doctor")
    told = capsys.readouterr().out
    assert re.search(r"papers: \S+/papers, no print command", told)
    assert re.search(r"font of papers: \S+", told)
    assert "records are kept: 2 years at least (H22)" in told


#: What may only be imported once the first screen is painted.
LATE = (
    "db.handover", "db.handover_views", "db.inbox", "db.tickets", "db.key_register", "db.duty_log", "db.log_lines",
    "db.models.duty_log", "db.cover", "db.backup", "db.anchor", "db.verify", "cryptography", "pypinyin",
    "chinese_calendar", "reportlab", "tomllib", "playhouse", "db.rules.routines", "textual.widgets._select",
)  # fmt: skip


def test_the_first_screen_waits_for_no_register_and_no_library_it_does_not_need() -> None:
    program = "import sys, tui.cli, tui.app, tui.driver; print(*sorted({*sys.argv[1:]} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", program, *LATE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


#: What is never loaded for duty, log, keys and queue: each is a tenth of a megabyte to one on every terminal.
NEVER = (
    "db.inbox", "db.day_sheet", "db.handover", "db.handover_signing", "db.anchor", "db.verify", "cryptography", "_ssl",
    "_hashlib", "_bz2", "_lzma", "_sqlite3", "email", "http", "pypinyin", "reportlab", "textual.fuzzy",
    "textual.widgets._tree", "textual.widgets._select", "textual.widgets._option_list",
)  # fmt: skip


def test_duty_log_keys_and_queue_need_neither_the_daily_sheet_nor_widgets_that_are_not_there() -> None:
    program = (
        "import sys, tui.cli, tui.app, tui.driver, screens.duty, screens.duty_log, screens.key_register,"
        " screens.ticket_queue; print(*sorted(name for name in sys.argv[1:] if sys.modules.get(name)))"
    )
    done = subprocess.run([sys.executable, "-c", program, *NEVER], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
