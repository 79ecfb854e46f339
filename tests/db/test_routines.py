"""The routine schedule on a real file: due on the duty screen, done by name, missed on sheet and handover (L12)."""

from __future__ import annotations

import pytest

from db import duty_log, handover, inbox, routines
from db.agenda import Due
from db.clock import HOUR
from db.models.routines import Routine, RoutineDone
from db.rules.words import Refused
from tests.conftest import START, Desk
from tests.handovers import prepared, sources


def lights(desk: Desk) -> int:
    """Every day at 22:00, from 20:00 of the first day on."""
    return routines.add(desk.he, desk.front, "大堂灯光", "daily", 0, 22 * 60)


def due(desk: Desk) -> Due:
    (found,) = routines.agenda(desk.front)
    return found


def wind(desk: Desk, hours: float) -> None:
    desk.clock.at = START + int(hours * HOUR)


def test_it_comes_is_due_is_done_by_an_officer_and_comes_again_l12(desk: Desk) -> None:
    number = lights(desk)
    assert routines.agenda(desk.guard) == []
    assert (due(desk).due_at, due(desk).label, due(desk).text) == (START + 2 * HOUR, "", "大堂灯光")
    wind(desk, 2.2)
    assert routines.done(desk.chen, number, "景观灯未关,已关") == 0
    assert routines.agenda(desk.front) == []
    (row,) = routines.book()
    assert (row.done_by, row.done_at) == ("陈晓燕", desk.clock.at)
    assert RoutineDone.get().note == "景观灯未关,已关"
    wind(desk, 15)
    assert due(desk).due_at == START + 26 * HOUR
    with pytest.raises(Refused, match="not due yet"):
        routines.done(desk.chen, number)


def test_a_missed_one_is_made_up_and_says_how_often_l12(desk: Desk) -> None:
    number = lights(desk)
    wind(desk, 3.5)
    assert due(desk).label == "补做"
    wind(desk, 27)
    assert (due(desk).due_at, due(desk).text) == (START + 2 * HOUR, "大堂灯光 漏 2 次")
    assert routines.done(desk.chen, number) == 1
    assert routines.agenda(desk.front) == []


def test_the_schedule_is_the_supervisors_and_what_is_owed_does_not_vanish_l12(desk: Desk) -> None:
    with pytest.raises(Refused, match="needs the role"):
        routines.add(desk.chen, desk.front, "x", "daily", 0, 0)
    number = lights(desk)
    changed = routines.change(desk.he, number, "大堂和地库灯光", "weekly", 6, 23 * 60)
    with pytest.raises(Refused, match="has ended"):
        routines.change(desk.he, number, "x", "daily", 0, 0)
    wind(desk, 28)
    with pytest.raises(Refused, match="is owed"):
        routines.change(desk.he, changed, "x", "daily", 0, 0)
    with pytest.raises(Refused, match="needs the role"):
        routines.end(desk.sun, changed, "x")
    routines.end(desk.he, changed, "改由工程部做")
    assert routines.book() == []
    assert Routine.get_by_id(changed).why_ended == "改由工程部做"


def test_a_missed_one_stands_in_the_handover_until_it_is_made_up_h16_l12(desk: Desk) -> None:
    number = lights(desk)
    wind(desk, 2.1)
    found = prepared(desk)
    (matter,) = found.section("routines")
    assert (matter.source, matter.text) == (f"routine:{number}:{START + 2 * HOUR}", "大堂灯光 02-06 22:00")
    routines.done(desk.chen, number)
    handover.refresh(desk.chen, found.id)
    assert handover.view(found.id).section("routines")[0].settled == "已了结"
    wind(desk, 26.5)
    routines.end(desk.he, number, "停用")
    assert sources(handover.prepare(desk.chen, desk.front)) == [matter.source]


def test_a_missed_one_stands_on_the_sheet_of_its_day_with_what_became_of_it_h8_l12(desk: Desk) -> None:
    number = lights(desk)
    duty_log.write(desk.chen, desk.front, "接班")
    wind(desk, 2.5)
    assert "大堂灯光" not in said(desk)
    wind(desk, 11)
    assert "22:00 missed: 大堂灯光 | not made up" in said(desk)
    routines.done(desk.chen, number)
    assert "22:00 missed: 大堂灯光 | made up 07:00" in said(desk)
    wind(desk, 50)
    assert "22:00 missed: 大堂灯光 | made up 07:00" in said(desk)
    routines.done(desk.chen, number)
    assert "大堂灯光" not in said(desk, "2026-02-09")


def said(desk: Desk, day: str = "2026-02-06") -> str:
    matters = inbox.sheet(day, desk.he).matters
    return "\n".join(f"{one.text(str)} | {one.status.said(str)}" for one in matters)
