"""Relief that goes another way, through the keyboard of the real program in a terminal of 80×24; then the database.

What comes before each story is set up through the doors, so that only the story is typed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import clock, connection, duty_log, handover, staff
from db.clock import HOUR, MINUTE
from db.handover import HandoverView
from db.models.cover import Cover
from db.models.duty_log import LogEntry
from db.models.handover import Handover, HandoverVersion, Signature
from db.models.site import Duty
from db.verify import verify
from tests.conftest import ANY_ACT, PIN, START, Clock, Founded
from tests.handovers import read_log
from tests.terminal import Terminal

#: The program with its clock standing near the end of the night.
AT = (
    "import sys; from db import clock; clock._read = lambda: {at}; "
    "from tui.cli import main; sys.exit(main(sys.argv[1:]))"
)
NIGHT_ENDS = START + 12 * HOUR


class Story:
    """A station near the end of a night: the doors until now, then the keyboard."""

    def __init__(self, founded: Founded, file: Path) -> None:
        self.founded, self.file, self.clock = founded, file, Clock()
        self.front = founded.posts[0]

    def who(self, number: str) -> staff.Session:
        return self.founded.sessions[number]

    def signer(self, number: str) -> staff.Signer:
        return staff.unlock(self.who(number).officer_id, PIN, ANY_ACT)

    def prepared(self) -> HandoverView:
        """Chen's night, written and said."""
        chen = self.who("1024")
        duty_log.write(chen, self.front, "第1轮巡逻正常")
        found = handover.prepare(chen, self.front)
        handover.say_none(chen, found.id)
        return found

    def offered(self, to: str = "1031") -> HandoverView:
        found = self.prepared()
        handover.offer(self.who("1024"), found.id, self.who(to).officer_id)
        return found

    def checked(self) -> HandoverView:
        """Read, looked at and talked through by Li: what is left is to sign."""
        found, li = self.offered(), self.who("1031")
        read_log(li, found)
        for item in handover.view(found.id).items:
            handover.check(li, found.id, item.id, "normal")
        handover.talked(li, found.id)
        return found

    def terminal(self, *officers: str, at: int = NIGHT_ENDS - 10 * MINUTE) -> Terminal:
        """The program at this moment, with these officers signed on, the last one acting."""
        connection.close_station()
        argv = (sys.executable, "-c", AT.format(at=at), "--db", str(self.file), "--lang", "en")
        screen = Terminal(argv=argv)
        screen.see("staff number").press(officers[0], PIN).see("Next")
        for number in officers[1:]:
            screen.press("@").see("another").press("0").see("staff number").press(number, PIN).see("acts now")
        return screen


@pytest.fixture
def story(founded: Founded, tmp_path: Path, own_home: Path) -> Iterator[Story]:
    """A copy of the founded station, 2026-02-06 20:00."""
    file = tmp_path / "station.db"
    shutil.copy(founded.folder / "station.db", file)
    shutil.copytree(founded.folder / "config", own_home / "xdg_config_home")
    told = Story(founded, file)
    with clock.replaced(told.clock):
        connection.open_station(file)
        yield told
        connection.close_station()


def ended(told: Story, holder: str, *roles: str) -> None:
    """Who has the post now, which signatures stand under the last record, and that everything proves itself."""
    with connection.station(told.file):
        standing = [row.officer.staff_no for row in Duty.select().where(Duty.ended_at.is_null())]
        last = max(Handover.select().where(Handover.state == "accepted"), key=lambda row: row.id)
        signed = list(
            Signature.select().where(Signature.record == f"handover:{last.id}", Signature.version == last.version)
        )
        assert standing == [holder]
        assert [one.role for one in signed] == list(roles)
        assert {one.digest for one in signed} == {last.digest}
    assert verify(told.file).intact


def both_sign(officer: Terminal) -> None:
    officer.press("s").see("PIN of 陈晓燕").press(PIN).see("PIN of 李敏").press(PIN).see("李敏 has the post 前台")


def test_refused_told_to_the_supervisor_answered_and_accepted_in_a_second_version_h5_h21(story: Story) -> None:
    story.checked()
    with story.terminal("1024", "1031") as officer:
        officer.press("f3").see("complete: s signs").press("x").see("why").press("3", "enter").see("PIN of 李敏")
        officer.press(PIN).see("陈晓燕 stays on duty").press("@").see("another").press("1").see("陈晓燕 acts now")
        officer.press("escape").see("未接班,已报主管")
        officer.press("@").see("another").press("0").see("staff number").press("1002", PIN).see("何芳 acts now")
        officer.press("f7").see("refused at", "数目不符").press("1").see("Opened").press("escape").see("主管已知")
        officer.press("@").see("another").press("1").see("陈晓燕 acts now").press("f3").see("REFUSED").press("v")
        officer.see("version 2").press("o").see("relief").press("l", "m").see("李敏").press("enter").see(
            "Offered to 李敏"
        )
        officer.press("@").see("another").press("2").see("李敏 acts now").press("f3").see("门禁/监控屏")
        officer.press("1111111", "m").see("complete: s signs")
        both_sign(officer)
    ended(story, "1031", "outgoing", "incoming")
    with connection.station(story.file):
        assert [kept.version for kept in HandoverVersion.select().order_by(HandoverVersion.version)] == [1, 2]


def test_relief_absent_the_supervisor_takes_custody_and_hands_on_h12(story: Story) -> None:
    story.offered()
    with story.terminal("1024", "1002", at=NIGHT_ENDS + 20 * MINUTE) as officer:
        officer.press("escape").see("未到20分,已报主管", "No show")
        officer.press("f3").see("offered").press("c").see("without a handover").press("1").see("PIN of 何芳").press(PIN)
        officer.see("何芳 has the post 前台 in custody").press("f3").see("prepared").press("+").see("text")
        officer.press("代管中", "enter").see("Written").press("0").see("ready: o offers it").press("o", "lm")
        officer.see("李敏").press("enter").see("Offered to 李敏")
        officer.press("@").see("another").press("0").see("staff number").press("1031", PIN).see("李敏 acts now")
        officer.press("f3").see("门禁/监控屏").press("1111111", "m")
        officer.see("complete: s signs").press("s").see("PIN of 何芳").press(PIN).see("PIN of 李敏").press(PIN)
        officer.see("李敏 has the post 前台")
    ended(story, "1031", "outgoing", "incoming")
    with connection.station(story.file):
        assert [row.how for row in Duty.select().order_by(Duty.id)] == ["opening", "custody", "handover"]


def test_the_officer_is_ill_another_takes_the_post_alone_and_it_is_countersigned_h12(story: Story) -> None:
    story.prepared()
    with story.terminal("1031", at=START + 6 * HOUR) as officer:
        officer.press("f3").see("prepared").press("c").see("one countersigns within 24 h").press("2")
        officer.see("PIN of 李敏").press(PIN).see("李敏 has the post 前台 alone", "superior").press("escape")
        officer.see_no_more("superior").press("escape").see("1 d left", "Cosign", "J-0001")
    with story.terminal("1002", at=START + 31 * HOUR) as supervisor:
        supervisor.see("overdue 1:00", "Cosign").press("f7").see("took the post alone", "cosign by 02:00")
        supervisor.press("c").see("PIN of 何芳", "code").press(PIN).see("Countersigned by 何芳")
    ended(story, "1031", "alone", "countersigned")


def test_the_same_officer_goes_on_in_a_double_shift_h1_h13(story: Story) -> None:
    story.prepared()
    with story.terminal("1024") as officer:
        officer.see("handover 0:10 left").press("f3").see("ready: o offers it").press("d").see("double shift", "code")
        officer.press("2").see("PIN of 陈晓燕").press(PIN).see("陈晓燕 goes on").press("sw", "enter").see("PIN of 孙伟")
        officer.press(PIN).see("Countersigned by 孙伟")
    ended(story, "1024", "double", "countersigned")
    with connection.station(story.file):
        assert [(row.how, row.shift_date) for row in Duty.select().order_by(Duty.id)] == [
            ("opening", "2026-02-06"), ("double", "2026-02-07"),
        ]  # fmt: skip


def test_cover_for_ten_minutes_h10(story: Story) -> None:
    with story.terminal("1024", at=START + 4 * HOUR) as officer:
        officer.press("b").see("short rest").press("1").see("stand-in").press("lm", "enter").see("PIN of 李敏")
        officer.press(PIN).see("李敏 stands in for 陈晓燕 until 00:15", "Away").press(";").see("Log line")
        officer.press("外卖登记", "enter").see("Saved as line").press("b").see("PIN of 陈晓燕").press(PIN)
        officer.see("陈晓燕 is back").see_no_more("Away")
    with connection.station(story.file):
        (absence,) = Cover.select()
        assert (absence.stand_in.staff_no, absence.ended_by) == ("1031", "back")
        lines = [(line.kind, line.author.staff_no) for line in LogEntry.select().order_by(LogEntry.id)]
        assert lines == [("cover", "1024"), ("note", "1031"), ("cover", "1024")]
        assert [row.officer.staff_no for row in Duty.select().where(Duty.ended_at.is_null())] == ["1024"]
    assert verify(story.file).intact


def test_the_wrong_person_is_recalled_and_the_right_one_relieves_h11(story: Story) -> None:
    story.offered("1007")
    with story.terminal("1024", "1031") as officer:
        officer.press("@").see("another").press("1").see("陈晓燕 acts now").press("f3").see("孙伟").press("w")
        officer.see("Recalled").press("v").see("version 2").press("o").see("relief").press("lm").see("李敏")
        officer.press("enter").see("Offered to 李敏").press("@").see("another").press("2").see("李敏 acts now")
        officer.press("f3").see("PgDn or Enter").press("enter").see("门禁/监控屏").press("1111111", "m")
        officer.see("complete: s signs")
        both_sign(officer)
    ended(story, "1031", "outgoing", "incoming")


def test_an_addendum_is_signed_beside_the_record_and_the_other_signer_reads_it_h17(story: Story) -> None:
    found = story.checked()
    story.clock.at = NIGHT_ENDS - 15 * MINUTE
    handover.sign_out(story.who("1024"), found.id, story.signer("1024"))
    handover.sign_in(story.who("1031"), found.id, story.signer("1031"))
    with story.terminal("1024") as officer:
        officer.press("f3").see("none under way").press("h").see("J-0001").press("enter").see("took over").press("+")
        officer.see("Addendum").press("21:10", "enter").see("PIN of 陈晓燕").press(PIN).see("Added:", "陈晓燕: 21:10")
    with story.terminal("1031") as other:
        other.see("Addendum", "21:10").press("f3").see("Added to earlier handovers", "21:10")
    ended(story, "1031", "outgoing", "incoming")
