"""A proved PIN is good for one act on one record, for a minute: the doors hold it, whatever a screen keeps."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from db import cover, duty, emergency, handover, key_process, keyring, log_lines, privacy, staff, templates
from db.journal import COMMAND_LINE, head
from db.keyring import Act, Signer
from db.models.handover import Signature
from db.rules.words import Refused
from tests.conftest import ANY_ACT, OTHER_PIN, PIN, Desk, signer
from tests.doors import every_door, parameters, useless
from tests.handovers import exchanged

ROOT = Path(__file__).resolve().parents[2]


def custody(desk: Desk, signer: Signer) -> int:
    """He, who is the supervisor, takes the front desk alone."""
    return handover.take_custody(desk.he, desk.front, signer, "李敏未到")


def refused(desk: Desk, signer: Signer, why: str) -> None:
    """No signature, and no entry: the act is not done."""
    before = head(), Signature.select().count()
    with pytest.raises(Refused, match=why):
        custody(desk, signer)
    assert (head(), Signature.select().count()) == before


def test_what_has_signed_signs_no_second_time_in_any_door(desk: Desk) -> None:
    pin = signer(desk.he)
    number = custody(desk, pin)
    with pytest.raises(Refused, match="signed already"):
        handover.append(desk.he, number, "补充", pin)
    with pytest.raises(Refused, match="signed already"):
        cover.begin(desk.he, desk.front, pin, "rest")
    with pytest.raises(Refused, match="signed already"):
        pin.sign(b"a text")
    handover.append(desk.he, number, "补充", signer(desk.he))


def test_one_act_has_all_its_signatures_and_a_refused_one_has_none(desk: Desk) -> None:
    """A door refused for what was typed is no act: what is typed anew is signed with the PIN that stands."""
    pin = signer(desk.he)
    with pytest.raises(Refused):
        handover.take_custody(desk.he, desk.front, pin, "")
    number = custody(desk, pin)
    assert [one.role for one in handover.view(number).signatures] == ["custody"]


@pytest.mark.parametrize(("seconds", "good"), [(keyring.SIGNER_LASTS - 1, True), (keyring.SIGNER_LASTS + 1, False)])
def test_a_pin_waits_a_minute_for_its_act(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, seconds: int, good: bool
) -> None:
    pin = signer(desk.he)
    monkeypatch.setattr(keyring, "monotonic", lambda: pin.proved_at + seconds)
    if good:
        custody(desk, pin)
    else:
        refused(desk, pin, "more than 60 s ago")


def test_the_clock_of_the_station_set_back_makes_no_pin_fresh(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pin = signer(desk.he)
    monkeypatch.setattr(keyring, "monotonic", lambda: pin.proved_at + 3600)
    desk.clock.forward(-180)
    refused(desk, pin, "type it again")


def test_the_pin_of_another_officer_signs_nothing_that_is_mine(desk: Desk) -> None:
    refused(desk, signer(desk.sun), "何芳")
    for act in (
        lambda pin: privacy.forget(desk.manager, 1, "本人要求", pin),
        lambda pin: templates.approve(desk.he, 1, pin),
        lambda pin: handover.sign_out(desk.chen, 1, pin),
    ):
        with pytest.raises(Refused):
            act(signer(desk.sun))


def test_a_key_says_whose_it_is_and_is_no_other_officer_s(desk: Desk) -> None:
    pin = signer(desk.sun)
    refused(desk, Signer(desk.he.officer_id, pin.key_id, pin.key, ANY_ACT), "no longer good")


def test_a_session_that_ended_signs_with_no_pin_that_was_proved_in_it(desk: Desk) -> None:
    pin = signer(desk.he)
    staff.sign_off(desk.he)
    refused(desk, pin, "sign on again")
    again = staff.sign_on("1002", PIN)
    handover.take_custody(again, desk.front, signer(again), "李敏未到")


def test_a_pin_that_was_changed_signs_no_more(desk: Desk) -> None:
    pin = signer(desk.he)
    staff.change_pin(desk.he, PIN, OTHER_PIN, OTHER_PIN)
    refused(desk, pin, "no longer good")


def test_a_manager_s_code_ends_what_was_proved_before_it(desk: Desk) -> None:
    pin = signer(desk.he)
    staff.give_code(desk.manager, desk.he.officer_id)
    refused(desk, pin, "no longer good")


def test_whoever_guesses_at_my_pin_meanwhile_stops_no_act_of_mine(desk: Desk) -> None:
    """The lock stops PINs from being proved; what was proved before it is good for its minute."""
    pin = signer(desk.he)
    for _try in range(5):
        with pytest.raises(Refused):
            staff.unlock(desk.he.officer_id, "000001")
    with pytest.raises(Refused, match=r"Too many|again in"):
        signer(desk.he)
    custody(desk, pin)


def test_who_left_signs_no_more(desk: Desk) -> None:
    """As a stand-in, whose session nobody asks for."""
    pin = signer(desk.li)
    staff.end_service(desk.manager, desk.li.officer_id)
    with pytest.raises(Refused, match="no longer good"):
        cover.begin(desk.chen, desk.front, pin, "rest")


def test_the_process_of_the_key_ends_with_its_act(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.apart.kept", True)
    pin = signer(desk.he)
    child = pin.key
    assert isinstance(child, key_process._Child)
    custody(desk, pin)
    del child
    assert pin.key is None


def test_a_pin_that_only_shows_who_is_there_signs_in_no_door(desk: Desk) -> None:
    """The lock, the emergency card, the sign-on: what was typed there is no signature."""
    refused(desk, staff.unlock(desk.he.officer_id, PIN), "typed for something else")


def test_a_pin_typed_for_one_record_signs_no_other_and_no_other_act(desk: Desk) -> None:
    """Every door that takes a PIN, with one for another door, and with one for itself about another record."""
    key, tried = signer(desk.manager), 0
    for kind, door in every_door().items():
        pins = [each.name for each in parameters(door) if "Signer" in str(each.annotation)]
        first = next((each.name for each in parameters(door)), "")
        for act in (Act(f"{kind}?", ()), door.of("another")):
            if pins and (first not in pins or not act.about):
                pin = Signer(desk.manager.officer_id, key.key_id, key.key, act)
                with pytest.raises(Refused, match="typed for something else"):
                    door(desk.manager, **useless(door, None) | dict.fromkeys(pins, pin))
                tried += 1
    assert tried > 35


def test_the_pins_of_screens_are_bound_to_their_record() -> None:
    """Where no act is named, what the PIN opened is let go at once."""
    bound = 0
    for file in (ROOT / "screens").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for call in ast.iter_child_nodes(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "staff.unlock":
                    assert len(call.args) == 3 or isinstance(node, ast.Expr), f"{file}:{call.lineno}"
                    bound += len(call.args) == 3
    assert bound > 15


def test_screens_mint_no_signer_and_join_no_transaction() -> None:
    """Only a station that is being made (the demo) signs on and on, inside its one transaction."""
    for folder in ("screens", "tui"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert "keyring" not in text.replace("from db.keyring import Act, Signer", ""), file
            assert "Signer(" not in text, file
            assert ".inside(" not in text, file


# -- the posts --------------------------------------------------------------------------------------


def away(desk: Desk) -> int:
    """Chen is away from the front desk, Li stands in; Chen is signed on at another terminal still."""
    return cover.begin(desk.chen, desk.front, signer(desk.li), "rest")


def test_who_is_away_acts_nowhere_until_back_h10(desk: Desk) -> None:
    found = exchanged(desk)
    number = away(desk)
    for act in (
        lambda: log_lines.write(desk.chen, desk.front, "巡查"),
        lambda: handover.recall(desk.chen, found.id),
        lambda: duty.take_empty_post(desk.chen, desk.guard),
        lambda: privacy.reveal(desk.chen, "unit", 1),
    ):
        with pytest.raises(Refused, match="come back first"):
            act()
    cover.back(desk.chen, number, signer(desk.chen))
    log_lines.write(desk.chen, desk.front, "巡查")


def test_who_is_away_calls_for_help_all_the_same_h10(desk: Desk) -> None:
    away(desk)
    assert emergency.begin(desk.chen, desk.front, "leak", unit="8-3-501").id


def test_who_has_a_post_takes_no_second_one_and_stands_in_at_it_instead_h10_h13(desk: Desk) -> None:
    with pytest.raises(Refused, match="You have the post 前台: hand it over first"):
        duty.take_empty_post(desk.chen, desk.guard)
    duty.take_empty_post(desk.sun, desk.guard)
    cover.begin(desk.sun, desk.guard, signer(desk.chen), "rest")
    assert cover.standing_in(desk.chen.officer_id)


def test_a_stand_in_takes_no_empty_post_h10(desk: Desk) -> None:
    away(desk)
    with pytest.raises(Refused, match="You stand in at 前台"):
        duty.take_empty_post(desk.li, desk.guard)


def test_nobody_s_service_ends_while_they_stand_in_h10(desk: Desk) -> None:
    away(desk)
    with pytest.raises(Refused, match="李敏 stands in at 前台"):
        staff.end_service(desk.manager, desk.li.officer_id)


def test_the_owner_of_the_file_takes_no_post(desk: Desk) -> None:
    with pytest.raises(Refused):
        duty.take_empty_post(COMMAND_LINE, desk.guard)
