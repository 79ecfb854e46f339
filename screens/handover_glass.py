"""What the handover screen shows in each phase, and what stands under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len
from textual.widget import Widget

from db import handover
from db.handover import HandoverView, ItemView, MatterView, QuestionView
from db.staff import Session
from screens.base import BaseScreen
from screens.handover_commands import ALL
from screens.handover_forms import acting
from screens.handover_reading import Aside, LogToRead
from screens.handover_rows import STATES, Digits, digits, frozen, preparation
from screens.text import day_clock
from screens.widgets.checklist import Row, checklist
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _, ngettext

if TYPE_CHECKING:
    from screens.papers.paper import Paper

PHASES = {
    "prepared": "prepare",
    "offered": "exchange",
    "exchanged": "exchange",
    "signed": "signed",
    "refused": "back",
    "recalled": "back",
}
ViewT = TypeVar("ViewT", ItemView, MatterView, QuestionView)


def unsigned(before: HandoverView, now: HandoverView) -> bool:
    """Whether a change has taken the signature away that stood under the version shown before (H7)."""
    return before.id == now.id and before.state == "signed" and now.state == "exchanged"


class HandoverGlass(BaseScreen):
    """One list whose rows follow the state of the post's handover."""

    NOUN = "handover"
    REGISTER = "handovers"
    TITLE_MSGID = N_("Handover")
    SHORTCUTS = ALL

    view: HandoverView | None = None
    unfolded = False
    #: What the ledger shows instead of the handover: the log to read, or the handovers that were.
    aside: Aside | None = None
    painted = ""
    #: A sheet of paper lies over this screen; when it is put away nothing begins anew.
    paper_open = False

    def __init__(self) -> None:
        super().__init__()
        self.typed: dict[int, str] = {}
        self.answered: set[int] = set()
        self.digits: Digits = {}

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield Ledger(
            ListSource[Row]([]),
            lambda row, width: row.words(width),
            flag=lambda row: row.flag,
            style=lambda row: "bold" if row.bold else "",
            id="handover",
        )

    @property
    def ledger(self) -> Ledger[Row]:
        """The one list."""
        return self.query_one("#handover", Ledger)

    @property
    def phase(self) -> str:
        """Which commands stand now."""
        if self.aside is not None:
            return self.aside.phase
        return PHASES[self.view.state] if self.view else "none"

    @property
    def record(self) -> HandoverView:
        """The handover under way; commands that need it do not stand without it."""
        assert self.view is not None
        return self.view

    @property
    def incoming(self) -> Session:
        """The incoming's session where it is signed on here, else whoever acts: the door says whose word it takes."""
        return acting(self.desk, self.record.incoming_id)

    def clock(self, at: int) -> str:
        """A time as this list writes it."""
        return day_clock(at, self.desk.zone, self.desk.now())

    def refresh_data(self) -> None:
        """Read the handover again and show it, unless something else is shown."""
        if self.desk.session is None:
            return
        before, self.view = self.view, handover.current(self.desk.post.id)
        if self.view is not None:
            self.answered -= {item.id for item in self.view.items if item.verdict or item.counted is not None}
        if self.aside is not None:
            self.aside.read()
        self.paint()
        if self.view is not None and before is not None and unsigned(before, self.view):
            self.say(_("The text has changed: version {n}, both sign again.").format(n=self.view.version))

    def paint(self) -> None:
        """Show the rows of the phase; the marker keeps its row."""
        if self.aside is not None:
            self.ledger.reload()
        elif self.phase != self.painted:
            self.ledger.show(ListSource(self.rows()))
            self._to_what_waits()
        else:
            self._repaint(self.rows())
        self.painted = self.phase
        self.say_title()
        self.say_keys()

    def _repaint(self, rows: list[Row]) -> None:
        """Show the rows anew; the marker stays on its item or matter, though rows above it may have come or gone."""
        at = self.ledger.current
        self.ledger.source = ListSource(rows)
        self.ledger.reload()
        same = (row for row in rows if at is not None and at.id and (row.kind, row.id) == (at.kind, at.id))
        first = next(same, None)
        if first is not None and at is not None and first.key != at.key and self.ledger.current not in (first, *same):
            self.ledger.go_to(first.key)

    def _to_what_waits(self) -> None:
        """Where a checklist was half done, the marker stands on the first line that is not."""
        waiting = (row for row in self.rows() if row.kind == "item" and row.flag == "*")
        first = next(waiting, None)
        if self.phase == "exchange" and first is not None:
            self.ledger.go_to(first.key)

    def leave_aside(self) -> None:
        """Back to the handover under way."""
        self.aside = None
        self.ledger.show(ListSource(self.rows()))
        self._to_what_waits()
        self.paint()

    def rows(self) -> list[Row]:
        """The handover in rows, as its phase wants them."""
        if self.view is None:
            return []
        if self.phase == "prepare":
            self.digits = digits(self.view, self.unfolded, self.digits)
            return preparation(self.view, self.clock, self.unfolded, self.size.width, self.digits)
        if self.phase == "exchange":
            return checklist(self.view, self.clock, self.typed, self.size.width)
        return frozen(self.view, self.clock, self.size.width)

    def title_line(self) -> tuple[str, str]:
        """Which handover, and how much of it is left."""
        if self.aside is not None and self.aside.phase != "read":
            return self.aside.title()
        if self.view is None:
            return _("Handover"), _("none under way")
        view = self.view
        who = f"{view.outgoing} - {view.incoming}" if view.incoming else view.outgoing
        named = f"{_('Handover')} {view.label} {_(STATES[view.state])}  {who}"
        return f"{named}  {_('version {n}').format(n=view.version)}", self._left()

    def _left(self) -> str:
        if isinstance(self.aside, LogToRead):
            read = ngettext("read {n} of {total} line", "read {n} of {total} lines", self.aside.total)
            return read.format(n=len(self.aside.read_lines), total=self.aside.total)
        if self.phase == "prepare":
            lacking = len(self.record.lacking) + len(self.record.unsaid)
            if not lacking:
                return _("ready: o offers it")
            written = sum(not matter.absent for matter in self.record.matters)
            written += sum(item.written and not item.lacking for item in self.record.items)
            return _("{n} to be written, {written} written").format(n=lacking, written=written)
        if self.phase == "exchange":
            left = self.record.progress.left
            return _("{n} left").format(n=left) if left else _("complete: s signs")
        return _("now the incoming signs") if self.phase == "signed" else ""

    def shortcuts(self) -> str:
        """The line of shortcuts follows the phase."""
        stands = [command for command in ALL if command.shown and not command.why_not(self)]
        words = [f"{c.key_shown()} {_(c.label)}" for c in stands]
        if self.phase == "prepare" and self.view is not None and self.view.unsaid:
            words.insert(0, f"0 {_('none')}")
        if self.phase == "read":
            words.insert(0, _("Enter next page"))
        leave = _("Esc duty") if self.aside is None else _("Esc back")
        while words and cell_len("  ".join((_("? help"), *words, leave))) > self.app.size.width:
            words.pop()
        return "  ".join((_("? help"), *words, leave))

    def item(self) -> ItemView | None:
        """The line of the checklist under the cursor."""
        return self._under("item", self.view.items if self.view else ())

    def matter(self) -> MatterView | None:
        """The matter under the cursor."""
        return self._under("matter", self.view.matters if self.view else ())

    def question(self) -> QuestionView | None:
        """The question under the cursor, else the first one that is open."""
        asked = self.view.questions if self.view else ()
        return self._under("question", asked) or next((q for q in asked if not q.answer), None)

    def _under(self, kind: str, views: Iterable[ViewT]) -> ViewT | None:
        row = self.ledger.current
        if row is None or row.kind != kind:
            return None
        return next((view for view in views if view.id == row.id), None)

    def door(self, door: Callable[..., object], *args: object, said: str = "") -> None:
        """Ask a door in a worker; say what was said, or why it was refused."""

        def work() -> str:
            door(*args)
            return _(said)

        self.do(work)

    def read_paper(self, view: HandoverView) -> None:
        """Show a record as it stands on paper; `p` prints it."""
        from screens import paper_makers
        from screens.papers.paper import read

        self.paper_open = True
        site, number = self.desk.site, view.id

        def make() -> Paper:
            return paper_makers.of_handover(handover.view(number), site)

        self.station.read(f"{_('Handover')} {view.label}", read(make()), lambda: self.put_on_paper(make))
