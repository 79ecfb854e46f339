"""Repairs and complaints, from the call to the closing paper, and those that are open now."""

from __future__ import annotations

from functools import partial
from typing import Any

from db import tickets
from db.clock import HOUR, MINUTE
from db.demo.estate import DIRECTOR, WORKSHOP, Estate
from db.demo.words import Fault, Grievance, Standing
from db.journal import Door

_PER_DAY, _PUBLIC, _COMPLAINTS = 1.7, 0.3, 0.2
#: How a step of an open ticket is recorded.
_STEPS: dict[str, Door[..., Any]] = {
    "dispatched": tickets.dispatch, "arrived": tickets.arrive, "progress": tickets.progress,
    "called": tickets.call_again, "looked_into": tickets.look_into, "answered": tickets.reply, "done": tickets.done,
}  # fmt: skip


def plan_day(estate: Estate, begins: int) -> None:
    """Plan the tickets taken on a day that begins at eight."""
    for _number in range(int(_PER_DAY) + estate.chance(_PER_DAY % 1)):
        at = estate.later(begins + estate.minutes(20, 800))
        if estate.chance(_COMPLAINTS):
            work = partial(_complaint, estate, estate.rng.choice(estate.words.grievances))
        elif estate.chance(_PUBLIC):
            work = partial(_repair, estate, estate.rng.choice(estate.words.public_faults), public=True)
        else:
            work = partial(_repair, estate, estate.rng.choice(estate.words.faults), public=False)
        estate.at(at, "front", work)


def _follow(estate: Estate, ticket: int, after: int, who: str, door: Door[..., Any], *args: Any, **more: Any) -> int:
    """Let a step follow after so many milliseconds, once the registers are quiet; return after how many."""
    at = estate.later(estate.write.at + after)
    at = estate.in_office(at) if who in (DIRECTOR, WORKSHOP) else at
    estate.at(at, who, partial(estate.do, door, ticket, *args, **more))
    return at - estate.write.at


def _take(estate: Estate, kind: str, grade: str, where: str, place: str, content: str, defect: bool = False) -> int:
    """Take a ticket; the owner calls about a home, anybody about a common place."""
    home = where in estate.homes
    more = {"caller_is": "owner"} if home else {}
    if kind == "repair":
        more["cost"] = estate.rng.choice(("told", "free")) if home else "free"
    else:
        more |= {"complaint_class": "defect" if defect else "management", "confirmed": "phone"}
    view = estate.do(
        tickets.take, kind, content, post_id=estate.posts["front"], grade=grade, unit=where, place=place, **more
    )
    return int(view.id)


def _repair(estate: Estate, fault: Fault, *, public: bool) -> None:
    """A repair that is dispatched, done, and closed by the maintenance supervisor the next working hours (T5)."""
    where, place = fault.place.split("/") if public else (estate.home(), fault.place)
    grade = "urgent" if fault.urgent else "ordinary"
    ticket = _take(estate, "repair", grade, where, place, fault.content)
    slow = 1 if fault.urgent else estate.rng.choice((1, 1, 3, 8))
    follow = partial(_follow, estate, ticket)
    sent = follow(
        estate.minutes(3, 12 * slow), "front", tickets.dispatch, estate.rng.choice(estate.words.workers), True
    )
    ended = follow(sent + slow * estate.minutes(30, 170), "maintenance", tickets.done, "", True)
    papers = {} if public else {"owner": True, "worker": True, "fee": True}
    follow(ended + estate.minutes(60, 900), WORKSHOP, tickets.close, fault.actual, **papers)


def _complaint(estate: Estate, grievance: Grievance) -> None:
    """A complaint that is looked into, answered, settled and closed by the duty director (T9, T10, T17)."""
    ticket = _take(estate, "complaint", "general", estate.home(), "", grievance.content, grievance.defect)
    follow = partial(_follow, estate, ticket)
    seen = follow(estate.minutes(20, 150), "front", tickets.look_into, grievance.found)
    said = follow(seen + estate.minutes(60, 1200), DIRECTOR, tickets.reply, grievance.reply)
    ended = follow(said + estate.minutes(10, 1500), "front", tickets.done)
    told = follow(ended + estate.minutes(20, 200), "front", tickets.tell_owner)
    validity = "valid" if grievance.valid else "invalid"
    follow(told + estate.minutes(60, 900), DIRECTOR, tickets.close, grievance.opinion, validity=validity)


def stand(estate: Estate) -> None:
    """Plan the tickets that are still open at the end of the story."""
    for one in estate.words.standing:
        estate.at(estate.earlier(estate.until - int(one.age * HOUR)), "front", partial(_stand, estate, one))


def _stand(estate: Estate, one: Standing) -> None:
    ticket = _take(estate, one.kind, one.grade, one.where, one.place, one.content, one.defect)
    for after, verb, text in one.steps:
        told = [text] if text else []
        slip = {"slip": True} if verb == "dispatched" else {}
        _follow(estate, ticket, after * MINUTE, "front", _STEPS[verb], *told, **slip)
