"""Templates on a real file: supplied, changed in a draft, approved with a signature, kept by the record (H18)."""

from __future__ import annotations

import pytest

from db import connection, handover, receipts, signatures, templates, verify
from db.handover import HandoverView
from db.journal import Session
from db.models.templates import Template
from db.rules.words import Refused
from tests.conftest import Desk, signer
from tests.handovers import accepted, check_all, offered, prepared, read_log


def labels(desk: Desk, post: int | None = None) -> list[str]:
    return [item.label for item in templates.view(post or desk.front).items]


def approved(desk: Desk, by: Session | None = None) -> templates.TemplateView:
    return templates.approve(by or desk.he, desk.front, signer(by or desk.he))


def test_every_post_of_a_new_station_has_the_template_that_comes_with_the_program(desk: Desk) -> None:
    for post in (desk.front, desk.guard):
        found = templates.view(post)
        assert (found.number, found.state, found.approved_by) == (1, "approved", "")
    assert labels(desk)[:2] == ["钥匙柜点数", "对讲机点数"]
    assert templates.view(desk.guard).items[-1].kind == "readback"


def test_a_change_is_a_draft_until_a_superior_signs_it_and_then_the_next_version(desk: Desk) -> None:
    before = templates.view(desk.front).items
    templates.change(desk.he, before[3].id, "things", "count", "大堂伞", "umbrella")
    templates.add(desk.he, desk.front, "things", "count", "门禁卡", "", 2)
    draft = templates.view(desk.front)
    assert (draft.number, draft.draft, draft.drafted_by) == (2, True, "何芳")
    templates.remove(desk.he, next(item.id for item in draft.items if item.label == "文件/公告"))
    templates.move(desk.he, draft.items[1].id, -1)
    made = approved(desk)
    assert (made.number, made.state, made.approved_by) == (2, "approved", "何芳")
    assert labels(desk)[:4] == ["对讲机点数", "钥匙柜点数", "手电点数", "大堂伞"]
    assert labels(desk)[-1] == "门禁卡"
    assert "文件/公告" not in made.text
    assert [version.number for version in templates.versions(desk.front)] == [2, 1]
    assert [item.label for item in templates.versions(desk.front)[1].items] == [item.label for item in before]
    assert signatures.check_signatures() == []


def test_a_record_keeps_the_version_it_was_made_with_and_says_so_h18(desk: Desk) -> None:
    found = offered(desk)
    templates.add(desk.he, desk.front, "things", "state", "饮水机")
    approved(desk)
    assert "饮水机" not in [item.label for item in handover.view(found.id).items]
    check_all(desk, found)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.sign_in(desk.li, found.id, signer(desk.li))
    assert "交接模板: 第 1 版 2026-02-06 随程序" in handover.view(found.id).text
    following = handover.prepare(desk.li, desk.front)
    assert following.items[-1].label == "饮水机"
    assert (following.template.number, following.template.approved_by) == (2, "何芳")


def test_only_a_supervisor_or_the_manager_changes_a_template_and_with_their_own_pin(desk: Desk) -> None:
    line = templates.view(desk.front).items[0]
    for who in (desk.chen, desk.sun):
        with pytest.raises(Refused, match="needs the role"):
            templates.add(who, desk.front, "things", "state", "饮水机")
        with pytest.raises(Refused, match="needs the role"):
            templates.remove(who, line.id)
    templates.add(desk.he, desk.front, "things", "state", "饮水机")
    with pytest.raises(Refused, match="another officer"):
        templates.approve(desk.he, desk.front, signer(desk.manager))
    with pytest.raises(Refused, match="needs the role"):
        templates.approve(desk.sun, desk.front, signer(desk.sun))
    assert templates.view(desk.front).draft


def test_what_stands_on_an_old_screen_is_refused_and_nothing_changes(desk: Desk) -> None:
    old = templates.view(desk.front).items[0].id
    templates.add(desk.he, desk.front, "things", "state", "饮水机")
    with pytest.raises(Refused, match="changed meanwhile"):
        templates.remove(desk.manager, old)
    with pytest.raises(Refused, match="changed meanwhile"):
        templates.remove(desk.manager, 99)
    with pytest.raises(Refused, match="饮水机 stands"):
        templates.add(desk.manager, desk.front, "things", "state", "饮水机")
    templates.drop(desk.manager, desk.front)
    assert "饮水机" not in labels(desk)
    assert [row.state for row in Template.select().where(Template.post == desk.front)] == ["approved", "dropped"]
    with pytest.raises(Refused, match="Nothing was changed"):
        templates.drop(desk.manager, desk.front)


def test_a_line_does_not_leave_its_section_by_moving(desk: Desk) -> None:
    first = templates.view(desk.front).items[0]
    with pytest.raises(Refused, match="end of its section"):
        templates.move(desk.he, first.id, -1)
    assert not templates.view(desk.front).draft


def with_texts(desk: Desk) -> HandoverView:
    templates.add(desk.he, desk.front, "important", "text", "今日重点")
    templates.add(desk.he, desk.front, "important", "readback", "布控")
    approved(desk)
    return prepared(desk)


def test_a_text_is_written_or_said_to_be_none_and_one_is_said_back_h15_h19(desk: Desk) -> None:
    found = with_texts(desk)
    text, watch = found.items[-2:]
    with pytest.raises(Refused, match="今日重点: write what there is"):
        handover.offer(desk.chen, found.id, desk.li.officer_id)
    handover.say_none(desk.chen, found.id, f"item:{text.id}")
    with pytest.raises(Refused, match="布控: write what there is"):
        handover.offer(desk.chen, found.id, desk.li.officer_id)
    with pytest.raises(Refused, match="checked together"):
        handover.write_item(desk.chen, found.id, found.items[0].id, "正常")
    handover.write_item(desk.chen, found.id, watch.id, "银灰面包车再来请登记")
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    with pytest.raises(Refused, match="outgoing officer's to write"):
        handover.check(desk.li, found.id, watch.id, "normal")
    with pytest.raises(Refused, match="nothing to say back"):
        handover.say_back(desk.li, found.id, text.id)
    check_all(desk, handover.view(found.id))
    with pytest.raises(Refused, match="not read back"):
        handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.say_back(desk.li, found.id, watch.id)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    text_signed = handover.view(found.id).text
    assert "今日重点: 无" in text_signed
    assert "布控: 银灰面包车再来请登记 (已复述)" in text_signed


def test_a_refused_record_keeps_its_texts_and_they_are_said_back_again_h5(desk: Desk) -> None:
    found = with_texts(desk)
    text, watch = found.items[-2:]
    handover.say_none(desk.chen, found.id, f"item:{text.id}")
    handover.write_item(desk.chen, found.id, watch.id, "银灰面包车")
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    handover.say_back(desk.li, found.id, watch.id)
    handover.refuse(desk.li, found.id, signer(desk.li), "count")
    again = handover.prepare(desk.chen, desk.front)
    assert [(item.verdict, item.note) for item in again.items[-2:]] == [("none", ""), ("written", "银灰面包车")]
    handover.offer(desk.chen, found.id, desk.li.officer_id)


def test_a_count_no_register_holds_is_held_against_the_handover_before_h4(desk: Desk) -> None:
    templates.add(desk.he, desk.front, "things", "count", "门禁卡", "", 2)
    approved(desk)
    found = offered(desk)
    card = found.items[-1]
    assert (card.digits, card.expected) == (2, None)
    check_all_but(desk, found, card.id)
    handover.check(desk.li, found.id, card.id, counted=40)
    first = handover.view(found.id).items[-1]
    assert (first.expected, first.answered, first.differs) == (None, True, False)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.sign_in(desk.li, found.id, signer(desk.li))
    assert "门禁卡: 点 40  首次点数" in handover.view(found.id).text
    following = handover.prepare(desk.li, desk.front)
    handover.remark(desk.li, following.id, "一夜无事")
    handover.say_none(desk.li, following.id)
    handover.offer(desk.li, following.id, desk.chen.officer_id)
    handover.check(desk.chen, following.id, following.items[-1].id, counted=38)
    seen = handover.view(following.id).items[-1]
    assert (seen.expected, seen.answered, seen.differs) == (40, False, True)


def check_all_but(desk: Desk, found: HandoverView, left: int) -> None:
    read_log(desk.li, found)
    handover.talked(desk.li, found.id)
    for item in found.items:
        if item.id != left:
            handover.check(desk.li, found.id, item.id, "normal")


def test_of_the_next_receipt_number_the_last_three_digits_are_counted_h4(desk: Desk) -> None:
    receipts.add(desk.he, 4401, 4450)
    receipts.use(desk.chen, "417")
    found = offered(desk)
    item = found.items[0]
    assert (item.code, item.label, item.digits) == ("receipt", "收据下一号", 3)
    handover.check(desk.li, found.id, item.id, counted=417)
    assert handover.view(found.id).items[0].answered


def test_the_record_verifies_and_a_changed_version_is_named(desk: Desk) -> None:
    templates.add(desk.he, desk.front, "things", "state", "饮水机")
    made = approved(desk)
    accepted(desk)
    Template.update(text="x").where(Template.id == made.id).execute()
    connection.close_station()
    said = [str(problem) for problem in verify.verify(desk.file).problems]
    assert any(f"template:{made.id}" in sentence for sentence in said)
    assert any("Record 3 of the table template was changed" in sentence for sentence in said)
