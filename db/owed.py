"""Act first, paper later: everything that is still owed on paper, from every register in one list (T21)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from db import emergency_pages as emergencies
from db.key_urgent import owed_signatures
from db.models.site import Unit
from db.models.tickets import IS_OPEN, Ticket
from db.rules.tickets import OWED, label
from db.rules.words import _


@dataclass(frozen=True, slots=True)
class OwedView:
    """One thing owed on paper.

    `kind` is signature, approval, field, consent, slip or analysis; `source` names the record (`key:12` by its loan,
    `ticket:7`, `emergency:3`); `what` are msgids; `since` and `due_at` are epoch milliseconds.
    """

    kind: str
    source: str
    label: str
    place: str
    what: tuple[str, ...]
    who: str
    since: int
    due_at: int | None = None


def owed() -> list[OwedView]:
    """Everything that is owed, nearest due first, then oldest."""
    found = [one for source in _SOURCES for one in source()]
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at or 0, one.since, one.source))


def _signatures() -> Iterator[OwedView]:
    """Second signatures after an emergency, and who approved it where nobody has said so (K6)."""
    for one in owed_signatures():
        source, place = f"key:{one.loan_id}", one.opens
        what = (_("second signature"),) if one.approved_by else (_("second signature"), _("oral approval"))
        yield OwedView("signature", source, one.tag, place, what, one.issuer, one.issued_at, one.due_at)


def _tickets() -> Iterator[OwedView]:
    """Fields of the form, the consent to a dispatch, and the slip that is not back (T2, T3, T4)."""
    slip_out = Ticket.slip_out_at.is_null(False) & Ticket.slip_back_at.is_null()
    query: Any = Ticket.select(Ticket, Unit).join(Unit, JOIN.LEFT_OUTER).where(IS_OPEN, (Ticket.owed != "") | slip_out)
    for row in query.order_by(Ticket.created_at, Ticket.id):
        yield from _ticket(row)


def _ticket(row: Any) -> Iterator[OwedView]:
    source, name = f"ticket:{row.id}", label(row.kind, row.number)
    place = row.unit.number if row.unit else row.place
    codes = row.owed.split()
    fields = tuple(OWED[code] for code in codes if code != "consent")
    if fields:
        yield OwedView("field", source, name, place, fields, row.worker, row.created_at)
    if "consent" in codes:
        yield OwedView("consent", source, name, place, (OWED["consent"],), row.worker, row.created_at)
    if row.slip_out_at is not None and row.slip_back_at is None:
        yield OwedView("slip", source, name, place, (_("slip not back"),), row.worker, row.slip_out_at)


def _analyses() -> Iterator[OwedView]:
    """Fault analyses after an emergency (L6)."""
    for one in emergencies.unanalysed():
        yield OwedView(
            "analysis", f"emergency:{one.id}", one.label, one.where, (_("fault analysis"),), one.closed_by,
            one.closed_at or 0, one.analysis_due_at,
        )  # fmt: skip


_SOURCES: tuple[Callable[[], Iterator[OwedView]], ...] = (_signatures, _tickets, _analyses)
