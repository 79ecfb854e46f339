"""Forms of cover: leaving the post to a stand-in, and coming back (H10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db import cover, staff
from db.clock import MINUTE
from db.handover_views import CoverView
from db.rules import cover as rules
from db.rules import site as times
from db.rules.plain_text import half_width
from db.rules.staff import SUPERIORS
from db.rules.words import Refused
from db.staff import OfficerView, Signer
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.officer_field import officer_field, pin_of
from screens.text import clock
from screens.words import N_, _

REASONS = (
    Option("1", "rest", N_("short rest (leave stands)")),
    Option("2", "meal", N_("meal")),
    Option("3", "scene", N_("at the scene")),
    Option("4", "other", N_("another reason")),
)


def _another(desk: Desk, roles: tuple[str, ...] = ()) -> Callable[[OfficerView], bool]:
    """Officers with these roles, never oneself."""
    return lambda one: one.id != desk.who.officer_id and (not roles or one.role in roles)


def _minutes(typed: str) -> int:
    text = half_width(typed).strip()
    if not text.isdecimal() or not 1 <= int(text) <= rules.LONGEST:
        raise Refused(N_("A break is 1 to {n} minutes: who is away longer hands over."), n=rules.LONGEST)
    return int(text)


class LeavePost(Form):
    """Leave the post to a stand-in, who takes it with their PIN (H10). `args`: post."""

    title = N_("Leave the post")

    def heading(self, desk: Desk) -> str:
        """Which post."""
        return f"{_(self.title)}  {desk.post.name}"

    def lines(self, _desk: Desk, _answers: Answers) -> list[str]:
        """What a stand-in may not do."""
        return [f"  {_('a stand-in cannot hand over, nor issue entrusted keys')}"]

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """Reason, whose leave where it does not stand, stand-in, the stand-in's PIN; Tab: left earlier."""
        asked = [Field("reason", N_("why"), "choice", options=REASONS)]
        reason = answers.get("reason", "rest")
        if reason == "other":
            asked.append(Field("words", N_("reason")))
        if reason != "rest":
            asked.append(Field("minutes", N_("minutes"), default=30, hint=N_("Enter: 30"), check=_minutes))
            if desk.who.role not in ("supervisor", "manager"):
                asked.append(officer_field("approver", N_("leave given by"), _another(desk, SUPERIORS)))
        name = staff.officer(answers["stand_in"]).name if "stand_in" in answers else ""
        return (
            *asked,
            officer_field("stand_in", N_("stand-in"), _another(desk), before_pin=True),
            pin_of(name),
            Field("left", N_("left at"), required=False, extra=True, hint=N_("a time, as 0930"), check=_past(desk)),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Leave; the stand-in acts from now, in their own name."""
        signer = staff.unlock(answers["stand_in"], answers["pin"], cover.begin.of(self.args["post"]))
        minutes = answers.get("minutes") or desk.site.settings["break_minutes"]
        number = cover.begin(
            desk.who, self.args["post"], signer, answers["reason"], minutes=minutes, words=answers.get("words", ""),
            approver_id=answers.get("approver"), out_at=answers.get("left") or None,
        )  # fmt: skip
        let_act(desk, signer)
        standing = cover.view(number)
        return Saved(
            _("{stand_in} stands in for {officer} until {time}.").format(
                stand_in=standing.stand_in, officer=standing.officer, time=clock(standing.due_at, desk.zone)
            )
        )


def _past(desk: Desk) -> Callable[[str], int]:
    return lambda typed: times.parse_time(typed, desk.now(), desk.zone)


def let_act(desk: Desk, signer: Signer) -> None:
    """Let whoever has just proved the PIN act here, signed on or not."""
    here = next((one for one in desk.officers if one.officer_id == signer.officer_id), None)
    if here is None:
        desk.sign_on(staff.session_of(signer))
    else:
        desk.act_as(here)


class ComeBack(Form):
    """The officer is back, with their PIN; the stand-in is free (H10). `args`: cover."""

    title = N_("Back at the post")

    def _view(self) -> CoverView:
        return cover.view(self.args["cover"])

    def heading(self, desk: Desk) -> str:
        """Who stands in for whom, since when, until when."""
        one = self._view()
        told = _("{stand_in} stands in for {officer} since {out}, until {due}").format(
            stand_in=one.stand_in,
            officer=one.officer,
            out=clock(one.out_at, desk.zone),
            due=clock(one.due_at, desk.zone),
        )
        return f"{_(self.title)}  {told}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Six digits of the officer who has the post."""
        return (pin_of(self._view().officer),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """End it; the officer acts again."""
        one = self._view()
        signer = staff.unlock(one.officer_id, answers["pin"], cover.back.of(one.id))
        here = next((session for session in desk.officers if session.officer_id == one.officer_id), None)
        session = here or staff.session_of(signer)
        cover.back(session, one.id, signer)
        desk.sign_on(session)
        minutes = (desk.now() - one.out_at) // MINUTE
        return Saved(_("{officer} is back after {n} min.").format(officer=one.officer, n=minutes))
