"""The handover screen through the keyboard, then the database."""

from __future__ import annotations

import pytest

from db import duty, duty_log, handover, key_register, receipts, signatures
from screens.handover import HandoverScreen
from tests.conftest import PIN, Desk, signer
from tests.handovers import a_quiet_night, accepted_from, offered, prepared, read_log
from tests.screens.driver import act_as, at_the_desk, two_at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


async def test_preparing_and_offering_an_ordinary_night_takes_four_keys_h2(desk: Desk) -> None:
    a_quiet_night(desk)
    async with two_at_the_desk() as officer:
        await officer.press("f3", "0", "o", "enter")
        assert officer.keys == 4
        officer.sees("Offered to 李敏", "J-0001 offered")
    found = handover.current(desk.front)
    assert found is not None
    assert (found.state, found.incoming, found.important_said) == ("offered", "李敏", True)


async def test_a_routine_handover_takes_at_most_thirty_keys_for_both_h4(desk: Desk) -> None:
    """Twelve lines, five of them blind counts; sign-on, switching and the PINs apart."""
    for tag, what in (("0312", "key"), ("8001", "radio"), ("8101", "torch"), ("8201", "umbrella")):
        key_register.add(desk.manager, tag, f"{what} {tag}", what=what)
    receipts.add(desk.manager, 4401, 4450)
    a_quiet_night(desk, 30)
    async with two_at_the_desk() as officer:
        await officer.press("f3", "0", "o", "enter")
        spent = officer.keys
        await act_as(officer, "2")
        officer.keys = spent
        await officer.press("f3")
        officer.sees("read ")
        await officer.press("pagedown", "enter")
        officer.sees("钥匙柜点数")
        officer.sees_not("expected")
        await officer.type("01" * 4 + "401" + "1" * 7)
        await officer.press("m", "s")
        assert officer.keys <= 30
        officer.sees("code", "PIN of 陈晓燕")
        await officer.type(PIN)
        officer.sees("PIN of 李敏")
        await officer.type(PIN)
        officer.sees("李敏 has the post 前台; 陈晓燕 is relieved.")
    held = duty.on_post(desk.front)
    assert held is not None
    assert held.officer == "李敏"
    found = handover.view(1)
    assert [(item.verdict, item.counted) for item in found.items] == [
        *[("", 1)] * 4,
        ("", 401),
        *[("normal", None)] * 7,
    ]
    assert (found.state, found.read_lines, found.read_total) == ("accepted", 30, 30)
    assert signatures.check_signatures() == []


async def test_a_count_that_differs_is_shown_only_then_and_must_be_explained_h4_k9(desk: Desk) -> None:
    key_register.add(desk.manager, "0312", "水泵房")
    a_quiet_night(desk)
    async with two_at_the_desk() as officer:
        await officer.press("f3", "0", "o", "enter")
        await act_as(officer, "2")
        await officer.press("f3", "enter")
        await officer.press("0")
        officer.sees("0_")
        officer.sees_not("expected 1")
        await officer.press("0")
        officer.sees("expected 1", "differs by -1")
        await officer.press("up", "enter")
        await officer.type("in the lock")
        await officer.press("enter")
    item = handover.view(1).items[0]
    assert (item.counted, item.expected, item.note) == (0, 1, "in the lock")


async def test_a_question_is_asked_and_answered_each_in_their_own_name_h6(desk: Desk) -> None:
    a_quiet_night(desk)
    async with two_at_the_desk() as officer:
        await officer.press("f3", "0", "o", "enter")
        await act_as(officer, "2")
        await officer.press("f3", "enter", "q")
        await officer.type("why?")
        await officer.press("enter")
        officer.sees("李敏: why?", "a answers it")
        await officer.press("s")
        officer.sees("Checklist lines open")
        await officer.press("a")
        await officer.type("because")
        await officer.press("enter")
        officer.sees("陈晓燕: because")
    question = handover.view(1).questions[0]
    assert (question.asked_by, question.answered_by) == ("李敏", "陈晓燕")


async def test_refusing_needs_a_reason_and_a_pin_and_keeps_the_outgoing_h5(desk: Desk) -> None:
    a_quiet_night(desk)
    async with two_at_the_desk() as officer:
        await officer.press("f3", "0", "o", "enter")
        await act_as(officer, "2")
        await officer.press("f3", "enter")
        await officer.press("x", "3", "enter")
        await officer.type(PIN)
        officer.sees("陈晓燕 stays on duty", "REFUSED", "数目不符")
        await act_as(officer, "1")
        await officer.press("f3", "v")
        officer.sees("prepared", "version 2")
    held = duty.on_post(desk.front)
    assert held is not None
    assert held.officer == "陈晓燕"


async def test_an_urgent_matter_is_written_by_its_number_and_read_back_h15(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "6-2-1101 水管爆", kind="emergency", abnormal=True)
    async with two_at_the_desk() as officer:
        await officer.press("f3", "0", "o")
        officer.sees("lacks next step", "1 to be written, 0 written")
        await officer.press("1")
        officer.sees("next step:")
        for words in ("new pipe", "hb", "0930", "shut the main"):
            await officer.type(words)
            await officer.press("enter")
        officer.sees("ready: o offers it")
        await officer.press("o", "enter")
        await act_as(officer, "2")
        await officer.press("f3", "enter", "r")
        officer.sees("read back")
    matter = handover.view(1).matters[0]
    assert (matter.next_step, matter.who, matter.if_then, matter.read_back) == ("new pipe", "hb", "shut the main", True)


async def test_a_matter_keeps_its_digit_when_another_is_written_h18(desk: Desk) -> None:
    for text in ("6-2-1101 水管爆", "9-1-302 起火"):
        duty_log.write(desk.chen, desk.front, text, kind="emergency", abnormal=True)
    async with at_the_desk() as officer:
        await officer.press("f3", "0")
        first, second = (next(line for line in officer.lines() if text in line)[2:5] for text in ("水管爆", "起火"))
        await officer.press(first.strip())
        for words in ("new pipe", "hb", "0930", "shut the main"):
            await officer.press(*words, "enter")
        kept = tuple(next(line for line in officer.lines() if text in line)[2:5] for text in ("水管爆", "起火"))
        assert kept == (first, second)
        await officer.press("f3")
        assert next(line for line in officer.lines() if "起火" in line)[2:5].strip() == "1", "anew: what waits is first"


async def test_the_wrong_person_is_recalled_h11(desk: Desk) -> None:
    a_quiet_night(desk)
    async with at_the_desk() as officer:
        await officer.press("f3", "0", "o")
        await officer.type("sw")
        await officer.press("enter")
        officer.sees("Offered to 孙伟")
        await officer.press("w")
        officer.sees("recalled")
        await officer.press("v", "o")
        await officer.type("lm")
        await officer.press("enter")
        officer.sees("Offered to 李敏", "version 2")


async def test_what_one_officer_has_read_is_not_read_by_another_h3(desk: Desk) -> None:
    a_quiet_night(desk, 30)
    async with two_at_the_desk() as officer:
        await officer.press("f3", "0", "o", "enter")
        await act_as(officer, "2")
        await officer.press("f3", "pagedown")
        officer.sees("read 30 of 30 lines")
        await officer.press("enter", "w", "@", "0")
        await officer.type("1007" + PIN)
        await act_as(officer, "1")
        await officer.press("f3", "v", "o")
        await officer.type("sw")
        await officer.press("enter")
        await act_as(officer, "3")
        await officer.press("f3")
        officer.sees("read 20 of 30 lines", "Enter next page", "Esc back")
        await officer.press("escape")
    found = handover.view(1)
    assert (found.incoming, found.read_lines, found.progress.unread) == ("孙伟", 20, 10)


async def test_the_relief_reads_before_the_offer_and_a_crash_loses_no_page_h3(desk: Desk) -> None:
    a_quiet_night(desk, 30)
    async with at_the_desk() as officer:
        await officer.press("f3", "l")
        officer.sees("its log is read by who relieves you")
    async with at_the_desk(number="1031") as officer:
        await officer.press("f3")
        officer.sees("l reads its log")
        await officer.press("l")
        officer.sees("read 20 of 30 lines")
        assert isinstance(officer.app.screen, HandoverScreen)
        officer.app.screen.keep_reading()
        await officer.settle()
    duty_log.write(desk.chen, desk.front, "大堂灯坏")
    async with at_the_desk(number="1031") as officer:
        await officer.press("f3", "l")
        officer.sees("read 21 of 31 lines")
        await officer.press("escape")
    handover.say_none(desk.chen, 1)
    handover.offer(desk.chen, 1, desk.li.officer_id)
    found = handover.view(1)
    assert (found.read_lines, found.read_total) == (21, 31)


async def test_a_refused_offer_leads_to_the_matter_that_lacks_h15(desk: Desk) -> None:
    a_quiet_night(desk, 30)
    duty_log.write(desk.chen, desk.front, "6-2-1101 水管爆", kind="emergency", abnormal=True)
    async with at_the_desk() as officer:
        await officer.press("f3", "0", "o")
        assert "read log" not in officer.lines()[-1]
        await officer.press("enter")
        officer.sees("6-2-1101 水管爆\nnext step:")


async def test_a_refused_signature_leads_to_the_first_open_line_h6(desk: Desk) -> None:
    read_log(desk.li, offered(desk))
    async with at_the_desk(number="1031") as officer:
        await officer.press("f3", "end", "s")
        officer.sees("Digit answers, Enter explains", ">  1 ")


async def test_each_section_says_how_many_more_stand_open_than_when_the_duty_began(desk: Desk) -> None:
    found = prepared(desk)
    handover.add_matter(desk.chen, found.id, "大堂灯坏")
    handover.add_matter(desk.chen, found.id, "门禁不灵")
    accepted_from(desk, found)
    now = handover.prepare(desk.li, desk.front)
    key_register.add(desk.manager, "0312", "水泵房")
    handover.settle(desk.li, now.section("important")[0].id, "已换灯")
    async with at_the_desk(number="1031") as officer:
        await officer.press("f3")
        officer.sees("Important or doubtful  2  1 fewer than at the start", "Keys out  0    ")


async def test_the_same_officer_goes_on_in_a_double_shift_h1(desk: Desk) -> None:
    a_quiet_night(desk)
    desk.clock.forward(11 * 60 + 50)
    async with at_the_desk() as officer:
        officer.sees("handover 0:07 left")
        await officer.press("f3", "0", "o")
        await officer.type("cxy")
        await officer.press("enter")
        officer.sees("d = double shift")
        await officer.press("escape", "d", "2")
        officer.sees("PIN of 陈晓燕", "code")
        await officer.type(PIN)
        officer.sees("陈晓燕 goes on", "superior:")
        await officer.press("s", "w", "1")
        await officer.type(PIN)
        officer.sees("Countersigned by 孙伟.")
    held = duty.on_post(desk.front)
    assert held is not None
    assert (held.officer, held.shift) == ("陈晓燕", "白班")


async def test_a_double_shift_before_the_last_half_hour_is_refused_before_a_reason_and_a_pin_h1(desk: Desk) -> None:
    a_quiet_night(desk)
    async with at_the_desk() as officer:
        await officer.press("f3", "0", "d")
        officer.sees("Your shift ends at 08:00: a double shift is signed in its last half hour.")
        officer.sees_not("PIN of 陈晓燕")
        desk.clock.forward(11 * 60 + 30)
        await officer.press("d")
        officer.sees("relief has not come", "code")


async def test_a_change_after_the_first_signature_says_that_both_sign_again_h7(desk: Desk) -> None:
    found = ready(desk)
    handover.sign_out(desk.chen, found, signer(desk.chen))
    async with at_the_desk(number="1031") as officer:
        await officer.press("f3", "q")
        await officer.type("why?")
        await officer.press("enter")
        officer.sees("The text has changed: version 2, both sign again.", "why?", "version 2")
    assert handover.view(found).signatures == ()


def ready(desk: Desk) -> int:
    """A quiet night's handover, checked together; return its id."""
    a_quiet_night(desk)
    found = handover.prepare(desk.chen, desk.front)
    handover.say_none(desk.chen, found.id)
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    read_log(desk.li, found)
    for item in handover.view(found.id).items:
        handover.check(desk.li, found.id, item.id, "normal")
    handover.talked(desk.li, found.id)
    return found.id


async def test_an_addendum_and_the_earlier_versions_stand_in_the_history_h17(desk: Desk) -> None:
    found = ready(desk)
    handover.sign_out(desk.chen, found, signer(desk.chen))
    handover.ask(desk.li, found, "外卖登记了吗?")
    handover.answer(desk.chen, found, 1, "登记了")
    handover.sign_out(desk.chen, found, signer(desk.chen))
    handover.sign_in(desk.li, found, signer(desk.li))
    async with at_the_desk() as officer:
        await officer.press("f3", "h", "enter", "+")
        officer.sees("Addendum  J-0001  Code")
        await officer.type("21:10")
        await officer.press("enter")
        await officer.type(PIN)
        officer.sees("Added:", "陈晓燕: 21:10", "Earlier versions", "Version 1, code")
        await officer.press("p", "end")
        officer.sees("Addenda under the code", "21:10")
        await officer.press("escape", "down", "down", "down", "down", "down", "down", "enter")
        officer.sees("Version 1, code", "交接班记录 J-0001 第 1 版")
        officer.sees_not("外卖登记了吗?")
        await officer.press("escape", "escape")
        officer.sees("Past handovers")
    async with at_the_desk(number="1031") as officer:
        officer.sees("Addendum", "21:10")
        await officer.press("f3")
        officer.sees("Added to earlier handovers", "21:10")
        await officer.press("escape", "2")
        officer.sees("Addenda", "陈晓燕: 21:10")
        await officer.press("escape", "escape")
        officer.sees_not("Addendum")


async def test_the_paper_and_the_past_can_be_read(desk: Desk) -> None:
    a_quiet_night(desk)
    async with at_the_desk() as officer:
        await officer.press("f3", "p")
        officer.sees("交接班记录 J-0001", "Draft: nobody has signed this text.")
        await officer.press("end")
        officer.sees("Handed over by: ____")
        await officer.press("escape", "h")
        officer.sees("Past handovers", "J-0001", "prepared")
        await officer.press("enter")
        officer.sees("交接班记录")
        await officer.press("escape", "escape")
        officer.sees("Important or doubtful")


async def test_a_command_out_of_its_phase_says_why(desk: Desk) -> None:
    a_quiet_night(desk)
    async with at_the_desk() as officer:
        await officer.press("f3", "s")
        officer.sees("This comes after the offer")
