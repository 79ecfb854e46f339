"""The door to the site: its name, posts, shifts, units, settings and numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from db import connection, keyring, pepper
from db.initials import initials
from db.journal import COMMAND_LINE, Write, _uuid, authorise, image_sql, random_bytes, writing
from db.models.site import Contact, Post, Serial, Shift, Site, Unit
from db.prepared import every, one, prepared
from db.rules import plain_text
from db.rules import site as rules
from db.rules.founding import check_zone
from db.rules.settings import DEFAULTS, check, stored
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class PostView:
    """A post and its shifts."""

    id: int
    code: str
    name: str
    initials: str
    shifts: tuple[rules.ShiftTimes, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site as the screens see it."""

    uuid: str
    name: str
    language: str
    zone: str
    settings: dict[str, int]
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit with its owner; the phone is masked by the screen."""

    id: int
    number: str
    owner: str
    phone: str
    notes: str
    public: bool


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A post to be made: its code, name, and shifts as (name, first minute, last minute)."""

    code: str
    name: str
    shifts: tuple[tuple[str, int, int], ...]


def read() -> SiteView:
    """The site with its posts."""
    row = _site()
    posts = tuple(post_view(post) for post in Post.select().order_by(Post.position))
    return SiteView(row.uuid, row.name, row.language, zone().key, settings(), posts)


def post_view(post: Post) -> PostView:
    """A post row as a view."""
    rows = sorted(every(Shift, post=post.id), key=lambda row: row.begins)
    return PostView(
        post.id,
        post.code,
        post.name,
        post.initials,
        tuple(rules.ShiftTimes(row.id, row.name, row.begins, row.ends) for row in rows),
    )


def zone() -> ZoneInfo:
    """The site's time zone."""
    return _zone(str(connection.path()))


@cache
def _zone(_station: str) -> ZoneInfo:
    try:
        return ZoneInfo(check_zone(_site().zone))
    except Refused:
        return ZoneInfo(_UTC)


#: Where the site's own zone is none any more, because another program wrote it.
_UTC = "UTC"


def warning() -> Refused | None:
    """That another program made the site's zone or its settings what they cannot be, and what counts meanwhile."""
    row = _site()
    if zone().key != row.zone:
        said = _("Times are in {meanwhile}: the site's time zone is none ({zone}). Tell the manager.")
        return Refused(said, zone=row.zone, meanwhile=zone().key)
    if json.dumps(stored(row.settings)) != row.settings:
        return Refused(_("The site's settings are not as they were written: defaults count. Tell the manager."))
    return None


def _site() -> Site:
    row = one(Site, id=1)
    assert row is not None, "a station has its site"
    return row


def language() -> str:
    """The language the record is written in."""
    return _site().language


def uuid() -> str:
    """The site's own name among all sites."""
    return _site().uuid


def settings() -> dict[str, int]:
    """All site settings."""
    return DEFAULTS | stored(_site().settings)


def setting(name: str) -> int:
    """One site setting, or its default."""
    return settings()[name]


@writing("site.setting")
def choose(write: Write, name: str, value: int) -> None:
    """Change one site setting, for every terminal (supervisors and managers)."""
    authorise(write, "supervisor", "manager")
    check(name, value)
    row = Site.get_by_id(1)
    row.settings = json.dumps(stored(row.settings) | {name: value})
    write.save(row)


@writing("site.found")
def found(write: Write, name: str, language: str, zone_name: str, posts: list[PostPlan]) -> str:
    """Found the site in a new station file; return its uuid. Done once, at the command line."""
    if write.by != COMMAND_LINE or Site.select().exists():
        raise Refused(_("This station has its site already."))
    check_zone(zone_name)
    from db import template_rows  # a station is founded once, and opened every night

    uuid = str(_uuid())
    write.save(Site(uuid=uuid, name=plain_text.clean(name, _("Site"), 40), language=language, zone=zone_name))
    for position, plan in enumerate(posts):
        template_rows.supply(write, _add_post(write, position, plan), language)
    _zone.cache_clear()
    pepper.make_pepper(uuid)
    return uuid


def _add_post(write: Write, position: int, plan: PostPlan) -> Post:
    name = plain_text.clean(plan.name, _("Post"), 40)
    post = write.save(Post(code=plan.code, name=name, initials=initials(name), position=position))
    for shift, begins, ends in plan.shifts:
        shift_name = plain_text.clean(shift, _("Shift"), 20)
        write.save(Shift(post=post, name=shift_name, begins=begins, ends=ends if ends > begins else ends + 1440))
    return post


def next_number(write: Write, register: str) -> tuple[int, int]:
    """The next gapless number of a register in this year, and the year (L5)."""
    year = rules.local(write.at, zone()).year
    ((key, image, last),) = connection.rows(_next_sql(), (write.seq + 1, register, year))
    write.wrote(Serial, key, image)
    return last, year


@cache
def _next_sql() -> str:
    """One statement that gives out a number, the first of a year too."""
    return (
        'INSERT INTO "serial" ("seq", "register", "year", "last") VALUES (?, ?, ?, 1) '  # noqa: S608 - own names
        'ON CONFLICT ("register", "year") DO UPDATE SET "seq" = excluded."seq", "last" = "serial"."last" + 1 '
        f'RETURNING "id", {image_sql(Serial)}, "last"'
    )


def save_contact(write: Write, name: str, phone: str = "", firm: str = "", identity: str = "") -> Contact:
    """A new person of the public; the journal gets a salted commitment only."""
    cleaned = plain_text.clean(name, _("Name"), 60, required=False)
    number = plain_text.clean(plain_text.half_width(phone), _("Phone"), 40, required=False)
    employer = plain_text.clean(firm, _("Firm"), 80, required=False)
    proof = plain_text.clean(plain_text.half_width(identity), _("Identity number"), 40, required=False)
    salt = random_bytes(16)
    row = Contact(salt=salt, name=cleaned, phone=number, firm=employer, identity=proof, initials=initials(cleaned))
    row.commitment = keyring.commitment(salt, cleaned, number, employer, proof)
    return write.save(row)


@prepared
def _unit(number: str) -> Any:
    return Unit.select(Unit, Contact).left_outer_join(Contact).where(Unit.number == number)


def find_unit(typed: str) -> UnitView:
    """The unit of a number; refuses one that does not exist."""
    number = rules.unit_number(typed)
    row = _unit.first(number)
    if row is None:
        raise Refused(_("There is no unit {number}: check it, or leave it empty and write the place."), number=number)
    return unit_view(row)


def unit_view(row: Unit) -> UnitView:
    """A unit row, joined with its owner, as a view."""
    owner = row.owner
    return UnitView(
        row.id, row.number, owner.name if owner else "", owner.phone if owner else "", row.notes, row.public
    )


def free_unit(typed: str) -> str:
    """The number that was typed, if no unit has it or one that looks like it."""
    cleaned = plain_text.clean_name(rules.unit_number(typed), _("Unit"), 40)
    if one(Unit, number=cleaned):
        raise Refused(_("Unit {number} exists already."), number=cleaned)
    for like in every(Unit, look=plain_text.look(cleaned)):
        plain_text.check_look(cleaned, like.number)
    return cleaned


@writing("site.unit")
def add_unit(write: Write, number: str, owner: str = "", phone: str = "", notes: str = "", public: bool = False) -> int:
    """Add a unit with its owner; return its id."""
    authorise(write, "supervisor", "manager")
    cleaned = free_unit(number)
    contact = save_contact(write, owner, phone) if owner.strip() else None
    text = plain_text.clean(notes, _("Notes"), 400, required=False)
    return write.save(Unit(number=cleaned, look=plain_text.look(cleaned), owner=contact, notes=text, public=public)).id
