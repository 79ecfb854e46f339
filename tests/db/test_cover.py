"""Cover for a break on a real file: who stands in, what they may not do, how it ends (H10)."""

from __future__ import annotations

import pytest

from db import (
    connection,
    cover,
    duty,
    duty_log,
    emergency,
    handover,
    inbox,
    key_loans,
    key_register,
    signatures,
    staff,
    verify,
)
from db.models.duty_log import LogEntry
from db.rules.words import Refused
from tests.conftest import PIN, Desk, signer
from tests.handovers import accepted, exchanged, offered, prepared

SHEET = "2026-02-06"


def covered(desk: Desk, out_at: int | None = None) -> int:
    """Li stands in for Chen, a short rest."""
    return cover.begin(desk.chen, desk.front, signer(desk.li), "rest", out_at=out_at)


def test_a_stand_in_takes_cover_with_their_pin_and_the_officer_is_back_with_theirs_h10(desk: Desk) -> None:
    number = covered(desk)
    standing = cover.on_post(desk.front)
    assert standing is not None
    assert (standing.officer, standing.stand_in, standing.approver) == ("陈晓燕", "李敏", "")
    assert standing.due_at == desk.clock.at + 15 * 60_000
    held = duty.on_post(desk.front)
    assert held is not None
    assert held.officer_id == desk.chen.officer_id
    desk.clock.forward(10)
    with pytest.raises(Refused, match="陈晓燕"):
        cover.back(desk.li, number, signer(desk.li))
    cover.back(desk.chen, number, signer(desk.chen))
    assert cover.on_post(desk.front) is None
    with pytest.raises(Refused, match="over already"):
        cover.back(desk.chen, number, signer(desk.chen))
    assert [one.role for one in signatures.of_record(f"cover:{number}", 1)] == ["stand_in", "back"]
    lines = list(LogEntry.select().where(LogEntry.kind == "cover").order_by(LogEntry.id))
    assert [line.text for line in lines] == [
        "李敏顶岗 15 分钟,如厕/饮水,批准: 常设批准,20:15 前回", "陈晓燕回岗,离开 10 分钟",
    ]  # fmt: skip
    assert lines[1].follows_id == lines[0].id
    connection.close_station()
    assert verify.verify(desk.file).intact


def test_whoever_signs_on_again_is_back_and_has_signed_it_h10(desk: Desk) -> None:
    number = covered(desk)
    desk.clock.forward(10)
    staff.sign_on("1024", PIN)
    assert cover.away(desk.chen.officer_id) is None
    assert cover.standing_in(desk.li.officer_id) is None
    assert [one.role for one in signatures.of_record(f"cover:{number}", 1)] == ["stand_in", "back"]
    assert LogEntry.select().where(LogEntry.text == "陈晓燕回岗,离开 10 分钟").count() == 1


def test_a_longer_absence_names_who_gave_leave_h10(desk: Desk) -> None:
    with pytest.raises(Refused, match="superior's leave"):
        cover.begin(desk.chen, desk.front, signer(desk.li), "meal", minutes=30)
    with pytest.raises(Refused, match="never by oneself"):
        cover.begin(desk.chen, desk.front, signer(desk.li), "meal", minutes=30, approver_id=desk.li.officer_id)
    cover.begin(desk.chen, desk.front, signer(desk.li), "meal", minutes=30, approver_id=desk.sun.officer_id)
    standing = cover.on_post(desk.front)
    assert standing is not None
    assert standing.approver == "孙伟"


def test_only_who_has_the_post_leaves_it_and_to_somebody_who_is_free_h10(desk: Desk) -> None:
    with pytest.raises(Refused, match="陈晓燕 has the post"):
        cover.begin(desk.li, desk.front, signer(desk.sun), "rest")
    with pytest.raises(Refused, match="for yourself"):
        cover.begin(desk.chen, desk.front, signer(desk.chen), "rest")
    duty.take_empty_post(desk.sun, desk.guard)
    covered(desk)
    with pytest.raises(Refused, match="come back first"):
        covered(desk)
    with pytest.raises(Refused, match="李敏 stands in at 前台"):
        cover.begin(desk.sun, desk.guard, signer(desk.li), "rest")
    with pytest.raises(Refused, match="陈晓燕 is away from 前台"):
        cover.begin(desk.sun, desk.guard, signer(desk.chen), "rest")


def test_a_guard_may_stand_in_and_keeps_the_own_post_h10(desk: Desk) -> None:
    duty.take_empty_post(desk.sun, desk.guard)
    cover.begin(desk.chen, desk.front, signer(desk.sun), "rest")
    assert [held.officer for held in duty.on_posts()] == ["陈晓燕", "孙伟"]
    with pytest.raises(Refused, match="You stand in at 前台"):
        cover.begin(desk.sun, desk.guard, signer(desk.li), "rest")


def test_a_stand_in_cannot_hand_over_take_over_or_sign_off_h10(desk: Desk) -> None:
    found = exchanged(desk)
    number = covered(desk)
    with pytest.raises(Refused, match="only they can hand it over"):
        handover.prepare(desk.li, desk.front)
    with pytest.raises(Refused, match="come back first"):
        handover.sign_out(desk.chen, found.id, signer(desk.chen))
    with pytest.raises(Refused, match="You stand in at 前台"):
        staff.sign_off(desk.li)
    cover.back(desk.chen, number, signer(desk.chen))
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    again = covered(desk)
    with pytest.raises(Refused, match="cannot hand over"):
        handover.sign_in(desk.li, found.id, signer(desk.li))
    cover.back(desk.chen, again, signer(desk.chen))
    handover.sign_in(desk.li, found.id, signer(desk.li))


def test_a_stand_in_issues_public_keys_in_their_own_name_and_no_entrusted_ones_h10_k6(desk: Desk) -> None:
    key_register.add(desk.manager, "0312", "水泵房")
    key_register.add(desk.manager, "0501", "8-3-501", access="entrusted", unit="8-3-501")
    covered(desk)
    borrower = key_register.NewBorrower("赵刚", "13912340000", "宏达消防")
    due = desk.clock.at + 3_600_000
    with pytest.raises(Refused, match="You stand in at 前台"):
        key_loans.issue(desk.li, ["0501"], borrower, due, first=signer(desk.li), second=signer(desk.sun))
    key_loans.issue(desk.li, ["0312"], borrower, due, first=signer(desk.li))
    line = duty_log.write(desk.li, desk.front, "外卖登记")
    assert (line.author, LogEntry.get_by_id(line.id).duty_id) == ("李敏", 1)


def test_in_an_emergency_a_stand_in_hands_out_any_key_and_the_second_signature_is_owed_h10_k6(desk: Desk) -> None:
    key_register.add(desk.manager, "0501", "8-3-501", access="entrusted", unit="8-3-501")
    covered(desk)
    begun = emergency.begin(desk.li, desk.front, "leak", unit="8-3-501")
    emergency.issue_key(desk.li, begun.id, "0501")
    assert [owed.tag for owed in key_register.owed_signatures()] == ["0501"]


def test_an_absence_stands_on_the_duty_screen_and_too_long_a_one_on_the_sheet_h10(desk: Desk) -> None:
    number = covered(desk)
    (due,) = cover.agenda()
    assert (due.id, due.due_at, due.place, due.who) == (number, desk.clock.at + 15 * 60_000, "前台", "陈晓燕 < 李敏")
    desk.clock.forward(25)
    (long,) = [one for one in inbox.sheet(SHEET, desk.he).matters if one.source == f"cover:{number}"]
    assert (long.text(str), long.status.said(str)) == ("陈晓燕 10 min too long away, 李敏 stood in", "not back")
    cover.back(desk.chen, number, signer(desk.chen))
    assert cover.agenda() == []
    (ended,) = [one for one in inbox.sheet(SHEET, desk.he).matters if one.source == f"cover:{number}"]
    assert ended.status.said(str) == "back 20:25"


def test_the_time_before_the_stand_in_came_is_a_gap_on_the_sheet_h10(desk: Desk) -> None:
    desk.clock.forward(20)
    with pytest.raises(Refused, match="between the beginning"):
        covered(desk, out_at=desk.clock.at - 90 * 60_000)
    number = covered(desk, out_at=desk.clock.at - 5 * 60_000)
    texts = [one.text(str) for one in inbox.sheet(SHEET, desk.he).matters if one.source == f"cover:{number}"]
    assert texts == ["陈晓燕 left at 20:15, 5 min before 李敏 came"]


def test_every_absence_stands_in_the_handover_of_the_duty_h10(desk: Desk) -> None:
    number = covered(desk)
    desk.clock.forward(20)
    cover.back(desk.chen, number, signer(desk.chen))
    found = accepted(desk)
    assert [one.id for one in found.covers] == [number]
    assert "顶岗/离岗: 1" in found.text
    assert "陈晓燕离岗,李敏顶岗  如厕/饮水  批准: 常设批准; 超时 5 分钟" in found.text
    following = handover.prepare(desk.li, desk.front)
    assert following.covers == ()


def test_who_never_comes_back_is_relieved_by_custody_which_ends_the_absence_h10_h12(desk: Desk) -> None:
    prepared(desk)
    number = covered(desk)
    desk.clock.forward(60)
    handover.take_custody(desk.li, desk.front, signer(desk.li), "陈晓燕离岗未回")
    ended = cover.view(number)
    assert (ended.back_at, ended.ended_by, cover.on_post(desk.front)) == (desk.clock.at, "custody", None)
    held = duty.on_post(desk.front)
    assert held is not None
    assert held.officer == "李敏"
    assert "由接管人了结" in handover.view(1).text


def test_an_offer_waits_until_the_officer_is_back_h10(desk: Desk) -> None:
    found = prepared(desk)
    covered(desk)
    with pytest.raises(Refused, match="come back first"):
        handover.offer(desk.chen, found.id, desk.sun.officer_id)
    assert offered_after(desk) == "offered"


def offered_after(desk: Desk) -> str:
    standing = cover.on_post(desk.front)
    assert standing is not None
    cover.back(desk.chen, standing.id, signer(desk.chen))
    return offered(desk).state
