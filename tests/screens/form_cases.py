"""Every form of the program: how each is opened, who fills it, and what is a good answer in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests import handovers as made
from tests.conftest import Desk
from tests.screens import subjects


@dataclass(frozen=True)
class Case:
    """How one form is opened and driven: its arguments, who fills it, and answers that are valid where `x1` is not."""

    args: Callable[[Desk], dict[str, Any]] = lambda _desk: {}
    number: str = "1024"
    answers: dict[str, str] = field(default_factory=dict)


CASES: dict[str, Case] = {
    "AddAddendum": Case(lambda desk: {"handover": made.accepted(desk).id}),
    "AddPhrase": Case(answers={"kind": "1", "letters": "xlzc"}),
    "AnalyseEmergency": Case(subjects.a_closed_leak),
    "AnswerQuestion": Case(subjects.a_question),
    "ApproveTemplate": Case(subjects.a_draft_of_the_template, number="1002"),
    "AskQuestion": Case(subjects.on_offer, number="1031"),
    "BeginEmergency": Case(subjects.post, answers={"where": "6.2.1101"}),
    "BeginLocked": Case(subjects.post),
    "Call": Case(
        subjects.post, answers={"unit": "6.2.1101", "what": "b", "grade": "2", "caller": "3", "appointment": "2300"}
    ),
    "CallAgain": Case(lambda desk: {"ticket": subjects.a_repair(desk).id}),
    "ChangeLine": Case(subjects.a_line_of_the_template, number="1002", answers={"kind": "2", "code": "0"}),
    "ChangeRole": Case(subjects.an_officer, number="1001"),
    "ChangeRoutine": Case(subjects.a_routine, number="1002", answers={"every": "3", "day": "31", "minute": "2230"}),
    "ChangeSetting": Case(lambda _desk: {"setting": "urgent_hours"}, number="1002", answers={"value": "12"}),
    "ChangeUnit": Case(subjects.a_unit, number="1002"),
    "ChaseKey": Case(subjects.a_loan),
    "ChooseDay": Case(number="1002", answers={"day": "2026-02-05"}),
    "ChoosePin": Case(),
    "Close": Case(subjects.closable, answers={"signer": "1002"}),
    "CloseEmergency": Case(subjects.a_leak),
    "CloseMatter": Case(lambda desk: subjects.a_line(desk, abnormal=True)),
    "ComeBack": Case(subjects.an_absence, number="1031"),
    "CommandByName": Case(lambda _desk: {"commands": [["Redraw", "^L", "x1"]]}),
    "ConfirmRecord": Case(subjects.unconfirmed),
    "CorrectLine": Case(subjects.a_line, answers={"reason": "4"}),
    "Countersign": Case(subjects.an_owed_key, answers={"officer": "1007"}),
    "CountersignHandover": Case(subjects.taken_alone, answers={"who": "1002"}),
    "Custody": Case(subjects.post, number="1007"),
    "DamagedKey": Case(lambda desk: {"tag": subjects.a_key(desk)}),
    "Dispatch": Case(lambda desk: {"ticket": subjects.a_repair(desk).id}),
    "DoRoutine": Case(subjects.a_routine_that_is_due),
    "DoubleShift": Case(subjects.at_the_end_of_the_night, answers={"why": "4"}),
    "EditMatter": Case(subjects.a_matter, answers={"by_when": "0930"}),
    "EmergencyKey": Case(subjects.a_leak_and_a_key, answers={"tag": "0312", "who": "1031"}),
    "EmergencyNote": Case(subjects.a_leak),
    "EndRoutine": Case(subjects.a_routine, number="1002"),
    "EndService": Case(subjects.an_officer, number="1001"),
    "Explain": Case(subjects.to_explain, number="1031"),
    "Export": Case(lambda _desk: {"what": "log"}, number="1002", answers={"what": "1", "how": "c"}),
    "ExtendKey": Case(subjects.a_loan, answers={"until": "2330"}),
    "ExtendPass": Case(subjects.a_pass, answers={"until": "7"}),
    "FilterKeys": Case(),
    "FilterLog": Case(answers={"officer": "1031"}),
    "FindPasses": Case(),
    "FindTickets": Case(lambda _desk: {"group": "open"}),
    "FindUnits": Case(),
    "ForgetPerson": Case(number="1001", answers={"who": "13800002201"}),
    "GiveCode": Case(subjects.an_officer, number="1001"),
    "GiveReply": Case(subjects.looked_into),
    "JumpToDate": Case(answers={"date": "02-06"}),
    "KeepPromise": Case(subjects.a_promise),
    "KeyScan": Case(lambda desk: {"tag": subjects.a_key(desk)}, answers={"0": "0312", "due": "2330"}),
    "LeavePost": Case(
        subjects.post, answers={"reason": "4", "minutes": "20", "approver": "1007", "stand_in": "1031", "left": "2000"}
    ),
    "LineByNumber": Case(subjects.a_line, answers={"number": "1"}),
    "LockedLine": Case(),
    "LogLine": Case(subjects.post, answers={"time": "1940"}),
    "LookInto": Case(subjects.looked_into),
    "LoseKey": Case(lambda desk: {"tag": subjects.a_key(desk)}, number="1007"),
    "MakeVoid": Case(lambda desk: {"ticket": subjects.a_repair(desk).id}, answers={"signer": "1002"}),
    "NameOfCard": Case(lambda _desk: {"kind": "leak"}, number="1002"),
    "NewBook": Case(number="1002", answers={"first": "4401", "last": "4450"}),
    "NewKey": Case(number="1002", answers={"tag": "0777", "unit": "6-2-1101"}),
    "NewLine": Case(lambda desk: {"post": desk.front, "first": True}, number="1002", answers={"kind": "2"}),
    "NewMatter": Case(lambda desk: {"handover": made.prepared(desk).id}, answers={"by_when": "0930"}),
    "NewOfficer": Case(number="1001", answers={"staff_no": "3001"}),
    "NewPass": Case(answers={"unit": "6.2.1101", "until": "7", "begins": "02-06"}),
    "NewRoutine": Case(number="1002", answers={"every": "2", "minute": "0700"}),
    "NewTicket": Case(subjects.post),
    "NewUnit": Case(number="1002", answers={"number": "7-1-202"}),
    "NextReceipt": Case(subjects.a_receipt_book, answers={"number": "417"}),
    "NoteOnMatter": Case(subjects.a_day, number="1002"),
    "OfferTo": Case(lambda desk: {"handover": made.prepared(desk).id}, answers={"who": "1031"}),
    "OnPaper": Case(subjects.dark, number="1031", answers={"sheet": "1", "incoming": "1031", "time": "2005"}),
    "OwnPin": Case(),
    "OwnersList": Case(
        lambda desk: {"tag": subjects.a_key(desk, access="entrusted")}, answers={"phone": "13800002201"}
    ),
    "PaperLine": Case(subjects.a_sheet, answers={"sheet": "1", "time": "1950", "line": "4"}),
    "ParkedForms": Case(subjects.a_draft),
    "Patrol": Case(subjects.post, answers={"number": "3", "state": "3"}),
    "Progress": Case(subjects.sent_with_a_slip),
    "PutCell": Case(subjects.a_shift, number="1002", answers={"who": "1031"}),
    "PutDay": Case(number="1002", answers={"day": "2026-02-09"}),
    "RefuseHandover": Case(subjects.on_offer, answers={"reason": "7"}),
    "Remark": Case(lambda desk: {"handover": made.prepared(desk).id}),
    "ReturnPass": Case(subjects.a_pass),
    "SettleMatter": Case(subjects.a_matter),
    "SheetEachDuty": Case(number="1002"),
    "SignDay": Case(subjects.a_day, number="1002"),
    "SignIn": Case(subjects.signed_once),
    "SignOn": Case(answers={"staff": "1031"}),
    "SignOut": Case(subjects.checked),
    "SlipBack": Case(subjects.sent_with_a_slip, answers={"came": "2"}),
    "StepOfCard": Case(subjects.a_step, number="1002", answers={"step": "2", "minutes": "15"}),
    "Supply": Case(lambda desk: {"ticket": subjects.a_repair(desk).id, "owed": ["unit", "name", "phone", "cost"]}),
    "SwapCell": Case(subjects.a_rostered_shift, answers={"who": "1031", "approver": "1002"}),
    "TakeMeasures": Case(lambda _desk: {"period": "2026-02"}, number="1002"),
    "TransferKey": Case(subjects.a_loan, answers={"1": "13800002201"}),
    "Unlock": Case(),
    "UsableKey": Case(lambda desk: {"tag": subjects.a_damaged(desk), "state": "damaged"}),
    "WeekOf": Case(answers={"day": "2026-02-14"}),
    "WhoActs": Case(answers={"which": "0", "staff": "1031"}),
    "WhyNotTalked": Case(subjects.on_offer, number="1031"),
    "WorkDone": Case(subjects.sent_with_a_slip),
    "WriteItem": Case(subjects.a_text_to_write),
}
#: Forms that only others are made of.
ABSTRACT = {"OfPass", "AboutEmergency", "KeyForm", "OfOfficer", "RoutineLine", "Said", "TemplateLine", "TicketForm"}
