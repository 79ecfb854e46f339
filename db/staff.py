"""The door to the officers: who they are, their PIN, who is signed on."""

from __future__ import annotations

from dataclasses import dataclass

from db import clock, keyring, site, writer
from db.initials import initials
from db.journal import COMMAND_LINE, Session, Write, random_bytes, writing
from db.keyring import Signer, WrongPin
from db.models.site import Duty, Post
from db.models.staff import ROLES, Officer, OfficerKey, PinGuard, SignedOn
from db.rules import plain_text
from db.rules import staff as rules
from db.rules.words import Refused, _

__all__ = [
    "COMMAND_LINE",
    "OfficerView",
    "Session",
    "Signer",
    "enrol",
    "find",
    "set_pin",
    "sign_off",
    "sign_on",
    "unlock",
]

_UNKNOWN = _("Wrong staff number or PIN. Please type the PIN again.")


@dataclass(frozen=True, slots=True)
class OfficerView:
    """An officer as the screens see them."""

    id: int
    staff_no: str
    name: str
    initials: str
    role: str
    phone: str


def _view(row: Officer) -> OfficerView:
    return OfficerView(row.id, row.staff_no, row.name, row.initials, row.role, row.phone)


def find(text: str) -> list[OfficerView]:
    """Active officers whose staff number is, or whose initials or name begin with, the text."""
    wanted = plain_text.half_width(text.strip())
    query = Officer.select().where(
        Officer.active
        & ((Officer.staff_no == wanted) | Officer.initials.startswith(wanted.lower()) | Officer.name.startswith(wanted))
    )
    return [_view(row) for row in query.order_by(Officer.staff_no).limit(9)]


def is_number(text: str) -> bool:
    """Whether the text is the number of an active officer and the beginning of no other one."""
    wanted = plain_text.half_width(text.strip())
    found = list(Officer.select(Officer.staff_no).where(Officer.active, Officer.staff_no.startswith(wanted)).limit(2))
    return bool(wanted) and [row.staff_no for row in found] == [wanted]


def officer(officer_id: int) -> OfficerView:
    """One officer by id."""
    return _view(Officer.get_by_id(officer_id))


def authorise(write: Write, *roles: str) -> None:
    """Refuse, in the door itself, an officer whose role may not do this; the owner of the file may."""
    if write.by != COMMAND_LINE:
        rules.check_authority(write.by.role, roles)


@writing("staff.enrol")
def enrol(write: Write, staff_no: str, name: str, role: str, phone: str = "", pin: str | None = None) -> OfficerView:
    """Add an officer; with a PIN the officer can sign at once, without one a manager gives it later."""
    authorise(write, "manager")
    rules.check_staff_no(staff_no)
    if role not in ROLES:
        raise Refused(_("{role} is not a role. Roles are: {roles}."), role=role, roles=", ".join(ROLES))
    if Officer.select().where(Officer.staff_no == staff_no).exists():
        raise Refused(_("Staff number {number} is taken; numbers are never given again."), number=staff_no)
    cleaned = plain_text.clean(name, _("Name"), 40)
    row = Officer(staff_no=staff_no, name=cleaned, initials=initials(cleaned), role=role)
    row.phone = plain_text.clean(phone, _("Phone"), 40, required=False)
    write.save(row)
    if pin is not None:
        _new_key(write, row.id, pin)
    return _view(row)


@writing("staff.set_pin")
def set_pin(write: Write, officer_id: int, pin: str) -> None:
    """Give an officer a new PIN, and with it a new key; old public keys stay (managers, or oneself)."""
    if write.officer != officer_id:
        authorise(write, "manager")
    _new_key(write, officer_id, pin)
    _forgive(officer_id, the_day=True)


def _new_key(write: Write, officer_id: int, pin: str) -> int:
    wrapped, _private = keyring.make_key(officer_id, rules.check_pin(pin), keyring.read_pepper(_site_uuid()))
    for old in OfficerKey.select().where(OfficerKey.officer == officer_id, OfficerKey.retired_at.is_null()):
        old.retired_at = write.at
        write.save(old)
    key = OfficerKey(officer=officer_id, public=wrapped.public, made_at=write.at)
    key.salt, key.nonce, key.wrapped = wrapped.salt, wrapped.nonce, wrapped.sealed
    return write.save(key).id


def _site_uuid() -> str:
    return site.uuid()


def unlock(officer_id: int, pin: str) -> Signer:
    """Prove a PIN and return what may sign; failures are counted before the check, across processes."""
    writer.run(lambda: _count_try(officer_id))
    key = OfficerKey.get_or_none(OfficerKey.officer == officer_id, OfficerKey.retired_at.is_null())
    if key is None:
        raise Refused(_("This officer has no PIN yet: a manager must give one."))
    wrapped = keyring.Wrapped(key.public, bytes(key.salt), bytes(key.nonce), bytes(key.wrapped))
    private = keyring.open_key(officer_id, wrapped, pin, keyring.read_pepper(_site_uuid()))
    writer.run(lambda: _forgive(officer_id))
    return Signer(officer_id, key.id, private)


def _count_try(officer_id: int) -> None:
    row = PinGuard.get_or_none(PinGuard.officer == officer_id) or PinGuard(officer=officer_id)
    guard = rules.try_pin(rules.Guard(row.failures, row.today, row.day, row.locked_until), clock.now())
    row.failures, row.today, row.day, row.locked_until = guard.failures, guard.today, guard.day, guard.locked_until
    row.save()


def _forgive(officer_id: int, *, the_day: bool = False) -> None:
    """After a right PIN this try was no failure; the day's failures before it stand, until a new PIN is given."""
    row = PinGuard.get_or_none(PinGuard.officer == officer_id)
    if row is not None:
        row.failures, row.locked_until, row.today = 0, 0, 0 if the_day else row.today - 1
        row.save()


def sign_on(staff_no: str, pin: str) -> Session:
    """Begin a session; an unknown number gets the same answer, after the same work, as a wrong PIN."""
    row = Officer.get_or_none(Officer.staff_no == staff_no, Officer.active)
    if row is None:
        keyring.waste_a_guess(pin)
        raise WrongPin(_UNKNOWN)
    unlock(row.id, pin)
    session = Session(random_bytes(16).hex(), row.id, row.staff_no, row.name, row.role)
    writer.run(lambda: _begin(session))
    return session


def _begin(session: Session) -> None:
    SignedOn.create(
        token=session.token, officer=session.officer_id, terminal=writer.terminal_name(), began_at=clock.now()
    )


def end_left_over() -> None:
    """End the sessions that a killed program left at this terminal; without a terminal of one's own, none."""
    here = writer.terminal_name()
    if here != "-":
        left = SignedOn.update(ended_at=clock.now()).where(SignedOn.terminal == here, SignedOn.ended_at.is_null())
        writer.run(left.execute)


def sign_off(by: Session) -> None:
    """End a session; refused while the officer has a post (H9)."""

    def work() -> None:
        held = Duty.select(Post.name).join(Post).where(Duty.officer == by.officer_id, Duty.ended_at.is_null())
        post = held.scalar()
        if post is not None:
            raise Refused(_("You have the post {post}: hand over first, nobody leaves before relief (H9)."), post=post)
        SignedOn.update(ended_at=clock.now()).where(SignedOn.token == by.token).execute()

    writer.run(work)
