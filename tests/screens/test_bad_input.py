"""Bad input everywhere: a sentence, nothing typed is lost, nothing is half stored, and hostile text is only text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.keys import _character_to_key

import screens
from db import (
    cover,
    duty_log,
    emergency,
    handover,
    inbox,
    journal,
    key_register,
    papers,
    passes,
    receipts,
    roster,
    routines,
    site,
    templates,
    tickets,
    verify,
)
from db.key_register import KeyView, NewBorrower
from db.rules.words import Refused
from db.tickets import TicketView
from screens import drafts
from screens.desk import Parked
from screens.form_host import FormHost
from screens.forms import Field, Filling, Form
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.panel import Panel
from tests.conftest import PIN, Desk
from tests.db import test_handover as made
from tests.db import test_inbox as sheets
from tests.screens.driver import Officer, at_the_desk
from tui.keys import _drained

for _found in iter_modules(screens.__path__):
    import_module(f"screens.{_found.name}")

HOUR = 3_600_000
#: What no field of any form takes, each refused at its own question.
REFUSED = (
    "r" * 5_000,
    "a\x1b[31mb\x1b]0;title\x07",
    "a\u202eb",
    "a\u200bb\u2066",
    "\u2060",
    "👩\u200d🚒",
)
#: Text that would act on a careless screen; markup, a template, SQL, wide and combining characters.
HOSTILE = "[/302][@click=app.exit]x[/] {who} %s '; -- é e\u0301 🚒漏"


# -- a station on which every form has something to be about ------------------------------------------


def a_key(desk: Desk, tag: str = "0312", **more: Any) -> str:
    key_register.add(desk.manager, tag, "水泵房", **more)
    return tag


def a_loan(desk: Desk) -> dict[str, Any]:
    sent: KeyView = key_register.issue(
        desk.chen, [a_key(desk)], NewBorrower("罗建", "13900004471"), desk.clock.at + HOUR, first=made.signer(desk.chen)
    )[0]
    return {"loan": sent.loan_id, "tag": sent.tag, "holder": sent.holder}


def a_repair(desk: Desk) -> TicketView:
    return tickets.take(
        desk.chen, "repair", "厨房龙头滴水", post_id=desk.front, grade="urgent", unit="6-2-1101", place="厨房",
        caller_is="owner", cost="free",
    )  # fmt: skip


def sent_with_a_slip(desk: Desk) -> dict[str, Any]:
    return {"ticket": tickets.dispatch(desk.chen, a_repair(desk).id, "胡兵", True).id}


def looked_into(desk: Desk) -> dict[str, Any]:
    taken = tickets.take(
        desk.chen, "complaint", "楼上装修噪音", post_id=desk.front, grade="general", unit="9-1-302", caller_is="owner",
        complaint_class="management",
    )  # fmt: skip
    return {"ticket": taken.id}


def closable(desk: Desk) -> dict[str, Any]:
    sent = sent_with_a_slip(desk)
    tickets.done(desk.chen, sent["ticket"], "", True)
    return sent


def a_line(desk: Desk, *, abnormal: bool = False) -> dict[str, Any]:
    line = duty_log.write(desk.chen, desk.front, "醉酒访客滞留", abnormal=abnormal)
    return {"entry": line.id, "number": line.number, "about": line.text}


def a_promise(desk: Desk) -> dict[str, Any]:
    return {"promise": duty_log.promise(desk.chen, desk.front, "停电", desk.clock.at + HOUR).id, "text": "停电"}


def a_matter(desk: Desk) -> dict[str, Any]:
    number = made.prepared(desk).id
    handover.add_matter(desk.chen, number, "物业费争议")
    matter = handover.view(number).section("important")[0]
    return {"matter": matter.id, "source": matter.source, "text": matter.text}


def on_offer(desk: Desk) -> dict[str, Any]:
    return {"handover": made.offered(desk).id, "incoming": desk.li.officer_id, "outgoing": desk.chen.officer_id}


def a_question(desk: Desk) -> dict[str, Any]:
    offer = on_offer(desk)
    handover.ask(desk.li, offer["handover"], "电梯?")
    return {**offer, "question": handover.view(offer["handover"]).questions[0].id, "text": "电梯?"}


def to_explain(desk: Desk) -> dict[str, Any]:
    offer = on_offer(desk)
    item = next(item for item in handover.view(offer["handover"]).items if item.kind == "state")
    return {**offer, "item": item.id, "label": item.label, "verdict": "abnormal", "counted": None}


def a_draft(desk: Desk) -> dict[str, Any]:
    """A form put aside that was about hostile text, and holds some."""
    parked = Parked("ChaseKey", {"loan": 1, "tag": HOSTILE}, {"text": "\x1b[2J" + HOSTILE}, 1, "\x1b[2J" + HOSTILE)
    drafts.keep(drafts.folder(site.read().uuid, desk.chen.officer_id), parked)
    return {}


def checked(desk: Desk) -> dict[str, Any]:
    return {"handover": made.exchanged(desk).id}


def signed_once(desk: Desk) -> dict[str, Any]:
    found = made.exchanged(desk)
    handover.sign_out(desk.chen, found.id, made.signer(desk.chen))
    return {"handover": found.id}


def a_day(desk: Desk) -> dict[str, Any]:
    duty_log.write(desk.chen, desk.front, "醉酒访客滞留", abnormal=True)
    desk.clock.at = sheets.EIGHT_IN_THE_MORNING + 300_000
    day = inbox.latest_day()
    source = inbox.sheet(day, desk.he).matters[0].source
    return {"day": day, "opened": 0, "matters": 1, "source": source, "text": "x"}


def a_text_to_write(desk: Desk) -> dict[str, Any]:
    templates.add(desk.he, desk.front, "important", "text", "今日重点")
    templates.approve(desk.he, desk.front, made.signer(desk.he))
    item = made.prepared(desk).items[-1]
    return {"handover": 1, "item": item.id, "label": item.label, "note": ""}


def a_line_of_the_template(desk: Desk) -> dict[str, Any]:
    line = templates.view(desk.front).items[0]
    return {"item": line.id, "first": True, "label": line.label}


def a_draft_of_the_template(desk: Desk) -> dict[str, Any]:
    templates.add(desk.he, desk.front, "important", "text", "今日重点")
    return {"post": desk.front, "number": 2, "name": "前台"}


def a_receipt_book(desk: Desk) -> dict[str, Any]:
    receipts.add(desk.he, 4401, 4450)
    return {}


def a_routine(desk: Desk) -> dict[str, Any]:
    number = routines.add(desk.he, desk.front, "大堂灯光", "daily", 0, 22 * 60)
    return {"routine": number, "text": "大堂灯光", "every": "daily", "day": 0, "clock": "22:00"}


def a_routine_that_is_due(desk: Desk) -> dict[str, Any]:
    due = a_routine(desk)
    desk.clock.forward(130)
    return due


@dataclass(frozen=True)
class Case:
    """How one form is opened and driven: its arguments, who fills it, and answers that are valid where `x1` is not."""

    args: Callable[[Desk], dict[str, Any]] = lambda _desk: {}
    number: str = "1024"
    answers: dict[str, str] = field(default_factory=dict)


def unconfirmed(desk: Desk) -> dict[str, Any]:
    taken = tickets.take(
        desk.chen, "complaint", "楼上装修噪音", post_id=desk.front, grade="general", unit="9-1-302", caller_is="owner"
    )
    return {"ticket": taken.id}


def dark(desk: Desk) -> dict[str, Any]:
    papers.new_sheet(desk.chen, desk.front)
    desk.clock.forward(10)
    return {"post": desk.front}


def a_sheet(desk: Desk) -> dict[str, Any]:
    papers.new_sheet(desk.chen, desk.front)
    return {}


def an_officer(desk: Desk) -> dict[str, Any]:
    return {"officer": desk.li.officer_id, "name": desk.li.name, "number": desk.li.staff_no}


def post(desk: Desk) -> dict[str, Any]:
    return {"post": desk.front}


def a_step(_desk: Desk) -> dict[str, Any]:
    return {"kind": "lockout", "position": 1, "insert": True, "step": []}


def a_leak(desk: Desk) -> dict[str, Any]:
    return {"emergency": emergency.begin(desk.chen, desk.front, "leak", unit="6-2-1101").id, "about": "E-0001"}


def a_leak_and_a_key(desk: Desk) -> dict[str, Any]:
    a_key(desk)
    return a_leak(desk)


def a_closed_leak(desk: Desk) -> dict[str, Any]:
    made_up = a_leak(desk)
    emergency.close(desk.chen, made_up["emergency"], "换了软管")
    return made_up


def an_owed_key(desk: Desk) -> dict[str, Any]:
    a_key(desk, access="restricted")
    view = emergency.issue_key(desk.chen, a_leak(desk)["emergency"], "0312")
    return {"loan": view.keys[0].loan_id, "tag": "0312", "about": "漏水"}


def taken_alone(desk: Desk) -> dict[str, Any]:
    made.prepared(desk)
    return {"handover": handover.take_custody(desk.li, desk.front, made.signer(desk.li), "陈晓燕急病")}


def at_the_end_of_the_night(desk: Desk) -> dict[str, Any]:
    desk.clock.forward(11.75 * 60)
    return {"handover": made.prepared(desk).id}


def an_absence(desk: Desk) -> dict[str, Any]:
    return {"cover": cover.begin(desk.chen, desk.front, made.signer(desk.li), "rest")}


def a_shift(desk: Desk) -> dict[str, Any]:
    night = site.read().posts[0].shifts[1].id
    return {"day": "2026-02-06", "post": desk.front, "shift": night, "place": "前台", "before": None, "name": "陈晓燕"}


def a_rostered_shift(desk: Desk) -> dict[str, Any]:
    about = a_shift(desk)
    roster.put(desk.he, about["day"], about["post"], about["shift"], desk.chen.officer_id)
    return about


def a_pass(desk: Desk) -> dict[str, Any]:
    made = passes.add(desk.chen, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", desk.clock.at + HOUR)
    return {"record": made, "number": "92231"}


def a_unit(desk: Desk) -> dict[str, Any]:
    return {"unit": site.add_unit(desk.he, "7-1-201", "王小明", "13800002201"), "number": "7-1-201"}


CASES: dict[str, Case] = {
    "ChangeSetting": Case(lambda _desk: {"setting": "urgent_hours"}, number="1002", answers={"value": "12"}),
    "PutDay": Case(number="1002", answers={"day": "2026-02-09"}),
    "ChangeUnit": Case(a_unit, number="1002"),
    "FindUnits": Case(),
    "NewUnit": Case(number="1002", answers={"number": "7-1-202"}),
    "ExtendPass": Case(a_pass, answers={"until": "7"}),
    "FindPasses": Case(),
    "NewPass": Case(answers={"unit": "6.2.1101", "until": "7", "begins": "02-06"}),
    "ReturnPass": Case(a_pass),
    "AddAddendum": Case(lambda desk: {"handover": made.accepted(desk).id}),
    "ComeBack": Case(an_absence, number="1031"),
    "CountersignHandover": Case(taken_alone, answers={"who": "1002"}),
    "DoubleShift": Case(at_the_end_of_the_night, answers={"why": "4"}),
    "LeavePost": Case(
        post, answers={"reason": "4", "minutes": "20", "approver": "1007", "stand_in": "1031", "left": "2000"}
    ),
    "PutCell": Case(a_shift, number="1002", answers={"who": "1031"}),
    "SwapCell": Case(a_rostered_shift, answers={"who": "1031", "approver": "1002"}),
    "WeekOf": Case(answers={"day": "2026-02-14"}),
    "AddPhrase": Case(answers={"kind": "1", "letters": "xlzc"}),
    "AnalyseEmergency": Case(a_closed_leak),
    "AnswerQuestion": Case(a_question),
    "ApproveTemplate": Case(a_draft_of_the_template, number="1002"),
    "AskQuestion": Case(on_offer, number="1031"),
    "BeginEmergency": Case(post, answers={"where": "6.2.1101"}),
    "BeginLocked": Case(post),
    "ChangeRole": Case(an_officer, number="1001"),
    "ChoosePin": Case(),
    "EndService": Case(an_officer, number="1001"),
    "ForgetPerson": Case(number="1001", answers={"who": "13800002201"}),
    "GiveCode": Case(an_officer, number="1001"),
    "NameOfCard": Case(lambda _desk: {"kind": "leak"}, number="1002"),
    "NewOfficer": Case(number="1001", answers={"staff_no": "3001"}),
    "OnPaper": Case(dark, number="1031", answers={"sheet": "1", "incoming": "1031", "time": "2005"}),
    "OwnPin": Case(),
    "Call": Case(post, answers={"unit": "6.2.1101", "what": "b", "grade": "2", "caller": "3", "appointment": "2300"}),
    "CallAgain": Case(lambda desk: {"ticket": a_repair(desk).id}),
    "ChangeLine": Case(a_line_of_the_template, number="1002", answers={"kind": "2", "code": "0"}),
    "ChangeRoutine": Case(a_routine, number="1002", answers={"every": "3", "day": "31", "minute": "2230"}),
    "ChaseKey": Case(a_loan),
    "ChooseDay": Case(number="1002", answers={"day": "2026-02-05"}),
    "Close": Case(closable, answers={"signer": "1002"}),
    "CloseEmergency": Case(a_leak),
    "CloseMatter": Case(lambda desk: a_line(desk, abnormal=True)),
    "CommandByName": Case(lambda _desk: {"commands": [["Redraw", "^L", "x1"]]}),
    "ConfirmRecord": Case(unconfirmed),
    "CorrectLine": Case(a_line, answers={"reason": "4"}),
    "Countersign": Case(an_owed_key, answers={"officer": "1007"}),
    "Custody": Case(post, number="1007"),
    "DamagedKey": Case(lambda desk: {"tag": a_key(desk)}),
    "Dispatch": Case(lambda desk: {"ticket": a_repair(desk).id}),
    "DoRoutine": Case(a_routine_that_is_due),
    "EditMatter": Case(a_matter, answers={"by_when": "0930"}),
    "EmergencyKey": Case(a_leak_and_a_key, answers={"tag": "0312", "who": "1031"}),
    "EmergencyNote": Case(a_leak),
    "EndRoutine": Case(a_routine, number="1002"),
    "Explain": Case(to_explain, number="1031"),
    "Export": Case(lambda _desk: {"what": "log"}, number="1002", answers={"what": "1", "how": "c"}),
    "ExtendKey": Case(a_loan, answers={"until": "2330"}),
    "FilterKeys": Case(),
    "FilterLog": Case(answers={"officer": "1031"}),
    "FindTickets": Case(lambda _desk: {"group": "open"}),
    "GiveReply": Case(looked_into),
    "JumpToDate": Case(answers={"date": "02-06"}),
    "KeepPromise": Case(a_promise),
    "KeyScan": Case(lambda desk: {"tag": a_key(desk)}, answers={"0": "0312", "due": "2330"}),
    "LineByNumber": Case(a_line, answers={"number": "1"}),
    "LockedLine": Case(),
    "LogLine": Case(post, answers={"time": "1940"}),
    "LookInto": Case(looked_into),
    "LoseKey": Case(lambda desk: {"tag": a_key(desk)}, number="1007"),
    "MakeVoid": Case(lambda desk: {"ticket": a_repair(desk).id}, answers={"signer": "1002"}),
    "NewBook": Case(number="1002", answers={"first": "4401", "last": "4450"}),
    "NewKey": Case(number="1002", answers={"tag": "0777", "unit": "6-2-1101"}),
    "NewLine": Case(lambda desk: {"post": desk.front, "first": True}, number="1002", answers={"kind": "2"}),
    "NewMatter": Case(lambda desk: {"handover": made.prepared(desk).id}, answers={"by_when": "0930"}),
    "NewRoutine": Case(number="1002", answers={"every": "2", "minute": "0700"}),
    "NewTicket": Case(post),
    "NextReceipt": Case(a_receipt_book, answers={"number": "417"}),
    "NoteOnMatter": Case(a_day, number="1002"),
    "OfferTo": Case(lambda desk: {"handover": made.prepared(desk).id}, answers={"who": "1031"}),
    "OwnersList": Case(lambda desk: {"tag": a_key(desk, access="entrusted")}, answers={"phone": "13800002201"}),
    "PaperLine": Case(a_sheet, answers={"sheet": "1", "time": "1950", "line": "4"}),
    "ParkedForms": Case(a_draft),
    "Patrol": Case(post, answers={"number": "3", "state": "3"}),
    "Progress": Case(sent_with_a_slip),
    "RefuseHandover": Case(on_offer, answers={"reason": "7"}),
    "Remark": Case(lambda desk: {"handover": made.prepared(desk).id}),
    "SettleMatter": Case(a_matter),
    "TakeMeasures": Case(lambda _desk: {"period": "2026-02"}, number="1002"),
    "SheetEachDuty": Case(number="1002"),
    "SignDay": Case(a_day, number="1002"),
    "SignIn": Case(signed_once),
    "SignOn": Case(answers={"staff": "1031"}),
    "SignOut": Case(checked),
    "SlipBack": Case(sent_with_a_slip, answers={"came": "2"}),
    "StepOfCard": Case(a_step, number="1002", answers={"step": "2", "minutes": "15"}),
    "Supply": Case(lambda desk: {"ticket": a_repair(desk).id, "owed": ["unit", "name", "phone", "cost"]}),
    "TransferKey": Case(a_loan, answers={"1": "13800002201"}),
    "Unlock": Case(),
    "UsableKey": Case(lambda desk: {"tag": a_damaged(desk), "state": "damaged"}),
    "WhoActs": Case(answers={"which": "0", "staff": "1031"}),
    "WhyNotTalked": Case(on_offer, number="1031"),
    "WorkDone": Case(sent_with_a_slip),
    "WriteItem": Case(a_text_to_write),
}
#: Forms that only others are made of.
ABSTRACT = {"OfPass", "AboutEmergency", "KeyForm", "OfOfficer", "RoutineLine", "Said", "TemplateLine", "TicketForm"}


def a_damaged(desk: Desk) -> str:
    return key_register.report_damaged(desk.chen, a_key(desk), "断齿").tag


def test_every_form_of_the_program_is_tried_here() -> None:
    registered = {name for name, form in Form.registry.items() if form.__module__.startswith("screens.")}
    assert registered - ABSTRACT == set(CASES)


def test_two_forms_of_one_name_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"LogLine.*screens\.log_forms.*elsewhere"):
        type("LogLine", (Form,), {"__module__": "elsewhere"})
    assert Form.registry["LogLine"].__module__ == "screens.log_forms"


# -- driving any form -------------------------------------------------------------------------------------


class Driver:
    """Fills one form field by field, each first with everything that is bad for it."""

    def __init__(self, officer: Officer, case: Case, args: dict[str, Any], refusals: list[str]) -> None:
        self.officer, self.case, self.args, self.refusals = officer, case, args, refusals
        self.seen: set[str] = set()
        #: Wrong PINs, each typed once.
        self.pins: dict[str, str] = {}
        self.sentences: list[str] = []

    @property
    def panel(self) -> Panel:
        return self.officer.app.screen.query_one(Panel)

    @property
    def host(self) -> FormHost:
        assert isinstance(self.officer.app.screen, FormHost)
        return self.officer.app.screen

    def said(self) -> str:
        return self.host.query_one("#status", Line).left

    async def press(self, *keys: str) -> None:
        """As the officer's own `press`, but without waiting for the glass to be painted."""
        app = self.officer.app
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            app.post_message(events.Key(name, key if len(key) == 1 else None))
        await self.settle()

    async def paste(self, text: str) -> None:
        self.panel.entry.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        app = self.officer.app
        for _round in range(2):
            await _drained(app)
            await app.keys.waiting.join()
            await app.workers.wait_for_complete()
            await app.keys.settled()

    async def fill(self, name: str, hostile: str, bad: tuple[str, ...]) -> Filling:
        """Open a form and answer it to its end; every text field gets the hostile text where it takes it."""
        filling = await self.open(name)
        await self.reach_the_extra_ones(filling, hostile, bad)
        return await self.answer_all(filling, hostile, bad)

    async def open(self, name: str) -> Filling:
        self.host.open_form(Form.registry[name](**self.args))
        await self.settle()
        filling = self.panel.filling
        assert filling is not None
        return filling

    async def answer_all(self, filling: Filling, hostile: str = "", bad: tuple[str, ...] = ()) -> Filling:
        for _step in range(40):
            if self.panel.filling is not filling or self.refusals:
                return filling
            await self.answer(filling.current(), hostile, bad)
        raise AssertionError(f"no end: {filling.at}\n{self.officer.screen()}")

    async def reach_the_extra_ones(self, filling: Filling, hostile: str, bad: tuple[str, ...]) -> None:
        for asked in [f for f in filling.fields() if f.extra and f.kind == "text"]:
            for _step in range(12):
                if filling.current().name == asked.name:
                    await self.answer(asked, hostile, bad)
                    break
                await self.press("tab")

    async def enter(self, asked: Field) -> None:
        """Enter does what the last line says it does; a field that took its text by itself is past already."""
        filling = self.panel.filling
        if filling is None or filling.current().name != asked.name:
            await self.press("enter")
            return
        line, refused = self.keys_line(), len(self.refusals)
        await self.press("enter")
        stands = self.panel.filling is filling and len(self.refusals) == refused
        if stands and filling.current().name != asked.name:
            assert "saves" not in line, (asked, line)
        if not stands:
            assert "goes on" not in line, (asked, line)

    def keys_line(self) -> str:
        """The last line, which speaks of the form and not of the list behind it."""
        line = self.host.query_one("#shortcuts", Line).left
        assert "Esc" in line
        assert "log line" not in line
        assert cell_len(line) <= 80
        return line

    async def answer(self, asked: Field, hostile: str, bad: tuple[str, ...]) -> None:
        answers = self.case.answers
        valid = answers.get(asked.name, answers.get(asked.label, ""))
        if asked.kind == "choice":
            await self.press(valid or asked.options[0].key)
        elif asked.kind == "pin":
            await self.press(*self.pins.pop(asked.name, PIN))
        elif asked.name in self.seen or not hostile:
            await self.press("ctrl+u", *(valid or ("x1" if asked.required else "")))
            await self.enter(asked)
        else:
            self.seen.add(asked.name)
            for text in bad if len(self.seen) == 1 else bad[:1]:
                await self.refused(asked, text)
            if asked.required and not asked.default:
                await self.refused(asked, "")
            await self.paste(hostile)
            await self.enter(asked)

    async def refused(self, asked: Field, text: str) -> None:
        """This text is refused at its own question, with a sentence; it is still on the line; nothing was written."""
        before = journal.head()
        await self.press("ctrl+u")
        if text:
            await self.paste(text)
        self.host.say("")
        await self.press("enter")
        filling = self.panel.filling
        assert filling is not None
        assert filling.current().name == asked.name, f"{text[:20]!r} was taken\n{self.officer.screen()}"
        assert self.said().endswith((".", ":")), self.said()
        assert self.panel.entry.value == text
        assert journal.head() == before
        harmless(self.officer)
        await self.press("ctrl+u")


def harmless(officer: Officer) -> None:
    """24 lines of at most 80 cells, without a character that could act."""
    lines = officer.lines()
    assert len(lines) == 24
    assert all(cell_len(line) <= 80 for line in lines), officer.screen()
    bad = {c for c in officer.screen() if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\n"}
    assert not bad, bad


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sentences with which doors refused a form that was filled to its end."""
    told: list[str] = []
    refused = FormHost.refused

    def spy(host: FormHost, filling: Filling, why: Refused) -> None:
        told.append(str(why))
        refused(host, filling, why)

    monkeypatch.setattr(FormHost, "refused", spy)
    return told


@pytest.mark.parametrize("name", sorted(CASES))
async def test_bad_input_gets_a_sentence_loses_nothing_and_stores_nothing_half(
    desk: Desk, name: str, refusals: list[str]
) -> None:
    case = CASES[name]
    args = case.args(desk)
    async with at_the_desk(number=case.number) as officer:
        for hostile, bad in (("9" * 1_999, ()), (HOSTILE, REFUSED)):
            hands = Driver(officer, case, args, refusals)
            refusals.clear()
            before = journal.head()
            filling = await hands.fill(name, hostile, bad)
            harmless(officer)
            if refusals:
                assert hands.said(), "the door's refusal is said"
                assert journal.head() == before, refusals
                assert all(filling.typed.get(name) or name not in hands.seen for name in filling.answers)
            while hands.panel.filling is not None:
                await officer.press("escape")
                harmless(officer)
    assert not verify.verify(desk.file).problems


# -- the named ones -----------------------------------------------------------------------------------------


def a_special_key(desk: Desk) -> dict[str, Any]:
    return {"tag": a_key(desk, access="restricted")}


def a_special_loan(desk: Desk) -> dict[str, Any]:
    a_key(desk, access="restricted")
    sent = key_register.issue(
        desk.chen, ["0312"], NewBorrower("罗建", "13900004471"), desk.clock.at + HOUR, "", None, made.signer(desk.chen),
        made.signer(desk.li),
    )[0]  # fmt: skip
    return {"loan": sent.loan_id, "tag": sent.tag, "holder": sent.holder}


SPECIAL = {"0": "0312", "issue": "", "how": "s", "second": "1031"}
PINS = [
    *((name, "pin", CASES[name]) for name in (
        "AddAddendum", "ApproveTemplate", "Close", "ComeBack", "CountersignHandover", "Custody", "DoubleShift",
        "LeavePost", "LockedLine", "MakeVoid", "RefuseHandover", "SignDay", "SignIn",
        "SignOn", "SignOut", "Unlock", "WhoActs",
    )),
    *(("KeyScan", pin, Case(a_special_key, answers=SPECIAL)) for pin in ("pin", "pin2")),
    *(("TransferKey", pin, Case(a_special_loan, answers={"second": "1031"})) for pin in ("pin", "pin2")),
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
        hands.args = post(desk)
        filling = await hands.open("NewTicket")
        await hands.paste("[b]")
        officer.sees("[b] is none of the choices: b t.")
        assert (filling.typed, hands.panel.entry.value) == ({}, "")


async def test_the_lines_of_a_paste_become_one_line_and_a_megabyte_is_refused(desk: Desk, refusals: list[str]) -> None:
    async with at_the_desk() as officer:
        hands = Driver(officer, CASES["LogLine"], post(desk), refusals)
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


# -- what is stored is shown as it is -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [HOSTILE, "漏" * 400, "e\u0301" * 400, "🚒" * 300 + "\U0001f1e8\U0001f1f3", "नमस्ते" * 60, "ﷺ" * 90]
)
async def test_no_text_breaks_a_row_or_acts_on_the_screen(desk: Desk, text: str) -> None:
    short = text[:60]
    duty_log.write(desk.chen, desk.front, text, place=short[:40], abnormal=True)
    duty_log.promise(desk.chen, desk.front, short, desk.clock.at + HOUR, contact_name=short[:40])
    a_key(desk, "0119")
    key_register.add(desk.manager, "0118", short[:40], short[:10])
    key_register.issue(
        desk.chen,
        ["0118"],
        NewBorrower(short, "13900004471", short),
        desk.clock.at + HOUR,
        first=made.signer(desk.chen),
    )
    tickets.take(
        desk.chen, "repair", text[:400], post_id=desk.front, grade="urgent", place=short, caller_is="other",
        caller_name=short[:40], caller_phone="13900004471", cost="free", public=True,
    )  # fmt: skip
    handover.add_matter(desk.chen, made.prepared(desk).id, text[:200], next_step=short)
    async with at_the_desk() as officer:
        for key in ("f2", "f3", "f4", "f5", "escape", ";"):
            await officer.press(key)
            harmless(officer)
            assert unicodedata.normalize("NFC", text)[:5] in officer.screen(), officer.screen()
            for ledger in officer.app.screen.query(Ledger):
                rows = [ledger.render_line(y) for y in range(ledger.size.height)]
                assert {row.cell_length for row in rows} <= {80}
                assert {cell_len(row.text) for row in rows} <= {80}
