"""Forms of the handover's preparation and exchange; those that end with a PIN stand in `handover_signing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from db import duty, handover, staff
from db.rules import matters
from db.rules import site as times
from db.staff import Session
from screens.desk import Desk
from screens.forms import Answers, Candidate, Field, Form, Option, Saved
from screens.handover_rows import SEVERITIES
from screens.officer_field import officer_field, pin_of
from screens.text import day_clock, wrapped
from screens.words import N_, _

LEVELS = tuple(Option(str(n), severity, label) for n, (severity, label) in enumerate(SEVERITIES.items(), 1))


def acting(desk: Desk, officer_id: int | None) -> Session:
    """The session of an officer who is signed on here (both stand at the desk), else of whoever acts."""
    return next((session for session in desk.officers if session.officer_id == officer_id), desk.who)


def _names(text: str) -> list[Candidate]:
    return [Candidate(found.name) for found in staff.find(text)] if text else []


def _due(desk: Desk) -> Callable[[str], int]:
    return lambda typed: times.next_time(typed, desk.now(), desk.zone)


def _told(desk: Desk, kept: dict[str, Any], *, required: bool) -> Sequence[Field]:
    """Next step, who, by when, if-then (H15); Enter keeps what stands there, what a register says is not asked."""
    ask = partial(_keeping, kept, required)
    at = day_clock(kept["by_when"], desk.zone, desk.now()) if kept.get("by_when") else N_("a time, as 0930")
    questions = (
        ask("next_step", N_("next step")),
        ask("who", N_("who"), candidates=_names),
        ask("by_when", N_("by when"), hint=at, check=_due(desk)),
        ask("if_then", N_("if-then")),
    )
    source = kept.get("source", "own:")
    return [
        asked
        for asked in questions
        if asked.name in ("next_step", "if_then") or matters.asked(source, kept.get(asked.name))
    ]


def _keeping(kept: dict[str, Any], required: bool, name: str, label: str, **more: Any) -> Field:
    """A question whose answer on Enter is what stood there before."""
    stands = kept.get(name) or ""
    return Field(name, label, **({"hint": str(stands)} | more), required=required and not stands, default=stands)


def _answers(answers: Answers) -> dict[str, Any]:
    return {name: answers.get(name) or None for name in ("next_step", "who", "by_when", "if_then")}


class EditMatter(Form):
    """What a matter still lacks; Enter keeps what stands there. `args`: matter, source, text and what it says."""

    title = N_("Matter")

    def heading(self, _desk: Desk) -> str:
        """The matter; where it is long, the rest stands below."""
        return wrapped(self.args["text"], 78)[0]

    def lines(self, _desk: Desk, _answers: Answers) -> list[str]:
        """The rest of the matter."""
        return wrapped(self.args["text"], 78)[1:]

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The four things an urgent matter needs."""
        return _told(desk, self.args, required=False)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        handover.edit_matter(desk.who, self.args["matter"], **_answers(answers))
        return Saved(_("Written."))


class NewMatter(Form):
    """Something important or doubtful that no register holds. `args`: handover."""

    title = N_("Important or doubtful")

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """The text and how severe it is; an urgent one needs all the rest."""
        said = (Field("text", N_("text")), Field("severity", N_("severity"), "choice", options=LEVELS))
        return (*said, *_told(desk, {}, required=True)) if answers.get("severity") == "urgent" else said

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        told = {name: value for name, value in _answers(answers).items() if value}
        handover.add_matter(desk.who, self.args["handover"], answers["text"], severity=answers["severity"], **told)
        return Saved(_("Written."))


class SettleMatter(Form):
    """How a matter ended that only the handovers hold. `args`: matter, text."""

    title = N_("Settled")

    def heading(self, _desk: Desk) -> str:
        """The matter."""
        return f"{_(self.title)}  {self.args['text']}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        return (Field("how", N_("how it ended")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """End it."""
        handover.settle(desk.who, self.args["matter"], answers["how"])
        return Saved(_("Settled: the next handover does not carry it."))


class WriteItem(Form):
    """A line of the template that the outgoing writes. `args`: handover, item, label, note."""

    title = N_("Line")

    def heading(self, _desk: Desk) -> str:
        """Which line."""
        return str(self.args["label"])

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text; Enter keeps what stands there."""
        stands = self.args["note"]
        return (Field("text", N_("text"), required=not stands, default=stands, hint=stands),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        handover.write_item(desk.who, self.args["handover"], self.args["item"], answers["text"])
        return Saved(_("Written."))


class Remark(Form):
    """The remarks under the record. `args`: handover."""

    title = N_("Remarks")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text; empty takes them away."""
        return (Field("text", N_("text"), required=False),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Replace them."""
        handover.remark(desk.who, self.args["handover"], answers["text"])
        return Saved(_("Written."))


class OfferTo(Form):
    """To whom the post is handed over; Enter takes the officer who is expected. `args`: handover."""

    title = N_("Hand over to")

    def _rostered(self) -> int | None:
        """Who is rostered for the next shift of this post."""
        found = handover.expected_relief(self.args["handover"])
        return found.id if found else None

    def _expected(self, desk: Desk) -> tuple[int, str]:
        """Who is rostered, else another officer signed on here without a post, else who had this one last (H1)."""
        rostered = handover.expected_relief(self.args["handover"])
        if rostered is not None:
            return rostered.id, rostered.name
        others = [session for session in desk.officers if duty.of_officer(session.officer_id) is None]
        if others:
            return others[-1].officer_id, others[-1].name
        found = handover.likely_relief(self.args["handover"])
        return (found.id, found.name) if found else (0, "")

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """One officer; where the roster names another, who approved the swap, if anybody did."""
        expected, name = self._expected(desk)
        hint = _("Enter: {name}").format(name=name) if name else ""
        who = officer_field("who", N_("relief"), default=expected or None, hint=hint)
        if answers.get("who", expected) == expected or self._rostered() is None:
            return (who,)
        label, nobody = N_("swap approved by"), N_("Enter: nobody")
        return who, officer_field("approver", label, required=False, default=None, hint=nobody)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Offer it."""
        handover.offer(desk.who, self.args["handover"], answers["who"], answers.get("approver"))
        name = staff.officer(answers["who"]).name
        return Saved(_("Offered to {name}.").format(name=name))


class AddAddendum(Form):
    """What was forgotten or wrong in a handover that was accepted, signed beside it. `args`: handover."""

    title = N_("Addendum")

    def heading(self, _desk: Desk) -> str:
        """Which handover, and the code it will stand under."""
        view = handover.view(self.args["handover"])
        return f"{_(self.title)}  {view.label}  {_('Code {code}').format(code=view.code)}"

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text and the PIN of whoever signed the handover."""
        pin = pin_of(desk.who.name)
        return (Field("text", N_("text")), pin)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Attach it."""
        signer = staff.unlock(desk.who.officer_id, answers["pin"], handover.append.of(self.args["handover"]))
        handover.append(desk.who, self.args["handover"], answers["text"], signer)
        return Saved(_("Added: the other signer, both reviewers and the next handover are told."))


class Explain(Form):
    """Why a count differs, or what is abnormal. `args`: handover, item, label, verdict, counted."""

    title = N_("Explain")

    def heading(self, _desk: Desk) -> str:
        """The line of the checklist."""
        return str(self.args["label"])

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        return (Field("note", N_("what is it")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Answer the line with its explanation."""
        args = self.args
        who = acting(desk, args["incoming"])
        handover.check(who, args["handover"], args["item"], args["verdict"], args["counted"], answers["note"])
        return Saved(_("Explained."))


class AskQuestion(Form):
    """A question to the outgoing. `args`: handover, incoming."""

    title = N_("Question")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        return (Field("text", N_("question")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Ask it."""
        handover.ask(acting(desk, self.args["incoming"]), self.args["handover"], answers["text"])
        return Saved(_("Asked: it stays open until answered."))


class AnswerQuestion(Form):
    """The outgoing's answer. `args`: handover, outgoing, question, text."""

    title = N_("Answer")

    def heading(self, _desk: Desk) -> str:
        """The question."""
        return str(self.args["text"])

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        return (Field("answer", N_("answer")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Answer it."""
        who = acting(desk, self.args["outgoing"])
        handover.answer(who, self.args["handover"], self.args["question"], answers["answer"])
        return Saved(_("Answered."))


class WhyNotTalked(Form):
    """Why it was not talked through face to face. `args`: handover, incoming."""

    title = N_("Not face to face")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        return (Field("why", N_("reason")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        handover.talked(acting(desk, self.args["incoming"]), self.args["handover"], answers["why"])
        return Saved(_("Written."))
