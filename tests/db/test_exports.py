"""Registers as they leave: every one, by days, masked, defused, on the record."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from db import duty_log, exports, journal, key_register, passes, staff, tickets, writer
from db.connection import database
from db.journal import COMMAND_LINE
from db.key_register import NewBorrower
from db.models.access import AccessEvent
from db.models.duty_log import LogEntry
from db.rules.words import Refused
from screens.exports import Wanted, take_out
from screens.papers.tables import defused
from tests.conftest import ANY_ACT, PIN, Desk

HOUR = 3_600_000
FORMULAS = ("=1+1", "+SUM(A1)", "-2+3|cmd", "@import", "＝1", "  =HYPERLINK(1)")


def filled(desk: Desk) -> None:
    for formula in FORMULAS:
        duty_log.write(desk.chen, desk.front, formula, contact_name="王女士", contact_phone="13977770001")
    key_register.add(desk.manager, "0312", "水泵房")
    signer = staff.unlock(desk.chen.officer_id, PIN, ANY_ACT)
    key_register.issue(desk.chen, ["0312"], NewBorrower("罗建", "13900004471"), desk.clock.at + HOUR, first=signer)
    tickets.take(
        desk.chen,
        "repair",
        "漏水 电话 13977770001",
        post_id=desk.front,
        grade="urgent",
        unit="6-2-1101",
        caller_is="owner",
    )
    passes.add(desk.chen, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", desk.clock.at + HOUR)


def read(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))


@pytest.mark.parametrize("how", ["csv", "xlsx"])
def test_every_register_leaves_masked_in_a_new_file_of_its_own(desk: Desk, tmp_path: Path, how: str) -> None:
    filled(desk)
    for what in exports.REGISTERS:
        first, _rows = take_out(desk.manager, Wanted(what, how=how), tmp_path / what)
        second, _rows = take_out(desk.manager, Wanted(what, how=how), tmp_path / what)
        assert sorted((tmp_path / what).iterdir()) == sorted((first, second))
        assert first.stat().st_mode & 0o777 == 0o600
        data = first.read_bytes()
        if how == "xlsx":
            with zipfile.ZipFile(first) as book:
                data = b"".join(book.read(name) for name in book.namelist())
        for secret in ("13977770001", "13900004471", "13800002201", "13600008820", "王女士", "王小明", "罗建"):
            assert secret.encode() not in data, (what, secret)
    noted = [f"{what} ... - ... {how}" for what in exports.REGISTERS for _copy in (1, 2)]
    assert [row.about for row in AccessEvent.select()] == noted


def test_who_saw_and_took_what_is_the_managers_to_take(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="role manager"):
        take_out(desk.he, Wanted("access"), tmp_path)
    assert set(exports.REGISTERS) - set(exports.titles(desk.he)) == {"access"}
    assert list(exports.titles(desk.manager)) == list(exports.titles(COMMAND_LINE)) == list(exports.REGISTERS)


@pytest.mark.parametrize("how", ["csv", "xlsx"])
def test_four_times_the_rows_take_no_more_memory(
    desk: Desk, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_BATCH", 50)
    duty_log.write(desk.chen, desk.front, "巡查一遍,门窗完好,电梯厅灯亮,水泵房无异响")
    peaks = []
    for rows in (800, 2_400):
        writer.run(partial(more_lines, rows))
        tracemalloc.start()
        take_out(desk.he, Wanted("log", how=how), tmp_path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def more_lines(count: int) -> None:
    """The last line of the log so many times more."""
    columns = [name for name in LogEntry._meta.columns if name not in ("id", "number")]
    named = ", ".join(f'"{name}"' for name in columns)
    database.execute_sql(
        f"""WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < ?)
        INSERT INTO "log_entry" ("number", {named}) SELECT "number" + n, {named} FROM more,
        (SELECT * FROM "log_entry" ORDER BY "number" DESC LIMIT 1)""",
        (count,),
    )


def test_codes_times_and_answers_leave_in_words(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    head, row = read(take_out(desk.he, Wanted("loans"), tmp_path)[0])
    loan = dict(zip(head, row, strict=True))
    assert (loan["Signed by PIN"], loan["Issued"], loan["Ended as"]) == ("yes", "2026-02-06 20:00", "")
    head, row = read(take_out(desk.he, Wanted("tickets"), tmp_path)[0])
    ticket = dict(zip(head, row, strict=True))
    assert (ticket["Kind"], ticket["Caller is"], ticket["Public"]) == ("repair", "owner", "no")
    assert ticket["Owed on paper"] == "cost told"
    head, *rows = read(take_out(desk.he, Wanted("shifts"), tmp_path)[0])
    assert ["前台", "夜班", "20:00", "08:00"] in rows
    head, *rows = read(take_out(desk.he, Wanted("template-lines"), tmp_path)[0])
    named = {(row[head.index("Kind")], row[head.index("Register")]) for row in rows}
    assert ("count", "keys") in named
    assert ("look: normal or not", "") in named
    assert {register for kind, register in named if kind != "count"} == {""}


def test_no_cell_of_a_csv_begins_a_formula(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    rows = read(take_out(desk.he, Wanted("log"), tmp_path)[0])
    assert [row[9] for row in rows[1:]] == [f"'{formula.strip()}" for formula in FORMULAS]
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]


@pytest.mark.parametrize(
    ("text", "cell"),
    [("\t=1", "'?=1"), ("\r\n=1", "' =1"), ("a=1", "a=1"), ("\x1b[2J", "?[2J"), ("", ""), ("-", "'-"), ("＠x", "'＠x")],
)
def test_a_cell_neither_runs_nor_steers_a_terminal(text: str, cell: str) -> None:
    assert defused(text) == cell


def test_only_the_days_asked_for_leave(desk: Desk, tmp_path: Path) -> None:
    duty_log.write(desk.chen, desk.front, "first")
    desk.clock.forward(24 * 60)
    duty_log.write(desk.chen, desk.front, "second")
    day = date(2026, 2, 7)
    file, rows = take_out(desk.he, Wanted("log", day, day), tmp_path)
    assert (file.name, rows) == ("dutydesk-log-20260207-20260207.csv", 1)
    assert read(file)[1][9] == "second"
    with pytest.raises(Refused, match="earlier day first"):
        take_out(desk.he, Wanted("log", day, date(2026, 2, 6)), tmp_path)


def test_whole_names_are_the_managers_to_take_and_registers_no_officers(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    for who, reveal in ((desk.chen, False), (desk.sun, False), (desk.he, True)):
        with pytest.raises(Refused, match="role"):
            take_out(who, Wanted("loans", reveal=reveal), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    file, _rows = take_out(desk.manager, Wanted("loans", reveal=True), tmp_path / "out")
    assert read(file)[1][2:4] == ["罗建", "13900004471"]
    assert AccessEvent.get().about == "loans ... - ... csv +"


def test_a_file_never_leaves_its_folder_and_a_full_folder_is_said(desk: Desk, tmp_path: Path) -> None:
    for what in ("../log", "/etc/passwd", "log\x00", ""):
        with pytest.raises(Refused, match="no register"):
            take_out(desk.he, Wanted(what), tmp_path / "out")
    with pytest.raises(Refused, match="no format"):
        take_out(desk.he, Wanted("log", how="../../x"), tmp_path / "out")
    target = tmp_path / "elsewhere"
    (tmp_path / "out" / "dutydesk-log.csv").symlink_to(target)
    file, _rows = take_out(desk.he, Wanted("log"), tmp_path / "out")
    assert file.name == "dutydesk-log-2.csv"
    assert not target.exists()
    (tmp_path / "plain").write_text("")
    with pytest.raises(Refused, match="cannot be written"):
        take_out(desk.he, Wanted("log"), tmp_path / "plain")


def test_an_export_that_cannot_be_finished_leaves_no_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("screens.exports.os.fsync", full)
    with pytest.raises(Refused, match="No space left"):
        take_out(desk.he, Wanted("log"), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_the_owner_of_the_file_takes_out_what_they_could_read_anyway(desk: Desk, tmp_path: Path) -> None:
    before = journal.head()
    take_out(COMMAND_LINE, Wanted("units", reveal=True), tmp_path)
    assert journal.head() != before
