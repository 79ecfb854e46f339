"""F5 as the officer sees it, and what the record says afterwards."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from db import tickets
from db.connection import rows
from db.tickets import TicketFilter, TicketView
from screens.ticket_queue import POLL, TicketQueueScreen
from tests.conftest import PIN, START, Asked, Desk, signer
from tests.db.test_watch import write_from_another_process
from tests.screens.driver import Officer, at_the_desk

HOUR = 3_600_000


def repair(desk: Desk, content: str = "厨房龙头滴水", **changes: Any) -> TicketView:
    given: dict[str, Any] = {
        "post_id": desk.front,
        "grade": "urgent",
        "unit": "6-2-1101",
        "place": "厨房",
        "caller_is": "owner",
    }
    return tickets.take(desk.chen, "repair", content, **given | {"cost": "free"} | changes)


def complaint(desk: Desk) -> TicketView:
    return tickets.take(
        desk.chen, "complaint", "楼上装修噪音", post_id=desk.front, grade="general", unit="9-1-302", caller_is="owner",
        complaint_class="management",
    )  # fmt: skip


def marked(officer: Officer) -> str:
    """The row the marker stands on."""
    return next(line for line in officer.lines() if line.startswith(">"))


async def test_the_nearest_deadline_stands_first_and_its_clock_is_named_t19(desk: Desk) -> None:
    repair(desk, "插座无电", grade="ordinary")
    repair(desk, "水管爆裂", event_at=START - 2 * HOUR)
    async with at_the_desk() as officer:
        await officer.press("f5")
        assert "R-0002" in marked(officer)
        officer.sees("urgent fix in 22:00", "fix in 3", "2 open  urgent 1  overdue 0")
        officer.sees("R-0002  6-2-1101 厨房  水管爆裂", "first receiver 陈晓燕")


async def test_the_phone_rings_while_a_ticket_is_read_and_the_call_begins_at_once_l7(desk: Desk) -> None:
    repair(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", "enter")
        officer.sees("PgDn PgUp page")
        await officer.press("f9")
        officer.sees("Call 20:00", "unit or place")


async def test_a_filter_that_finds_nothing_says_the_way_back(desk: Desk) -> None:
    repair(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", "9", "9", "9", "9", "enter")
        officer.sees("Nothing here fits; Esc shows all again.")


async def test_a_ticket_is_dispatched_with_four_keys(desk: Desk) -> None:
    tickets.dispatch(desk.chen, repair(desk).id, "胡兵")
    ticket = repair(desk, "水管爆裂", event_at=START - 2 * HOUR)
    async with at_the_desk() as officer:
        await officer.press("f5")
        officer.keys = 0
        await officer.press("d", "h", "b", "enter")
        assert officer.keys == 4
        officer.sees("R-0002 is with 胡兵.", "Slip 0001", "胡兵")
        await officer.press("p")
        officer.sees("Dispatch slip No. 0001", "水管爆裂")
        await officer.press("end")
        officer.sees("Counterfoil: not back means not finished (T4).")
        await officer.press("p")
        officer.sees("Printed: slip-0001-2026-02-06.pdf")
    assert rows("SELECT state, worker, slip_no FROM ticket WHERE id = ?", (ticket.id,)) == [("dispatched", "胡兵", 1)]


async def test_a_new_repair_takes_eleven_keys_unit_and_text_and_leaves_its_line_in_the_log(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f5")
        officer.keys = 0
        await officer.press("n", "b")
        await officer.type("6.2.1101")
        await officer.press("enter")
        await officer.type("cf")
        await officer.press("enter")
        await officer.type("水管爆裂")
        await officer.press("enter", "1", "1", "1", "enter")
        assert officer.keys == 11 + len("6.2.1101") + len("水管爆裂")
        officer.sees("R-0001", "厨房")
    (taken,) = tickets.page(TicketFilter(), None, 9)
    assert (taken.grade, taken.unit, taken.place, taken.caller) == ("urgent", "6-2-1101", "厨房", "王小明")
    assert rows("SELECT count(*) FROM log_entry WHERE text LIKE '%水管爆裂%'") == [(1,)]


async def test_a_repair_goes_from_dispatch_to_its_closing_under_a_supervisors_pin_t5(desk: Desk) -> None:
    ticket = repair(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", "d", "z", "j", "g", "enter", "a", "f")
        await officer.type("阀门已关")
        await officer.press("enter")
        desk.clock.forward(30)
        await officer.press("w", "enter")
        officer.sees("R-0001 is done", "slip out")
        await officer.press("g", "1", "x")
        await officer.type("换角阀")
        await officer.press("enter", "y", "y")
        await officer.type("1002" + PIN)
        officer.sees("R-0001 is closed.", "0 open")
    told = [event.kind for event in tickets.events(ticket.id)]
    assert told == ["taken", "dispatched", "arrived", "progress", "done", "slip_back", "closed"]
    assert rows("SELECT state, actual, confirmed FROM ticket") == [("closed", "换角阀", "何芳")]


async def test_a_wrong_pin_closes_nothing_and_keeps_what_was_typed_t5(desk: Desk) -> None:
    ticket = repair(desk)
    tickets.dispatch(desk.chen, ticket.id, "周建国")
    tickets.done(desk.chen, ticket.id)
    async with at_the_desk() as officer:
        await officer.press("f5", "x")
        await officer.type("换角阀")
        await officer.press("enter", "y", "y")
        await officer.type("1002" + "000001")
        officer.sees("Wrong", "换角阀")
        await officer.type(PIN)
        officer.sees("R-0001 is closed.")


async def test_an_officer_cannot_sign_as_a_supervisor_t5(desk: Desk) -> None:
    ticket = repair(desk)
    tickets.dispatch(desk.chen, ticket.id, "周建国")
    tickets.done(desk.chen, ticket.id)
    async with at_the_desk() as officer:
        await officer.press("f5", "x", "enter", "y", "y")
        await officer.type("1031")
        officer.sees("1031 is nobody who may sign this")


async def test_a_complaint_is_looked_into_answered_told_and_closed_t10_t17(desk: Desk) -> None:
    complaint(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f5")
        officer.sees("first look")
        await officer.press("i")
        await officer.type("已上门")
        await officer.press("enter", "w", "enter", "x")
        await officer.type("已调解")
        await officer.press("enter", "1")
        officer.sees("has not confirmed the record: y does that (T9).")
        await officer.press("escape", "y", "2", "enter")
        officer.sees("C-0001: the record is confirmed.")
        await officer.press("'", "1")
        officer.sees("no reply yet")
        await officer.press("escape", "r")
        await officer.type("九点后停工")
        await officer.press("enter", "t", "'")
        await officer.press("1")
        officer.sees("C-0001 is closed.")
    assert rows("SELECT state, validity, reply, confirmed FROM ticket") == [("closed", "valid", "九点后停工", "何芳")]


async def test_void_asks_reason_and_signature_t6(desk: Desk) -> None:
    repair(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", "V")
        await officer.type("重复报修")
        await officer.press("enter")
        await officer.type("1001" + PIN)
        officer.sees("R-0001 is void.")
    assert rows("SELECT state, confirmed FROM ticket") == [("void", "王总")]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("w", "with nobody yet"),
        ("x", "not done yet"),
        ("t", "for complaints"),
        ("g", "no slip out"),
        ("m", "owes no field"),
        ("p", "has no slip"),
        ("c", "role"),
    ],
)
async def test_what_cannot_be_done_now_says_why_before_anything_is_typed(desk: Desk, key: str, sentence: str) -> None:
    repair(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", key)
        officer.sees(sentence)
        assert officer.app.screen.query_one("#panel").display is False


async def test_commands_on_an_empty_queue_say_so(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f5", "d")
        officer.sees("There is no ticket here")


async def test_another_processs_ticket_appears_and_the_marker_stays_on_its_ticket_t19(desk: Desk) -> None:
    assert POLL < 0.5  # twice a second: within a second it is seen
    repair(desk, "插座无电", place="主卧")
    async with at_the_desk() as officer:
        await officer.press("f5")
        await asyncio.to_thread(write_from_another_process, desk.file)
        async with asyncio.timeout(10):
            while "自动门" not in officer.screen():
                await officer.pilot.pause()
        assert "插座无电" in marked(officer)
        officer.sees("2 open")


async def test_what_is_more_urgent_is_shown_above_the_marker_at_once_t19(desk: Desk) -> None:
    for n in range(3):
        repair(desk, f"灯 {n}", grade="ordinary")
    async with at_the_desk() as officer:
        await officer.press("f5", "down")
        before = marked(officer)
        repair(desk, "水管爆裂")
        async with asyncio.timeout(10):
            while "水管爆裂" not in officer.screen():
                await officer.pilot.pause()
        assert marked(officer) == before
        assert "水管爆裂" in officer.lines()[2]


async def test_after_work_done_the_cursor_stays_on_its_ticket_however_far_its_new_deadline_is(desk: Desk) -> None:
    first = repair(desk, "水管爆裂")
    tickets.dispatch(desk.chen, first.id, "周建国")
    for n in range(20):
        desk.clock.forward(1)
        repair(desk, f"灯 {n}", place="主卧")
    async with at_the_desk() as officer:
        await officer.press("f5")
        assert first.label in marked(officer)
        await officer.press("w")
        await officer.type("换了接头")
        await officer.press("enter")
        officer.sees(f"{first.label} is done")
        assert first.label in marked(officer)
        await officer.press("up")
        assert "灯" in marked(officer)


async def test_what_nobody_writes_costs_one_pragma_t19(desk: Desk, asked: list[Asked]) -> None:
    async with at_the_desk() as officer:
        await officer.press("f5")
        queue = officer.app.screen
        assert isinstance(queue, TicketQueueScreen)
        queue._look()
        asked.clear()
        queue._look()
        assert [sql.strip().rstrip(";") for sql, _params in asked] == ["PRAGMA data_version"]


async def test_tab_goes_through_slips_owed_papers_and_history_t4_t2(desk: Desk) -> None:
    tickets.dispatch(desk.chen, repair(desk, "有联").id, "周建国", slip=True)
    tickets.take(desk.chen, "repair", "待补的", post_id=desk.front, grade="urgent", place="地库")
    gone = repair(desk, "作废的")
    tickets.void(desk.chen, gone.id, "重复", signer(desk.he))
    async with at_the_desk() as officer:
        await officer.press("f5")
        officer.sees("有联", "待补的")
        officer.sees_not("作废的")
        await officer.press("tab")
        officer.sees("slips out", "有联")
        officer.sees_not("待补的")
        await officer.press("tab")
        officer.sees("papers owed", "待补的")
        officer.sees_not("有联")
        await officer.press("tab")
        officer.sees("history", "有联", "待补的", "作废的")


async def test_what_is_owed_is_filled_in_t2(desk: Desk) -> None:
    ticket = tickets.take(desk.chen, "repair", "水管爆裂", post_id=desk.front, grade="urgent", unit="8-3-501")
    async with at_the_desk() as officer:
        await officer.press("f5")
        officer.sees("owed: caller's name, caller's phone, cost told")
        await officer.press("m")
        await officer.type("赵六")
        await officer.press("enter")
        await officer.type("13900001111")
        await officer.press("enter", "1")
        officer.sees("R-0001: filled in.")
    assert tickets.ticket(ticket.id).owed == ()


async def test_words_units_and_numbers_find_tickets(desk: Desk) -> None:
    repair(desk)
    complaint(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", "/")
        await officer.type("噪音")
        await officer.press("enter")
        officer.sees("C-0001")
        officer.sees_not("R-0001")
        await officer.press("6")
        await officer.type("-2-1101")
        await officer.press("enter")
        officer.sees("R-0001")
        officer.sees_not("C-0001")
        await officer.press("/", "enter")
        officer.sees("R-0001", "C-0001")


async def test_enter_tells_the_whole_story_and_hides_name_and_phone_l10(desk: Desk) -> None:
    tickets.escalate(desk.chen, repair(desk).id)
    async with at_the_desk() as officer:
        await officer.press("f5", "enter")
        officer.sees("138****2201", "taken", "reported to  leader  陈晓燕")
        officer.sees_not("王小明", "13800002201")


async def test_another_call_is_counted_in_the_row_t13(desk: Desk) -> None:
    ticket = repair(desk)
    async with at_the_desk() as officer:
        await officer.press("f5", "u", "enter")
        officer.sees("call number 2 counted", "[call 2]")
        await officer.press("^")
        officer.sees("R-0001 is reported to the leader.", "with the leader")
    assert tickets.ticket(ticket.id).calls == 2


async def test_the_first_receiver_is_told_what_others_answered_t12(desk: Desk) -> None:
    desk.clock.forward(1)
    tickets.reply(desk.li, complaint(desk).id, "已协调")
    async with at_the_desk() as officer:
        await officer.press("f5")
        officer.sees("Others answered what you received first: C-0001.")


async def test_a_text_with_markup_is_shown_as_it_is(desk: Desk) -> None:
    repair(desk, "[/302] [red]灯")
    async with at_the_desk() as officer:
        await officer.press("f5")
        officer.sees("[/302] [red]")
