"""The end of a handover, on a real file: two signatures, a recall, a refusal, custody, and what stays afterwards."""

from __future__ import annotations

import pytest

from db import connection, duty, duty_log, handover, signatures, staff, verify
from db.connection import database
from db.models.handover import Signature
from db.rules.signature import digest_of
from db.rules.words import Refused
from tests.conftest import Desk, signer
from tests.handovers import (
    accepted,
    accepted_from,
    check_all,
    exchanged,
    offered,
    one_key_out,
    prepared,
)


def test_both_sign_one_text_and_the_post_changes_hands_in_the_same_moment_h7_h9(desk: Desk) -> None:
    found = accepted(desk)
    first, second = signatures.of_record(f"handover:{found.id}", 1)
    assert first.digest == second.digest == digest_of(found.text)
    assert (first.officer_id, second.officer_id) == (desk.chen.officer_id, desk.li.officer_id)
    assert second.over == first.value
    held = duty.on_post(desk.front)
    assert held is not None
    assert held.officer_id == desk.li.officer_id
    assert duty.of_officer(desk.chen.officer_id) is None
    staff.sign_off(desk.chen)
    assert signatures.check_signatures() == []


def test_the_frozen_text_says_everything_the_record_says_h7(desk: Desk) -> None:
    loan = one_key_out(desk)
    found = exchanged(desk)
    question = handover.ask(desk.li, found.id, "还了没有?")
    handover.answer(desk.chen, found.id, question, "没有")
    handover.remark(desk.chen, found.id, "打印机缺纸")
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    text = handover.view(found.id).text
    for words in ("J-0001 第 1 版", "陈晓燕", "李敏", "0312 水泵房", "赵刚 宏达消防", "点 2  账 2", "还了没有?", "没有",
                  "打印机缺纸", "阅日志: 1/1 行"):  # fmt: skip
        assert words in text
    assert loan
    assert text.index("钥匙在外") < text.index("未完事项") < text.index("重点/疑点")


def test_the_whole_record_verifies_after_refusal_acceptance_and_custody_h17(desk: Desk) -> None:
    found = offered(desk)
    handover.refuse(desk.li, found.id, signer(desk.li), "count", text="差两把")
    accepted_from(desk, handover.prepare(desk.chen, desk.front))
    handover.take_custody(desk.he, desk.front, signer(desk.he), "李敏急病")
    connection.close_station()
    assert [str(problem) for problem in verify.verify(desk.file).problems] == []


def test_each_signs_for_oneself_and_the_outgoing_first_h13(desk: Desk) -> None:
    found = exchanged(desk)
    with pytest.raises(Refused, match="陈晓燕"):
        handover.sign_out(desk.chen, found.id, signer(desk.li))
    with pytest.raises(Refused, match="outgoing signs first"):
        handover.sign_in(desk.li, found.id, signer(desk.li))
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    with pytest.raises(Refused, match="李敏"):
        handover.sign_in(desk.li, found.id, signer(desk.sun))


def test_a_change_after_the_first_signature_is_a_new_version_that_nobody_has_signed_h7(desk: Desk) -> None:
    found = exchanged(desk)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    question = handover.ask(desk.li, found.id, "还有一件事?")
    changed = handover.view(found.id)
    assert (changed.version, changed.state, changed.text, changed.signatures) == (2, "exchanged", "", ())
    with pytest.raises(Refused, match="this version"):
        handover.sign_in(desk.li, found.id, signer(desk.li))
    handover.answer(desk.chen, found.id, question, "说过了")
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.sign_in(desk.li, found.id, signer(desk.li))
    assert [row.version for row in Signature.select().order_by(Signature.id)] == [1, 2, 2]
    assert signatures.check_signatures() == []


def test_what_came_in_since_the_offer_must_be_taken_in_before_signing_h16(desk: Desk) -> None:
    found = exchanged(desk)
    duty_log.write(desk.chen, desk.front, "消防主机误报", abnormal=True)
    with pytest.raises(Refused, match="Matters that came in since: 1"):
        handover.sign_out(desk.chen, found.id, signer(desk.chen))
    assert handover.refresh(desk.li, found.id) == 1
    handover.sign_out(desk.chen, found.id, signer(desk.chen))


@pytest.mark.parametrize("moment", ["offered", "exchanged", "signed"])
def test_the_wrong_person_chosen_is_recalled_before_the_incoming_signs_h11(desk: Desk, moment: str) -> None:
    found = offered(desk) if moment == "offered" else exchanged(desk)
    if moment == "signed":
        handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.recall(desk.chen, found.id)
    again = handover.prepare(desk.chen, desk.front)
    assert (again.id, again.version, again.state) == (found.id, 2, "prepared")
    handover.offer(desk.chen, again.id, desk.sun.officer_id)
    assert handover.view(found.id).incoming == "孙伟"


def test_a_refusal_names_its_reason_and_keeps_the_outgoing_on_duty_h5_h21(desk: Desk) -> None:
    found = offered(desk)
    question = handover.ask(desk.li, found.id, "少一把钥匙?")
    handover.refuse(desk.chen, found.id, signer(desk.li), question_id=question)
    seen = handover.view(found.id)
    assert (seen.state, seen.refusal) == ("refused", "疑问未答: 少一把钥匙?")
    assert "拒绝接班: 疑问未答: 少一把钥匙?" in seen.text
    held = duty.of_officer(desk.chen.officer_id)
    assert held is not None
    with pytest.raises(Refused, match="前台"):
        staff.sign_off(desk.chen)
    assert handover.current(desk.front) == seen
    again = handover.prepare(desk.chen, desk.front)
    assert (again.id, again.version, again.text) == (found.id, 2, "")
    handover.answer(desk.chen, again.id, question, "在护卫岗")
    handover.offer(desk.chen, again.id, desk.li.officer_id)
    check_all(desk, again)
    handover.sign_out(desk.chen, again.id, signer(desk.chen))
    handover.sign_in(desk.li, again.id, signer(desk.li))
    assert signatures.check_signatures() == []


def test_refusing_for_no_reason_is_refused_and_needs_the_incomings_pin_h5(desk: Desk) -> None:
    found = offered(desk)
    with pytest.raises(Refused, match="one of the reasons"):
        handover.refuse(desk.li, found.id, signer(desk.li))
    with pytest.raises(Refused, match="李敏"):
        handover.refuse(desk.li, found.id, signer(desk.chen), "count")
    handover.refuse(desk.li, found.id, signer(desk.li), "count", text="差两把")
    assert handover.view(found.id).refusal == "数目不符: 差两把"


def test_after_acceptance_nothing_changes_h17(desk: Desk) -> None:
    found = accepted(desk)
    for change in (
        lambda: handover.remark(desk.chen, found.id, "忘了一句"),
        lambda: handover.ask(desk.li, found.id, "还有?"),
        lambda: handover.recall(desk.chen, found.id),
        lambda: handover.refuse(desk.li, found.id, signer(desk.li), "count"),
    ):
        with pytest.raises(Refused, match="was accepted"):
            change()
    assert handover.view(found.id) == found


def test_a_superior_takes_custody_when_relief_is_absent_and_signs_alone_h12(desk: Desk) -> None:
    found = prepared(desk)
    assert handover.take_custody(desk.he, desk.front, signer(desk.he), "李敏未到,当值主任代管") == found.id
    held = duty.on_post(desk.front)
    assert held is not None
    assert (held.officer_id, duty.of_officer(desk.chen.officer_id)) == (desk.he.officer_id, None)
    seen = handover.view(found.id)
    assert (seen.state, [s.role for s in seen.signatures]) == ("accepted", ["custody"])
    assert "李敏未到,当值主任代管" in seen.text
    assert signatures.check_signatures() == []


def test_custody_works_where_the_outgoing_prepared_nothing_or_was_refused_h12(desk: Desk) -> None:
    found = offered(desk)
    handover.refuse(desk.li, found.id, signer(desk.li), "unfit")
    handover.take_custody(desk.sun, desk.front, signer(desk.sun), "陈晓燕急病")
    assert handover.view(found.id).version == 2
    duty.take_empty_post(desk.li, desk.guard)
    handover.take_custody(desk.he, desk.guard, signer(desk.he), "急病")
    assert signatures.check_signatures() == []


def test_a_changed_text_is_found_by_its_signatures_h7(desk: Desk) -> None:
    found = accepted(desk)
    database.execute_sql("UPDATE handover SET text = replace(text, '巡逻', '睡觉') || '-' WHERE id = ?", (found.id,))
    problems = [str(problem) for problem in signatures.check_signatures()]
    assert len(problems) == 2
    assert all(f"handover:{found.id}" in problem for problem in problems)


def test_a_forged_signature_is_found(desk: Desk) -> None:
    accepted(desk)
    database.execute_sql("DROP TRIGGER signature_no_update")
    database.execute_sql("UPDATE signature SET officer_id = ? WHERE role = 'incoming'", (desk.sun.officer_id,))
    assert "not this officer's" in str(signatures.check_signatures()[0])
    database.execute_sql(
        "UPDATE signature SET officer_id = ?, at = at - 1 WHERE role = 'incoming'", (desk.li.officer_id,)
    )
    assert "does not verify" in str(signatures.check_signatures()[0])


def test_what_the_outgoing_signed_stays_word_for_word_when_it_is_refused_or_taken_into_custody_h7(desk: Desk) -> None:
    found = exchanged(desk)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    signed = handover.view(found.id)
    handover.refuse(desk.li, found.id, signer(desk.li), "count", text="差两把")
    refused = handover.view(found.id)
    assert (refused.text, refused.code) == (signed.text, signed.code)
    outgoing, incoming = signatures.of_record(f"handover:{found.id}", refused.version)
    assert (incoming.digest, incoming.over) == (outgoing.digest, outgoing.value)
    assert "差两把" in incoming.meaning
    assert signatures.check_signatures() == []
