"""Founding a station: asked again until it is an answer, or told by options; nothing half stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import connection, site, staff
from tests.commands.conftest import Said, ask
from tests.commands.typist import Typist
from tests.conftest import PIN
from tui import config
from tui.cli import INTERRUPTED, REFUSED


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
