"""Temporary passes on a real file: given out, extended, given back, and what they lend (G1)."""

from __future__ import annotations

import pytest
from peewee import IntegrityError

from db import key_register, passes, privacy
from db.models.journal import Journal
from db.models.key_register import KeyLoan
from db.models.site import Pass
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import Desk, signer

HOUR = 3_600_000
HE_ZHI = ("何志", "宏达消防", "13600008820", "气瓶检查")


def a_pass(desk: Desk, number: str = "", hours: float = 1, **more: object) -> int:
    return passes.add(desk.chen, number, *HE_ZHI, desk.clock.at + int(hours * HOUR), **more)  # type: ignore[arg-type]


def test_a_pass_without_a_number_gets_the_next_one_and_never_one_that_is_taken_g1(desk: Desk) -> None:
    a_pass(desk, "260002")
    made = [a_pass(desk), a_pass(desk)]
    assert [passes.one_pass(number).number for number in made] == ["260001", "260003"]


def test_a_card_is_given_out_again_after_it_came_back_and_its_earlier_holders_stay_known_g1(desk: Desk) -> None:
    first = a_pass(desk, "92231")
    with pytest.raises(Refused, match=r"92231 is still out: 何\* 宏达消防 has it"):
        a_pass(desk, "92231")
    desk.clock.forward(120)
    with pytest.raises(Refused, match="still out"):
        a_pass(desk, "92231")
    passes.give_back(desk.chen, first)
    again = passes.add(desk.chen, "92231", "孙武", "水工", "13700000000", "", desk.clock.at + HOUR)
    desk.clock.forward(1)
    assert [(row.holder, row.returned_at is None) for row in passes.listed("92231")] == [
        ("孙武", True),
        ("何志", False),
    ]
    assert passes.counts() == (1, 0)
    passes.give_back(desk.chen, again)
    third = a_pass(desk, "92231")
    assert [row.id for row in passes.listed("92231")] == [third, again, first]
    assert not verify(desk.file).problems


def test_two_desks_that_give_one_card_out_at_once_leave_one_holder_g1(desk: Desk) -> None:
    row = Pass.get_by_id(a_pass(desk, "92231"))
    with pytest.raises(IntegrityError):
        Pass.insert({**row.__data__, "id": None}).execute()


def test_a_card_that_was_given_out_again_lends_keys_to_its_present_holder_k3(desk: Desk) -> None:
    key_register.add(desk.manager, "0312", "水泵房")
    own = signer(desk.chen)
    passes.give_back(desk.chen, a_pass(desk, "92231"))
    passes.add(desk.chen, "92231", "孙武", "水工", "13700000000", "", desk.clock.at + 2 * HOUR)
    [who] = key_register.borrowers("92231")
    assert (who.kind, who.name, who.number) == ("pass", "孙武", "92231")
    key_register.issue(desk.chen, ["0312"], who, desk.clock.at + HOUR, first=own)
    assert KeyLoan.get().on_pass_id == who.id


def test_what_is_not_given_back_stands_on_top_and_is_due_until_it_is_g1(desk: Desk) -> None:
    back, late, valid = a_pass(desk, "1"), a_pass(desk, "2", unit="9.1.302"), a_pass(desk, "3", 48)
    passes.give_back(desk.li, back)
    desk.clock.forward(61)
    assert [row.number for row in passes.listed()] == ["2", "3", "1"]
    assert passes.counts() == (2, 1)
    [due] = passes.agenda()
    assert (due.register, due.id, due.label, due.place, due.who) == ("pass", late, "2", "9-1-302", "何志 宏达消防")
    assert [row.number for row in passes.listed("9-1")] == ["2"]
    passes.extend(desk.chen, late, desk.clock.at + HOUR, "活没干完")
    assert passes.one_pass(late).why_longer == "活没干完"
    assert passes.agenda() == []
    with pytest.raises(Refused, match="valid until then already"):
        passes.extend(desk.chen, valid, desk.clock.at + HOUR, "x")
    with pytest.raises(Refused, match="given back already"):
        passes.give_back(desk.chen, back)
    with pytest.raises(Refused, match="given back already"):
        passes.extend(desk.chen, back, desk.clock.at + HOUR, "x")


def test_a_pass_given_back_or_not_valid_yet_lends_no_key_g1(desk: Desk) -> None:
    key_register.add(desk.manager, "0312", "水泵房")
    a_pass(desk, "1")
    a_pass(desk, "2", 48, valid_from=desk.clock.at + HOUR)
    [early], [given] = key_register.borrowers("2"), key_register.borrowers("1")
    passes.give_back(desk.chen, given.id)
    assert key_register.borrowers("1") == [given], "its number still says what it was"
    own = signer(desk.chen)
    for who, said in ((given, "1 was given back"), (early, "2 is not valid yet")):
        with pytest.raises(Refused, match=said):
            key_register.issue(desk.chen, ["0312"], who, desk.clock.at + HOUR, first=own)


def test_the_holder_and_the_identity_number_stay_out_of_the_journal_and_are_shown_on_the_record_l10(desk: Desk) -> None:
    made = a_pass(desk, "1", identity="110101199003071234")
    found = privacy.reveal(desk.chen, "pass", made)
    assert (found.name, found.phone, found.identity) == ("何志", "13600008820", "110101199003071234")
    written = "".join(str(row.body) for row in Journal.select())
    assert "110101199003071234" not in written
    assert "何志" not in written
    assert not verify(desk.file).problems
