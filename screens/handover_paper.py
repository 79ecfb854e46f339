"""The form for a handover that two officers signed on an emergency sheet while the station was down (H23)."""

from __future__ import annotations

from collections.abc import Sequence

from db import handover, papers, staff
from db.rules import site as times
from screens.countersign import CountersignHandover
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Saved
from screens.officer_field import officer_field, pin_of
from screens.text import day_clock
from screens.words import N_, _


class OnPaper(Form):
    """`P`: sheet, who took over, when; then the PIN of whoever records it. `args`: post."""

    title = N_("Handed over on paper")

    def lines(self, desk: Desk, _answers: Answers) -> list[str]:
        """What is signed here, and what is not."""
        hours = desk.site.settings["countersign_hours"]
        told = _("You sign that it was so; a supervisor countersigns within {n} h.").format(n=hours)
        return [f"  {told}"]

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Four questions."""
        time = Field("time", N_("taken over at"), check=lambda typed: times.parse_time(typed, desk.now(), desk.zone))
        return (
            Field("sheet", N_("number of the sheet"), check=lambda typed: papers.sheet_numbered(typed).label),
            officer_field("incoming", N_("who took over"), instant=staff.is_number),
            time,
            pin_of(desk.who.name),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it; a superior who is here countersigns at once."""
        act = handover.take_from_paper.of(self.args["post"])
        signer = staff.unlock(desk.who.officer_id, answers["pin"], act)
        incoming = answers["incoming"]
        number = handover.take_from_paper(
            desk.who, self.args["post"], signer, answers["sheet"], incoming, answers["time"]
        )
        for session in desk.officers:
            if session.officer_id == incoming:
                desk.act_as(session)
        said = _("{name} has the post {post} since {time}, as sheet {sheet} says; a supervisor countersigns.").format(
            name=staff.officer(incoming).name, post=desk.post.name, sheet=answers["sheet"],
            time=day_clock(answers["time"], desk.zone, desk.now()),
        )  # fmt: skip
        return Saved(said, follow=CountersignHandover(handover=number))
