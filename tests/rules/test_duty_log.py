"""What may be written, corrected, reviewed and closed, as tables."""

from __future__ import annotations

import pytest

from db.rules import duty_log as rules
from db.rules.words import Refused

AT = 1_000_000_000
MINUTE = 60_000


@pytest.mark.parametrize("said", [None, AT - 3 * 3_600_000, AT, AT + MINUTE])
def test_an_event_may_lie_in_the_past_or_a_minute_ahead_l3(said: int | None) -> None:
    assert rules.event_time(said, AT) == (AT if said is None else said)


def test_an_event_in_the_time_to_come_is_refused_l3() -> None:
    with pytest.raises(Refused, match="not come yet"):
        rules.event_time(AT + MINUTE + 1, AT)


@pytest.mark.parametrize(("minutes", "late"), [(-1, False), (0, False), (10, False), (10.1, True), (600, True)])
def test_a_line_logged_after_the_limit_says_so_l3(minutes: float, late: bool) -> None:
    assert rules.is_late(AT - int(minutes * MINUTE), AT, 10) is late


@pytest.mark.parametrize(
    ("typed", "text", "abnormal"),
    [
        ("lift stuck", "lift stuck", False),
        ("* 电梯异响", "电梯异响", True),
        ("＊漏水", "漏水", True),
        ("5*3", "5*3", False),
    ],
)
def test_a_leading_star_of_either_width_makes_a_line_abnormal_l1(typed: str, text: str, abnormal: bool) -> None:
    assert rules.split_mark(typed) == (text, abnormal)


@pytest.mark.parametrize(
    ("new", "reason", "said"), [("old", "slip", "nothing to correct"), ("new", "", "reason"), ("new", " ", "reason")]
)
def test_an_erratum_changes_the_text_and_gives_a_reason_l2(new: str, reason: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        rules.correct("old", new, reason)
    rules.correct("old", "new", "slip")


@pytest.mark.parametrize(("state", "event", "after"), [("none", "raised", "open"), ("open", "closed", "closed")])
def test_a_matter_goes_from_none_to_open_to_closed_l1(state: str, event: str, after: str) -> None:
    assert rules.follow(7, state, event) == after


@pytest.mark.parametrize(
    ("state", "event", "said"),
    [
        ("open", "raised", "7 is an open matter already"),
        ("closed", "raised", "7 is closed: write a new line"),
        ("none", "closed", "7 is no open matter"),
        ("closed", "closed", "7 is closed already"),
    ],
)
def test_every_other_step_of_a_matter_has_its_sentence_l1(state: str, event: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        rules.follow(7, state, event)


@pytest.mark.parametrize(
    ("officer", "reviewed", "said"), [(1, False, "your own"), (2, True, "reviewed already"), (2, False, "")]
)
def test_a_line_is_reviewed_once_and_not_by_its_author_l4(officer: int, reviewed: bool, said: str) -> None:
    if not said:
        return rules.review(7, 1, officer, reviewed)
    with pytest.raises(Refused, match=said):
        rules.review(7, 1, officer, reviewed)
    return None


@pytest.mark.parametrize("due", [AT, AT - 1])
def test_an_answer_is_promised_for_a_time_to_come_l9(due: int) -> None:
    rules.promise(AT + 1, AT)
    with pytest.raises(Refused, match="later time"):
        rules.promise(due, AT)


def test_a_promise_is_kept_once_l9() -> None:
    rules.keep_promise(7, kept=False)
    with pytest.raises(Refused, match="kept already"):
        rules.keep_promise(7, kept=True)
