"""The book of units through the keyboard (T13)."""

from __future__ import annotations

import pytest

from db import calls, site, units
from db.models.site import Contact
from db.rules.units import after, owner_after
from db.rules.words import Refused
from tests.conftest import Desk
from tests.screens.driver import at_the_desk, open_book


async def test_a_supervisor_adds_and_changes_a_unit_and_the_phone_card_knows_it_t13(desk: Desk) -> None:
    async with at_the_desk(number="1002") as officer:
        await open_book(officer, "Units")
        officer.sees("6-2-1101", "王**", "138****2201")
        await officer.press("n", *"7.1.201", "enter", *"李华", "enter", *"13900001111", "enter")
        officer.sees("Unit 7-1-201 is in the book.", "李*", "139****1111")
        await officer.press("e", *"赵敏", "enter", "enter", *"有狗", "enter")
        officer.sees("Unit 7-1-201 is changed.", "赵*", "有狗")
        officer.sees_not("139****1111")
        await officer.press("9", *".1", "enter")
        officer.sees("Units  9.1", "9-1-302")
        officer.sees_not("7-1-201")
        await officer.press("enter")
        officer.sees("Owner  王**  138****2201")
        await officer.press("escape", "v")
        officer.sees("13800002201", "recorded")
        await officer.press("escape")
        officer.sees("6-2-1101")
    card = calls.card("7-1-201").unit
    assert card is not None
    assert (card.owner, card.phone, card.notes) == ("赵敏", "", "有狗")
    assert Contact.select().where(Contact.name == "李华").count() == 1, "the owner before is still of the record"


async def test_an_officer_reads_the_book_and_does_not_write_in_it(desk: Desk) -> None:
    with pytest.raises(Refused, match="needs the role"):
        units.change(desk.chen, 1, notes="x")
    async with at_the_desk() as officer:
        await open_book(officer, "Units")
        await officer.press("e")
        officer.sees("Supervisors and the manager write in this book.")
    assert site.find_unit("6-2-1101").owner == "王小明"


@pytest.mark.parametrize(("said", "stands"), [(None, "x"), ("-", ""), ("－", ""), (" y ", "y")])
def test_what_is_not_said_stays_and_a_dash_takes_it_away(said: str | None, stands: str) -> None:
    assert after("x", said) == stands


@pytest.mark.parametrize(
    ("owner", "phone", "stands"),
    [(None, None, ("王", "1")), (None, "2", ("王", "2")), ("李", None, ("李", "")), ("王", None, ("王", "1")),
     ("-", None, ("", "")), ("李", "2", ("李", "2"))],
)  # fmt: skip
def test_a_new_owner_does_not_keep_the_phone_of_the_one_before(
    owner: str | None, phone: str | None, stands: tuple[str, str]
) -> None:
    assert owner_after(("王", "1"), owner, phone) == stands
