"""Forms about emergency sheets: entering their lines afterwards, and whether each duty begins with one (H23)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from db import papers, reports, site
from db.papers import SheetView
from db.rules import duty_log as log_rules
from db.rules import papers as rules
from db.rules.reports import parse as parse_period
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.log_forms import Written
from screens.phrases import Phrases
from screens.text import local
from screens.words import N_, _


class PaperLine(Form):
    """`P`: the lines of a sheet, one after the other: time, text, Enter. `args`: the sheet's number, once it is known.

    The next line comes by itself; Esc ends. A leading * makes the line abnormal, as everywhere.
    """

    title = N_("After the outage")

    def _sheet(self, answers: Answers) -> SheetView | None:
        if "sheet" in self.args:
            return papers.sheet_numbered(self.args["sheet"])
        found: SheetView | None = answers.get("sheet")
        return found

    def heading(self, _desk: Desk) -> str:
        """Which sheet and line."""
        sheet = self._sheet({})
        if sheet is None:
            return _(self.title)
        return f"{_(self.title)}  {_('sheet {number}').format(number=sheet.label)}  {sheet.post}"

    def lines(self, desk: Desk, answers: Answers) -> list[str]:
        """The line entered before this one, to find the place on the paper again."""
        sheet = self._sheet(answers)
        if sheet is None:
            return []
        last = papers.last_line(sheet)
        told = [f"  {last.paper}  {local(last.event_at, desk.zone):%m-%d %H:%M}  {last.text}"] if last else []
        return [*told, _("  line {n} of {all}").format(n=papers.next_line(sheet), all=sheet.lines)]

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """The sheet, if it is not known yet; time and text; with Tab another line than the next one."""
        asked = Field("sheet", N_("number of the sheet"), check=papers.sheet_numbered, hint=N_("at its head, as 0031"))
        phrases, sheet = Phrases(desk), self._sheet(answers)
        rest = (
            Field("time", N_("happened at"), check=_time(desk, sheet), hint=N_("a time, as 0342")),
            Field("text", N_("text"), candidates=phrases.sentences, slots=phrases.slots, hint=N_("Tab: another line")),
            Field("line", N_("line"), required=False, extra=True, check=_number),
        )
        return rest if "sheet" in self.args else (asked, *rest)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Enter the line; the next one follows, until the sheet is full."""
        sheet = self._sheet(answers)
        assert sheet is not None
        number = answers.get("line") or papers.next_line(sheet)
        text, abnormal = log_rules.split_mark(answers["text"])
        line = papers.add_line(desk.who, sheet.id, number, text, answers["time"], abnormal)
        said = _("Sheet {paper} is line {number} of the log, {time}.").format(
            paper=line.paper, number=line.number, time=f"{local(line.event_at, desk.zone):%m-%d %H:%M}"
        )
        more = papers.next_line(sheet) <= sheet.lines
        return Saved(said, follow=PaperLine(sheet=sheet.label) if more else None, shown=Written(line))


def _time(desk: Desk, sheet: SheetView | None) -> Callable[[str], int]:
    last = papers.last_line(sheet) if sheet else None
    return partial(rules.time_on_sheet, last=last.event_at if last else None, now=desk.now(), zone=desk.zone)


def _number(typed: str) -> int:
    return rules.parse_sheet(typed)[1]


class SheetEachDuty(Form):
    """`e`: whether each duty begins with a printed emergency sheet (supervisors)."""

    title = N_("Emergency sheet at the start of each duty")
    CHOICES = (Option("1", 1, N_("print one")), Option("0", 0, N_("print none")))

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One digit."""
        return (Field("each", N_("each duty"), "choice", options=self.CHOICES),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Set it for the whole site."""
        site.choose(desk.who, "shift_sheet", answers["each"])
        desk.site = site.read()
        each = _("Each duty begins with a printed emergency sheet.")
        return Saved(each if answers["each"] else _("Emergency sheets are printed when asked for."))


class TakeMeasures(Form):
    """`m`: what is done about the complaints of a period; it stands on the analysis (P2). `args`: period."""

    title = N_("Measures about complaints")

    def heading(self, _desk: Desk) -> str:
        """Which period."""
        return f"{_(self.title)}  {self.args['period']}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """What is put right, what is prevented; Enter keeps what stands."""
        stands = reports.measures_of(parse_period(self.args["period"]))
        right, prevented = (stands.corrective, stands.preventive) if stands else ("", "")
        keep = N_("Enter: as it stands") if stands else ""
        return (
            Field("corrective", N_("put right"), required=not right, default=right, hint=keep),
            Field("preventive", N_("prevented by"), required=not prevented, default=prevented, hint=keep),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Keep it; what stood before stays in the record."""
        reports.take_measures(desk.who, self.args["period"], answers["corrective"], answers["preventive"])
        return Saved(_("The measures stand on the analysis of {period}.").format(period=self.args["period"]))
