"""The commonest jobs of a night, done with as few keys as there are; counted, and looked up in the record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from db import clock, duty_log, handover, key_register, passes, receipts, staff, tickets
from db.clock import DAY
from db.journal import COMMAND_LINE
from db.models.duty_log import LogEntry
from db.models.emergency import Emergency, EmergencyEvent
from db.models.handover import HandoverItem, Signature
from db.models.key_register import KeyLoan
from db.models.site import Pass
from db.models.tickets import Ticket
from tests.conftest import PIN, Desk
from tests.screens.driver import Officer, at_the_desk

TEXT, UNIT = "water on the floor", "6.2.1101"
SCANS = ("0118", "0119", "0120")


@dataclass(frozen=True)
class Job:
    """What is done, how it is written in the goal, how many keys beside text, unit and scans, and how it is done."""

    name: str
    goal: str
    keys: int
    do: Callable[[Officer], Awaitable[int]]
    done: Callable[[], bool]


def prepared(desk: Desk) -> None:
    """Keys, a pass, a borrower known by initials, a ticket to be dispatched; one officer at this terminal."""
    for other in (desk.li, desk.sun, desk.he, desk.manager):
        staff.sign_off(other)
    for tag in (*SCANS, "0121"):
        key_register.add(COMMAND_LINE, tag, "消防控制室" + tag)
    if not Pass.select().exists():
        passes.add(COMMAND_LINE, "92231", "赵刚", "宏达消防", "13600008820", "气瓶检查", clock.now() + DAY)
    tickets.take(
        desk.chen, "repair", "厨房龙头滴水", post_id=desk.front, unit="6-2-1101", place="厨房", grade="urgent",
        caller_is="owner", cost="free",
    )  # fmt: skip


async def _scan(officer: Officer, *tags: str) -> int:
    """Scan tags; what a scanner types is not counted as keys."""
    before = officer.keys
    for tag in tags:
        await officer.press(*tag, "enter")
    return officer.keys - before


async def log_line(officer: Officer) -> int:
    """`;` text Enter."""
    await officer.press(";", *TEXT, "enter")
    return officer.keys - len(TEXT)


async def key_out_by_pass(officer: Officer) -> int:
    """F4, scans, the pass, Enter."""
    await officer.press("f4")
    scanned = await _scan(officer, *SCANS, "92231")
    await officer.press("enter")
    return officer.keys - scanned


async def key_out_by_initials(officer: Officer) -> int:
    """F4, scans, two letters, Enter."""
    await officer.press("f4")
    scanned = await _scan(officer, *SCANS)
    await officer.press("z", "g", "enter")
    return officer.keys - scanned


async def key_in(officer: Officer) -> int:
    """F4, scans: the last one ends it."""
    await key_out_by_pass(officer)
    await officer.press("escape")
    officer.keys = 0
    await officer.press("f4")
    scanned = await _scan(officer, *SCANS)
    return officer.keys - scanned


async def call_answered(officer: Officer) -> int:
    """F9 unit Enter `w` text Enter."""
    await officer.press("f9", *UNIT, "enter", "w", *TEXT, "enter")
    return officer.keys - len(UNIT) - len(TEXT)


async def new_repair(officer: Officer) -> int:
    """F9 unit Enter `b` place text, grade, caller, cost, appointment."""
    await officer.press("f9", *UNIT, "enter", "b", "c", "f", "enter", *TEXT, "enter", "1", "1", "1", "enter")
    return officer.keys - len(UNIT) - len(TEXT)


async def dispatch(officer: Officer) -> int:
    """`d`, two initials, Enter, on the queue."""
    await officer.press("f5")
    officer.keys = 0
    await officer.press("d", "z", "j", "enter")
    return officer.keys


async def whole_handover(officer: Officer) -> int:
    """F3 `0` `o` Enter; F3, a page, Enter, five counts, seven digits, `m`, `s`: both officers, their PINs apart."""
    session = officer.app.desk.session
    assert session is not None
    for what in ("radio", "torch", "umbrella"):
        key_register.add(COMMAND_LINE, f"90{what[:2]}".upper(), what, what=what)
    receipts.add(COMMAND_LINE, 4401, 4450)
    front = officer.app.desk.post.id
    for number in range(30):
        duty_log.write(session, front, f"第{number + 1}轮巡逻正常")
    found = handover.prepare(session, front)
    for matter in found.lacking:
        handover.edit_matter(session, matter.id, severity="medium")
    await officer.press("@", "0", *"1031", *PIN, "@", "1")
    officer.keys = 0
    await officer.press("f3", "0", "o", "enter")
    preparing = officer.keys
    await officer.press("@", "2")
    officer.keys = preparing
    await officer.press("f3", "pagedown", "enter", *"04", *"01" * 3, *"401", *"1" * 7, "m", "s")
    keys = officer.keys
    await officer.press(*PIN)
    await officer.press(*PIN)
    return keys


async def leak(officer: Officer) -> int:
    """`!` `1` unit Enter: line, ticket, key and calls are one thing."""
    await officer.press("!", "1", *UNIT, "enter")
    return officer.keys - len(UNIT)


async def emergency_call(officer: Officer) -> int:
    """The digit of the step and one letter."""
    await leak(officer)
    officer.keys = 0
    await officer.press("4", "x")
    return officer.keys


async def chinese_sentence(officer: Officer) -> int:
    """`;` `xlzc` Enter `4` Enter `lm` Enter: a whole sentence without an input method."""
    await officer.press(";", *"xlzc", "enter", "4", "enter", *"lm", "enter")
    return officer.keys


def _out() -> int:
    return int(KeyLoan.select().where(KeyLoan.returned_at.is_null()).count())


def _called() -> bool:
    return bool(LogEntry.select().where(LogEntry.kind == "call", LogEntry.text == TEXT).exists())


def _handed_over() -> bool:
    """Both signed one text, twelve lines were answered, five of them counted."""
    items = list(HandoverItem.select())
    signed = {row.digest for row in Signature.select()}
    counted = sum(item.counted is not None for item in items)
    return (len(items), counted, len(signed), Signature.select().count()) == (12, 5, 1, 2)


def _begun() -> bool:
    return Emergency.get().ticket is not None and Emergency.get().entry.kind == "emergency"


def _written() -> bool:
    return bool(LogEntry.select().where(LogEntry.text == "第4轮巡逻正常 李敏").exists())


def _ticket(*where: object) -> bool:
    return bool(Ticket.select().where(*where).exists())


JOBS = (
    Job("log line", "2 + text", 2, log_line, lambda: LogEntry.select().where(LogEntry.text == TEXT).exists()),
    Job("keys out, with a pass", "2 + scans", 2, key_out_by_pass, lambda: _out() == 3),
    Job("keys out, by initials", "4 + scans", 4, key_out_by_initials, lambda: _out() == 3),
    Job("keys in", "1 + scans", 1, key_in, lambda: _out() == 0 and KeyLoan.select().count() == 3),
    Job("call answered", "4 + unit + text", 4, call_answered, _called),
    Job("new repair", "11 + unit + text", 11, new_repair, lambda: _ticket(Ticket.content == TEXT)),
    Job("a whole handover, 12 lines, both officers", "30, PINs apart", 30, whole_handover, _handed_over),
    Job(
        "emergency", "3 + unit", 3, leak, lambda: Emergency.select().count() == 1 and _ticket(Ticket.grade == "urgent")
    ),
    Job("call of an emergency", "2", 2, emergency_call, lambda: EmergencyEvent.get().kind == "missed"),
    Job("Chinese sentence, no input method", "11", 11, chinese_sentence, _written),
    Job("ticket dispatched", "4", 4, dispatch, lambda: _ticket(Ticket.worker == "周建国")),
)


async def counted(job: Job) -> int:
    """Keys the job takes on the real program, beside text, unit and scans; the record must say it was done."""
    async with at_the_desk() as officer:
        officer.keys = 0
        keys = await job.do(officer)
        assert job.done(), f"{job.name}\n{officer.screen()}"
        return keys
