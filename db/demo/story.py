"""The story of the estate, planned: days of work, the handovers between them, and what is going on now."""

from __future__ import annotations

from functools import partial

from db import duty
from db.clock import MINUTE
from db.demo import books, lines, relief, reviews, tickets
from db.demo.estate import POSTS, Estate
from db.demo.loans import Cabinet
from db.duty_log import promise
from db.rules.day_sheet import Say

_LATE = 0.06


def plan(estate: Estate, say: Say) -> None:
    """Put everything that happens from the first shift to now on the estate's agenda."""
    for post in POSTS:
        estate.at(estate.start, estate.rostered(post, 0), partial(_open, estate, post))
    books.begin(estate)
    cabinet = Cabinet(estate)
    cabinet.spoil()
    for shift in range(2 * estate.days):
        lines.plan_shift(estate, shift)
    for number in range(estate.days):
        begins = estate.begins(2 * number)
        reviews.plan_day(estate, begins, say)
        cabinet.plan_day(begins)
        tickets.plan_day(estate, begins)
        books.plan_day(estate, begins)
    _plan_handovers(estate)
    relief.plan(estate)
    tickets.stand(estate)
    cabinet.lend_now()
    _plan_now(estate)


def _open(estate: Estate, post: str) -> None:
    """The first officer of a new station takes a post nobody has."""
    estate.do(duty.take_empty_post, estate.posts[post])
    estate.on[post] = estate.rostered(post, 0)


def _plan_handovers(estate: Estate) -> None:
    last = 2 * estate.days
    for post in POSTS:
        for shift in range(1, last + 1):
            at, refused = estate.begins(shift) + _offset(estate, shift), (post, shift) == (POSTS[0], last - 1)
            relief.of(estate, post, shift, estate.begins(shift) + 21 * MINUTE if refused else at, refused).plan()


def _offset(estate: Estate, shift: int) -> int:
    """Relief comes some minutes early, now and then late; the officers of this very shift were early."""
    if shift < 2 * estate.days and estate.chance(_LATE):
        return estate.minutes(3, 18)
    return -estate.minutes(2, 9)


def _plan_now(estate: Estate) -> None:
    """The lines and promises of the last hours."""
    for post, ago, line in estate.words.tonight:
        estate.at(estate.earlier(estate.until - ago * MINUTE), post, partial(lines.write, estate, post, line))
    for ago, due, unit, text in estate.words.tonight_promises:
        work = partial(estate.do, promise, estate.posts[POSTS[0]], text, estate.until + due * MINUTE, unit=unit)
        estate.at(estate.earlier(estate.until - ago * MINUTE), POSTS[0], work)
