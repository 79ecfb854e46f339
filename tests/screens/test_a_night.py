"""One night, worked on the real program in a terminal of 80×24, from sign-on to the supervisor's signature.

Then the database is read: every step stands, and `verify` says intact.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from db import connection, key_register, site
from db.clock import DAY
from db.journal import COMMAND_LINE
from db.models.duty_log import Erratum, LogEntry
from db.models.handover import DayReview, Handover, HandoverMatter, HandoverQuestion, Signature
from db.models.key_register import KeyLoan
from db.models.site import Duty
from db.models.tickets import Ticket
from db.verify import verify
from tests.conftest import PIN, found_station
from tests.terminal import Terminal

KEYS = ("0118", "0240", "0241", "0242", "0243")


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A station with five keys and a contractor's pass."""
    file = tmp_path / "station.db"
    found_station(file)
    for tag in KEYS:
        key_register.add(COMMAND_LINE, tag, "天台" + tag, hook="B-07")
    site.add_pass(COMMAND_LINE, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", site.now() + 30 * DAY)
    connection.close_station()
    return file


def sign_on(officer: Terminal) -> None:
    officer.see("锦绣花园", "staff number").press("1024", PIN).see("Nobody has this post")
    officer.press("t").see("陈晓燕 has the post")


def log_lines(officer: Terminal) -> None:
    for text in ("第1轮巡逻正常", "大堂灯已关", "外卖登记 12-1-201"):
        officer.press(";").see("Log line").press(text, "enter").see("Saved as line")
    officer.press("f2").see("Log  前台").press("e").see("Erratum").press("x", "enter").see("reason").press("1")
    officer.see("is corrected")


def keys_out_and_in(officer: Terminal) -> None:
    officer.press("f4").see("0118")
    officer.press("0118", "enter", "92231", "enter").see("何志").press("enter").see("1 keys issued")
    officer.press("0118", "enter").see("Back: 0118")
    officer.press("0240", "enter", "0241", "enter", "0242", "enter", "0243", "enter", "92231", "enter", "enter")
    officer.see("4 keys issued")
    officer.press("0240", "enter", "0241", "enter", "0242", "enter").see("not here")
    officer.press("y", "s").see("stays out until").press("enter").see("Not back: 0243")


def a_repair(officer: Terminal) -> None:
    officer.press("f9").see("Call").press("6.2.1101", "enter").see("王**", "this time")
    officer.press("b").see("exact place").press("厨房", "enter").see("about what").press("水管爆裂", "enter")
    officer.see("grade").press("1").see("caller").press("1").see("cost").press("1").see("appointment").press("enter")
    officer.see("R-0001")
    officer.press("f5").see("Tickets").press("d").see("worker").press("zjg", "enter").see("R-0001 is with 周建国")
    officer.press("w").see("what was done").press("换了接头", "enter").see("is done")
    officer.press("g").see("came back").press("1").see("Slip of R-0001 is back")
    officer.press("x").see("actual item").press("水管接头换新", "enter").see("owner confirms").press("y").see(
        "worker confirms"
    )
    officer.press("y").see("fee settled").press("y").see("signed by").press("1002").see("PIN").press(PIN)
    officer.see("R-0001 is closed")


def two_calls(officer: Terminal) -> None:
    officer.press("f9").see("Call").press("9.1.302", "enter").see("this time").press("w").see("about what")
    officer.press("问停水到几").press("f9").see_no_more("问停水到几")
    officer.see("unit or place").press("8.3.501", "enter").see("this time").press("t").see("about what")
    officer.press("楼上装修噪音", "enter").see("grade").press("1").see("caller").press("1").see("C-0001")
    officer.press("'").see("问停水到几").press("点", "enter").see("Saved as line")


def relief_signs_on(officer: Terminal) -> None:
    officer.press("@").see("another").press("0").see("staff number").press("1031", PIN).see("李敏 acts now")
    officer.press("@").see("another").press("1").see("陈晓燕 acts now")


def handed_over(officer: Terminal) -> None:
    officer.press("f3").see("C-0001", "0243").press("0", "o").see("Enter: 李敏").press("enter").see("Offered to 李敏")
    officer.press("@", "2").see("李敏 acts now").press("f3").see("第1轮巡逻正常"[-4:])
    officer.press("pagedown", "pagedown", "enter").see("钥匙柜点数")
    officer.press("04", "1111111")
    officer.press("q").see("Question").press("0243 在谁手上?", "enter").see("0243 在谁手上?")
    officer.press("a").see("answer:").press("何志,本班末还", "enter").see("何志,本班末还")
    officer.press("m", "s").see("PIN of 陈晓燕", "code").press(PIN).see("PIN of 李敏").press(PIN)
    officer.see("李敏 has the post 前台")


def the_next_duty_begins_with_what_is_open(officer: Terminal) -> None:
    officer.press("escape").see("Next", "C-0001", "0243", "李敏").press("f3").see("C-0001", "楼上装修噪音")


def no_key_was_ever_in_this_process(officer: Terminal) -> None:
    loaded = Path(f"/proc/{officer.pid}/maps").read_text()
    assert "pysqlite3" in loaded
    assert "cryptography" not in loaded
    assert "libcrypto" not in loaded


def the_supervisor_reviews(officer: Terminal) -> None:
    officer.see("staff number").press("1002", PIN).see("Next").press("f7").see("Daily sheet of")
    officer.press("1").see("Opened").press("s").see("PIN").press(PIN).see("signed: opened 1")


#: The program with its clock a day ahead: the supervisor comes when the night's day is over.
A_DAY_LATER = (
    "import sys, time; from db import clock; "
    "clock._read = lambda: time.time_ns() // 1_000_000 + 36 * clock.HOUR; "
    "from tui.cli import main; sys.exit(main(sys.argv[1:]))"
)


def test_a_whole_night_from_sign_on_to_the_supervisors_signature(station: Path) -> None:
    with Terminal("--db", str(station), "--lang", "en") as officer:
        sign_on(officer)
        log_lines(officer)
        keys_out_and_in(officer)
        a_repair(officer)
        two_calls(officer)
        relief_signs_on(officer)
        handed_over(officer)
        the_next_duty_begins_with_what_is_open(officer)
        no_key_was_ever_in_this_process(officer)
    later = (sys.executable, "-c", A_DAY_LATER, "--db", str(station), "--lang", "en")
    with Terminal(argv=later) as supervisor:
        the_supervisor_reviews(supervisor)
    the_record_says_so(station)


def the_record_says_so(station: Path) -> None:
    with connection.station(station):
        assert Erratum.select().count() == 1
        assert LogEntry.select().where(LogEntry.text == "外卖登记 12-1-201").count() == 1
        loans = {loan.key.tag: loan for loan in KeyLoan.select().order_by(KeyLoan.id)}
        assert [loans[tag].returned_at is None for tag in KEYS] == [False, False, False, False, True]
        states = {ticket.kind: ticket.state for ticket in Ticket.select()}
        assert states == {"repair": "closed", "complaint": "new"}
        _handed_over()
    assert verify(station).intact


def _handed_over() -> None:
    record = Handover.get()
    assert record.state == "accepted"
    assert HandoverQuestion.get().answer
    outgoing, incoming = Signature.select().where(Signature.record == f"handover:{record.id}").order_by(Signature.id)
    assert outgoing.digest == incoming.digest == record.digest
    assert incoming.over == outgoing.value
    assert HandoverMatter.select().where(HandoverMatter.source == "ticket:2").exists()
    assert [duty.officer.staff_no for duty in Duty.select().where(Duty.ended_at.is_null())] == ["1031"]
    assert DayReview.select().count() == 1
