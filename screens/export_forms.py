"""The form that takes a register out into a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.exports import REGISTERS
from db.rules.inbox import parse_day
from screens.desk import Desk
from screens.exports import Wanted, folder, take_out
from screens.forms import Answers, Field, Form, Option, Saved
from screens.papers.tables import FORMATS
from screens.words import N_, _


class Export(Form):
    """`X`: which register, which days, which format. `args`: the register of the screen."""

    title = N_("Export")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Enter takes the screen's own register, all days, csv; only a manager takes people unmasked."""
        registers = tuple(Option(str(n), what, each.label) for n, (what, each) in enumerate(REGISTERS.items(), 1))
        formats = tuple(Option(how[0], how, how) for how in FORMATS)
        masked = (Option("m", False, N_("names and phones masked")), Option("w", True, N_("whole, recorded")))
        return (
            Field("what", N_("register"), "choice", options=registers, default=self.args["what"]),
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
        return Saved(_("{n} rows are in {path}.").format(n=rows, path=file))


def _manager(desk: Desk) -> bool:
    return desk.who.role == "manager"
