"""A handover signed on an emergency sheet is recorded as such: who, when, which sheet; nobody signs backwards (H23)."""

from __future__ import annotations

from typing import Any

import pytest

from db import clock, duty, handover, inbox, papers, signatures, site
from db.connection import rows
from db.rules.words import Refused
from db.verify import verify
from screens import paper_makers
from screens.papers.paper import read
from tests.conftest import START, Desk, signer
from tests.handovers import prepared

ON_PAPER = START + 12 * clock.HOUR  # 08:00


def on_paper(desk: Desk, **changes: Any) -> int:
    """Li took over from Chen at 08:00 on sheet 1; recorded by Li at half past nine."""
    given: dict[str, Any] = {"by": desk.li, "sheet": "1", "incoming": desk.li.officer_id, "at": ON_PAPER} | changes
    return handover.take_from_paper(
        given["by"], desk.front, signer(given["by"]), given["sheet"], given["incoming"], given["at"]
    )


@pytest.fixture
def dark(desk: Desk) -> Desk:
    """A night with an emergency sheet; the station is up again at 09:30."""
    papers.new_sheet(desk.chen, desk.front)
    desk.clock.at = ON_PAPER + 90 * clock.MINUTE
    return desk


def test_the_duty_changes_hands_at_the_time_on_the_paper_and_the_record_says_sheet_and_time_h23(dark: Desk) -> None:
    number = on_paper(dark)
    held = duty.on_post(dark.front)
    assert held is not None
    assert (held.officer_id, held.began_at, held.shift_date) == (dark.li.officer_id, ON_PAPER, "2026-02-07")
    assert rows("SELECT ended_at, how FROM duty ORDER BY id") == [(ON_PAPER, "opening"), (None, "paper")]
    seen = handover.view(number)
    assert (seen.state, seen.outgoing, seen.incoming, seen.accepted_at) == ("accepted", "陈晓燕", "李敏", ON_PAPER)
    assert "双方已在停电应急单 2026-0001 上签字,02-07 08:00" in seen.text
    assert verify(dark.file).intact


def test_nobody_signs_for_the_two_officers_one_signature_says_who_recorded_it_h23_h7(dark: Desk) -> None:
    number = on_paper(dark, by=dark.sun)
    (only,) = signatures.of_record(f"handover:{number}", handover.view(number).version)
    assert (only.role, only.officer.name, only.at) == ("paper", "孙伟", dark.clock.at)
    text = read(paper_makers.of_handover(handover.view(number), site.read()))
    assert "Recorded from paper by: 孙伟  2026-02-07 09:30" in text


def test_a_supervisor_owes_the_countersignature_and_it_stands_on_the_sheet_until_then_h23_h12(dark: Desk) -> None:
    number = on_paper(dark)
    (owed,) = handover.owed()
    assert (owed.id, owed.kind, owed.due_at) == (number, "paper", dark.clock.at + 24 * clock.HOUR)
    sheet = inbox.sheet("2026-02-06", dark.he)
    assert any("李敏 took over on paper" in one.text(str) for one in sheet.matters)
    for who, why in (
        (dark.li, "for themselves"),
        (dark.chen, "for themselves"),
        (dark.sun, "on paper is countersigned"),
    ):
        with pytest.raises(Refused, match=why):
            handover.countersign(who, number, signer(who))
    handover.countersign(dark.he, number, signer(dark.he))
    assert handover.owed() == []
    assert verify(dark.file).intact


def test_who_recorded_it_does_not_countersign_it_h23(dark: Desk) -> None:
    number = on_paper(dark, by=dark.he)
    with pytest.raises(Refused, match="for themselves"):
        handover.countersign(dark.he, number, signer(dark.he))
    handover.countersign(dark.manager, number, signer(dark.manager))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sheet": "7"}, "No sheet 7"),
        ({"sheet": "2"}, "is of the post 护卫岗"),
        ({"at": START - 1}, "began later than that"),
        ({"at": ON_PAPER + 24 * clock.HOUR}, "has not come yet"),
    ],
)
def test_what_the_paper_cannot_say_is_refused_and_nothing_changes_h23(
    dark: Desk, changes: dict[str, Any], why: str
) -> None:
    papers.new_sheet(dark.chen, dark.guard)
    with pytest.raises(Refused, match=why):
        on_paper(dark, **changes)
    held = duty.on_post(dark.front)
    assert held is not None
    assert held.officer_id == dark.chen.officer_id


def test_neither_the_outgoing_alone_nor_to_oneself_h23_h13(dark: Desk) -> None:
    with pytest.raises(Refused, match="recorded by 李敏"):
        on_paper(dark, by=dark.chen)
    with pytest.raises(Refused, match="hand over to yourself"):
        on_paper(dark, by=dark.chen, incoming=dark.chen.officer_id)


def test_two_handovers_during_one_outage_are_recorded_one_after_the_other_h23(dark: Desk) -> None:
    on_paper(dark)
    dark.clock.forward(60)
    on_paper(dark, by=dark.sun, incoming=dark.chen.officer_id, at=ON_PAPER + clock.HOUR)
    held = duty.on_post(dark.front)
    assert held is not None
    assert (held.officer, held.began_at) == ("陈晓燕", ON_PAPER + clock.HOUR)
    assert len(handover.owed()) == 2


def test_one_that_was_being_prepared_becomes_the_record_of_what_stood_on_paper_h23_h1(dark: Desk) -> None:
    begun = prepared(dark)
    assert on_paper(dark) == begun.id
    assert handover.view(begun.id).version == begun.version
