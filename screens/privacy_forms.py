"""The form with which a manager forgets a person of the public (L10)."""

from __future__ import annotations

from collections.abc import Sequence

from db import privacy, staff
from db.rules.words import Refused
from screens import drafts
from screens.desk import Desk
from screens.forms import Answers, Candidate, Field, Form, Saved
from screens.text import masked, masked_name
from screens.words import N_, _, ngettext


class ForgetPerson(Form):
    """A person of the public asks to be forgotten (L10)."""

    title = N_("Forget a person")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Who, why, and the manager's PIN."""

        def offered(text: str) -> list[Candidate]:
            return [Candidate(_person(found), found.id) for found in privacy.find(desk.who, text)]

        def known(text: str) -> int:
            found = privacy.find(desk.who, text)
            if len(found) != 1:
                raise Refused(N_("{text} is not one person: choose by digit, or type the whole name."), text=text)
            return found[0].id or 0

        return (
            Field("who", N_("name, phone or unit"), candidates=offered, check=known),
            Field("reason", N_("reason")),
            Field("pin", "PIN", "pin", width=6),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Erase, under the manager's own PIN."""
        signer = staff.unlock(desk.who.officer_id, answers["pin"], privacy.forget.of(answers["who"]))
        gone = privacy.forget(desk.who, answers["who"], answers["reason"], signer)
        privacy.sweep()
        told = ngettext(
            "Forgotten: {n} row holds this person no more.", "Forgotten: {n} rows hold this person no more.", gone.rows
        ).format(n=gone.rows)
        try:
            drafts.forget(desk.site.uuid, gone.words)
        except OSError as fault:
            told += " " + _("Drafts may still name them: {reason}.").format(reason=fault.strerror)
        return Saved(told)


def _person(found: privacy.Person) -> str:
    return " ".join(part for part in (masked_name(found.name), masked(found.phone), found.known) if part)
