"""Tickets on a real file: taken, sent, done, closed, and what is refused on the way."""

from __future__ import annotations

from typing import Any

import pytest

from db import key_register, signatures, site, staff, tickets, workdays
from db.connection import rows
from db.rules.words import Refused
from db.tickets import TicketFilter, TicketView
from tests.conftest import ANY_ACT, PIN, START, Asked, Desk

HOUR = 3_600_000


def repair(desk: Desk, content: str = "厨房龙头滴水", **changes: Any) -> TicketView:
    given: dict[str, Any] = {
        "post_id": desk.front,
        "grade": "ordinary",
        "unit": "6-2-1101",
        "place": "厨房",
        "caller_is": "owner",
    }
    return tickets.take(desk.chen, "repair", content, **given | {"cost": "told"} | changes)


def complaint(desk: Desk, content: str = "楼上装修噪音", **changes: Any) -> TicketView:
    given: dict[str, Any] = {"post_id": desk.front, "grade": "general", "unit": "9-1-302", "caller_is": "owner"}
    return tickets.take(desk.chen, "complaint", content, **given | {"complaint_class": "management"} | changes)


def test_a_repair_is_numbered_and_its_first_receiver_stays_t12_l5(desk: Desk) -> None:
    first, second = repair(desk), repair(desk, "插座无电")
    assert [first.label, second.label, complaint(desk).label] == ["R-0001", "R-0002", "C-0001"]
    tickets.progress(desk.li, first.id, "已联系水工")
    assert tickets.ticket(first.id).first_receiver == "陈晓燕"


def test_the_owner_who_calls_is_known_by_the_unit_t2(desk: Desk) -> None:
    taken = repair(desk)
    assert (taken.caller, taken.phone, taken.owed) == ("王小明", "13800002201", ())


def test_the_clock_runs_from_the_call_not_from_the_form_t1(desk: Desk) -> None:
    taken = repair(desk, grade="urgent", event_at=START - 5 * 60_000)
    assert (taken.created_at, taken.due_at) == (START - 5 * 60_000, START - 5 * 60_000 + 24 * HOUR)
    assert taken.clock == "urgent fix"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": "77-7"}, "no unit 77-7"),
        ({"place": ""}, "exact place"),
        ({"caller_is": "resident"}, "caller's name"),
        ({"content": "  "}, "empty"),
        ({"content": "x" * 401}, "too long"),
        ({"content": "a\u202eb"}, "cannot be printed"),
        ({"event_at": START + 2 * HOUR}, "future"),
        ({"appointment_at": START - HOUR}, "past"),
        ({"grade": "major"}, "not a grade"),
    ],
)
def test_a_bad_form_gets_a_sentence_and_leaves_nothing_t2(desk: Desk, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        repair(desk, **changes)
    assert tickets.count(TicketFilter(group="all")) == 0
    assert repair(desk).label == "R-0001"


def test_an_urgent_repair_owes_what_it_left_out_until_it_is_supplied_t2(desk: Desk) -> None:
    taken = tickets.take(desk.chen, "repair", "水管爆裂", post_id=desk.front, grade="urgent", place="6栋大堂")
    assert taken.owed == ("unit", "caller's name", "caller's phone", "cost told")
    assert [t.id for t in tickets.page(TicketFilter(group="owed"), None, 9)] == [taken.id]
    tickets.supply(desk.li, taken.id, unit="8-3-501", caller_name="赵六", caller_phone="13900001111")
    assert tickets.supply(desk.li, taken.id, cost="free").owed == ()
    assert tickets.count(TicketFilter(group="owed")) == 0


def test_another_call_is_attached_and_counted_t13(desk: Desk) -> None:
    taken = repair(desk)
    assert tickets.call_again(desk.li, taken.id).calls == 2
    (open_here,) = tickets.open_at_unit(site.find_unit("6.2.1101").id)
    assert (open_here.id, open_here.calls) == (taken.id, 2)
    assert tickets.open_at_unit(site.find_unit("8-3-501").id) == []


def test_an_officer_sends_somebody_at_night_and_owes_the_consent_t3(desk: Desk) -> None:
    sent = tickets.dispatch(desk.chen, repair(desk).id, "周建国", slip=True)
    assert (sent.state, sent.worker, sent.slip_no) == ("dispatched", "周建国", 1)
    assert sent.owed == ("maintenance supervisor's consent",)
    with pytest.raises(Refused, match="role"):
        tickets.consent(desk.li, sent.id)
    assert tickets.consent(desk.he, sent.id).owed == ()
    assert tickets.dispatch(desk.chen, repair(desk, grade="urgent").id, "胡兵", slip=True).owed == ()


def test_another_worker_takes_over_the_slip_that_is_out_t3(desk: Desk) -> None:
    taken = repair(desk)
    tickets.dispatch(desk.chen, taken.id, "周建国", slip=True)
    assert tickets.dispatch(desk.chen, taken.id, "林涛", slip=True).slip_no == 1


def test_slips_that_are_out_are_listed_with_their_reason_until_they_are_back_t4(desk: Desk) -> None:
    taken = repair(desk)
    with pytest.raises(Refused, match="no slip out"):
        tickets.slip_back(desk.chen, taken.id)
    tickets.dispatch(desk.chen, taken.id, "周建国", slip=True)
    tickets.done(desk.chen, taken.id)
    tickets.slip_missing(desk.chen, taken.id, "联在维修班")
    assert [t.slip_reason for t in tickets.page(TicketFilter(group="slips"), None, 9)] == ["联在维修班"]
    assert tickets.slip_back(desk.chen, taken.id).slip_back == desk.clock.at
    assert tickets.count(TicketFilter(group="slips")) == 0


def test_the_clock_stops_at_work_done_and_the_ticket_stays_open_t1(desk: Desk) -> None:
    taken = repair(desk, grade="urgent")
    tickets.dispatch(desk.chen, taken.id, "周建国")
    desk.clock.forward(60)
    finished = tickets.done(desk.li, taken.id, "换了垫圈")
    assert (finished.state, finished.due_at, finished.clock) == ("done", None, "")
    assert tickets.count(TicketFilter()) == 1


def test_work_done_makes_the_key_due_and_closing_waits_for_it_k10(desk: Desk) -> None:
    key_register.add(desk.manager, "0312", "水泵房")
    taken = repair(desk, cost="free")
    zhou = next(b for b in key_register.borrowers("zjg") if b.name == "周建国")
    chen = staff.unlock(desk.chen.officer_id, PIN, ANY_ACT)
    (key,) = key_register.issue(desk.chen, ["0312"], zhou, START + 8 * HOUR, ticket_id=taken.id, first=chen)
    tickets.dispatch(desk.chen, taken.id, "周建国")
    desk.clock.forward(30)
    tickets.done(desk.chen, taken.id)
    assert key_register.find("0312").due_at == desk.clock.at
    with pytest.raises(Refused, match="0312"):
        tickets.close(desk.he, taken.id, "龙头", owner=True, worker=True)
    assert key.loan_id is not None
    key_register.give_back(desk.chen, [key_register.Return(key.loan_id)])
    assert tickets.close(desk.he, taken.id, "龙头", owner=True, worker=True).state == "closed"


def test_closing_needs_a_supervisor_in_person_or_by_signature_t5(desk: Desk) -> None:
    taken = repair(desk)
    tickets.dispatch(desk.he, taken.id, "周建国")
    tickets.done(desk.chen, taken.id)
    stands: dict[str, Any] = {"owner": True, "worker": True, "fee": True}
    with pytest.raises(Refused, match="supervisor"):
        tickets.close(desk.chen, taken.id, "换龙头", **stands)
    signer = staff.unlock(desk.he.officer_id, PIN, ANY_ACT)
    closed = tickets.close(desk.chen, taken.id, "换龙头", **stands, signer=signer)
    assert (closed.state, closed.actual, closed.confirmed) == ("closed", "换龙头", "何芳")
    assert rows("SELECT record, role FROM signature") == [(f"ticket:{taken.id}", "supervisor")]
    assert signatures.check_signatures() == []
    with pytest.raises(Refused, match="closed: nothing changes"):
        tickets.progress(desk.chen, taken.id, "又坏了")


def test_void_needs_a_reason_and_a_superiors_signature_t6(desk: Desk) -> None:
    taken = repair(desk)
    for officer, reason, sentence in ((desk.sun, "重复", "supervisor"), (desk.he, " ", "empty")):
        signer = staff.unlock(officer.officer_id, PIN, ANY_ACT)
        with pytest.raises(Refused, match=sentence):
            tickets.void(desk.chen, taken.id, reason, signer)
    assert tickets.ticket(taken.id).state == "new"
    gone = tickets.void(desk.chen, taken.id, "重复", staff.unlock(desk.he.officer_id, PIN, ANY_ACT))
    assert (gone.state, gone.due_at, gone.confirmed) == ("void", None, "何芳")
    assert tickets.events(taken.id)[-1].text == "重复 (何芳)"


def test_a_complaint_goes_from_clock_to_clock_and_closes_with_its_reply_t10_t17(desk: Desk) -> None:
    taken = complaint(desk)  # Friday 20:00, after closing time
    clocks = [taken.clock]
    desk.clock.forward(60)
    clocks.append(tickets.look_into(desk.li, taken.id, "已上门,业主同意九点后停工").clock)
    clocks.append(tickets.done(desk.li, taken.id).clock)
    with pytest.raises(Refused, match="has not confirmed the record"):
        tickets.close(desk.he, taken.id, "调解成功", validity="valid")
    tickets.confirm_record(desk.li, taken.id, "", "phone")
    with pytest.raises(Refused, match="no reply"):
        tickets.close(desk.he, taken.id, "调解成功", validity="valid")
    clocks.append(tickets.reply(desk.li, taken.id, "已协调,晚九点后不施工").clock)
    clocks.append(tickets.tell_owner(desk.li, taken.id).clock)
    assert clocks == ["first look", "reply", "reply", "owner told", ""]
    assert tickets.close(desk.he, taken.id, "调解成功", validity="valid").state == "closed"


def test_the_complainant_confirms_the_record_once_and_owes_it_until_then_t9(desk: Desk) -> None:
    taken = complaint(desk)
    assert "complainant's confirmation" in taken.owed
    desk.clock.forward(5)
    assert tickets.confirm_record(desk.li, taken.id, "王太太", "present").owed == ()
    told = tickets.events(taken.id)[-1]
    assert (told.kind, told.text, told.person, told.at) == ("confirmed", "present", "王太太", desk.clock.at)
    for how, why in (("present", "confirmed already"), ("telepathy", "no way to confirm")):
        with pytest.raises(Refused, match=why):
            tickets.confirm_record(desk.li, taken.id, "", how)
    with pytest.raises(Refused, match="for complaints"):
        tickets.confirm_record(desk.li, repair(desk).id, "", "phone")


def test_a_record_read_back_on_the_phone_is_confirmed_with_the_call_t9(desk: Desk) -> None:
    taken = complaint(desk, confirmed="phone", caller_name="王小明", caller_phone="13800002201")
    assert taken.owed == ()
    assert [event.kind for event in tickets.events(taken.id)] == ["taken", "confirmed"]
    assert (tickets.events(taken.id)[-1].text, tickets.events(taken.id)[-1].person) == ("phone", "王小明")


def test_the_first_receiver_is_told_what_others_answered_t12(desk: Desk) -> None:
    taken, other = complaint(desk), complaint(desk, "垃圾未清")
    tickets.reply(desk.chen, other.id, "马上清")
    desk.clock.forward(1)
    tickets.reply(desk.li, taken.id, "已协调")
    assert [t.id for t in tickets.answered_by_others(desk.chen.officer_id, START)] == [taken.id]
    assert tickets.answered_by_others(desk.chen.officer_id, desk.clock.at + 1) == []


def test_a_major_complaint_is_the_managers_at_once_and_to_close_t14(desk: Desk) -> None:
    taken = complaint(desk, "电梯困人", grade="major")
    assert tickets.ticket(taken.id).escalated == "manager"
    tickets.look_into(desk.chen, taken.id, "已救出")
    tickets.reply(desk.chen, taken.id, "电梯已停用检修")
    tickets.done(desk.chen, taken.id)
    tickets.tell_owner(desk.chen, taken.id)
    tickets.confirm_record(desk.chen, taken.id, "王太太", "present")
    with pytest.raises(Refused, match="manager"):
        tickets.close(desk.he, taken.id, "维保更换抱闸", validity="valid")
    assert tickets.close(desk.manager, taken.id, "维保更换抱闸", validity="valid").state == "closed"


def test_one_step_up_at_a_time_t14(desk: Desk) -> None:
    taken = repair(desk)
    assert [tickets.escalate(desk.chen, taken.id).escalated for _step in range(3)] == [
        "leader",
        "supervisor",
        "manager",
    ]
    with pytest.raises(Refused, match="with the manager already"):
        tickets.escalate(desk.chen, taken.id)


def test_the_queue_shows_the_nearest_deadline_first_page_by_page_t19(desk: Desk) -> None:
    ordinary, later = repair(desk), complaint(desk)
    urgent = repair(desk, "水管爆裂", grade="urgent")
    soon = repair(desk, "约十点", appointment_at=START + 14 * HOUR)
    expected = [soon.id, urgent.id, later.id, ordinary.id]
    pages = tickets.page(TicketFilter(), None, 2)
    pages += tickets.page(TicketFilter(), pages[-1].key, 2)
    assert [t.id for t in pages] == expected
    back = tickets.page(TicketFilter(), pages[3].key, 2, backwards=True)
    assert [t.id for t in back] == expected[1:3]
    assert [d.id for d in tickets.agenda()] == expected
    assert tickets.agenda()[0].clock == "appointment"


def test_the_history_shows_the_newest_first_closed_ones_too_t19(desk: Desk) -> None:
    first = repair(desk)
    desk.clock.forward(1)
    second = complaint(desk)
    tickets.void(desk.chen, first.id, "重复", staff.unlock(desk.he.officer_id, PIN, ANY_ACT))
    found = tickets.page(TicketFilter(group="all"), None, 9)
    assert [t.id for t in found] == [second.id, first.id]
    assert [t.id for t in tickets.page(TicketFilter(group="all"), found[0].key, 9)] == [first.id]
    assert [t.id for t in tickets.page(TicketFilter(), None, 9)] == [second.id]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("龙头", ["R-0001"]),
        ("厨房", ["R-0001"]),
        ("9-1", ["C-0001"]),
        ("r-1", ["R-0001"]),
        ("0001", ["C-0001", "R-0001"]),
        ("周建国", ["R-0001"]),
        ("龙头 9-1", []),
        ("%", []),
    ],
)
def test_tickets_are_found_by_what_stands_on_them(desk: Desk, text: str, found: list[str]) -> None:
    tickets.dispatch(desk.he, repair(desk).id, "周建国")
    complaint(desk)
    assert sorted(t.label for t in tickets.page(TicketFilter(text=text), None, 9)) == found
    assert tickets.count(TicketFilter(text=text)) == len(found)


def test_the_queue_reads_its_partial_index_and_sorts_nothing_t19(desk: Desk, asked: list[Asked]) -> None:
    tickets.page(TicketFilter(), repair(desk).key, 20)
    sql, params = asked[-1]
    plan = [str(step[-1]) for step in rows(f"EXPLAIN QUERY PLAN {sql}", params)]
    assert any("open_ticket_due" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_workers_are_found_by_initials_the_workshop_first(desk: Desk) -> None:
    tickets.dispatch(desk.chen, repair(desk).id, "张建国")
    assert tickets.workers("zjg") == ["周建国", "张建国"]
    assert tickets.workers("张") == ["张建国"]
    assert tickets.workers("xx") == []
    tickets.dispatch(desk.chen, repair(desk).id, "Bob Stone")
    assert tickets.workers("bs") == tickets.workers("Bob") == ["Bob Stone"]


def test_every_step_stands_with_who_and_when(desk: Desk) -> None:
    taken = repair(desk)
    tickets.dispatch(desk.chen, taken.id, "周建国")
    desk.clock.forward(5)
    tickets.arrive(desk.li, taken.id)
    told = [(e.kind, e.officer, e.at) for e in tickets.events(taken.id)]
    assert told == [
        ("taken", "陈晓燕", START),
        ("dispatched", "陈晓燕", START),
        ("arrived", "李敏", START + 5 * 60_000),
    ]


def test_the_sites_calendar_file_moves_a_complaints_deadline_t11(desk: Desk) -> None:
    desk.file.with_suffix(".calendar.toml").write_text("holidays = [2026-02-09]\nworkdays = [2026-02-08]\n")
    workdays._read.cache_clear()
    try:
        assert complaint(desk).due_at == START + 2 * 24 * HOUR - int(2.5 * HOUR)  # Sunday 17:30
    finally:
        workdays._read.cache_clear()


def test_a_year_the_calendar_does_not_know_counts_weekdays_t11(desk: Desk) -> None:
    desk.clock.at += 365 * 24 * HOUR  # 2027-02-06 20:00, a Saturday
    assert not workdays.known(2027)
    assert complaint(desk).due_at == desk.clock.at + 2 * 24 * HOUR - int(2.5 * HOUR)  # Monday 17:30
