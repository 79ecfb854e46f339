"""Emergency cards and incidents, on a real file (L6)."""

from __future__ import annotations

import pytest

from db import duty, duty_log, emergency, emergency_cards, key_register, owed, site, staff, tickets
from db.clock import DAY
from db.emergency import EmergencyView
from db.emergency_cards import Step
from db.journal import COMMAND_LINE
from db.models.emergency import Emergency, EmergencyCard
from db.models.journal import Journal
from db.models.site import Post
from db.models.tickets import Ticket
from db.rules.emergency_cards import ORDER
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import PIN, Desk, signer

MINUTE = 60_000


def leak(desk: Desk, **where: str) -> EmergencyView:
    return emergency.begin(desk.chen, desk.front, "leak", **(where or {"unit": "6-2-1101"}), event_at=desk.clock.at)


def step(view: EmergencyView, what: str) -> int:
    return next(line.position for line in view.lines if line.what == what)


def test_a_leak_is_line_ticket_and_calls_in_one_journal_entry_with_the_time_of_the_first_key_l6(desk: Desk) -> None:
    first_key = desk.clock.at
    desk.clock.forward(1)
    before = Journal.select().count()
    view = emergency.begin(desk.chen, desk.front, "leak", unit="6-2-1101", event_at=first_key)
    assert Journal.select().count() == before + 1
    line = duty_log.entry(view.entry_id)
    assert (line.kind, line.text, line.unit, line.event_at, line.open) == (
        "emergency", "漏水爆管 R-0001", "6-2-1101", first_key, True,
    )  # fmt: skip
    ticket = tickets.ticket(view.ticket_id or 0)
    assert (ticket.grade, ticket.unit, ticket.created_at, ticket.content) == (
        "urgent",
        "6-2-1101",
        first_key,
        "漏水爆管",
    )
    assert (view.label, view.began_at, view.where) == ("E-0001", first_key, "6-2-1101")
    assert [line.what for line in view.lines][:4] == ["关阀", "钥匙", "水工", "领班"]


@pytest.mark.parametrize("kind", ORDER)
def test_nine_cards_come_with_the_program_and_each_begins_at_a_unit_or_a_place_l6(desk: Desk, kind: str) -> None:
    at_unit = emergency.begin(desk.chen, desk.front, kind, unit="6-2-1101")
    at_place = emergency.begin(desk.chen, desk.front, kind, place="地库 B2")
    assert bool(at_unit.ticket) == bool(at_place.ticket) == (kind in ("leak", "lift", "blackout"))
    assert len(emergency.running()) == 2
    assert Ticket.select().where(Ticket.public, Ticket.place != "地库 B2").count() == 0
    with pytest.raises(Refused, match="where it is"):
        emergency.begin(desk.chen, desk.front, kind)


def test_steps_name_the_staff_of_the_site_those_on_duty_first_with_a_stand_in_l6(desk: Desk) -> None:
    staff.enrol(COMMAND_LINE, "1003", "罗锋", "supervisor", "13900001003", PIN)
    duty.take_empty_post(staff.sign_on("1003", PIN), desk.guard)
    lines = {line.what: line for line in leak(desk).lines}
    assert (lines["主管"].name, lines["主管"].phone, lines["主管"].other) == ("罗锋", "13900001003", "何芳")
    assert (lines["领班"].name, lines["领班"].other) == ("孙伟", "罗锋")
    assert (lines["业主"].contact, lines["业主"].contact_phone) == ("王小明", "13800002201")
    assert lines["业主"].name == "", "the journal knows people of the public by a commitment only"
    assert lines["楼下"].contact == "", "there is no unit 6-2-1001"


def test_the_plumber_is_who_has_the_maintenance_post_and_approves_nothing_l6(desk: Desk) -> None:
    called = next(line for line in leak(desk).lines if line.what == "水工")
    assert (called.name, called.other, called.superior) == ("周建国", "何芳", True)
    duty.take_empty_post(desk.li, desk.guard)
    Post.update(code="maintenance").where(Post.id == desk.guard).execute()
    called = next(line for line in leak(desk, unit="9-1-302").lines if line.what == "水工")
    assert (called.name, called.other, called.superior) == ("李敏", "周建国", False)


def test_the_unit_below_is_found_by_its_number_l6(desk: Desk) -> None:
    site.add_unit(COMMAND_LINE, "6-2-1001", "李老师", "13500001180")
    below = next(line for line in leak(desk).lines if line.what == "楼下")
    assert (below.at_unit, below.contact) == ("6-2-1001", "李老师")


def test_a_call_not_answered_moves_to_the_substitute_and_back_each_with_its_time_l6(desk: Desk) -> None:
    view = leak(desk)
    leader = step(view, "领班")
    for minutes, event, calls in ((1, "missed", "何芳"), (1, "missed", "孙伟"), (1, "answered", "孙伟")):
        desk.clock.forward(minutes)
        view = emergency.happened(desk.chen, view.id, leader, event)
        assert view.lines[leader - 1].calls[0] == calls
    told = view.lines[leader - 1]
    assert [(e.kind, e.whom, e.at) for e in told.events] == [
        ("missed", "孙伟", view.began_at + MINUTE),
        ("missed", "何芳", view.began_at + 2 * MINUTE),
        ("answered", "孙伟", view.began_at + 3 * MINUTE),
    ]
    assert (told.standing.state, told.standing.settled_at, told.late(desk.clock.at)) == (
        "answered", view.began_at + 3 * MINUTE, False,
    )  # fmt: skip


def test_a_report_past_its_limit_is_overdue_on_the_duty_screen_and_says_so_afterwards_l6(desk: Desk) -> None:
    view = leak(desk)
    due = emergency.agenda()[0]
    assert (due.register, due.id, due.due_at, due.label) == (
        "emergency",
        view.id,
        view.began_at + 10 * MINUTE,
        "E-0001",
    )
    desk.clock.forward(11)
    for what in ("水工", "领班"):
        view = emergency.happened(desk.chen, view.id, step(view, what), "answered")
    assert [line.what for line in view.lines if line.late(desk.clock.at)] == ["水工", "领班"]
    assert emergency.agenda()[0].due_at == view.began_at + 15 * MINUTE
    emergency.happened(desk.chen, view.id, step(view, "主管"), "answered")
    assert emergency.agenda()[0].due_at is None


def test_a_key_goes_out_at_once_and_the_second_signature_is_owed_for_a_day_k6(desk: Desk) -> None:
    key_register.add(COMMAND_LINE, "0418", "管井 6-2", access="restricted")
    duty.take_empty_post(desk.li, desk.guard)
    view = emergency.issue_key(desk.chen, leak(desk).id, "0418")
    [key] = view.keys
    assert (key.tag, key.holder, key.signature_owed, key.approved_by) == ("0418", "李敏", True, "")
    view = emergency.happened(desk.chen, view.id, step(view, "领班"), "agreed")
    assert view.keys[0].approved_by == "孙伟"
    [due] = [due for due in key_register.agenda() if due.register == "signature"]
    assert (due.due_at, due.label, due.text) == (desk.clock.at + DAY, "0418", "E-0001 漏水爆管")
    kinds = [one.kind for one in owed.owed()]
    assert kinds == ["signature", "field"]
    with pytest.raises(Refused, match="nobody signs twice"):
        key_register.countersign(desk.sun, key.loan_id, signer(desk.chen))
    key_register.countersign(desk.chen, key.loan_id, signer(desk.sun))
    assert not emergency.emergency(view.id).keys[0].signature_owed
    with pytest.raises(Refused, match="owes no second"):
        key_register.countersign(desk.chen, key.loan_id, signer(desk.he))
    assert verify(desk.file).intact


def test_pressing_again_for_the_same_place_gives_the_card_that_is_under_way_l6(desk: Desk) -> None:
    assert leak(desk).id == leak(desk).id
    assert leak(desk, place="地库").id != leak(desk).id
    assert Emergency.select().count() == 2


def test_closing_says_who_when_and_how_resolves_the_line_and_owes_the_analysis_l6(desk: Desk) -> None:
    view = leak(desk)
    with pytest.raises(Refused, match="close its card"):
        duty_log.close_matter(desk.chen, view.entry_id, "换了接头")
    emergency.note(desk.chen, view.id, "王女士在家")
    with pytest.raises(Refused, match="still under way"):
        emergency.analyse(desk.chen, view.id, "软管老化")
    desk.clock.forward(30)
    view = emergency.close(desk.li, view.id, "胡兵换软管,03:40 止水")
    assert (view.closed_at, view.closed_by, view.ended) == (desk.clock.at, "李敏", "胡兵换软管,03:40 止水")
    assert not duty_log.entry(view.entry_id).open
    assert [line.text for line in duty_log.follow_ups(view.entry_id)] == ["王女士在家", "胡兵换软管,03:40 止水"]
    [due] = emergency.agenda()
    assert (due.register, due.due_at) == ("analysis", desk.clock.at + 3 * DAY)
    with pytest.raises(Refused, match="E-0001 is closed"):
        emergency.happened(desk.chen, view.id, 1, "done")
    with pytest.raises(Refused, match="E-0001 is closed"):
        emergency.close(desk.chen, view.id, "又关")
    with pytest.raises(Refused, match="E-0001 is closed"):
        emergency.issue_key(desk.chen, view.id, "0418")
    emergency.analyse(desk.he, view.id, "软管老化,同批 12 户更换")
    assert emergency.agenda() == []
    with pytest.raises(Refused, match="already"):
        emergency.analyse(desk.he, view.id, "再写")
    assert verify(desk.file).intact


@pytest.mark.parametrize(
    ("what", "event", "why"),
    [
        ("关阀", "answered", "no call"),
        ("水工", "done", "is a call"),
        ("楼下", "agreed", "superior"),
        ("关阀", "issued", "no key"),
    ],
)
def test_a_step_refuses_what_it_has_no_use_for_l6(desk: Desk, what: str, event: str, why: str) -> None:
    view = leak(desk)
    with pytest.raises(Refused, match=why):
        emergency.happened(desk.chen, view.id, step(view, what), event)
    assert not any(line.events for line in emergency.emergency(view.id).lines)


def test_a_supervisor_edits_a_card_in_versions_and_a_running_incident_keeps_its_steps_l6(desk: Desk) -> None:
    running = leak(desk)
    electrician = Step("call", "电工", name="胡兵", phone="13700006620", minutes=10)
    with pytest.raises(Refused, match="role"):
        emergency_cards.change_step(desk.chen, "leak", 3, electrician)
    card = emergency_cards.change_step(desk.he, "leak", 3, electrician)
    assert (card.version, card.steps[2]) == (2, electrician)
    with pytest.raises(Refused, match="at most 10"):
        emergency_cards.add_step(desk.he, "leak", 1, electrician)
    emergency_cards.drop_step(desk.he, "leak", 10)
    card = emergency_cards.add_step(desk.he, "leak", 10, Step("do", "保洁", "吸水"))
    assert emergency_cards.rename(desk.he, "leak", "爆管").version == 5
    assert emergency.emergency(running.id).lines[2].name == "周建国"
    fresh = leak(desk, place="地库")
    assert (fresh.name, fresh.version, fresh.lines[2].name, fresh.lines[9].what) == ("爆管", 5, "胡兵", "保洁")
    assert EmergencyCard.select().count() == 4
    assert verify(desk.file).intact
