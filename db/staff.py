"""The door to the officers: who they are, their PIN, who is signed on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from db import access, clock, journal, key_process, keyring, pepper, site, writer
from db.initials import initials
from db.journal import COMMAND_LINE, Session, Write, authorise, random_bytes, writing
from db.keyring import Signer, Wrapped, WrongPin
from db.models.site import Duty, Post
from db.models.staff import Officer, OfficerKey, OneTimeCode, PinGuard, SignedOn
from db.rules import plain_text
from db.rules import staff as rules
from db.rules.words import Refused, _

__all__ = [
    "COMMAND_LINE",
    "MustChoose",
    "OfficerView",
    "Session",
    "Signer",
    "authorise",
    "change_pin",
    "change_role",
    "choose_pin",
    "end_service",
    "enrol",
    "find",
    "give_code",
    "sign_off",
    "sign_on",
    "staff_list",
    "unlock",
]

_Guards: Any = PinGuard


class MustChoose(Refused):
    """What was typed is a one-time code: it opens nothing but the choice of a PIN."""


@dataclass(frozen=True, slots=True)
class OfficerView:
    """An officer as the screens see them; `pin` is `own`, `code` (a one-time code waits) or `none`."""

    id: int
    staff_no: str
    name: str
    initials: str
    role: str
    phone: str
    active: bool = True
    pin: str = ""

    @property
    def key(self) -> tuple[str]:
        """Keyset of the list: the staff number."""
        return (self.staff_no,)


def _view(row: Officer, pin: str = "") -> OfficerView:
    return OfficerView(row.id, row.staff_no, row.name, row.initials, row.role, row.phone, row.active, pin)


def find(text: str) -> list[OfficerView]:
    """Active officers whose staff number is, or whose initials or name begin with, the text."""
    wanted = plain_text.half_width(text.strip())
    query = Officer.select().where(
        Officer.active
        & ((Officer.staff_no == wanted) | Officer.initials.startswith(wanted.lower()) | Officer.name.startswith(wanted))
    )
    return [_view(row) for row in query.order_by(Officer.staff_no).limit(9)]


def numbered(number: str) -> OfficerView:
    """The active officer with exactly this staff number."""
    found = next((one for one in find(number) if one.staff_no == plain_text.half_width(number)), None)
    if found is None:
        raise Refused(_("There is no officer {number}: type the staff number or initials."), number=number)
    return found


def is_number(text: str) -> bool:
    """Whether the text is the number of an active officer and the beginning of no other one."""
    wanted = plain_text.half_width(text.strip())
    found = list(Officer.select(Officer.staff_no).where(Officer.active, Officer.staff_no.startswith(wanted)).limit(2))
    return bool(wanted) and [row.staff_no for row in found] == [wanted]


def officer(officer_id: int) -> OfficerView:
    """One officer by id, whether they still serve or left."""
    return _view(Officer.get_by_id(officer_id))


def serving(officer_id: int) -> OfficerView:
    """An officer who serves here; refuses one who left."""
    row = Officer.get_or_none(Officer.id == officer_id, Officer.active)
    if row is None:
        raise Refused(_("This officer does not serve here any more: please choose another."))
    return _view(row)


def staff_list(by: Session) -> list[OfficerView]:
    """Every officer who serves, then those who left; how each one's PIN stands is told to managers alone."""
    query = Officer.select().order_by(Officer.active.desc(), Officer.staff_no)
    shown = by.role == "manager" or by == COMMAND_LINE
    return [_view(row, _pin_state(row.id) if shown else "") for row in query]


def _pin_state(officer_id: int) -> str:
    if _key_of(officer_id) is not None:
        return "own"
    code = _code_of(officer_id)
    return "code" if code is not None and code.valid_to > clock.now() else "none"


def in_service() -> list[OfficerView]:
    """Every officer who works here, superiors first: whom to call (H23)."""
    rows = Officer.select().where(Officer.active).order_by(Officer.staff_no)
    return [_view(row) for row in sorted(rows, key=lambda row: -list(rules.ROLE_NAMES).index(row.role))]


# -- the staff book ---------------------------------------------------------------------------------


@writing("staff.enrol")
def enrol(write: Write, staff_no: str, name: str, role: str, phone: str = "", pin: str | None = None) -> OfficerView:
    """Add an officer, who gets a one-time code next; only the founding of a station gives a PIN at once."""
    authorise(write, "manager")
    if pin is not None and write.by != COMMAND_LINE:
        raise Refused(_("Nobody chooses another one's PIN: give a one-time code."))
    number = rules.check_staff_no(plain_text.half_width(staff_no.strip()))
    rules.check_role(role)
    if Officer.select().where(Officer.staff_no == number).exists():
        raise Refused(_("Staff number {number} is taken; numbers are never given again."), number=number)
    cleaned = plain_text.clean_name(name, _("Name"), 40)
    _check_look(cleaned)
    row = Officer(staff_no=number, name=cleaned, initials=initials(cleaned), role=role)
    row.phone = plain_text.clean(plain_text.half_width(phone), _("Phone"), 40, required=False)
    write.save(row)
    if pin is not None:
        _put_key(write, row.id, _new_key(row.id, rules.check_pin(pin, number)))
    return _view(row)


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
    return _view(write.save(row))


@writing("staff.end")
def end_service(write: Write, officer_id: int) -> OfficerView:
    """End an officer's service: PIN and sessions end, the number stays theirs for ever."""
    authorise(write, "manager")
    serving(officer_id)
    row = Officer.get_by_id(officer_id)
    rules.check_can_leave(row.name, _post_of(officer_id))
    rules.check_not_last_manager(row.role, "", _managers())
    row.active = False
    write.save(row)
    _retire(write, officer_id)
    open_ones = (SignedOn.officer == officer_id) & SignedOn.ended_at.is_null()
    SignedOn.update(ended_at=write.at).where(open_ones).execute()
    return _view(row)


def _managers() -> int:
    return int(Officer.select().where(Officer.active, Officer.role == "manager").count())


def _post_of(officer_id: int) -> str:
    held = Duty.select(Post.name).join(Post).where(Duty.officer == officer_id, Duty.ended_at.is_null())
    return held.scalar() or ""


# -- keys and codes ---------------------------------------------------------------------------------


def _new_key(officer_id: int, pin: str) -> Wrapped:
    """A key sealed under a PIN; slow, so it is made before the transaction that stores it."""
    return key_process.make_key(officer_id, pin, _pepper())


def _put_key(write: Write, officer_id: int, wrapped: Wrapped) -> int:
    """Store a new key; it ends what was there before it, and old public keys stay."""
    _retire(write, officer_id)
    key = OfficerKey(officer=officer_id, public=wrapped.public, made_at=write.at)
    key.salt, key.nonce, key.wrapped = wrapped.salt, wrapped.nonce, wrapped.sealed
    return write.save(key).id


def _retire(write: Write, officer_id: int) -> None:
    """End the key and the one-time code an officer may have."""
    for old in OfficerKey.select().where(OfficerKey.officer == officer_id, OfficerKey.retired_at.is_null()):
        old.retired_at = write.at
        write.save(old)
    for code in OneTimeCode.select().where(OneTimeCode.officer == officer_id, OneTimeCode.used_at.is_null()):
        code.used_at = write.at
        write.save(code)


def _key_of(officer_id: int) -> OfficerKey | None:
    found: OfficerKey | None = OfficerKey.get_or_none(OfficerKey.officer == officer_id, OfficerKey.retired_at.is_null())
    return found


def _code_of(officer_id: int) -> OneTimeCode | None:
    found: OneTimeCode | None = OneTimeCode.get_or_none(
        OneTimeCode.officer == officer_id, OneTimeCode.used_at.is_null()
    )
    return found


def _pepper() -> bytes:
    return pepper.read_pepper(site.uuid())


def give_code(by: Session, officer_id: int) -> str:
    """A one-time code, told once: the old PIN ends, and the code opens "choose your PIN" for 24 hours."""
    if by == COMMAND_LINE:
        pepper.make_pepper(site.uuid())
    code = keyring.new_code()
    _put_code(by, officer_id, *key_process.seal_code(code, _pepper()))
    return code


@writing("staff.give_code")
def _put_code(write: Write, officer_id: int, salt: bytes, sealed: bytes) -> None:
    authorise(write, "manager")
    number = serving(officer_id).staff_no
    if officer_id == write.officer:
        raise Refused(_("This is your own number: change your own PIN instead."))
    _retire(write, officer_id)
    code = OneTimeCode(officer=officer_id, salt=salt, sealed=sealed, made_by=write.officer or None, made_at=write.at)
    code.valid_to = write.at + rules.CODE_LASTS
    write.save(code)
    _Guards.delete().where(_Guards.who == _guard_name(number)).execute()


def choose_pin(staff_no: str, code: str, pin: str, again: str) -> Session:
    """Choose the own PIN with a one-time code, which is used up by it, and be signed on."""
    row = _officer_of(staff_no)
    try:
        _prove(staff_no, row, code)
    except MustChoose:
        pass
    else:
        raise Refused(_("You have a PIN already: sign on with it."))
    assert row is not None
    rules.check_pin(rules.check_same(pin, again), staff_no)
    given, wrapped, session = _code_of(row.id), _new_key(row.id, pin), _session(row)

    def work() -> None:
        now = OneTimeCode.get_by_id(given.id) if given is not None else None
        rules.check_code(now.valid_to if now else None, now.used_at if now else None, clock.now())
        _begin(session)
        write = journal.begin("staff.choose_pin", session)
        _put_key(write, row.id, wrapped)
        write.close()

    writer.run(work)
    return session


def change_pin(by: Session, old: str, pin: str, again: str) -> None:
    """Change the own PIN: a new PIN is a new key; signatures under the old one stay what they are."""
    rules.check_pin(rules.check_same(pin, again), by.staff_no)
    if pin == old:
        raise Refused(_("This is the PIN you have: choose another."))
    signer = unlock(by.officer_id, old)
    _take_key(by, signer, _new_key(by.officer_id, pin))


@writing("staff.change_pin")
def _take_key(write: Write, signer: Signer, wrapped: Wrapped) -> None:
    if signer.officer_id != write.officer:
        raise Refused(_("This PIN is another officer's: everybody changes their own."))
    _put_key(write, write.officer, wrapped)


# -- proving a PIN ----------------------------------------------------------------------------------


def unlock(officer_id: int, pin: str) -> Signer:
    """Prove a PIN and return what may sign; failures are counted before the check, across processes."""
    row = Officer.get_or_none(Officer.id == officer_id, Officer.active)
    if row is not None and _key_of(officer_id) is None and _code_of(officer_id) is None:
        raise Refused(_("This officer has no PIN yet: a manager gives a one-time code (F6, staff)."))
    return _prove(row.staff_no if row else "", row, pin)


def _prove(staff_no: str, row: Officer | None, pin: str) -> Signer:
    """One try: counted first, then one stretching of what was typed, whoever it is and whether they exist or not."""
    mixed = _pepper()
    refused = writer.run(lambda: _count_try(staff_no, row))
    if refused is not None:
        raise refused
    key = _key_of(row.id) if row else None
    code = _code_of(row.id) if row and key is None else None
    if row is None or (key is None and code is None):
        key_process.waste_a_guess(pin)
        raise WrongPin
    if code is not None:
        key_process.check_code(pin, bytes(code.salt), bytes(code.sealed), mixed)
        rules.check_code(code.valid_to, code.used_at, clock.now())
        writer.run(lambda: _forgive(staff_no))
        raise MustChoose(_("This is a one-time code: sign on with it and choose your own PIN first."))
    assert key is not None
    wrapped = Wrapped(key.public, bytes(key.salt), bytes(key.nonce), bytes(key.wrapped))
    opened = key_process.open_key(row.id, wrapped, pin, mixed)
    writer.run(lambda: _forgive(staff_no))
    return Signer(row.id, key.id, opened)


def _guard_name(staff_no: str) -> str:
    """Under which name tries are counted: no number is written down, for what is typed may be anything, a PIN too."""
    return keyring.commitment(_pepper(), staff_no)


def _count_try(staff_no: str, row: Officer | None) -> Refused | None:
    """Count a try on the clock as it stands; a refusal is stored too, so that a clock set back shortens nothing."""
    name, at = _guard_name(staff_no), clock.now()
    kept = PinGuard.get_or_none(PinGuard.who == name) or _new_guard(name, at)
    before = rules.Guard(*(getattr(kept, each.name) for each in fields(rules.Guard)))
    refused = None
    try:
        guard = rules.try_pin(before, at)
    except Refused as why:
        guard, refused = rules.on_clock(before, at), why
    for each in fields(guard):
        setattr(kept, each.name, getattr(guard, each.name))
    kept.save()
    if row is not None and refused is None and guard.today == rules.A_DAY:
        access.note_locked(row.id, row.staff_no)
    return refused


def _new_guard(name: str, at: int) -> PinGuard:
    """A guard for a name; those of other days that count nothing any more are cleared away."""
    idle = (PinGuard.failures == 0) | (PinGuard.seen_at < at - clock.DAY)
    _Guards.delete().where(PinGuard.day < at // clock.DAY, idle).execute()
    return PinGuard(who=name)


def _forgive(staff_no: str) -> None:
    """After a right PIN this try was no failure; the day's failures before it stand."""
    row = PinGuard.get_or_none(PinGuard.who == _guard_name(staff_no))
    if row is not None:
        row.failures, row.locked_until, row.back_until, row.today = 0, 0, 0, row.today - 1
        row.save()


# -- sessions ---------------------------------------------------------------------------------------


def sign_on(staff_no: str, pin: str) -> Session:
    """Begin a session; an unknown number gets the same answer, after the same work, as a wrong PIN.

    An officer who was away from their post is back at it with this PIN (H10).
    """
    from db import cover  # with the registers behind it: nobody signs on before the first screen is painted

    signer = _prove(staff_no, _officer_of(staff_no), pin)
    session = session_of(signer)
    cover.end_by_sign_on(session, signer)
    return session


def session_of(signer: Signer) -> Session:
    """Begin a session of an officer who has just proved the PIN (a stand-in acts in their own name: H10)."""
    session = _session(Officer.get_by_id(signer.officer_id))
    writer.run(lambda: _begin(session))
    return session


def _officer_of(staff_no: str) -> Officer | None:
    found: Officer | None = Officer.get_or_none(Officer.staff_no == staff_no, Officer.active)
    return found


def _session(row: Officer) -> Session:
    return Session(random_bytes(16).hex(), row.id, row.staff_no, row.name, row.role)


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
        post = _post_of(by.officer_id)
        if post:
            raise Refused(_("You have the post {post}: hand over first, nobody leaves before relief (H9)."), post=post)
        from db.models.cover import Cover  # nobody leaves before the first screen is painted

        standing = Cover.select(Post.name).join(Duty).join(Post)
        covered = standing.where(Cover.stand_in == by.officer_id, Cover.back_at.is_null()).scalar()
        if covered is not None:
            raise Refused(_("You stand in at {post}: its officer comes back first (H10)."), post=covered)
        SignedOn.update(ended_at=clock.now()).where(SignedOn.token == by.token).execute()

    writer.run(work)
