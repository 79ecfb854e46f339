"""The daily log of each post: ordinary lines, late ones, errata, what was abnormal, what was promised."""

from __future__ import annotations

from functools import partial

from db import duty_log
from db.clock import HOUR
from db.demo.estate import POSTS, Estate
from db.demo.words import Line

#: How many lines a shift of twelve hours has, by day and by night.
_VOLUME = {"front": (9, 7), "guard": (3, 4), "maintenance": (2, 2)}
_LATE, _ERRATUM, _TROUBLE, _PROMISE = 0.05, 0.03, 0.06, 0.2


def plan_shift(estate: Estate, shift: int) -> None:
    """Plan what the three posts write in a shift."""
    begins = estate.begins(shift)
    night = estate.is_night(begins)
    for post in POSTS:
        lines = estate.words.lines[f"{post} {'night' if night else 'day'}"]
        for line in estate.rng.sample(lines, min(len(lines), _VOLUME[post][night])):
            estate.at(begins + estate.minutes(4, 710), post, partial(write, estate, post, line))
        if estate.chance(_TROUBLE):
            estate.at(estate.later(begins + estate.minutes(30, 640)), post, partial(_trouble, estate, post))
    if estate.chance(_ERRATUM * _VOLUME["front"][night]):
        estate.at(begins + estate.minutes(30, 600), "front", partial(_slip_of_the_pen, estate))
    if not night:
        for _number in range(2):
            if estate.chance(_PROMISE):
                estate.at(estate.later(begins + estate.minutes(60, 480)), "front", partial(_promise, estate))


def write(estate: Estate, post: str, line: Line) -> None:
    """Write a line at a post; now and then it is written late (L3). A leading `*` makes it an open matter."""
    kind, place, unit, text = estate.parts(line.removeprefix("*"))
    late = estate.minutes(20, 90) if estate.chance(_LATE) else 0
    event_at, abnormal = estate.write.at - late, line.startswith("*") or kind == "emergency"
    estate.do(
        duty_log.write, estate.posts[post], text, kind=kind, place=place, unit=unit, event_at=event_at,
        abnormal=abnormal,
    )  # fmt: skip


def _slip_of_the_pen(estate: Estate) -> None:
    """A line that is wrong, and its erratum some minutes later (L2)."""
    wrong, right = estate.rng.choice(estate.words.slip)
    view = estate.do(duty_log.write, estate.posts["front"], wrong)
    after = estate.write.at + estate.minutes(3, 40)
    estate.at(after, "front", lambda: estate.do(duty_log.correct, view.id, right, "slip"))


def _trouble(estate: Estate, post: str) -> None:
    """Something abnormal, followed until it is closed (L1)."""
    found = [trouble for trouble in estate.words.troubles if trouble.post == post]
    trouble = estate.rng.choice(found)
    _kind, place, unit, text = estate.parts(f"abnormal|{trouble.place}|{trouble.text}")
    where = estate.posts[post]
    view = estate.do(duty_log.write, where, text, kind="abnormal", place=place, unit=unit, abnormal=True)
    follow = partial(estate.do, duty_log.write, where, estate.fill(trouble.next), place=place, follows=view.id)
    estate.at(estate.write.at + estate.minutes(20, 120), post, follow)
    end = estate.write.at + HOUR * 4 + estate.minutes(0, 2 * 24 * 60)
    estate.at(estate.later(end), post, lambda: estate.do(duty_log.close_matter, view.id, trouble.end))


def _promise(estate: Estate) -> None:
    """An answer promised at the desk and kept, as a rule in time (L9)."""
    text, answer = estate.rng.choice(estate.words.promises)
    due = estate.write.at + estate.minutes(60, 240)
    made = estate.do(duty_log.promise, estate.posts["front"], estate.fill(text), due, unit=estate.home())
    kept = estate.write.at + estate.minutes(30, 230 if estate.chance(0.85) else 400)
    estate.at(estate.later(kept), "front", lambda: estate.do(duty_log.keep_promise, made.id, answer))
