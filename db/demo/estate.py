"""The story of an estate as it is told: who is on which post, what comes next, and the one write that records it."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from db.clock import DAY, HOUR, MINUTE
from db.demo.quick import QuickWrite
from db.demo.words import Line, Words
from db.journal import Door, Session
from db.keyring import Signer
from db.rules.site import local

ZONE = ZoneInfo("Asia/Shanghai")
SHIFT = 12 * HOUR
POSTS = ("front", "guard", "maintenance")
#: Who takes turns at each post: a day, a night, a day off.
TEAMS = {
    "front": ("1024", "1031", "1035"),
    "guard": ("1041", "1042", "1007"),
    "maintenance": ("2011", "2012", "2013"),
}
MANAGER, DIRECTOR, WORKSHOP = "1001", "1002", "2001"
_BEFORE, _AFTER = 45 * MINUTE, 25 * MINUTE


@dataclass
class Estate:
    """A demo estate in the making; times in epoch milliseconds."""

    words: Words
    rng: Random
    write: QuickWrite
    until: int
    days: int
    officers: dict[str, Session] = field(default_factory=dict)
    signers: dict[str, Signer] = field(default_factory=dict)
    #: Ids of the posts by code.
    posts: dict[str, int] = field(default_factory=dict)
    #: Who has each post.
    on: dict[str, str] = field(default_factory=dict)
    #: Ids of the homes by number.
    homes: dict[str, int] = field(default_factory=dict)
    passes: dict[str, int] = field(default_factory=dict)
    #: Ids of the routines by their place in the schedule.
    routines: dict[int, int] = field(default_factory=dict)
    _agenda: list[tuple[int, int, str, Callable[[], None]]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    @property
    def start(self) -> int:
        """The first shift of the story; the one that covers `until` is twice as many shifts later as there are days."""
        return self.shift_now - self.days * DAY

    @property
    def shift_now(self) -> int:
        """When the shift that covers `until` began: at 8 or at 20."""
        now = local(self.until, ZONE)
        since = ((now.hour - 8) % 12 * 60 + now.minute) * MINUTE + self.until % MINUTE
        return self.until - since

    def begins(self, shift: int) -> int:
        """When a shift begins, counted from the first, which is 0."""
        return self.start + shift * SHIFT

    def rostered(self, post: str, shift: int) -> str:
        """Staff number of who has a shift; the first of each team has the one that covers `until`."""
        return TEAMS[post][(shift - 2 * self.days) % 3]

    def is_night(self, at: int) -> bool:
        """Whether a moment lies in a night shift."""
        return not 8 <= local(at, ZONE).hour < 20

    def at(self, when: int, who: str, work: Callable[[], None]) -> None:
        """Let an officer, or whoever has a post then, do something; outside the time of the story nothing happens."""
        if self.start <= when < self.until:
            heapq.heappush(self._agenda, (when, next(self._order), who, work))

    def next(self) -> bool:
        """Do what is next, as one entry of the journal; False where nothing is left."""
        if not self._agenda:
            return False
        when, _number, who, work = heapq.heappop(self._agenda)
        self.write.act(self.officers[self.on.get(who, who)], max(when, self.write.at))
        work()
        return True

    def do(self, door: Door[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Go through a door in the entry of this step."""
        return self.write.do(door, *args, **kwargs)

    def signer(self, who: str) -> Signer:
        """The signer of an officer, or of whoever has a post now."""
        return self.signers[self.on.get(who, who)]

    def later(self, at: int) -> int:
        """The moment, or the first quiet one after it: while a post changes hands its registers stand still."""
        since = (at - self.start) % SHIFT
        if since >= SHIFT - _BEFORE:
            return at + SHIFT - since + _AFTER
        return at + _AFTER - since if since < _AFTER else at

    def earlier(self, at: int) -> int:
        """The moment, or the last quiet one before it."""
        since = (at - self.start) % SHIFT
        if since >= SHIFT - _BEFORE:
            return at - (since - (SHIFT - _BEFORE)) - MINUTE
        return at - since - _BEFORE - MINUTE if since < _AFTER else at

    def in_office(self, at: int) -> int:
        """The moment, or some time of the next morning after it: papers are not signed at night."""
        now = local(at, ZONE)
        if 9 <= now.hour < 17:
            return at
        morning = at - (now.hour * 60 + now.minute) * MINUTE + 9 * HOUR + at % (90 * MINUTE)
        return morning if now.hour < 9 else morning + DAY

    def home(self) -> str:
        """Some home."""
        return self.rng.choice(tuple(self.homes))

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rng.random() < share

    def minutes(self, least: int, most: int) -> int:
        """Some length of time between two numbers of minutes, in milliseconds."""
        return self.rng.randint(least * 60, most * 60) * 1000

    def fill(self, text: str) -> str:
        """A text with its slots filled."""
        if "{" not in text:
            return text
        rng, words = self.rng, self.words
        round_ = 1 + (self.write.at - self.start) % SHIFT // (2 * HOUR)
        guest = words.guest(rng.randrange(len(words.surnames.split())), self.chance(0.5))
        plate = f"B-{rng.randrange(100, 999)}**" if words.language == "en" else f"粤B·{rng.randrange(100, 999)}**"
        return text.format(n=round_, guest=guest, plate=plate, building=rng.randint(1, 10))

    def parts(self, line: Line) -> tuple[str, str, str, str]:
        """Kind, place, unit and text of a line."""
        kind, place, text = line.split("|")
        place = self.home() if place == "@" else self.fill(place)
        home = place in self.homes
        return kind, "" if home else place, place if home else "", self.fill(text)
