"""Keys out and in again, on a real file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from db import clock, duty_log, key_register, passes, staff, writer
from db.journal import COMMAND_LINE, Write, begin
from db.key_register import Borrower, KeyFilter, KeyView, NewBorrower, Rest, Return, Urgency
from db.models.key_register import Key, KeyEvent, KeyLoan
from db.models.site import Contact
from db.models.tickets import Ticket
from db.rules import key_register as rules
from db.rules.words import Refused
from tests.conftest import PIN, Desk

HOUR = 60 * 60_000
HE_ZHI = NewBorrower("何志", "13600008820", "宏达消防")
KEYS = (
    ("0107", "配电房", "public"),
    ("0118", "消防控制室", "public"),
    ("0119", "气瓶间", "public"),
    ("0312", "水泵房", "public"),
    ("0401", "机房", "restricted"),
    ("0501", "业主托管 8-3-501", "entrusted"),
)
OWNER = NewBorrower("王小明", "13800002201")


@pytest.fixture
def keys(desk: Desk) -> Iterator[Desk]:
    """The desk with six keys in the cabinet, 陈晓燕 alone at it."""
    for tag, opens, access in KEYS:
        unit = "8-3-501" if access == "entrusted" else ""
        key_register.add(COMMAND_LINE, tag, opens, f"B-{tag[-2:]}", access=access, unit=unit)
    for other in (desk.li, desk.sun, desk.he, desk.manager):
        staff.sign_off(other)
    yield desk
    assert {key.tag for key in Key.select().where(Key.out)} == {
        loan.key.tag for loan in KeyLoan.select().where(KeyLoan.returned_at.is_null())
    }, "the projection differs from the loans"


def lend(desk: Desk, *tags: str, who: Borrower | NewBorrower = HE_ZHI, hours: float = 2) -> list[KeyView]:
    return key_register.issue(desk.chen, list(tags), who, desk.clock.at + int(hours * HOUR))


def loan_of(tag: str) -> int:
    loan = key_register.find(tag).loan_id
    assert loan is not None
    return loan


def test_keys_are_added_by_a_superior_or_the_owner_of_the_file_and_tags_are_given_once_k2(desk: Desk) -> None:
    key_register.add(desk.he, "0601", "天台", unit="大堂")
    assert (key_register.find("0601").unit, Key.get().initials) == ("大堂", "tt")
    with pytest.raises(Refused, match="role"):
        key_register.add(desk.chen, "0602", "天台")
    with pytest.raises(Refused, match="0601"):
        key_register.add(desk.manager, "0601", "天台")
    with pytest.raises(Refused, match="no unit"):
        key_register.add(desk.manager, "0602", "天台", unit="99-9-9999")
    with pytest.raises(Refused, match="boat"):
        key_register.add(desk.manager, "0602", "天台", what="boat")
    assert Key.select().count() == 1


def test_only_the_whole_tag_finds_a_key_full_width_digits_too_k7(keys: Desk) -> None:
    assert key_register.find("\uff10\uff13\uff11\uff12").opens == "水泵房"
    for typed in ("312", "03", "9999", "%"):
        with pytest.raises(Refused, match="no key"):
            key_register.find(typed)


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
    own = staff.unlock(keys.chen.officer_id, PIN)
    key_register.issue(keys.chen, ["0312"], HE_ZHI, keys.clock.at + HOUR, first=own)
    assert key_register.signers_needed(keys.chen, ["0118"]) == 0, "the PIN just shown counts as the last one"
    staff.sign_on("1031", PIN)
    assert key_register.signers_needed(keys.chen, ["0118"]) == 1
    other = staff.unlock(keys.li.officer_id, PIN)
    with pytest.raises(Refused, match="your own"):
        key_register.issue(keys.chen, ["0118"], HE_ZHI, keys.clock.at + HOUR, first=other)


@pytest.mark.parametrize("tag", ["0401", "0501"])
def test_restricted_and_entrusted_keys_take_two_different_officers_k6(keys: Desk, tag: str) -> None:
    own, other = (staff.unlock(who.officer_id, PIN) for who in (keys.chen, keys.sun))
    due = keys.clock.at + HOUR
    assert key_register.signers_needed(keys.chen, ["0312", tag]) == 2
    for first, second in ((None, None), (own, None), (None, other), (own, own)):
        with pytest.raises(Refused, match="signature"):
            key_register.issue(keys.chen, ["0312", tag], OWNER, due, first=first, second=second)
    assert KeyLoan.select().count() == 0
    key_register.issue(keys.chen, [tag], OWNER, due, first=own, second=other)
    assert KeyLoan.get().second_id == keys.sun.officer_id
    assert next(line.second for line in key_register.history(key_register.find(tag).id, None, 9)) == "孙伟"


def both(keys: Desk) -> dict[str, Any]:
    """The two PINs of a special key, each for one act."""
    return {"first": staff.unlock(keys.chen.officer_id, PIN), "second": staff.unlock(keys.sun.officer_id, PIN)}


def test_an_entrusted_key_goes_to_the_owner_s_people_or_after_the_registered_number_was_called_k6(keys: Desk) -> None:
    due = keys.clock.at + HOUR
    assert key_register.asks_owner(["0401", "0501"], HE_ZHI) == ["0501"]
    with pytest.raises(Refused, match="not on the owner's list"):
        key_register.issue(keys.chen, ["0501"], HE_ZHI, due, **both(keys))
    key_register.issue(keys.chen, ["0501"], HE_ZHI, due, **both(keys), spoke_to="王太太")
    loan = KeyLoan.get()
    assert loan.called is not None
    answered = loan.called.answered_by
    assert (answered.name, answered.phone, loan.listed_id) == ("王太太", "13800002201", None)
    key_register.give_back(keys.chen, [Return(loan.id)])
    [line] = key_register.list_person(keys.chen, "0501", "何志", "13600008820", "装修", "phone")
    assert (line.name, line.relation, line.consent, line.officer) == ("何志", "装修", "phone", "陈晓燕")
    assert key_register.asks_owner(["0501"], HE_ZHI) == []
    key_register.issue(keys.chen, ["0501"], HE_ZHI, due, **both(keys))
    assert KeyLoan.get_by_id(loan_of("0501")).listed_id == line.id
    key_register.give_back(keys.chen, [Return(loan_of("0501"))])
    key_register.unlist_person(keys.chen, line.id)
    with pytest.raises(Refused, match="not on the list any more"):
        key_register.unlist_person(keys.chen, line.id)
    with pytest.raises(Refused, match="not on the owner's list"):
        key_register.issue(keys.chen, ["0501"], HE_ZHI, due, **both(keys))


def test_the_owner_s_list_holds_for_every_key_of_the_unit_and_each_person_once_k6(keys: Desk) -> None:
    key_register.add(COMMAND_LINE, "0502", "业主托管 8-3-501 储藏", access="entrusted", unit="8-3-501")
    key_register.add(COMMAND_LINE, "0503", "业主托管", access="entrusted")
    key_register.list_person(keys.chen, "0501", "何志", "13600008820", "装修", "present")
    assert key_register.asks_owner(["0501", "0502", "0503"], HE_ZHI) == ["0503"]
    for tag, why in (("0502", "already"), ("0401", "not entrusted")):
        with pytest.raises(Refused, match=why):
            key_register.list_person(keys.chen, tag, "何志", "13600008820", "", "present")
    own, other = (staff.unlock(who.officer_id, PIN) for who in (keys.chen, keys.sun))
    due = keys.clock.at + HOUR
    with pytest.raises(Refused, match="no registered number"):
        key_register.issue(keys.chen, ["0503"], HE_ZHI, due, first=own, second=other, spoke_to="某人")


def test_who_is_refused_an_entrusted_key_stands_in_its_history_and_in_the_log_k6(keys: Desk) -> None:
    key_register.refuse(keys.chen, keys.front, ["0501"], HE_ZHI, "登记电话无人接,未借")
    [told] = key_register.history(key_register.find("0501").id, None, 9)
    assert (told.kind, told.who, told.text, told.officer) == ("refused", "何志", "登记电话无人接,未借", "陈晓燕")
    line = duty_log.page(duty_log.LogFilter(kind="key"), None, 1)[0]
    assert (line.text, line.unit) == ("0501 业主托管 8-3-501: 登记电话无人接,未借", "8-3-501")


def test_an_emergency_needs_a_reason_and_whose_word_and_leaves_the_second_signature_owing_k6(keys: Desk) -> None:
    for reason, by, why in (("", "孙伟", "what the emergency is"), ("漏水", " ", "who approved it")):
        with pytest.raises(Refused, match=why):
            key_register.issue(keys.chen, ["0501"], HE_ZHI, keys.clock.at + HOUR, urgent=Urgency(reason, by))
    key_register.issue(keys.chen, ["0401", "0312"], HE_ZHI, keys.clock.at + HOUR, urgent=Urgency("漏水", "孙伟"))
    [owed] = key_register.owed_signatures()
    assert (owed.tag, owed.reason, owed.approved_by, owed.due_at) == ("0401", "漏水", "孙伟", keys.clock.at + 24 * HOUR)
    key_register.give_back(keys.chen, [Return(loan_of("0401")), Return(loan_of("0312"))])
    assert key_register.owed_signatures() == [owed], "what is owed is owed after the key is back"
    keys.clock.forward(5)
    key_register.countersign(keys.chen, owed.loan_id, staff.unlock(keys.sun.officer_id, PIN))
    assert key_register.owed_signatures() == []
    assert key_register.history(key_register.find("0401").id, None, 9)[0].kind == "countersigned"


def test_a_special_key_changes_hands_by_two_signatures_as_well_k6_k8(keys: Desk) -> None:
    own, other = (staff.unlock(who.officer_id, PIN) for who in (keys.chen, keys.sun))
    key_register.issue(keys.chen, ["0401"], HE_ZHI, keys.clock.at + HOUR, first=own, second=other)
    to = NewBorrower("林涛", "13900001111")
    with pytest.raises(Refused, match="two signatures"):
        key_register.transfer(keys.chen, loan_of("0401"), to, True)
    with pytest.raises(Refused, match="signed already"):
        key_register.transfer(keys.chen, loan_of("0401"), to, True, own, other)
    key_register.transfer(keys.chen, loan_of("0401"), to, True, **both(keys))
    assert key_register.find("0401").holder == "林涛"


def test_a_scanned_pass_says_who_and_why_until_it_runs_out_k3(keys: Desk) -> None:
    passes.add(keys.chen, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", keys.clock.at + HOUR)
    [found] = key_register.borrowers("92231")
    assert (found.kind, found.name, found.purpose, found.valid_to) == ("pass", "何志", "气瓶检查", keys.clock.at + HOUR)
    [key] = lend(keys, "0312", who=found)
    assert (key.holder, key.purpose) == ("何志", "气瓶检查")
    assert KeyLoan.get().on_pass_id == found.id
    keys.clock.forward(61)
    own = staff.unlock(keys.chen.officer_id, PIN)
    with pytest.raises(Refused, match="92231 has run out"):
        key_register.issue(keys.chen, ["0118"], found, keys.clock.at + HOUR, first=own)


def test_borrowers_are_found_by_initials_number_and_name_each_once_the_latest_first_k3(keys: Desk) -> None:
    lend(keys, "0118", who=NewBorrower("张刚", "13911110000", "水工"))
    keys.clock.forward(1)
    lend(keys, "0312", who=NewBorrower("赵刚", "13922220000", "宏达消防"))
    keys.clock.forward(1)
    lend(keys, "0119", who=NewBorrower("张刚", "13911110000", "水工"))
    assert [who.name for who in key_register.borrowers("zg")] == ["张刚", "赵刚"]
    assert [who.name for who in key_register.borrowers("赵")] == ["赵刚"]
    assert [(who.kind, who.name) for who in key_register.borrowers("1007")] == [("staff", "孙伟")]
    assert key_register.borrowers(" ") == []
    assert Contact.select().where(Contact.name == "张刚").count() == 1, "the same person is remembered once"


def test_one_who_has_a_pass_and_borrowed_before_is_offered_once_with_the_pass_k3(keys: Desk) -> None:
    passes.add(keys.chen, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", keys.clock.at + HOUR)
    lend(keys, "0312")
    assert [(who.kind, who.name) for who in key_register.borrowers("hz")] == [("pass", "何志")]


def test_who_borrowed_last_is_offered_before_those_who_never_did_k3(keys: Desk) -> None:
    passes.add(keys.chen, "92232", "孙武", "水工", "13700000000", "", keys.clock.at + HOUR)
    assert {who.name for who in key_register.borrowers("sw")} == {"孙伟", "孙武"}
    for wanted in ("孙伟", "孙武"):
        keys.clock.forward(1)
        [who] = key_register.borrowers(wanted)
        lend(keys, "0312" if wanted == "孙伟" else "0118", who=who)
        assert key_register.borrowers("sw")[0].name == wanted


def test_an_overdue_key_warns_about_its_borrower_and_the_firm_but_refuses_nothing_k5(keys: Desk) -> None:
    lend(keys, "0312", who=NewBorrower("赵刚", "13922220000", "宏达消防"), hours=0.5)
    lend(keys, "0118", who=HE_ZHI, hours=2)
    keys.clock.forward(31)
    [zhao] = key_register.borrowers("赵刚")
    [he] = key_register.borrowers("何志")
    assert (zhao.overdue, zhao.firm_overdue) == (1, 0)
    assert (he.overdue, he.firm_overdue, he.firm_tags) == (0, 1, "0312")
    assert lend(keys, "0119", who=zhao)[0].holder == "赵刚"


def test_an_officer_borrows_by_staff_number_k3(keys: Desk) -> None:
    [sun] = key_register.borrowers("1007")
    [key] = lend(keys, "0107", who=sun)
    assert (key.holder, key.firm) == ("孙伟", "")
    assert KeyLoan.get().staff_id == keys.sun.officer_id


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


def test_what_happened_to_a_key_is_told_newest_first_k5_k8(keys: Desk) -> None:
    lend(keys, "0312", hours=0.5)
    keys.clock.forward(40)
    key_register.chase(keys.chen, loan_of("0312"), "没人接")
    keys.clock.forward(1)
    key_register.extend(keys.chen, loan_of("0312"), keys.clock.at + HOUR, "还没修完")
    keys.clock.forward(1)
    key_register.transfer(keys.chen, loan_of("0312"), NewBorrower("林涛", "13900001111"), True)
    keys.clock.forward(1)
    key_register.report_lost(keys.chen, "0312", "掉进水沟")
    keys.clock.forward(1)
    key_register.found(keys.chen, "0312")
    told = key_register.history(key_register.find("0312").id, None, 20)
    assert [(line.kind, line.who, line.text) for line in told] == [
        ("found", "", ""),
        ("lost", "林涛", "掉进水沟"),
        ("transferred", "何志", ""),
        ("issued", "林涛", ""),
        ("extended", "何志", "还没修完"),
        ("chased", "何志", "没人接"),
        ("issued", "何志", ""),
    ]
    assert {line.officer for line in told} == {"陈晓燕"}


def test_history_pages_meet_without_gap_or_repeat(keys: Desk) -> None:
    lend(keys, "0312")
    for number in range(9):
        keys.clock.forward(1 if number % 2 else 0)
        key_register.chase(keys.chen, loan_of("0312"), str(number))
    key = key_register.find("0312").id
    whole = key_register.history(key, None, 50)
    pages, start = [], None
    while page := key_register.history(key, start, 3):
        pages += page
        start = page[-1].key
    assert pages == whole
    assert len(whole) == 10
    assert key_register.history(key, whole[-1].key, 3, backwards=True, inclusive=True) == whole[-3:]


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


def test_a_key_in_the_cabinet_is_neither_chased_nor_returned_nor_found_k1(keys: Desk) -> None:
    lend(keys, "0312")
    old = loan_of("0312")
    key_register.give_back(keys.chen, [Return(old)])
    for attempt in (
        lambda: key_register.chase(keys.chen, old),
        lambda: key_register.extend(keys.chen, old, keys.clock.at + HOUR),
        lambda: key_register.give_back(keys.chen, [Return(old)]),
        lambda: key_register.found(keys.chen, "0312"),
        lambda: key_register.chase(keys.chen, 4711),
    ):
        with pytest.raises(Refused, match=r"0312|no such loan"):
            attempt()
    assert KeyEvent.select().count() == 0


def test_the_list_has_what_is_out_on_top_by_due_then_the_cabinet_by_tag_k5(keys: Desk) -> None:
    lend(keys, "0118", hours=3)
    lend(keys, "0312", hours=0.5)
    keys.clock.forward(40)
    whole = key_register.page(KeyFilter(), None, 50)
    assert [(key.tag, key.state) for key in whole] == [
        ("0312", "overdue"), ("0118", "out"), ("0107", "in"), ("0119", "in"), ("0401", "in"), ("0501", "in"),
    ]  # fmt: skip
    pages, start = [], None
    while page := key_register.page(KeyFilter(), start, 2):
        pages += page
        start = page[-1].key
    assert pages == whole
    assert key_register.page(KeyFilter(), whole[3].key, 2, backwards=True) == whole[1:3]
    assert (key_register.counts().inside, key_register.counts().out, key_register.counts().overdue) == (4, 2, 1)


@pytest.mark.parametrize(
    ("text", "tags"),
    [("0312", ["0312"]), ("水泵", ["0312"]), ("sbf", ["0312"]), ("何志", ["0118"]), ("宏达 消防", ["0118"]), ("%", [])],
)
def test_the_list_is_filtered_by_tag_door_initials_and_holder(keys: Desk, text: str, tags: list[str]) -> None:
    lend(keys, "0118")
    where = KeyFilter(text)
    assert [key.tag for key in key_register.page(where, None, 50)] == tags
    assert key_register.count(where) == len(tags)


def test_only_what_is_out_can_be_listed_and_lost_keys_are_counted_apart(keys: Desk) -> None:
    lend(keys, "0118")
    key_register.report_lost(keys.chen, "0312")
    key_register.report_damaged(keys.chen, "0107", "断齿")
    assert [key.tag for key in key_register.page(KeyFilter(only_out=True), None, 50)] == ["0118"]
    counts = key_register.counts()
    assert (counts.inside, counts.out, counts.overdue, counts.unusable) == (3, 1, 0, 2)


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


def test_every_key_that_is_out_is_due_in_the_agenda_k5(keys: Desk) -> None:
    assert key_register.agenda() == []
    lend(keys, "0118", hours=3)
    lend(keys, "0312", hours=1)
    due = key_register.agenda()
    assert [(item.label, item.place, item.who, item.due_at) for item in due] == [
        ("0312", "水泵房", "何志 宏达消防", keys.clock.at + HOUR),
        ("0118", "消防控制室", "何志 宏达消防", keys.clock.at + 3 * HOUR),
    ]
    assert due[0].id == loan_of("0312")


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
