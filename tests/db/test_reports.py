"""Papers that write themselves, counted on a real file: repairs, complaints, service, and the supervisor's measures."""

from __future__ import annotations

import pytest

from db import duty_log, figures, reports, tickets
from db.models.reports import Measures
from db.rules.reports import parse
from db.rules.words import Refused
from db.ticket_pages import TicketView
from db.verify import verify
from tests.conftest import Desk, signer

DAY = 24 * 60
CALLER = {"place": "厨房", "caller_name": "王太太", "caller_phone": "13977770001", "cost": "told"}
WEEK, MONTH = parse("2026-W06"), parse("2026-02")


def repair(desk: Desk, what: str, grade: str = "ordinary", **more: object) -> TicketView:
    return tickets.take(desk.chen, "repair", what, post_id=desk.front, grade=grade, **CALLER | more)  # type: ignore[arg-type]


def complaint(desk: Desk, what: str, **more: object) -> TicketView:
    given = {"grade": "general", "unit": "6-2-1101", "caller_name": "王太太", "caller_phone": "13977770001"} | more
    return tickets.take(desk.chen, "complaint", what, post_id=desk.front, **given)  # type: ignore[arg-type]


def test_the_repairs_of_a_week_are_counted_by_what_happened_in_it_p1(desk: Desk) -> None:
    first, second = repair(desk, "龙头漏水", unit="6-2-1101"), repair(desk, "水管爆裂", "urgent", unit="6-2-1101")
    lamp = repair(desk, "路灯不亮", place="大门", public=True)
    gone = repair(desk, "重复", unit="9-1-302")
    tickets.void(desk.chen, gone.id, "重复", signer(desk.he))
    for one in (first, second):
        tickets.dispatch(desk.sun, one.id, "罗建")
    tickets.done(desk.chen, second.id)
    desk.clock.forward(5 * DAY)
    tickets.done(desk.chen, first.id)
    found = reports.repairs(WEEK)
    assert found.tally == reports.Tally(taken=3, done=1, closed=0, void=1)
    assert found.before == reports.Tally(0, 0, 0, 0)
    assert found.grades == (("urgent", False, 1, 1), ("ordinary", False, 1, 1), ("ordinary", True, 1, 0))
    assert [day for day in found.days if day[1] or day[2]] == [("2026-02-06", 3, 1)]
    assert [one.id for one in found.left] == [first.id, lamp.id], "what was done later was not done by its end"
    assert found.again == (("6-2-1101", 2, f"{first.label} 龙头漏水; {second.label} 水管爆裂"),)
    assert (found.solved.numerator, found.solved.denominator) == (1, 3)
    assert found.span.over
    after = reports.repairs(parse("2026-W07"))
    assert (after.tally.taken, after.tally.done, after.before.taken) == (0, 1, 3)
    assert not after.span.over


def test_the_complaints_of_a_month_stand_each_with_its_verdict_p2(desk: Desk) -> None:
    noise = complaint(desk, "楼上深夜施工", complaint_class="management")
    complaint(desk, "外墙渗水", complaint_class="defect")
    tickets.look_into(desk.li, noise.id, "已上门")
    tickets.done(desk.li, noise.id)
    tickets.confirm_record(desk.li, noise.id, "", "phone")
    tickets.reply(desk.li, noise.id, "晚九点后不施工")
    tickets.tell_owner(desk.li, noise.id)
    tickets.close(desk.he, noise.id, "调解成功", validity="valid")
    found = reports.complaints(MONTH)
    assert found.tally == reports.Tally(taken=2, done=1, closed=1, void=0)
    assert found.grades == (("general", "defect", 1), ("general", "management", 1))
    assert found.steps == (
        ("confirmed", 1, 2), ("looked_into", 1, 2), ("answered", 1, 2), ("done", 1, 2), ("told", 1, 1),
    )  # fmt: skip
    assert list(zip([one.content for one in found.every], found.verdicts, strict=True)) == [
        ("楼上深夜施工", "valid"), ("外墙渗水", ""),
    ]  # fmt: skip
    assert found.valid == figures.figures(found.span.start, found.span.end)[3]
    assert reports.complaints(parse("2026-Q1")).tally == reports.complaints(parse("2026")).tally == found.tally
    with pytest.raises(Refused, match="not by week"):
        reports.complaints(WEEK)


def test_the_service_of_a_month_has_the_figures_of_the_screen_l8_p3(desk: Desk) -> None:
    complaint(desk, "门禁坏")
    duty_log.write(desk.chen, desk.front, "巡查一遍")
    found = reports.service(MONTH)
    assert found.figures == figures.figures(found.span.start, found.span.end)
    assert found.log == (("note", 1),)
    assert (found.complaints.taken, found.repairs.taken, found.handovers) == (1, 0, (0, 0))
    assert reports.service(parse("2026-01")).log == ()


def test_measures_are_a_supervisors_and_earlier_wordings_stay_on_record_p2(desk: Desk) -> None:
    assert reports.measures_of(MONTH) is None
    reports.take_measures(desk.he, "2026-02", "约谈装修队", "入场前签施工时间承诺")
    desk.clock.forward(1)
    made = reports.take_measures(desk.manager, "2026-02", "约谈装修队并停工一天", "入场前签施工时间承诺")
    assert made == reports.measures_of(MONTH) == reports.complaints(MONTH).measures
    assert (made.corrective, made.officer, made.earlier) == ("约谈装修队并停工一天", "王总", 1)
    assert reports.measures_of(parse("2026-Q1")) is None
    assert Measures.select().count() == 2
    assert not verify(desk.file).problems


@pytest.mark.parametrize(
    ("period", "text", "said"),
    [("2026-W06", "x", "not by week"), ("2026-99", "x", "no period"), ("2026-02", " ", "empty"),
     ("2026-02", "x" * 1001, "too long")],
)  # fmt: skip
def test_measures_without_text_or_period_are_refused_p2(desk: Desk, period: str, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        reports.take_measures(desk.he, period, text, "x")
    assert Measures.select().count() == 0


def test_officers_read_the_papers_and_write_no_measures(desk: Desk) -> None:
    for who in (desk.chen, desk.sun):
        with pytest.raises(Refused, match="role"):
            reports.take_measures(who, "2026-02", "x", "x")
