"""The daily summary 《客服部工作日汇总》 (L11): numbers of every register, then their lines, exceptions first. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.log_text import KINDS
from screens.papers import day_sheet, key_sheet, log_sheet
from screens.papers.paper import Paper, Section, Table, signature
from screens.text import left, local
from screens.ticket_text import state
from screens.words import _, ngettext

if TYPE_CHECKING:
    from db.day_summary import DaySummary
    from db.key_views import KeyView
    from db.log_pages import EntryView
    from db.log_promises import PromiseView
    from db.ticket_pages import TicketView


def paper(summary: DaySummary, site: str, zone: ZoneInfo, figures: Sequence[str] = ()) -> Paper:
    """The summary of a day; a register in which nothing happened says so with a nought."""
    return Paper(
        "summary", f"summary:{summary.day}", _("Daily summary of the service desk"), summary.day, site, summary.day,
        facts=(*_numbers(summary), (_("as of"), f"{local(summary.made, zone):%Y-%m-%d %H:%M}")),
        sections=tuple(section for section in _sections(summary, zone, figures) if section is not None),
        signatures=(signature(_("Drawn up by")), signature(_("Duty director")), signature(_("Manager"))),
    )  # fmt: skip


def _numbers(summary: DaySummary) -> list[tuple[str, str]]:
    kinds = Counter(line.kind for line in summary.log)
    told = "  ".join(f"{_(KINDS[kind])} {kinds[kind]}" for kind in KINDS if kinds[kind])
    tickets = _("taken {taken}, done {done}, closed {closed}, past their clock {overdue}")
    promises = _("made {made}, kept {kept}, overdue {overdue}")
    out = sum(move.returned_at is None for move in summary.keys)
    keys = ngettext(
        "{n} loan, {out} still out, {overdue} overdue",
        "{n} loans, {out} still out, {overdue} overdue",
        len(summary.keys),
    )
    complete = sum(line.complete for line in summary.handovers)
    return [
        (_("Log"), f"{len(summary.log)}  {told}".rstrip()),
        (_("Tickets"), tickets.format(taken=len(summary.taken), done=len(summary.done), closed=len(summary.closed),
                                      overdue=len(summary.overdue))),
        (_("Slips not back"), str(len(summary.slips))),
        (_("Promised answers"), promises.format(made=len(summary.promised), kept=len(summary.kept),
                                                overdue=len(summary.promises_late))),
        (_("Keys"), keys.format(n=len(summary.keys), out=out, overdue=len(summary.keys_late))),
        (_("Handovers"), _("{n}, of them accepted {complete}").format(n=len(summary.handovers), complete=complete)),
    ]  # fmt: skip


def _sections(summary: DaySummary, zone: ZoneInfo, figures: Sequence[str]) -> list[Section | None]:
    """What is late or not back stands first."""
    odd = [line for line in summary.log if line.matter or line.kind in ("abnormal", "emergency")]
    return [
        _of(_("Slips not back, with the reason"), _slips(summary.slips, zone)),
        _of(_("Tickets past their clock"), tickets(summary.overdue, summary.made)),
        _of(_("Promised answers overdue"), _promises(summary.promises_late, zone)),
        _of(_("Keys overdue"), _keys(summary.keys_late, summary.made)),
        _of(_("Abnormal and emergencies"), _log(odd, zone)),
        _of(_("Tickets taken"), tickets(summary.taken, summary.made)),
        _of(_("Work done"), tickets(summary.done, summary.made)),
        _of(_("Promised answers of the day"), _promises((*summary.promised, *_only_kept(summary)), zone)),
        _of(_("Key loans"), key_sheet.table(summary.keys, zone)),
        _of(_("Handovers"), day_sheet.handovers(summary.handovers)),
        Section(_("Targets"), tuple(figures)) if figures else None,
        *_kinds(summary, zone),
    ]


def _of(title: str, table: Table) -> Section:
    """A register's lines under their number; without lines the number says it."""
    return Section(f"{title}  {len(table.rows)}", table=table if table.rows else None)


def _only_kept(summary: DaySummary) -> list[PromiseView]:
    made = {promise.id for promise in summary.promised}
    return [promise for promise in summary.kept if promise.id not in made]


def _kinds(summary: DaySummary, zone: ZoneInfo) -> list[Section]:
    """The lines of the log by their kind, with their posts."""
    found = []
    for kind, name in KINDS.items():
        lines = [line for line in summary.log if line.kind == kind]
        if lines and kind not in ("abnormal", "emergency"):
            found.append(_of(_(name), _log(lines, zone)))
    return found


def _log(lines: Sequence[EntryView], zone: ZoneInfo) -> Table:
    columns = (
        (_("Post"), 1.6), (_("No."), 1.2), (_("time"), 1.3), (_("Unit and place"), 2.2), (_("Text"), 8),
        (_("recorded by"), 1.7),
    )  # fmt: skip
    rows = []
    for line in lines:
        number, at, _kind, where, said, author, _reviewed = log_sheet.row(line, zone)
        rows.append((line.post, number, at, where, said, author))
    return Table(columns, tuple(rows))


def _slips(tickets: Sequence[TicketView], zone: ZoneInfo) -> Table:
    columns = (
        (_("slip"), 1.3),
        (_("ticket"), 1.6),
        (_("Content"), 5),
        (_("worker"), 2),
        (_("gone"), 2.4),
        (_("reason"), 4),
    )
    rows = tuple(
        (f"{one.slip_no:04}", one.label, f"{one.where} {one.content}".strip(), one.worker or "-",
         _time(one.slip_out, zone), one.slip_reason or _("no reason given yet"))
        for one in tickets
    )  # fmt: skip
    return Table(columns, rows)


def tickets(found: Sequence[TicketView], now: int) -> Table:
    """Tickets with who has them in hand, and how they and their clock stand."""
    columns = ((_("ticket"), 1.8), (_("Unit and place"), 3), (_("Content"), 6), (_("in hand"), 2), (_("State"), 4))
    return Table(columns, tuple(_ticket(one, now) for one in found))


def _ticket(one: TicketView, now: int) -> tuple[str, ...]:
    clock = f"{_(one.clock)} {left(one.due_at, now)}" if one.clock else ""
    return one.label, one.where or "-", one.content, one.worker or "-", f"{state(one)}  {clock}".rstrip()


def _promises(promises: Sequence[PromiseView], zone: ZoneInfo) -> Table:
    columns = ((_("Unit and place"), 3), (_("Text"), 6), (_("recorded by"), 2), (_("due"), 2), (_("answered"), 4))
    rows = []
    for one in promises:
        kept = f"{_time(one.kept_at, zone)} {one.answer}".rstrip() if one.kept_at else _("not answered yet")
        rows.append((one.unit or one.place or "-", one.text, one.author, _time(one.due_at, zone), kept))
    return Table(columns, tuple(rows))


def _keys(keys: Sequence[KeyView], now: int) -> Table:
    columns = ((_("tag"), 1.3), (_("opens"), 3), (_("borrower"), 4), (_("due"), 3), (_("chased"), 1.5))
    rows = tuple((k.tag, k.opens, f"{k.holder} {k.firm}".strip(), left(k.due_at, now), str(k.chases)) for k in keys)
    return Table(columns, rows)


def _time(at: int | None, zone: ZoneInfo) -> str:
    return f"{local(at, zone):%m-%d %H:%M}" if at is not None else "-"
