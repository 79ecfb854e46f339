"""Emergency cards as rules: whose turn it is, what is late, what a card may hold (L6)."""

from __future__ import annotations

import pytest

from db.rules import emergency as rules
from db.rules.emergency import Standing, Step
from db.rules.emergency_cards import EN, ORDER, ZH
from db.rules.words import Refused

AT = 1_770_404_320_000
MINUTE = 60_000


@pytest.mark.parametrize(
    ("events", "substitute", "standing"),
    [
        ([], True, Standing()),
        (["missed"], True, Standing("open", 1, 1)),
        (["missed"], False, Standing("open", 1, 0)),
        (["missed", "missed"], True, Standing("open", 2, 0)),
        (["missed", "missed", "missed"], True, Standing("open", 3, 1)),
        (["missed", "answered"], True, Standing("answered", 1, 1, AT + MINUTE)),
        (["answered", "agreed"], True, Standing("answered", 0, 0, AT)),
        (["answered", "missed"], True, Standing("open", 1, 1)),
        (["none", "done"], False, Standing("done", 0, 0, AT + MINUTE)),
        (["issued"], False, Standing("issued", 0, 0, AT)),
    ],
)
def test_the_last_word_counts_and_each_missed_call_changes_the_turn_l6(
    events: list[str], substitute: bool, standing: Standing
) -> None:
    happened = [(event, AT + number * MINUTE) for number, event in enumerate(events)]
    assert rules.standing(happened, substitute=substitute) == standing


@pytest.mark.parametrize(
    ("minutes", "settled", "now", "late"),
    [(15, None, 15, False), (15, None, 16, True), (15, 15, 60, False), (15, 16, 60, True), (None, None, 999, False)],
)
def test_a_step_is_late_past_its_limit_whether_it_was_settled_or_not_l6(
    minutes: int | None, settled: int | None, now: int, late: bool
) -> None:
    settled_at = None if settled is None else AT + settled * MINUTE
    assert rules.late(rules.limit(AT, minutes), settled_at, AT + now * MINUTE) is late


@pytest.mark.parametrize(
    ("unit", "below"),
    [
        ("6-2-1101", "6-2-1001"), ("6-2-201", "6-2-101"), ("6-2-101", ""), ("12-3205", "12-3105"), ("801", "701"),
        ("大堂", ""), ("6-2-1", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_unit_below_is_one_floor_down_l6(unit: str, below: str) -> None:
    assert rules.below(unit) == below


STEPS = (Step("do", "关阀"), Step("call", "水工", whom="maintenance"))


@pytest.mark.parametrize(
    ("position", "step", "insert", "whats"),
    [
        (1, Step("do", "断电"), True, ["断电", "关阀", "水工"]),
        (3, Step("do", "断电"), True, ["关阀", "水工", "断电"]),
        (2, Step("do", "断电"), False, ["关阀", "断电"]),
        (1, None, False, ["水工"]),
    ],
)
def test_a_step_is_put_in_changed_or_taken_out_l6(
    position: int, step: Step | None, insert: bool, whats: list[str]
) -> None:
    assert [one.what for one in rules.edited(STEPS, position, step, insert=insert)] == whats


@pytest.mark.parametrize(
    ("steps", "position", "step", "insert", "why"),
    [
        (STEPS, 3, Step("do", "断电"), False, "no step 3"),
        (STEPS, 0, None, False, "no step 0"),
        (STEPS[:1], 1, None, False, "at least one"),
        (STEPS * 5, 1, Step("do", "断电"), True, "at most 10"),
        (STEPS, 1, Step("run", "跑"), True, "no kind of step"),
        (STEPS, 1, Step("call", "叫", whom="mayor"), True, "nobody a card"),
        (STEPS, 1, Step("call", "叫", minutes=0), True, "1 to 1440"),
    ],
)
def test_a_card_that_nobody_could_work_through_is_refused_l6(
    steps: tuple[Step, ...], position: int, step: Step | None, insert: bool, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        rules.edited(steps, position, step, insert=insert)


@pytest.mark.parametrize("cards", [ZH, EN])
def test_the_nine_cards_of_the_program_keep_the_rules_of_an_edited_one_l6(
    cards: tuple[rules.Card, ...],
) -> None:
    assert tuple(card.kind for card in cards) == ORDER
    for card in cards:
        assert 1 <= len(card.steps) <= rules.MOST_STEPS
        assert len(card.name) <= 20
        for step in card.steps:
            rules.check_step(step)
            assert 1 <= len(step.what) <= 12
            assert len(step.detail) <= 60
            assert (step.kind == "call") == bool(step.whom or step.name)


def test_both_languages_have_the_same_steps_l6() -> None:
    for zh, en in zip(ZH, EN, strict=True):
        assert (zh.repair, zh.analysis) == (en.repair, en.analysis)
        shape = [[(step.kind, step.whom, step.phone, step.minutes) for step in card.steps] for card in (zh, en)]
        assert shape[0] == shape[1], zh.kind
