"""Answers that are wrong by what they say: a PIN, a choice, a number nothing has, a time that is past."""

from __future__ import annotations

import pytest

from db import (
    journal,
)
from tests.conftest import PIN, Desk
from tests.screens import subjects
from tests.screens.driver import at_the_desk
from tests.screens.form_cases import CASES, Case
from tests.screens.form_driver import Driver

SPECIAL = {"0": "0312", "issue": "", "how": "s", "second": "1031"}
PINS = [
    *((name, "pin", CASES[name]) for name in (
        "AddAddendum", "ApproveTemplate", "Close", "ComeBack", "CountersignHandover", "Custody", "DoubleShift",
        "LeavePost", "LockedLine", "MakeVoid", "RefuseHandover", "SignDay", "SignIn",
        "SignOn", "SignOut", "Unlock", "WhoActs",
    )),
    *(("KeyScan", pin, Case(subjects.a_special_key, answers=SPECIAL)) for pin in ("pin", "pin2")),
    *(("TransferKey", pin, Case(subjects.a_special_loan, answers={"second": "1031"})) for pin in ("pin", "pin2")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "pin", "case"), PINS, ids=[f"{name}-{pin}" for name, pin, _case in PINS])
async def test_a_wrong_pin_signs_nothing_and_the_right_one_does_without_typing_again(
    desk: Desk, refusals: list[str], name: str, pin: str, case: Case
) -> None:
    args = case.args(desk)
    async with at_the_desk(number=case.number) as officer:
        hands = Driver(officer, case, args, refusals)
        hands.pins = {pin: "000001"}
        before = journal.head()
        filling = await hands.answer_all(await hands.open(name))
        assert hands.said() == "Wrong staff number or PIN. Please type the PIN again."
        assert journal.head() == before
        assert filling.current().kind == "pin"
        kept = dict(filling.typed)
        refusals.clear()
        while hands.panel.filling is filling and not refusals:
            asked = filling.current()
            assert asked.kind == "pin", f"{asked.name} is asked again"
            await hands.answer(asked, "", ())
        assert not refusals
        assert filling.typed == kept


async def test_a_paste_that_is_no_pin_or_no_choice_is_refused_and_nothing_is_typed(
    desk: Desk, refusals: list[str]
) -> None:
    async with at_the_desk() as officer:
        hands = Driver(officer, CASES["Unlock"], {}, refusals)
        await hands.open("Unlock")
        await hands.paste("12\x1b")
        assert (hands.said(), hands.panel.entry.value) == ("A PIN is six digits.", "")
        await hands.press("²", "٣")
        assert hands.panel.entry.value == ""
        await hands.paste(PIN)
        assert hands.panel.filling is None
        hands.args = subjects.post(desk)
        filling = await hands.open("NewTicket")
        await hands.paste("[b]")
        officer.sees("[b] is none of the choices: b t.")
        assert (filling.typed, hands.panel.entry.value) == ({}, "")


async def test_the_lines_of_a_paste_become_one_line_and_a_megabyte_is_refused(desk: Desk, refusals: list[str]) -> None:
    async with at_the_desk() as officer:
        hands = Driver(officer, CASES["LogLine"], subjects.post(desk), refusals)
        await hands.open("LogLine")
        await hands.paste("first\r\nsecond\tthird\n")
        assert hands.panel.entry.value == "first second third"
        await hands.paste("x" * (1 << 20))
        officer.sees("text is too long: 1048594 characters")
        await hands.press("enter")
        officer.sees("Saved as line 1")


UNKNOWN = [
    ("LineByNumber", "number", "9" * 5, "There is no line 99999 in this log."),
    ("LineByNumber", "number", "²", "There is no line ² in this log."),
    ("KeyScan", "0", "0999", "There is no key 0999: scan it again or type the whole tag."),
    ("KeyScan", "ticket", "R-0999", "There is no open ticket R-0999: type it as R-0012."),
    ("KeyScan", "due", "02-01 0800", "02-01 0800 is past: type a later time."),
    ("ExtendKey", "until", "02-01 0800", "02-01 0800 is past: type a later time."),
    ("ExtendKey", "until", "2590", "2590 is not a time: type it as 2240, or 05-31 2240."),
    ("TransferKey", "0", "92231", "There is no key, pass or staff number 92231: scan it again."),
    ("NewKey", "unit", "99-9-9999", "There is no unit 99-9-9999: check it"),
    ("NewKey", "tag", "钥匙", "A key tag is 1 to 20 digits or letters: 钥匙."),
    ("Call", "unit", "99.9.9999", "There is no unit 99-9-9999: check it"),
    ("Call", "appointment", "02-01 0800", "02-01 0800 is past: type a later time."),
    ("LogLine", "where", "99-9-9999", "There is no unit 99-9-9999: check it"),
    ("LogLine", "time", "02-30 0800", "02-30 0800 is not a time"),
    ("LogLine", "time", "0000-01-01 0800", "0000-01-01 0800 is not a time"),
    ("LogLine", "time", "02-07 0800", "That time has not come yet"),
    ("EditMatter", "by_when", "02-01 0800", "02-01 0800 is past: type a later time."),
    ("JumpToDate", "date", "tomorrow", "tomorrow is not a time"),
    ("ChooseDay", "day", "2026-02-30", "2026-02-30 is not a date"),
    ("Supply", "unit", "99-9-9999", "There is no unit 99-9-9999"),
    ("OfferTo", "who", "zz", "zz is not one officer"),
    ("MakeVoid", "signer", "1031", "1031 is nobody who may sign this"),
    ("FilterLog", "officer", "zz", "No officer is called zz."),
    ("CommandByName", "name", "zz", "No command is called that."),
]


@pytest.mark.parametrize(("name", "asked", "typed", "sentence"), UNKNOWN)
async def test_what_does_not_exist_or_is_past_is_refused_by_name_and_stays_typed(
    desk: Desk, refusals: list[str], name: str, asked: str, typed: str, sentence: str
) -> None:
    case = CASES[name]
    case = Case(case.args, case.number, {**case.answers, "issue": "", asked: typed})
    args = case.args(desk)
    async with at_the_desk(number=case.number) as officer:
        hands = Driver(officer, case, args, refusals)
        before = journal.head()
        filling = await hands.open(name)
        for _step in range(20):
            extra = next((f.name for f in filling.fields() if f.extra and f.name == asked), filling.current().name)
            if extra != filling.current().name and asked not in filling.answers:
                await hands.press("tab")
                continue
            await hands.answer(filling.current(), "", ())
            if sentence in hands.said() or hands.panel.filling is not filling:
                break
        assert sentence in hands.said(), officer.screen()
        assert hands.panel.filling is filling
        assert filling.typed.get(asked) or hands.panel.entry.value == typed
        assert typed in (filling.typed.get(asked), hands.panel.entry.value)
        assert journal.head() == before
