"""The duty screen (home): what must I do next, from every register, nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.widget import Widget

from db import (
    agenda,
    backup,
    cover,
    duty,
    duty_log,
    emergency,
    handover_addenda,
    handover_owed,
    key_register,
    passes,
    routines,
    site,
    tickets,
    workdays,
)
from db.agenda import Due
from db.rules.inbox import ACTING, OFFICES
from screens.base import BaseScreen
from screens.commands import Command, GoInbox, Help
from screens.cover import ComeBack, LeavePost
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.key_owner import Countersign
from screens.routine_forms import DoRoutine
from screens.text import CLOCKS, columns, day_clock, left, night_clock, person, place_and_text, said
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import ListSource
from screens.words import N_, _, tell

REGISTERS = {
    "key": N_("Key"),
    "promise": N_("Promise"),
    "routine": N_("Routine"),
    "ticket": N_("Ticket"),
    "matter": N_("Matter"),
    "handover": N_("Handover"),
    "refusal": N_("Refused"),
    "day": N_("Review"),
    "emergency": N_("Emergency"),
    "analysis": N_("Analysis"),
    "signature": N_("Signature"),
    "countersign": N_("Cosign"),
    "cover": N_("Away"),
    "addendum": N_("Addendum"),
    "no_show": N_("No show"),
    "pass": N_("Pass"),
}
SCREENS = {
    "key": "key_register", "ticket": "ticket_queue", "matter": "duty_log", "handover": "handover",
    "refusal": "inbox", "day": "inbox", "no_show": "inbox", "emergency": "emergency", "analysis": "emergency",
    "countersign": "handover", "addendum": "handover", "pass": "passes",
}  # fmt: skip


class OpenDue(Command):
    """Open what the cursor stands on; its number does the same with one key."""

    shortcut, label, shown = "enter", N_("open"), False


class TakePost(Command):
    """Take the post of this desk when nobody has it (the first duty of a station)."""

    shortcut, label = "t", N_("take the post")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Somebody has it: relief is a handover."""
        taken = duty.on_post(screen.desk.post.id)
        return N_("Somebody has this post: take it over by a handover (F3).") if taken else ""


class LeaveOrReturn(Command):
    """Leave the post for a while to a stand-in, who takes it with their PIN; the same key brings you back."""

    shortcut, label = "b", N_("break")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """Only who has the post leaves it."""
        held = duty.on_post(screen.desk.post.id)
        if held is None:
            return N_("Nobody has this post: t takes it.")
        if cover.on_post(held.post_id) is None and held.officer_id != screen.desk.who.officer_id:
            return N_("You do not have this post: only its officer leaves it to a stand-in.")
        return ""


class WalkRound(Command):
    """Log a patrol round: its number, who walked it, and one digit for the public facilities."""

    shortcut, label = "r", N_("round")


class KeepPromise(Form):
    """A promise is kept: answered, and what was said."""

    title = N_("Promise")

    def heading(self, _desk: Desk) -> str:
        """What was promised."""
        return f"{_(self.title)}  {self.args['text']}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """`a`, then a text or Enter."""
        return (
            Field("how", N_("kept"), "choice", options=(Option("a", True, N_("answered")),)),
            Field("answer", N_("answer"), required=False),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Keep it."""
        duty_log.keep_promise(desk.who, self.args["promise"], answers["answer"])
        return Saved(_("Promise kept."))


class DutyScreen(BaseScreen):
    """Everything that is due above, tonight's lines below."""

    NOUN = "duty"
    TITLE_MSGID = N_("Next")
    EMPTY = N_("What is due stands here, from every register; F9 takes a call, ; writes a line.")
    SHORTCUTS = (OpenDue, TakePost, LeaveOrReturn, WalkRound)
    #: As wide as the times of the log below: a line of another day says which.
    clocks = 5

    def shortcuts(self) -> str:
        """What may be done now; who reviews finds the inbox among it."""
        mine = (GoInbox,) if self.desk.session and self.desk.who.role in ACTING + OFFICES else ()
        own = [command for command in self.SHORTCUTS if command.shown and not command.why_not(self)]
        return self.fitting((Help, *mine, *own, *(c for c in self.EVERYWHERE if c not in (Help, *mine))))

    def news(self) -> str:
        """That the site's own words are none, that the last backup is too old, or that the calendar ends."""
        warning = site.warning() or backup.warning() or workdays.warning()
        return tell(warning) if warning else ""

    def body(self) -> Iterable[Widget]:
        """Two lists: what is due has the keyboard."""
        yield Ledger(ListSource[tuple[int, Due]]([]), self._due_line, key=lambda row: (row[0] - 1,), id="due")
        yield Line(id="tonight", bold=True)
        yield Ledger(
            ListSource[duty_log.EntryView]([]), self._entry_line, key=lambda row: row.key, id="lines", marked=False
        )

    def minute(self) -> None:
        """What is due by now, and what other desks have done, unless somebody types in a form."""
        super().minute()
        if self.panel.filling is None:
            self.refresh_data()

    def _found(self) -> list[tuple[int, Due]]:
        registers = (
            emergency.agenda, key_register.agenda, duty_log.agenda, tickets.agenda, handover_owed.agenda, cover.agenda,
            passes.agenda,
        )  # fmt: skip
        mine = (lambda: routines.agenda(self.desk.post.id), self._for_me)
        merged = agenda.merge(*registers, *mine)
        return list(enumerate(merged, 1))

    def _for_me(self) -> list[Due]:
        """What waits for this officer; the daily sheet behind it is there for who reviews it alone: 0.3 MB."""
        if self.desk.who.role not in OFFICES:
            return handover_addenda.agenda(self.desk.who)
        from db import inbox

        return inbox.agenda(self.desk.who)

    def refresh_data(self) -> None:
        """Read both lists."""
        if self.desk.session is None:
            return
        found = self._found()
        self.query_one("#due", Ledger).source = ListSource(found)
        self.query_one("#due", Ledger).reload()
        where = duty_log.LogFilter(post_id=self.desk.post.id)
        lines, now = duty_log.page(where, None, self.size.height // 2), self.desk.now()
        self.clocks = max((cell_len(night_clock(line.event_at, self.desk.zone, now)) for line in lines), default=5)
        self.query_one("#lines", Ledger).show(ListSource(lines))
        self._say_titles([due for _n, due in found])
        self.say_keys()

    def _say_titles(self, found: list[Due]) -> None:
        now = self.desk.now()
        late = sum(1 for due in found if due.due_at is not None and due.due_at < now)
        counts = _("{n} due, {late} overdue").format(n=len(found), late=late)
        self.query_one("#title", Line).say(_("Next"), counts)
        held = duty.on_post(self.desk.post.id)
        where = _("Log of {post}").format(post=self.desk.post.name)
        empty = _("Nobody has this post: t takes it.")
        self.query_one("#tonight", Line).say(where, self._who_is_here(held) if held else empty)

    def _who_is_here(self, held: duty.DutyView) -> str:
        """Who has the post, and who stands in."""
        away = cover.on_post(held.post_id)
        if away is None:
            return held.officer
        return _("{officer} away, {stand_in} stands in").format(officer=held.officer, stand_in=away.stand_in)

    def _due_line(self, row: tuple[int, Due], width: int) -> str:
        number, due = row
        zone, now = self.desk.zone, self.desk.now()
        until = ((day_clock(due.due_at, zone, now) if due.due_at else "", 11),) if width >= 100 else ()
        register = max(cell_len(_(name)) for name in REGISTERS.values())
        clocks = max(cell_len(_(msgid).format(span=_("{n} d").format(n=999))) for msgid in CLOCKS)
        spare = width - 28 - register - clocks - (12 if until else 0)
        return columns(
            (f"{number:>2}", 2), (left(due.due_at, now), clocks), (_(REGISTERS[due.register]), register),
            (due.label, 7), (place_and_text(due.place, said(due.text)), spare),
            (person(due.who), 13), *until,
        )  # fmt: skip

    def _entry_line(self, row: duty_log.EntryView, width: int) -> str:
        flag, at = "*" if row.open else " ", night_clock(row.event_at, self.desk.zone, self.desk.now())
        spare = max(10, width - 15 - self.clocks)
        return columns((flag, 1), (at, self.clocks), (row.unit or row.place, 10), (said(row.text), spare))

    def on_digit(self, digit: str) -> None:
        """A digit opens that line: one key."""
        rows = self.query_one("#due", Ledger).source.page(None, 9)
        if 1 <= int(digit) <= len(rows):
            self._open_row(rows[int(digit) - 1][1])

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter on a line."""
        self._open_row(event.row[1])

    def do_open_due(self) -> None:
        """Enter with the keyboard elsewhere."""
        self.query_one("#due", Ledger).open_current()

    def _open_row(self, due: Due) -> None:
        if due.register == "promise":
            self.open_form(KeepPromise(promise=due.id, text=due.text))
        elif due.register == "signature":
            self.open_form(Countersign(loan=due.id, tag=due.label, about=f"{due.place} {due.text}"))
        elif due.register == "cover":
            self.open_form(ComeBack(cover=due.id))
        elif due.register == "routine":
            self.open_form(DoRoutine(routine=due.id, text=due.text))
        else:
            self.station.open(SCREENS[due.register], due.id)

    def do_leave_or_return(self) -> None:
        """`b`: away for a while, or back."""
        standing = cover.on_post(self.desk.post.id)
        self.open_form(ComeBack(cover=standing.id) if standing else LeavePost(post=self.desk.post.id))

    def do_walk_round(self) -> None:
        """`r`."""
        from screens.patrol import Patrol

        self.open_form(Patrol(post=self.desk.post.id))

    def do_take_post(self) -> None:
        """`t`: the post is empty."""

        def take() -> str:
            taken = duty.take_empty_post(self.desk.who, self.desk.post.id)
            return _("{officer} has the post {post} now.").format(officer=taken.officer, post=taken.post)

        self.do(take)
