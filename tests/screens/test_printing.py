"""F8, the papers, at the keyboard: read, printed, printed again; and where the files go (P4, H22)."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from db import duty_log
from db.connection import rows
from db.models.papers import EmergencySheet, Printout
from screens import print_out
from screens.desk import Printer
from screens.papers import pdf
from tests.conftest import Desk
from tests.handovers import a_quiet_night
from tests.screens.driver import at_the_desk, files


def words(file: Path) -> str:
    """What stands on a paper."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages)


async def test_a_digit_and_p_print_a_paper_and_the_list_says_how_often_p4(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f8")
        officer.sees("Papers  2026-02-06", "Emergency sheet", "Daily summary", "Duty log sheet", "Key register sheet")
        await officer.press("2", "p")
        assert officer.keys == 3
        officer.sees("summary-2026-02-06.pdf", "printed 1")
        await officer.press("p")
        officer.sees("REPRINT no. 2", "printed 2")
        (first, again) = files(officer)
        assert [file.name for file in (first, again)] == ["summary-2026-02-06-2.pdf", "summary-2026-02-06.pdf"]
        assert "REPRINT no. 2" in words(first)
        assert "first printed 2026-02-06 20:00 陈晓燕" in words(first)
        assert "REPRINT" not in words(again)
        assert first.stat().st_mode & 0o777 == 0o600
    assert rows("SELECT form, copy_no, officer_id FROM printout ORDER BY id") == [
        ("summary", 1, desk.chen.officer_id), ("summary", 2, desk.chen.officer_id),
    ]  # fmt: skip


async def test_enter_reads_and_p_in_the_text_prints_p4(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "第1轮正常")
    async with at_the_desk() as officer:
        await officer.press("f8", "4", "enter")
        officer.sees("Duty log sheet", "第1轮正常", "p print")
        await officer.press("p")
        officer.sees("log-front-2026-02-06.pdf", "printed 1")
        assert "第1轮正常" in words(files(officer)[0])


async def test_papers_of_another_day_are_a_key_away_h22(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f8", "left")
        officer.sees("Papers  2026-02-05")
        await officer.press("t", *"2026-02-07", "enter")
        officer.sees("Papers  2026-02-07")
        await officer.press("right", "t", *"yesterday", "enter")
        officer.sees("Papers  2026-02-08", "is not a date")


async def test_the_daily_sheet_is_not_every_officers_to_read_or_print_h8(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f8", "3", "enter")
        officer.sees("for the duty director and the manager")
        await officer.press("p")
        officer.sees("for the duty director and the manager")
    assert Printout.select().count() == 0


async def test_p_on_handover_and_inbox_shows_the_paper_and_p_again_prints_it_p4(desk: Desk) -> None:
    a_quiet_night(desk)
    async with at_the_desk() as officer:
        await officer.press("f3", "p", "p")
        officer.sees("handover-J-0001-2026-02-06.pdf")
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", "p", "p")
        officer.sees("day-2026-02-05.pdf")
    assert [row.subject for row in Printout.select().order_by(Printout.id)] == ["handover:1:1", "day:2026-02-05"]


async def test_only_a_printed_emergency_sheet_takes_a_number_h23(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f8", "1", "enter")
        officer.sees("Emergency sheet No. ____", "Keys out  0", "Phones  6")
        await officer.press("escape")
        assert EmergencySheet.select().count() == 0
        await officer.press("p", "p")
        names = [file.name for file in files(officer)]
    assert names == ["emergency-2026-0001-2026-02-06.pdf", "emergency-2026-0002-2026-02-06.pdf"]


async def test_without_reportlab_the_text_is_printed_and_the_officer_is_told_what_to_install_p4(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "available", lambda: False)
    async with at_the_desk() as officer:
        await officer.press("f8", "5", "p")
        officer.sees("keys-2026-02-06.txt as text", "dutydesk[print]")
        (file,) = files(officer)
    assert file.name == "keys-2026-02-06.txt"
    assert "page 1 of 1" in file.read_text()


async def test_a_folder_that_cannot_be_written_is_named_p4(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    async with at_the_desk() as officer:
        officer.app.desk.printer = Printer(folder=str(tmp_path / "taken"))
        await officer.press("f8", "5", "p")
        officer.sees("cannot be written: ")
    assert Printout.select().count() == 0


async def test_what_could_not_be_made_leaves_no_file_p4(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    async with at_the_desk() as officer:
        officer.app.desk.printer = Printer(font=str(tmp_path / "broken.ttf"))
        await officer.press("f8", "5", "p")
        officer.sees("cannot be embedded")
        assert files(officer) == []


async def test_the_print_command_gets_the_file_without_a_shell_and_a_fault_is_said_p4(
    desk: Desk, tmp_path: Path
) -> None:
    seen = tmp_path / "seen; rm -rf x"
    program = "import sys; open(sys.argv[1], 'w').write(sys.argv[2])"
    async with at_the_desk() as officer:
        officer.app.desk.printer = Printer(command=f'{sys.executable} -c "{program}" "{seen}" {{file}}')
        await officer.press("f8", "5", "p")
        officer.sees("Sent to the printer: keys-2026-02-06.pdf")
        assert seen.read_text() == str(files(officer)[0])
        officer.app.desk.printer = Printer(command=f"{sys.executable} -c \"import sys; sys.exit('no paper')\"")
        await officer.press("p")
        officer.sees("NOT printed", "no paper")
        officer.app.desk.printer = Printer(command="no-such-printer-here")
        await officer.press("p")
        officer.sees("NOT printed: no-such-printer-here: No such file")
        officer.app.desk.printer = Printer(command="lp 'unclosed")
        await officer.press("p")
        officer.sees("cannot be read")
    assert Printout.select().count() == 3  # what could not be read was never begun


async def test_a_printer_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    waits = (sys.executable, "-c", "import time; time.sleep(60)")
    sent = await print_out.send(print_out.Printed(tmp_path / "x.pdf", 1, "", waits), patience=0.2)
    assert sent.failed
    assert "no answer" in sent.sentence


async def test_the_papers_fit_eighty_cells_in_chinese_p4(desk: Desk) -> None:
    a_quiet_night(desk)
    async with at_the_desk("zh") as officer:
        await officer.press("f3", "f8")
        officer.sees(
            "单据  2026-02-06", "停电应急单", "工作日汇总", "日审表", "值班记录", "钥匙借用登记表", "交接班记录"
        )
        await officer.press("6", "p")
        officer.sees("已印: handover-J-0001-2026-02-06.pdf", "已印 1 次")
        assert len(officer.lines()) == 24
