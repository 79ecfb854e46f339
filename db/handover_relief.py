"""The clock of relief: when a duty ends, who should come, and that nobody came (H1, H20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db import clock, duty, roster, site, staff
from db.agenda import Due
from db.handover_state import load
from db.journal import Write
from db.models.handover import Handover
from db.models.site import Duty
from db.rules import duty as duty_rules
from db.rules import handover as rules
from db.rules import relief, templates

_ID: Any = Handover.id
#: While the handover stands so, nobody has come to take over.
_NOBODY_CAME = ("none", "prepared", "offered", "recalled")


@dataclass(frozen=True, slots=True)
class NoShow:
    """A duty whose relief is later than the site allows: its officer stays, the supervisor must know (H20)."""

    duty_id: int
    handover_id: int
    post: str
    officer: str
    relief: str
    due_end: int
    minutes: int
    day: str


def agenda() -> list[Due]:
    """The end of every duty that stands, with its handover (H20)."""
    language = site.language()
    return [_due(held, _record(held), language) for held in duty.on_posts()]


def _record(held: duty.DutyView) -> Any:
    return Handover.select().where(Handover.duty == held.id).order_by(_ID.desc()).first()


def _due(held: duty.DutyView, row: Any, language: str) -> Due:
    label = rules.label(row.number) if row else ""
    coming = row is not None and row.incoming_id is not None and row.state != "refused"
    who = staff.officer(row.incoming_id).name if coming else held.officer
    return Due("handover", row.id if row else 0, held.due_end, label, held.post, _standing(held, row, language), who)


def _standing(held: duty.DutyView, row: Any, language: str) -> str:
    """How the handover stands, in the site's words; who was refused reads that the supervisor knows (H5)."""
    if _nobody_came(held, row):
        late = duty_rules.minutes_late(held.due_end, clock.now())
        return f"{templates.word('no_show', language, n=late)},{templates.word('reported', language)}"
    said = templates.word(f"state.{row.state if row else 'none'}", language)
    if row is None or row.state != "refused":
        return said
    told = templates.word("told" if row.refusal_seen_by_id else "reported", language)
    return f"{said},{told}"


def _nobody_came(held: duty.DutyView, row: Any) -> bool:
    late = relief.no_show(held.due_end, clock.now(), site.setting("no_show_minutes"))
    return late and (row.state if row else "none") in _NOBODY_CAME


def no_shows() -> list[NoShow]:
    """Duties whose relief has not come, the longest wait first; nothing is accepted by itself (H20)."""
    found = [(held, _record(held)) for held in duty.on_posts()]
    waiting = [_no_show(held, row) for held, row in found if _nobody_came(held, row)]
    return sorted(waiting, key=lambda one: one.due_end)


def _no_show(held: duty.DutyView, row: Any) -> NoShow:
    minutes = duty_rules.minutes_late(held.due_end, clock.now())
    who = _relief(held.id, row.incoming_id if row else None)
    return NoShow(held.id, row.id if row else 0, held.post, held.officer, who, held.due_end, minutes, held.shift_date)


def _relief(duty_id: int, offered_to: int | None) -> str:
    if offered_to is not None:
        return staff.officer(offered_to).name
    found = roster.relief(duty_id)
    return found[2].officer if found else ""


def expected_relief(handover_id: int) -> staff.OfficerView | None:
    """Who is rostered for the next shift of this post: the default of the offer, never more (H1)."""
    row = load(handover_id)
    found = roster.relief(row.duty_id)
    rostered = found[2].officer_id if found else None
    return staff.officer(rostered) if rostered not in (None, row.outgoing_id) else None


def likely_relief(handover_id: int) -> staff.OfficerView | None:
    """Who else had this post last, where there is no roster."""
    row = load(handover_id)
    others = Duty.select(Duty.officer).where(Duty.post == row.post_id, Duty.officer != row.outgoing_id)
    found = others.order_by(Duty.began_at.desc()).limit(1).scalar()
    return staff.officer(found) if found else None


def swap(write: Write, row: Handover, incoming_id: int, approver_id: int) -> None:
    """Let the roster say that another officer relieves, and who approved it (H1)."""
    found = roster.relief(row.duty_id)
    if found is not None:
        post_id, shift_id, cell = found
        roster.swap.inside(write, cell.date, post_id, shift_id, incoming_id, approver_id)
