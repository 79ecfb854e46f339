"""What an officer fills in about a ticket: one form per step of its life."""

from __future__ import annotations

from collections.abc import Sequence

from db import calls, staff, tickets
from db.rules import tickets as rules
from db.rules.staff import ROLE_NAMES
from db.tickets import TicketFilter, TicketView
from screens.desk import Desk
from screens.forms import Answers, Candidate, Field, Form, Option, Saved
from screens.officer_field import of_roles, officer_field
from screens.phrases import Phrases
from screens.ticket_text import GROUPS
from screens.words import N_, _

YES_NO = (Option("y", True, N_("yes")), Option("n", False, N_("no")))
CLASSES = (Option("1", "management", N_("daily management")), Option("2", "defect", N_("defect of the building")))
COSTS = (Option("1", "told", N_("told what it costs")), Option("2", "free", N_("free of charge")))


class NewTicket(Form):
    """`n`: a repair or a complaint; the form of the phone does the rest. `args`: post."""

    title = N_("New ticket")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One letter, the same as on the phone."""
        kinds = (Option("b", "repair", N_("repair")), Option("t", "complaint", N_("complaint")))
        return (Field("kind", N_("kind"), "choice", options=kinds),)

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Go on with its questions."""
        return Saved("", follow=Form.registry["Call"](post=self.args["post"], what=answers["kind"]))


class TicketForm(Form):
    """A form about one ticket. `args`: ticket."""

    @property
    def ticket(self) -> TicketView:
        """The ticket as it is now."""
        return tickets.ticket(self.args["ticket"])

    def heading(self, _desk: Desk) -> str:
        """Which ticket."""
        ticket = self.ticket
        return f"{_(self.title)}  {ticket.label} {ticket.where} {ticket.content}"


class Dispatch(TicketForm):
    """`d`: initials and Enter; the slip is printed unless Tab says no (T3)."""

    title = N_("Dispatch")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Who goes."""
        worker = Field("worker", N_("worker, initials"), candidates=_workers, hint=N_("Tab: without a slip"))
        return (worker, Field("slip", N_("slip"), "choice", options=YES_NO, default=True, extra=True))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Send."""
        sent = tickets.dispatch(desk.who, self.args["ticket"], answers["worker"], answers.get("slip", True))
        said = _("{ticket} is with {worker}.").format(ticket=sent.label, worker=sent.worker)
        slip = _(" Slip {number}: p shows it.").format(number=f"{sent.slip_no:04}") if sent.awaits_slip else ""
        owed = _(" Owed: {fields}.").format(fields=", ".join(map(_, sent.owed))) if sent.owed else ""
        return Saved(said + slip + owed)


def _workers(text: str) -> Sequence[Candidate]:
    return [Candidate(name) for name in tickets.workers(text)] if text.strip() else []


class Said(TicketForm):
    """A step that is one text."""

    asked = ""

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The text, with the phrase book."""
        phrases = Phrases(desk)
        return (Field("text", self.asked, candidates=phrases.sentences, slots=phrases.slots),)


class Progress(Said):
    """`f`: how it stands."""

    title, asked = N_("Progress"), N_("how it stands")

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        ticket = tickets.progress(desk.who, self.args["ticket"], answers["text"])
        return Saved(_("{ticket}: progress written.").format(ticket=ticket.label))


class LookInto(Said):
    """`i`: a complaint was looked into (T10)."""

    title, asked = N_("Looked into"), N_("what was found")

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        ticket = tickets.look_into(desk.who, self.args["ticket"], answers["text"])
        return Saved(_("{ticket}: looked into.").format(ticket=ticket.label))


class GiveReply(Said):
    """`r`: what was answered; the first receiver is told (T12, T17)."""

    title, asked = N_("Reply"), N_("what was answered")

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        ticket = tickets.reply(desk.who, self.args["ticket"], answers["text"])
        return Saved(_("{ticket}: answered.").format(ticket=ticket.label))


class ConfirmRecord(TicketForm):
    """`y`: the complainant confirms what was written down (T9); Enter where it is the caller."""

    title = N_("Complainant confirms")
    WAYS = tuple(Option(str(n), code, label) for n, (code, label) in enumerate(rules.CONFIRMED.items(), 1))

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """How, with one digit; who, if it is not the caller."""
        who = Field("who", N_("who"), required=False, hint=N_("Enter: the caller"))
        return (Field("how", N_("confirmed how"), "choice", options=self.WAYS), who)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        ticket = tickets.confirm_record(desk.who, self.args["ticket"], answers["who"], answers["how"])
        return Saved(_("{ticket}: the record is confirmed.").format(ticket=ticket.label))


class WorkDone(TicketForm):
    """`w`: the clock stops; Enter is enough (T1)."""

    title = N_("Work done")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """A text if one wants; whether the slip came along."""
        text = Field("text", N_("what was done"), required=False, hint=N_("Enter is enough; Tab: slip back"))
        if not self.ticket.awaits_slip:
            return (text,)
        return (text, Field("slip", N_("slip back"), "choice", options=YES_NO, default=False, extra=True))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """The work is done."""
        ticket = tickets.done(desk.who, self.args["ticket"], answers["text"], answers.get("slip", False))
        return Saved(_("{ticket} is done: its clock stands still, its keys are due.").format(ticket=ticket.label))


class SlipBack(TicketForm):
    """`g`: the slip came back, or why it did not (T4)."""

    title = N_("Slip")
    CAME = (Option("1", True, N_("came back")), Option("2", False, N_("did not come back")))

    def fields(self, _desk: Desk, answers: Answers) -> Sequence[Field]:
        """One digit; a reason for the daily summary."""
        came = Field("came", N_("slip"), "choice", options=self.CAME)
        return (came, Field("reason", N_("reason"))) if answers.get("came") is False else (came,)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Take it in, or write down why not."""
        if answers["came"]:
            back = tickets.slip_back(desk.who, self.args["ticket"])
            return Saved(_("Slip of {ticket} is back.").format(ticket=back.label))
        missing = tickets.slip_missing(desk.who, self.args["ticket"], answers["reason"])
        return Saved(_("{ticket}: the reason goes into the daily sheet.").format(ticket=missing.label))


class Supply(TicketForm):
    """`m`: what the paper still owes (T2, T21). `args`: ticket, owed."""

    title = N_("Papers owed")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One question per field that is missing."""
        made = {
            rules.OWED["unit"]: Field("unit", N_("unit")),
            rules.OWED["name"]: Field("caller_name", N_("name")),
            rules.OWED["phone"]: Field("caller_phone", N_("phone")),
            rules.OWED["cost"]: Field("cost", N_("cost"), "choice", options=COSTS),
            rules.OWED["class"]: Field("complaint_class", N_("class"), "choice", options=CLASSES),
        }
        return [made[field] for field in self.args["owed"] if field in made]

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Fill in."""
        ticket = tickets.supply(desk.who, self.args["ticket"], **answers)
        return Saved(_("{ticket}: filled in.").format(ticket=ticket.label))


class Close(TicketForm):
    """`x`: actual item, confirmations and the supervisor (T5, T9)."""

    title = N_("Close")
    VALID = (Option("1", "valid", N_("valid")), Option("2", "invalid", N_("not valid")))

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """What this kind of ticket needs, and a signature where the officer cannot confirm it."""
        ticket = self.ticket
        if ticket.kind == "complaint":
            needed = [Field("actual", N_("opinion")), Field("validity", N_("complaint"), "choice", options=self.VALID)]
        else:
            needed = [Field("actual", N_("actual item"), default=ticket.content[:200], hint=N_("Enter: as reported"))]
            needed += [] if ticket.public else _confirmations(ticket)
        roles = ("manager",) if ticket.grade == "major" else rules.CONFIRMERS
        return needed if desk.who.role in roles else [*needed, *signer_fields(roles)]

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Close it."""
        given = {name: value for name, value in answers.items() if name in ("owner", "worker", "fee", "validity")}
        act = tickets.close.of(self.args["ticket"])
        signer = staff.unlock(answers["signer"], answers["pin"], act) if "signer" in answers else None
        ticket = tickets.close(desk.who, self.args["ticket"], answers["actual"], **given, signer=signer)
        return Saved(_("{ticket} is closed.").format(ticket=ticket.label))


def _confirmations(ticket: TicketView) -> list[Field]:
    asked = [("owner", N_("owner confirms")), ("worker", N_("worker confirms")), ("fee", N_("fee settled"))]
    return [Field(n, label, "choice", options=YES_NO) for n, label in asked if n != "fee" or ticket.cost != "free"]


class MakeVoid(TicketForm):
    """`v`: a reason, and a supervisor's or manager's signature (T6)."""

    title = N_("Void")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Reason, who signs, PIN."""
        return (Field("reason", N_("reason")), *signer_fields(rules.VOIDERS))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Make it void."""
        signer = staff.unlock(answers["signer"], answers["pin"], tickets.void.of(self.args["ticket"]))
        ticket = tickets.void(desk.who, self.args["ticket"], answers["reason"], signer)
        return Saved(_("{ticket} is void.").format(ticket=ticket.label))


def signer_fields(roles: Sequence[str]) -> tuple[Field, Field]:
    """Who signs, by number or initials, then six digits."""
    named = " / ".join(_(ROLE_NAMES[role]) for role in roles)
    sentence = N_("{text} is nobody who may sign this: type the number of a superior.")
    who = officer_field(
        "signer", N_("signed by"), of_roles(roles), sentence, instant=staff.is_number, hint=named, before_pin=True
    )
    return who, Field("pin", "PIN", "pin", width=6)


class CallAgain(TicketForm):
    """`u`: the customer called again about it (T13)."""

    title = N_("Called again")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """What was said, if anything new."""
        return (Field("text", N_("what was said"), required=False),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Count it, with its line in the log."""
        ticket = self.ticket
        text = answers["text"] or _("Called again about {label}: {text}").format(
            label=ticket.label, text=ticket.content
        )
        again = calls.again(desk.who, desk.post.id, ticket.id, text, event_at=self.began_at)
        return Saved(_("{label}: call number {n} counted.").format(label=again.label, n=again.calls))


class FindTickets(Form):
    """`/`: words, a unit or a number; Enter alone shows all of the group again. `args`: group."""

    title = N_("Find")
    parks = False
    KEYS = {"o": "open", "s": "slips", "p": "owed", "h": "all"}

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Words; group and kind with Tab."""
        groups = tuple(Option(key, group, GROUPS[group]) for key, group in self.KEYS.items())
        kinds = (Option("b", "repair", N_("repair")), Option("t", "complaint", N_("complaint")))
        return (
            Field("text", N_("words, unit or number"), required=False, hint=N_("Tab: group, kind")),
            Field("group", N_("show"), "choice", options=groups, default=self.args["group"], extra=True),
            Field("kind", N_("kind"), "choice", options=kinds, extra=True),
        )

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Show what fits."""
        group, kind = answers.get("group", self.args["group"]), answers.get("kind", "")
        return Saved("", shown=TicketFilter(text=answers["text"], kind=kind, group=group))
