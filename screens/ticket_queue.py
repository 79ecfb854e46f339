"""F5, the queue: open tickets by nearest deadline, live with what other desks write (T19)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from textual.timer import Timer
from textual.widget import Widget

from db import duty, tickets
from db.rules import tickets as rules
from db.rules.words import Refused
from db.tickets import TicketFilter, TicketView
from db.watch import Watch
from screens import text, ticket_commands, ticket_forms, ticket_text
from screens.base import BaseScreen
from screens.forms import Saved
from screens.ticket_forms import TicketForm
from screens.widgets.ledger import Key, Ledger
from screens.widgets.lines import Line
from screens.words import N_, _, tell

#: How often the file is asked whether another desk wrote (seconds): one pragma, no query.
POLL = 0.4
#: What a ticket may owe that is not a field to be filled in: a superior's consent, the complainant's confirmation.
OTHERS_TO_GIVE = (rules.OWED["consent"], rules.OWED["confirmed"])


class TicketSource:
    """The tickets a filter lets through, as a source of the ledger."""

    def __init__(self, where: TicketFilter) -> None:
        self.where = where

    def page(
        self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False
    ) -> list[TicketView]:
        """A window of the queue."""
        place = (int(start[0]), int(start[1])) if start else None
        return tickets.page(self.where, place, limit, backwards=backwards, inclusive=inclusive)

    def count(self) -> int:
        """How many there are."""
        return tickets.count(self.where)


class TicketQueueScreen(BaseScreen):
    """One list, two lines about the ticket under the cursor, and the panel."""

    NOUN = "ticket_queue"
    REGISTER = "tickets"
    TITLE_MSGID = N_("Tickets")
    SHORTCUTS = ticket_commands.ALL

    where = TicketFilter()
    _poll: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The queue."""
        yield Ledger(TicketSource(self.where), self._row, flag=self._flag, id="queue")
        yield Line(id="what")
        yield Line(id="about")

    def on_mount(self) -> None:
        """Begin to watch the file."""
        self._watch = Watch()
        self._poll = self.set_interval(POLL, self._look)

    def on_screen_resume(self) -> None:
        """Tell the first receiver what others did with their tickets since they came on duty (T12)."""
        held = duty.of_officer(self.desk.who.officer_id) if self.desk.session else None
        if held and (others := tickets.answered_by_others(held.officer_id, held.began_at)):
            labels = ", ".join(ticket.label for ticket in others)
            self.say(_("Others answered what you received first: {tickets}.").format(tickets=labels))

    @property
    def ledger(self) -> Ledger[TicketView]:
        """The list."""
        return self.query_one("#queue", Ledger)

    @property
    def ticket(self) -> TicketView:
        """The ticket under the cursor; commands are refused where there is none."""
        current = self.ledger.current
        assert current is not None
        return current

    def _row(self, ticket: TicketView, width: int) -> str:
        return ticket_text.row(ticket, width, self.desk.now())

    def _flag(self, ticket: TicketView) -> str:
        return ticket_text.flag(ticket, self.desk.now())

    # -- what is shown ------------------------------------------------------------------------------

    def _look(self) -> None:
        """Read again only what somebody wrote; a screen nobody sees asks nothing."""
        if self.is_current and self._watch.changed():
            self.refresh_data()

    def refresh_data(self) -> None:
        """Read the window again; the cursor stays on its ticket, wherever a new deadline has moved it."""
        if self.desk.session is None:
            return
        at = self.ledger.current
        super().refresh_data()
        if at is not None:
            self._stay_on(at)

    def _stay_on(self, at: TicketView) -> None:
        """On the first page the list begins at its beginning: what is more urgent now must be seen at once."""
        first = self.ledger.source.page(None, self.ledger.height)
        index = next((n for n, ticket in enumerate(first) if ticket.id == at.id), None)
        if index is not None:
            self.ledger.home(index)
        elif self.where.group != "all" and (now := tickets.ticket(at.id)).key != at.key:
            self._follow(now)

    def _follow(self, ticket: TicketView) -> None:
        """Work done, a ticket waits long for its papers: the cursor goes with it, unless it has left this list."""
        found = self.ledger.source.page(ticket.key, 1, inclusive=True)
        if found and found[0].id == ticket.id:
            self.ledger.go_to(ticket.key)

    def title_line(self) -> tuple[str, str]:
        """The group and filter, and what the whole queue counts."""
        shown = " ".join(part for part in (_(ticket_text.GROUPS[self.where.group]), self.where.text) if part)
        return f"{_(self.TITLE_MSGID)}  {shown}", ticket_text.counted(tickets.counts(self.desk.now()))

    def on_ledger_moved(self, _event: Ledger.Moved) -> None:
        """Say more about the ticket under the cursor."""
        current = self.ledger.current
        self.query_one("#what", Line).say(ticket_text.what(current) if current else "")
        self.query_one("#about", Line).say(ticket_text.about(current, self.desk.now()) if current else "")

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter: everything that happened to it."""
        ticket: TicketView = event.row
        story = ticket_text.details(ticket, tickets.events(ticket.id), self.desk.zone, self.desk.now())
        self.station.read(f"{ticket.label} {text.said(ticket.content)}", story)

    def show_tickets(self, where: TicketFilter) -> None:
        """Show other tickets from their beginning."""
        self.where = where
        self.ledger.show(TicketSource(where))
        self.say_title()

    def show_record(self, record: int) -> None:
        """Show one ticket, in the queue or, once it is closed, in the history."""
        view = tickets.ticket(record)
        if view.state in rules.OPEN:
            self.show_tickets(TicketFilter())
        else:
            self.show_tickets(TicketFilter(group="all"))
            view = tickets.ticket(record, history=True)
        self.ledger.jump(view.key)

    def on_digit(self, digit: str) -> None:
        """Digits are a ticket's number, or a unit."""
        self.open_form(ticket_forms.FindTickets(group=self.where.group), typed=digit)

    def saved(self, saved: Saved) -> None:
        """A filter is shown; anything else has changed the queue."""
        if isinstance(saved.shown, TicketFilter):
            self.show_tickets(saved.shown)
            if self.ledger.current is None:
                saved.sentence = _("Nothing here fits; Esc shows all again.")
        super().saved(saved)

    # -- commands -----------------------------------------------------------------------------------

    def do_go_home(self) -> None:
        """Esc: a filter goes first, then the screen."""
        if self.where == TicketFilter():
            super().do_go_home()
        else:
            self.show_tickets(TicketFilter())

    def do_open_ticket(self) -> None:
        """Enter with the keyboard elsewhere."""
        self.ledger.open_current()

    def _allowed(self, event: str) -> bool:
        """Whether this may happen to the ticket now; says why not before anything is typed."""
        ticket = self.ticket
        try:
            rules.step(event, ticket.state, ticket.kind, ticket.label)
        except Refused as refused:
            self.say(tell(refused))
            return False
        return True

    def _fill(self, form: type[TicketForm], event: str) -> None:
        if self._allowed(event):
            self.open_form(form(ticket=self.ticket.id))

    def _at_once(self, event: str, door: Callable[[int], TicketView], sentence: str) -> None:
        if self._allowed(event):
            number = self.ticket.id
            self.do(lambda: _(sentence).format(ticket=door(number).label))

    def do_new_ticket(self) -> None:
        """`n`."""
        self.open_form(ticket_forms.NewTicket(post=self.desk.post.id))

    def do_dispatch(self) -> None:
        """`d`."""
        self._fill(ticket_forms.Dispatch, "dispatched")

    def do_progress(self) -> None:
        """`f`."""
        self._fill(ticket_forms.Progress, "progress")

    def do_work_done(self) -> None:
        """`w`."""
        self._fill(ticket_forms.WorkDone, "done")

    def do_close(self) -> None:
        """`x`."""
        self._fill(ticket_forms.Close, "closed")

    def do_reply(self) -> None:
        """`r`."""
        self._fill(ticket_forms.GiveReply, "answered")

    def do_slip_back(self) -> None:
        """`g`."""
        if not self.ticket.awaits_slip:
            self.say(_("{ticket} has no slip out.").format(ticket=self.ticket.label))
        else:
            self._fill(ticket_forms.SlipBack, "slip_back")

    def do_look_into(self) -> None:
        """`i`."""
        self._fill(ticket_forms.LookInto, "looked_into")

    def do_confirm_record(self) -> None:
        """`y`."""
        self._fill(ticket_forms.ConfirmRecord, "confirmed")

    def do_call_again(self) -> None:
        """`u`."""
        self._fill(ticket_forms.CallAgain, "called")

    def named(self) -> tuple[str, int] | None:
        """The caller of the ticket under the cursor."""
        current = self.ledger.current
        return ("ticket", current.id) if current is not None and current.caller else None

    def do_make_void(self) -> None:
        """`V`."""
        self._fill(ticket_forms.MakeVoid, "void")

    def do_supply(self) -> None:
        """`m`: the fields that are missing; a consent or confirmation is not the officer's to fill in."""
        owed = [field for field in self.ticket.owed if field not in OTHERS_TO_GIVE]
        if owed:
            self.open_form(ticket_forms.Supply(ticket=self.ticket.id, owed=owed))
        else:
            self.say(_("{ticket} owes no field.").format(ticket=self.ticket.label))

    def do_arrive(self) -> None:
        """`a`."""
        self._at_once(
            "arrived", lambda number: tickets.arrive(self.desk.who, number), N_("{ticket}: the worker is there.")
        )

    def do_tell_owner(self) -> None:
        """`t`."""
        self._at_once(
            "told", lambda number: tickets.tell_owner(self.desk.who, number), N_("{ticket}: the owner was told.")
        )

    def do_consent(self) -> None:
        """`c`."""
        self._at_once(
            "consented", lambda number: tickets.consent(self.desk.who, number), N_("{ticket}: consent given.")
        )

    def do_escalate(self) -> None:
        """`^`."""
        if self._allowed("escalated"):
            number = self.ticket.id
            self.do(lambda: self._reported(tickets.escalate(self.desk.who, number)))

    @staticmethod
    def _reported(ticket: TicketView) -> str:
        level = _(ticket_text.LEVELS[ticket.escalated])
        return _("{ticket} is reported to the {level}.").format(ticket=ticket.label, level=level)

    def do_show_slip(self) -> None:
        """`p`."""
        from screens.paper_makers import of_slip
        from screens.papers.paper import read

        ticket, site = self.ticket, self.desk.site
        try:
            text = read(of_slip(ticket, site))
        except Refused as refused:
            self.say(tell(refused))
        else:
            self.station.read(_("Dispatch slip"), text, lambda: self.put_on_paper(lambda: of_slip(ticket, site)))

    def do_find(self) -> None:
        """`/`."""
        self.open_form(ticket_forms.FindTickets(group=self.where.group))

    def do_next_group(self) -> None:
        """Tab."""
        groups = list(ticket_text.GROUPS)
        after = groups[(groups.index(self.where.group) + 1) % len(groups)]
        self.show_tickets(replace(self.where, group=after))
