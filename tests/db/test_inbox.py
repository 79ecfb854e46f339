"""The daily sheet, its signatures and the refusals, on a real file."""

from __future__ import annotations

import pytest

from db import clock, duty, duty_log, inbox, signatures, staff
from db import handover as real
from db.models.handover import DayReview, Handover, HandoverItem, SheetMark, Signature
from db.models.key_register import KeyEvent
from db.rules.words import Refused
from tests.conftest import PIN, START, Desk, signer
from tests.sheets import DAY, EIGHT_IN_THE_MORNING, HOUR, handover, loan, put, ticket


def said(desk: Desk, day: str = DAY) -> list[str]:
    return [one.text(str) for one in inbox.sheet(day, desk.he).matters]


def test_a_shift_without_record_stands_on_the_sheet_once_it_is_over_h1(desk: Desk) -> None:
    assert [line.state for line in inbox.sheet(DAY, desk.he).handovers] == ["running", "running"]
    assert said(desk) == []
    desk.clock.at = EIGHT_IN_THE_MORNING
    sheet = inbox.sheet(DAY, desk.he)
    assert [(line.post, line.shift) for line in sheet.missing] == [("前台", "夜班"), ("护卫岗", "夜班")]
    assert said(desk) == ["夜班: no handover record"] * 2


def test_a_late_handover_says_how_late_h20(desk: Desk) -> None:
    handover(desk, accepted_at=EIGHT_IN_THE_MORNING + 7 * clock.MINUTE)
    desk.clock.at = EIGHT_IN_THE_MORNING + HOUR
    assert "夜班: handover 7 min late" in said(desk)
    assert inbox.sheet(DAY, desk.he).handovers[0].late_minutes == 7


def test_a_handover_in_time_is_no_matter_and_its_findings_are_counted_h3(desk: Desk) -> None:
    row = handover(desk, accepted_at=EIGHT_IN_THE_MORNING, read_lines=71, read_total=71, read_seconds=360)
    put(
        desk.chen,
        HandoverItem(handover=row, position=1, kind="count", label="对讲机", expected=6, counted=5, note="充电座"),
        HandoverItem(handover=row, position=2, kind="state", label="消防主机", verdict="abnormal"),
        HandoverItem(handover=row, position=3, kind="count", label="钥匙", expected=75, counted=75),
    )
    desk.clock.at = EIGHT_IN_THE_MORNING + HOUR
    line = inbox.sheet(DAY, desk.he).handovers[0]
    assert (line.complete, line.abnormal, line.differences, line.questions) == (True, 1, 1, 0)
    assert (line.read_lines, line.read_seconds, line.late_minutes) == (71, 360, 0)
    assert said(desk) == ["夜班: no handover record", "对讲机: counted 5, record 6. 充电座"]


def test_a_refusal_comes_first_and_is_one_matter_with_its_lateness_h5(desk: Desk) -> None:
    loan(desk)
    handover(desk, state="refused", refused_at=START + 11 * HOUR, refusal="点数不符")
    desk.clock.at = EIGHT_IN_THE_MORNING + 5 * clock.MINUTE
    first = said(desk)[0]
    assert first == "夜班: 李敏 refused at 07:00: 点数不符; 夜班: handover 5 min late"


def test_a_refusal_reaches_the_supervisor_until_one_took_note_h5(desk: Desk) -> None:
    row = handover(desk, state="refused", refused_at=START, refusal="点数不符")
    assert [(one.incoming, one.reason) for one in inbox.refusals_open()] == [("李敏", "点数不符")]
    assert [(due.register, due.who) for due in inbox.agenda(desk.he)] == [("refusal", "陈晓燕 - 李敏")]
    assert inbox.agenda(desk.chen) == []
    with pytest.raises(Refused, match="role"):
        inbox.seen_refusal(desk.sun, row.id)
    inbox.seen_refusal(desk.he, row.id)
    inbox.seen_refusal(desk.manager, row.id)
    assert inbox.refusals_open() == []
    assert Handover.get_by_id(row.id).refusal_seen_by_id == desk.he.officer_id
    assert [one.seen for one in inbox.refusals_of(desk.chen.officer_id)] == [True]
    assert inbox.refusals_of(desk.sun.officer_id) == []


def test_opening_the_matter_of_a_refusal_takes_note_of_it_h5(desk: Desk) -> None:
    handover(desk, state="refused", refused_at=START, refusal="点数不符")
    (one,) = inbox.sheet(DAY, desk.he).matters
    inbox.open_matter(desk.sun, DAY, one.source)
    assert len(inbox.refusals_open()) == 1
    inbox.open_matter(desk.he, DAY, one.source)
    assert inbox.refusals_open() == []


def test_the_sheet_names_who_refused_even_when_another_is_to_relieve_now_h5(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "第1轮正常")
    found = real.prepare(desk.chen, desk.front)
    real.say_none(desk.chen, found.id)
    real.offer(desk.chen, found.id, desk.li.officer_id)
    real.refuse(desk.li, found.id, signer(desk.li), "few")
    real.prepare(desk.chen, desk.front)
    real.offer(desk.chen, found.id, desk.sun.officer_id)
    assert said(desk) == ["夜班: 李敏 refused at 20:00: 人手不足"]
    assert [one.incoming for one in inbox.refusals_open()] == ["李敏"]


def test_custody_stands_on_the_sheet_with_its_reason_h12(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "第1轮正常")
    real.take_custody(desk.he, desk.front, signer(desk.he), "李敏未到")
    assert said(desk) == ["夜班: 何芳 took the post alone: 李敏未到"]


def test_each_duty_of_a_shift_has_its_line_and_the_last_one_still_owes_its_record_h1(desk: Desk) -> None:
    handover(desk, accepted_at=START + HOUR)
    desk.clock.at = START + HOUR
    duty.take_empty_post(desk.li, desk.front)
    desk.clock.at = EIGHT_IN_THE_MORNING
    lines = [line for line in inbox.sheet(DAY, desk.he).handovers if line.post == "前台"]
    assert [(line.outgoing, line.state) for line in lines] == [("陈晓燕", "accepted"), ("李敏", "missing")]


def test_a_handover_that_nobody_refused_cannot_be_seen_as_refused_h5(desk: Desk) -> None:
    with pytest.raises(Refused, match="not refused"):
        inbox.seen_refusal(desk.he, handover(desk).id)


@pytest.mark.parametrize(
    ("returned", "shown"),
    [(None, True), (START + 4 * HOUR, False), (START + 6 * HOUR, True)],
)
def test_a_key_stands_on_the_sheet_only_if_it_was_late_k5(desk: Desk, returned: int | None, shown: bool) -> None:
    loan(desk, returned_at=returned)
    desk.clock.at = START + 7 * HOUR
    assert bool(said(desk)) is shown


def test_an_overdue_key_names_the_holder_and_stands_on_each_sheet_until_it_is_back_k5(desk: Desk) -> None:
    row = loan(desk, chases=1)
    desk.clock.at = START + 7 * HOUR + 15 * clock.MINUTE
    assert said(desk) == ["key 030 水泵房 overdue 2:15, 赵刚 宏达消防, chases 1"]
    desk.clock.at = START + 40 * HOUR
    assert any("overdue" in text for text in said(desk, "2026-02-07"))
    row.returned_at = START + 11 * HOUR
    put(desk.chen, row)
    assert any("overdue" in text for text in said(desk))
    assert not any("overdue" in text for text in said(desk, "2026-02-07"))


def test_an_entrusted_key_without_second_signature_is_one_matter_with_its_lateness_k6(desk: Desk) -> None:
    loan(desk, access="entrusted")
    loan(desk, access="entrusted", second=desk.sun.officer_id, returned_at=START + HOUR)
    desk.clock.at = START + 6 * HOUR
    (text,) = said(desk)
    assert text.startswith("key 030 水泵房 issued to 赵刚 宏达消防 without a second signature; ")
    assert "overdue 1:00" in text


def test_lost_and_damaged_keys_stand_on_the_sheet_k8(desk: Desk) -> None:
    row = loan(desk, returned_at=START + HOUR)
    put(desk.chen, KeyEvent(key=row.key, loan=row, kind="damaged", text="断齿", officer=desk.chen.officer_id, at=START))
    put(desk.chen, KeyEvent(key=row.key, loan=row, kind="chased", text="", officer=desk.chen.officer_id, at=START))
    assert said(desk) == ["key 030 水泵房 damaged: 断齿"]


def test_an_abnormal_line_is_told_on_its_day_and_folded_afterwards_h16(desk: Desk) -> None:
    entry = duty_log.write(desk.chen, desk.front, "醉酒访客滞留", abnormal=True)
    assert said(desk) == ["20:00 醉酒访客滞留"]
    desk.clock.forward(60 * 24)
    folded = "abnormal matters still open from before: 1, the first of 02-06"
    assert folded in said(desk, "2026-02-07")
    duty_log.close_matter(desk.chen, entry.id, "访客离开")
    assert folded not in said(desk, "2026-02-07")
    statuses = {one.source: one.status.msgid for one in inbox.sheet(DAY, desk.he).matters}
    assert statuses[f"log:{entry.id}"] == "resolved"


def test_an_erratum_shows_both_texts_l2(desk: Desk) -> None:
    entry = duty_log.write(desk.chen, desk.front, "第1轮正常")
    duty_log.correct(desk.chen, entry.id, "第2轮正常", "slip")
    duty_log.correct(desk.chen, entry.id, "第3轮正常", "又数错 {n}")
    assert said(desk) == [
        "erratum to line 1 (slip of the pen): 第1轮正常 -> 第2轮正常",
        "erratum to line 1 (又数错 {n}): 第2轮正常 -> 第3轮正常",
    ]


@pytest.mark.parametrize(("kept", "shown"), [(None, True), (HOUR, False), (3 * HOUR, True)])
def test_an_answer_given_late_or_not_at_all_stands_on_the_sheet_l9(desk: Desk, kept: int | None, shown: bool) -> None:
    from db.models.duty_log import Promise

    entry = duty_log.write(desk.chen, desk.front, "停电几点恢复", kind="call")
    promise = Promise(entry=entry.id, due_at=START + 2 * HOUR, kept_at=START + kept if kept else None)
    put(desk.chen, promise)
    desk.clock.at = START + 4 * HOUR
    assert bool(said(desk)) is shown


def test_tickets_past_their_clock_name_it_and_older_ones_are_one_line_t1(desk: Desk) -> None:
    ticket(desk, 868, due_at=START + HOUR, due_clock="solved")
    ticket(desk, 869, due_at=START + 3 * HOUR)
    ticket(desk, 870, due_at=START - 48 * HOUR)
    ticket(desk, 871, due_at=START + HOUR, state="closed")
    desk.clock.at = START + 2 * HOUR
    assert said(desk) == [
        "R-0868 卷闸门: solved overdue 1:00",
        "tickets past their clock from before: 1, the first of 02-04",
    ]


def test_a_slip_not_back_gives_its_reason_and_is_one_matter_with_the_late_ticket_t4(desk: Desk) -> None:
    late = {"due_at": START + HOUR, "due_clock": "solved"}
    ticket(desk, 868, slip_no=5, slip_out_at=START, slip_reason="缺电池", **late)
    ticket(desk, 869, slip_no=6, slip_out_at=START)
    ticket(desk, 870, slip_no=7, slip_out_at=START, slip_reason="业主不在", slip_back_at=START + HOUR)
    desk.clock.at = START + 2 * HOUR
    assert said(desk) == ["R-0868 卷闸门: solved overdue 1:00; slip 5 of R-0868 not back: 缺电池"]


def test_the_log_of_the_day_is_counted_per_post_l4(desk: Desk) -> None:
    desk.clock.forward(60)
    first = duty_log.write(desk.chen, desk.front, "第1轮正常", event_at=START)
    duty_log.write(desk.chen, desk.front, "第2轮正常")
    assert [(one.post, one.lines) for one in inbox.unreviewed()] == [("前台", 2)]
    duty_log.review(desk.he, [first.id])
    front, guard = inbox.sheet(DAY, desk.he).log
    assert (front.lines, front.late, front.errata, front.reviewed, guard.lines) == (2, 1, 0, 1, 0)
    assert [(one.post, one.lines) for one in inbox.unreviewed()] == [("前台", 1)]


def test_what_happened_after_the_last_shift_belongs_to_the_next_sheet(desk: Desk) -> None:
    desk.clock.at = EIGHT_IN_THE_MORNING
    duty_log.write(desk.chen, desk.front, "电梯停运", abnormal=True)
    assert not any("电梯" in text for text in said(desk))
    assert any("电梯" in text for text in said(desk, "2026-02-07"))


def test_a_matter_is_opened_once_and_a_note_is_a_row_of_its_own_h8(desk: Desk) -> None:
    row = loan(desk)
    desk.clock.at = START + 7 * HOUR
    for note in ("", "", "问赵刚", ""):
        inbox.open_matter(desk.he, DAY, f"key:{row.id}", note)
    (one,) = inbox.sheet(DAY, desk.he).matters
    assert (one.seen, one.note) == (True, "问赵刚")
    assert SheetMark.select().count() == 2
    assert not inbox.sheet(DAY, desk.manager).matters[0].seen


def test_the_sheet_is_refused_to_an_officer_and_so_are_its_marks_h8(desk: Desk) -> None:
    with pytest.raises(Refused, match="duty director"):
        inbox.sheet(DAY, desk.chen)
    with pytest.raises(Refused, match="role"):
        inbox.open_matter(desk.chen, DAY, "key:1")


def test_one_signature_freezes_what_was_opened_and_what_not_h8(desk: Desk) -> None:
    row = loan(desk)
    desk.clock.at = EIGHT_IN_THE_MORNING
    inbox.open_matter(desk.he, DAY, f"key:{row.id}", "问赵刚")
    review = inbox.sign_day(desk.he, DAY, signer(desk.he))
    assert (review.opened, review.matters, review.officer, review.acting) == (1, 3, "何芳", False)
    assert "| opened | 问赵刚" in review.text
    assert review.text.count("| not opened") == 2
    assert "not part of this review" in review.text
    stored = Signature.get(Signature.record == f"day:{DAY}:supervisor")
    assert (stored.officer_id, stored.digest) == (desk.he.officer_id, review.digest)
    assert signatures.check_signatures() == []


def test_the_manager_signs_over_the_duty_directors_signature_h8(desk: Desk) -> None:
    desk.clock.at = EIGHT_IN_THE_MORNING
    inbox.sign_day(desk.he, DAY, signer(desk.he))
    inbox.sign_day(desk.manager, DAY, signer(desk.manager))
    first, second = Signature.select().order_by(Signature.id)
    assert (first.over, second.over) == ("", first.value)
    assert [one.role for one in inbox.sheet(DAY, desk.he).reviews] == ["supervisor", "manager"]
    assert signatures.check_signatures() == []


def test_nobody_reviews_a_day_alone_whatever_role_they_have_meanwhile_h8(desk: Desk) -> None:
    """The leader acts for the duty director, is made manager, and would sign what they handed over once more."""
    desk.clock.at = EIGHT_IN_THE_MORNING
    inbox.sign_day(desk.sun, DAY, signer(desk.sun), acting=True)
    staff.change_role(desk.manager, desk.sun.officer_id, "manager")
    with pytest.raises(Refused, match="sign on again"):
        inbox.sign_day(desk.sun, DAY, signer(desk.sun))
    promoted = staff.sign_on("1007", PIN)
    with pytest.raises(Refused, match="for the other office"):
        inbox.sign_day(promoted, DAY, signer(promoted))
    inbox.sign_day(desk.manager, DAY, signer(desk.manager))


def test_a_stand_in_signs_in_their_own_name_and_the_office_is_then_signed_h8(desk: Desk) -> None:
    desk.clock.at = EIGHT_IN_THE_MORNING
    with pytest.raises(Refused, match="as acting"):
        inbox.sign_day(desk.sun, DAY, signer(desk.sun))
    review = inbox.sign_day(desk.sun, DAY, signer(desk.sun), acting=True)
    assert (review.officer, review.role, review.acting) == ("孙伟", "supervisor", True)
    assert "acting duty director" in review.text
    with pytest.raises(Refused, match="signed already by 孙伟"):
        inbox.sign_day(desk.he, DAY, signer(desk.he))


def test_a_day_is_not_signed_early_nor_with_anothers_pin_nor_twice_h8(desk: Desk) -> None:
    with pytest.raises(Refused, match="not over"):
        inbox.sign_day(desk.he, DAY, signer(desk.he))
    desk.clock.at = EIGHT_IN_THE_MORNING
    with pytest.raises(Refused, match="another officer"):
        inbox.sign_day(desk.he, DAY, signer(desk.manager))
    inbox.sign_day(desk.he, DAY, signer(desk.he))
    with pytest.raises(Refused, match="signed once"):
        inbox.sign_day(desk.he, DAY, signer(desk.he))
    assert (DayReview.select().count(), Signature.select().count()) == (1, 1)


def test_the_text_is_frozen_in_the_words_the_reviewer_read_h8(desk: Desk) -> None:
    desk.clock.at = EIGHT_IN_THE_MORNING
    chinese = {"{site}: daily sheet of {day}": "{site} 日审 {day}"}
    review = inbox.sign_day(desk.he, DAY, signer(desk.he), say=lambda msgid: chinese.get(msgid, msgid))
    assert review.text.startswith("锦绣花园 日审 2026-02-06\n")


def test_unsigned_days_are_listed_with_their_age_h8(desk: Desk) -> None:
    assert inbox.who_has_not_signed() == []
    desk.clock.at = EIGHT_IN_THE_MORNING + 24 * HOUR
    assert [(one.day, one.role, one.age) for one in inbox.who_has_not_signed()] == [
        (DAY, "supervisor", 2), (DAY, "manager", 2), ("2026-02-07", "supervisor", 1), ("2026-02-07", "manager", 1),
    ]  # fmt: skip
    inbox.sign_day(desk.he, DAY, signer(desk.he))
    assert [due.id for due in inbox.agenda(desk.he) if due.register == "day"] == [20260207]
    assert [due.id for due in inbox.agenda(desk.manager) if due.register == "day"] == [20260206, 20260207]


def test_the_sheet_a_reviewer_begins_with_is_the_last_day_that_is_over(desk: Desk) -> None:
    desk.clock.at = EIGHT_IN_THE_MORNING - 1
    assert inbox.latest_day() == "2026-02-05"
    desk.clock.at = EIGHT_IN_THE_MORNING
    assert inbox.latest_day() == DAY
