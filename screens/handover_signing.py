"""Forms of the handover that end with a PIN: two signatures, a refusal, custody."""

from __future__ import annotations

from collections.abc import Sequence

from db import anchor, handover, staff
from db.rules import relief
from db.rules.templates import word
from screens.countersign import CountersignHandover
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.handover_summary import heading, summary
from screens.officer_field import pin_of
from screens.text import whole
from screens.words import N_, _, tell

#: H21, in the order of their digits.
REASONS = (
    Option("1", "unclear", N_("unclear account")),
    Option("2", "unfinished", N_("unfinished work")),
    Option("3", "count", N_("count differs")),
    Option("4", "fault", N_("fault affecting owners")),
    Option("5", "unfit", N_("unfit")),
    Option("6", "few", N_("too few people")),
    Option("7", "other", N_("another reason")),
)


#: Why a post is taken without a handover (H12), and why an officer goes on (H1).
ABSENT = (
    Option("1", "absent", N_("relief has not come")),
    Option("2", "ill", N_("the officer on duty is ill")),
    Option("3", "gone", N_("the officer on duty is gone")),
    Option("4", "other", N_("another reason")),
)
GOES_ON = (
    Option("1", "absent", N_("relief has not come")),
    Option("2", "leave", N_("relief is on leave")),
    Option("3", "few", N_("too few people")),
    Option("4", "other", N_("another reason")),
)


def _sealed(handover_id: int) -> str:
    """The code that the anchor keeps, or that it could not be kept there."""
    if trouble := anchor.trouble():
        return _("NOT in the anchor: {reason}.").format(reason=tell(trouble))
    return _("Record code {code}").format(code=handover.view(handover_id).head_code)


class SignOut(Form):
    """The outgoing signs; the incoming follows. `args`: handover."""

    title = N_("This is true; I hand over")
    #: The code of the text that was shown.
    shown = ""

    def heading(self, desk: Desk) -> str:
        """The meaning of the signature and its time."""
        view = handover.view(self.args["handover"])
        return heading(view.outgoing, _(self.title), desk.now(), desk.zone)

    def lines(self, desk: Desk, _answers: Answers) -> list[str]:
        """What is signed; another text than the one that stood here is not."""
        _text, self.shown = handover.preview(self.args["handover"])
        return summary(handover.view(self.args["handover"]), self.shown, desk.zone)

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Six digits of the outgoing."""
        return (pin_of(handover.view(self.args["handover"]).outgoing),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Sign; the next form is the incoming's."""
        number = self.args["handover"]
        view = handover.view(number)
        whole()
        signer = staff.unlock(view.outgoing_id, answers["pin"], handover.sign_out.of(number))
        handover.sign_out(desk.who, number, signer, self.shown)
        said = _("{name} has signed; now {other}.").format(name=view.outgoing, other=view.incoming)
        return Saved(said, follow=SignIn(handover=number))


class SignIn(Form):
    """The incoming signs the same text and has the post. `args`: handover."""

    title = N_("I have read the log, have no question open, and take over")

    def heading(self, desk: Desk) -> str:
        """The meaning of the signature and its time."""
        view = handover.view(self.args["handover"])
        return heading(view.incoming, _(self.title), desk.now(), desk.zone)

    def lines(self, desk: Desk, _answers: Answers) -> list[str]:
        """What is signed: the same code as under the first signature, and who put that."""
        view = handover.view(self.args["handover"])
        return summary(view, view.code, desk.zone)

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Six digits of the incoming."""
        return (pin_of(handover.view(self.args["handover"]).incoming),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Sign; the desk is the incoming's from now."""
        view = handover.view(self.args["handover"])
        assert view.incoming_id is not None
        whole()
        handover.sign_in(
            desk.who, view.id, staff.unlock(view.incoming_id, answers["pin"], handover.sign_in.of(view.id))
        )
        for session in desk.officers:
            if session.officer_id == view.incoming_id:
                desk.act_as(session)
        said = _("{name} has the post {post}; {other} is relieved.").format(
            name=view.incoming, post=view.post, other=view.outgoing
        )
        return Saved(f"{said} {_sealed(view.id)}")


class RefuseHandover(Form):
    """The incoming does not take over: an open question or a reason, then the PIN. `args`: handover."""

    title = N_("Not taken over")

    def fields(self, _desk: Desk, answers: Answers) -> Sequence[Field]:
        """Digits are reasons, letters are the questions that are open."""
        view = handover.view(self.args["handover"])
        still_open = [question for question in view.questions if not question.answer]
        named = tuple(Option(chr(97 + n), question.id, question.text) for n, question in enumerate(still_open[:9]))
        why = Field("reason", N_("why"), "choice", options=(*named, *REASONS))
        return (why, Field("text", N_("text"), required=answers.get("reason") == "other"), pin_of(view.incoming))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Refuse; the outgoing stays on duty."""
        view = handover.view(self.args["handover"])
        assert view.incoming_id is not None
        reason = answers["reason"]
        named = {"question_id": reason} if isinstance(reason, int) else {"reason": reason}
        signer = staff.unlock(view.incoming_id, answers["pin"], handover.refuse.of(view.id))
        handover.refuse(desk.who, view.id, signer, text=answers["text"], **named)
        return Saved(_("Not taken over: {name} stays on duty, the supervisor is told.").format(name=view.outgoing))


class Custody(Form):
    """The post is taken without a handover, because relief or the officer is absent. `args`: post."""

    title = N_("Take the post without a handover")

    def lines(self, desk: Desk, _answers: Answers) -> list[str]:
        """What it means: a supervisor's custody stands by itself, anybody else's is countersigned."""
        if desk.who.role in relief.CUSTODIANS:
            return []
        hours = desk.site.settings["countersign_hours"]
        return ["  " + _("No supervisor is here: one countersigns within {n} h.").format(n=hours)]

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """One digit for the reason, then the PIN."""
        return (*_why(ABSENT, answers), pin_of(desk.who.name))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Take it, signed; whoever is asked for the countersignature may give it at once."""
        signer = staff.unlock(desk.who.officer_id, answers["pin"], handover.take_custody.of(self.args["post"]))
        number = handover.take_custody(desk.who, self.args["post"], signer, _said(desk, answers))
        desk.act_as(desk.who)
        told = {"name": desk.who.name, "post": desk.post.name}
        if desk.who.role in relief.CUSTODIANS:
            return Saved(f"{_('{name} has the post {post} in custody.').format(**told)} {_sealed(number)}")
        said = _("{name} has the post {post} alone; a supervisor owes the countersignature.").format(**told)
        return Saved(f"{said} {_sealed(number)}", follow=CountersignHandover(handover=number))


class DoubleShift(Form):
    """The same officer goes on (连班): signed alone, countersigned by a superior. `args`: handover."""

    title = N_("This is true; I go on in a double shift")
    #: The code of the text that was shown.
    shown = ""

    def heading(self, desk: Desk) -> str:
        """The meaning of the signature and its time."""
        return heading(desk.who.name, _(self.title), desk.now(), desk.zone)

    def lines(self, desk: Desk, answers: Answers) -> list[str]:
        """What is signed, the reason in it; another text than the one that stood here is not."""
        reason = _said(desk, answers) if answers.keys() >= {field.name for field in _why(GOES_ON, answers)} else ""
        _text, self.shown = handover.preview(self.args["handover"], reason)
        return summary(handover.view(self.args["handover"]), self.shown, desk.zone)

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """One digit for the reason, then the PIN."""
        return (*_why(GOES_ON, answers), pin_of(desk.who.name))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Go on; a superior who is here signs at once."""
        number = self.args["handover"]
        signer = staff.unlock(desk.who.officer_id, answers["pin"], handover.go_on.of(number))
        handover.go_on(desk.who, number, signer, _said(desk, answers), self.shown)
        said = _("{name} goes on; a superior owes the countersignature.").format(name=desk.who.name)
        return Saved(f"{said} {_sealed(number)}", follow=CountersignHandover(handover=number))


def _why(reasons: tuple[Option, ...], answers: Answers) -> Sequence[Field]:
    asked = (Field("why", N_("why"), "choice", options=reasons),)
    return (*asked, Field("text", N_("reason"))) if answers.get("why") == "other" else asked


def _said(desk: Desk, answers: Answers) -> str:
    """The reason in the site's language: the record is data, so it does not follow the reader's."""
    return answers.get("text") or word(f"why.{answers['why']}", desk.site.language)
