"""Forms of the duty log: a line, an erratum, the end of a matter, a filter, a jump."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from db import duty_log, staff
from db.duty_log import EntryView, LogFilter
from db.rules import duty_log as rules
from db.rules import site as times
from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Answers, Candidate, Field, Form, Option, Saved
from screens.log_text import KINDS, counted
from screens.phrases import Phrases, leading_unit, whereabouts
from screens.text import clock, day_clock
from screens.words import N_, _, ngettext

REASONS = (
    Option("1", "slip", rules.REASONS["slip"]),
    Option("2", "unit", rules.REASONS["unit"]),
    Option("3", "time", rules.REASONS["time"]),
    Option("4", "other", N_("another reason")),
)
WRITTEN = tuple(
    Option(str(n), kind, KINDS[kind])
    for n, kind in enumerate(("note", "call", "letter", "visit", "patrol", "key", "cover", "emergency"), 1)
)


_HINT = N_("Tab: time, place, kind   a leading * is followed until closed")
_extra = partial(Field, extra=True, required=False)


def _past_time(desk: Desk) -> Callable[[str], int]:
    return lambda typed: times.parse_time(typed, desk.now(), desk.zone)


@dataclass(frozen=True, slots=True)
class Written:
    """A line that was just written: the log puts the cursor on it."""

    line: EntryView


class LogLine(Form):
    """`;`: one line of the log; the time is that of the key that opened it. `args`: post, and the line it `follows`."""

    title = N_("Log line")

    def heading(self, desk: Desk) -> str:
        """The time that was taken, and what the line continues."""
        at = clock(self.began_at or desk.now(), desk.zone)
        follows = self.args.get("about", "")
        return f"{_('Follow-up') if follows else _(self.title)} {at}  {follows}".rstrip()

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The text; time, place and kind with Tab."""
        phrases = Phrases(desk)
        return (
            Field("text", N_("text"), candidates=phrases.sentences, slots=phrases.slots, hint=_HINT),
            _extra("time", N_("happened at"), check=_past_time(desk), hint=N_("a time, as 2240")),
            _extra("where", N_("unit or place"), candidates=phrases.places, check=whereabouts),
            Field("kind", N_("kind"), "choice", options=WRITTEN, default="note", extra=True),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it."""
        text, abnormal = rules.split_mark(answers["text"])
        said, text = leading_unit(text)
        unit, place = answers.get("where") or (said, "")
        line = duty_log.write(
            desk.who, self.args["post"], text, kind=answers.get("kind") or "note", unit=unit, place=place,
            event_at=answers.get("time") or self.began_at, abnormal=abnormal, follows=self.args.get("follows"),
        )  # fmt: skip
        at = day_clock(line.event_at, desk.zone, desk.now())
        return Saved(_("Saved as line {number}, {time}.").format(number=line.number, time=at), shown=Written(line))


class CorrectLine(Form):
    """`e`: the line as it should read, then one digit for the reason (L2). `args`: entry, number."""

    title = N_("Erratum")

    def heading(self, _desk: Desk) -> str:
        """Which line."""
        return f"{_(self.title)}  #{self.args['number']}"

    def fields(self, _desk: Desk, answers: Answers) -> Sequence[Field]:
        """Text, reason; a fourth reason is said in words."""
        text = Field("text", N_("text"), hint=N_("the old text stays readable"))
        reason = Field("reason", N_("reason"), "choice", options=REASONS)
        said = Field("said", N_("which reason"))
        return (text, reason, said) if answers.get("reason") == "other" else (text, reason)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put the erratum over the line."""
        reason = answers["said"] if answers["reason"] == "other" else answers["reason"]
        line = duty_log.correct(desk.who, self.args["entry"], answers["text"], reason)
        return Saved(_("Line {number} is corrected; the old text stays readable.").format(number=line.number))


class CloseMatter(Form):
    """`*` on an open matter: how it ended (L1). `args`: entry, number, about."""

    title = N_("Close the matter")

    def heading(self, _desk: Desk) -> str:
        """Which matter."""
        return f"{_(self.title)}  #{self.args['number']} {self.args['about']}"

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        phrases = Phrases(desk)
        return (Field("text", N_("how it ended"), candidates=phrases.sentences, slots=phrases.slots),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Close it with a line that says so."""
        line = duty_log.close_matter(desk.who, self.args["entry"], answers["text"])
        return Saved(_("The matter of line {number} is closed.").format(number=line.number))


class FilterLog(Form):
    """`/`: which lines to show; Enter three times shows all of this post again."""

    title = N_("Find")
    parks = False
    SHOWN = (
        Option("p", "post", N_("this post")),
        Option("a", "all", N_("all posts")),
        Option("o", "open", N_("open matters")),
        Option("u", "unreviewed", N_("not reviewed")),
    )

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Words, then one key; kind, officer and date with Tab."""
        kinds = tuple(Option(chr(ord("a") + n), kind, label) for n, (kind, label) in enumerate(KINDS.items()))
        return (
            Field("text", N_("words"), required=False, hint=N_("Tab: kind, officer")),
            Field("show", N_("show"), "choice", options=self.SHOWN, default="post"),
            Field("kind", N_("kind"), "choice", options=kinds, extra=True),
            _extra("officer", N_("officer"), candidates=_officers, check=_officer),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Show what fits."""
        show = answers["show"]
        where = LogFilter(
            None if show == "all" else desk.post.id, answers["text"], kind=answers.get("kind") or "",
            author_id=answers.get("officer") or None, only_open=show == "open", unreviewed=show == "unreviewed",
        )  # fmt: skip
        found = duty_log.count(where)
        return Saved(ngettext("{n} line.", "{n} lines.", found.n).format(n=counted(found)), shown=where)


def _officers(text: str) -> Sequence[Candidate]:
    return [Candidate(found.name, found.id) for found in staff.find(text)] if text else ()


def _officer(text: str) -> int:
    found = staff.find(text)
    if not found:
        raise Refused(N_("No officer is called {name}."), name=text)
    return found[0].id


class JumpToDate(Form):
    """`t`: the lines of a date; times are accepted too."""

    title = N_("Go to a date")
    parks = False

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One text."""
        return (Field("date", N_("date"), check=lambda typed: _moment(typed, desk), hint=N_("02-06, or 02-06 2240")),)

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Begin the list there."""
        return Saved("", shown=answers["date"])


def _moment(typed: str, desk: Desk) -> int:
    """The end of a day where only the day is typed: the newest line stands on top."""
    text = typed.strip()
    bare = "-" in text and " " not in text
    return times.parse_time(f"{text} 2359" if bare else text, desk.now(), desk.zone)


class LineByNumber(Form):
    """Digits: the line with this number."""

    title = N_("Line number")
    parks = False

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """One number."""
        return (Field("number", N_("number")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Begin the list there."""
        line = duty_log.numbered(desk.post.id, answers["number"])
        return Saved("", shown=line)
