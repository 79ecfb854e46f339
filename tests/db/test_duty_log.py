"""The duty log on a real file: lines, errata, reviews, matters and promises."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from peewee import IntegrityError

from db import agenda, connection, duty_log, inbox, journal, site, writer
from db.duty_log import LogFilter
from db.rules.words import Refused
from tests.conftest import Asked, Desk

MINUTE = 60_000


def _line(desk: Desk, text: str, **more: Any) -> duty_log.EntryView:
    return duty_log.write(desk.chen, desk.front, text, **more)


def _texts(where: LogFilter, **more: Any) -> list[str]:
    return [line.text for line in duty_log.page(where, None, 99, **more)]


def test_a_line_is_read_back_as_it_was_returned(desk: Desk) -> None:
    line = _line(
        desk, "外卖未登记", kind="visit", place="大门", unit="6.2.1101", contact_name="张三", contact_phone="139",
        abnormal=True, paper="0031-4",
    )  # fmt: skip
    assert duty_log.entry(line.id) == line
    assert (line.number, line.unit, line.author, line.contact, line.open) == (1, "6-2-1101", "陈晓燕", "张三", True)
    follow = _line(desk, "已补登", follows=line.id)
    assert duty_log.entry(follow.id) == follow


def test_numbers_have_no_gap_and_a_refused_line_takes_none_l5(desk: Desk) -> None:
    _line(desk, "one")
    with pytest.raises(Refused, match="no unit"):
        _line(desk, "two", unit="99-99")
    assert _line(desk, "three").number == 2
    assert duty_log.write(desk.li, desk.guard, "another post").number == 1


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("  ", {}, "empty"),
        ("x" * 2001, {}, "too long"),
        ("bell \x07", {}, "printed"),
        ("x", {"place": "p" * 61}, "too long"),
        ("x", {"kind": "gossip"}, "not a kind"),
        ("x", {"follows": 999}, "no such line"),
    ],
)
def test_a_bad_line_is_refused_and_nothing_is_half_stored(
    desk: Desk, text: str, more: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        _line(desk, text, **more)
    assert duty_log.count(LogFilter()).n == 0


def test_a_line_for_a_post_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="no such post"):
        duty_log.write(desk.chen, 99, "x")


def test_a_late_line_keeps_both_times_and_says_so_l3(desk: Desk) -> None:
    at = desk.clock.at
    line = _line(desk, "补登", event_at=at - 35 * MINUTE)
    assert (line.event_at, line.logged_at, line.late) == (at - 35 * MINUTE, at, True)
    assert not _line(desk, "at once", event_at=at - 9 * MINUTE).late
    with pytest.raises(Refused, match="not come yet"):
        _line(desk, "tomorrow", event_at=at + 5 * MINUTE)


def test_an_erratum_leaves_the_old_text_readable_l2(desk: Desk) -> None:
    line = _line(desk, "第2轮正常")
    desk.clock.forward(5)
    duty_log.correct(desk.li, line.id, "第1轮正常", "slip")
    again = duty_log.correct(desk.chen, line.id, "第1轮正常 刘强", "漏写姓名")
    assert again.text == "第1轮正常 刘强"
    assert [(e.old_text, e.new_text, e.reason, e.officer) for e in again.errata] == [
        ("第2轮正常", "第1轮正常", "slip", "李敏"),
        ("第1轮正常", "第1轮正常 刘强", "漏写姓名", "陈晓燕"),
    ]
    stored = connection.rows('SELECT "text" FROM "log_entry" WHERE "id" = ?', (line.id,))
    assert stored == [("第2轮正常",)]


def test_the_database_itself_refuses_to_change_or_lose_a_line_l2(desk: Desk) -> None:
    line = _line(desk, "as it was")
    for sql in (
        'UPDATE "log_entry" SET "text" = ? WHERE "id" = ?',
        'DELETE FROM "log_entry" WHERE ? <> "" AND "id" = ?',
    ):
        with pytest.raises(IntegrityError, match="append-only"):
            writer.run(partial(connection.database.execute_sql, sql, ("changed", line.id)))
    assert duty_log.entry(line.id).text == "as it was"


def test_an_abnormal_line_is_followed_until_it_is_closed_l1(desk: Desk) -> None:
    line = _line(desk, "大堂醉酒访客滞留", abnormal=True, place="大堂")
    first = _line(desk, "护卫劝离", follows=line.id)
    second = _line(desk, "又回来了", follows=first.id)
    assert (second.follows_id, second.follows_number) == (line.id, line.number)
    assert [m.id for m in duty_log.open_matters()] == [line.id]
    assert [(d.register, d.id, d.due_at, d.place) for d in duty_log.agenda()] == [("matter", line.id, None, "大堂")]
    closed = duty_log.close_matter(desk.li, second.id, "友人接走,未报警")
    assert closed.closed_at == desk.clock.at
    assert not closed.open
    assert duty_log.open_matters() == []
    assert [f.text for f in duty_log.follow_ups(line.id)] == ["护卫劝离", "又回来了", "友人接走,未报警"]
    with pytest.raises(Refused, match="closed already"):
        duty_log.close_matter(desk.li, line.id, "again")


def test_an_ordinary_line_can_become_a_matter_later_l1(desk: Desk) -> None:
    line = _line(desk, "3栋烟感误报")
    assert duty_log.raise_matter(desk.chen, line.id).open
    assert [matter.id for matter in duty_log.open_matters()] == [line.id]
    with pytest.raises(Refused, match="already"):
        duty_log.raise_matter(desk.chen, line.id)


def test_a_superior_reviews_lines_of_others_once_l4(desk: Desk) -> None:
    lines = [_line(desk, f"line {n}").id for n in range(3)]
    with pytest.raises(Refused, match="role"):
        duty_log.review(desk.li, lines)
    assert duty_log.review(desk.sun, lines[:2]) == 2
    assert duty_log.entry(lines[0]).reviewed_by == "孙伟"
    assert _texts(LogFilter(unreviewed=True)) == ["line 2"]
    with pytest.raises(Refused, match="reviewed already"):
        duty_log.review(desk.he, lines)
    assert duty_log.entry(lines[2]).reviewed_by == ""


def test_lines_without_a_mark_are_counted_wherever_they_stand_l4(desk: Desk) -> None:
    lines = [_line(desk, f"line {n}").id for n in range(6)]
    lines += [duty_log.write(desk.li, desk.guard, f"round {n}").id for n in range(3)]
    waiting = {desk.front: 6, desk.guard: 3}
    # The newest first, so that what still waits are old lines under lines that were looked at.
    for post, marked in ((desk.guard, lines[:5:-1]), (desk.front, lines[3:6]), (desk.front, lines[:2])):
        duty_log.review(desk.sun, marked)
        waiting[post] -= len(marked)
        assert {one.post_id: one.lines for one in inbox.unreviewed()} == {at: n for at, n in waiting.items() if n}
        for where in (LogFilter(unreviewed=True), *(LogFilter(each, unreviewed=True) for each in waiting)):
            assert duty_log.count(where).n == len(_texts(where))
    assert _texts(LogFilter(unreviewed=True)) == ["line 2"]


def test_a_superiors_own_line_waits_for_another_l4(desk: Desk) -> None:
    line = duty_log.write(desk.sun, desk.front, "巡逻组长查岗").id
    with pytest.raises(Refused, match="your own"):
        duty_log.review(desk.sun, [line])
    assert duty_log.review(desk.he, [line]) == 1


def test_a_promise_is_due_until_it_is_kept_and_its_answer_stands_in_the_log_l9(desk: Desk) -> None:
    due = desk.clock.at + 20 * MINUTE
    made = duty_log.promise(
        desk.chen, desk.front, "停电几点恢复", due, unit="6-2-1101", contact_name="王女士", contact_phone="13800002201"
    )
    assert duty_log.promises_due() == [made]
    assert duty_log.entry(made.entry_id).promised_for == due
    assert [(d.register, d.id, d.due_at) for d in agenda.merge(duty_log.agenda)] == [("promise", made.id, due)]
    desk.clock.forward(25)
    kept = duty_log.keep_promise(desk.li, made.id, "三点半前恢复")
    assert (kept.kept_at, kept.answer) == (desk.clock.at, "三点半前恢复")
    assert duty_log.promises_due() == []
    assert duty_log.follow_ups(made.entry_id)[0].text == "三点半前恢复"
    with pytest.raises(Refused, match="kept already"):
        duty_log.keep_promise(desk.li, made.id)


def test_a_promise_to_a_unit_stands_on_its_card_t13(desk: Desk) -> None:
    due = desk.clock.at + 20 * MINUTE
    duty_log.promise(desk.chen, desk.front, "one", due, unit="6-2-1101")
    duty_log.promise(desk.chen, desk.front, "other", due, unit="9-1-302")
    unit = site.find_unit("6-2-1101").id
    assert [p.text for p in duty_log.promises_at_unit(unit)] == ["one"]
    assert [line.text for line in duty_log.at_unit(unit)] == ["one"]


def test_a_past_promise_is_refused_whole_l9(desk: Desk) -> None:
    with pytest.raises(Refused, match="later time"):
        duty_log.promise(desk.chen, desk.front, "x", desk.clock.at)
    assert duty_log.count(LogFilter()).n == 0


def test_the_log_is_read_newest_event_first_in_windows_that_meet(desk: Desk) -> None:
    for n in range(7):
        _line(desk, f"line {n}", event_at=desk.clock.at - (n % 3) * MINUTE)
    whole = duty_log.page(LogFilter(), None, 99)
    assert [line.key for line in whole] == sorted((line.key for line in whole), reverse=True)
    first = duty_log.page(LogFilter(), None, 3)
    second = duty_log.page(LogFilter(), first[-1].key, 3)
    assert first + second == whole[:6]
    assert duty_log.page(LogFilter(), second[0].key, 3, backwards=True) == first
    assert duty_log.page(LogFilter(), second[0].key, 3, inclusive=True) == second


def test_filters_narrow_by_text_kind_officer_post_time_and_openness(desk: Desk) -> None:
    start = desk.clock.at
    _line(desk, "100% 电量", kind="patrol", place="地库")
    desk.clock.forward(10)
    duty_log.write(desk.li, desk.guard, "访客 100 人", unit="9-1-302", abnormal=True)
    corrected = _line(desk, "第2轮")
    duty_log.correct(desk.chen, corrected.id, "第1轮", "slip")
    for where, texts in {
        LogFilter(text="100%"): ["100% 电量"],
        LogFilter(text="地库 电量"): ["100% 电量"],
        LogFilter(text="9-1-302"): ["访客 100 人"],
        LogFilter(text="第1轮"): ["第1轮"],
        LogFilter(text="_"): [],
        LogFilter(kind="patrol"): ["100% 电量"],
        LogFilter(author_id=desk.li.officer_id): ["访客 100 人"],
        LogFilter(post_id=desk.guard): ["访客 100 人"],
        LogFilter(until=start + 1): ["100% 电量"],
        LogFilter(since=start + 1): ["第1轮", "访客 100 人"],
        LogFilter(only_open=True): ["访客 100 人"],
    }.items():
        assert _texts(where) == texts, where
        assert duty_log.count(where).n == len(texts)


def test_the_doors_work_inside_another_transaction_in_few_queries(desk: Desk, asked: list[Asked]) -> None:
    def work() -> None:
        write = journal.begin("demo", desk.chen)
        duty_log.write.inside(write, desk.front, "quick", unit="6-2-1101")
        write.close()

    writer.run(work)
    assert 0 < len(asked) <= 14
