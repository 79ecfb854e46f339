"""Sign-on, PIN, lockout, one-time codes and the staff book, on a real file."""

from __future__ import annotations

import pytest

from db import access, connection, duty, keyring, staff, staff_pins, staff_sessions, writer
from db.journal import COMMAND_LINE, Session
from db.models.access import AccessEvent
from db.models.staff import Officer, OfficerKey, OneTimeCode, PinGuard, SignedOn
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import PIN, Desk

NEW = "975316"


def fail(number: str, times: int) -> str:
    said = ""
    for _time in range(times):
        with pytest.raises(Refused) as refused:
            staff.sign_on(number, "000001")
        said = str(refused.value)
    return said


def tries() -> int:
    return sum(guard.today for guard in PinGuard.select())


def test_a_wrong_pin_and_an_unknown_number_get_the_same_sentences_up_to_the_lock(desk: Desk) -> None:
    known, unknown = ([fail(number, 1) for _try in range(7)] for number in ("1024", "9999"))
    assert known == unknown
    assert known[0].startswith("Wrong")
    assert known[-1] == "Too many wrong PINs: wait 30 s, then try again."


def test_a_number_without_a_pin_is_answered_like_an_unknown_one(desk: Desk) -> None:
    staff.enrol(desk.manager, "3001", "赵刚", "officer")
    assert fail("3001", 1) == fail("9999", 1)


def test_the_work_for_an_unknown_number_is_the_work_for_a_known_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One stretching and one stored count each, so that neither clock nor disk tells them apart."""
    staff.enrol(desk.manager, "3001", "赵刚", "officer")
    staff.enrol(desk.manager, "3002", "胡兵", "officer")
    staff.give_code(desk.manager, staff.find("3002")[0].id)
    stretched: list[str] = []
    stretch = keyring._stretch

    def counted(pin: str, salt: bytes, pepper: bytes) -> bytes:
        stretched.append(pin)
        done: bytes = stretch(pin, salt, pepper)
        return done

    monkeypatch.setattr(keyring, "_stretch", counted)
    for number in ("1024", "9999", "3001", "3002", "", "９９９９", "x" * 500):
        stretched.clear()
        before = tries()
        fail(number, 1)
        assert (len(stretched), tries() - before) == (1, 1), number


def test_what_was_typed_as_a_number_is_written_down_nowhere(desk: Desk) -> None:
    fail(PIN, 1)
    assert PIN not in {guard.who for guard in PinGuard.select()}
    assert PIN.encode() not in desk.file.read_bytes()


def test_five_wrong_pins_lock_for_thirty_seconds_and_only_that_officer(desk: Desk) -> None:
    for _number in range(5):
        with pytest.raises(Refused, match="Wrong"):
            staff.unlock(desk.chen.officer_id, "000001")
    with pytest.raises(Refused, match="wait 30 s"):
        staff.unlock(desk.chen.officer_id, PIN)
    assert staff.unlock(desk.li.officer_id, PIN).officer_id == desk.li.officer_id
    desk.clock.forward(0.6)
    assert staff.unlock(desk.chen.officer_id, PIN).officer_id == desk.chen.officer_id


def test_a_clock_set_back_neither_shortens_the_lock_nor_begins_a_new_day(desk: Desk) -> None:
    fail("1024", 5)
    desk.clock.forward(-3 * 24 * 60)
    for _time in range(2):
        with pytest.raises(Refused, match="wait 30 s"):
            staff.unlock(desk.chen.officer_id, PIN)
    desk.clock.forward(0.25)
    with pytest.raises(Refused, match="wait 15 s"):
        staff.unlock(desk.chen.officer_id, PIN)
    desk.clock.forward(0.25)
    fail("1024", 1)
    guard = PinGuard.get(PinGuard.who == staff_pins.guard_name("1024"))
    assert guard.today == 6


def test_twenty_wrong_pins_of_a_day_are_recorded_and_only_a_managers_code_helps(desk: Desk) -> None:
    for _try in range(20):
        desk.clock.forward(16)
        fail("1024", 1)
    desk.clock.forward(16)
    with pytest.raises(Refused, match="ask a manager"):
        staff.unlock(desk.chen.officer_id, PIN)
    event = AccessEvent.get()
    assert (event.kind, event.officer_id, event.about) == ("locked", desk.chen.officer_id, "1024")
    assert [view.kind for view in access.page(desk.manager, None, 9)] == ["locked"]
    code = staff.give_code(desk.manager, desk.chen.officer_id)
    assert staff.choose_pin("1024", code, NEW, NEW).officer_id == desk.chen.officer_id
    assert verify(desk.file).intact


def test_signing_off_while_on_duty_is_refused_with_the_reason_h9(desk: Desk) -> None:
    with pytest.raises(Refused, match="前台"):
        staff.sign_off(desk.chen)
    staff.sign_off(desk.li)
    with pytest.raises(Refused, match="sign on again"):
        staff.change_pin(desk.li, PIN, NEW, NEW)


# -- a PIN of one's own -------------------------------------------------------------------------------


def test_a_new_pin_is_a_new_key_and_the_old_public_key_stays(desk: Desk) -> None:
    before = staff.unlock(desk.li.officer_id, PIN).key_id
    staff.change_pin(desk.li, PIN, NEW, NEW)
    after = staff.unlock(desk.li.officer_id, NEW).key_id
    keys = list(OfficerKey.select().where(OfficerKey.officer == desk.li.officer_id).order_by(OfficerKey.id))
    assert [key.id for key in keys] == [before, after]
    assert keys[0].retired_at == desk.clock.at
    assert keys[1].retired_at is None
    with pytest.raises(Refused, match="Wrong"):
        staff.unlock(desk.li.officer_id, PIN)


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("000001", NEW, NEW, "Wrong"),
        (PIN, NEW, "975317", "two different"),
        (PIN, PIN, PIN, "the PIN you have"),
        (PIN, "123456", "123456", "follow each other"),
        (PIN, "101031", "101031", "staff number"),
    ],
)
def test_a_new_pin_that_is_no_good_leaves_the_old_one(desk: Desk, old: str, new: str, again: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        staff.change_pin(desk.li, old, new, again)
    assert staff.unlock(desk.li.officer_id, PIN)


# -- one-time codes -------------------------------------------------------------------------------------


def test_a_code_opens_the_choice_of_a_pin_once_and_nothing_else(desk: Desk) -> None:
    code = staff.give_code(desk.manager, desk.li.officer_id)
    with pytest.raises(Refused, match="Wrong"):
        staff.unlock(desk.li.officer_id, PIN)
    for opened in (lambda: staff.sign_on("1031", code), lambda: staff.unlock(desk.li.officer_id, code)):
        with pytest.raises(staff.MustChoose, match="choose your own PIN"):
            opened()
    session = staff.choose_pin("1031", code, NEW, NEW)
    assert (session.officer_id, session.role) == (desk.li.officer_id, "officer")
    assert staff.unlock(desk.li.officer_id, NEW)
    with pytest.raises(Refused, match="Wrong"):
        staff.choose_pin("1031", code, "864203", "864203")
    assert OneTimeCode.get().used_at == desk.clock.at
    assert verify(desk.file).intact


def test_a_code_runs_out_after_a_day_and_a_new_one_ends_the_old(desk: Desk) -> None:
    first = staff.give_code(desk.manager, desk.li.officer_id)
    second = staff.give_code(desk.manager, desk.li.officer_id)
    if first != second:
        with pytest.raises(Refused, match="Wrong"):
            staff.choose_pin("1031", first, NEW, NEW)
    desk.clock.forward(24 * 60)
    with pytest.raises(Refused, match="run out after 24 hours"):
        staff.choose_pin("1031", second, NEW, NEW)


def test_a_code_is_stored_as_a_pin_is_and_never_in_the_journal(desk: Desk) -> None:
    code = staff.give_code(desk.manager, desk.li.officer_id)
    bodies = " ".join(body for (body,) in connection.rows('SELECT "body" FROM "journal" WHERE "kind" LIKE \'staff.%\''))
    assert OneTimeCode.get().sealed.hex() not in bodies
    assert f'"{code}"' not in bodies


def test_a_code_is_the_managers_to_give_to_others_and_the_owners_of_the_file(desk: Desk) -> None:
    for who in (desk.chen, desk.sun, desk.he):
        with pytest.raises(Refused, match="role"):
            staff.give_code(who, desk.li.officer_id)
    with pytest.raises(Refused, match="your own number"):
        staff.give_code(desk.manager, desk.manager.officer_id)
    code = staff.give_code(COMMAND_LINE, desk.manager.officer_id)
    assert staff.choose_pin("1001", code, NEW, NEW).role == "manager"


def test_nobody_is_given_a_pin_by_another(desk: Desk) -> None:
    with pytest.raises(Refused, match="one-time code"):
        staff.enrol(desk.manager, "3001", "赵刚", "officer", pin=NEW)


# -- the staff book -------------------------------------------------------------------------------------


def test_an_enrolled_officer_signs_on_with_a_code_and_their_number_is_theirs_for_ever(desk: Desk) -> None:
    made = staff.enrol(desk.manager, "3001", "赵刚", "officer")
    staff.choose_pin("3001", staff.give_code(desk.manager, made.id), NEW, NEW)
    session = staff.sign_on("3001", NEW)
    staff.end_service(desk.manager, made.id)
    with pytest.raises(Refused, match="no longer signed on"):
        duty.take_empty_post(session, desk.guard)
    assert fail("3001", 1).startswith("Wrong")
    with pytest.raises(Refused, match="never given again"):
        staff.enrol(desk.manager, "3001", "李四", "officer")
    assert staff.staff_list(desk.manager)[-1].active is False
    assert not SignedOn.select().where(SignedOn.officer == made.id, SignedOn.ended_at.is_null()).exists()


def test_who_has_a_post_does_not_leave_and_the_last_manager_stays(desk: Desk) -> None:
    with pytest.raises(Refused, match="前台"):
        staff.end_service(desk.manager, desk.chen.officer_id)
    with pytest.raises(Refused, match="only manager"):
        staff.end_service(desk.manager, desk.manager.officer_id)
    with pytest.raises(Refused, match="only manager"):
        staff.change_role(desk.manager, desk.manager.officer_id, "officer")


def test_a_changed_role_ends_what_the_old_one_allowed(desk: Desk) -> None:
    staff.change_role(desk.manager, desk.he.officer_id, "officer")
    with pytest.raises(Refused, match="role was changed"):
        staff.change_pin(desk.he, PIN, NEW, NEW)


def test_a_session_is_its_officers_own_and_cannot_be_made_up(desk: Desk) -> None:
    """Another's id under one's own token, a role one has not, and no token at all."""
    boss = desk.manager
    for made_up in (
        Session(desk.chen.token, boss.officer_id, boss.staff_no, boss.name, boss.role),
        Session(desk.chen.token, desk.chen.officer_id, "1024", "陈晓燕", "manager"),
        Session("", boss.officer_id, boss.staff_no, boss.name, boss.role),
    ):
        with pytest.raises(Refused, match="sign on again"):
            staff.enrol(made_up, "3001", "赵刚", "manager")
    assert not Officer.select().where(Officer.staff_no == "3001").exists()


@pytest.mark.parametrize("name", ["Аnn Lee", "王\ufe00芳", "王⼩芳", "Αnna", "𝐀nn"])
def test_a_name_that_mixes_letters_that_look_alike_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(Refused, match="mixes letters"):
        staff.enrol(desk.manager, "3001", name, "officer")


def test_two_officers_may_have_one_name_but_not_one_that_only_looks_the_same(desk: Desk) -> None:
    staff.enrol(desk.manager, "3001", "Ilya Ivanov", "officer")
    staff.enrol(desk.manager, "3002", "Ilya Ivanov", "officer")
    with pytest.raises(Refused, match="looks like Ilya Ivanov"):
        staff.enrol(desk.manager, "3003", "llya lvanov", "officer")


def test_officers_are_found_by_number_and_by_pinyin_initials(desk: Desk) -> None:
    assert [o.name for o in staff.find("cxy")] == ["陈晓燕"]
    assert [o.name for o in staff.find("１０３１")] == ["李敏"]


def test_how_a_pin_stands_is_told_to_managers_alone(desk: Desk) -> None:
    assert {view.pin for view in staff.staff_list(desk.chen)} == {""}
    assert {view.pin for view in staff.staff_list(desk.manager)} == {"own"}


def test_a_right_pin_ends_the_row_of_failures_and_not_the_days_count(desk: Desk) -> None:
    for _number in range(3):
        with pytest.raises(Refused, match="Wrong"):
            staff.unlock(desk.chen.officer_id, "000001")
    staff.unlock(desk.chen.officer_id, PIN)
    guard = PinGuard.get(PinGuard.who == staff_pins.guard_name("1024"))
    assert (guard.failures, guard.today, guard.locked_until) == (0, 3, 0)


def test_a_service_that_ends_while_the_pin_is_proved_begins_no_session(desk: Desk) -> None:
    staff.enrol(desk.manager, "3001", "赵刚", "officer")
    row = staff.find("3001")[0]
    session = staff_sessions.session_for(Officer.get_by_id(row.id))
    staff.end_service(desk.manager, row.id)
    with pytest.raises(Refused, match="does not serve here any more"):
        writer.run(lambda: staff_sessions.begin(session))
    assert not SignedOn.select().where(SignedOn.officer == row.id).exists()
