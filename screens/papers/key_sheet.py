"""The key register of one day 《钥匙借用登记表》: every loan that began, ended or stood, with its signatures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.papers.paper import Paper, Section, Table, signature
from screens.text import local
from screens.words import N_, _, ngettext

if TYPE_CHECKING:
    from db.day_summary import Movement

ENDS = {"": "", "returned": N_("returned"), "transferred": N_("passed on"), "lost": N_("lost")}


def paper(moves: Sequence[Movement], site: str, day: str, zone: ZoneInfo) -> Paper:
    """One sheet of the key register."""
    out = sum(move.returned_at is None for move in moves)
    loans = ngettext("{n} loan, {out} still out", "{n} loans, {out} still out", len(moves))
    return Paper(
        "keys", f"keys:{day}", _("Key register sheet"), day, site, day,
        facts=((_("date"), day), (_("Keys"), loans.format(n=len(moves), out=out))),
        sections=(Section("", table=table(moves, zone)),),
        signatures=(signature(_("Officer on duty")), signature(_("Superior"))),
    )  # fmt: skip


def table(moves: Sequence[Movement], zone: ZoneInfo) -> Table:
    """The loans, one per row."""
    columns = (
        (_("tag"), 1.2), (_("opens"), 2.4), (_("borrower"), 2.6), (_("purpose"), 2.4), (_("issued"), 2.3),
        (_("due"), 1.8), (_("returned"), 3),
    )  # fmt: skip
    return Table(columns, tuple(_row(move, zone) for move in moves))


def _row(move: Movement, zone: ZoneInfo) -> tuple[str, ...]:
    given = "\n".join(part for part in (_time(move.issued_at, zone), move.issued_by, move.second) if part)
    return (
        move.tag, move.opens, f"{move.holder} {move.firm}".strip(), move.purpose or "-", given,
        _time(move.due_at, zone), _back(move, zone),
    )  # fmt: skip


def _back(move: Movement, zone: ZoneInfo) -> str:
    """When, how, by whom and into whose hands it came back; empty while it is out."""
    if move.returned_at is None:
        return _("still out")
    by = move.returned_by or move.holder
    how = _(ENDS[move.ended_as])
    parts = (f"{_time(move.returned_at, zone)} {how}".rstrip(), f"{by} -> {move.received_by}", move.condition)
    return "\n".join(part for part in parts if part)


def _time(at: int, zone: ZoneInfo) -> str:
    return f"{local(at, zone):%m-%d %H:%M}"
