"""What each form is about, put on a station: a loan, a slip, an offer, a draft, an owed key."""

from __future__ import annotations

from typing import Any

from db import (
    clock,
    cover,
    duty_log,
    emergency,
    handover,
    inbox,
    key_register,
    papers,
    passes,
    receipts,
    roster,
    routines,
    site,
    templates,
    tickets,
)
from db.key_register import KeyView, NewBorrower
from db.tickets import TicketView
from screens import drafts
from screens.desk import Parked
from tests import handovers as made
from tests.conftest import Desk, signer
from tests.sheets import EIGHT_IN_THE_MORNING

#: Text that would act on a careless screen; markup, a template, SQL, wide and combining characters.
HOSTILE = "[/302][@click=app.exit]x[/] {who} %s '; -- é e\u0301 🚒漏"


def a_key(desk: Desk, tag: str = "0312", **more: Any) -> str:
    key_register.add(desk.manager, tag, "水泵房", **more)
    return tag


def a_loan(desk: Desk) -> dict[str, Any]:
    sent: KeyView = key_register.issue(
        desk.chen,
        [a_key(desk)],
        NewBorrower("罗建", "13900004471"),
        desk.clock.at + clock.HOUR,
        first=signer(desk.chen),
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
    return {"promise": duty_log.promise(desk.chen, desk.front, "停电", desk.clock.at + clock.HOUR).id, "text": "停电"}


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
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    return {"handover": found.id}


def a_day(desk: Desk) -> dict[str, Any]:
    duty_log.write(desk.chen, desk.front, "醉酒访客滞留", abnormal=True)
    desk.clock.at = EIGHT_IN_THE_MORNING + 300_000
    day = inbox.latest_day()
    source = inbox.sheet(day, desk.he).matters[0].source
    return {"day": day, "opened": 0, "matters": 1, "source": source, "text": "x"}


def a_text_to_write(desk: Desk) -> dict[str, Any]:
    templates.add(desk.he, desk.front, "important", "text", "今日重点")
    templates.approve(desk.he, desk.front, signer(desk.he))
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
    return {"handover": handover.take_custody(desk.li, desk.front, signer(desk.li), "陈晓燕急病")}


def at_the_end_of_the_night(desk: Desk) -> dict[str, Any]:
    desk.clock.forward(11.75 * 60)
    return {"handover": made.prepared(desk).id}


def an_absence(desk: Desk) -> dict[str, Any]:
    return {"cover": cover.begin(desk.chen, desk.front, signer(desk.li), "rest")}


def a_shift(desk: Desk) -> dict[str, Any]:
    night = site.read().posts[0].shifts[1].id
    return {"day": "2026-02-06", "post": desk.front, "shift": night, "place": "前台", "before": None, "name": "陈晓燕"}


def a_rostered_shift(desk: Desk) -> dict[str, Any]:
    about = a_shift(desk)
    roster.put(desk.he, about["day"], about["post"], about["shift"], desk.chen.officer_id)
    return about


def a_pass(desk: Desk) -> dict[str, Any]:
    given = passes.add(desk.chen, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", desk.clock.at + clock.HOUR)
    return {"record": given, "number": "92231"}


def a_unit(desk: Desk) -> dict[str, Any]:
    return {"unit": site.add_unit(desk.he, "7-1-201", "王小明", "13800002201"), "number": "7-1-201"}


def a_damaged(desk: Desk) -> str:
    return key_register.report_damaged(desk.chen, a_key(desk), "断齿").tag


def a_special_key(desk: Desk) -> dict[str, Any]:
    return {"tag": a_key(desk, access="restricted")}


def a_special_loan(desk: Desk) -> dict[str, Any]:
    a_key(desk, access="restricted")
    sent = key_register.issue(
        desk.chen, ["0312"], NewBorrower("罗建", "13900004471"), desk.clock.at + clock.HOUR,
        first=signer(desk.chen), second=signer(desk.li),
    )[0]  # fmt: skip
    return {"loan": sent.loan_id, "tag": sent.tag, "holder": sent.holder}
