"""The digest of an officer who comes back: what was opened, closed, lost, refused and late meanwhile (H3)."""

from __future__ import annotations

from db import digest, duty_log, handover, key_register, routines, templates, tickets
from db.clock import DAY, HOUR
from db.key_register import NewBorrower
from tests.conftest import Desk, signer
from tests.handovers import accepted, check_all, offered


def said(desk: Desk, officer: int) -> list[tuple[str, str, str]]:
    found = digest.since_last_duty(desk.front, officer)
    return [(line.register, line.what, line.text) for line in found.lines]


def ticket(desk: Desk, content: str) -> int:
    return tickets.take(
        desk.li, "repair", content, post_id=desk.front, unit="6-2-1101", place="厨房", grade="urgent",
        caller_is="owner", cost="free",
    ).id  # fmt: skip


def test_after_five_days_off_each_register_says_what_happened_h3(desk: Desk) -> None:
    accepted(desk)
    desk.clock.forward(60)
    old = ticket(desk, "旧单")
    key_register.add(desk.manager, "0312", "水泵房")
    key_register.add(desk.manager, "0107", "配电房")
    key_register.issue(
        desk.li, ["0107"], NewBorrower("赵刚", "13912340000"), desk.clock.at + HOUR, first=signer(desk.li)
    )
    key_register.report_lost(desk.sun, "0312", "掉进水井")
    duty_log.promise(desk.li, desk.front, "停电几点恢复", desk.clock.at + HOUR)
    kept = duty_log.promise(desk.li, desk.front, "快递在哪", desk.clock.at + HOUR)
    duty_log.keep_promise(desk.li, kept.id, "在柜 3")
    line = duty_log.write(desk.li, desk.front, "电梯异响", abnormal=True)
    duty_log.write(desk.li, desk.front, "醉酒访客", abnormal=True)
    duty_log.close_matter(desk.li, line.id, "已修")
    routines.add(desk.he, desk.front, "大堂灯光", "daily", 0, 22 * 60)
    templates.add(desk.he, desk.front, "things", "state", "饮水机")
    templates.approve(desk.he, desk.front, signer(desk.he))
    tickets.void(desk.li, old, "重复", signer(desk.he))
    desk.clock.at += 5 * DAY
    new = ticket(desk, "新单")
    assert new
    found = said(desk, desk.chen.officer_id)
    assert found == [
        ("key", "overdue", "0107 配电房 赵刚"),
        ("key", "lost", "0312 水泵房 掉进水井"),
        ("ticket", "opened", "R-0002 6-2-1101 厨房 新单"),
        ("ticket", "void", "R-0001 6-2-1101 厨房 旧单"),
        ("promise", "overdue", "停电几点恢复"),
        ("promise", "closed", "快递在哪 在柜 3"),
        ("log", "opened", "醉酒访客"),
        ("log", "closed", "电梯异响"),
        ("routine", "overdue", "大堂灯光"),
        ("template", "changed", "2 何芳"),
    ]


def test_what_happened_before_the_last_duty_ended_is_not_told_again_unless_it_is_late_h3(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "旧事", abnormal=True)
    duty_log.promise(desk.chen, desk.front, "旧答复", desk.clock.at + 30 * HOUR)
    accepted(desk)
    desk.clock.forward(60)
    assert said(desk, desk.chen.officer_id) == []
    desk.clock.at += 2 * DAY
    assert said(desk, desk.chen.officer_id) == [("promise", "overdue", "旧答复")]


def test_a_promise_that_is_not_due_is_told_with_the_time_it_was_given_h3_l9(desk: Desk) -> None:
    accepted(desk)
    desk.clock.forward(60)
    given = desk.clock.at
    duty_log.promise(desk.li, desk.front, "停电几点恢复", given + HOUR)
    (line,) = digest.since_last_duty(desk.front, desk.chen.officer_id).lines
    assert (line.what, line.at) == ("opened", given)


def test_a_refused_handover_is_told_and_a_newcomer_reads_of_the_last_duty_h3_h5(desk: Desk) -> None:
    desk.clock.forward(1)
    found = offered(desk)
    handover.refuse(desk.li, found.id, signer(desk.li), "count", text="差两把")
    whole = digest.since_last_duty(desk.front, desk.sun.officer_id)
    assert (whole.duty, [line.text for line in whole.of("handover")]) == (False, ["J-0001 数目不符: 差两把"])
    again = handover.prepare(desk.chen, desk.front)
    handover.offer(desk.chen, again.id, desk.li.officer_id)
    check_all(desk, handover.view(again.id))
    handover.sign_out(desk.chen, again.id, signer(desk.chen))
    handover.sign_in(desk.li, again.id, signer(desk.li))
    assert digest.since_last_duty(desk.front, desk.chen.officer_id).duty
