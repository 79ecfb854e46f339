"""The form that takes a register out into a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db import exports
from db.initials import initials
from db.rules.inbox import parse_day
from db.rules.plain_text import half_width
from db.rules.words import Refused
from screens.desk import Desk
from screens.exports import Wanted, folder, take_out
from screens.forms import Answers, Candidate, Field, Form, Option, Saved
from screens.papers.tables import FORMATS
from screens.text import columns
from screens.words import N_, _, ngettext

#: Registers beside each other in the list.
_BESIDE = 4


class Export(Form):
    """`X`: which register, which days, which format. `args`: the register of the screen."""

    title = N_("Export")

    def lines(self, desk: Desk, answers: Answers) -> list[str]:
        """Every register with its number, down the columns, until one is chosen."""
        if "what" in answers:
            return []
        named = [f"{n:>2} {_(title)}" for n, title in enumerate(exports.titles(desk.who).values(), 1)]
        rows = -(-len(named) // _BESIDE)
        return [columns(*((each, 19) for each in named[row::rows])).rstrip() for row in range(rows)]

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Enter takes the screen's own register, all days, csv; only a manager takes people unmasked."""
        formats = tuple(Option(how[0], how, how) for how in FORMATS)
        masked = (Option("m", False, N_("names and phones masked")), Option("w", True, N_("whole, recorded")))
        return (
            _which(desk, self.args["what"]),
            Field(
                "first", N_("from"), required=False, check=parse_day, hint=N_("2026-02-06; Enter: from the beginning")
            ),
            Field("last", N_("to"), required=False, check=parse_day, hint=N_("2026-02-06; Enter: until now")),
            Field("how", N_("format"), "choice", options=formats, default="csv"),
            *((Field("reveal", N_("people"), "choice", options=masked, default=False),) if _manager(desk) else ()),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write the file."""
        first, last = (answers[name] if isinstance(answers[name], date) else None for name in ("first", "last"))
        wanted = Wanted(answers["what"], first, last, answers["how"], answers.get("reveal", False))
        file, rows = take_out(desk.who, wanted, folder())
        return Saved(ngettext("{n} row is in {path}.", "{n} rows are in {path}.", rows).format(n=rows, path=file))


def _manager(desk: Desk) -> bool:
    return desk.who.role == "manager"


def _which(desk: Desk, own: str) -> Field:
    """The question for a register: its number, its noun, or the beginning of its title or initials."""
    titles = {noun: _(title) for noun, title in exports.titles(desk.who).items()}
    nouns = list(titles)

    def named(typed: str) -> list[str]:
        wanted = half_width(typed).strip().lower()
        begins = [
            n for n in nouns if any(word.startswith(wanted) for word in (titles[n].lower(), initials(titles[n]), n))
        ]
        return begins if wanted and not wanted.isdigit() else []

    def offered(typed: str) -> list[Candidate]:
        return [Candidate(titles[noun], noun) for noun in named(typed)]

    def chosen(typed: str) -> str:
        number = half_width(typed)
        if number.isdecimal() and 1 <= int(number) <= len(nouns):
            return nouns[int(number) - 1]
        found = named(typed)
        if len(found) != 1:
            raise Refused(N_("{text} is none of the registers: type its number or its first letters."), text=typed)
        return found[0]

    hint = _("number or letters; Enter: {own}").format(own=titles[own])
    return Field("what", N_("register"), default=own, candidates=offered, check=chosen, hint=hint)
