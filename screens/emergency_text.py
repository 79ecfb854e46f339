"""Pure: an emergency in, the rows of its card and its whole story out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from db.rules.emergency import minutes_to
from db.rules.tickets import OWED
from screens.text import MINUTE, clock, columns, hidden, left, local, masked, masked_name, span
from screens.words import N_, _

if TYPE_CHECKING:
    from db.emergency import EmergencyView, EventView, IssuedKey, LineView

WORDS = {
    "answered": N_("got through"),
    "agreed": N_("agreed"),
    "missed": N_("no reply"),
    "done": N_("done"),
    "none": N_("not applicable"),
    "issued": N_("key out"),
}


#: Cells of the column that says whom to call: at least, and at most where the state is long.
_LEAST, _MOST = 28, 37


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a card; `position` is that of its step, 0 for a text that is only read."""

    key: tuple[int]
    text: str
    who: str = ""
    state: str = ""
    position: int = 0
    bold: bool = False
    room: int = _LEAST

    def words(self, width: int) -> str:
        """The row in this many cells: its digit, the step, whom or how, and what happened."""
        if not self.position:
            return self.text
        digit, rest = f"{self.position % 10:>2}", width - 15
        # Who is called is dialled: it is cut last, and takes what the state leaves.
        room = max(self.room, min(cell_len(self.who), rest - cell_len(self.state)))
        return columns((digit, 2), (self.text, 10), (self.who, room), (self.state, rest - room))


@dataclass(frozen=True, slots=True)
class Glass:
    """What the words depend on beside the incident: the zone and the time."""

    zone: ZoneInfo
    now: int


def title(view: EmergencyView, glass: Glass) -> tuple[str, str]:
    """What, where, since when; ticket and line of the log at the right."""
    ran = _("since {time}, {span}").format(
        time=clock(view.began_at, glass.zone), span=span((view.closed_at or glass.now) - view.began_at)
    )
    closed = _("closed {time}").format(time=clock(view.closed_at, glass.zone)) if view.closed_at else ""
    words = "  ".join(part for part in (view.label, view.name, view.where, ran, closed) if part)
    return words, f"{view.ticket}  #{view.entry_number}".strip()


def rows(view: EmergencyView, glass: Glass) -> list[Row]:
    """The steps, then what is owed on paper, then how it ended."""
    calls = [cell_len(_who(line)) for line in view.lines if line.kind == "call" and line.events]
    room = min(max((_LEAST, *calls)), _MOST)
    steps = [_step(place, line, glass, room) for place, line in enumerate(view.lines)]
    read = (*_owed(view, glass), *_end(view))
    return [*steps, *(Row((place,), text) for place, text in enumerate(read, len(steps)))]


def _step(place: int, line: LineView, glass: Glass, room: int) -> Row:
    late = line.open and line.late(glass.now)
    return Row((place,), line.what, _who(line), _state(line, glass), line.position, late, room)


def _who(line: LineView) -> str:
    """Whose turn it is with the number to dial; the public is masked until `v`, which is recorded (L10)."""
    if line.kind != "call":
        return line.detail
    name, phone = line.calls
    if line.contact and not line.standing.turn:
        name, phone = masked_name(name), masked(phone)
    phone = hidden(phone)
    stand_in = _("(substitute)") if line.standing.turn else ""
    return " ".join(part for part in (line.at_unit, name, phone, stand_in) if part) or line.detail


def _state(line: LineView, glass: Glass) -> str:
    """What happened, each with its time; what is still to come, with its limit."""
    told = [_event(event, glass.zone) for event in line.events]
    if line.open:
        told.append(_waiting(line, glass))
    elif line.due_at is not None and line.late(glass.now):
        told.append(_("late"))
    return "  ".join(part for part in told if part)


def _event(event: EventView, zone: ZoneInfo) -> str:
    return " ".join(part for part in (_(WORDS[event.kind]), clock(event.at, zone), event.tag) if part)


def _waiting(line: LineView, glass: Glass) -> str:
    if line.due_at is None:
        return "" if line.events else "-"
    return left(line.due_at, glass.now)


def _owed(view: EmergencyView, glass: Glass) -> Iterator[str]:
    """The paper that is owed; it holds nothing up, and stands in the handover until it is there (T21)."""
    found = [*(_signature(key, glass.zone) for key in view.keys if key.signature_owed)]
    if view.ticket_owed:
        fields = ", ".join(_(OWED[code]) for code in view.ticket_owed)
        found.append(_("{ticket} form: {fields}").format(ticket=view.ticket, fields=fields))
    if view.analysis_owed:
        due = local(view.analysis_due_at or 0, glass.zone)
        found.append(_("fault analysis by {date}").format(date=f"{due:%m-%d}"))
    if found:
        yield ""
        yield _("Owed on paper (nothing waits for it)")
        yield from (f"   {text}" for text in found)


def _signature(key: IssuedKey, zone: ZoneInfo) -> str:
    approved = (
        _("approved by {name}").format(name=key.approved_by) if key.approved_by else _("oral approval not said yet")
    )
    return _("key {tag}: second signature, {approved}").format(tag=key.tag, approved=approved)


def _end(view: EmergencyView) -> Iterator[str]:
    if view.closed_at:
        yield ""
        yield f"{view.closed_by}: {view.ended}"
    if view.analysis:
        yield f"{view.analysed_by}: {view.analysis}"


def story(view: EmergencyView, glass: Glass) -> str:
    """Who was told when, in the order it happened, with the minutes since the beginning (L6)."""
    began = local(view.began_at, glass.zone)
    head = [f"{view.label}  {view.name}  {view.where}", _("began {time}, taken by {officer}").format(
        time=f"{began:%Y-%m-%d %H:%M}", officer=view.officer)]  # fmt: skip
    head += [_("ticket {ticket}, line {number}").format(ticket=view.ticket or "-", number=view.entry_number), ""]
    told = sorted(((event.at, line, event) for line in view.lines for event in line.events), key=lambda each: each[0])
    return "\n".join([*head, *(_told(view, line, event, glass.zone) for _at, line, event in told), "", *_end(view)])


def _told(view: EmergencyView, line: LineView, event: EventView, zone: ZoneInfo) -> str:
    minutes = _("{n} min").format(n=minutes_to(view.began_at, event.at))
    late = line.due_at is not None and event.at > line.due_at and event.kind in ("answered", "agreed", "done")
    over = _("limit {n} min").format(n=(line.due_at - view.began_at) // MINUTE) if late and line.due_at else ""
    whom = event.whom or masked_name(line.contact)
    words = (clock(event.at, zone), minutes, line.what, whom, _(WORDS[event.kind]), event.tag, event.officer, over)
    return "  ".join(word for word in words if word)
