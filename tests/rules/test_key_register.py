"""What may happen to a key, as a table of state × event, and whose hand it takes."""

from __future__ import annotations

import pytest

from db.rules import key_register as rules
from db.rules.words import Refused

AT = 1_770_379_200_000
MINUTE = 60_000

ALLOWED = {
    ("in", "issue"): "out",
    ("in", "break"): "damaged",
    ("in", "lose"): "lost",
    ("out", "return"): "in",
    ("out", "break"): "damaged",
    ("out", "lose"): "lost",
    ("out", "chase"): "out",
    ("out", "extend"): "out",
    ("out", "transfer"): "out",
    ("damaged", "repair"): "in",
    ("damaged", "lose"): "lost",
    ("lost", "find"): "in",
}


@pytest.mark.parametrize("state", rules.STATES)
@pytest.mark.parametrize("event", rules.EVENTS)
def test_every_state_and_event_has_its_next_state_or_its_sentence_k1(state: str, event: str) -> None:
    if (state, event) in ALLOWED:
        assert rules.step(state, event, "0312") == ALLOWED[(state, event)]
        return
    with pytest.raises(Refused, match="0312"):
        rules.step(state, event, "0312", "赵刚")


def test_an_overdue_key_is_out_and_says_who_has_it_k3() -> None:
    assert rules.step("overdue", "return", "0312") == "in"
    with pytest.raises(Refused, match="赵刚"):
        rules.step("overdue", "issue", "0312", "赵刚")


@pytest.mark.parametrize(
    ("condition", "due", "state"),
    [
        ("good", None, "in"),
        ("damaged", None, "damaged"),
        ("lost", None, "lost"),
        ("good", AT + 1, "out"),
        ("good", AT, "overdue"),
        ("good", AT - 1, "overdue"),
        ("damaged", AT + 1, "out"),
    ],
)
def test_the_loan_says_where_a_key_is_and_its_time_whether_it_is_late_k5(
    condition: str, due: int | None, state: str
) -> None:
    assert rules.state_of(condition, due, AT) == state


@pytest.mark.parametrize(
    ("access", "officers", "minutes_ago", "asked"),
    [
        ("public", 1, 0, False),
        ("public", 1, 60, False),
        ("public", 1, 61, True),
        ("public", 2, 0, True),
        ("restricted", 1, 0, True),
        ("entrusted", 1, 0, True),
    ],
)
def test_a_pin_is_asked_for_special_keys_company_and_an_old_proof_k3(
    access: str, officers: int, minutes_ago: int, asked: bool
) -> None:
    assert rules.needs_pin(access, officers, AT - minutes_ago * MINUTE, AT, 60) is asked


@pytest.mark.parametrize(
    ("access", "first", "second", "refusal"),
    [
        ("public", None, None, ""),
        ("public", 1, None, ""),
        ("public", 2, None, "your own"),
        ("public", 1, 1, "another officer"),
        ("restricted", 1, 2, ""),
        ("entrusted", 1, 2, ""),
        ("restricted", 1, 1, "another officer"),
        ("restricted", 1, None, "two signatures"),
        ("entrusted", None, 2, "two signatures"),
        ("entrusted", None, None, "two signatures"),
    ],
)
def test_special_keys_take_two_hands_and_never_the_same_twice_k6(
    access: str, first: int | None, second: int | None, refusal: str
) -> None:
    if not refusal:
        rules.check_signers("0401", access, 1, first, second)
        return
    with pytest.raises(Refused, match=refusal):
        rules.check_signers("0401", access, 1, first, second)


@pytest.mark.parametrize(
    ("access", "listed", "called", "urgent", "refused"),
    [
        ("public", False, False, False, False),
        ("restricted", False, False, False, False),
        ("entrusted", False, False, False, True),
        ("entrusted", True, False, False, False),
        ("entrusted", False, True, False, False),
        ("entrusted", False, False, True, False),
    ],
)
def test_an_entrusted_key_asks_for_the_owner_s_word_unless_it_is_an_emergency_k6(
    access: str, listed: bool, called: bool, urgent: bool, refused: bool
) -> None:
    if not refused:
        rules.check_owner("0501", access, "何志", listed=listed, called=called, urgent=urgent)
        return
    with pytest.raises(Refused, match="call the registered number"):
        rules.check_owner("0501", access, "何志", listed=listed, called=called, urgent=urgent)


@pytest.mark.parametrize(
    ("access", "second", "urgent", "owed"),
    [
        ("public", None, True, False),
        ("restricted", None, True, True),
        ("entrusted", None, True, True),
        ("restricted", 2, True, False),
        ("restricted", None, False, False),
    ],
)
def test_only_an_emergency_leaves_the_second_signature_of_a_special_key_owing_k6(
    access: str, second: int | None, urgent: bool, owed: bool
) -> None:
    assert rules.owes_second(access, second, urgent=urgent) is owed
    if urgent:
        rules.check_signers("0401", access, 1, None, second, urgent=True)


@pytest.mark.parametrize("due", [AT, AT - 1])
def test_a_time_to_come_back_lies_ahead_k3(due: int) -> None:
    assert rules.check_due(AT + 1, AT) == AT + 1
    with pytest.raises(Refused, match="passed already"):
        rules.check_due(due, AT)


def test_a_pass_is_good_to_its_last_moment() -> None:
    rules.check_pass("92231", AT, AT, None, AT)
    with pytest.raises(Refused, match="92231"):
        rules.check_pass("92231", 0, AT - 1, None, AT)


def test_a_return_names_every_key_nobody_accounted_for_k4() -> None:
    rules.check_complete([])
    with pytest.raises(Refused, match="0242, 0243"):
        rules.check_complete(["0243", "0242"])


@pytest.mark.parametrize(("typed", "tag"), [("0312", "0312"), (" 0312 ", "0312"), ("\uff10\uff13\uff11\uff12", "0312")])
def test_a_tag_typed_full_width_is_the_same_tag_and_nothing_else_is_guessed_k7(typed: str, tag: str) -> None:
    assert rules.clean_tag(typed) == tag
    assert rules.clean_tag("312") != "0312"


@pytest.mark.parametrize("typed", ["钥匙1", "0 312", "1" * 21, "03_12"])
def test_a_tag_a_scanner_cannot_send_is_refused_k7(typed: str) -> None:
    with pytest.raises(Refused, match="A key tag is 1 to 20 digits or letters: "):
        rules.check_tag(typed)


def test_no_tag_at_all_is_said_to_be_empty() -> None:
    with pytest.raises(Refused, match="Tag is empty: please fill it in"):
        rules.check_tag(" ")


@pytest.mark.parametrize("copies", [0, 100])
def test_copies_are_a_small_number_k2(copies: int) -> None:
    assert rules.check_copies(3) == 3
    with pytest.raises(Refused, match=str(copies)):
        rules.check_copies(copies)


def test_a_word_outside_its_list_is_refused_k2() -> None:
    with pytest.raises(Refused, match="boat"):
        rules.check_kind("boat", ("key", "radio"))
