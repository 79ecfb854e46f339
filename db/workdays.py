"""The door to the working days (T11): the site's file, the days supervisors have put down, the statutory calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from peewee import JOIN
from platformdirs import user_config_path

from db import clock, connection, site
from db.journal import Write, authorise, writing
from db.models.site import SiteDay
from db.models.staff import Officer
from db.prepared import one
from db.rules import plain_text
from db.rules.inbox import parse_day
from db.rules.site import IsWorkday, local
from db.rules.staff import REVIEWERS
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the site's own: without an officer the file says it, without `worked` it was taken back."""

    day: date
    worked: bool | None
    by: str = ""
    why: str = ""


def is_workday(day: date) -> bool:
    """Whether a day is worked."""
    return counting()(day)


def counting() -> IsWorkday:
    """How days count now: the file's word first, then the supervisors', the statutory calendar, weekdays."""
    put_down = {date.fromisoformat(row.day): row.worked for row in SiteDay.select() if row.worked is not None}
    own = put_down | from_file()
    return lambda day: own[day] if day in own else _statutory(day)


def _statutory(day: date) -> bool:
    from chinese_calendar import is_workday as statutory

    try:
        return bool(statutory(day))
    except NotImplementedError:
        return day.weekday() < 5


def known(year: int) -> bool:
    """Whether the statutory calendar of a year is known; otherwise weekdays are taken, and the screen says so."""
    from chinese_calendar import is_workday as statutory

    try:
        statutory(date(year, 6, 1))
    except NotImplementedError:
        return False
    return True


def this_year() -> int:
    """The year it is at the site."""
    return local(clock.now(), site.zone()).year


def warning() -> Refused | None:
    """That this year's holidays are not known, so that every deadline in working days counts Monday to Friday."""
    year = this_year()
    if known(year):
        return None
    return Refused(_("The holidays of {year} are not known: Monday to Friday count as working days."), year=year)


def path() -> Path:
    """The site's own calendar: TOML with the lists `workdays` and `holidays`."""
    beside = connection.path().with_suffix(".calendar.toml")
    return beside if beside.exists() else user_config_path("dutydesk") / "calendar.toml"


def from_file() -> dict[date, bool]:
    """The days of the file, read once for each station."""
    return _read(str(connection.path()))


@cache
def _read(_station: str) -> dict[date, bool]:
    try:
        text = path().read_text(encoding="utf-8")
    except OSError:
        return {}
    import tomllib  # most sites have no calendar of their own, and no use for its parser

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(_("{path} is not a calendar: {reason}."), path=path(), reason=fault) from None
    worked = dict.fromkeys(data.get("workdays", []), True)
    return worked | dict.fromkeys(data.get("holidays", []), False)


def own_days(year: int) -> list[DayView]:
    """The days of a year on which the site has its own word, by date; the file's stand where both speak."""
    query = SiteDay.select(SiteDay, Officer).join(Officer, JOIN.LEFT_OUTER)
    rows = query.where(SiteDay.day.startswith(f"{year}-"))
    found = {date.fromisoformat(row.day): row for row in rows}
    days = {
        day: DayView(day, row.worked, row.officer.name if row.officer else "-", row.why) for day, row in found.items()
    }
    days |= {day: DayView(day, worked) for day, worked in from_file().items() if day.year == year}
    return [days[day] for day in sorted(days)]


@writing("site.day")
def put_day(write: Write, day: str, worked: bool | None, why: str) -> None:
    """Say that a day is worked or free here, None for what the statutory calendar says."""
    authorise(write, *REVIEWERS)
    found = parse_day(plain_text.half_width(day))
    if found in from_file():
        raise Refused(_("The file says what {day} is: change it in {path}."), day=found.isoformat(), path=path())
    row = one(SiteDay, day=found.isoformat()) or SiteDay(day=found.isoformat())
    row.worked, row.why = worked, plain_text.clean(why, _("Reason"))
    row.officer_id = write.officer or None
    write.save(row)
