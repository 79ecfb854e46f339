"""Papers as they lie on the table: their text, their PDF, their codes and their reprints (P4, H22)."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from rich.cells import cell_len

from db import clock, duty_log, handover, inbox, key_register, papers, site, staff, tickets
from db.journal import COMMAND_LINE, Write, writing
from db.key_register import NewBorrower
from db.rules.words import Refused
from screens import paper_makers as makers
from screens import words
from screens.papers import fonts, pdf, pdf_process
from screens.papers.fonts import Font
from screens.papers.paper import EMPTY, Paper, Section, Stamp, Table, as_text, read, signature
from tests.conftest import ANY_ACT, PIN, START, Desk
from tests.screens.driver import LOCALE

DAY = "2026-02-06"
FIRST = Stamp(1, "陈晓燕", "2026-02-06 20:00")
AGAIN = Stamp(3, "李敏", "2026-02-07 08:00", "2026-02-06 20:00 陈晓燕")


def plain(*rows: tuple[str, ...], **more: Any) -> Paper:
    """A paper with one table."""
    sections = (Section("记事", table=Table((("号", 1), ("内容", 8)), rows)),)
    return Paper("log", "log:front", "值班记录", "0001", "锦绣花园", DAY, sections=sections, **more)


def pages(paper: Paper, stamp: Stamp = FIRST, font: Font | None = None) -> list[str]:
    """What is read back from the pages of the PDF."""
    made = pdf.render(paper, stamp, font or fonts.find())
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


def test_a_pdf_holds_the_chinese_and_every_page_says_form_code_and_page_n_of_m_p4() -> None:
    paper = plain(*((str(n), "厨房水管爆裂,已关阀") for n in range(90)))
    found = pages(paper)
    assert len(found) == 3
    for n, text in enumerate(found, 1):
        assert f"page {n} of 3" in text
        assert paper.shown_code in text
        assert "值班记录 No. 0001" in text
        assert "Printed 2026-02-06 20:00" in text
    assert "".join(found).count("厨房水管爆裂") == 90


def test_a_cell_longer_than_a_page_is_broken_and_nothing_is_left_out_p4() -> None:
    found = "".join(pages(plain(("1", "水" * 4000), ("2", "完"))))
    assert found.count("水") == 4000
    assert "完" in found


def test_a_reprint_says_so_on_every_page_with_who_when_and_which_p4() -> None:
    paper = plain(*((str(n), "水") for n in range(90)))
    for text in (*pages(paper, AGAIN), *as_text(paper, AGAIN).split("\f")):
        assert "REPRINT no. 3" in text
        assert "first printed 2026-02-06 20:00 陈晓燕" in text
    assert "REPRINT" not in "".join(pages(paper))


def test_what_looks_like_markup_and_what_the_font_lacks_is_on_the_paper_p4() -> None:
    font = fonts.find()
    found = "".join(pages(plain(("1", "[/302] <b>&amp; 𠮷")), font=font))
    assert "[/302] <b>&amp; [U+20BB7]" in found


def test_without_a_font_of_this_machine_chinese_is_named_for_the_readers_own_p4() -> None:
    font = fonts.find(folders=())
    assert font == Font(fonts.READERS_OWN)
    assert "水管" in "".join(pages(plain(("1", "水管")), font=font))


def test_a_chosen_font_that_is_not_there_is_refused_by_name_p4(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no font"):
        fonts.find(str(tmp_path / "none.ttf"))
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font at all")
    with pytest.raises(Refused, match="cannot be embedded"):
        pages(plain(("1", "水")), font=fonts.find(str(broken)))


def test_the_text_form_has_pages_of_sixty_lines_no_wider_than_a_printer_p4() -> None:
    paper = plain(*((str(n), "长" * 60 + "w" * 90) for n in range(60)), signatures=(signature("接班人"),))
    found = as_text(paper, FIRST).split("\f")
    assert len(found) > 2
    for n, text in enumerate(found, 1):
        lines = text.split("\n")[:-1]
        assert len(lines) == 60
        assert max(map(cell_len, lines)) <= 78
        assert lines[-1] == f"page {n} of {len(found)}"
    assert "".join(found).count("长") == 3600
    assert "".join(found).count("w") == 5400


def test_the_same_words_have_the_same_code_whoever_prints_them_p4() -> None:
    one, other = plain(("1", "水管")), plain(("1", "水阀"))
    assert one.shown_code == plain(("1", "水管")).shown_code
    assert one.shown_code != other.shown_code
    assert f"Code {one.shown_code}" in read(one)


def test_what_is_written_by_hand_is_an_empty_row_on_paper_and_a_line_in_text() -> None:
    assert "1  ____" in read(plain(("1", EMPTY)))
    assert len(pages(plain(*((str(n), EMPTY) for n in range(40))))) == 2


# -- each paper, made from the record ---------------------------------------------------------------


def a_day(desk: Desk) -> None:
    """A night with something in every register."""
    key_register.add(COMMAND_LINE, "0312", "水泵房", "A-01")
    borrower = NewBorrower("赵刚", "13600008820", "宏达消防")
    signer = staff.unlock(desk.chen.officer_id, PIN, ANY_ACT)
    key_register.issue(desk.chen, ["0312"], borrower, START + clock.HOUR, "气瓶检查", first=signer)
    duty_log.write(desk.chen, desk.front, "大堂醉酒访客", abnormal=True, event_at=START - 40 * clock.MINUTE)
    line = duty_log.write(desk.chen, desk.front, "第1轮正常", kind="patrol")
    duty_log.correct(desk.chen, line.id, "第2轮正常", "slip")
    duty_log.promise(desk.chen, desk.front, "停电几点恢复", START + clock.HOUR, unit="6-2-1101")
    taken = tickets.take(
        desk.chen, "repair", "水管爆裂", post_id=desk.front, unit="6-2-1101", place="厨房", grade="urgent",
        caller_is="owner", cost="free",
    )  # fmt: skip
    tickets.dispatch(desk.chen, taken.id, "周建国", slip=True)
    tickets.slip_missing(desk.chen, taken.id, "工人下班带走")
    desk.clock.forward(120)


def test_the_daily_summary_writes_itself_from_every_register_with_the_figures_l11_l8_t4(desk: Desk) -> None:
    a_day(desk)
    text = read(makers.of_summary(DAY, site.read()))
    for told in (
        "Log: 3  Call 1  Patrol 1  Abnormal 1", "Tickets: taken 1, done 0, closed 0, past their clock 0",
        "Slips not back: 1",
        "Promised answers: made 1, kept 0, overdue 1", "Keys: 1 loan, 1 still out, 1 overdue",
        "工人下班带走", "0001  R-0001  6-2-1101 厨房 水管爆裂  周建国", "停电几点恢复", "0312  水泵房  赵刚 宏达消防",
        "Targets", "calls answered within three rings: target 90 %",
        "大堂醉酒访客", "第2轮正常", "前台  夜班  陈晓燕", "Duty director: ____",
    ):  # fmt: skip
        assert told in text, f"{told}\n{text}"


def test_a_quiet_day_has_its_summary_with_noughts_l11(desk: Desk) -> None:
    text = read(makers.of_summary("2026-01-01", site.read()))
    assert "Log: 0" in text
    assert "Slips not back, with the reason  0" in text


def test_the_log_sheet_shows_every_line_its_errata_and_what_was_late_p4_l2_l3(desk: Desk) -> None:
    a_day(desk)
    post = site.read().posts[0]
    text = read(makers.of_log(post, DAY, site.read()))
    assert "3 lines, 1 late, 1 errata" in text
    assert "第1轮正常 -> 第2轮正常" in text
    assert text.index("大堂醉酒访客") < text.index("第2轮正常")


def test_a_log_sheet_of_a_thousand_lines_leaves_none_out_p4(desk: Desk) -> None:
    @writing("log.many")
    def many(write: Write) -> None:
        for n in range(1001):
            duty_log.write.inside(write, desk.front, f"记事{n:04}完")

    many(desk.chen)
    text = read(makers.of_log(site.read().posts[0], DAY, site.read()))
    assert text.count("完") == 1001


def test_the_key_register_names_out_and_back_with_their_officers_p4_k1(desk: Desk) -> None:
    a_day(desk)
    still = read(makers.of_keys(DAY, site.read()))
    assert "1 loan, 1 still out" in still
    assert "still out" in still
    loan = key_register.find("0312").loan_id or 0
    key_register.give_back(desk.li, [key_register.Return(loan)])
    back = read(makers.of_keys(DAY, site.read()))
    assert "1 loan, 0 still out" in back
    assert "赵刚 -> 李敏" in back


def test_the_slip_has_its_number_lines_to_sign_and_the_counterfoil_t3_t4(desk: Desk) -> None:
    a_day(desk)
    text = read(makers.of_slip(tickets.ticket(1), site.read()))
    assert "Dispatch slip No. 0001" in text
    assert text.index("Worker  ____") < text.index("Counterfoil: not back means not finished (T4).")
    unsent = tickets.take(
        desk.chen, "complaint", "噪音", post_id=desk.front, unit="9-1-302", grade="general", caller_is="owner"
    )
    with pytest.raises(Refused, match="no slip"):
        makers.of_slip(unsent, site.read())


def test_the_daily_sheet_is_printed_as_it_stands_until_it_is_signed_then_word_for_word_h8_p4(desk: Desk) -> None:
    a_day(desk)
    open_sheet = read(makers.of_day(DAY, site.read(), desk.he))
    assert "Not signed yet." in open_sheet
    assert "duty director: ____" in open_sheet
    with pytest.raises(Refused, match="duty director"):
        makers.of_day(DAY, site.read(), desk.chen)
    desk.clock.at = START + 13 * clock.HOUR
    signed = inbox.sign_day(desk.he, DAY, staff.unlock(desk.he.officer_id, PIN, ANY_ACT))
    text = read(makers.of_day(DAY, site.read(), COMMAND_LINE))
    assert signed.text.rstrip() in text
    assert "duty director: 何芳  2026-02-07 09:00" in text
    assert "manager: ____" in text


def test_a_handover_is_printed_as_it_was_frozen_with_its_code_and_both_names_h7_p4(desk: Desk) -> None:
    from tests.handovers import accepted

    view = accepted(desk)
    paper = makers.of_handover(view, site.read())
    text = read(paper)
    assert paper.code == view.code
    assert f"Code {view.code}" in text
    for line in view.text.splitlines():
        if line.strip() and not line[0].isdigit():
            assert line.strip() in text
    assert "Handed over by: 陈晓燕  2026-02-" in text
    assert "Taken over by: 李敏  2026-02-" in text
    assert "交接班记录" in "".join(pages(paper))


def test_an_unsigned_handover_says_that_it_is_a_draft_p4(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "第1轮正常")
    text = read(makers.of_handover(handover.prepare(desk.chen, desk.front), site.read()))
    assert "Draft: nobody has signed this text." in text
    assert "Taken over by: ____" in text


def test_the_emergency_sheet_has_what_one_must_know_without_the_station_h23(desk: Desk) -> None:
    a_day(desk)
    sheet = papers.new_sheet(desk.chen, desk.front)
    paper = makers.of_sheet(sheet, site.read())
    text = read(paper)
    for told in (
        "Emergency sheet No. 2026-0001", "0312  水泵房  赵刚 宏达消防  13600008820", "大堂醉酒访客", "R-0001",
        "停电几点恢复", "manager  王总", "30  ____", "Handover on paper",
    ):  # fmt: skip
        assert told in text, f"{told}\n{text}"
    assert papers.new_sheet(desk.chen, desk.guard).label == "2026-0002"
    assert "Emergency sheet No. 2026-0001" in pages(paper)[-1]


def test_papers_are_in_the_language_of_who_prints_them(desk: Desk) -> None:
    words.use("zh", LOCALE)
    try:
        text = read(makers.of_summary(DAY, site.read()))
        mark = AGAIN.line()
    finally:
        words.use("en", LOCALE)
    assert "客服部工作日汇总 No.2026-02-06" in text
    assert "填表人" in text
    assert mark == "第 3 次打印 2026-02-07 08:00  李敏;首次打印 2026-02-06 20:00 陈晓燕"


def test_a_terminal_has_it_made_in_another_process_in_its_language_p4(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.apart.kept", True)
    words.use("zh", LOCALE)
    try:
        made = pdf_process.render(plain(("1", "水管")), FIRST, fonts.find())
        with pytest.raises(Refused, match="cannot be embedded"):
            pdf_process.render(plain(), FIRST, Font("none", Path(__file__)))
    finally:
        words.use("en", LOCALE)
    assert "第 1 页" in PdfReader(BytesIO(made)).pages[0].extract_text()


def test_a_process_that_ends_without_a_paper_is_told_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.apart.kept", True)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Refused, match="ended without one"):
        pdf_process.render(plain(), FIRST, fonts.find())
