"""Relief that does not come, a double shift, texts that changed, addenda: on a real file (H1, H7, H12, H17)."""

from __future__ import annotations

import pytest

from db import clock, connection, duty, handover, inbox, signatures, verify
from db.connection import database
from db.journal import Session
from db.models.handover import Handover, HandoverVersion
from db.rules.words import Refused
from tests.conftest import Desk, signer
from tests.handovers import accepted, accepted_from, check_all, exchanged, offered, prepared, read_log

HALF_PAST_SEVEN = 11.5 * 60  # minutes from the beginning of the night to half an hour before its end


def holder(desk: Desk) -> int:
    held = duty.on_post(desk.front)
    assert held is not None
    return held.officer_id


def alone(desk: Desk, who: Session | None = None) -> int:
    """Li takes the post alone: Chen is ill, nobody else is there."""
    taker = who or desk.li
    prepared(desk)
    return handover.take_custody(taker, desk.front, signer(taker), "陈晓燕急病送医")


def test_relief_an_hour_early_has_the_next_shift_not_the_same_one_again_h1(desk: Desk) -> None:
    desk.clock.forward(11 * 60)
    accepted(desk)
    held = duty.on_post(desk.front)
    assert held is not None
    assert (held.shift, held.shift_date, held.due_end) == ("白班", "2026-02-07", desk.clock.at + 13 * clock.HOUR)


def test_who_takes_custody_an_hour_before_the_end_has_the_rest_of_the_shift_h12(desk: Desk) -> None:
    desk.clock.forward(11 * 60)
    alone(desk)
    held = duty.on_post(desk.front)
    assert held is not None
    assert (held.shift, held.shift_date) == ("夜班", "2026-02-06")


def test_an_officer_alone_takes_the_post_and_a_countersignature_is_owed_within_a_day_h12(desk: Desk) -> None:
    number = alone(desk)
    seen = handover.view(number)
    assert (holder(desk), seen.state, [s.role for s in seen.signatures]) == (desk.li.officer_id, "accepted", ["alone"])
    assert (seen.owes, seen.countersign_due) == (True, desk.clock.at + 24 * clock.HOUR)
    assert "陈晓燕急病送医" in seen.text
    owed = handover.owed()
    assert [(one.id, one.kind, one.officer) for one in owed] == [(number, "alone", "李敏")]
    due = [one for one in handover.agenda() if one.register == "countersign"]
    assert [(one.id, one.due_at, one.who) for one in due] == [(number, seen.countersign_due, "李敏")]


def test_a_supervisor_countersigns_the_same_text_over_the_first_signature_h12(desk: Desk) -> None:
    number = alone(desk)
    handover.countersign(desk.he, number, signer(desk.he))
    first, second = signatures.of_record(f"handover:{number}", handover.view(number).version)
    assert (second.role, second.digest, second.over) == ("countersigned", first.digest, first.value)
    assert not handover.view(number).owes
    assert handover.owed() == []
    with pytest.raises(Refused, match="何芳 has countersigned"):
        handover.countersign(desk.manager, number, signer(desk.manager))
    assert signatures.check_signatures() == []


def test_neither_oneself_nor_a_leader_countersigns_a_post_taken_alone_h12(desk: Desk) -> None:
    number = alone(desk, desk.sun)
    for who, sentence in (
        (desk.sun, "for themselves"),
        (desk.chen, "for themselves"),
        (desk.li, "supervisor or manager"),
    ):
        with pytest.raises(Refused, match=sentence):
            handover.countersign(who, number, signer(who))
    assert handover.view(number).owes


def test_a_supervisors_custody_owes_nothing_h12(desk: Desk) -> None:
    prepared(desk)
    number = handover.take_custody(desk.he, desk.front, signer(desk.he), "李敏未到")
    assert not handover.view(number).owes
    with pytest.raises(Refused, match="owes no countersignature"):
        handover.countersign(desk.manager, number, signer(desk.manager))


def test_what_was_taken_alone_is_handed_on_by_an_ordinary_handover_h12(desk: Desk) -> None:
    alone(desk)
    found = handover.prepare(desk.li, desk.front)
    handover.say_none(desk.li, found.id)
    handover.remark(desk.li, found.id, "代岗至天明")
    handover.offer(desk.li, found.id, desk.sun.officer_id)
    read_log(desk.sun, found)
    for item in found.items:
        handover.check(desk.sun, found.id, item.id, "normal")
    handover.talked(desk.sun, found.id)
    handover.sign_out(desk.li, found.id, signer(desk.li))
    handover.sign_in(desk.sun, found.id, signer(desk.sun))
    assert holder(desk) == desk.sun.officer_id


def test_the_same_officer_goes_on_signs_once_and_a_superior_countersigns_h1_h13(desk: Desk) -> None:
    found = prepared(desk)
    with pytest.raises(Refused, match="ends at 08:00"):
        handover.go_on(desk.chen, found.id, signer(desk.chen), "李敏请假")
    desk.clock.forward(HALF_PAST_SEVEN)
    with pytest.raises(Refused, match="陈晓燕"):
        handover.go_on(desk.chen, found.id, signer(desk.li), "李敏请假")
    _text, code = handover.preview(found.id, "李敏请假")
    for shown in (handover.preview(found.id)[1], handover.preview(found.id, "李敏病假")[1]):
        with pytest.raises(Refused, match="changed since it was shown"):
            handover.go_on(desk.chen, found.id, signer(desk.chen), "李敏请假", shown)
    handover.go_on(desk.chen, found.id, signer(desk.chen), "李敏请假", code)
    seen = handover.view(found.id)
    assert (seen.state, seen.outgoing, seen.incoming, [s.role for s in seen.signatures]) == (
        "accepted", "陈晓燕", "陈晓燕", ["double"],
    )  # fmt: skip
    held = duty.on_post(desk.front)
    assert held is not None
    assert (held.officer_id, held.shift, held.shift_date) == (desk.chen.officer_id, "白班", "2026-02-07")
    assert handover.owed()[0].kind == "double"
    with pytest.raises(Refused, match="for themselves"):
        handover.countersign(desk.chen, found.id, signer(desk.chen))
    handover.countersign(desk.sun, found.id, signer(desk.sun))
    assert signatures.check_signatures() == []


def test_a_double_shift_needs_a_whole_record_and_no_offer_that_stands_h1_h19(desk: Desk) -> None:
    desk.clock.forward(HALF_PAST_SEVEN)
    bare = handover.prepare(desk.chen, desk.front)
    with pytest.raises(Refused, match="nothing in this handover"):
        handover.go_on(desk.chen, bare.id, signer(desk.chen), "李敏请假")
    found = offered(desk)
    with pytest.raises(Refused, match="recall it first"):
        handover.go_on(desk.chen, found.id, signer(desk.chen), "李敏请假")
    with pytest.raises(Refused, match="Only 陈晓燕"):
        handover.go_on(desk.li, found.id, signer(desk.li), "李敏请假")


def test_an_owed_countersignature_stands_in_the_inbox_and_on_the_sheet_until_it_is_given_h12(desk: Desk) -> None:
    number = alone(desk)
    assert inbox.first_day() == "2026-02-06"
    (owed,) = [one for one in inbox.sheet("2026-02-06", desk.he).matters if one.source == f"handover:{number}"]
    assert "李敏 took the post alone: 陈晓燕急病送医" in owed.text(str)
    assert owed.status.said(str) == "cosign by 20:00"
    handover.countersign(desk.he, number, signer(desk.he))
    (given,) = [one for one in inbox.sheet("2026-02-06", desk.he).matters if one.source == f"handover:{number}"]
    assert given.status.said(str) == "cosigned 何芳"
    assert inbox.first_day() == inbox.latest_day()


def test_every_text_that_was_signed_or_refused_can_be_read_later_h5_h7(desk: Desk) -> None:
    found = exchanged(desk)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    first = handover.view(found.id)
    handover.ask(desk.li, found.id, "还有一件事?")
    handover.refuse(desk.li, found.id, signer(desk.li), "unclear")
    accepted_from_again(desk)
    kept = handover.versions(found.id)
    assert [(one.version, [s.role for s in one.signatures]) for one in kept] == [
        (1, ["outgoing"]), (2, ["refused"]), (3, ["outgoing", "incoming"]),
    ]  # fmt: skip
    assert (kept[0].text, kept[0].code) == (first.text, first.code)
    assert "还有一件事?" in kept[1].text
    assert kept[2].text == handover.view(found.id).text
    connection.close_station()
    assert verify.verify(desk.file).intact


def accepted_from_again(desk: Desk) -> None:
    again = handover.prepare(desk.chen, desk.front)
    handover.answer(desk.chen, again.id, again.questions[0].id, "说过了")
    accepted_from(desk, again)


def test_a_kept_text_that_was_changed_or_removed_is_found_h7(desk: Desk) -> None:
    found = offered(desk)
    handover.refuse(desk.li, found.id, signer(desk.li), "count")
    handover.prepare(desk.chen, desk.front)
    database.execute_sql("DROP TRIGGER handover_version_no_update")
    database.execute_sql("UPDATE handover_version SET text = text || '-'")
    assert "not the one the refused signed" in str(signatures.check_signatures()[0])
    database.execute_sql("DROP TRIGGER handover_version_no_delete")
    database.execute_sql("DELETE FROM handover_version")
    assert "is not kept" in str(signatures.check_signatures()[0])


def test_a_signed_text_that_changed_stands_on_the_sheet_h7(desk: Desk) -> None:
    found = exchanged(desk)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.ask(desk.li, found.id, "还有?")
    texts = [one.text(str) for one in inbox.sheet("2026-02-06", desk.he).matters]
    assert "夜班: version 1 was signed and replaced" in texts


def test_the_line_on_the_station_says_that_the_supervisor_knows_of_a_refusal_h5(desk: Desk) -> None:
    found = offered(desk)
    handover.refuse(desk.li, found.id, signer(desk.li), "few")
    assert handover.agenda()[0].text == "未接班,已报主管"
    inbox.seen_refusal(desk.he, found.id)
    assert handover.agenda()[0].text == "未接班,主管已知"


def test_relief_that_never_came_is_said_at_the_post_and_in_the_supervisors_inbox_h20(desk: Desk) -> None:
    found = offered(desk)
    desk.clock.forward(12 * 60 + 14)
    assert (handover.no_shows(), handover.agenda()[0].text) == ([], "已交出,等接班")
    desk.clock.forward(1)
    assert handover.agenda()[0].text == "未到15分,已报主管"
    waiting = [one for one in inbox.agenda(desk.he) if one.register == "no_show"]
    assert [(one.place, one.text, one.who) for one in waiting] == [("前台", "李敏", "陈晓燕")]
    assert [one.register for one in inbox.agenda(desk.chen)] == []
    assert holder(desk) == desk.chen.officer_id
    assert handover.view(found.id).state == "offered"
    handover.ask(desk.li, found.id, "来晚了,从哪看起?")
    assert handover.no_shows() == []


def test_a_signed_addendum_stands_beside_the_handover_under_its_code_h17(desk: Desk) -> None:
    found = accepted(desk)
    number = handover.append(desk.chen, found.id, "消防屏蔽时间应为 21:10", signer(desk.chen))
    seen = handover.view(found.id)
    assert (seen.text, seen.code, seen.signatures) == (found.text, found.code, found.signatures)
    assert [(one.number, one.said, one.officer, one.code) for one in seen.addenda] == [
        (1, "消防屏蔽时间应为 21:10", "陈晓燕", found.code)
    ]
    (signed,) = signatures.of_record(f"addendum:{number}", 1)
    assert signed.over == signatures.of_record(f"handover:{found.id}", 1)[-1].value
    connection.close_station()
    assert verify.verify(desk.file).intact


def test_an_addendum_is_a_signers_own_and_comes_after_acceptance_h17(desk: Desk) -> None:
    early = exchanged(desk)
    with pytest.raises(Refused, match="not accepted yet"):
        handover.append(desk.chen, early.id, "漏了一句", signer(desk.chen))
    handover.sign_out(desk.chen, early.id, signer(desk.chen))
    handover.sign_in(desk.li, early.id, signer(desk.li))
    with pytest.raises(Refused, match="Only 陈晓燕 / 李敏"):
        handover.append(desk.sun, early.id, "我也说一句", signer(desk.sun))
    with pytest.raises(Refused, match="陈晓燕"):
        handover.append(desk.chen, early.id, "漏了一句", signer(desk.li))


def addenda_due(who: Session) -> list[str]:
    return [one.text for one in inbox.agenda(who) if one.register == "addendum"]


def test_an_addendum_waits_for_the_other_signer_and_both_reviewers_until_each_has_opened_it_h17(desk: Desk) -> None:
    found = accepted(desk)
    handover.append(desk.chen, found.id, "漏了一句", signer(desk.chen))
    assert [addenda_due(who) for who in (desk.chen, desk.li, desk.sun, desk.he, desk.manager)] == [
        [], ["漏了一句"], [], ["漏了一句"], ["漏了一句"],
    ]  # fmt: skip
    handover.seen(desk.li, found.id)
    inbox.open_matter(desk.he, "2026-02-06", f"handover:{found.id}")
    assert [addenda_due(who) for who in (desk.li, desk.he, desk.manager)] == [[], [], ["漏了一句"]]
    assert "addendum 20:00: 漏了一句" in [one.text(str) for one in inbox.sheet("2026-02-06", desk.he).matters]


def test_it_stands_on_top_of_the_next_handover_of_the_post_once_h17(desk: Desk) -> None:
    found = accepted(desk)
    desk.clock.forward(5)
    handover.append(desk.chen, found.id, "漏了一句", signer(desk.chen))
    desk.clock.forward(5)
    following = handover.prepare(desk.li, desk.front)
    assert [one.said for one in following.earlier] == ["漏了一句"]
    handover.say_none(desk.li, following.id)
    handover.remark(desk.li, following.id, "一切正常")
    handover.offer(desk.li, following.id, desk.chen.officer_id)
    read_log(desk.chen, following)
    for item in following.items:
        handover.check(desk.chen, following.id, item.id, "normal")
    handover.talked(desk.chen, following.id)
    handover.sign_out(desk.li, following.id, signer(desk.li))
    text = handover.view(following.id).text
    assert f"J-0001 {found.code}  2026-02-06 20:05 陈晓燕: 漏了一句" in text
    assert text.index("追补") < text.index("钥匙在外")
    # Written between the two signatures it would be lost to this text: it stands in the next one.
    desk.clock.forward(1)
    handover.append(desk.chen, found.id, "又想起一句", signer(desk.chen))
    handover.sign_in(desk.chen, following.id, signer(desk.chen))
    third = handover.prepare(desk.chen, desk.front)
    assert [one.said for one in third.earlier] == ["又想起一句"]


def test_what_happened_after_acceptance_left_the_record_untouched_h17(desk: Desk) -> None:
    number = alone(desk)
    before = Handover.get_by_id(number).__data__
    handover.countersign(desk.he, number, signer(desk.he))
    handover.append(desk.chen, number, "我已送医,钥匙在抽屉", signer(desk.chen))
    handover.seen(desk.li, number)
    assert Handover.get_by_id(number).__data__ == before
    assert HandoverVersion.select().count() == 1
    connection.close_station()
    assert verify.verify(desk.file).intact


def test_a_recalled_offer_that_was_signed_keeps_its_text_h7_h11(desk: Desk) -> None:
    found = exchanged(desk)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.recall(desk.chen, found.id)
    again = handover.prepare(desk.chen, desk.front)
    assert (again.version, again.signatures, len(handover.versions(found.id))) == (2, (), 1)
    handover.offer(desk.chen, again.id, desk.li.officer_id)
    check_all(desk, again)
    handover.sign_out(desk.chen, again.id, signer(desk.chen))
    handover.sign_in(desk.li, again.id, signer(desk.li))
    assert signatures.check_signatures() == []
