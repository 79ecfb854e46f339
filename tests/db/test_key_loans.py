"""Keys out and in again, on a real file, each batch all or nothing (K3, K4, K8, K10)."""

from __future__ import annotations

import threading

import pytest

from db import clock, key_register, staff, writer
from db.journal import COMMAND_LINE, Write, begin
from db.key_register import NewBorrower, Rest, Return
from db.models.key_register import KeyLoan
from db.models.site import Contact
from db.models.tickets import Ticket
from db.rules import key_register as rules
from db.rules.words import Refused
from tests.cabinet import HE_ZHI, HOUR, lend, loan_of
from tests.conftest import PIN, Desk, signer


def test_keys_go_out_as_one_batch_with_borrower_purpose_and_time_k3(keys: Desk) -> None:
    out = key_register.issue(keys.chen, ["0118", "0119", "0118"], HE_ZHI, keys.clock.at + HOUR, "气瓶检查")
    assert [(key.tag, key.state, key.holder, key.firm, key.purpose) for key in out] == [
        ("0118", "out", "何志", "宏达消防", "气瓶检查"),
        ("0119", "out", "何志", "宏达消防", "气瓶检查"),
    ]
    assert [key.tag for key in key_register.batch(loan_of("0118"))] == ["0118", "0119"]


def test_one_key_that_cannot_go_keeps_the_whole_batch_in_k3(keys: Desk) -> None:
    lend(keys, "0119")
    with pytest.raises(Refused, match="0119 is out: 何志"):
        lend(keys, "0118", "0119", who=NewBorrower("林涛", "13900001111"))
    assert key_register.find("0118").state == "in"
    assert KeyLoan.select().count() == 1
    assert not Contact.select().where(Contact.name == "林涛").exists()


def test_the_index_has_the_last_word_over_what_was_read_before_k3(keys: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lend(keys, "0312")
    real, asked = rules.step, []

    def trusting(state: str, event: str, tag: str, holder: str = "") -> str:
        asked.append(event)
        return real("in" if len(asked) == 1 else state, event, tag, holder)

    monkeypatch.setattr(rules, "step", trusting)
    with pytest.raises(Refused, match="0312 is out: 何志"):
        lend(keys, "0312", who=NewBorrower("林涛", "13900001111"))
    assert len(asked) == 2
    assert KeyLoan.select().count() == 1


def test_two_desks_pressing_at_once_make_one_loan_and_one_sentence_k3(keys: Desk) -> None:
    start, said = threading.Barrier(2), []

    def press(name: str) -> None:
        start.wait()
        try:
            lend(keys, "0312", who=NewBorrower(name, "13900001111"))
        except Refused as refused:
            said.append(str(refused))

    desks = [threading.Thread(target=press, args=(name,)) for name in ("林涛", "罗建")]
    for thread in desks:
        thread.start()
    for thread in desks:
        thread.join()
    assert KeyLoan.select().where(KeyLoan.returned_at.is_null()).count() == 1
    assert len(said) == 1
    assert key_register.find("0312").holder in said[0]


@pytest.mark.parametrize("hours", [0, -1])
def test_a_time_that_has_passed_is_no_time_to_come_back_k3(keys: Desk, hours: int) -> None:
    with pytest.raises(Refused, match="passed already"):
        lend(keys, "0312", hours=hours)


def test_nothing_scanned_and_nobody_named_is_refused_k3(keys: Desk) -> None:
    with pytest.raises(Refused, match="No key"):
        lend(keys)
    with pytest.raises(Refused, match="Name is empty"):
        lend(keys, "0312", who=NewBorrower(" ", "13900001111"))
    with pytest.raises(Refused, match="Phone is empty"):
        lend(keys, "0312", who=NewBorrower("林涛", ""))
    with pytest.raises(Refused, match="too long"):
        key_register.issue(keys.chen, ["0312"], HE_ZHI, keys.clock.at + HOUR, "气" * 201)
    assert KeyLoan.select().count() == 0


def test_alone_and_freshly_proved_needs_no_pin_company_and_an_hour_do_k3(keys: Desk) -> None:
    assert key_register.signers_needed(keys.chen, ["0312"]) == 0
    keys.clock.forward(61)
    assert key_register.signers_needed(keys.chen, ["0312"]) == 1
    with pytest.raises(Refused, match="needs your PIN"):
        lend(keys, "0312")
    own = signer(keys.chen)
    key_register.issue(keys.chen, ["0312"], HE_ZHI, keys.clock.at + HOUR, first=own)
    assert key_register.signers_needed(keys.chen, ["0118"]) == 0, "the PIN just shown counts as the last one"
    staff.sign_on("1031", PIN)
    assert key_register.signers_needed(keys.chen, ["0118"]) == 1
    other = signer(keys.li)
    with pytest.raises(Refused, match="your own"):
        key_register.issue(keys.chen, ["0118"], HE_ZHI, keys.clock.at + HOUR, first=other)


def test_a_whole_batch_comes_back_by_whoever_brings_it_k4(keys: Desk) -> None:
    lend(keys, "0118", "0119")
    back = key_register.give_back(keys.chen, [Return(loan_of("0118")), Return(loan_of("0119"))], "林涛")
    assert {(key.tag, key.state) for key in back} == {("0118", "in"), ("0119", "in")}
    assert {loan.returned_by.name for loan in KeyLoan.select() if loan.returned_by} == {"林涛"}
    with pytest.raises(Refused, match="in the cabinet"):
        key_register.give_back(keys.chen, [Return(KeyLoan.select().first().id)])


def test_a_return_does_not_end_before_every_missing_key_is_accounted_for_k4(keys: Desk) -> None:
    lend(keys, "0107", "0118", "0119", "0312")
    here = [Return(loan_of("0107")), Return(loan_of("0118"), "断齿", damaged=True)]
    stays = Rest(loan_of("0119"), "with_him", due_at=keys.clock.at + 12 * HOUR)
    gone = Rest(loan_of("0312"), "lost", text="找不到")
    with pytest.raises(Refused, match="0119, 0312"):
        key_register.give_back(keys.chen, here)
    with pytest.raises(Refused, match="0312"):
        key_register.give_back(keys.chen, here, rest=[stays])
    assert key_register.counts().out == 4, "a refused return moves nothing"
    key_register.give_back(keys.chen, here, rest=[stays, gone])
    states = {tag: key_register.find(tag).state for tag in ("0107", "0118", "0119", "0312")}
    assert states == {"0107": "in", "0118": "damaged", "0119": "out", "0312": "lost"}
    assert key_register.find("0119").due_at == stays.due_at
    assert [key.tag for key in key_register.batch(loan_of("0119"))] == ["0119"]


def test_a_missing_key_needs_its_time_or_its_new_holder_k4(keys: Desk) -> None:
    lend(keys, "0118", "0119")
    here, other = [Return(loan_of("0118"))], loan_of("0119")
    for rest, why in (
        (Rest(other, "with_him"), "until when"),
        (Rest(other, "with_him", due_at=keys.clock.at), "passed already"),
        (Rest(other, "transferred"), "who has the key"),
    ):
        with pytest.raises(Refused, match=why):
            key_register.give_back(keys.chen, here, rest=[rest])
    key_register.give_back(keys.chen, here, rest=[Rest(other, "transferred", to=NewBorrower("林涛", "13900001111"))])
    assert key_register.find("0119").holder == "林涛"


def test_a_damaged_key_does_not_go_out_until_it_is_repaired_k4(keys: Desk) -> None:
    lend(keys, "0312")
    key_register.give_back(keys.chen, [Return(loan_of("0312"), "断齿", damaged=True)])
    with pytest.raises(Refused, match="damaged"):
        lend(keys, "0312")
    key_register.repaired(keys.chen, "0312")
    assert lend(keys, "0312")[0].state == "out"


def test_a_transfer_is_confirmed_by_both_at_the_desk_k8(keys: Desk) -> None:
    lend(keys, "0312")
    with pytest.raises(Refused, match="both at the desk"):
        key_register.transfer(keys.chen, loan_of("0312"), NewBorrower("林涛", "13900001111"), False)
    with pytest.raises(Refused, match="何志 has key 0312 already"):
        key_register.transfer(keys.chen, loan_of("0312"), HE_ZHI, True)
    old = loan_of("0312")
    key_register.transfer(keys.chen, old, NewBorrower("林涛", "13900001111"), True)
    assert (KeyLoan.get_by_id(old).ended_as, key_register.find("0312").holder) == ("transferred", "林涛")
    with pytest.raises(Refused, match="ended already"):
        key_register.chase(keys.chen, old)


def test_work_done_makes_the_ticket_s_keys_due_now_and_names_those_still_out_k10(keys: Desk) -> None:
    def done() -> int:
        write = begin("ticket.test", keys.chen)
        ticket = Ticket(kind="repair", number=7, year=2026, content="漏水", grade="urgent", created_at=write.at)
        write.save(ticket)
        return key_work(write, ticket.id)

    def key_work(write: Write, ticket_id: int) -> int:
        key_register.issue.inside(write, ["0312"], HE_ZHI, clock.now() + HOUR, ticket_id=ticket_id)
        key_register.due_for_ticket(write, ticket_id)
        write.close()
        return ticket_id

    ticket_id = writer.run(done)
    key = key_register.find("0312")
    assert (key.due_at, key.state, key.ticket) == (keys.clock.at, "overdue", "R-0007")
    assert key_register.out_for_ticket(ticket_id) == ["0312"]
    key_register.give_back(keys.chen, [Return(loan_of("0312"))])
    assert key_register.out_for_ticket(ticket_id) == []


def test_a_radio_is_lent_like_a_key_k12(keys: Desk) -> None:
    key_register.add(COMMAND_LINE, "8003", "对讲机 3", what="radio", copies=1)
    [radio] = lend(keys, "8003")
    assert (radio.what, radio.state) == ("radio", "out")


def test_a_key_goes_out_for_an_open_ticket_named_as_people_name_it_k3(keys: Desk) -> None:
    def take(number: int, state: str) -> int:
        write = begin("ticket.test", keys.chen)
        made = Ticket(kind="repair", number=number, year=2026, content="漏水", grade="urgent", created_at=write.at)
        made.state = state
        write.save(made)
        write.close()
        return int(made.id)

    opened = writer.run(lambda: take(7, "new"))
    writer.run(lambda: take(8, "closed"))
    assert [key_register.find_ticket(typed) for typed in ("R-0007", "r7", "7")] == [opened] * 3
    for typed in ("C-0007", "R-0008", "9", "abc"):
        with pytest.raises(Refused, match="no open ticket"):
            key_register.find_ticket(typed)
