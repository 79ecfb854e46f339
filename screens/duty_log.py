"""F2, the duty log: every line of a post, newest first; what is written here is never changed (L1-L5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.widget import Widget

from db import duty, duty_log, figures, reading
from db.duty_log import EntryView, LogFilter
from screens import log_commands, log_text
from screens.base import BaseScreen
from screens.forms import Form, Saved
from screens.log_forms import CloseMatter, CorrectLine, FilterLog, JumpToDate, LineByNumber, LogLine, Written
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import Key
from screens.words import N_, _


class LogSource:
    """The lines a filter lets through, as a source of the ledger."""

    def __init__(self, where: LogFilter) -> None:
        self.where = where

    def page(
        self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
    ) -> list[EntryView]:
        """A window of the log."""
        place = (int(start[0]), int(start[1])) if start else None
        return duty_log.page(self.where, place, limit, backwards=backwards, inclusive=inclusive)

    def count(self) -> int:
        """How many lines there are."""
        return duty_log.count(self.where).n


def _flag(line: EntryView) -> str:
    return "*" if line.open else " "


class DutyLogScreen(BaseScreen):
    """One list and the panel."""

    NOUN = "duty_log"
    TITLE_MSGID = N_("Log")
    EMPTY = N_("What happens at this post stands here; n writes a line.")
    SHORTCUTS = log_commands.ALL

    where: LogFilter | None = None

    def body(self) -> Iterable[Widget]:
        """The log."""
        yield Ledger(LogSource(self._filter()), self._row, flag=_flag, ditto=self._day, topped=self._say_day, id="log")

    @property
    def ledger(self) -> Ledger[EntryView]:
        """The list."""
        return self.query_one("#log", Ledger)

    @property
    def line(self) -> EntryView:
        """The line under the cursor; commands are refused where there is none."""
        current = self.ledger.current
        assert current is not None
        return current

    def _filter(self) -> LogFilter:
        """What was asked for, or all lines of this post."""
        return self.where or LogFilter(post_id=self.desk.post.id)

    def _row(self, line: EntryView, width: int, day: str) -> str:
        return log_text.row(line, width, self.desk.zone, day, all_posts=self._filter().post_id is None)

    def _day(self, line: EntryView) -> str:
        return log_text.day(line, self.desk.zone)

    def _year(self, line: EntryView) -> str:
        return log_text.other_year(line, self.desk.zone, self.desk.now())

    def title_line(self) -> tuple[str, str]:
        """What is shown, how many lines of this duty, how many in all."""
        held = duty.on_post(self.desk.post.id)
        own = LogFilter(post_id=self.desk.post.id, since=held.began_at if held else self.desk.now())
        counts = _("{now} this duty   {all} in all").format(
            now=log_text.counted(duty_log.count(own)), all=log_text.counted(duty_log.count(self._filter()))
        )
        return self._described(), counts

    def _say_day(self) -> None:
        """Another line stands on top: the title begins with its date, and its counts stay."""
        day = self._of_top(self._day)
        self.query_one("#title", Line).say(self._described(), margin=f"{day} " if day else "")

    def _of_top(self, say: Callable[[EntryView], str]) -> str:
        """Something about the line on top; nothing where it cannot be read, which its row says."""
        try:
            return next(map(say, self.ledger.window[:1]), "")
        except Exception as fault:
            if reading.refusal(fault) is None:
                raise
            return ""

    def _described(self) -> str:
        where, year = self._filter(), self._of_top(self._year)
        post = self.desk.post.name if where.post_id else _("all posts")
        kind = _(log_text.KINDS[where.kind]) if where.kind else ""
        state = _("open matters") if where.only_open else _("not reviewed") if where.unreviewed else ""
        return "  ".join(part for part in (_(self.TITLE_MSGID), post, state, kind, where.text, year) if part)

    def minute(self) -> None:
        """At New Year the lines of the old year become those of another."""
        super().minute()
        self._say_day()

    def refresh_data(self) -> None:
        """Read the window again; the post may be another one than before."""
        if self.desk.session is not None:
            self.ledger.source = LogSource(self._filter())
            super().refresh_data()
            self._say_day()

    def saved(self, saved: Saved) -> None:
        """A filter or a place in the list is shown; anything else has changed the list."""
        if isinstance(saved.shown, LogFilter):
            self.where = saved.shown
            self.ledger.show(LogSource(self.where))
        elif isinstance(saved.shown, EntryView):
            self._go_to(saved.shown)
        elif isinstance(saved.shown, Written):
            self._stand_on(saved.shown.line)
        elif isinstance(saved.shown, int):
            self.ledger.jump((saved.shown + 60_000, 0))
        super().saved(saved)

    def show_record(self, record: int) -> None:
        """Show one line, whatever was filtered before."""
        self._go_to(duty_log.entry(record))

    def _stand_on(self, line: EntryView) -> None:
        """Whoever looks at the newest lines stands on what was just written (`e` corrects it); a reader stays."""
        first = self.ledger.source.page(None, self.ledger.height)
        top = self.ledger.window[0].id if self.ledger.window else None
        index = next((n for n, each in enumerate(first) if each.id == line.id), None)
        if index is not None and top in (None, *(each.id for each in first[:2])):
            self.ledger.home(index)

    def _go_to(self, line: EntryView) -> None:
        self.where = None if line.post_id == self.desk.post.id else LogFilter(post_id=line.post_id)
        self.ledger.source = LogSource(self._filter())
        self.ledger.jump(line.key)
        self.say_title()

    def on_digit(self, digit: str) -> None:
        """Digits are a line's number."""
        self.open_form(LineByNumber(), typed=digit)

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter: everything the record knows about the line."""
        line: EntryView = event.row
        text = log_text.details(line, duty_log.follow_ups(line.id), self.desk.zone)
        self.station.read(_("Line {number}").format(number=line.number), text)

    # -- commands -----------------------------------------------------------------------------------

    def do_go_home(self) -> None:
        """Esc: a filter goes first, then the screen."""
        if self.where is None:
            super().do_go_home()
        else:
            self.where = None
            self.ledger.show(LogSource(self._filter()))
            self.say_title()

    def named(self) -> tuple[str, int] | None:
        """Who called, or came, in the line under the cursor."""
        line = self.query_one(Ledger).current
        return ("line", line.id) if line is not None and (line.contact or line.phone) else None

    def do_new_line(self) -> None:
        """`n`."""
        self.open_form(LogLine(post=self.desk.post.id))

    def do_correct(self) -> None:
        """`e`: the old line stands ready to be changed."""
        line = self.line
        self.open_form(CorrectLine(entry=line.id, number=line.number), typed=line.text)

    def do_follow_up(self) -> None:
        """`+`."""
        line = self.line
        root = line.follows_number or line.number
        self.open_form(LogLine(post=line.post_id, follows=line.id, about=f"#{root} {line.text}"))

    def do_follow(self) -> None:
        """`*`: open a matter, or close the one that is open."""
        line = duty_log.entry(self.line.follows_id or self.line.id)
        if line.open:
            self.open_form(CloseMatter(entry=line.id, number=line.number, about=line.text))
            return

        def follow() -> str:
            duty_log.raise_matter(self.desk.who, line.id)
            return _("Line {number} is followed until it is closed.").format(number=line.number)

        self.do(follow)

    def do_review(self) -> None:
        """`r`."""
        line = self.line

        def review() -> str:
            duty_log.review(self.desk.who, [line.id])
            return _("Line {number} is reviewed.").format(number=line.number)

        self.do(review)

    def do_make_ticket(self) -> None:
        """`b`: the form of a call, with what the line says."""
        line = self.line
        self.open_form(
            Form.registry["Call"](
                post=line.post_id, where=[line.unit, line.place], what="repair", text=line.text, follows=line.id
            )
        )

    def do_figures(self) -> None:
        """`%`: over all posts and people together, never per person."""
        from screens import figures_text

        now, zone = self.desk.now(), self.desk.zone
        begin = figures_text.month(now, zone)
        self.station.read(_("Figures of service"), figures_text.page(figures.figures(begin, now + 1), begin, now, zone))

    def do_find(self) -> None:
        """`/`."""
        self.open_form(FilterLog())

    def do_go_to_date(self) -> None:
        """`t`."""
        self.open_form(JumpToDate())

    def do_enter_paper(self) -> None:
        """`P`: time, text, Enter, line after line (H23)."""
        from screens.paper_forms import PaperLine

        self.open_form(PaperLine())
