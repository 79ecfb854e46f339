"""The inbox as the duty director reads it: the sheet, its signature, refusals, and lines to review."""

from __future__ import annotations

from db import duty_log, inbox, signatures
from db.models.duty_log import LogReview
from db.models.handover import DayReview, SheetMark
from tests.conftest import PIN, START, Desk
from tests.screens.driver import at_the_desk
from tests.sheets import EIGHT_IN_THE_MORNING, handover, loan

REFUSAL = {"state": "refused", "refused_at": START, "refusal": "点数不符"}


def the_night(desk: Desk) -> None:
    """A key out too long, an abnormal line, an erratum, and no handover."""
    loan(desk, chases=1)
    duty_log.write(desk.chen, desk.front, "醉酒访客滞留", abnormal=True)
    line = duty_log.write(desk.chen, desk.front, "第1轮正常")
    duty_log.correct(desk.chen, line.id, "第2轮正常", "slip")
    desk.clock.at = EIGHT_IN_THE_MORNING + 300_000


async def test_the_exceptions_of_the_night_stand_first_and_on_one_screen_h8(desk: Desk) -> None:
    the_night(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7")
        officer.sees("Daily sheet of 2026-02-06", "matters 5, opened 0", "due 2  complete 0  missing 2")
        glass = officer.lines()
        order = ["no handover record", "key 030", "醉酒访客滞留", "erratum to line 2"]
        at = [next(n for n, line in enumerate(glass) if text in line) for text in order]
        assert at == sorted(at)
        officer.sees("前台 0/2 errata 1")
        assert len(glass) == 24


async def test_a_digit_opens_a_matter_and_enter_does_the_same_h8(desk: Desk) -> None:
    the_night(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", "3")
        officer.sees("Opened: 3.", "opened 1")
        await officer.press("down", "enter")
        officer.sees("Opened: 4.", "opened 2")
        await officer.press("enter")
    assert [row.source for row in SheetMark.select().order_by(SheetMark.id)] == ["key:1", "log:1"]


async def test_a_note_stands_beside_its_matter_and_opens_it_h8(desk: Desk) -> None:
    the_night(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", "down", "down", "n")
        await officer.type("ask")
        await officer.press("enter")
        officer.sees("Comment kept.", "comment: ask", "opened 1")


async def test_the_day_is_signed_with_one_key_and_a_pin_and_says_what_was_not_opened_h8(desk: Desk) -> None:
    the_night(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", "3")
        officer.keys = 0
        await officer.press("s")
        officer.sees("Sign the day 2026-02-06", "opened 1 of 5")
        await officer.type(PIN)
        assert officer.keys == 7
        officer.sees("2026-02-06 signed: opened 1 of 5", "signed by 何芳", "unsigned days: manager 1 (1 d)")
    review = DayReview.get()
    assert (review.role, review.opened, review.matters) == ("supervisor", 1, 5)
    assert signatures.check_signatures() == []


async def test_a_sheet_with_nine_exceptions_is_opened_whole_and_signed_with_nineteen_keys_at_most_h8(
    desk: Desk,
) -> None:
    for number in range(4):
        duty_log.write(desk.chen, desk.front, f"地库积水 {number}", abnormal=True)
    the_night(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", *"123456789", "s", *PIN)
        assert officer.keys - len(PIN) <= 19
        officer.sees("2026-02-06 signed: opened 9 of 9")
    review = DayReview.get()
    assert (review.opened, review.matters) == (9, 9)


async def test_a_wrong_pin_signs_nothing_and_the_form_stays_h8(desk: Desk) -> None:
    the_night(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", "s", *"000001")
        officer.sees("Wrong staff number or PIN", "Sign the day")
        await officer.type(PIN)
        officer.sees("signed: opened 0 of 5")


async def test_a_day_under_way_is_shown_but_not_signed_h8(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", "right")
        officer.sees("Daily sheet of 2026-02-06", "on duty")
        await officer.press("s")
        officer.sees("not over yet")
        officer.sees_not("PIN")


async def test_a_leader_signs_as_acting_and_says_so_first_h8(desk: Desk) -> None:
    the_night(desk)
    async with at_the_desk(number="1007") as officer:
        await officer.press("f7", "s")
        officer.sees("a acting for the duty director")
        await officer.press("a", *PIN)
        officer.sees("signed by 孙伟 (acting)")


async def test_another_day_is_chosen_by_its_date_and_nonsense_is_refused(desk: Desk) -> None:
    the_night(desk)
    async with at_the_desk(number="1001") as officer:
        await officer.press("f7", "t", *"2026-2-6x", "enter")
        officer.sees("not a date")
        await officer.press("escape", "t", *"２０２６-02-05", "enter")
        officer.sees("Daily sheet of 2026-02-05", "matters 0")
        await officer.press("t", "enter")
        officer.sees("Daily sheet of 2026-02-06", "matters 5")


async def test_a_refusal_opens_the_inbox_of_the_duty_director_at_its_day_h5(desk: Desk) -> None:
    handover(desk, **REFUSAL)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7")
        officer.sees("Daily sheet of 2026-02-06", "李敏 refused at 20:00: 点数不符", "陈晓燕 stays")
        await officer.press("1")
    assert inbox.refusals_open() == []


async def test_an_officer_sees_the_own_refusals_and_why_the_sheet_is_not_theirs_h5(desk: Desk) -> None:
    handover(desk, **REFUSAL)
    async with at_the_desk(number="1024") as officer:
        await officer.press("f7")
        officer.sees("李敏 refused the handover of 陈晓燕", "for the duty director and the manager", "reported")
        officer.sees_not("Handovers", "opened")
        await officer.press("s")
        officer.sees_not("PIN")
        await officer.press("1", "enter")
    assert SheetMark.select().count() == 0


async def test_the_page_of_lines_shown_is_reviewed_with_one_key_l4(desk: Desk) -> None:
    for number in range(30):
        duty_log.write(desk.chen, desk.front, f"第{number}轮正常")
        desk.clock.forward(1)
    own = duty_log.write(desk.he, desk.front, "主管查岗")
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", "r")
        officer.sees("Open the lines first")
        await officer.press("l")
        officer.sees("Lines to review", "前台 31", "主管查岗", "第29轮正常")
        shown = sum("轮正常" in line for line in officer.lines())
        await officer.press("r")
        officer.sees(f"Lines reviewed: {shown}.", f"前台 {31 - shown}")
        assert LogReview.select().count() == shown
        await officer.press("r")
        await officer.press("r")
        officer.sees("your own lines wait for another superior")
        await officer.press("escape")
        officer.sees("Daily sheet")
    assert LogReview.get_or_none(LogReview.entry == own.id) is None
    assert LogReview.select().count() == 30


async def test_an_officer_cannot_review_lines_l4(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "第1轮正常")
    async with at_the_desk(number="1031") as officer:
        await officer.press("f7", "l", "r")
        officer.sees("This needs the role")
    assert LogReview.select().count() == 0


async def test_the_text_of_a_handover_and_the_paper_of_the_day_are_read_in_full_h7(desk: Desk) -> None:
    handover(desk, text="交接全文 第一行", digest="0" * 64, accepted_at=EIGHT_IN_THE_MORNING)
    desk.clock.at = EIGHT_IN_THE_MORNING
    async with at_the_desk(number="1002") as officer:
        await officer.press("f7", "j", "enter")
        officer.sees("交接全文 第一行")
        await officer.press("escape", "down", "enter")
        officer.sees("no text to read")
        await officer.press("escape", "p")
        officer.sees("锦绣花园: daily sheet of 2026-02-06", "0000-0000", "not part of this review")


async def test_the_sheet_fits_eighty_cells_in_chinese_and_is_signed_in_chinese_h8(desk: Desk) -> None:
    the_night(desk)
    async with at_the_desk("zh", number="1002") as officer:
        await officer.press("f7")
        officer.sees("日审 2026-02-06", "夜班:无交接记录", "逾期 7:05", "应 2  有 0  缺 2", "未签: 当值主任 1 天")
        await officer.press("s", *PIN)
        officer.sees("何芳 已签")
    assert DayReview.get().text.startswith("锦绣花园 日审表 2026-02-06\n审阅:何芳(当值主任)\n")


async def test_an_unsigned_day_on_the_duty_screen_leads_to_its_sheet_h8(desk: Desk) -> None:
    desk.clock.at = EIGHT_IN_THE_MORNING + 24 * 3_600_000
    async with at_the_desk(number="1001") as officer:
        officer.sees("Review", "02-06", "02-07")
        await officer.press("1")
        officer.sees("Daily sheet of 2026-02-06")
        await officer.press("escape")
        officer.sees("Next")
