"""What is seen of an emergency: the incident, its steps, what happened at each, the keys that went out (L6, T21)."""

from __future__ import annotations

from dataclasses import dataclass

from db.rules import emergency as rules
from db.rules.emergency import Standing


@dataclass(frozen=True, slots=True)
class EventView:
    """Something that happened at a step; `at` is epoch milliseconds, `tag` the key that went out."""

    kind: str
    whom: str
    officer: str
    at: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """A step of an incident; people of the public are in `contact` and `contact_phone`, masked by the screen."""

    id: int
    position: int
    kind: str
    what: str
    detail: str
    name: str
    phone: str
    other: str
    other_phone: str
    superior: bool
    at_unit: str
    contact: str
    contact_phone: str
    due_at: int | None
    standing: Standing
    events: tuple[EventView, ...]

    @property
    def open(self) -> bool:
        """Whether nothing settled it yet."""
        return self.standing.state == "open"

    @property
    def calls(self) -> tuple[str, str]:
        """Name and phone of whose turn it is; of the public, name and phone of the contact."""
        if self.standing.turn:
            return self.other, self.other_phone
        return (self.name, self.phone) if self.name or self.phone else (self.contact, self.contact_phone)

    def late(self, at: int) -> bool:
        """Whether it was settled past its limit, or is not settled and the limit is over."""
        return rules.late(self.due_at, self.standing.settled_at, at)


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key that went out on this card, and whether its second signature and its oral approval are there (K6)."""

    loan_id: int
    tag: str
    opens: str
    holder: str
    issued_at: int
    approved_by: str
    signature_owed: bool
    back: bool


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """One incident; times in epoch milliseconds, `ticket_owed` are codes of `rules.tickets.OWED`."""

    id: int
    label: str
    kind: str
    version: int
    name: str
    post_id: int
    post: str
    unit: str
    place: str
    began_at: int
    officer: str
    entry_id: int
    entry_number: int
    ticket_id: int | None
    ticket: str
    ticket_owed: tuple[str, ...]
    closed_at: int | None
    closed_by: str
    ended: str
    analysis_due_at: int | None
    analysis: str
    analysed_at: int | None
    analysed_by: str
    lines: tuple[LineView, ...]
    keys: tuple[IssuedKey, ...]

    @property
    def where(self) -> str:
        """Unit, or place in words."""
        return " ".join(part for part in (self.unit, self.place) if part)

    @property
    def analysis_owed(self) -> bool:
        """Whether the fault analysis is due and not written."""
        return self.analysis_due_at is not None and self.analysed_at is None

    def next_limit(self) -> LineView | None:
        """The open step whose limit ends first."""
        waiting = [line for line in self.lines if line.open and line.due_at is not None]
        return min(waiting, key=lambda line: line.due_at or 0, default=None)


def label(number: int) -> str:
    """How people name an incident."""
    return f"E-{number:04d}"
