"""Handovers on a real file: what fills itself, what a person must say, and what is checked together."""

from __future__ import annotations

from typing import Any

import pytest

from db import clock, duty, duty_log, handover, key_register, tickets
from db.handover import HandoverFilter
from db.key_urgent import Urgency
from db.models.handover import Handover, HandoverItem
from db.rules.words import Refused
from tests.conftest import Desk, signer
from tests.handovers import (
    accepted,
    accepted_from,
    check_all,
    offered,
    one_key_out,
    prepared,
    read_log,
    sources,
)


def test_it_fills_itself_from_keys_tickets_promises_and_open_matters_h2_k9(desk: Desk) -> None:
    loan = one_key_out(desk)
    ticket = tickets.take(
        desk.chen, "complaint", "楼上装修噪音", post_id=desk.front, unit="9-1-302", grade="general",
        caller_name="王小明", caller_phone="13800002201", complaint_class="management",
    )  # fmt: skip
    promise = duty_log.promise(desk.chen, desk.front, "停电几点恢复", desk.clock.at + clock.HOUR)
    line = duty_log.write(desk.chen, desk.front, "醉酒访客滞留", place="大堂", abnormal=True)
    found = handover.prepare(desk.chen, desk.front)
    wanted = [f"key:{loan}", f"owed:{ticket.id}", f"ticket:{ticket.id}", f"promise:{promise.id}", f"log:{line.id}"]
    assert sources(found) == wanted
    assert (found.matters[0].text, found.matters[0].who) == ("0312 水泵房", "赵刚 宏达消防")
    assert found.matters[1].text == "C-0001 欠: 投诉人确认"
    assert found.matters[4].text == "大堂 醉酒访客滞留"
    assert found.label == "J-0001"
    assert found.log.abnormal == 1


def test_a_second_signature_that_an_emergency_left_owing_stands_in_it_until_it_is_given_k6_t21(desk: Desk) -> None:
    key_register.add(desk.manager, "0401", "配电房", access="restricted")
    who = key_register.NewBorrower("何志", "13600008820", "宏达消防")
    urgent = Urgency("漏水", "孙伟")
    loan = key_register.issue(desk.chen, ["0401"], who, desk.clock.at + clock.HOUR, urgent=urgent)[0].loan_id
    assert loan is not None
    found = prepared(desk)
    (owed,) = found.section("owed")
    assert (owed.source, owed.text, owed.who) == (f"second:{loan}", "0401 配电房 待第二人补签", "陈晓燕")
    key_register.countersign(desk.sun, loan, signer(desk.sun))
    handover.refresh(desk.chen, found.id)
    assert handover.view(found.id).section("owed")[0].settled == "已了结"


def test_what_its_register_closes_is_settled_in_it_and_gone_from_the_next_h16(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "电梯异响", abnormal=True)
    line = duty_log.write(desk.chen, desk.front, "醉酒访客滞留", abnormal=True)
    found = offered(desk)
    assert len(found.matters) == 2
    duty_log.close_matter(desk.chen, line.id, "已离开")
    assert handover.refresh(desk.chen, found.id) == 1
    assert [bool(matter.settled) for matter in handover.view(found.id).matters] == [False, True]
    check_all(desk, found)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.sign_in(desk.li, found.id, signer(desk.li))
    following = handover.prepare(desk.li, desk.front)
    assert [(m.text, m.carried) for m in following.matters] == [("电梯异响", 1)]


def test_what_only_a_handover_holds_is_carried_with_its_words_until_settled_h16(desk: Desk) -> None:
    found = prepared(desk)
    handover.add_matter(desk.chen, found.id, "物业费争议,业主情绪激动", next_step="何芳约谈", who="何芳")
    first = accepted_from(desk, found)
    duty_log.write(desk.li, desk.front, "接班")
    following = handover.prepare(desk.li, desk.front)
    carried = following.section("important")[0]
    assert (carried.text, carried.next_step, carried.carried) == ("物业费争议,业主情绪激动", "何芳约谈", 1)
    handover.settle(desk.li, carried.id, "已和解")
    assert handover.view(following.id).matters[0].settled == "已和解"
    assert first.matters[0].settled == ""


def test_an_empty_one_cannot_be_offered_h2(desk: Desk) -> None:
    found = handover.prepare(desk.chen, desk.front)
    handover.say_none(desk.chen, found.id)
    with pytest.raises(Refused, match="nothing in this handover"):
        handover.offer(desk.chen, found.id, desk.li.officer_id)
    duty_log.write(desk.chen, desk.front, "一切正常")
    handover.offer(desk.chen, found.id, desk.li.officer_id)


def test_the_section_a_person_fills_needs_a_word_or_none_h19(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "一切正常")
    found = handover.prepare(desk.chen, desk.front)
    with pytest.raises(Refused, match="none with 0"):
        handover.offer(desk.chen, found.id, desk.li.officer_id)


def test_an_urgent_matter_is_complete_before_the_offer_and_read_back_before_signing_h15(desk: Desk) -> None:
    found = prepared(desk)
    matter = handover.add_matter(desk.chen, found.id, "6-2-1101 水管", severity="urgent")
    with pytest.raises(Refused, match="1 urgent matter lacks"):
        handover.offer(desk.chen, found.id, desk.li.officer_id)
    handover.edit_matter(
        desk.chen, matter, next_step="换管", who="胡兵", by_when=desk.clock.at + clock.HOUR, if_then="再漏则关总阀"
    )
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    check_all(desk, found)
    with pytest.raises(Refused, match="not read back"):
        handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.read_back(desk.li, matter)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))


def test_who_and_by_when_of_a_key_are_the_registers_to_say_h15(desk: Desk) -> None:
    one_key_out(desk)
    matter = prepared(desk).matters[0]
    tellings: tuple[dict[str, Any], ...] = ({"who": "李四"}, {"by_when": desk.clock.at + clock.DAY})
    for told in tellings:
        with pytest.raises(Refused, match="change them there"):
            handover.edit_matter(desk.chen, matter.id, **told)
    handover.edit_matter(desk.chen, matter.id, next_step="打电话催", who=matter.who)
    assert handover.view(1).matters[0].next_step == "打电话催"


def test_only_who_has_the_post_prepares_and_never_for_oneself_h13(desk: Desk) -> None:
    with pytest.raises(Refused, match="陈晓燕"):
        handover.prepare(desk.li, desk.front)
    with pytest.raises(Refused, match="Nobody has"):
        handover.prepare(desk.li, desk.guard)
    found = prepared(desk)
    with pytest.raises(Refused, match="to yourself"):
        handover.offer(desk.chen, found.id, desk.chen.officer_id)
    duty.take_empty_post(desk.sun, desk.guard)
    with pytest.raises(Refused, match="护卫岗"):
        handover.offer(desk.chen, found.id, desk.sun.officer_id)


def test_the_incoming_checks_and_the_outgoing_answers_each_under_their_own_name_h4(desk: Desk) -> None:
    found = offered(desk)
    with pytest.raises(Refused, match="Only 李敏"):
        handover.check(desk.chen, found.id, found.items[0].id, "normal")
    question = handover.ask(desk.li, found.id, "0312 为什么没追到?")
    with pytest.raises(Refused, match="Only 陈晓燕"):
        handover.answer(desk.li, found.id, question, "打过电话")
    handover.answer(desk.chen, found.id, question, "打过电话,关机")
    said = handover.view(found.id).questions[0]
    assert (said.asked_by, said.answered_by, said.answer) == ("李敏", "陈晓燕", "打过电话,关机")


def test_the_expected_count_is_not_even_stored_before_the_counted_one_h4(desk: Desk) -> None:
    one_key_out(desk)
    found = offered(desk)
    item = found.items[0]
    assert (item.code, item.expected) == ("key", None)
    assert HandoverItem.get_by_id(item.id).expected is None
    handover.check(desk.li, found.id, item.id, counted=1)
    seen = handover.view(found.id).items[0]
    assert (seen.counted, seen.expected, seen.answered) == (1, 2, False)
    with pytest.raises(Refused, match="You counted 1 before"):
        handover.check(desk.li, found.id, item.id, counted=2)
    handover.check(desk.li, found.id, item.id, counted=1, note="一把在护卫岗")
    assert handover.view(found.id).items[0].answered


def test_it_ends_only_when_all_is_read_checked_answered_and_talked_through_h3_h6_h14(desk: Desk) -> None:
    found = offered(desk)
    question = handover.ask(desk.li, found.id, "电话打通了吗?")
    said = []
    for step in (
        lambda: read_log(desk.li, found),
        lambda: [handover.check(desk.li, found.id, item.id, "normal") for item in found.items],
        lambda: handover.answer(desk.chen, found.id, question, "打通了"),
        lambda: handover.talked(desk.li, found.id, "电话里讲过,人在路上"),
    ):
        with pytest.raises(Refused) as refused:
            handover.sign_out(desk.chen, found.id, signer(desk.chen))
        said.append(str(refused.value))
        step()
    assert len(set(said)) == 4
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    assert handover.view(found.id).state == "signed"


def test_the_incoming_reads_since_their_own_last_duty_here_h3(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "我的班")
    found = prepared(desk)
    desk.clock.forward(5)
    accepted_from(desk, found)
    for officer, text in ((desk.li, "她的班"), (desk.li, "她的第二行")):
        desk.clock.forward(10)
        duty_log.write(officer, desk.front, text)
    found = handover.prepare(desk.li, desk.front)
    handover.say_none(desk.li, found.id)
    handover.offer(desk.li, found.id, desk.chen.officer_id)
    assert len(handover.lines_to_read(found.duty_id, desk.chen.officer_id).lines) == 2
    read_log(desk.chen, found, 1, 30)
    assert handover.view(found.id).progress.unread == 1
    read_log(desk.chen, found, seconds=30)
    seen = handover.view(found.id)
    assert (seen.read_lines, seen.read_total, seen.read_seconds) == (2, 2, 60)


def test_what_was_read_before_the_offer_is_read_and_a_line_after_it_is_not_h3(desk: Desk) -> None:
    found = prepared(desk)
    read_log(desk.li, found, seconds=30)
    duty_log.write(desk.chen, desk.front, "大堂灯坏")
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    seen = handover.view(found.id)
    assert (seen.state, seen.read_lines, seen.read_total, seen.read_seconds) == ("offered", 1, 2, 30)
    read_log(desk.li, found, seconds=10)
    seen = handover.view(found.id)
    assert (seen.state, seen.read_lines, seen.read_total, seen.read_seconds) == ("exchanged", 2, 2, 40)


def test_who_has_the_post_does_not_read_its_log_for_the_relief_h3(desk: Desk) -> None:
    found = offered(desk)
    with pytest.raises(Refused, match="read by who relieves you"):
        read_log(desk.chen, found)
    assert handover.view(found.id).read_lines == 0


def test_a_handover_says_with_how_much_its_duty_began(desk: Desk) -> None:
    first = prepared(desk)
    handover.add_matter(desk.chen, first.id, "大堂灯坏")
    handover.add_matter(desk.chen, first.id, "门禁不灵")
    assert first.began_with is None
    accepted_from(desk, first)
    now = handover.prepare(desk.li, desk.front)
    handover.settle(desk.li, now.section("important")[0].id, "已换灯")
    assert handover.view(now.id).began_with == {"important": 2}


def test_one_record_per_duty_and_one_under_way_per_post_h1(desk: Desk) -> None:
    first = handover.prepare(desk.chen, desk.front)
    assert handover.prepare(desk.chen, desk.front).id == first.id
    assert Handover.select().count() == 1
    assert handover.count(HandoverFilter(post_id=desk.front)) == 1


def test_the_agenda_names_the_end_of_every_duty_and_its_relief_h20(desk: Desk) -> None:
    due = handover.agenda()[0]
    assert (due.id, due.due_at, due.place, due.who) == (0, desk.clock.at + 12 * clock.HOUR, "前台", "陈晓燕")
    found = offered(desk)
    due = handover.agenda()[0]
    assert (due.id, due.label, due.who) == (found.id, "J-0001", "李敏")


def test_past_handovers_are_paged_newest_first(desk: Desk) -> None:
    accepted(desk)
    duty_log.write(desk.li, desk.front, "新班")
    handover.prepare(desk.li, desk.front)
    where = HandoverFilter()
    first = handover.page(where, None, 1)
    assert [line.label for line in first] == ["J-0002"]
    assert [line.state for line in handover.page(where, first[-1].key, 5)] == ["accepted"]
    assert handover.count(HandoverFilter(state="accepted")) == 1
