"""Forms of the routine schedule: a routine, its end, and that it was done."""

from __future__ import annotations

from collections.abc import Sequence

from db import routines
from db.rules import routines as rules
from db.rules import site as times
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.words import N_, _

EVERY = {"daily": N_("daily"), "weekly": N_("weekly"), "monthly": N_("monthly")}
WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


class RoutineLine(Form):
    """What is due, how often, and when. `args`: what stands there."""

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """The post of a new one, the text, how often, the day, the time; Enter keeps what stands."""
        text, clock = self.args.get("text", ""), self.args.get("clock", "")
        how = tuple(Option(str(n), every, label) for n, (every, label) in enumerate(EVERY.items(), 1))
        asked = [
            Field("text", N_("what is done"), required=not text, default=text, hint=text),
            Field("every", N_("how often"), "choice", options=how, default=self.args.get("every", "")),
        ]
        asked += self._day(answers.get("every", ""))
        hint = clock or N_("a time of the day, as 0700")
        asked.append(Field("minute", N_("time"), required=not clock, default=clock, hint=hint, check=times.minute_of))
        return asked

    def _day(self, every: str) -> list[Field]:
        stands = self.args.get("day", 0) if every == self.args.get("every") else 0
        if every == "weekly":
            days = tuple(Option(str(n), n, label) for n, label in enumerate(WEEKDAYS, 1))
            return [Field("day", N_("day of the week"), "choice", options=days, default=stands or "")]
        if every == "monthly":
            hint = str(stands) if stands else N_("1 to 31; 31 is the last day")
            return [Field("day", N_("day of the month"), default=stands or "", hint=hint, check=rules.day_of_month)]
        return []

    @staticmethod
    def _said(answers: Answers) -> tuple[str, str, int, int]:
        minute = answers["minute"]
        minute = minute if isinstance(minute, int) else times.minute_of(minute)
        return answers["text"], answers["every"], answers.get("day") or 0, minute


class NewRoutine(RoutineLine):
    """A routine of a post. `args`: post."""

    title = N_("New routine")

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """Its post first."""
        posts = tuple(Option(str(n), post.id, post.name) for n, post in enumerate(desk.site.posts[:9], 1))
        return (Field("post", N_("post"), "choice", options=posts), *super().fields(desk, answers))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put it on the schedule."""
        routines.add(desk.who, answers["post"], *self._said(answers))
        return Saved(_("On the schedule from now."))


class ChangeRoutine(RoutineLine):
    """Another text or time. `args`: routine, text, every, day, clock."""

    title = N_("Routine")

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Let it be another from now."""
        routines.change(desk.who, self.args["routine"], *self._said(answers))
        return Saved(_("Changed from now; what was due before stays known."))


class EndRoutine(Form):
    """A routine is taken off the schedule. `args`: routine, text."""

    title = N_("End the routine")

    def heading(self, _desk: Desk) -> str:
        """Which one."""
        return f"{_(self.title)}  {self.args['text']}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Why."""
        return (Field("why", N_("reason")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """End it."""
        routines.end(desk.who, self.args["routine"], answers["why"])
        return Saved(_("Off the schedule."))


class DoRoutine(Form):
    """A routine was done. `args`: routine, text."""

    title = N_("Routine done")

    def heading(self, _desk: Desk) -> str:
        """Which one."""
        return f"{_(self.title)}  {self.args['text']}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """A note, or Enter."""
        return (Field("note", N_("note, or Enter"), required=False),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        missed = routines.done(desk.who, self.args["routine"], answers["note"])
        return Saved(_("Done; missed before it: {n}.").format(n=missed) if missed else _("Done."))
