"""The site's books in the story: the routine schedule and what was done of it, and the receipts that were written."""

from __future__ import annotations

from functools import partial

from db import receipts, routines
from db.clock import DAY, HOUR
from db.demo.estate import MANAGER, POSTS, ZONE, Estate
from db.rules import routines as rules

_MISSED, _LATE = 0.02, 0.04
_BOOK = (4401, 4800)
#: What came due at the first post within this time is not done yet when the story ends.
_NOW = 2 * HOUR


def begin(estate: Estate) -> None:
    """The manager makes the schedule and brings a book of receipts."""
    for position in range(len(estate.words.routines)):
        estate.at(estate.start, MANAGER, partial(_schedule, estate, position))
    estate.at(estate.start, MANAGER, partial(estate.do, receipts.add, *_BOOK))


def _schedule(estate: Estate, position: int) -> None:
    post, text, every, day, minute = estate.words.routines[position]
    estate.routines[position] = estate.do(routines.add, estate.posts[post], text, every, day, minute)


def plan_day(estate: Estate, begins: int) -> None:
    """What is done of the schedule on a day that begins at this moment, now and then late or not at all."""
    for position, (post, _text, every, day, minute) in enumerate(estate.words.routines):
        for due in rules.times(rules.Schedule(every, day, minute), begins, begins + DAY, ZONE):
            undone = post == POSTS[0] and due > estate.until - _NOW
            if not (undone or estate.chance(_MISSED)):
                late = estate.minutes(70, 150) if estate.chance(_LATE) else estate.minutes(1, 20)
                estate.at(estate.later(due + late), post, partial(_do, estate, position))
    estate.at(estate.later(begins + estate.minutes(60, 600)), POSTS[0], partial(_receipts, estate))


def _do(estate: Estate, position: int) -> None:
    estate.do(routines.done, estate.routines[position])


def _receipts(estate: Estate) -> None:
    """One to four receipts were written."""
    following = (receipts.next_number() or _BOOK[0]) + estate.rng.randint(1, 4)
    if following < _BOOK[1]:
        estate.do(receipts.use, str(following))
