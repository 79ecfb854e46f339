"""What the texts of a demo estate are made of; each language fills one `Words`, list by list of the same length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: A line of the log as `kind|place|text`; the place `@` is a home, drawn when the line is written.
Line = str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something abnormal: where, what was seen, what was found next, how it ended."""

    post: str
    place: str
    text: str
    next: str
    end: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A repair: where in the home (or `common place/part`), what was reported, what it turned out to be."""

    place: str
    content: str
    actual: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Grievance:
    """A complaint with what was found, the reply, and the opinion it is closed with."""

    content: str
    found: str
    reply: str
    opinion: str
    defect: bool = False
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket that is open now: hours old, and the steps so far as `minutes after, verb, text`."""

    age: float
    kind: str
    grade: str
    where: str
    place: str
    content: str
    steps: tuple[tuple[int, str, str], ...] = ()
    defect: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """All texts of one language."""

    language: str
    site: str
    shifts: tuple[str, str]
    posts: tuple[str, str, str]
    officers: Mapping[str, str]
    #: Names, with blanks between them.
    surnames: str
    given: str
    joined: str
    guests: tuple[str, str]
    common: tuple[str, ...]
    plant: tuple[str, ...]
    roof: str
    riser: str
    entrusted: str
    things: Mapping[str, str]
    passes: tuple[tuple[str, str, str, str], ...]
    workers: tuple[str, ...]
    lines: Mapping[str, tuple[Line, ...]]
    slip: tuple[tuple[str, str], ...]
    troubles: tuple[Trouble, ...]
    promises: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]
    public_faults: tuple[Fault, ...]
    grievances: tuple[Grievance, ...]
    standing: tuple[Standing, ...]
    errands: tuple[str, ...]
    chase: str
    questions: tuple[tuple[str, str], ...]
    differences: Mapping[str, str]
    #: The routine schedule: post, what is done, daily, weekly or monthly, on which day, at which minute of the day.
    routines: tuple[tuple[str, str, str, int, int], ...]
    #: What is counted by its own number, and what the outgoing writes in a line that is a text, by its code.
    own_counts: Mapping[str, int]
    written: Mapping[str, tuple[str, ...]]
    oddities: Mapping[str, str]
    next_step: str
    if_then: str
    #: What only a person can say: the matter, its next step, how it ended.
    own_matters: tuple[tuple[str, str, str], ...]
    sheet_notes: tuple[str, ...]
    refusal: tuple[str, str]
    #: What was added to a handover half an hour after it was accepted.
    addendum: str
    tonight: tuple[tuple[str, int, Line], ...]
    tonight_promises: tuple[tuple[int, int, str, str], ...]
    tonight_loans: tuple[tuple[int, int, str, str, str], ...]

    def person(self, family: int, given: int) -> str:
        """A full name."""
        return f"{self.surnames.split()[family]}{self.joined}{self.given.split()[given]}"

    def guest(self, family: int, woman: bool) -> str:
        """How the desk speaks of somebody: 王女士, Ms Wang."""
        return self.guests[woman].format(name=self.surnames.split()[family])
