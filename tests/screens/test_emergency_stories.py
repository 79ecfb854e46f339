"""A leak at three in the morning, and a program that is killed, on the real program in a terminal (L6, L15).

Then the database is read, and `verify` says intact.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from db import clock, connection, duty, key_register, site, staff
from db.journal import COMMAND_LINE
from db.models.duty_log import LogEntry
from db.models.emergency import Emergency, EmergencyEvent
from db.models.key_register import KeyLoan
from db.models.tickets import Ticket
from db.verify import verify
from tests.conftest import PIN, Clock, found_station
from tests.terminal import PATIENCE, Terminal

#: The program with its clock at 2026-02-07 03:12 in Shanghai, running.
AT_NIGHT = (
    "import sys, time; from db import clock; begun = time.time_ns(); "
    "clock._read = lambda: 1_770_405_120_000 + (time.time_ns() - begun) // 1_000_000; "
    "from tui.cli import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.fixture
def station(tmp_path: Path, own_home: Path) -> Path:
    """A station with the key of a service duct, somebody below 6-2-1101, and 李敏 at the guard post."""
    file = tmp_path / "station.db"
    with clock.replaced(Clock()):
        found_station(file)
        key_register.add(COMMAND_LINE, "0418", "管井 6-2", access="restricted")
        site.add_unit(COMMAND_LINE, "6-2-1001", "李老师", "13500001180")
        front, guard = (post.id for post in site.read().posts)
        duty.take_empty_post(staff.sign_on("1031", PIN), guard)
        duty.take_empty_post(staff.sign_on("1024", PIN), front)
        connection.close_station()
    return file


def on_the_program(station: Path) -> Terminal:
    return Terminal(argv=(sys.executable, "-c", AT_NIGHT, "--db", str(station), "--lang", "zh"))


def test_a_leak_at_twelve_past_three_without_an_input_method_l6_k6(station: Path) -> None:
    with on_the_program(station) as officer:
        officer.see("锦绣花园", "工号").press("1024", PIN).see("接下来")
        before = officer.keys
        officer.press("!").see("应急 03:12", "1 漏水爆管", "9 锁门外").press("1", "6.2.1101", "enter")
        officer.see("E-0001  漏水爆管  6-2-1101", "R-0001", "关阀", "周建国")
        assert officer.keys - before == 3 + len("6.2.1101")
        officer.press("k").see("扫描或牌号").press("0418", "enter").see("钥匙 0418 已交 李敏", "口头同意人未填")
        before = officer.keys
        officer.press("3", "x").see("水工: 没接。下一个: 何芳").press("3", "a").see("水工: 通")
        officer.press("4", "y").see("孙伟 口头同意").press("5", "a").see("主管: 通")
        officer.press("6").press("f9").see("来电").press("9.1.302", "enter").see("这次是").press("w").see("内容")
        officer.press("tsty", "enter").see("已存").press("a").see("楼下: 通")
        assert officer.keys - before == 5 * 2 + len("9.1.302") + len("tsty") + 4
        officer.press("1", "z").see("关阀: 做完").press("8", "-").see("断电: 不适用")
        officer.press("c").see("了结应急卡", "结果").press("lsy", "enter").see("漏水 _,已关阀")
        officer.press("1101", "enter").see("E-0001 已了结")
        officer.press("escape").see("补签", "分析", "R-0001")
        officer.press("f4").see("0418").press("t").see("0418", "谁签")
        officer.press("1007", PIN).see("第二人已补签")
    with connection.station(station):
        the_record_says_so()
    assert verify(station).intact


def the_record_says_so() -> None:
    leak = Emergency.get()
    assert (leak.entry.kind, leak.entry.text, leak.ended) == ("emergency", "漏水爆管 R-0001", "漏水 1101,已关阀")
    assert leak.analysis_due_at is not None
    ticket = Ticket.get()
    assert ticket.unit is not None
    assert (ticket.grade, ticket.unit.number, ticket.created_at) == ("urgent", "6-2-1101", leak.began_at)
    happened = [(e.line.what, e.kind) for e in EmergencyEvent.select().order_by(EmergencyEvent.id)]
    assert happened == [
        ("钥匙", "issued"), ("水工", "missed"), ("水工", "answered"), ("领班", "agreed"), ("主管", "answered"),
        ("楼下", "answered"), ("关阀", "done"), ("断电", "none"),
    ]  # fmt: skip
    loan = KeyLoan.get()
    assert loan.staff is not None
    assert loan.second is not None
    assert (loan.staff.staff_no, loan.approved_by, loan.second.staff_no) == ("1031", "孙伟", "1007")
    assert LogEntry.select().where(LogEntry.kind == "call").count() == 1


def on_disk(home: Path, text: str) -> None:
    """Wait until a draft with this text is there; it comes by itself, without another key."""
    end = time.monotonic() + PATIENCE
    while not any(text in draft.read_text("utf-8") for draft in home.rglob("*.json")):
        assert time.monotonic() < end, "no draft was written"
        select.select([], [], [], 0.05)


def test_a_draft_is_offered_again_after_the_program_was_killed_and_after_the_lock_l15(
    station: Path, own_home: Path
) -> None:
    with on_the_program(station) as officer:
        officer.see("锦绣花园").press("1024", PIN).see("接下来").press(";").see("记一笔").press("大堂有水声")
        officer.see("大堂有水声")
        on_disk(own_home, "大堂有水声")
        os.kill(officer.pid, signal.SIGKILL)
    with on_the_program(station) as officer:
        officer.see("锦绣花园").press("1024", PIN).see("暂存 1").press("'").see("大堂有水声")
        officer.press(",去看", "ctrl+x").see("已锁").press(PIN).see("大堂有水声,去看").press("enter").see("已存")
    with connection.station(station):
        assert LogEntry.select().where(LogEntry.text == "大堂有水声,去看").count() == 1
    assert verify(station).intact
