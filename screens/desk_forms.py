"""Forms of the desk itself: parked forms, commands by name, who acts."""

from __future__ import annotations

from collections.abc import Sequence

from db import faults, staff
from db.initials import initials
from db.rules.words import Refused
from screens import drafts
from screens.desk import Desk, Parked
from screens.forms import Answers, Candidate, Field, Form, Option, Saved
from screens.staff_forms import choosing
from screens.text import TOLD, shortened
from screens.words import N_, _

#: The answer that asks which parked form goes.
_AWAY = "away"


class ParkedForms(Form):
    """`'`: which parked form to take up; `x`, or `"` from anywhere: which one to throw away."""

    title = N_("Parked")
    parks = False

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """One key per parked form."""
        waiting = drafts.kept(drafts.folder(desk.site.uuid, desk.who.officer_id))[:9]
        options = tuple(Option(str(n), parked, _told(parked)) for n, parked in enumerate(waiting, 1))
        which = Field("which", N_("take up"), "choice", options=(*options, Option("x", _AWAY, N_("throw one away"))))
        away = Field("away", N_("throw away"), "choice", options=options)
        if self.args.get("away"):
            return (away,)
        return (which, away) if answers.get("which") == _AWAY else (which,)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Take it up, or forget it for good."""
        if "away" not in answers:
            return Saved("", resume=answers["which"])
        try:
            drafts.drop(drafts.folder(desk.site.uuid, desk.who.officer_id), answers["away"])
        except OSError as fault:
            raise Refused(N_("NOT thrown away: {reason}."), reason=faults.reason(fault)) from fault
        return Saved(_("Thrown away: {title}.").format(title=_told(answers["away"])))


def _told(parked: Parked) -> str:
    """Its title and the first words typed into it: two calls of one minute are told apart."""
    words = [text for text in parked.typed.values() if len(text) > 1 and text not in parked.title]
    return shortened(" ".join((parked.title, *words[:2])), TOLD)


class CommandByName(Form):
    """`:`: find a command by its name or initials."""

    title = N_("Commands")
    parks = False

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text with candidates."""
        return (Field("name", N_("command"), candidates=self._find, check=self._known),)

    def _find(self, text: str) -> Sequence[Candidate]:
        wanted = text.strip().lower()
        found = []
        for name, key, label in self.args["commands"]:
            words = _(label)
            if words.lower().startswith(wanted) or initials(words).startswith(wanted) or label.startswith(wanted):
                found.append(Candidate(f"{words} ({key})", name))
        return found[:9]

    def _known(self, text: str) -> str:
        found = self._find(text)
        if not found:
            raise Refused(N_("No command is called that."))
        return str(found[0].value)

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Do it."""
        return Saved("", command=answers["name"])


class WhoActs(Form):
    """`@`: who of those signed on here acts now; 0 signs another one on."""

    title = N_("Who acts now")
    parks = False

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """One key per officer; a newcomer gives number and PIN."""
        options = [Option(str(n), n - 1, s.name) for n, s in enumerate(desk.officers[:9], 1)]
        which = Field("which", N_("who"), "choice", options=(*options, Option("0", -1, N_("another"))))
        return (which,) if answers.get("which", 0) >= 0 else (which, *sign_on_fields())

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Let that officer act."""
        from db import cover  # as in `Desk.act_as`

        if answers["which"] < 0:
            return _sign_on(desk, answers, _("{name} acts now, at {post}."))
        chosen = desk.officers[answers["which"]]
        if cover.away(chosen.officer_id) is not None:
            raise Refused(
                N_("{officer} is away: b on the duty screen brings them back with their PIN."), officer=chosen.name
            )
        desk.act_as(chosen)
        return Saved(_("{name} acts now, at {post}.").format(name=desk.who.name, post=desk.post.name))


def sign_on_fields() -> tuple[Field, Field]:
    """Staff number or initials, then six digits."""
    who = Field(
        "staff",
        N_("staff number or initials"),
        candidates=_officers,
        instant=staff.is_number,
    )
    return who, Field("pin", "PIN", "pin", width=6)


def _officers(text: str) -> list[Candidate]:
    return [Candidate(f"{found.staff_no} {found.name}", found.staff_no) for found in staff.find(text)] if text else []


def _sign_on(desk: Desk, answers: Answers, sentence: str) -> Saved:
    """Begin a session; a one-time code leads to the choice of a PIN instead."""
    try:
        desk.sign_on(staff.sign_on(answers["staff"], answers["pin"]))
    except staff.MustChoose:
        return choosing(answers["staff"], answers["pin"])
    return Saved(sentence.format(name=desk.who.name, post=desk.post.name))


class SignOn(Form):
    """Sign on: number and PIN, ten keys in all."""

    title = N_("Sign on")

    def heading(self, _desk: Desk) -> str:
        """No title: the screen says it."""
        return ""

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Number and PIN."""
        return sign_on_fields()

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Begin the session."""
        return _sign_on(desk, answers, _("Signed on: {name}."))


class Unlock(Form):
    """The lock: the PIN of the officer who acts, or of another one signed on here."""

    title = N_("Locked")

    def heading(self, desk: Desk) -> str:
        """Whose PIN is asked."""
        return desk.who.name

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Six digits."""
        return (Field("pin", "PIN", "pin", width=6),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Open the lock."""
        try:
            staff.unlock(desk.who.officer_id, answers["pin"])
        except staff.MustChoose:
            return choosing(desk.who.staff_no, answers["pin"])
        desk.last_pin_at, desk.locked = desk.now(), False
        return Saved("")
