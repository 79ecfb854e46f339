"""What may happen at the steps of an emergency card, whose turn it is to be called, and what is late (L6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.rules.words import Refused, _

MOST_STEPS = 10
_MINUTE = 60_000
KINDS = ("do", "call", "key")
#: Whom a step may name without a name: people found when the incident begins.
WHOM = ("", "leader", "supervisor", "maintenance", "manager", "guard", "owner", "below")
#: Who stands in where a role has one person only.
STAND_IN = {"leader": "supervisor", "supervisor": "manager", "maintenance": "supervisor", "manager": "supervisor"}

#: What may happen at a step of each kind.
EVENTS: dict[str, tuple[str, ...]] = {
    "do": ("done", "none"),
    "call": ("answered", "agreed", "missed", "none"),
    "key": ("issued", "done", "none"),
}
_SETTLED = {"answered": "answered", "agreed": "answered", "done": "done", "none": "none", "issued": "issued"}
_WHY_NOT = {
    "answered": _("Step {step} is no call: z says that it is done."),
    "agreed": _("Step {step} is no call: nobody can agree there."),
    "missed": _("Step {step} is no call: z says that it is done."),
    "done": _("Step {step} is a call: a says answered, x not answered."),
    "issued": _("Step {step} is no key: go to the step of the key first."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a card; `minutes` is the limit after the beginning, `whom` one of `WHOM`."""

    kind: str
    what: str
    detail: str = ""
    whom: str = ""
    name: str = ""
    phone: str = ""
    other: str = ""
    other_phone: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A card: `repair` takes an urgent ticket, `analysis` asks for a fault analysis afterwards."""

    kind: str
    name: str
    repair: bool
    analysis: bool
    steps: tuple[Step, ...]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """How a step stands: `open`, `answered`, `done`, `none` or `issued`; whose turn it is (0 or the substitute, 1)."""

    state: str = "open"
    missed: int = 0
    turn: int = 0
    settled_at: int | None = None


def standing(events: Sequence[tuple[str, int]], *, substitute: bool) -> Standing:
    """How a step stands after its events (kind, time): the last word counts, each missed call changes the turn."""
    now = Standing()
    for kind, at in events:
        if kind == "missed":
            missed = now.missed + 1
            now = Standing("open", missed, missed % 2 if substitute else 0)
        elif kind in _SETTLED:
            first = now.settled_at if now.state == _SETTLED[kind] else None
            now = replace(now, state=_SETTLED[kind], settled_at=first or at)
    return now


def check_event(position: int, kind: str, event: str, *, superior: bool = False) -> None:
    """Refuse what a step of this kind has no use for."""
    if event not in EVENTS[kind]:
        raise Refused(_WHY_NOT[event], step=position)
    if event == "agreed" and not superior:
        raise Refused(_("Step {step}: only a superior's word approves a key (K6)."), step=position)


def limit(began_at: int, minutes: int | None) -> int | None:
    """Until when a step is to be settled; epoch milliseconds."""
    return None if minutes is None else began_at + minutes * _MINUTE


def late(due_at: int | None, settled_at: int | None, at: int) -> bool:
    """Whether a step was settled past its limit, or still is not and the limit is over."""
    return due_at is not None and (at if settled_at is None else settled_at) > due_at


def minutes_to(began_at: int, settled_at: int) -> int:
    """Whole minutes from the beginning until somebody was told."""
    return max(0, settled_at - began_at) // _MINUTE


def check_open(label: str, closed: bool) -> None:
    """What happened after a card was closed is a line of the log, not of the card."""
    if closed:
        raise Refused(_("{label} is closed: write what came after as a line of the log."), label=label)


def check_analysis(label: str, *, closed: bool, wanted: bool, written: bool) -> None:
    """A fault analysis is written once, after the card was closed."""
    if not closed:
        raise Refused(_("{label} is still under way: close it first, then write the analysis."), label=label)
    if written:
        raise Refused(_("{label} has its fault analysis already."), label=label)
    if not wanted:
        raise Refused(_("{label} needs no fault analysis."), label=label)


def check_where(unit: str, place: str) -> None:
    """An incident is somewhere."""
    if not (unit or place):
        raise Refused(_("Say where it is: a unit, or a place in words."))


def below(unit: str) -> str:
    """The unit one floor down, `6-2-1001` under `6-2-1101`; empty where the number does not tell floors."""
    match = re.fullmatch(r"(.*-)?(\d{1,2})(\d{2})", unit)
    if match is None or int(match[2]) < 2:
        return ""
    return f"{match[1] or ''}{int(match[2]) - 1}{match[3]}"


def check_step(step: Step) -> Step:
    """Refuse a step that nobody could work through: a call names somebody, a limit is 1 to 1440 minutes."""
    if step.kind not in KINDS:
        raise Refused(_("{kind} is no kind of step: do, call or key."), kind=step.kind)
    if step.whom not in WHOM:
        raise Refused(_("{whom} is nobody a card can find."), whom=step.whom)
    if step.minutes is not None and not 1 <= step.minutes <= 1440:
        raise Refused(_("A limit is 1 to 1440 minutes, not {n}."), n=step.minutes)
    return step


def edited(steps: Sequence[Step], position: int, step: Step | None, *, insert: bool = False) -> tuple[Step, ...]:
    """The steps with one changed, inserted before `position` (1 is the first), or taken out (None)."""
    if not 1 <= position <= len(steps) + insert:
        raise Refused(_("The card has no step {n}."), n=position)
    if insert and len(steps) >= MOST_STEPS:
        raise Refused(_("A card has at most {n} steps, so that each has its digit."), n=MOST_STEPS)
    kept = list(steps)
    kept[position - 1 : position - (1 if insert else 0)] = [] if step is None else [check_step(step)]
    if not kept:
        raise Refused(_("A card has at least one step."))
    return tuple(kept)
