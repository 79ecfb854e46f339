"""People of the public: seen unmasked on the record, forgotten without breaking the chain (L10)."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import ForeignKeyField

from db import access, connection, duty_log, key_register, passes, privacy, site, staff, tickets
from db.key_register import NewBorrower
from db.models.access import AccessEvent
from db.models.every import RECORD
from db.models.site import Contact
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import ANY_ACT, PIN, Desk, signer

HOUR = 3_600_000
WANG = ("王女士", "13977770001")


def a_promise(desk: Desk) -> duty_log.PromiseView:
    return duty_log.promise(
        desk.chen, desk.front, "停电几点恢复", desk.clock.at + HOUR, contact_name=WANG[0], contact_phone=WANG[1]
    )


def person(desk: Desk) -> int:
    found = privacy.find(desk.manager, WANG[1])
    assert found[0].id is not None
    return found[0].id


def test_who_looked_at_whom_and_when_is_in_the_journal_and_the_name_is_not_l10(desk: Desk) -> None:
    made = a_promise(desk)
    desk.clock.forward(5)
    seen = privacy.reveal(desk.chen, "line", made.entry_id)
    assert (seen.name, seen.phone) == WANG
    event = AccessEvent.get()
    assert (event.kind, event.officer_id, event.contact_id, event.at) == (
        "revealed", desk.chen.officer_id, seen.id, desk.clock.at,
    )  # fmt: skip
    assert event.about == f"#{made.number}/2026"
    (body,) = connection.rows('SELECT "body" FROM "journal" ORDER BY "seq" DESC LIMIT 1')[0]
    assert "privacy.reveal" in body
    assert not any(word in body for word in WANG)


def test_units_tickets_and_loans_name_their_person_and_an_empty_record_nobody(desk: Desk) -> None:
    key_register.add(desk.manager, "0312", "水泵房")
    loan = key_register.issue(
        desk.chen,
        ["0312"],
        NewBorrower("罗建", "13900004471"),
        desk.clock.at + HOUR,
        first=staff.unlock(4, PIN, ANY_ACT),
    )[0].loan_id
    ticket = tickets.take(
        desk.chen, "repair", "漏水", post_id=desk.front, grade="urgent", place="厨房", caller_name="赵六",
        caller_phone="13811110000",
    )  # fmt: skip
    unit = site.find_unit("6-2-1101").id
    assert loan is not None
    named = [
        privacy.reveal(desk.chen, *where).name for where in (("loan", loan), ("ticket", ticket.id), ("unit", unit))
    ]
    assert named == ["罗建", "赵六", "王小明"]
    assert [view.about for view in access.page(desk.manager, None, 9)] == ["6-2-1101", ticket.label, "0312"]
    for register, record in (("unit", site.find_unit("大堂").id), ("unit", 999), ("line", 999), ("nothing", 1)):
        with pytest.raises(Refused, match="Nobody is named"):
            privacy.reveal(desk.chen, register, record)


def test_what_was_seen_is_the_managers_to_read(desk: Desk) -> None:
    for who in (desk.chen, desk.sun, desk.he):
        with pytest.raises(Refused, match="role"):
            access.page(who, None, 9)


def test_a_forgotten_person_is_nowhere_in_the_file_and_the_record_is_whole_l10(desk: Desk) -> None:
    made = a_promise(desk)
    a_promise(desk)
    for each in duty_log.promises_due():
        duty_log.keep_promise(desk.chen, each.id)
    assert privacy.forget(desk.manager, person(desk), "本人要求", signer(desk.manager)) == privacy.Forgotten(2, WANG)
    privacy.sweep()
    connection.database.close()
    for file in (desk.file, Path(f"{desk.file}-wal")):
        kept = file.read_bytes() if file.exists() else b""
        assert not [word for word in WANG if word.encode() in kept], file
    line = duty_log.entry(made.entry_id)
    assert (line.contact, line.phone, line.text) == ("", "", "停电几点恢复")
    assert Contact.select().where(Contact.forgotten_at == desk.clock.at).count() == 2
    assert [view.about for view in access.page(desk.manager, None, 1)] == ["本人要求"]
    assert verify(desk.file).intact


def test_nobody_is_forgotten_while_something_is_open_with_them(desk: Desk) -> None:
    made = a_promise(desk)
    key_register.add(desk.manager, "0312", "水泵房")
    loan = key_register.issue(
        desk.chen, ["0312"], NewBorrower(*WANG), desk.clock.at + HOUR, first=staff.unlock(4, PIN, ANY_ACT)
    )[0].loan_id
    assert loan is not None
    ticket = tickets.take(
        desk.chen, "repair", "漏水", post_id=desk.front, grade="urgent", place="厨房", caller_name=WANG[0],
        caller_phone=WANG[1],
    )  # fmt: skip
    passes.add(desk.chen, "92231", WANG[0], "", WANG[1], "", desk.clock.at + HOUR)
    whole = signer(desk.manager)
    for needed, end in (
        ("0312", lambda: key_register.give_back(desk.chen, [key_register.Return(loan)])),
        (ticket.label, lambda: tickets.void(desk.chen, ticket.id, "重复", signer(desk.manager))),
        (f"#{made.number}", lambda: duty_log.keep_promise(desk.chen, made.id)),
        ("92231", lambda: passes.give_back(desk.chen, passes.listed()[0].id)),
    ):
        with pytest.raises(Refused, match=f"still open.*{needed}"):
            privacy.forget(desk.manager, person(desk), "本人要求", whole)
        end()
    assert privacy.forget(desk.manager, person(desk), "本人要求", whole).rows >= 1


def test_somebody_on_an_owners_list_is_taken_off_it_first(desk: Desk) -> None:
    key_register.add(desk.manager, "0501", "托管", access="entrusted", unit="6-2-1101")
    key_register.list_person(desk.manager, "0501", *WANG, "朋友", "present")
    with pytest.raises(Refused, match=r"still open.*0501"):
        privacy.forget(desk.manager, person(desk), "本人要求", signer(desk.manager))


def test_every_table_that_names_a_person_is_asked_before_one_is_forgotten() -> None:
    """A new register decides here whether something of it can be open: then `privacy._needed` asks it."""
    naming = {
        f"{model.__name__}.{each.name}"
        for model in RECORD
        for each in model._meta.sorted_fields
        if isinstance(each, ForeignKeyField) and each.rel_model is Contact
    }
    asked = {
        "KeyLoan.borrower",
        "KeyPerson.person",
        "Ticket.caller",
        "LogEntry.contact",
        "Pass.holder",
        "EmergencyLine.contact",
    }
    never_open = {
        "AccessEvent.contact",
        "KeyCall.answered_by",
        "KeyEvent.person",
        "KeyLoan.returned_by",
        "TicketEvent.person",
        "Unit.owner",
    }
    assert naming == asked | never_open


def test_forgetting_is_the_managers_under_their_own_pin(desk: Desk) -> None:
    a_promise(desk)
    with pytest.raises(Refused, match="role"):
        privacy.forget(desk.he, 1, "本人要求", signer(desk.he))
    with pytest.raises(Refused, match="sign with your own"):
        privacy.forget(desk.manager, 1, "本人要求", signer(desk.he))
    with pytest.raises(Refused, match="role"):
        privacy.find(desk.he, WANG[1])
