"""Sign-on, lock and switching, as an officer sees them."""

from __future__ import annotations

from db import staff
from db.models.duty_log import LogEntry
from db.models.staff import SignedOn
from screens import drafts
from screens.form_host import FormHost
from tests.conftest import Desk
from tests.screens.driver import at_the_desk


async def test_staff_number_and_pin_are_ten_keys_to_the_duty_screen(desk: Desk) -> None:
    async with at_the_desk(number=None) as officer:
        officer.sees("锦绣花园", "陈晓燕", "nobody on duty")
        await officer.type("1024135790")
        officer.sees("Next", "Log of 前台")
        assert officer.keys == 10
    assert SignedOn.select().where(SignedOn.officer == desk.chen.officer_id, SignedOn.ended_at.is_null()).exists()


async def test_a_wrong_pin_gets_a_sentence_and_the_number_stays_typed(desk: Desk) -> None:
    async with at_the_desk(number=None) as officer:
        await officer.type("1024000001")
        officer.sees("Wrong staff number or PIN", "1024")
        await officer.type("135790")
        officer.sees("Next")


async def test_pinyin_initials_find_the_officer(desk: Desk) -> None:
    async with at_the_desk(number=None) as officer:
        await officer.press("l", "m", "enter")
        await officer.type("135790")
        officer.sees("李敏")


async def test_signing_off_on_duty_is_refused_with_the_sentence_why_h9(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f10")
        officer.sees("hand over first")


async def test_a_second_officer_signs_on_and_switching_is_one_shortcut(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("@", "0")
        await officer.type("1031135790")
        officer.sees("李敏 acts now, at ")
        await officer.press("@", "1")
        officer.sees("陈晓燕 acts now")


async def test_the_lock_hides_everything_and_still_takes_a_line(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("ctrl+x")
        officer.sees("Locked")
        officer.sees_not("Next", "Log of")
        await officer.press(";")
        await officer.type("burst pipe 6-2")
        await officer.press("enter")
        officer.sees_not("135790")
        await officer.type("135790")
        officer.sees("Saved: line", "Locked")
    assert (
        LogEntry.select().where(LogEntry.text == "burst pipe 6-2", LogEntry.author == desk.chen.officer_id).count() == 1
    )


async def test_the_phone_that_rings_while_the_lock_stands_is_a_call_with_its_time_and_unit_l7(desk: Desk) -> None:
    rang = desk.clock.at
    async with at_the_desk() as officer:
        await officer.press("ctrl+x")
        officer.sees("F9 call")
        await officer.press("f9")
        desk.clock.forward(3)
        await officer.type("6.2.1101 asks about the water")
        await officer.press("enter")
        await officer.type("135790")
        officer.sees("Saved: line", "Locked")
    line = LogEntry.get(LogEntry.text == "asks about the water")
    assert line.unit is not None
    assert (line.kind, line.unit.number, line.event_at) == ("call", "6-2-1101", rang)


async def test_a_digit_on_the_lock_screen_begins_the_pin_and_never_reaches_a_draft(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("ctrl+x")
        await officer.type("13579")
        officer.app.save_drafts()
        place = drafts.folder(officer.app.desk.site.uuid, desk.chen.officer_id)
        assert not any("13579" in file.read_text() for file in place.glob("*"))
        await officer.type("0")
        officer.sees("Next")


async def test_what_was_typed_before_the_lock_is_there_after_it_l15(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press(";")
        await officer.type("half a sent")
        await officer.press("ctrl+x")
        officer.app.lock()
        await officer.settle()
        officer.sees_not("half a sent")
        await officer.type("135790")
        officer.sees("half a sent")


async def test_a_session_whose_officer_was_given_another_role_must_sign_on_again(desk: Desk) -> None:
    from db.models.staff import Officer

    async with at_the_desk() as officer:
        Officer.update(role="leader").where(Officer.staff_no == "1024").execute()
        await officer.press(";")
        await officer.type("text")
        await officer.press("enter")
        officer.sees("Your role was changed", "text")
        Officer.update(role="officer").where(Officer.staff_no == "1024").execute()
    assert staff.find("1024")[0].role == "officer"


async def test_neither_the_minute_nor_a_draft_that_is_due_after_the_last_screen_is_a_fault(desk: Desk) -> None:
    async with at_the_desk() as officer:
        app, screen = officer.app, officer.app.screen
        await officer.press(";", *"half a line")
    assert not app.screen_stack
    app._minute()
    assert isinstance(screen, FormHost)
    screen.keep_draft()
