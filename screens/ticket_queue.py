"""F5, the queue: open tickets by nearest deadline, live with what other desks write (T19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.timer import Timer
from textual.widget import Widget

from db import duty, tickets
from db.rules import tickets as rules
from db.tickets import TicketFilter, TicketView
from db.watch import Watch
from screens import text, ticket_commands, ticket_forms, ticket_text
from screens.forms import Saved
from screens.ticket_steps import TicketSteps
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.source import Key
from screens.words import N_, _

#: How often the file is asked whether another desk wrote (seconds): one pragma, no query.
POLL = 0.4


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


class TicketQueueScreen(TicketSteps):
    """One list, two lines about the ticket under the cursor, and the panel."""

    NOUN = "ticket_queue"
    REGISTER = "tickets"
    TITLE_MSGID = N_("Tickets")
    EMPTY = N_("Tickets that are not closed stand here; n takes one in.")
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

    def news(self) -> str:
        """Which tickets this officer received first others have answered since (T12)."""
        held = duty.of_officer(self.desk.who.officer_id) if self.desk.session else None
        others = tickets.answered_by_others(held.officer_id, held.began_at) if held else []
        labels = ", ".join(ticket.label for ticket in others)
        return _("Others answered what you received first: {tickets}.").format(tickets=labels) if others else ""

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

    def do_find(self) -> None:
        """`/`."""
        self.open_form(ticket_forms.FindTickets(group=self.where.group))

    def do_next_group(self) -> None:
        """Tab."""
        groups = list(ticket_text.GROUPS)
        after = groups[(groups.index(self.where.group) + 1) % len(groups)]
        self.show_tickets(replace(self.where, group=after))
