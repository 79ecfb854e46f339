"""The clocks of a ticket: deadlines are derived from what happened, never stored as a rule (T1, T10, T20, T23)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from db.rules.site import IsWorkday, add_workdays, local
from db.rules.words import _

# What the clocks are called; the record holds the msgid of the one that ends first.
URGENT, ORDINARY, APPOINTMENT = _("urgent fix"), _("fix"), _("appointment")
LOOK, ANSWER, TELL = _("first look"), _("reply"), _("owner told")
SOLUTIONS = {"major_days": _("major case"), "defect_days": _("defect")}
NAMES = (URGENT, ORDINARY, APPOINTMENT, LOOK, ANSWER, TELL, *SOLUTIONS.values())


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ticket is and when what happened to it: epoch milliseconds, None where it has not happened."""

    kind: str
    grade: str
    created_at: int
    defect: bool = False
    appointment_at: int | None = None
    arrived_at: int | None = None
    looked_into_at: int | None = None
    answered_at: int | None = None
    done_at: int | None = None
    told_at: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """How the site counts time: its working days, zone and closing minute, and the terms of its settings."""

    is_workday: IsWorkday
    zone: ZoneInfo
    terms: Mapping[str, int]

    def after_days(self, start: int, days: int) -> int:
        """The same wall time so many calendar days later."""
        return int((local(start, self.zone) + timedelta(days=days)).timestamp() * 1000)

    def after_workdays(self, start: int, days: int) -> int:
        """Closing time of the n-th working day; 0 is the same day, the next one if it came after closing time."""
        return add_workdays(start, days, self.is_workday, self.zone, self.terms["closing_minute"])


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline: the msgid of its name, when it is due, and when it was met."""

    name: str
    due_at: int
    met_at: int | None


def clocks(facts: Facts, calendar: Calendar) -> list[Clock]:
    """Every clock this ticket has, running or met."""
    found = _repair(facts, calendar) if facts.kind == "repair" else _complaint(facts, calendar)
    if facts.appointment_at is not None:
        found.append(Clock(APPOINTMENT, facts.appointment_at, _first(facts.arrived_at, facts.done_at)))
    return found


def nearest(found: Iterable[Clock]) -> Clock | None:
    """The running clock that ends first, or None where none runs."""
    return min((clock for clock in found if clock.met_at is None), key=lambda clock: clock.due_at, default=None)


def _repair(facts: Facts, calendar: Calendar) -> list[Clock]:
    if facts.grade == "urgent":
        return [Clock(URGENT, facts.created_at + calendar.terms["urgent_hours"] * 3_600_000, facts.done_at)]
    return [Clock(ORDINARY, calendar.after_days(facts.created_at, calendar.terms["ordinary_days"]), facts.done_at)]


def _complaint(facts: Facts, calendar: Calendar) -> list[Clock]:
    looked = _first(facts.looked_into_at, facts.done_at)
    answer_due = calendar.after_workdays(facts.created_at, calendar.terms["answer_workdays"])
    found = [
        Clock(LOOK, calendar.after_workdays(facts.created_at, 0), looked),
        Clock(ANSWER, answer_due, facts.answered_at),
    ]
    term = "major_days" if facts.grade == "major" else "defect_days" if facts.defect else ""
    if term:
        due = calendar.after_days(facts.created_at, calendar.terms[term])
        found.append(Clock(SOLUTIONS[term], due, facts.done_at))
    if facts.done_at is not None:
        # T10 gives the owner's notice the same number of working days as the answer.
        due = calendar.after_workdays(facts.done_at, calendar.terms["answer_workdays"])
        found.append(Clock(TELL, due, facts.told_at))
    return found


def _first(*moments: int | None) -> int | None:
    return min((at for at in moments if at is not None), default=None)
