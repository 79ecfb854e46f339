"""The staff book: a manager enrols, gives a code, and the officer chooses a PIN; nobody else writes in it."""

from __future__ import annotations

import re

from db import roster, site, staff
from tests.conftest import PIN, Desk
from tests.screens.driver import Officer, at_the_desk

NEW = "975316"


def locked(officer: Officer) -> bool:
    return officer.app.desk.locked


async def to_the_book(officer: Officer) -> None:
    await officer.press("f6")
    found = re.search(r"(\d) Staff", officer.screen())
    assert found, officer.screen()
    await officer.press(found[1])


def code_on(officer: Officer) -> str:
    found = re.search(r"One-time code of .+: (\d{6})", officer.screen())
    assert found, officer.screen()
    return found[1]


async def test_a_manager_enrols_an_officer_who_signs_on_with_the_code_and_an_own_pin(desk: Desk) -> None:
    async with at_the_desk(number="1001") as officer:
        await to_the_book(officer)
        officer.sees("6 serve", "陈晓燕", "has a PIN")
        await officer.press("n")
        await officer.type("3001")
        await officer.press("enter")
        await officer.type("赵刚")
        await officer.press("enter", "1")
        code = code_on(officer)
        officer.sees("3001", "code given")
        await officer.press("f10")
        await officer.type("3001" + code)
        officer.sees("The code is right", "Choose your PIN")
        await officer.type("123456")
        officer.sees("too easy to guess")
        await officer.type(NEW)
        await officer.type("975317")
        officer.sees("two different PINs")
        await officer.type(NEW + NEW)
        officer.sees("赵刚")
        assert officer.app.desk.session is not None
        assert officer.app.desk.session.staff_no == "3001"
    assert staff.sign_on("3001", NEW).name == "赵刚"


async def test_a_code_opens_the_lock_only_after_a_pin_was_chosen(desk: Desk) -> None:
    async with at_the_desk(number="1024") as officer:
        await officer.press("ctrl+x")
        code = staff.give_code(desk.manager, desk.chen.officer_id)
        await officer.type(code)
        assert locked(officer)
        officer.sees("The code is right")
        officer.sees_not("Log of")
        await officer.type(NEW + NEW)
        assert not locked(officer)
        officer.sees("Log of")


async def test_an_officer_changes_the_own_pin_with_one_key(desk: Desk) -> None:
    async with at_the_desk(number="1031") as officer:
        await officer.press("ctrl+n")
        await officer.type(PIN + NEW + NEW)
        officer.sees("Your PIN is changed.")
    assert staff.unlock(desk.li.officer_id, NEW)


async def test_an_officer_reads_the_book_and_writes_nothing_in_it(desk: Desk) -> None:
    async with at_the_desk(number="1024") as officer:
        await to_the_book(officer)
        officer.sees("李敏")
        officer.sees_not("has a PIN")
        for key in "ncrzfl":
            await officer.press(key)
            officer.sees("The manager writes in this book.")


async def test_role_and_end_of_service_are_one_letter_each_and_the_last_manager_stays(desk: Desk) -> None:
    async with at_the_desk(number="1001") as officer:
        await to_the_book(officer)
        await officer.press("z", "y")
        officer.sees("only manager")
        await officer.press("escape", "end")
        officer.sees("> 2001")
        await officer.press("r", "3")
        officer.sees("周建国 is supervisor now.")
        night = next(post for post in site.read().posts if post.id == desk.guard).shifts[1].id
        for day in ("2026-02-08", "2026-02-09"):
            roster.put(desk.he, day, desk.guard, night, staff.find("2001")[0].id)
        await officer.press("end", "z", "y")
        officer.sees("周建国 does not serve here any more. 2 shifts of the roster stand open.", "has left", "5 serve")


async def test_the_book_stays_whole_and_under_its_officer_while_forms_come_and_go(desk: Desk) -> None:
    async with at_the_desk(number="1001") as officer:
        await to_the_book(officer)
        await officer.press("down", "down")
        named = [line[2:8] for line in officer.lines()[2:8]]
        await officer.press("r")
        assert [line[2:8] for line in officer.lines()[2:8]] == named
        await officer.press("1", "down", "up")
        assert [line[2:8] for line in officer.lines()[2:8]] == named


async def test_a_staff_number_that_is_taken_is_refused_at_its_own_question(desk: Desk) -> None:
    staff.end_service(desk.manager, staff.find("2001")[0].id)
    async with at_the_desk(number="1001") as officer:
        await to_the_book(officer)
        await officer.press("n")
        for number in ("1024", "２００１"):
            await officer.type(number)
            await officer.press("enter")
            officer.sees("is taken; numbers are never given again.", f"staff number: {number}")
            await officer.press("ctrl+u")
        await officer.type("3001")
        await officer.press("enter")
        officer.sees("name:")


async def test_a_left_officer_is_nobody_to_write_about(desk: Desk) -> None:
    staff.end_service(desk.manager, staff.find("2001")[0].id)
    async with at_the_desk(number="1001") as officer:
        await to_the_book(officer)
        await officer.press("end", "c")
        officer.sees("does not serve here any more")
