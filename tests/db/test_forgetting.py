"""A person planted through every door that takes one, forgotten, and looked for in the raw file (L10)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db import connection, duty_log, emergency, key_register, passes, privacy, site, staff, tickets
from db.key_register import NewBorrower, Return
from db.models.duty_log import Promise
from db.models.key_register import KeyLoan
from db.models.site import Contact
from db.models.tickets import IS_OPEN, Ticket
from db.verify import verify
from tests.conftest import Desk, signer
from tests.doors import every_door, parameters

HOUR = 3_600_000
NAME, PHONE, IDENTITY = "欧阳芷兰", "13988887777", "310101199001011234"
PERSON: dict[str, Any] = {"contact_name": NAME, "contact_phone": PHONE}
CALLER: dict[str, Any] = {"caller_name": NAME, "caller_phone": PHONE}
ZHILAN = NewBorrower(NAME, PHONE, "")
#: Parameters by which a door is told who somebody of the public is.
NAMES = {"contact_name", "caller_name", "spoke_to", "returned_by", "identity"}


def does(kind: str, *args: Any, by: staff.Session, **more: Any) -> Any:
    return every_door()[kind](by, *args, **more)


def planted(desk: Desk) -> set[str]:
    """Name them through every door that takes a name; return the doors."""
    used: set[str] = set()

    def plant(kind: str, *args: Any, by: staff.Session = desk.chen, **more: Any) -> Any:
        used.add(kind)
        return does(kind, *args, by=by, **more)

    front, due = desk.front, desk.clock.at + HOUR
    plant("site.unit", "10-1-902", NAME, PHONE, by=desk.manager)
    plant("unit.change", site.find_unit("8-3-501").id, NAME, PHONE, by=desk.he)
    plant("log.write", front, "外卖", **PERSON)
    plant("log.promise", front, "停电几点恢复", due, **PERSON)
    plant("call.note", front, "问路", "answered", **PERSON)
    plant("call.promise", front, "回电", due, **PERSON)
    plant("call.take", front, "complaint", "噪音", grade="general", place="一楼", **CALLER)
    taken = plant("ticket.take", "repair", "漏水", post_id=front, grade="urgent", place="厨房", **CALLER)
    bare = does(
        "ticket.take", "complaint", "垃圾", by=desk.chen, post_id=front, grade="general", place="大堂",
        caller_name="x", caller_phone="1",
    )  # fmt: skip
    plant("ticket.supply", bare.id, **CALLER)
    plant("ticket.confirm_record", bare.id, NAME, "present")
    plant("pass.add", "92231", NAME, "", PHONE, "装修", due, identity=IDENTITY)
    for tag, access in (("0301", "public"), ("0302", "public"), ("0501", "entrusted"), ("0502", "entrusted")):
        key_register.add(desk.manager, tag, "水泵房", access=access, unit="8-3-501" if access == "entrusted" else "")
    plant("key.refuse", front, ["0501"], ZHILAN, "登记电话无人接")
    two: dict[str, Any] = {"first": signer(desk.chen), "second": signer(desk.sun)}
    plant("key.issue", ["0501"], ZHILAN, due, spoke_to=NAME, **two)
    plant("key.list_person", "0502", NAME, PHONE, "朋友", "present")
    other = NewBorrower("赵刚", "13912340000")
    [lent] = does("key.issue", ["0301"], other, due, by=desk.chen, first=signer(desk.chen))
    plant("key.transfer", lent.loan_id, ZHILAN, True, first=signer(desk.chen))
    begun = emergency.begin(desk.chen, front, "leak", unit="8-3-501")
    [known] = [one for one in key_register.borrowers(NAME) if one.kind == "contact"][:1]
    plant("emergency.issue_key", begun.id, "0302", known)
    emergency.close(desk.chen, begun.id, "已处理")
    open_loans = [Return(row.id) for row in KeyLoan.select().where(KeyLoan.returned_at.is_null())]
    plant("key.return", open_loans, NAME)
    assert taken.caller == NAME
    return used


def ended(desk: Desk) -> None:
    """Nothing is open with them any more."""
    for line in key_register.listed("0502"):
        key_register.unlist_person(desk.chen, line.id)
    for row in Ticket.select().where(IS_OPEN):
        tickets.void(desk.chen, row.id, "重复", signer(desk.he))
    for promise in Promise.select().where(Promise.kept_at.is_null()):
        duty_log.keep_promise(desk.chen, promise.id)
    for card in passes.listed():
        passes.give_back(desk.chen, card.id)


def found_in(file: Path) -> list[str]:
    """Which of their words stand in the station's file or beside it."""
    kept = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*") if each.is_file())
    return [word for word in (NAME, PHONE, IDENTITY) if word.encode() in kept]


def takes_a_person(kind: str) -> bool:
    """Whether a door is told who somebody of the public is; who is enrolled is no public."""
    told = {each.name: str(each.annotation) for each in parameters(every_door()[kind])}
    named = "phone" in told and ("name" in told or "owner" in told)
    return kind != "staff.enrol" and (
        named or bool(NAMES & set(told)) or any("Borrower" in annotation for annotation in told.values())
    )


def test_a_person_is_planted_by_every_door_and_nowhere_in_the_file_when_forgotten_l10(desk: Desk) -> None:
    used = planted(desk)
    assert used == {kind for kind in every_door() if takes_a_person(kind)} | {"ticket.confirm_record"}
    ended(desk)
    assert found_in(desk.file) == [NAME, PHONE, IDENTITY]
    while found := privacy.find(desk.manager, NAME):
        assert found[0].id is not None
        privacy.forget(desk.manager, found[0].id, "本人要求", signer(desk.manager))
    privacy.sweep()
    connection.database.close()
    assert found_in(desk.file) == []
    assert not Contact.select().where(Contact.name == NAME).exists()
    assert verify(desk.file).intact
