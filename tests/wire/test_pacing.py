"""One frame in flight: when the next may go, as a table of what the terminal does."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from tests.wire.pair import Pair
from tui.pacing import REPORT, Pacing


def answering(baud: int | None = None) -> Pacing:
    pacing = Pacing(baud)
    assert pacing.probe(0.0) == REPORT
    pacing.report(0.01)
    return pacing


def test_the_first_frame_waits_for_nothing() -> None:
    pacing = Pacing()
    pacing.probe(0.0)
    assert pacing.may_send(0.0)


def test_a_frame_in_flight_holds_the_next_until_the_answer() -> None:
    pacing = answering()
    assert pacing.question(1000, whole=True) == REPORT
    pacing.sent(1000, True, 1.0)
    assert not pacing.may_send(1.5)
    pacing.report(1.9)
    assert pacing.may_send(1.9)


def test_keys_of_a_few_bytes_need_no_answer_but_now_and_then() -> None:
    pacing = answering()
    asked = []
    for number in range(12):
        question = pacing.question(20, whole=True)
        pacing.sent(20, bool(question), float(number))
        asked.append(bool(question))
        if question:
            assert not pacing.may_send(number + 0.1)
            pacing.report(number + 0.1)
    assert asked == [False, False, False, True] * 3


def test_behind_a_part_there_is_a_question_however_small_it_is() -> None:
    assert answering().question(1, whole=True) == ""
    assert answering().question(1, whole=False) == REPORT


def test_a_terminal_that_never_answers_is_mute_after_half_a_second() -> None:
    pacing = Pacing()
    pacing.probe(0.0)
    pacing.sent(3000, True, 0.2)
    pacing.overdue(0.4)
    assert not pacing.may_send(0.4)
    pacing.overdue(0.5)
    assert pacing.mute
    assert not pacing.may_send(0.5)  # not before the frame has left the process
    pacing.drained = True
    assert pacing.may_send(0.5)
    assert pacing.question(5000, whole=True) == ""


def test_a_mute_terminal_on_a_slow_line_is_paced_by_its_baud() -> None:
    pacing = Pacing(9600)
    pacing.probe(0.0)
    pacing.sent(960, True, 0.2)
    pacing.overdue(0.6)
    assert pacing.mute
    assert not pacing.may_send(9.9)  # not before the frame has left the process
    pacing.drained = True
    assert pacing.wake_at() == pytest.approx(1.2)
    assert not pacing.may_send(1.1)
    assert pacing.may_send(1.2)


def test_a_mute_terminal_that_has_all_of_it_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pair, later = Pair(20, 2), Mock()
    monkeypatch.setattr(pair.loop, "call_later", later)
    pair.sender.pacing = Pacing(9600, mute=True)
    pair.write("\x1b[Hshown")
    pair.settle()
    assert later.call_count == 0  # it has not left the process: what leaves wakes the sender
    pair.sender.drained()
    assert later.call_count == 1
    pair.sender.pacing._sent_at -= 1
    pair.sender.drained()
    assert later.call_count == 1
    pair.loop.close()


def test_a_late_answer_shows_that_the_terminal_is_not_mute() -> None:
    pacing = Pacing()
    pacing.probe(0.0)
    pacing.sent(3000, True, 0.1)
    pacing.overdue(0.6)
    assert pacing.expects
    pacing.report(0.8)
    assert not pacing.mute
    assert pacing.question(1000, whole=True) == REPORT


def test_one_lost_answer_costs_a_while_two_in_a_row_end_the_asking() -> None:
    pacing = answering()
    for mute in (False, True):
        pacing.sent(100, True, 10.0)
        assert not pacing.may_send(11.0)
        pacing.overdue(20.0)
        assert pacing.mute is mute


def test_a_terminal_that_answers_no_more_is_paced_by_the_rate_its_line_had() -> None:
    pacing = answering()
    pacing.sent(960, True, 1.0)
    pacing.report(2.01)
    for lost in (10.0, 20.0):
        pacing.sent(100, True, lost)
        pacing.overdue(lost + 9)
    assert pacing.mute
    pacing.sent(1440, False, 30.0)
    pacing.drained = True
    assert pacing.wake_at() == pytest.approx(31.5)


@pytest.mark.parametrize(("way", "ahead"), [(0.01, 96), (0.6, 576)])
def test_what_goes_ahead_keeps_a_slow_line_busy_however_far_it_is(way: float, ahead: int) -> None:
    pacing = Pacing()
    pacing.probe(0.0)
    pacing.sent(400, True, 0.0)  # the first screen does not wait for the answer
    pacing.report(way)
    pacing.report(0.5 + way)
    pacing.sent(960, True, 1.0)
    pacing.report(2.0 + way)
    assert (pacing.budget(), pacing.ahead()) == (192, ahead)


def test_nothing_goes_ahead_on_a_fast_line() -> None:
    pacing = answering()
    pacing.sent(960, True, 1.0)
    pacing.report(1.02)
    assert pacing.ahead() == 0


@pytest.mark.parametrize(("took", "parts"), [(0.02, False), (3.2, True)])
def test_a_line_that_is_slow_gets_frames_in_parts(took: float, parts: bool) -> None:
    pacing = answering()
    pacing.sent(3000, True, 1.0)
    pacing.report(1.0 + took)
    assert (pacing.budget() is not None) is parts


def test_a_far_line_is_not_a_slow_one() -> None:
    pacing = Pacing()
    pacing.probe(0.0)
    pacing.report(0.4)
    pacing.sent(3000, True, 1.0)
    pacing.report(1.45)
    assert pacing.budget() is None


def test_one_hiccup_does_not_make_a_slow_line() -> None:
    pacing = answering()
    for took in (0.02, 1.0):
        pacing.sent(3000, True, 1.0)
        pacing.report(1.0 + took)
    assert pacing.budget() is None


def test_a_part_that_waited_behind_another_makes_the_line_no_slower_and_a_quick_one_makes_it_faster() -> None:
    pacing = answering()
    pacing.sent(2000, True, 1.0)
    pacing.report(3.0)
    slow = pacing.budget()
    assert slow is not None
    pacing.sent(200, True, 3.0, ahead=100)
    pacing.report(3.6)
    assert pacing.budget() == slow
    pacing.sent(200, True, 4.0, ahead=100)
    pacing.report(4.1)
    assert (pacing.budget() or 0) > 1.5 * slow
