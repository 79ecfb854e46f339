"""Forms of the emergency cards: beginning one with `!`, a key, a line, how it ended, the analysis afterwards (L6)."""

from __future__ import annotations

from collections.abc import Sequence

from db import emergency, emergency_cards, staff
from db.emergency import EmergencyView
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.key_people import person_typed
from screens.key_words import Picked, people
from screens.phrases import Phrases, whereabouts
from screens.text import clock
from screens.words import N_, _


def _cards() -> tuple[Option, ...]:
    return tuple(Option(str(n), card.kind, card.name) for n, card in enumerate(emergency_cards.cards(), 1))


class BeginEmergency(Form):
    """`!`: the digit of the card, then where; the time is that of the first key. `args`: post."""

    title = N_("Emergency")

    def heading(self, desk: Desk) -> str:
        """The time that was taken."""
        return f"{_(self.title)} {clock(self.began_at or desk.now(), desk.zone)}"

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Card, then unit or place."""
        return (
            Field("card", N_("card"), "choice", options=_cards()),
            Field("where", N_("unit or place"), check=whereabouts, candidates=Phrases(desk).places,
                  hint=N_("6.2.1101, or a place in words")),
        )  # fmt: skip

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Begin it and go to its card."""
        view = self.begin(desk, answers)
        return Saved(_begun(view), goto=("emergency", view.id))

    def begin(self, desk: Desk, answers: Answers) -> EmergencyView:
        """One door: line, ticket and card."""
        unit, place = answers["where"]
        return emergency.begin(
            desk.who, self.args["post"], answers["card"], unit=unit, place=place, event_at=self.began_at
        )


def _begun(view: EmergencyView) -> str:
    ticket = f"{view.ticket}  " if view.ticket else ""
    return _("{label} {name}: {ticket}line {number}.").format(
        label=view.label, name=view.name, ticket=ticket, number=view.entry_number
    )


class BeginLocked(BeginEmergency):
    """The same on the locked screen: the PIN comes at the end, and nothing but the receipt is shown."""

    title = N_("Emergency (locked)")

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """Card, place, PIN; no place is offered, because offers would show what the lock hides."""
        card, _where = super().fields(desk, answers)
        where = Field("where", N_("unit or place"), check=whereabouts)
        return card, where, Field("pin", "PIN", "pin", width=6)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Prove the PIN, begin it; the lock stays."""
        staff.unlock(desk.who.officer_id, answers["pin"])
        return Saved(_begun(self.begin(desk, answers)))


class AboutEmergency(Form):
    """A form about one incident. `args`: emergency, about."""

    def heading(self, _desk: Desk) -> str:
        """Which one."""
        return f"{_(self.title)}  {self.args['about']}"


class EmergencyKey(AboutEmergency):
    """`k`: scan a key; it goes to the guard on duty at once, Tab names somebody else."""

    title = N_("Key at once")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The tag; who takes it with Tab."""
        who = Field("who", N_("borrower"), required=False, extra=True, candidates=people, check=person_typed)
        return Field("tag", N_("scan or tag"), hint=N_("to the guard on duty; Tab: somebody else"), scanned=True), who

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Issue it as an emergency (K6)."""
        said = answers.get("who") or None
        who = said.who if isinstance(said, Picked) else said
        view = emergency.issue_key(desk.who, self.args["emergency"], answers["tag"], who)
        key = view.keys[-1]
        owed = _("second signature owed") if key.signature_owed else ""
        return Saved(_("Key {tag} is with {who}. {owed}").format(tag=key.tag, who=key.holder, owed=owed).rstrip())


class EmergencyNote(AboutEmergency):
    """`+`: a line that follows the incident's."""

    title = N_("Follow-up")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        phrases = Phrases(desk)
        return (Field("text", N_("text"), candidates=phrases.sentences, slots=phrases.slots),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        line = emergency.note(desk.who, self.args["emergency"], answers["text"])
        return Saved(_("Saved as line {number}.").format(number=line.number))


class CloseEmergency(AboutEmergency):
    """`c`: how it ended; the officer and the time are those of the closing."""

    title = N_("Close the card")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        phrases = Phrases(desk)
        return (Field("ended", N_("how it ended"), candidates=phrases.sentences, slots=phrases.slots),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Close it with its line of the log."""
        view = emergency.close(desk.who, self.args["emergency"], answers["ended"])
        analysis = _("; the fault analysis is owed") if view.analysis_owed else ""
        return Saved(_("{label} is closed{analysis}.").format(label=view.label, analysis=analysis))


class AnalyseEmergency(AboutEmergency):
    """`f`: the fault analysis: cause, what was wrong, what is done so that it does not happen again."""

    title = N_("Fault analysis")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        hint = N_("cause, what went well or badly, what is done about it")
        return (Field("text", N_("analysis"), candidates=Phrases(desk).sentences, hint=hint),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        view = emergency.analyse(desk.who, self.args["emergency"], answers["text"])
        return Saved(_("{label} has its fault analysis.").format(label=view.label))
