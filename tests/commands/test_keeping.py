"""Proving, backing up and restoring from the command line, and the code each answer ends with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.commands.conftest import Said, ask
from tests.commands.typist import Typist
from tui.cli import REFUSED, UNREADABLE


def test_the_search_index_is_made_anew_and_the_record_stays(closed: Path, capsys: Said) -> None:
    assert ask("--db", closed, "index") == 0
    assert capsys.readouterr().out == "The search index holds 0 lines.\n"
    assert ask("--db", closed, "verify") == 0


def test_verify_says_intact_altered_and_unreadable(closed: Path, capsys: Said) -> None:
    assert ask("verify", "--db", closed) == 0
    assert capsys.readouterr().out.startswith("Intact: ")
    program = "import sys; from peewee import SqliteDatabase; SqliteDatabase(sys.argv[1]).execute_sql(sys.argv[2])"
    deed = "UPDATE unit SET notes = '收了钱' WHERE number = '6-2-1101'"
    subprocess.run([sys.executable, "-c", program, str(closed), deed], check=True, timeout=60)
    assert ask("verify", "--db", closed, "--lang", "zh") == 1
    assert capsys.readouterr().out.splitlines()[0] == "房号 6-2-1101 在程序之外被改动:备注。"
    closed.write_text("no station")
    assert ask("verify", "--db", closed) == UNREADABLE


def test_a_backup_is_made_restored_and_each_says_what_it_did(closed: Path, tmp_path: Path, capsys: Said) -> None:
    assert ask("backup", "--db", closed) == REFUSED
    assert 'backup = "DIR"' in capsys.readouterr().err
    assert ask("backup", tmp_path / "kept", "--db", closed, "--keep", 0) == REFUSED
    assert "keep 1 or more" in capsys.readouterr().err
    assert ask("backup", tmp_path / "kept", "--db", closed, "--keep", 3) == 0
    (made,) = (tmp_path / "kept").iterdir()
    assert str(made) in capsys.readouterr().out
    assert ask("restore", tmp_path / "none", "--db", closed, "--yes") == REFUSED
    assert "There is no backup at" in capsys.readouterr().err
    assert ask("restore", made, "--db", closed) == REFUSED
    assert "--yes" in capsys.readouterr().err
    assert ask("restore", made, "--db", closed, "--yes") == 0
    out = capsys.readouterr().out
    assert "Nothing would be lost" in out
    assert "What was there is kept" in out
    assert ask("restore", made, "--to", tmp_path / "elsewhere" / "station.db", "--yes") == 0
    assert ask("verify", "--db", tmp_path / "elsewhere" / "station.db") == 0


def test_a_station_behind_a_link_is_the_file_itself(closed: Path, tmp_path: Path, capsys: Said) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(closed)
    assert ask("backup", tmp_path / "backups", "--db", link) == 0
    assert Path(f"{closed}.backup").exists()
    (made,) = (tmp_path / "backups").iterdir()
    assert ask("restore", made, "--db", link, "--yes") == 0
    assert link.is_symlink()
    assert not closed.is_symlink()
    assert not list(tmp_path.glob("link.db.*"))
    assert str(closed) in capsys.readouterr().out


def test_restoring_asks_for_a_word(closed: Path, tmp_path: Path) -> None:
    assert ask("backup", tmp_path / "kept", "--db", closed) == 0
    (made,) = (tmp_path / "kept").iterdir()
    for word, said, code in (("yes", "Nothing was changed", 1), ("restore", "Restored", 0)):
        typist = Typist("restore", str(made), "--db", str(closed), "--lang", "en")
        typist.answer("Type restore", word)
        typist.until(said)
        assert typist.process.wait(60) == code


def test_why_a_file_cannot_be_opened_is_the_exit_code_but_for_verify(closed: Path, capsys: Said) -> None:
    closed.write_bytes(closed.read_bytes()[:-4096])
    assert ask("backup", closed.parent / "kept", "--db", closed) == 13
    assert ask("verify", "--db", closed) == UNREADABLE
    assert "was cut short" in capsys.readouterr().err


def test_verify_with_an_anchor_that_cannot_be_read_is_refused(closed: Path, capsys: Said) -> None:
    assert ask("verify", "--db", closed, "--anchor", closed.parent / "none.txt") == REFUSED
    assert "The anchor" in capsys.readouterr().err
