"""The door to emergencies: incident line, urgent ticket, keys and calls are one thing; its paper follows (L6)."""

from __future__ import annotations

from db import clock, duty, emergency_people, key_register, log_lines, site, tickets
from db.agenda import Due
from db.duty_log import EntryView, close_matter
from db.emergency_cards import card
from db.emergency_pages import emergency, running, unanalysed
from db.emergency_views import EmergencyView, EventView, IssuedKey, LineView
from db.journal import Write, writing
from db.key_register import Borrower, Urgency
from db.models.emergency import Emergency, EmergencyEvent
from db.models.site import Post
from db.rules import emergency as rules
from db.rules import plain_text
from db.rules.emergency import Card
from db.rules.words import Refused, _

__all__ = [
    "EmergencyView", "EventView", "IssuedKey", "LineView", "agenda", "analyse", "begin", "card", "close", "emergency",
    "happened", "issue_key", "note", "running", "unanalysed",
]  # fmt: skip


@writing("emergency.begin")
def begin(
    write: Write, post_id: int, kind: str, *, unit: str = "", place: str = "", event_at: int | None = None
) -> EmergencyView:
    """Begin an incident: its line, its ticket where the card wants one, and its steps, in one transaction.

    `event_at` is the time of the first key (epoch ms). The same incident at the same place is begun once: whoever
    presses again gets the card that is under way.
    """
    rules.check_where(unit.strip(), place.strip())
    home = site.find_unit(unit) if unit.strip() else None
    where = plain_text.clean(place, _("Place"), 60, required=False)
    again = _under_way(kind, home.number if home else "", where)
    if again is not None:
        return again
    row = _incident(write, post_id, card(kind), home, where, event_at)
    for position, step in enumerate(card(kind).steps, 1):
        line = emergency_people.line(step, position, home)
        line.emergency = row
        write.save(line)
    return emergency(row.id)


def _under_way(kind: str, unit: str, place: str) -> EmergencyView | None:
    return next((one for one in running() if (one.kind, one.unit, one.place) == (kind, unit, place)), None)


def _incident(
    write: Write, post_id: int, used: Card, home: site.UnitView | None, place: str, event_at: int | None
) -> Emergency:
    unit = home.number if home else ""
    row = Emergency(post=post_id, kind=used.kind, version=used.version, name=used.name, place=place)
    row.unit_id, row.needs_analysis, row.officer_id = home.id if home else None, used.analysis, write.officer
    text = used.name
    if used.repair:
        ticket = tickets.take.inside(
            write, "repair", used.name, post_id=post_id, grade="urgent", unit=unit, place=place, public=home is None,
            event_at=event_at,
        )  # fmt: skip
        row.ticket_id, text = ticket.id, f"{used.name} {ticket.label}"
    line = log_lines.write.inside(
        write, post_id, text, kind="emergency", unit=unit, place=place, event_at=event_at, abnormal=True
    )
    row.entry_id, row.began_at = line.id, line.event_at
    row.number, row.year = site.next_number(write, "emergency")
    return write.save(row)


@writing("emergency.happened")
def happened(write: Write, emergency_id: int, position: int, event: str) -> EmergencyView:
    """Record what happened at a step: answered, agreed (a superior approves the key), missed, done, none."""
    view = emergency(emergency_id)
    line = _step(view, position)
    rules.check_open(view.label, view.closed_at is not None)
    rules.check_event(position, line.kind, event, superior=line.superior)
    _happened(write, line, event)
    if event == "agreed":
        for key in view.keys:
            key_register.approve.inside(write, key.loan_id, line.calls[0])
    return emergency(emergency_id)


def _step(view: EmergencyView, position: int) -> LineView:
    found = next((line for line in view.lines if line.position == position), None)
    if found is None:
        raise Refused(_("{label} has no step {n}."), label=view.label, n=position)
    return found


def _happened(write: Write, line: LineView, event: str, loan: int | None = None) -> None:
    # The name of somebody of the public stays out of the journal: the step knows who it is.
    whom = "" if line.contact else line.calls[0]
    row = EmergencyEvent(line=line.id, kind=event, whom=whom, loan=loan, officer=write.officer, at=write.at)
    write.save(row)


@writing("emergency.issue_key")
def issue_key(write: Write, emergency_id: int, tag: str, who: Borrower | None = None) -> EmergencyView:
    """Hand out a key at once: to the officer of the guard post, or who acts, where nobody is named (K6).

    A special key owes its second signature from now on; who approved it is said when a superior was reached.
    """
    view = emergency(emergency_id)
    rules.check_open(view.label, view.closed_at is not None)
    line = next((one for one in view.lines if one.kind == "key"), None) or view.lines[0]
    approved = next((one.calls[0] for one in view.lines if one.events and one.events[-1].kind == "agreed"), None)
    [key] = key_register.issue.inside(
        write, [tag], who or _runner(write), write.at + 2 * clock.HOUR, f"{view.label} {view.name}", view.ticket_id,
        urgent=Urgency(f"{view.label} {view.name}", approved),
    )  # fmt: skip
    _happened(write, line, "issued", key.loan_id)
    return emergency(emergency_id)


def _runner(write: Write) -> Borrower:
    """Who goes: the officer of the guard post, or whoever acts."""
    guard = Post.get_or_none(Post.code == "guard")
    held = duty.on_post(guard.id) if guard else None
    if held is not None:
        return Borrower("staff", held.officer_id, held.officer)
    return Borrower("staff", write.officer, write.by.name)


@writing("emergency.note")
def note(write: Write, emergency_id: int, text: str) -> EntryView:
    """Write a line that follows the incident's."""
    view = emergency(emergency_id)
    return log_lines.write.inside(
        write, view.post_id, text, kind="emergency", unit=view.unit, place=view.place, follows=view.entry_id
    )


@writing("emergency.close")
def close(write: Write, emergency_id: int, ended: str) -> EmergencyView:
    """Close the card with how it ended; its line is resolved with it, and the fault analysis is owed (L1, L6)."""
    view = emergency(emergency_id)
    rules.check_open(view.label, view.closed_at is not None)
    row = Emergency.get_by_id(emergency_id)
    row.ended = plain_text.clean(ended, _("How it ended"), 400)
    row.closed_at, row.closed_by_id = write.at, write.officer
    if row.needs_analysis:
        row.analysis_due_at = write.at + site.setting("analysis_days") * clock.DAY
    write.save(row)
    close_matter.inside(write, view.entry_id, row.ended)
    return emergency(emergency_id)


@writing("emergency.analyse")
def analyse(write: Write, emergency_id: int, text: str) -> EmergencyView:
    """Write the fault analysis of a closed incident."""
    view, row = emergency(emergency_id), Emergency.get_by_id(emergency_id)
    rules.check_analysis(
        view.label, closed=view.closed_at is not None, wanted=row.needs_analysis, written=view.analysed_at is not None
    )
    row.analysis = plain_text.clean(text, _("Analysis"), plain_text.NOTE)
    row.analysed_at, row.analysed_by_id = write.at, write.officer
    write.save(row)
    return emergency(emergency_id)


def agenda() -> list[Due]:
    """Every open card, due at the next limit of its steps, and every fault analysis that is owed."""
    due = [_due(one) for one in running()]
    return due + [
        Due("analysis", one.id, one.analysis_due_at, one.label, one.where, one.name, one.closed_by)
        for one in unanalysed()
    ]


def _due(one: EmergencyView) -> Due:
    waits = one.next_limit()
    text = f"{one.name}  {waits.what} {waits.calls[0]}".rstrip() if waits else one.name
    return Due("emergency", one.id, waits.due_at if waits else None, one.label, one.where, text, one.officer)
