"""The daily sheet 《日审表》: as its reviewers signed it, else as it stands, with lines to sign on (H8, P4). Pure."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from db.rules.day_sheet import LOG_OF_POST, OFFICE_NAMES, STATE_NAMES, DaySheet, HandoverLine, ReviewView, findings
from db.rules.signature import short_code
from screens.papers.paper import Paper, Section, Table, signature
from screens.text import local
from screens.words import _, ngettext

Clock = Callable[[int], str]


def paper(sheet: DaySheet, site: str, zone: ZoneInfo) -> Paper:
    """What each office signed, word for word; what no office has signed yet is the sheet as it stands."""
    signed = {review.role: review for review in sheet.reviews}
    sections = tuple(_frozen(review) for review in sheet.reviews) or _standing(sheet)
    return Paper(
        "day", f"day:{sheet.day}", _("Daily sheet"), sheet.day, site, sheet.day,
        sections=sections,
        signatures=tuple(
            signature(_(name), _signed(signed[role], zone) if role in signed else "")
            for role, name in OFFICE_NAMES.items()
        ),
        note="" if signed else _("Not signed yet."),
    )  # fmt: skip


def _frozen(review: ReviewView) -> Section:
    code = _("Code {code}").format(code=short_code(review.digest))
    return Section(f"{_(OFFICE_NAMES[review.role])}  {review.officer}  {code}", tuple(review.text.splitlines()))


def _signed(review: ReviewView, zone: ZoneInfo) -> str:
    at = f"{local(review.at, zone):%Y-%m-%d %H:%M}"
    return f"{review.officer}  {at}  {_('opened {n} of {all}').format(n=review.opened, all=review.matters)}"


def _standing(sheet: DaySheet) -> tuple[Section, ...]:
    matters = tuple(
        (str(n), one.post or "-", one.text(_), one.status.said(_) or "-") for n, one in enumerate(sheet.matters, 1)
    )
    return (
        Section(_("Matters"), table=Table((("", 1), (_("Post"), 2), (_("Matters"), 9), (_("State"), 3)), matters)),
        Section(_("Handovers"), table=handovers(sheet.handovers)),
        Section(_("Log"), tuple(_log_line(sheet))),
    )


def handovers(lines: tuple[HandoverLine, ...]) -> Table:
    """The handovers of a day, one per row, with the code both signed and what the officers found."""
    columns = ((_("Post"), 2), (_("Shift"), 2), (_("outgoing - incoming"), 4), (_("State"), 2), (_("findings"), 6))
    rows = []
    for line in lines:
        code = short_code(line.digest) if line.digest else ""
        who = f"{line.outgoing or '-'} - {line.incoming or '-'}  {code}".rstrip()
        rows.append((line.post, line.shift or "-", who, _(STATE_NAMES[line.state]), findings(line).said(_) or "-"))
    return Table(columns, tuple(rows))


def _log_line(sheet: DaySheet) -> list[str]:
    return [
        ngettext(*LOG_OF_POST, one.lines).format(
            post=one.post, lines=one.lines, late=one.late, errata=one.errata, reviewed=one.reviewed
        )
        for one in sheet.log
    ]
