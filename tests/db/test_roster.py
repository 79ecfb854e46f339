"""The roster on a real file: a week, a copy, a swap, standby, and what follows from it (H1)."""

from __future__ import annotations

import pytest

from db import connection, duty, handover, inbox, roster, site, staff, verify
from db.rules.words import Refused
from tests.conftest import Desk
from tests.handovers import prepared

MONDAY, FRIDAY, SATURDAY, NEXT = "2026-02-02", "2026-02-06", "2026-02-07", "2026-02-09"


def shifts(desk: Desk) -> tuple[int, int]:
    """Day and night of the front desk."""
    day, night = next(post for post in site.read().posts if post.id == desk.front).shifts
    return day.id, night.id


def test_a_week_shows_every_shift_of_every_post_and_who_stands_by_h1(desk: Desk) -> None:
    day, night = shifts(desk)
    roster.put(desk.he, SATURDAY, desk.front, day, desk.li.officer_id)
    roster.put(desk.he, FRIDAY, desk.front, night, desk.chen.officer_id)
    roster.put_standby(desk.he, SATURDAY, desk.manager.officer_id)
    rows = roster.week(MONDAY)
    assert [(row.post, row.shift) for row in rows] == [
        ("前台", "白班"), ("前台", "夜班"), ("护卫岗", "白班"), ("护卫岗", "夜班"), ("", ""),
    ]  # fmt: skip
    assert [cell.officer for cell in rows[0].cells] == ["", "", "", "", "", "李敏", ""]
    assert [cell.officer for cell in rows[1].cells] == ["", "", "", "", "陈晓燕", "", ""]
    assert [cell.officer for cell in rows[4].cells] == ["", "", "", "", "", "王总", ""]
    assert roster.standby(SATURDAY).officer == "王总"
    roster.put(desk.he, SATURDAY, desk.front, day, None)
    assert roster.rostered(desk.front, day, SATURDAY).officer == ""
    connection.close_station()
    assert verify.verify(desk.file).intact


def test_only_supervisors_write_it_and_nobody_the_past_h1(desk: Desk) -> None:
    day, _night = shifts(desk)
    for who in (desk.li, desk.sun):
        with pytest.raises(Refused, match="needs the role"):
            roster.put(who, SATURDAY, desk.front, day, desk.li.officer_id)
    with pytest.raises(Refused, match="is past"):
        roster.put(desk.he, "2026-02-05", desk.front, day, desk.li.officer_id)
    with pytest.raises(Refused, match="no such shift"):
        roster.put(desk.he, SATURDAY, desk.guard, day, desk.li.officer_id)
    with pytest.raises(Refused, match="needs the role"):
        roster.put_standby(desk.li, SATURDAY, desk.li.officer_id)


def test_nobody_is_rostered_at_two_posts_at_once_h1(desk: Desk) -> None:
    day, _night = shifts(desk)
    guard_day = next(post for post in site.read().posts if post.id == desk.guard).shifts[0].id
    roster.put(desk.he, SATURDAY, desk.front, day, desk.li.officer_id)
    with pytest.raises(Refused, match="李敏 is rostered for 前台 白班 02-07"):
        roster.put(desk.he, SATURDAY, desk.guard, guard_day, desk.li.officer_id)
    roster.put(desk.he, SATURDAY, desk.front, day, desk.li.officer_id)


def test_last_week_is_copied_into_what_is_still_open_h1(desk: Desk) -> None:
    day, night = shifts(desk)
    roster.put(desk.he, SATURDAY, desk.front, day, desk.li.officer_id)
    roster.put(desk.he, SATURDAY, desk.front, night, desk.chen.officer_id)
    roster.put_standby(desk.he, SATURDAY, desk.manager.officer_id)
    roster.put(desk.he, "2026-02-14", desk.front, day, desk.sun.officer_id)
    assert roster.copy_week(desk.he, NEXT) == 2
    rows = roster.week(NEXT)
    assert [rows[n].cells[5].officer for n in (0, 1, 4)] == ["孙伟", "陈晓燕", "王总"]
    assert roster.copy_week(desk.he, NEXT) == 0
    with pytest.raises(Refused, match="needs the role"):
        roster.copy_week(desk.li, NEXT)


def test_a_swap_names_who_it_was_and_who_approved_it_h1(desk: Desk) -> None:
    day, _night = shifts(desk)
    with pytest.raises(Refused, match="nothing to swap"):
        roster.swap(desk.li, SATURDAY, desk.front, day, desk.chen.officer_id, desk.sun.officer_id)
    roster.put(desk.he, SATURDAY, desk.front, day, desk.li.officer_id)
    with pytest.raises(Refused, match="approved by a leader"):
        roster.swap(desk.li, SATURDAY, desk.front, day, desk.chen.officer_id, desk.li.officer_id)
    roster.swap(desk.li, SATURDAY, desk.front, day, desk.chen.officer_id, desk.sun.officer_id)
    cell = roster.rostered(desk.front, day, SATURDAY)
    assert (cell.officer, cell.swapped_from, cell.approver) == ("陈晓燕", "李敏", "孙伟")


def test_who_has_left_stands_in_no_shift_to_come_and_is_put_and_copied_into_none_h1(desk: Desk) -> None:
    day, night = shifts(desk)
    gone = desk.sun.officer_id
    for date in (FRIDAY, SATURDAY):
        roster.put(desk.he, date, desk.front, day, gone)
        roster.put_standby(desk.he, date, gone)
    roster.put(desk.he, FRIDAY, desk.front, night, gone)
    desk.clock.forward(-120)  # 18:00: the day shift has begun, the night shift has not
    assert roster.to_come(gone) == 2
    staff.end_service(desk.manager, gone)
    assert [
        roster.rostered(desk.front, *shift).officer_id for shift in ((day, FRIDAY), (night, FRIDAY), (day, SATURDAY))
    ] == [gone, None, None]
    assert [roster.standby(date).officer for date in (FRIDAY, SATURDAY)] == ["", ""]
    assert roster.copy_week(desk.he, NEXT) == 0
    with pytest.raises(Refused, match="does not serve here any more"):
        roster.put(desk.he, SATURDAY, desk.front, day, gone)
    with pytest.raises(Refused, match="does not serve here any more"):
        roster.put_standby(desk.he, SATURDAY, gone)
    connection.close_station()
    assert verify.verify(desk.file).intact


def test_the_rostered_officer_is_the_default_of_the_offer_and_never_more_h1(desk: Desk) -> None:
    day, _night = shifts(desk)
    found = prepared(desk)
    assert handover.expected_relief(found.id) is None
    roster.put(desk.he, SATURDAY, desk.front, day, desk.li.officer_id)
    expected = handover.expected_relief(found.id)
    assert expected is not None
    assert expected.name == "李敏"
    handover.offer(desk.chen, found.id, desk.sun.officer_id)
    assert handover.view(found.id).incoming == "孙伟"


def test_a_shift_that_nobody_had_says_who_was_rostered_h1(desk: Desk) -> None:
    guard_night = next(post for post in site.read().posts if post.id == desk.guard).shifts[1].id
    roster.put(desk.he, FRIDAY, desk.guard, guard_night, desk.li.officer_id)
    desk.clock.forward(13 * 60)
    texts = [one.text(str) for one in inbox.sheet(FRIDAY, desk.he).matters]
    assert "夜班: no handover record, rostered 李敏" in texts


def test_relief_that_never_came_is_the_one_who_was_rostered_h1_h20(desk: Desk) -> None:
    day, _night = shifts(desk)
    roster.put(desk.he, SATURDAY, desk.front, day, desk.li.officer_id)
    desk.clock.forward(12 * 60 + 20)
    assert [(one.post, one.relief, one.minutes) for one in handover.no_shows()] == [("前台", "李敏", 20)]
    assert duty.on_posts()[0].officer == "陈晓燕"
