"""Forms of the staff book: enrolling, roles, one-time codes, the own PIN, the end of a service."""

from __future__ import annotations

from collections.abc import Sequence

from db import roster, staff
from db.rules import staff as rules
from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.words import N_, _, ngettext

ROLES = (
    Option("1", "officer", rules.ROLE_NAMES["officer"]),
    Option("2", "leader", rules.ROLE_NAMES["leader"]),
    Option("3", "supervisor", rules.ROLE_NAMES["supervisor"]),
    Option("4", "maintenance", rules.ROLE_NAMES["maintenance"]),
    Option("5", "manager", rules.ROLE_NAMES["manager"]),
)


def _new_pin(staff_no: str) -> tuple[Field, Field]:
    """A new PIN, typed twice; one that is too easy is refused at once."""
    first = Field("new", N_("new PIN"), "pin", width=6, check=lambda text: rules.check_pin(text, staff_no))
    return first, Field("again", N_("the same PIN again"), "pin", width=6)


class ChoosePin(Form):
    """After a one-time code: the own PIN. What proves the code is kept in memory alone, never with the form's words."""

    title = N_("Choose your PIN")
    #: Staff number and one-time code.
    proof = ("", "")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The PIN, twice."""
        return _new_pin(self.proof[0])

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Choose it and be signed on."""
        if not self.proof[0]:
            raise Refused(N_("Type your staff number and the one-time code once more."))
        desk.sign_on(staff.choose_pin(*self.proof, answers["new"], answers["again"]))
        desk.locked = False
        return Saved(_("Your PIN is set. Signed on: {name}.").format(name=desk.who.name))


def choosing(staff_no: str, code: str) -> Saved:
    """What follows a right one-time code."""
    form = ChoosePin()
    form.proof = (staff_no, code)
    return Saved(_("The code is right. Now choose a PIN of six digits that only you know."), follow=form)


class OwnPin(Form):
    """A new PIN for oneself: the old one first."""

    title = N_("Your PIN")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The old PIN, then the new one twice."""
        return Field("pin", N_("old PIN"), "pin", width=6), *_new_pin(desk.who.staff_no)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Change it."""
        staff.change_pin(desk.who, answers["pin"], answers["new"], answers["again"])
        return Saved(_("Your PIN is changed."))


class NewOfficer(Form):
    """A new officer; the one-time code comes next."""

    title = N_("New officer")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Number, name, role; the phone by Tab."""
        return (
            Field("staff_no", N_("staff number"), check=staff.free_number),
            Field("name", N_("name")),
            Field("role", N_("role"), "choice", options=ROLES),
            Field("phone", N_("phone"), required=False, extra=True),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Enrol, and give the first code."""
        made = staff.enrol(desk.who, answers["staff_no"], answers["name"], answers["role"], answers.get("phone") or "")
        return _code(desk, made.id, made.name)


def _code(desk: Desk, officer_id: int, name: str) -> Saved:
    said = _("One-time code of {name}: {code}  Valid 24 hours, once; tell it to nobody else.")
    return Saved(said.format(name=name, code=staff.give_code(desk.who, officer_id)))


class OfOfficer(Form):
    """A form about one officer: `officer`, `name`, `number`."""

    def heading(self, _desk: Desk) -> str:
        """What, and to whom."""
        return f"{_(self.title)}  {self.args['number']} {self.args['name']}"


class GiveCode(OfOfficer):
    """A one-time code for an officer; the old PIN ends."""

    title = N_("One-time code")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Sure, because the old PIN ends."""
        sure = (Option("y", True, N_("give a code; the old PIN ends now")),)
        return (Field("sure", N_("sure"), "choice", options=sure),)

    def save(self, desk: Desk, _answers: Answers) -> Saved:
        """Give it, told once."""
        return _code(desk, self.args["officer"], self.args["name"])


class ChangeRole(OfOfficer):
    """Another role."""

    title = N_("Role")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Which."""
        return (Field("role", N_("role"), "choice", options=ROLES),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Change it."""
        changed = staff.change_role(desk.who, self.args["officer"], answers["role"])
        role = _(rules.ROLE_NAMES[changed.role])
        return Saved(_("{name} is {role} now.").format(name=changed.name, role=role))


class EndService(OfOfficer):
    """The end of a service: the number stays the officer's for ever."""

    title = N_("End of service")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Sure, because it is not taken back."""
        sure = (Option("y", True, N_("end the service; the number is never given again")),)
        return (Field("sure", N_("sure"), "choice", options=sure),)

    def save(self, desk: Desk, _answers: Answers) -> Saved:
        """End it, and say what the roster lacks now."""
        rostered = roster.to_come(self.args["officer"])
        gone = staff.end_service(desk.who, self.args["officer"])
        ended = _("{name} does not serve here any more.").format(name=gone.name)
        lacking = ngettext("{n} shift of the roster stands open.", "{n} shifts of the roster stand open.", rostered)
        return Saved(f"{ended} {lacking.format(n=rostered)}" if rostered else ended)
