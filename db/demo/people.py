"""Founding the demo estate: site, officers with their keys, homes with their owners, keys, temporary passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db import journal, keyring, site, staff
from db.clock import DAY, HOUR
from db.demo.estate import MANAGER, POSTS, ZONE, Estate
from db.journal import COMMAND_LINE, Session
from db.key_register import add as add_key
from db.keyring import Signer
from db.models.site import Post
from db.models.staff import OfficerKey
from db.passes import add as add_pass
from db.pepper import read_pepper

PIN = "135790"
_ROLES = {"1001": "manager", "1002": "supervisor", "1007": "leader", "2001": "maintenance"}
#: Plant rooms whose keys go out by two signatures.
_RESTRICTED = (1, 4, 5)
_ENTRUSTED = ("1-1-302", "2-1-801", "3-2-1002", "4-1-502", "6-2-1101", "7-2-801", "8-1-602", "10-1-902")
_THINGS = (("radio", "80", 8), ("umbrella", "81", 6), ("torch", "82", 4), ("book", "83", 2))
_FIRST_PASS = 92231
#: Homes whose owners the last hours speak of by name.
_FAMILIES = {"6-2-1101": 0, "9-1-302": 1, "3-2-1002": 2}


@dataclass(frozen=True, slots=True)
class Tag:
    """A key to be hung up."""

    number: str
    opens: str
    hook: str
    what: str = "key"
    access: str = "public"
    unit: str = ""


def found(estate: Estate) -> None:
    """Found the site; its posts have a day and a night shift of twelve hours."""
    day, night = estate.words.shifts
    shifts = ((day, 8 * 60, 20 * 60), (night, 20 * 60, 32 * 60))
    plans = [site.PostPlan(code, name, shifts) for code, name in zip(POSTS, estate.words.posts, strict=True)]
    estate.write.act(COMMAND_LINE, estate.start - 2 * DAY)
    estate.do(site.found, estate.words.site, estate.words.language, ZONE.key, plans)
    estate.posts = {post.code: post.id for post in Post.select()}


def people(estate: Estate) -> None:
    """Enrol the officers, each with a PIN; their keys are made here once and sign all that follows."""
    pepper = read_pepper(site.uuid())
    for number, name in estate.words.officers.items():
        estate.write.act(COMMAND_LINE, estate.write.at + 60_000)
        phone = f"1390000{number}"
        view = estate.do(staff.enrol, number, name, _ROLES.get(number, "officer"), phone)
        estate.officers[number] = Session("", view.id, number, name, view.role)
        estate.signers[number] = _key(estate, view.id, pepper)


def _key(estate: Estate, officer: int, pepper: bytes) -> Signer:
    wrapped, opened = keyring.make_key(officer, PIN, pepper, journal.random_bytes)
    row = OfficerKey(officer=officer, public=wrapped.public, made_at=estate.write.at)
    row.salt, row.nonce, row.wrapped = wrapped.salt, wrapped.nonce, wrapped.sealed
    return Signer(officer, estate.write.save(row).id, opened)


def homes(estate: Estate) -> None:
    """400 homes with their owners, and the common places."""
    rng, words = estate.rng, estate.words
    places = [f"{b}-{e}-{f}{d:02d}" for b in range(1, 11) for e in (1, 2) for f in range(2, 12) for d in (1, 2)]
    for number in places:
        family = _FAMILIES.get(number, rng.randrange(len(words.surnames.split())))
        owner = words.person(family, rng.randrange(len(words.given.split())))
        phone = f"13{rng.randrange(5, 10)}0000{rng.randrange(10_000):04d}"
        _by_manager(estate)
        estate.homes[number] = estate.do(site.add_unit, number, owner, phone)
    for place in words.common:
        _by_manager(estate)
        estate.do(site.add_unit, place, public=True)


def keys(estate: Estate) -> None:
    """80 keys, radios, umbrellas, torches and receipt books, each on its hook."""
    for tag in _tags(estate):
        _by_manager(estate)
        estate.do(add_key, tag.number, tag.opens, tag.hook, tag.what, tag.access, tag.unit)


def _tags(estate: Estate) -> Iterator[Tag]:
    words = estate.words
    entrances = [f"{building}-{entrance}" for building in range(1, 11) for entrance in (1, 2)]
    for number, room in enumerate(words.plant):
        access = "restricted" if number in _RESTRICTED else "public"
        yield Tag(f"01{number + 1:02d}", room, f"A-{number + 1:02d}", access=access)
    for number, entrance in enumerate(entrances, 1):
        yield Tag(f"02{number:02d}", words.roof.format(n=entrance), f"B-{number:02d}")
    for number, entrance in enumerate(entrances, 1):
        yield Tag(f"03{number:02d}", words.riser.format(n=entrance), f"C-{number:02d}")
    for number, home in enumerate(_ENTRUSTED, 1):
        yield Tag(f"05{number:02d}", words.entrusted.format(n=home), f"D-{number:02d}", access="entrusted", unit=home)
    for what, prefix, many in _THINGS:
        for number in range(1, many + 1):
            yield Tag(f"{prefix}{number:02d}", words.things[what].format(n=number), f"R-{prefix}{number:02d}", what)


def passes(estate: Estate) -> None:
    """Temporary passes of contractors; the last two ran out and are not back."""
    last = len(estate.words.passes) - 2
    for position, (name, firm, purpose, unit) in enumerate(estate.words.passes):
        number, phone = f"{_FIRST_PASS + position}", f"1360000{8820 + position}"
        valid_to = estate.until + (30 * DAY if position < last else -position * 5 * HOUR)
        _by_manager(estate)
        estate.passes[number] = estate.do(add_pass, number, name, firm, phone, purpose, valid_to, unit=unit)


def _by_manager(estate: Estate) -> None:
    estate.write.act(estate.officers[MANAGER], estate.write.at + 20_000)
