"""Tables taken over and papers printed from the command line (P4, H23)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.conftest import Said, ask
from tui import config
from tui.cli import REFUSED


def test_import_stores_all_rows_or_names_the_bad_ones(closed: Path, tmp_path: Path, capsys: Said) -> None:
    table = tmp_path / "units.csv"
    table.write_text("number,owner\n1-1-101,张三\n6-2-1101,李四\n", encoding="utf-8")
    assert ask("import", "units", table, "--db", closed) == REFUSED
    assert capsys.readouterr().out.splitlines() == [
        "line 3: Unit 6-2-1101 exists already.",
        "Nothing was imported: 1 of 2 rows cannot be taken.",
    ]
    table.write_text("房号,业主\n1-1-101,张三\n", encoding="gb18030")
    assert ask("import", "units", table, "--db", closed, "--dry-run") == 0
    assert ask("import", "units", table, "--db", closed) == 0
    assert capsys.readouterr().out.splitlines() == ["1 row can be imported.", "1 row was imported."]


def test_import_shows_twenty_bad_rows_and_counts_them_all(closed: Path, tmp_path: Path, capsys: Said) -> None:
    table = tmp_path / "units.csv"
    table.write_text("number,owner\n" + ",nobody\n" * 30, encoding="utf-8")
    assert ask("import", "units", table, "--db", closed) == REFUSED
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 21
    assert "30 of 30" in out[-1]


PRINTED = {
    "summary": "summary-2026-02-06.pdf", "day": "day-2026-02-06.pdf", "log": "log-front-2026-02-06.pdf",
    "keys": "keys-2026-02-06.pdf", "repairs": "repairs-2026-W06.pdf", "complaints": "complaints-2026-02.pdf",
    "service": "service-2026-02.pdf",
}  # fmt: skip


@pytest.mark.parametrize("paper", PRINTED)
def test_a_paper_is_printed_from_the_command_line_p4(closed: Path, capsys: Said, tmp_path: Path, paper: str) -> None:
    made = ["--db", closed, "print", paper, "--date", "2026-02-06", "--out", tmp_path / "out"]
    assert ask(*made) == 0
    assert ask(*made) == 0
    again = PRINTED[paper].replace(".pdf", "-2.pdf")
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == sorted((PRINTED[paper], again))
    assert f"REPRINT no. 2: {again}" in capsys.readouterr().out


def test_an_emergency_sheet_of_a_post_is_printed_and_sent_h23(closed: Path, capsys: Said) -> None:
    config.config_path().parent.mkdir(parents=True, exist_ok=True)
    config.config_path().write_text('print = "ls {file}"\npost = "guard"\n')
    assert ask("--db", closed, "print", "emergency") == 0
    told = capsys.readouterr().out
    assert re.search(r"emergency-\d{4}-0001-\d{4}-\d\d-\d\d\.pdf", told)
    assert "Sent to the printer" in told
    config.config_path().write_text('print = "no-such-printer"\n')
    assert ask("--db", closed, "print", "emergency") == 1
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
def test_a_paper_that_cannot_be_made_is_refused_p4(closed: Path, capsys: Said, arguments: list[str], why: str) -> None:
    assert ask("--db", closed, "print", *arguments) == 1
    assert why in capsys.readouterr().err
