"""The handover as a table of state × event, and the rules around it."""

from __future__ import annotations

from itertools import product

import pytest

from db.rules import handover as rules
from db.rules.words import Refused

ALLOWED = {
    ("prepared", "reopen"): ("prepared", 0),
    ("prepared", "write"): ("prepared", 0),
    ("prepared", "offer"): ("offered", 0),
    ("prepared", "custody"): ("accepted", 0),
    ("prepared", "double"): ("accepted", 0),
    ("offered", "reopen"): ("offered", 0),
    ("offered", "write"): ("offered", 0),
    ("offered", "exchange"): ("exchanged", 0),
    ("offered", "recall"): ("recalled", 0),
    ("offered", "refuse"): ("refused", 0),
    ("offered", "custody"): ("accepted", 0),
    ("exchanged", "reopen"): ("exchanged", 0),
    ("exchanged", "write"): ("exchanged", 0),
    ("exchanged", "exchange"): ("exchanged", 0),
    ("exchanged", "recall"): ("recalled", 0),
    ("exchanged", "refuse"): ("refused", 0),
    ("exchanged", "sign"): ("signed", 0),
    ("exchanged", "custody"): ("accepted", 0),
    ("signed", "reopen"): ("signed", 0),
    ("signed", "write"): ("exchanged", 1),
    ("signed", "exchange"): ("exchanged", 1),
    ("signed", "recall"): ("recalled", 0),
    ("signed", "refuse"): ("refused", 0),
    ("signed", "accept"): ("accepted", 0),
    ("signed", "custody"): ("accepted", 1),
    ("refused", "reopen"): ("prepared", 1),
    ("refused", "custody"): ("accepted", 1),
    ("recalled", "reopen"): ("prepared", 1),
    ("recalled", "custody"): ("accepted", 1),
    ("accepted", "append"): ("accepted", 0),
    ("accepted", "countersign"): ("accepted", 0),
}
#: What only an accepted handover takes has one sentence, whatever the state it is too early in.
AFTERWARDS = ("append", "countersign")
EVERY = list(product(rules.STATES, rules.EVENTS))


@pytest.mark.parametrize(("state", "event"), [pair for pair in EVERY if pair in ALLOWED])
def test_an_allowed_step_leads_where_the_table_says_h7(state: str, event: str) -> None:
    assert rules.step(state, event) == ALLOWED[state, event]


@pytest.mark.parametrize(("state", "event"), [pair for pair in EVERY if pair not in ALLOWED])
def test_every_other_step_is_refused_with_a_sentence_h7(state: str, event: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.step(state, event)
    assert str(refused.value).endswith((".", ")."))


def test_no_two_illegal_steps_of_a_record_under_way_share_a_sentence() -> None:
    said = []
    for state, event in EVERY:
        if state in rules.OPEN and (state, event) not in ALLOWED and event not in AFTERWARDS:
            with pytest.raises(Refused) as refused:
                rules.step(state, event)
            said.append(str(refused.value))
    assert len(set(said)) == len(said) == 15


def test_nothing_follows_acceptance_but_what_stands_beside_it_h17() -> None:
    assert {event: after for (state, event), after in ALLOWED.items() if state == "accepted"} == dict.fromkeys(
        AFTERWARDS, ("accepted", 0)
    )


@pytest.mark.parametrize("event", AFTERWARDS)
@pytest.mark.parametrize("state", [state for state in rules.STATES if state != "accepted"])
def test_what_stands_beside_a_handover_waits_for_its_acceptance_h17(state: str, event: str) -> None:
    with pytest.raises(Refused, match="not accepted yet"):
        rules.step(state, event)


@pytest.mark.parametrize(
    ("actor", "holder", "sentence"), [(1, None, "Nobody has the post"), (2, 1, "only they can hand it over")]
)
def test_only_who_has_the_post_hands_it_over_h13(actor: int, holder: int | None, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_outgoing(actor, holder, "Front", "Chen")


@pytest.mark.parametrize(
    ("outgoing", "incoming", "other", "sentence"),
    [(1, 1, "", "to yourself"), (1, 2, "Guard", "has the post Guard")],
)
def test_outgoing_is_not_incoming_and_the_incoming_is_free_h13(
    outgoing: int, incoming: int, other: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_incoming(outgoing, incoming, "Li", other)
    rules.check_incoming(1, 2, "Li", "")


@pytest.mark.parametrize(
    ("empty", "absent_in", "unwritten", "said", "sentence"),
    [
        (True, 0, "", True, "nothing in this handover"),
        (False, 2, "", True, "2 urgent matters"),
        (False, 0, "Watch", True, "Watch: write what there is"),
        (False, 0, "", False, "Important or doubtful: write"),
    ],
)
def test_what_a_person_must_say_is_said_before_the_offer_h2_h15_h19(
    empty: bool, absent_in: int, unwritten: str, said: bool, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_offer(empty=empty, absent_in=absent_in, unwritten=unwritten, important_said=said)
    rules.check_offer(empty=False, absent_in=0, unwritten="", important_said=True)


@pytest.mark.parametrize(
    ("kind", "verdict", "counted", "expected", "note", "done"),
    [
        ("state", "", None, None, "", False),
        ("state", "normal", None, None, "", True),
        ("state", "none", None, None, "", True),
        ("state", "abnormal", None, None, "", False),
        ("state", "abnormal", None, None, "loose plug", True),
        ("count", "", None, 5, "", False),
        ("count", "", 5, 5, "", True),
        ("count", "", 4, 5, "", False),
        ("count", "", 4, 5, "one at the guard post", True),
        ("count", "", 0, 0, "", True),
    ],
)
def test_what_is_abnormal_or_differs_is_done_only_when_explained_h4_k9(
    kind: str, verdict: str, counted: int | None, expected: int | None, note: str, done: bool
) -> None:
    assert rules.answered(kind, verdict, counted, expected, note) is done


@pytest.mark.parametrize(
    ("kind", "verdict", "counted"),
    [
        ("count", "normal", None),
        ("count", "", None),
        ("count", "normal", 3),
        ("count", "", -1),
        ("state", "", None),
        ("state", "good", None),
        ("state", "normal", 3),
    ],
)
def test_a_count_is_counted_and_a_state_is_seen_h4(kind: str, verdict: str, counted: int | None) -> None:
    with pytest.raises(Refused):
        rules.check_verdict(kind, verdict, counted)


def test_a_second_count_says_why_it_was_made_h4() -> None:
    with pytest.raises(Refused, match="You counted 4 before"):
        rules.check_recount(4, 5, "")
    rules.check_recount(4, 5, "one lay behind the box")
    rules.check_recount(4, 4, "")
    rules.check_recount(None, 5, "")


@pytest.mark.parametrize("name", list(rules.LEFT))
def test_the_first_signature_waits_for_each_thing_that_is_left_h6(name: str) -> None:
    progress = rules.Progress(**{name: 3})
    assert progress.left == (1 if name == "unread" else 3)
    with pytest.raises(Refused) as refused:
        rules.check_complete(progress)
    assert refused.value.msgid == rules.LEFT[name]
    rules.check_complete(rules.Progress())


@pytest.mark.parametrize(
    ("reason", "text", "question_open", "allowed"),
    [
        ("", "", True, True),
        ("", "", False, False),
        ("", "", None, False),
        ("moody", "x", None, False),
        ("count", "", None, True),
        ("other", "", None, False),
        ("other", "the roof is off", None, True),
    ],
)
def test_a_refusal_names_an_open_question_or_a_reason_h5_h21(
    reason: str, text: str, question_open: bool | None, allowed: bool
) -> None:
    if allowed:
        rules.check_reason(reason, text, question_open)
    else:
        with pytest.raises(Refused):
            rules.check_reason(reason, text, question_open)


DAY = 86_400_000


@pytest.mark.parametrize(
    ("last_ended", "since"),
    [(None, 100 * DAY), (100 * DAY, 100 * DAY), (97 * DAY, 97 * DAY), (10 * DAY, 93 * DAY), (101 * DAY, 100 * DAY)],
)
def test_reading_begins_where_the_own_last_duty_ended_at_most_a_week_ago_h3(last_ended: int | None, since: int) -> None:
    assert rules.read_from(100 * DAY, last_ended) == since
