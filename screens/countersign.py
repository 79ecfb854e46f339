"""The form with which a superior countersigns what one officer signed alone; the handover and the inbox open it."""

from __future__ import annotations

from collections.abc import Sequence

from db import handover, staff
from db.handover import HandoverView
from db.rules import relief
from db.rules.words import Refused
from db.staff import OfficerView
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Saved
from screens.officer_field import officer_field, pin_of
from screens.text import day_clock
from screens.words import N_, _


def _kind(view: HandoverView) -> str:
    return next((one.role for one in view.signatures if one.role in relief.ALONE), "")


def _may(view: HandoverView, officer_id: int, role: str) -> bool:
    try:
        relief.check_countersign(_kind(view), "", role, officer_id, (view.outgoing_id, view.incoming_id or 0))
    except Refused:
        return False
    return True


class CountersignHandover(Form):
    """A superior signs over the one signature; Esc leaves it owed. `args`: handover."""

    title = N_("I have looked into it and agree")

    def _view(self) -> HandoverView:
        return handover.view(self.args["handover"])

    def heading(self, desk: Desk) -> str:
        """What is signed and its time."""
        view = self._view()
        named = _("{label}, version {n}, code {code}").format(label=view.label, n=view.version, code=view.code)
        return f"{_('Countersign')}: {_(self.title)}  {named}  {day_clock(desk.now(), desk.zone, 0)}"

    def lines(self, desk: Desk, _answers: Answers) -> list[str]:
        """Who signed alone, and why; until when this is owed."""
        view = self._view()
        first = next(one for one in view.signatures if one.role in relief.ALONE)
        until = day_clock(view.countersign_due or 0, desk.zone, desk.now())
        return [
            f"  {first.officer}: {first.meaning}",
            f"  {_('owed until {time}; Esc leaves it owed').format(time=until)}",
        ]

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """The PIN of the superior who acts, or who it is and then the PIN."""
        if _may(self._view(), desk.who.officer_id, desk.who.role):
            return (pin_of(desk.who.name),)
        sentence = N_("{text} is no superior who may countersign this: number or initials.")
        who = officer_field("who", N_("superior"), self._may, sentence, instant=staff.is_number, before_pin=True)
        name = staff.officer(answers["who"]).name if "who" in answers else ""
        return (who, pin_of(name))

    def _may(self, officer: OfficerView) -> bool:
        return _may(self._view(), officer.id, officer.role)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Sign it."""
        act = handover.countersign.of(self.args["handover"])
        signer = staff.unlock(answers.get("who") or desk.who.officer_id, answers["pin"], act)
        handover.countersign(desk.who, self.args["handover"], signer)
        return Saved(_("Countersigned by {name}.").format(name=staff.officer(signer.officer_id).name))
