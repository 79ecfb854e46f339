"""The site's own books: emergency cards and phrases, from the keyboard; and a round walked (L6, L13, L14)."""

from __future__ import annotations

from db import duty, duty_log, emergency, emergency_cards, phrases
from db.duty_log import LogFilter
from db.models.calls import PatrolRound
from db.models.tickets import Ticket
from tests.conftest import Desk
from tests.screens.driver import at_the_desk, book


async def test_a_supervisor_changes_a_step_from_the_keyboard_and_the_card_says_its_version_l6(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await officer.press("f6", book("emergency_book"))
        officer.sees("漏水爆管", "10 steps", "repair")
        await officer.press("1")
        officer.sees("水工", "maintenance supervisor", "10 min", "version 1")
        await officer.press("3", "e")
        officer.sees("Step of a card  漏水爆管  3")
        await officer.press("enter", *"plumber", "enter", "enter", "0", *"Hu Bing", "enter", *"13700006620", "enter")
        await officer.press("enter", "enter", *"20", "enter")
        officer.sees("漏水爆管: version 2.", "plumber", "Hu Bing 13700006620", "20 min")
        await officer.press("x")
        officer.sees("version 3.")
        await officer.press("escape", "escape")
        officer.sees("Registers")
    card = emergency_cards.card("leak")
    assert (card.version, [step.what for step in card.steps[:3]]) == (3, ["关阀", "钥匙", "领班"])


async def test_an_officer_reads_the_cards_and_changes_nothing_l6(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f6", book("emergency_book"), "1", "e")
        officer.sees("Only a supervisor or manager changes the cards.")
    assert emergency_cards.card("leak").version == 1


async def test_a_phrase_of_the_site_is_added_by_an_officer_and_found_by_its_letters_l14(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("f6", book("phrase_book"))
        officer.sees("Phrase book", "0 of this site")
        await officer.press("n", "1", *"荷塘水位_厘米,正常", "enter", "enter")
        officer.sees("htswlmzc finds it", "1 of this site")
        await officer.press(";", *"hts", "enter", *"40", "enter")
        officer.sees("Saved as line 1")
        await officer.press("x")
        officer.sees("Taken out: 荷塘水位_厘米,正常")
    assert duty_log.page(LogFilter(), None, 1)[0].text == "荷塘水位40厘米,正常"
    assert phrases.own() == []


async def test_a_round_is_four_keys_with_its_number_and_who_walked_it_l13(desk: Desk) -> None:
    duty.take_empty_post(desk.li, desk.guard)
    async with at_the_desk() as officer:
        officer.keys = 0
        await officer.press("r", "enter", "enter", "1")
        assert officer.keys == 4
        officer.sees("Saved as line 1", "第1轮巡逻正常 李敏")
        await officer.press("r")
        officer.sees("Enter: 2")
    line = duty_log.page(LogFilter(), None, 1)[0]
    assert (line.kind, line.open) == ("patrol", False)
    assert PatrolRound.get().walked_by == "李敏"


async def test_what_a_round_found_damaged_goes_on_into_a_repair_that_names_the_line_l13(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("r", "enter", "enter", "2", *"dtt", "enter", *"lamp broken", "enter")
        officer.sees("exact place")
        await officer.press("enter", "enter", "1", "1", "1", "enter")
        officer.sees("R-0001")
    repair = Ticket.get()
    assert (repair.public, repair.place, repair.content) == (True, "电梯厅", "lamp broken")
    after, before = duty_log.page(LogFilter(), None, 2)
    assert (before.kind, before.open, after.follows_id) == ("patrol", True, before.id)
    assert emergency.running() == []
