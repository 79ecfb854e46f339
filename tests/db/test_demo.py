"""The demo estate: the same for the same seed, proved like any station, and open to every door."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from db import (
    clock,
    connection,
    cover,
    demo,
    duty,
    duty_log,
    handover,
    inbox,
    journal,
    key_register,
    roster,
    site,
    staff,
    tickets,
)
from db import handover_pages as pages
from db.demo.words_en import WORDS as ENGLISH
from db.demo.words_zh import WORDS as CHINESE
from db.handover_text import freeze
from db.models.addendum import Addendum
from db.models.handover import DayReview, Handover, HandoverItem, HandoverMatter, HandoverQuestion
from db.rules.words import Refused
from db.verify import verify

UNTIL = 1_770_405_300_000  # 2026-02-07 03:15 in Shanghai
DAYS = 8
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A short demo estate, made once; tests that write do it in a copy."""
    folder = tmp_path_factory.mktemp("estate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        demo.build(folder / "demo.db", days=DAYS, until=UNTIL)
    yield folder / "demo.db"
    connection.close_station()


@pytest.fixture
def opened(estate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The estate, open at the moment its story ends."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(estate.parent / "config"))
    with clock.replaced(lambda: UNTIL), connection.station(estate):
        yield estate


def made(file: Path, **wanted: Any) -> bytes:
    """Head of the journal of a very short estate made with these options."""
    short: dict[str, Any] = {"days": 1, "until": UNTIL, "language": "en"}
    demo.build(file, **short | wanted)
    with connection.station(file):
        return journal.head()[1]


def test_the_same_seed_makes_the_same_record_and_another_seed_another(tmp_path: Path) -> None:
    first = made(tmp_path / "1.db")
    assert made(tmp_path / "2.db") == first
    assert made(tmp_path / "3.db", seed=8) != first


def test_the_record_is_intact(estate: Path) -> None:
    report = verify(estate)
    assert report.problems == []
    assert 800 < report.entries < 15_000 * DAYS / 90 + 600


@pytest.mark.parametrize("minutes", [0, 11 * 60 + 7, 12 * 60 + 5, 23 * 60 + 41])
def test_the_story_ends_at_any_hour_also_while_a_post_changes_hands(tmp_path: Path, minutes: int) -> None:
    midnight = UNTIL - (3 * 60 + 15) * clock.MINUTE
    demo.build(tmp_path / "demo.db", days=2, until=midnight + minutes * clock.MINUTE)
    with connection.station(tmp_path / "demo.db"):
        assert len(cover.between(0, UNTIL + clock.DAY)) == 3


def test_only_its_owner_may_read_the_file_and_the_folder_it_was_made_in_is_gone(estate: Path) -> None:
    assert stat.S_IMODE(estate.stat().st_mode) == 0o600
    assert list(estate.parent.glob(".dutydesk-*")) == []


def test_it_is_never_made_over_another_file(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("mine")
    with pytest.raises(Refused, match="exists already"):
        demo.build(tmp_path / "demo.db", days=1)
    assert (tmp_path / "demo.db").read_text() == "mine"


def test_a_story_that_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.build(tmp_path / "demo.db", days=1, until=UNTIL, progress=stop)
    assert list(tmp_path.glob("*.db*")) == list(tmp_path.glob(".dutydesk-*")) == []


def test_chance_and_clock_are_the_machines_again_afterwards(opened: Path) -> None:
    assert journal.random_bytes(16) != journal.random_bytes(16)
    assert journal._chance.__module__ in ("posix", "nt")


def test_every_shift_change_of_every_post_is_signed_by_both_h1_h7(opened: Path) -> None:
    accepted = Handover.select().where(Handover.state == "accepted")
    assert accepted.count() == Handover.select().count() == 2 * DAYS * 3
    signed = [tuple(one.role for one in pages.view(row.id).signatures) for row in accepted]
    assert signed.count(("double", "countersigned")) == 1
    assert signed.count(("outgoing", "incoming")) == len(signed) - 1


def test_there_are_breaks_one_of_them_too_long_an_addendum_and_a_roster_h1_h10_h17(opened: Path) -> None:
    breaks = cover.between(0, UNTIL)
    assert [one.stand_in for one in breaks if one.over] == [CHINESE.officers["1041"]]
    assert len(breaks) == 3
    (added,) = Addendum.select()
    assert added.said == CHINESE.addendum
    night = site.read().posts[0].shifts[1].id
    assert roster.rostered(site.read().posts[0].id, night, "2026-02-06").officer == CHINESE.officers["1024"]
    assert roster.standby("2026-02-08").officer
    front = site.read().posts[0]
    assert all(roster.rostered(front.id, shift.id, "2026-02-02") for shift in front.shifts), "the week begins on Monday"


def test_what_was_signed_is_what_the_door_would_freeze(opened: Path) -> None:
    for row in Handover.select():
        signed, frozen = row.text.splitlines(), freeze(pages.view(row.id), "zh", site.zone()).splitlines()
        # An erratum made after the handover counts in the log, not in what was signed.
        assert [line for line in signed if "记事" not in line] == [line for line in frozen if "记事" not in line]


def test_handovers_have_questions_answered_and_oddities_explained_h4_h6(opened: Path) -> None:
    questions = list(HandoverQuestion.select())
    assert len(questions) > 2
    assert all(question.answer for question in questions)
    differs = (HandoverItem.counted != HandoverItem.expected) | (HandoverItem.verdict == "abnormal")
    odd = list(HandoverItem.select().where(differs))
    assert odd
    assert all(item.note for item in odd)
    told = HandoverMatter.select().where(HandoverMatter.source.startswith("own:"))
    assert {bool(matter.settled) for matter in told} == {True, False}


def test_one_handover_was_refused_first_and_nobody_took_note_of_it_yet_h5(opened: Path) -> None:
    (refused,) = inbox.refusals_open()
    assert pages.view(refused.id).version == 2
    assert pages.view(refused.id).state == "accepted"


def test_the_duty_director_signed_days_and_some_are_left_to_sign_h8(opened: Path) -> None:
    signed = {review.day for review in DayReview.select().where(DayReview.role == "supervisor")}
    waiting = {one.day for one in inbox.who_has_not_signed() if one.role == "supervisor"}
    assert signed
    assert "2026-02-05" in waiting
    assert not signed & waiting


def test_three_posts_are_manned_and_the_officer_of_the_hint_has_the_front_desk(opened: Path) -> None:
    held = duty.on_posts()
    assert [one.post for one in held] == list(CHINESE.posts)
    assert held[0].officer == CHINESE.officers["1024"]
    assert all(one.shift == "夜班" and one.shift_date == "2026-02-06" for one in held)
    assert "1024" in demo.HINT
    assert demo.PIN in demo.HINT


def test_keys_are_out_and_one_is_overdue_k5(opened: Path) -> None:
    counts = key_register.counts()
    assert counts.inside + counts.out + counts.unusable == 80
    assert counts.out >= 7
    assert counts.overdue >= 1


def test_tickets_stand_in_every_state_by_different_clocks_some_past_them(opened: Path) -> None:
    standing = tickets.page(tickets.TicketFilter(), None, 100)
    late = [due for due in tickets.agenda() if due.due_at is not None and due.due_at < UNTIL]
    assert {ticket.state for ticket in standing} >= {"new", "dispatched", "in_progress", "done"}
    assert {ticket.kind for ticket in standing} == {"repair", "complaint"}
    assert len({due.clock for due in tickets.agenda()}) >= 4
    assert late


def test_a_promise_is_overdue_and_others_are_not_yet_due_l9(opened: Path) -> None:
    due = [promise.due_at < UNTIL for promise in duty_log.promises_due()]
    assert True in due
    assert False in due


def test_the_log_has_late_lines_errata_and_lines_that_a_superior_reviewed_l2_l3_l4(opened: Path) -> None:
    found = duty_log.page(duty_log.LogFilter(), None, 1000)
    assert any(line.late for line in found)
    assert any(line.errata for line in found)
    assert any(line.reviewed_by for line in found)
    assert any(line.open for line in found)


def test_the_officers_sign_on_and_every_door_works(
    estate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(estate.parent / "config"))
    copy = tmp_path / "copy.db"
    shutil.copy(estate, copy)
    with clock.replaced(lambda: UNTIL), connection.station(copy):
        chen = staff.sign_on("1024", demo.PIN)
        front = site.read().posts[0].id
        duty_log.write(chen, front, "巡查正常")
        key_register.issue(chen, ["0110"], key_register.NewBorrower("何志", "13600008821"), UNTIL + clock.HOUR)
        tickets.call_again(chen, tickets.page(tickets.TicketFilter(), None, 1)[0].id)
        assert handover.prepare(chen, front).matters
    assert verify(copy).problems == []


def test_the_english_estate_has_no_chinese_word(tmp_path: Path) -> None:
    demo.build(tmp_path / "demo.db", language="en", days=2, until=UNTIL)
    with connection.station(tmp_path / "demo.db"):
        bodies = [body for (body,) in connection.rows('SELECT "body" FROM "journal"')]
        names = [name for (name,) in connection.rows('SELECT "name" FROM "contact"')]
    assert len(names) > 400
    assert [text for text in (*bodies, *names) if HAN.search(text)] == []


def test_both_languages_tell_the_same_story_list_by_list() -> None:
    for part in fields(CHINESE):
        chinese, english = getattr(CHINESE, part.name), getattr(ENGLISH, part.name)
        if part.name in ("surnames", "given"):
            chinese, english = chinese.split(), english.split()
        if not isinstance(chinese, str):
            assert len(chinese) == len(english), part.name
    assert [(one.age, one.kind, one.grade) for one in CHINESE.standing] == [
        (one.age, one.kind, one.grade) for one in ENGLISH.standing
    ]
