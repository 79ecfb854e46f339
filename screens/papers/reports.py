"""The papers of a period: repair statistics (P1), complaint analysis (P2), service supervision report (P3). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.call_words import CLASS
from screens.figures_text import figure
from screens.log_text import KINDS
from screens.papers.paper import BLANK, Paper, Section, Table, signature
from screens.papers.summary import tickets
from screens.text import local
from screens.ticket_text import EVENTS, state
from screens.words import N_, _

if TYPE_CHECKING:
    from db.reports import Complaints, MeasuresView, Repairs, Service, Span, Tally
    from db.ticket_pages import TicketView

_GRADES = {"urgent": N_("urgent"), "ordinary": N_("ordinary"), "general": N_("general"), "major": N_("major")}
_VERDICTS = {"valid": N_("valid"), "invalid": N_("not valid"), "": N_("not decided")}


def repairs(found: Repairs, site: str, zone: ZoneInfo) -> Paper:
    """P1, 报修统计分析: how many, of what grade, on which day, what is left, and where it breaks again."""
    return Paper(
        "repairs", f"repairs:{found.span.period.number}", _("Repair statistics and analysis"),
        found.span.period.number, site, found.span.period.number,
        facts=(*_period(found.span, zone), *_tally(found.tally, found.before)),
        sections=(
            Section(_("Analysis"), _analysis(found)), Section(_("Target"), _lines(figure(found.solved))),
            Section(_("By grade and place"), table=_grades(found)), Section(_("Day by day"), table=_days(found)),
            _counted(_("Not done at the end"), tickets(found.left, min(found.span.end, found.span.now))),
            _counted(_("More than once at one unit"), _again(found)),
        ),
        signatures=_signatures(), note=_as_of(found.span, zone),
    )  # fmt: skip


def complaints(found: Complaints, site: str, zone: ZoneInfo) -> Paper:
    """P2, 用户投诉分析报告: numbers, every complaint with its opinion and reply, and what is done about them."""
    return Paper(
        "complaints", f"complaints:{found.span.period.number}", _("Analysis of complaints"),
        found.span.period.number, site, found.span.period.number,
        facts=(*_period(found.span, zone), *_tally(found.tally, found.before)),
        sections=(
            Section(_("Target"), _lines(figure(found.valid))), Section(_("By grade and class"), table=_classes(found)),
            Section(_("How far they came"), table=_steps(found)),
            _counted(_("The complaints"), _complaints(found.every, found.verdicts)), *_measures(found.measures, zone),
        ),
        signatures=_signatures(), note=_as_of(found.span, zone),
    )  # fmt: skip


def service(found: Service, site: str, zone: ZoneInfo) -> Paper:
    """P3, 服务督导报告: every figure of L8 with numerator and denominator, and how much there was to do."""
    return Paper(
        "service", f"service:{found.span.period.number}", _("Service supervision report"),
        found.span.period.number, site, found.span.period.number,
        facts=_period(found.span, zone),
        sections=(
            Section(_("Targets"), tuple(line for one in found.figures for line in _lines(figure(one)))),
            Section(_("What there was to do"), table=_work(found)), Section(_("Log"), table=_log(found)),
            Section(_("Findings and measures"), (BLANK * 3,) * 3),
        ),
        signatures=_signatures(), note=_as_of(found.span, zone),
    )  # fmt: skip


def _period(span: Span, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    made = min(span.end, span.now)
    return (
        (_("Period"), f"{span.period.first} - {span.period.last}"),
        (_("as of"), f"{local(made, zone):%Y-%m-%d %H:%M}"),
    )


def _as_of(span: Span, zone: ZoneInfo) -> str:
    if span.over:
        return ""
    told = _("The period is not over: this is how it stands at {time}.")
    return told.format(time=f"{local(span.now, zone):%Y-%m-%d %H:%M}")


def _tally(now: Tally, before: Tally) -> tuple[tuple[str, str], ...]:
    """Each number with that of the period before."""
    of = _("{n} (period before: {before})")
    pairs = (
        (_("Tickets taken"), now.taken, before.taken), (_("Work done"), now.done, before.done),
        (_("Tickets closed"), now.closed, before.closed), (_("void"), now.void, before.void),
    )  # fmt: skip
    return tuple((label, of.format(n=n, before=was)) for label, n, was in pairs)


def _signatures() -> tuple[tuple[str, str], ...]:
    return signature(_("Drawn up by")), signature(_("Duty director")), signature(_("Manager"))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def _counted(title: str, table: Table) -> Section:
    """A list under its number; without rows the number says it."""
    return Section(f"{title}  {len(table.rows)}", table=table if table.rows else None)


def _share(part: int, whole: int) -> str:
    return f"{part} / {whole} = {100 * part / whole:.1f} %" if whole else f"{part} / 0"


def _analysis(found: Repairs) -> tuple[str, ...]:
    """What the numbers say, in sentences."""
    more, taken = found.tally.taken - found.before.taken, found.tally.taken
    trend = _("{n} more than in the period before") if more > 0 else _("{n} fewer than in the period before")
    urgent = sum(n for grade, _public, n, _done in found.grades if grade == "urgent")
    public = sum(n for _grade, public, n, _done in found.grades if public)
    late = sum(one.due_at is not None and one.due_at < min(found.span.end, found.span.now) for one in found.left)
    again = sum(n for _unit, n, _what in found.again)
    return (
        trend.format(n=abs(more)) if more else _("as many as in the period before"),
        f"{_('urgent')}: {_share(urgent, taken)}", f"{_('public places')}: {_share(public, taken)}",
        f"{_('not done at the end and past their clock')}: {_share(late, len(found.left))}",
        f"{_('at units with more than one repair')}: {_share(again, taken)}",
    )  # fmt: skip


def _grades(found: Repairs) -> Table:
    columns = ((_("Grade"), 2), (_("Place"), 2), (_("Tickets taken"), 2), (_("of them done"), 2))
    rows = tuple(
        (_(_GRADES[grade]), _("public") if public else _("home"), str(taken), str(done))
        for grade, public, taken, done in found.grades
    )
    return Table(columns, rows)


def _days(found: Repairs) -> Table:
    columns = ((_("Date"), 3), (_("Tickets taken"), 2), (_("Work done"), 2))
    return Table(columns, tuple((day, str(taken), str(done)) for day, taken, done in found.days))


def _again(found: Repairs) -> Table:
    columns = ((_("Unit"), 2), (_("Repairs"), 1.5), (_("Content"), 9))
    return Table(columns, tuple((unit, str(n), what) for unit, n, what in found.again))


def _classes(found: Complaints) -> Table:
    names = {option.value: option.label for option in CLASS}
    columns = ((_("Grade"), 2), (_("Class"), 3), (_("Tickets taken"), 2))
    return Table(columns, tuple((_(_GRADES[grade]), _(names[kind]), str(n)) for grade, kind, n in found.grades))


def _steps(found: Complaints) -> Table:
    columns = ((_("Step"), 4), (_("Share"), 4))
    return Table(columns, tuple((_(EVENTS[step]), _share(part, whole)) for step, part, whole in found.steps))


def _complaints(every: Sequence[TicketView], verdicts: Sequence[str]) -> Table:
    columns = (
        (_("ticket"), 1.7), (_("Unit and place"), 2), (_("Content"), 4.5), (_("Opinion"), 3.5), (_("Valid"), 1.6),
        (_("Reply"), 3.5), (_("State"), 1.6),
    )  # fmt: skip
    rows = tuple(
        (one.label, one.where or "-", one.content, one.actual or "-", _(_VERDICTS[verdict]), one.reply or "-",
         state(one))
        for one, verdict in zip(every, verdicts, strict=True)
    )  # fmt: skip
    return Table(columns, rows)


def _measures(found: MeasuresView | None, zone: ZoneInfo) -> tuple[Section, ...]:
    """What the supervisor wrote; lines to write on while nobody did."""
    if found is None:
        lines = (BLANK * 3,) * 3
        return Section(_("Corrective measures"), lines), Section(_("Preventive measures"), lines)
    by = _("{officer}, {time}").format(officer=found.officer, time=f"{local(found.at, zone):%Y-%m-%d %H:%M}")
    earlier = (_("earlier wordings in the record: {n}").format(n=found.earlier),) if found.earlier else ()
    return (
        Section(_("Corrective measures"), _lines(found.corrective)),
        Section(_("Preventive measures"), (*_lines(found.preventive), by, *earlier)),
    )


def _work(found: Service) -> Table:
    made, kept = found.promises
    accepted, ended = found.handovers
    rows = (
        (_("Repairs taken, done"), f"{found.repairs.taken}, {found.repairs.done}"),
        (_("Complaints taken, done"), f"{found.complaints.taken}, {found.complaints.done}"),
        (_("Promised answers kept in time"), _share(kept, made)), (_("Key loans"), str(found.loans)),
        (_("Handovers accepted"), _share(accepted, ended)), (_("Emergencies"), str(found.emergencies)),
    )  # fmt: skip
    return Table((("", 5), ("", 4)), rows)


def _log(found: Service) -> Table:
    numbers = dict(found.log)
    rows = tuple((_(name), str(numbers[kind])) for kind, name in KINDS.items() if kind in numbers)
    return Table(((_("Kind"), 5), (_("Lines"), 4)), rows)
