"""Two mornings on the real program at 80×24: back after five days off; a count that differs. Then the record."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from db import clock, connection, duty, duty_log, handover, key_register, site, staff, tickets
from db.clock import DAY, HOUR
from db.journal import COMMAND_LINE
from db.key_register import NewBorrower
from db.models.handover import Handover, HandoverItem, Signature
from db.verify import verify
from tests.conftest import PIN, STAFF, START, Clock, Desk, found_station, signer
from tests.handovers import accepted
from tests.terminal import Terminal

#: The program with its clock at the moment the story has come to.
AT = (
    "import sys, time; from db import clock; begun = time.time_ns() // 1_000_000; "
    "clock._read = lambda: {at} + time.time_ns() // 1_000_000 - begun; "
    "from tui.cli import main; sys.exit(main(sys.argv[1:]))"
)


def founded(file: Path) -> Desk:
    """A station on which Chen has the front desk; keys, a log and officers signed on."""
    found_station(file)
    who = {number: staff.sign_on(number, PIN) for number, _name, _role in STAFF[:5]}
    front, guard = (post.id for post in site.read().posts)
    for tag in ("0312", "0107", "0220"):
        key_register.add(COMMAND_LINE, tag, "天台" + tag)
    duty.take_empty_post(who["1024"], front)
    return Desk(file, Clock(), who["1024"], who["1031"], who["1007"], who["1002"], who["1001"], front, guard)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The station of these stories, closed again by each of them."""
    with clock.replaced(Clock()):
        return founded(tmp_path / "station.db")


def at(desk: Desk, moment: int) -> Terminal:
    """The real program on this station, at this moment."""
    return Terminal(argv=(sys.executable, "-c", AT.format(at=moment), "--db", str(desk.file), "--lang", "en"))


def five_days_pass(desk: Desk) -> None:
    """Chen hands over to Li, who works on: a leak, a promise kept, a key lost, a key not back."""
    desk.clock.forward(60)
    accepted(desk)
    desk.clock.forward(1)
    tickets.take(
        desk.li, "repair", "地库漏水", post_id=desk.front, unit="6-2-1101", place="厨房", grade="urgent",
        caller_is="owner", cost="free",
    )  # fmt: skip
    kept = duty_log.promise(desk.li, desk.front, "快递在哪", clock.now() + HOUR)
    duty_log.keep_promise(desk.li, kept.id, "在柜 3")
    key_register.report_lost(desk.sun, "0312", "掉进水井")
    key_register.issue(desk.li, ["0107"], NewBorrower("赵刚", "13912340000"), clock.now() + HOUR, first=signer(desk.li))


def li_offers(desk: Desk) -> None:
    found = handover.prepare(desk.li, desk.front)
    handover.say_none(desk.li, found.id)
    for matter in handover.view(found.id).lacking:
        handover.edit_matter(desk.li, matter.id, next_step="换管", who="胡兵", if_then="再漏则关阀")
    handover.offer(desk.li, found.id, desk.chen.officer_id)


def test_who_comes_back_after_five_days_reads_what_happened_h3(desk: Desk) -> None:
    with clock.replaced(desk.clock):
        five_days_pass(desk)
    with clock.replaced(lambda: START + 5 * DAY):
        duty_log.write(desk.li, desk.front, "今早一切正常")
        li_offers(desk)
        connection.close_station()
    with at(desk, START + 5 * DAY) as officer:
        officer.see("staff number").press("1024", PIN).see("Next").press("f3")
        officer.see(
            "Since your last duty here", "Keys", "overdue 1  lost 1", "0107 天台0107 赵刚", "0312 天台0312 掉进水井"
        )
        officer.see("Tickets", "overdue 1", "R-0001 6-2-1101 厨房 地库漏水", "Promises", "快递在哪 在柜 3")
        officer.press("pagedown").see("今早一切正常").press("enter").see("Reading recorded.")
    with connection.station(desk.file):
        record = handover.view(Handover.select(Handover.id).order_by(Handover.id.desc()).scalar())  # type: ignore[attr-defined]
        assert (record.incoming, record.progress.unread) == ("陈晓燕", 0)
        assert record.read_digest >= 8
        assert record.state == "exchanged"
    assert verify(desk.file).intact


def test_a_count_that_differs_is_explained_and_survives_a_power_cut_h4_h6(desk: Desk) -> None:
    with clock.replaced(Clock(START + HOUR)):
        duty_log.write(desk.chen, desk.front, "一切正常")
        found = handover.prepare(desk.chen, desk.front)
        handover.say_none(desk.chen, found.id)
        handover.offer(desk.chen, found.id, desk.li.officer_id)
        connection.close_station()
    with at(desk, START + HOUR) as officer:
        officer.see("staff number").press("1031", PIN).see("Next").press("f3").see("一切正常").press("enter")
        officer.see("钥匙柜点数").press("02").see("expected 3", "differs by -1")
        officer.press("1111").see("5 left")
    with at(desk, START + HOUR) as officer:
        officer.see("staff number").press("1031", PIN).see("Next").press("f3").see("differs by -1", "Enter: say why")
        officer.press("s").see("open or unexplained").press("enter").see("what is it")
        officer.press("在护卫岗", "enter").see("4 left").press("111").see("1 left").press("m").see("complete: s signs")
        officer.press("@0").see("staff number").press("1024", PIN).see("陈晓燕 acts now").press("s")
        officer.see("PIN of 陈晓燕", "钥匙柜点数 2 expected 3  differs by -1  在护卫岗", "face to face", "+0800")
        officer.press(PIN)
        officer.see("PIN of 李敏", "handed over  陈晓燕").press(PIN).see("李敏 has the post 前台")
    with connection.station(desk.file):
        item = HandoverItem.get(HandoverItem.code == "key")
        assert (item.counted, item.expected, item.note) == (2, 3, "在护卫岗")
        outgoing, incoming = Signature.select().order_by(Signature.id)
        assert outgoing.digest == incoming.digest == Handover.get().digest
        code = handover.view(1).code
    proved = verify(desk.file)
    assert proved.intact
    assert any(f"J-0001, version 1, code {code}" in str(note) for note in proved.notes)
