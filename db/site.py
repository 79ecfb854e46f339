"""The door to the site: its name, posts, shifts, units, settings, calendar and numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_config_path

from db import clock, connection, keyring, pepper
from db.initials import initials
from db.journal import COMMAND_LINE, Write, _uuid, authorise, image_sql, random_bytes, writing
from db.models.site import Contact, Post, Serial, Shift, Site, Unit
from db.models.staff import Officer
from db.prepared import every, one, prepared
from db.rules import plain_text
from db.rules import site as rules
from db.rules.words import Refused, _

DEFAULTS: dict[str, int] = {
    "lock_minutes": 10,  # idle lock
    "pin_minutes": 60,  # K3: the last PIN is older than this
    "late_minutes": 10,  # L3: a line logged later than this says so
    "urgent_hours": 24,  # T1
    "ordinary_days": 3,  # T1
    "answer_workdays": 3,  # T10
    "defect_days": 15,  # T10
    "major_days": 30,  # T10
    "closing_minute": 17 * 60 + 30,  # T18
    "warn_minutes": 15,  # H20
    "retention_years": 2,  # H22: nothing in the program deletes a record earlier, nor later
    "shift_sheet": 0,  # H23: 1 prints an emergency sheet at the start of each duty
    "backup_hours": 24,  # the last backup is too old after this
    "backup_each_shift": 1,  # a duty begins with a backup, where config.toml names a folder (0: it does not)
    "second_hours": 24,  # K6: the second signature after an emergency
    "rings_percent": 90,  # L8: calls answered within three rings
    "solved_percent": 80,  # L8: problems solved within 24 hours
    "callback_percent": 100,  # L8
    "complaint_percent": 1,  # L8: valid complaints stay below
    "analysis_days": 3,  # L6: the fault analysis after an emergency
    "no_show_minutes": 15,  # H20: relief is later than this
    "countersign_hours": 24,  # H12
    "break_minutes": 15,  # H10: leave stands for a break no longer than this
}


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
    return SiteView(row.uuid, row.name, row.language, row.zone, settings(), posts)


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
    return ZoneInfo(_site().zone)


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
    own: dict[str, int] = json.loads(_site().settings)
    return DEFAULTS | own


def setting(name: str) -> int:
    """One site setting, or its default."""
    return settings()[name]


@writing("site.setting")
def choose(write: Write, name: str, value: int) -> None:
    """Change one site setting, for every terminal (supervisors and managers)."""
    authorise(write, "supervisor", "manager")
    if name not in DEFAULTS:
        raise Refused(_("There is no setting {name}."), name=name)
    row = Site.get_by_id(1)
    row.settings = json.dumps(json.loads(row.settings) | {name: value})
    write.save(row)


@writing("site.found")
def found(write: Write, name: str, language: str, zone_name: str, posts: list[PostPlan]) -> str:
    """Found the site in a new station file; return its uuid. Done once, at the command line."""
    if write.by != COMMAND_LINE or Site.select().exists():
        raise Refused(_("This station has its site already."))
    try:
        ZoneInfo(zone_name)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused(_("{zone} is not a time zone: write it like Asia/Shanghai."), zone=zone_name) from None
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


def is_workday(day: date) -> bool:
    """Whether a day is worked: override file first, then the statutory calendar with make-up days, then weekdays."""
    override = _overrides(str(connection.path())).get(day)
    if override is not None:
        return override
    from chinese_calendar import is_workday as statutory

    try:
        return bool(statutory(day))
    except NotImplementedError:
        return day.weekday() < 5


def calendar_knows(year: int) -> bool:
    """Whether the statutory calendar of a year is known; otherwise weekdays are taken, and the screen says so."""
    from chinese_calendar import is_workday as statutory

    try:
        statutory(date(year, 6, 1))
    except NotImplementedError:
        return False
    return True


def calendar_warning() -> Refused | None:
    """That this year's holidays are not known, so that every deadline in working days counts Monday to Friday."""
    year = rules.local(clock.now(), zone()).year
    if calendar_knows(year):
        return None
    return Refused(_("The holidays of {year} are not known: Monday to Friday count as working days."), year=year)


def calendar_path() -> Path:
    """The site's own calendar: TOML with the lists `workdays` and `holidays`."""
    beside = connection.path().with_suffix(".calendar.toml")
    return beside if beside.exists() else user_config_path("dutydesk") / "calendar.toml"


@cache
def _overrides(_station: str) -> dict[date, bool]:
    try:
        text = calendar_path().read_text(encoding="utf-8")
    except OSError:
        return {}
    import tomllib  # most sites have no calendar of their own, and no use for its parser

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(_("{path} is not a calendar: {reason}."), path=calendar_path(), reason=fault) from None
    worked = dict.fromkeys(data.get("workdays", []), True)
    return worked | dict.fromkeys(data.get("holidays", []), False)


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
        raise Refused(
            _("There is no unit {number}: check the number, or leave it empty and write the place."), number=number
        )
    return unit_view(row)


def unit_view(row: Unit) -> UnitView:
    """A unit row, joined with its owner, as a view."""
    owner = row.owner
    return UnitView(
        row.id, row.number, owner.name if owner else "", owner.phone if owner else "", row.notes, row.public
    )


@writing("site.unit")
def add_unit(write: Write, number: str, owner: str = "", phone: str = "", notes: str = "", public: bool = False) -> int:
    """Add a unit with its owner; return its id."""
    authorise(write, "supervisor", "manager")
    cleaned = plain_text.clean_name(rules.unit_number(number), _("Unit"), 40)
    if one(Unit, number=cleaned):
        raise Refused(_("Unit {number} exists already."), number=cleaned)
    look = plain_text.look(cleaned)
    for like in every(Unit, look=look):
        plain_text.check_look(cleaned, like.number)
    contact = save_contact(write, owner, phone) if owner.strip() else None
    text = plain_text.clean(notes, _("Notes"), 400, required=False)
    return write.save(Unit(number=cleaned, look=look, owner=contact, notes=text, public=public)).id


def now() -> int:
    """The station's time, epoch milliseconds."""
    return clock.now()


def officers_exist() -> bool:
    """Whether anybody can sign on here."""
    return bool(Officer.select().exists())
