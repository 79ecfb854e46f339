"""The questions of the first run, on a plain terminal, and the station they make."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import TypeVar

from db import anchor, connection, pepper, reading, site, staff
from db.journal import COMMAND_LINE
from db.rules import founding, plain_text
from db.rules import staff as staff_rules
from db.rules.words import Refused
from db.site import PostPlan
from screens import words
from screens.words import N_, _
from tui import config
from tui.speech import say, speak, told

T = TypeVar("T")
Read = Callable[[str], str]
_DAY, _NIGHT = (8 * 60, 20 * 60), (20 * 60, 32 * 60)
_POSTS = (("front", N_("Front desk")), ("guard", N_("Guard post")), ("maintenance", N_("Maintenance")))


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line said already; the rest is asked."""

    language: str | None = None
    site: str | None = None
    zone: str | None = None
    manager: str | None = None
    pin_file: Path | None = None
    anchor: Path | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing needs asking."""
        return None not in (self.site, self.zone, self.manager, self.pin_file)


@dataclass(frozen=True, slots=True)
class Plan:
    """A station to be founded."""

    language: str
    site: str
    zone: str
    posts: tuple[PostPlan, ...]
    staff_no: str
    name: str
    pin: str
    anchor: Path | None = None


def wants_demo(file: Path) -> bool:
    """Say that there is no station here, and what can be done."""
    say(N_("There is no station at {path} yet."), path=file)
    return _ask(N_("1 make a station, 2 look at the demo estate"), _one_of("1", "2"), default="1") == "2"


def ask(given: Given) -> Plan:
    """Every answer a station needs, each asked until it is one; the language first, the rest is asked in it."""
    if given.language is None and not given.whole:
        speak({"1": "zh", "2": "en"}[_ask("1 中文  2 English", _one_of("1", "2"), default=_spoken())])
    name = _answer(given.site, N_("Name of the estate"), _site)
    zone = _answer(given.zone, N_("Time zone"), founding.check_zone, default=_zone_here())
    posts = default_posts() if given.whole else _posts()
    staff_no, manager = _answer(given.manager, N_("First manager: staff number and name, as 1001 Ann Lee"), _person)
    pin = _pin_of(given.pin_file) if given.pin_file else _new_pin()
    anchor = given.anchor.absolute() if given.anchor else None if given.whole else _anchor()
    return Plan(words.language, name, zone, posts, staff_no, manager, pin, anchor)


def found(file: Path, plan: Plan) -> None:
    """Make the station and its first manager; half a station is removed again."""
    connection.create_station(file)
    try:
        uuid = site.found(COMMAND_LINE, plan.site, plan.language, plan.zone, list(plan.posts))
        staff.enrol(COMMAND_LINE, plan.staff_no, plan.name, "manager", pin=plan.pin)
    except BaseException:
        connection.close_station()
        for part in ("", "-wal", "-shm", ".lock"):
            Path(f"{file}{part}").unlink(missing_ok=True)
        raise
    connection.close_station()
    say(N_("The station is at {path}."), path=file)
    if plan.anchor is not None:
        config.remember("anchor", str(plan.anchor))
        with reading.station(file, read_only=True):
            trouble = anchor.seal(plan.anchor, anchor.FOUNDED)
        if trouble:
            print(told(trouble))
        say(
            N_("Handovers will be sealed in {path}: best on another disk, or owned by another account."),
            path=plan.anchor,
        )
    kept = pepper.pepper_path(uuid)
    say(N_("The pepper of its PINs is at {path}: keep a copy of it apart from the station's backup."), path=kept)


def default_posts() -> tuple[PostPlan, ...]:
    """Front desk, guard post and maintenance, each with a day and a night shift."""
    shifts = ((_("Day shift"), *_DAY), (_("Night shift"), *_NIGHT))
    return tuple(PostPlan(code, _(name), shifts) for code, name in _POSTS)


def _posts() -> tuple[PostPlan, ...]:
    """The posts of the site: the usual three, or one line for each."""
    usual = default_posts()
    names = ", ".join(post.name for post in usual)
    say(N_("Posts: {names}, each 08-20 and 20-08."), names=names)
    if _ask(N_("1 take these, 2 write others"), _one_of("1", "2"), default="1") == "1":
        return usual
    say(N_("One post per line: its name, then its shifts, as Gate 08-20 20-08. An empty line ends."))
    posts: list[PostPlan] = []
    while (line := _ask(N_("Post"), _post, default="")) or not posts:
        if line:
            posts.append(PostPlan(f"post{len(posts) + 1}", *line))
    return tuple(posts)


def _post(typed: str) -> tuple[str, tuple[tuple[str, int, int], ...]] | None:
    if not typed:
        return None
    name, shifts = founding.parse_post(typed)
    return plain_text.clean(name, N_("Post"), 40), shifts


def _site(typed: str) -> str:
    return plain_text.clean(typed, N_("Site"), 40)


def _person(typed: str) -> tuple[str, str]:
    number, _blank, name = plain_text.half_width(typed.strip()).partition(" ")
    return staff_rules.check_staff_no(number), plain_text.clean(name, N_("Name"), 40)


def _one_of(*answers: str) -> Callable[[str], str]:
    def check(typed: str) -> str:
        answer = plain_text.half_width(typed.strip())
        if answer not in answers:
            raise Refused(N_("Please type one of: {answers}."), answers=" ".join(answers))
        return answer

    return check


def _pin_of(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(N_("{path} cannot be read: {reason}."), path=file, reason=fault) from None
    return staff_rules.check_pin(lines[0] if lines else "")


def _new_pin() -> str:
    """A PIN, typed twice and never shown."""
    while True:
        first = _ask(N_("PIN of the manager: six digits"), staff_rules.check_pin, read=getpass)
        if getpass(_("The same PIN again") + ": ") == first:
            return first
        say(N_("These are two different PINs."))


def _anchor() -> Path | None:
    """A file apart from the station, or none."""
    typed = _ask(N_("Anchor: a file on another disk that seals each handover (Enter: none)"), str.strip, default="")
    return Path(typed).expanduser().absolute() if typed else None


def _spoken() -> str:
    """The answer that keeps the language in use."""
    return "1" if words.language == "zh" else "2"


def _zone_here() -> str:
    """This machine's time zone by name; Shanghai's where it does not say (UTC is a server's, no estate's)."""
    here = os.environ.get("TZ") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    if here in ("UTC", "Etc/UTC"):
        return "Asia/Shanghai"
    try:
        return founding.check_zone(here)
    except Refused:
        return "Asia/Shanghai"


def _answer(given: str | None, question: str, check: Callable[[str], T], default: str | None = None) -> T:
    """What was given, checked once, or the answer to the question."""
    return _ask(question, check, default=default) if given is None else check(given)


def _ask(
    question: str, check: Callable[[str], T], *, default: str | None = None, read: Callable[[str], str] = input
) -> T:
    """Ask until the answer is one; Enter takes the default."""
    if not sys.stdin.isatty():
        raise Refused(N_("Not given, and nobody to ask: {question}. See: dutydesk init --help"), question=question)
    shown = f"{_(question)} [{default}]: " if default else f"{_(question)}: "
    while True:
        try:
            return check(read(shown) or default or "")
        except Refused as refused:
            print(told(refused))
