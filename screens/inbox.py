"""The inbox (F7): the daily sheet, exceptions first; its signature; lines without a superior's mark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from textual.widget import Widget

from db import duty_log, handover, inbox, key_register
from db.inbox import DaySheet
from db.key_register import OwedSignature
from db.rules import inbox as rules
from db.rules.day_sheet import HandoverLine, sheet_text
from db.rules.words import Refused
from screens import inbox_commands
from screens import inbox_text as words
from screens.base import BaseScreen
from screens.commands import Command
from screens.countersign import CountersignHandover
from screens.forms import Saved
from screens.inbox_forms import ChooseDay, DayChosen, NoteOnMatter, SignDay
from screens.inbox_text import Item
from screens.inbox_views import LinesToReview, SheetView
from screens.key_owner import Countersign
from screens.widgets.ledger import Ledger
from screens.words import N_, _, tell


class InboxScreen(BaseScreen):
    """The sheet of a day; `l` shows the lines to review in its place."""

    NOUN = "inbox"
    TITLE_MSGID = N_("Inbox")
    SHORTCUTS = inbox_commands.ALL

    day = ""
    sheet: DaySheet | None = None
    #: Why the sheet is not shown.
    not_yours: Refused | None = None
    reading_lines = False

    def body(self) -> Iterable[Widget]:
        """Both faces; one of them is shown."""
        yield SheetView(self.desk)
        yield LinesToReview(self.desk)

    def on_mount(self) -> None:
        """The sheet first."""
        self._arrange()

    @property
    def view(self) -> SheetView:
        """The sheet on the screen."""
        return self.query_one(SheetView)

    @property
    def lines(self) -> LinesToReview:
        """The lines to review."""
        return self.query_one(LinesToReview)

    def matter(self) -> Item | None:
        """The matter under the cursor."""
        return None if self.reading_lines else self.view.current()

    def offered(self) -> list[type[Command]]:
        """The sheet and the lines each have their own."""
        others = inbox_commands.OfSheet if self.reading_lines else inbox_commands.ReviewPage
        return [command for command in self.ALL_SHORTCUTS if not issubclass(command, others)]

    # -- reading ------------------------------------------------------------------------------------

    def refresh_data(self) -> None:
        """Read the sheet again, or what concerns an officer who has none."""
        if self.desk.session is None:
            return
        try:
            self.day = self.day or inbox.first_day()
            self.sheet, self.not_yours = inbox.sheet(self.day, self.desk.who), None
        except Refused as refused:
            self.sheet, self.not_yours = None, refused
        self.view.show(self._items(), self.sheet)
        super().refresh_data()

    def _items(self) -> list[Item]:
        if self.sheet is not None:
            return words.items(self.sheet.matters)
        return [words.of_refusal(n, one) for n, one in enumerate(inbox.refusals_of(self.desk.who.officer_id), 1)]

    def title_line(self) -> tuple[str, str]:
        """The day and what of it was opened; or the lines that wait, per post."""
        if self.reading_lines:
            return _("Lines to review"), "  ".join(f"{one.post} {one.lines}" for one in inbox.unreviewed())
        if self.sheet is None:
            return tell(self.not_yours) if self.not_yours else _(self.TITLE_MSGID), ""
        counts = _("matters {n}, opened {opened}").format(n=len(self.sheet.matters), opened=self.sheet.opened)
        owed = len(key_register.owed_signatures())
        counts = _("signatures owed {n} (b)   ").format(n=owed) + counts if owed else counts
        return _("Daily sheet of {day}").format(day=self.day), counts

    def _arrange(self) -> None:
        self.view.display, self.lines.display = not self.reading_lines, self.reading_lines
        self.say_keys()
        self.focus_body()

    def focus_body(self) -> None:
        """The keyboard goes to the list that is shown."""
        self.set_focus(self.lines if self.reading_lines else self.view.matters)

    # -- matters ------------------------------------------------------------------------------------

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter on a matter, a handover or a line."""
        if event.ledger is self.view.matters:
            self._open_matter(event.row)
        elif event.ledger is self.view.handovers:
            self._read_handover(event.row[1])
        else:
            self.station.read(_("Line {n}").format(n=event.row.number), event.row.text)

    def do_open_matter(self) -> None:
        """Enter: the row under the cursor of the list that has the keyboard."""
        if isinstance(self.focused, Ledger):
            self.focused.open_current()

    def on_digit(self, digit: str) -> None:
        """A digit opens that matter: one key."""
        if not self.reading_lines and (item := self.view.take(int(digit))):
            self._open_matter(item)

    def _open_matter(self, item: Item) -> None:
        """Record that it was opened; an officer without the sheet only reads."""
        if self.sheet is None:
            return
        day, who = self.day, self.desk.who

        def mark() -> str:
            inbox.open_matter(who, day, item.source)
            return _("Opened: {n}.").format(n=item.number)

        self.do(mark)

    def do_note(self) -> None:
        """`n`."""
        if item := self.matter():
            self.open_form(NoteOnMatter(day=self.day, source=item.source, text=item.text))

    def do_countersign_matter(self) -> None:
        """`c`: the signature a superior owes, of this matter or the oldest."""
        waiting = handover.owed()
        here = self.matter()
        owed = next((one for one in waiting if here is not None and one.source == here.source), None)
        if owed is None and not waiting:
            self.say(_("No countersignature is owed."))
        else:
            self.open_form(CountersignHandover(handover=(owed or waiting[0]).id))

    # -- handovers and paper ------------------------------------------------------------------------

    def do_handovers(self) -> None:
        """`j`: there and back."""
        if self.focused is self.view.handovers:
            self.focus_body()
        else:
            self.set_focus(self.view.handovers)

    def _read_handover(self, line: HandoverLine) -> None:
        text = inbox.handover_text(line.id) if line.id is not None else ""
        if text:
            self.station.read(f"{line.post} {line.shift} {self.day}", text)
        else:
            self.say(_("Nobody has signed this handover yet: there is no text to read."))

    def do_paper(self) -> None:
        """`p`: the signed text of one's own office, or what would be signed now; `p` again prints the sheet."""
        from screens.paper_makers import of_day

        sheet, who = self.sheet, self.desk.who
        assert sheet is not None
        acting = who.role not in rules.OFFICES
        role = rules.office(who.role, acting=acting)
        signed = next((review.text for review in sheet.reviews if review.role == role), "")
        text = signed or sheet_text(sheet, self.desk.site.name, who.name, role, acting, _)
        day, site = self.day, self.desk.site
        title = _("Daily sheet of {day}").format(day=day)
        self.station.read(title, text, lambda: self.put_on_paper(lambda: of_day(day, site, who)))

    def do_sign_sheet(self) -> None:
        """`s`."""
        assert self.sheet is not None
        self.open_form(SignDay(day=self.day, opened=self.sheet.opened, matters=len(self.sheet.matters)))

    def owed(self) -> OwedSignature | None:
        """The second signature owed by the key under the cursor, else the oldest that is owed (K6)."""
        found, item = key_register.owed_signatures(), self.matter()
        here = (one for one in found if item is not None and item.source == f"key:{one.loan_id}")
        return next(here, None) or next(iter(found), None)

    def do_sign_later(self) -> None:
        """`b`."""
        if (owed := self.owed()) is not None:
            about = f"{owed.opens}  {owed.issuer}: {owed.reason}"
            self.open_form(Countersign(loan=owed.loan_id, tag=owed.tag, about=about))

    # -- days ---------------------------------------------------------------------------------------

    def do_another_day(self) -> None:
        """`t`."""
        self.open_form(ChooseDay())

    def do_day_before(self) -> None:
        """Left."""
        self._go(-1)

    def do_day_after(self) -> None:
        """Right."""
        self._go(1)

    def _go(self, days: int) -> None:
        self._show_day((date.fromisoformat(self.day) + timedelta(days=days)).isoformat())

    def _show_day(self, day: str) -> None:
        self.day = day
        self.view.rewind()
        self.refresh_data()

    def saved(self, saved: Saved) -> None:
        """A chosen day is shown."""
        if isinstance(saved, DayChosen):
            self._show_day(saved.day)
        super().saved(saved)

    def show_record(self, record: int) -> None:
        """A day by its number, or the day of a refusal."""
        refused = next((one.day for one in inbox.refusals_open() if one.id == record), None)
        if day := rules.day_of_number(record) or refused:
            self._show_day(day)

    # -- lines --------------------------------------------------------------------------------------

    def do_unreviewed_lines(self) -> None:
        """`l`: there and back."""
        self.reading_lines = not self.reading_lines
        self._arrange()
        self.refresh_data()
        self.lines.home()

    def do_review_page(self) -> None:
        """`r`: the page shown, without one's own lines."""
        who, ids = self.desk.who, self.lines.of_others()
        if ids:
            self.do(lambda: _("Lines reviewed: {n}.").format(n=duty_log.review(who, ids)))
        else:
            own = _("Nothing to review here: your own lines wait for another superior.")
            self.say(own if self.lines.window else _("No line waits for review."))

    def do_back(self) -> None:
        """Esc."""
        if self.reading_lines:
            self.do_unreviewed_lines()
        elif self.focused is self.view.handovers:
            self.focus_body()
        else:
            self.station.open("duty")
