"""One night, worked on the real program in a terminal of 80×24, from sign-on to the supervisor's signature.

Then the database is read: every step stands, and `verify` says intact.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from db import clock, connection, key_register, passes
from db.clock import DAY
from db.journal import COMMAND_LINE
from db.models.duty_log import Erratum, LogEntry
from db.models.handover import DayReview, Handover, HandoverMatter, HandoverQuestion, Signature
from db.models.key_register import KeyLoan
from db.models.site import Duty
from db.models.tickets import Ticket
from db.verify import verify
from tests.conftest import found_station
from tests.screens import night
from tests.terminal import Terminal


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A station with five keys and a contractor's pass."""
    file = tmp_path / "station.db"
    found_station(file)
    for tag in night.TAGS:
        key_register.add(COMMAND_LINE, tag, "天台" + tag, hook="B-07")
    passes.add(COMMAND_LINE, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", clock.now() + 30 * DAY)
    connection.close_station()
    return file


def no_key_was_ever_in_this_process(officer: Terminal) -> None:
    loaded = Path(f"/proc/{officer.pid}/maps").read_text()
    assert "pysqlite3" in loaded
    assert "cryptography" not in loaded
    assert "libcrypto" not in loaded


#: The program with its clock a day ahead: the supervisor comes when the night's day is over.
A_DAY_LATER = (
    "import sys, time; from db import clock; "
    "clock._read = lambda: time.time_ns() // 1_000_000 + 36 * clock.HOUR; "
    "from tui.cli import main; sys.exit(main(sys.argv[1:]))"
)


def test_a_whole_night_from_sign_on_to_the_supervisors_signature(station: Path) -> None:
    with Terminal("--db", str(station), "--lang", "en") as officer:
        for scene in night.NIGHT.values():
            night.play(officer, scene)
        no_key_was_ever_in_this_process(officer)
    later = (sys.executable, "-c", A_DAY_LATER, "--db", str(station), "--lang", "en")
    with Terminal(argv=later) as supervisor:
        night.play(supervisor, night.REVIEW)
    the_record_says_so(station)


def the_record_says_so(station: Path) -> None:
    with connection.station(station):
        assert Erratum.select().count() == 1
        assert LogEntry.select().where(LogEntry.text == "外卖登记 12-1-201").count() == 1
        loans = {loan.key.tag: loan for loan in KeyLoan.select().order_by(KeyLoan.id)}
        assert [loans[tag].returned_at is None for tag in night.TAGS] == [False, False, False, False, True]
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
