"""The door to the officers: the staff book.

Beside it stand finding them (`staff_views`), PINs (`staff_pins`, `staff_codes`) and sessions (`staff_sessions`).
"""

from __future__ import annotations

from db.initials import initials
from db.journal import COMMAND_LINE, Session, Write, authorise, writing
from db.keyring import Act, Signer
from db.models.staff import Officer, SignedOn
from db.rules import plain_text
from db.rules import staff as rules
from db.rules.words import Refused, _
from db.staff_codes import change_pin, choose_pin, give_code
from db.staff_pins import MustChoose, new_key, pin_state, put_key, retire, unlock
from db.staff_sessions import covered_post, end_left_over, post_of, session_of, sign_off, sign_on
from db.staff_views import OfficerView, find, in_service, is_number, numbered, officer, serving, view

__all__ = [
    "COMMAND_LINE", "Act", "MustChoose", "OfficerView", "Session", "Signer", "authorise", "change_pin", "change_role",
    "choose_pin", "end_left_over", "end_service", "enrol", "find", "give_code", "in_service", "is_number", "numbered",
    "officer", "serving", "session_of", "sign_off", "sign_on", "staff_list", "unlock",
]  # fmt: skip


def staff_list(by: Session) -> list[OfficerView]:
    """Every officer who serves, then those who left; how each one's PIN stands is told to managers alone."""
    query = Officer.select().order_by(Officer.active.desc(), Officer.staff_no)
    shown = by.role == "manager" or by == COMMAND_LINE
    return [view(row, pin_state(row.id) if shown else "") for row in query]


def free_number(typed: str) -> str:
    """The staff number that was typed, if nobody has it or ever had it."""
    number = rules.check_staff_no(plain_text.half_width(typed.strip()))
    if Officer.select().where(Officer.staff_no == number).exists():
        raise Refused(_("Staff number {number} is taken; numbers are never given again."), number=number)
    return number


@writing("staff.enrol")
def enrol(write: Write, staff_no: str, name: str, role: str, phone: str = "", pin: str | None = None) -> OfficerView:
    """Add an officer, who gets a one-time code next; only the founding of a station gives a PIN at once."""
    authorise(write, "manager")
    if pin is not None and write.by != COMMAND_LINE:
        raise Refused(_("Nobody chooses another one's PIN: give a one-time code."))
    number = free_number(staff_no)
    rules.check_role(role)
    cleaned = plain_text.clean_name(name, _("Name"), 40)
    _check_look(cleaned)
    row = Officer(staff_no=number, name=cleaned, initials=initials(cleaned), role=role)
    row.phone = plain_text.clean(plain_text.half_width(phone), _("Phone"), 40, required=False)
    write.save(row)
    if pin is not None:
        put_key(write, row.id, new_key(row.id, rules.check_pin(pin, number)))
    return view(row)


def _check_look(name: str) -> None:
    """Two officers may have one name; one letter apart that cannot be seen, they may not."""
    look = plain_text.look(name)
    for row in Officer.select(Officer.name):
        if plain_text.look(row.name) == look:
            plain_text.check_look(name, row.name)


@writing("staff.role")
def change_role(write: Write, officer_id: int, role: str) -> OfficerView:
    """Give an officer another role; whoever is signed on with the old one signs on again."""
    authorise(write, "manager")
    serving(officer_id)
    row = Officer.get_by_id(officer_id)
    rules.check_not_last_manager(row.role, rules.check_role(role), _managers())
    row.role = role
    return view(write.save(row))


@writing("staff.end")
def end_service(write: Write, officer_id: int) -> OfficerView:
    """End an officer's service: PIN and sessions end, shifts to come stand open, the number stays theirs for ever."""
    from db import roster  # nobody leaves before the first screen is painted

    authorise(write, "manager")
    serving(officer_id)
    row = Officer.get_by_id(officer_id)
    rules.check_can_leave(row.name, post_of(officer_id), covered_post(officer_id))
    rules.check_not_last_manager(row.role, "", _managers())
    row.active = False
    write.save(row)
    retire(write, officer_id)
    roster.vacate(write, officer_id)
    open_ones = (SignedOn.officer == officer_id) & SignedOn.ended_at.is_null()
    SignedOn.update(ended_at=write.at).where(open_ones).execute()
    return view(row)


def _managers() -> int:
    return int(Officer.select().where(Officer.active, Officer.role == "manager").count())
