"""F8, the papers: what can be read and printed now, of any day; every print is recorded (P4, H22)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from textual.widget import Widget

from db import papers
from db.rules.staff import REVIEWERS
from db.rules.words import Refused
from screens import paper_makers as makers
from screens.base import BaseScreen
from screens.commands import Command
from screens.forms import Saved
from screens.inbox_forms import ChooseDay, DayChosen
from screens.paper_forms import SheetEachDuty, TakeMeasures
from screens.paper_makers import Offer
from screens.papers.paper import read
from screens.text import apart, columns, local
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _, tell


@dataclass(frozen=True, slots=True)
class Row:
    """A paper in the list, with its digit and how often it was printed."""

    number: int
    offer: Offer
    copies: int


class ReadPaper(Command):
    """Read the paper under the cursor on the screen, page by page; `p` there prints it."""

    shortcut, label = "enter", N_("read")


class PrintPaper(Command):
    """Print the paper under the cursor: into the folder of papers, and to the printer where one is set."""

    shortcut, label = "p", N_("print")


class AnotherDay(Command):
    """Show the papers of another day; the arrows left and right go day by day."""

    shortcut, label = "t", N_("day")


class DayBefore(Command):
    """Show the papers of the day before."""

    shortcut, label, shown = "left", N_("day before"), False


class DayAfter(Command):
    """Show the papers of the day after."""

    shortcut, label, shown = "right", N_("day after"), False


class EachDuty(Command):
    """Say whether each duty begins with a printed emergency sheet (supervisors)."""

    shortcut, label = "e", N_("each duty")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """It is the site's to say."""
        return "" if screen.desk.who.role in REVIEWERS else N_("This is for a supervisor or manager to say.")


class WriteMeasures(Command):
    """Write what is done about the complaints of a period, for the analysis under the cursor (supervisors)."""

    shortcut, label = "m", N_("measures")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Supervisors write it, on the line of an analysis of complaints."""
        if screen.desk.who.role not in REVIEWERS:
            return N_("This is for a supervisor or manager to say.")
        found = isinstance(screen, PrintingScreen) and screen.complaints()
        return "" if found else N_("Go to an analysis of complaints first: measures stand on it.")


class PrintingScreen(BaseScreen):
    """One list: a digit goes to a paper, Enter reads it, `p` prints it."""

    NOUN = "printing"
    TITLE_MSGID = N_("Papers")
    SHORTCUTS = (ReadPaper, PrintPaper, AnotherDay, DayBefore, DayAfter, WriteMeasures, EachDuty)

    day = ""

    def body(self) -> Iterable[Widget]:
        """The papers."""
        yield Ledger(ListSource[Row]([]), self._row, key=lambda row: (row.number - 1,), id="papers")

    @property
    def ledger(self) -> Ledger[Row]:
        """The list."""
        return self.query_one("#papers", Ledger)

    def _row(self, row: Row, width: int) -> str:
        printed = _("printed {n}").format(n=row.copies) if row.copies else ""
        digit = str(row.number) if row.number < 10 else ""
        offer = row.offer
        return columns(
            (digit, 2), (offer.title, 20), (offer.number, 11), (apart(offer.about, printed, width - 36), width - 36)
        )

    def refresh_data(self) -> None:
        """Which papers the day has."""
        if self.desk.session is None:
            return
        self.day = self.day or f"{local(self.desk.now(), self.desk.zone):%Y-%m-%d}"
        offers = makers.offers(self.day, self.desk.post, self.desk.site)
        printed = papers.copies([offer.subject for offer in offers if offer.subject])
        rows = [Row(n, offer, printed.get(offer.subject, 0)) for n, offer in enumerate(offers, 1)]
        self.ledger.source = ListSource(rows)
        super().refresh_data()

    def title_line(self) -> tuple[str, str]:
        """Which day, and where the files go."""
        return f"{_(self.TITLE_MSGID)}  {self.day}", _tail(str(self.desk.printer.place()))

    def on_digit(self, digit: str) -> None:
        """A digit goes to that paper."""
        if 1 <= int(digit) <= self.ledger.source.count():
            self.ledger.go_to((int(digit) - 1,))

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter: the paper on the screen."""
        offer: Offer = event.row.offer
        try:
            text = read(offer.show(self.desk.who))
        except Refused as refused:
            self.say(tell(refused))
        else:
            self.station.read(offer.title, text, lambda: self._print(offer))

    def _print(self, offer: Offer) -> None:
        who = self.desk.who
        self.put_on_paper(lambda: offer.make(who))

    # -- commands -----------------------------------------------------------------------------------

    def do_read_paper(self) -> None:
        """Enter with the keyboard elsewhere."""
        self.ledger.open_current()

    def do_print_paper(self) -> None:
        """`p`."""
        if (row := self.ledger.current) is not None:
            self._print(row.offer)

    def do_another_day(self) -> None:
        """`t`."""
        self.open_form(ChooseDay())

    def do_day_before(self) -> None:
        """Left."""
        self._go(-1)

    def do_day_after(self) -> None:
        """Right."""
        self._go(1)

    def do_each_duty(self) -> None:
        """`e`."""
        self.open_form(SheetEachDuty())

    def complaints(self) -> str:
        """The period of the analysis of complaints under the cursor, empty on another paper."""
        row = self.ledger.current
        form, _colon, number = row.offer.subject.partition(":") if row is not None else ("", "", "")
        return number if form == "complaints" else ""

    def do_write_measures(self) -> None:
        """`m`."""
        self.open_form(TakeMeasures(period=self.complaints()))

    def _go(self, days: int) -> None:
        self._show_day((date.fromisoformat(self.day) + timedelta(days=days)).isoformat())

    def _show_day(self, day: str) -> None:
        self.day = day
        self.refresh_data()
        self.ledger.home()

    def saved(self, saved: Saved) -> None:
        """A chosen day is shown."""
        if isinstance(saved, DayChosen):
            self._show_day(saved.day)
        super().saved(saved)


def _tail(path: str, cells: int = 44) -> str:
    """The end of a long path: what tells folders apart."""
    return path if len(path) <= cells else f"...{path[3 - cells :]}"
