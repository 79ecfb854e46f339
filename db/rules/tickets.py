"""What may happen to a ticket in which state, what its form needs, and what closes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.rules.words import Refused, _

OPEN = ("new", "dispatched", "in_progress", "done")
GRADES = {"repair": ("urgent", "ordinary"), "complaint": ("general", "major")}
PREFIXES = {"repair": "R", "complaint": "C"}
CONFIRMERS = ("supervisor", "maintenance", "manager")
VOIDERS = ("supervisor", "manager")
LADDER = ("leader", "supervisor", "manager")
STALE_HOURS = 48

#: What a paper may still owe; the record holds the code.
OWED: dict[str, str] = {
    "unit": _("unit"),
    "name": _("caller's name"),
    "phone": _("caller's phone"),
    "cost": _("cost told"),
    "class": _("class of the complaint"),
    "confirmed": _("complainant's confirmation"),
    "consent": _("maintenance supervisor's consent"),
}

_STAY = {state: state for state in OPEN}
_WORKED = {"new": "in_progress", "dispatched": "in_progress", "in_progress": "in_progress", "done": "done"}
#: event -> {state before: state after}; what is not here is refused.
STEPS: dict[str, dict[str, str]] = {
    "called": _STAY,
    "supplied": _STAY,
    "consented": _STAY,
    "escalated": _STAY,
    "confirmed": _STAY,
    "answered": _STAY,
    "slip_back": _STAY,
    "slip_missing": _STAY,
    "looked_into": _WORKED,
    "progress": {**_STAY, "dispatched": "in_progress"},
    "dispatched": {"new": "dispatched", "dispatched": "dispatched", "in_progress": "dispatched"},
    "arrived": {"dispatched": "in_progress", "in_progress": "in_progress"},
    "done": {"dispatched": "done", "in_progress": "done"},
    "told": {"done": "done"},
    "closed": {"done": "closed"},
    "void": {"new": "void", "dispatched": "void", "in_progress": "void"},
}
_OVER = {
    "closed": _("{ticket} is closed: nothing changes on it any more. Take a new ticket."),
    "void": _("{ticket} is void: nothing changes on it any more. Take a new ticket."),
}
_REFUSALS = {
    ("done", "new"): _("{ticket} is with nobody yet: dispatch it first, or say who looked into it."),
    ("done", "done"): _("{ticket} is done already: close it when its papers are complete."),
    ("arrived", "new"): _("{ticket} is with nobody yet: dispatch it first."),
    ("arrived", "done"): _("{ticket} is done already."),
    ("dispatched", "done"): _("{ticket} is done already: if it broke again, take a new ticket."),
    ("void", "done"): _("{ticket} is done: work that was done is closed, not made void."),
}
_NOT_DONE = _("{ticket} is not done yet: record the work as done first.")
_COMPLAINTS_ONLY = ("looked_into", "told", "confirmed")
#: How a complainant confirmed what was written down (T9); the record holds the code.
CONFIRMED = {"present": _("in person"), "phone": _("by phone"), "letter": _("in writing")}


def step(event: str, state: str, kind: str, ticket: str) -> str:
    """The state after an event, or the refusal that says why it cannot happen now."""
    if state in _OVER:
        raise Refused(_OVER[state], ticket=ticket)
    if event in _COMPLAINTS_ONLY and kind != "complaint":
        raise Refused(_("{ticket} is a repair: this is for complaints. Write it as progress."), ticket=ticket)
    after = STEPS[event].get(state)
    if after is None:
        raise Refused(_REFUSALS.get((event, state), _NOT_DONE), ticket=ticket)
    return after


@dataclass(frozen=True, slots=True)
class Form:
    """What was written down when a ticket was taken: which of its fields are filled."""

    kind: str
    grade: str
    public: bool
    unit: bool
    place: bool
    name: bool
    phone: bool
    cost: bool
    classed: bool
    confirmed: bool


def check_form(form: Form) -> None:
    """Refuse a form that cannot be taken: an ordinary repair is complete, an urgent one says where (T2)."""
    if form.kind not in GRADES:
        raise Refused(_("{kind} is not a kind of ticket: repair or complaint."), kind=form.kind)
    if form.grade not in GRADES[form.kind]:
        raise Refused(
            _("{grade} is not a grade of this ticket: choose one of {grades}."),
            grade=form.grade,
            grades=" / ".join(GRADES[form.kind]),
        )
    if form.kind == "repair":
        _check_repair(form)
    elif not (form.unit or form.name or form.phone):
        raise Refused(_("Nobody could be answered: write the unit, the name or the phone of who complains."))


def _check_repair(form: Form) -> None:
    if not (form.place or (form.grade == "urgent" and form.unit)):
        raise Refused(_("A repair needs its exact place: please fill it in (T2)."))
    if form.grade == "urgent" or form.public:
        return
    for code in ("unit", "name", "phone"):
        if not getattr(form, code):
            raise Refused(
                _("An ordinary repair needs the {field}: please fill it in (only an urgent one may owe it, T2)."),
                field=OWED[code],
            )


def owed(form: Form) -> tuple[str, ...]:
    """Codes of the fields that are still to be written (待补)."""
    if form.kind == "complaint":
        wanted = {"name": form.name, "phone": form.phone, "class": form.classed, "confirmed": form.confirmed}
    elif form.public:
        wanted = {}
    else:
        wanted = {"unit": form.unit, "name": form.name, "phone": form.phone, "cost": form.cost}
    return tuple(code for code, there in wanted.items() if not there)


def check_confirming(how: str, already: bool, ticket: str) -> None:
    """A record is confirmed once, in one of the known ways (T9)."""
    if how not in CONFIRMED:
        raise Refused(_("{how} is no way to confirm a record: {ways}."), how=how, ways=tuple(CONFIRMED))
    if already:
        raise Refused(_("{ticket} was confirmed already."), ticket=ticket)


def owes_consent(kind: str, grade: str, role: str) -> bool:
    """Whether a dispatch by this role still needs the maintenance supervisor (T3: only urgent may skip)."""
    return kind == "repair" and grade != "urgent" and role not in CONFIRMERS


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands when somebody wants to close a ticket."""

    kind: str
    grade: str
    public: bool
    owner_confirmed: bool
    worker_confirmed: bool
    fee_settled: bool
    slip_out: bool
    slip_reason: bool
    keys_out: tuple[str, ...]
    replied: bool
    told: bool
    validity: str
    owed: tuple[str, ...]


def check_closing(closing: Closing, role: str, ticket: str) -> None:
    """Refuse to close while anything that must stand does not (T5, T9, T10, T14, T17, K10); `role` confirms."""
    if role not in CONFIRMERS:
        raise Refused(_("{ticket} is closed under a supervisor's confirmation: ask one to sign (T5)."), ticket=ticket)
    if closing.keys_out:
        tags = ", ".join(closing.keys_out)
        raise Refused(_("{ticket} still has the key {tags} out: it comes back first (K10)."), ticket=ticket, tags=tags)
    _check_papers(closing, role, ticket)
    for msgid, missing in _repair_gaps(closing) if closing.kind == "repair" else _complaint_gaps(closing, role):
        if missing:
            raise Refused(msgid, ticket=ticket)


def _check_papers(closing: Closing, role: str, ticket: str) -> None:
    """The slip is back, or lost with a reason that not the workshop itself accepts (T4); no field is owed."""
    if closing.slip_out and not (closing.slip_reason and role in VOIDERS):
        raise Refused(_("{ticket} has its slip still out: a slip not back is work not finished (T4)."), ticket=ticket)
    if "confirmed" in closing.owed:
        raise Refused(_("{ticket}: the complainant has not confirmed the record: y does that (T9)."), ticket=ticket)
    field = next((code for code in closing.owed if code != "consent"), None)
    if field:
        raise Refused(
            _("{ticket} still owes a field: {field}. Fill it in first (T2)."), ticket=ticket, field=OWED[field]
        )


def _repair_gaps(closing: Closing) -> list[tuple[str, bool]]:
    if closing.public:
        return []
    return [
        (_("{ticket} needs the owner's confirmation before it is closed (T5)."), not closing.owner_confirmed),
        (_("{ticket} needs the worker's confirmation before it is closed (T5)."), not closing.worker_confirmed),
        (_("{ticket} has a fee that is not settled: settle it before it is closed (T5)."), not closing.fee_settled),
    ]


def _complaint_gaps(closing: Closing, role: str) -> list[tuple[str, bool]]:
    return [
        (_("{ticket} has no reply yet: every matter gets its answer (T17)."), not closing.replied),
        (_("{ticket}: the owner was not told yet that it is done (T10)."), not closing.told),
        (_("{ticket} must say whether the complaint was valid (T9)."), not closing.validity),
        (_("{ticket} is major: the manager closes it (T14)."), closing.grade == "major" and role != "manager"),
    ]


def next_rung(level: str, ticket: str) -> str:
    """To whom a ticket goes one step up: leader, supervisor, manager (T14)."""
    if level == LADDER[-1]:
        raise Refused(_("{ticket} is with the manager already."), ticket=ticket)
    return LADDER[LADDER.index(level) + 1] if level else LADDER[0]


def stale(updated_at: int, at: int) -> bool:
    """Whether nobody has written anything on an open ticket for too long (T16)."""
    return at - updated_at >= STALE_HOURS * 3_600_000


def label(kind: str, number: int) -> str:
    """How people name a ticket: R-0001, C-0001."""
    return f"{PREFIXES[kind]}-{number:04d}"


def number_in(word: str) -> tuple[str, int]:
    """Kind and number of a ticket as typed: R-0012, c12, 12 (any kind); ("", 0) where it is none."""
    match = re.fullmatch(r"([RC])?-?0*(\d{1,9})", word.upper())
    if match is None:
        return "", 0
    kind = next((kind for kind, prefix in PREFIXES.items() if prefix == match[1]), "")
    return kind, int(match[2])
