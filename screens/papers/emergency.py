"""The emergency sheet 《应急单》 for the hours in which the station is down (H23). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from db.rules.staff import ROLE_NAMES
from screens.papers.paper import EMPTY, Paper, Section, Table, signature
from screens.text import local
from screens.words import _

if TYPE_CHECKING:
    from db.key_views import KeyView
    from db.log_pages import EntryView
    from db.log_promises import PromiseView
    from db.paper_lines import SheetView
    from db.ticket_pages import TicketView


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to call."""

    role: str
    name: str
    phone: str
    staff_no: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What one must know without the station: what is out, open and promised, and whom to call."""

    keys: Sequence[KeyView]
    matters: Sequence[EntryView]
    tickets: Sequence[TicketView]
    promises: Sequence[PromiseView]
    staff: Sequence[Colleague]


def paper(sheet: SheetView, now: Standing, site: str, zone: ZoneInfo) -> Paper:
    """The sheet: its number, what stands, phones, numbered blank lines, and a handover on paper at its foot."""
    return Paper(
        "emergency", f"sheet:{sheet.id}", _("Emergency sheet"), sheet.label, site,
        f"{local(sheet.at, zone):%Y-%m-%d}",
        facts=((_("Post"), sheet.post), (_("as of"), f"{local(sheet.at, zone):%Y-%m-%d %H:%M}"),
               (_("afterwards"), _("F2 P enters these lines with the number of this sheet."))),
        sections=(
            _counted(_("Keys out"), _keys(now.keys, zone)),
            _counted(_("Open matters"), _matters(now.matters, zone)),
            _counted(_("Urgent tickets and those past their clock"), _tickets(now.tickets, zone)),
            _counted(_("Promises due"), _promises(now.promises, zone)),
            _counted(_("Phones"), _phones(now.staff)),
            Section(_("What happens while the station is down"), table=_blank(sheet.lines)),
            Section(_("Handover on paper: time, counts, what is open"), table=Table((("", 1),), ((EMPTY,), (EMPTY,)))),
        ),
        signatures=(signature(_("Handed over by")), signature(_("Taken over by")), signature(_("Superior"))),
    )  # fmt: skip


def _counted(title: str, table: Table) -> Section:
    return Section(f"{title}  {len(table.rows)}", table=table if table.rows else None)


def _keys(keys: Sequence[KeyView], zone: ZoneInfo) -> Table:
    columns = (
        (_("tag"), 1.3),
        (_("opens"), 3),
        (_("borrower"), 4),
        (_("phone"), 2.6),
        (_("due"), 2.2),
        (_("returned"), 2.5),
    )
    rows = tuple(
        (k.tag, k.opens, f"{k.holder} {k.firm}".strip(), k.phone or "-", _time(k.due_at, zone), EMPTY) for k in keys
    )
    return Table(columns, rows)


def _matters(lines: Sequence[EntryView], zone: ZoneInfo) -> Table:
    columns = ((_("No."), 1.2), (_("time"), 2.2), (_("Unit and place"), 3), (_("Text"), 9))
    return Table(columns, tuple((str(m.number), _time(m.event_at, zone), _where(m), m.text) for m in lines))


def _tickets(tickets: Sequence[TicketView], zone: ZoneInfo) -> Table:
    columns = ((_("ticket"), 1.8), (_("Unit and place"), 3), (_("Content"), 6), (_("in hand"), 2), (_("due"), 2.2))
    rows = tuple((t.label, t.where or "-", t.content, t.worker or "-", _time(t.due_at, zone)) for t in tickets)
    return Table(columns, rows)


def _promises(promises: Sequence[PromiseView], zone: ZoneInfo) -> Table:
    columns = ((_("due"), 2.2), (_("Unit and place"), 3), (_("Text"), 6), (_("phone"), 4))
    rows = tuple((_time(p.due_at, zone), _where(p), p.text, f"{p.contact} {p.phone}".strip() or "-") for p in promises)
    return Table(columns, rows)


def _phones(staff: Sequence[Colleague]) -> Table:
    columns = ((_("role"), 3), (_("Name"), 3), (_("phone"), 4), (_("staff number"), 2))
    return Table(columns, tuple((_(ROLE_NAMES[o.role]), o.name, o.phone or "-", o.staff_no) for o in staff))


def _blank(lines: int) -> Table:
    columns = ((_("line"), 1), (_("time"), 2), (_("what happened, unit or place, who"), 11), (_("recorded by"), 2))
    return Table(columns, tuple((str(n), EMPTY, EMPTY, EMPTY) for n in range(1, lines + 1)))


def _where(one: EntryView | PromiseView) -> str:
    return " ".join(part for part in (one.unit, one.place) if part) or "-"


def _time(at: int | None, zone: ZoneInfo) -> str:
    return f"{local(at, zone):%m-%d %H:%M}" if at is not None else "-"
