"""F9 through the keyboard: the unit card and its letters, counted in keys; then the database is read."""

from __future__ import annotations

from db import duty_log, figures, tickets
from db.duty_log import LogFilter
from db.models.calls import Contacted
from db.tickets import TicketFilter
from tests.conftest import Desk
from tests.screens.driver import Officer, at_the_desk

MINUTE = 60_000
UNIT = "6.2.1101"


def _lines() -> list[duty_log.EntryView]:
    return duty_log.page(LogFilter(), None, 99)


async def _unit(officer: Officer, unit: str = UNIT) -> None:
    await officer.press("f9")
    await officer.type(unit)
    await officer.press("enter")


async def test_a_call_answered_at_once_is_four_keys_t22(desk: Desk) -> None:
    rang = desk.clock.at
    async with at_the_desk() as officer:
        await _unit(officer)
        officer.sees("6-2-1101", "王**", "138****2201")
        officer.sees_not("王小明", "13800002201")
        desk.clock.forward(4)
        await officer.type("wwater back at three")
        await officer.press("enter")
        assert officer.keys == 4 + len(UNIT) + len("water back at three")
        officer.sees("Saved as line 1")
    line = _lines()[0]
    assert (line.kind, line.unit, line.text, line.event_at) == ("call", "6-2-1101", "water back at three", rang)


async def test_a_promise_has_its_time_and_stands_on_the_card_of_the_next_call_l9(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer)
        await officer.type("dwhen is power back")
        await officer.press("enter")
        await officer.type("2130")
        await officer.press("enter")
        officer.sees("Promised for 21:30")
        await _unit(officer)
        officer.sees("1 promise 1:30 left  when is power back")
        await officer.press("1")
        officer.sees("Called again about the promise")
    promise = duty_log.promises_due()[0]
    assert promise.due_at == desk.clock.at + 90 * MINUTE
    assert _lines()[0].follows_id == promise.entry_id


async def test_a_new_repair_is_eleven_keys_and_leaves_its_line_l7(desk: Desk) -> None:
    text = "pipe burst"
    async with at_the_desk() as officer:
        await _unit(officer)
        await officer.type("bcf")
        officer.sees("1 厨房")
        await officer.press("enter")
        await officer.type(text)
        await officer.press("enter", "1", "1", "1", "enter")
        assert officer.keys == 11 + len(UNIT) + len(text)
        officer.sees("R-0001")
    ticket = tickets.page(TicketFilter(), None, 9)[0]
    assert (ticket.grade, ticket.unit, ticket.place, ticket.caller, ticket.cost) == (
        "urgent", "6-2-1101", "厨房", "王小明", "told",
    )  # fmt: skip
    line = _lines()[0]
    assert (line.kind, line.text, line.unit) == ("call", "R-0001 pipe burst", "6-2-1101")


async def test_the_same_matter_again_is_three_keys_and_counted_t13(desk: Desk) -> None:
    tickets.take(
        desk.chen, "repair", "tap drips", post_id=desk.front, grade="urgent", unit="6-2-1101", place="厨房"
    )  # fmt: skip
    async with at_the_desk() as officer:
        await _unit(officer)
        officer.sees("1 R-0001 1 d left  tap drips")
        await officer.press("1")
        assert officer.keys == 3 + len(UNIT)
        officer.sees("call number 2 counted")
    assert tickets.page(TicketFilter(), None, 9)[0].calls == 2
    assert "R-0001" in _lines()[0].text


async def test_a_complaint_of_somebody_else_asks_for_the_name(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer, "9.1.302")
        await officer.type("tnoise upstairs")
        await officer.press("enter", "1", "2", "2")
        await officer.type("Li")
        await officer.press("enter")
        await officer.type("13911112222")
        await officer.press("enter")
        officer.sees("C-0001", "still owed: complainant's confirmation")
    ticket = tickets.page(TicketFilter(), None, 9)[0]
    assert (ticket.kind, ticket.grade, ticket.caller, ticket.phone) == ("complaint", "general", "Li", "13911112222")
    assert ticket.complaint_class == "defect"


async def test_a_complaint_read_back_at_once_owes_no_confirmation_t9(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer, "9.1.302")
        await officer.type("tnoise upstairs")
        await officer.press("enter", "1", "tab", "tab", "tab", "tab", "y")
        await officer.press("1", "1")
        officer.sees("C-0001")
    ticket = tickets.page(TicketFilter(), None, 9)[0]
    assert ticket.owed == ()
    assert tickets.events(ticket.id)[-1].kind == "confirmed"


async def test_a_unit_that_does_not_exist_gets_its_sentence_and_a_place_is_taken_as_it_is(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer, "99.9")
        officer.sees("no unit 99-9")
        await officer.press("escape", "'")
        officer.sees("99.9")
        await officer.press(*["backspace"] * 4)
        await officer.type("north gate")
        await officer.press("enter")
        await officer.type("ocar blocks the way")
        await officer.press("enter")
    line = _lines()[0]
    assert (line.unit, line.place, line.text) == ("", "north gate", "car blocks the way")


async def test_a_call_is_parked_for_a_second_one_and_taken_up_where_it_was_l15(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer)
        await officer.type("bcf")
        await officer.press("enter")
        await officer.type("tap drips")
        await officer.press("f9")
        officer.sees("parked 1")
        await officer.type("9.1.302")
        await officer.press("enter")
        await officer.type("wasked for the manager")
        await officer.press("enter", "'")
        officer.sees("厨房", "tap drips")
        await officer.press("enter", "1", "1", "1", "enter")
        officer.sees("R-0001")
    assert [line.text for line in _lines()] == ["asked for the manager", "R-0001 tap drips"] or [
        line.text for line in _lines()
    ] == ["R-0001 tap drips", "asked for the manager"]


async def test_a_call_that_is_refused_leaves_neither_ticket_nor_line(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer)
        await officer.type("bcf")
        await officer.press("enter")
        await officer.type("x" * 401)
        await officer.press("enter", "1", "1", "1", "enter")
        officer.sees("too long")
    assert _lines() == []
    assert tickets.count(TicketFilter()) == 0


async def test_a_parked_form_is_thrown_away_on_purpose_by_x_in_the_list_or_from_anywhere(desk: Desk) -> None:
    async with at_the_desk() as officer:
        for text in ("first words", "second words", "third words"):
            await officer.press(";")
            await officer.type(text)
            await officer.press("escape")
            desk.clock.forward(1)
        officer.sees("parked 3")
        await officer.press("'", "x", "2")
        officer.sees("Thrown away", "second words", "parked 2")
        await officer.press('"', "1")
        officer.sees("first words", "parked 1")
        await officer.press("'")
        officer.sees("third words")
        await officer.press("enter", '"')
        officer.sees("Nothing is parked.")
    assert [line.text for line in _lines()] == ["third words"]


async def test_a_visit_a_letter_and_how_late_it_was_answered_are_one_key_each_l7_l8(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer)
        officer.sees("l letter", "f visit", "< answered late")
        await officer.type("fwwhere is the post box")
        await officer.press("enter")
        await _unit(officer)
        await officer.type("<>ysofter light in the lobby")
        await officer.press("enter")
        await _unit(officer, "")
        await officer.type("ffgasks for the bus")
        await officer.press("enter", *"lm", "enter")
        officer.sees("Saved as line 3")
    assert [(line.kind, line.text) for line in _lines()] == [
        ("call", "asks for the bus -> 李敏"),
        ("call", "softer light in the lobby"),
        ("visit", "where is the post box"),
    ]
    rows = [(row.channel, row.outcome, row.rings, row.to) for row in Contacted.select().order_by(Contacted.id)]
    assert rows == [
        ("visit", "answered", "", ""),
        ("call", "suggestion", "three", ""),
        ("call", "transfer", "", "李敏"),
    ]


async def test_a_stranger_gives_a_name_with_tab_and_every_outcome_stands_beside_its_line_l7(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer)
        await officer.type("bcf")
        await officer.press("enter", *"drip", "enter", "1", "1", "1", "enter")
        await _unit(officer)
        await officer.press("1")
        await _unit(officer)
        await officer.type("ldwhen is the lift back")
        await officer.press("enter", *"2130", "enter")
        await _unit(officer)
        await officer.press("2")
    assert [(row.channel, row.outcome) for row in Contacted.select().order_by(Contacted.id)] == [
        ("call", "ticket"), ("call", "again"), ("letter", "promise"), ("call", "again"),
    ]  # fmt: skip
    assert figures.figures(0, desk.clock.at + 1)[0].unrecorded == 3


async def test_the_figures_of_the_month_are_read_from_the_log_l8(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await _unit(officer)
        await officer.type(">wwhen is the gate shut")
        await officer.press("enter", "f2", "%")
        officer.sees(
            "target 90 %", "1 / 1 = 100.0 %  reached  as the desk says itself", "valid complaints among the homes"
        )
