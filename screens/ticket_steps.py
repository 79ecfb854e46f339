"""What an officer does with the ticket under the cursor of the queue, step by step to its end."""

from __future__ import annotations

from collections.abc import Callable

from db import tickets
from db.rules import tickets as rules
from db.rules.words import Refused
from db.tickets import TicketView
from screens import ticket_forms, ticket_text
from screens.base import BaseScreen
from screens.ticket_forms import TicketForm
from screens.widgets.ledger import Ledger
from screens.words import N_, _, tell

#: What a ticket may owe that is not a field to be filled in: a superior's consent, the complainant's confirmation.
OTHERS_TO_GIVE = (rules.OWED["consent"], rules.OWED["confirmed"])


class TicketSteps(BaseScreen):
    """A screen with a queue of tickets, and the commands that move the one under its cursor."""

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
