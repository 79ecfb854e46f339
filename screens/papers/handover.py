"""The handover record 《交接班记录》: the frozen text, its code, and a line for each signature (P4, H7). Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from db.handover_views import HandoverView
from screens.papers.paper import Paper, Section, Table, signature
from screens.words import N_, _

LINES = {
    "outgoing": N_("Handed over by"),
    "incoming": N_("Taken over by"),
    "refused": N_("Refused by"),
    "custody": N_("Taken into custody by"),
    "alone": N_("Taken alone by"),
    "paper": N_("Recorded from paper by"),
    "double": N_("Goes on in a double shift"),
    "countersigned": N_("Countersigned by"),
}
_NUMBERED = re.compile(r"(\d+)\. (.*)", re.DOTALL)
Clock = Callable[[int], str]


def paper(view: HandoverView, text: str, site: str, clock: Clock) -> Paper:
    """The record as it was frozen, or as it would be now; what nobody signed has empty lines, and says so."""
    signed = {signature.role: f"{signature.officer}  {clock(signature.at)}" for signature in view.signatures}
    roles = [*(list(signed) or ["outgoing", "incoming"]), *(["countersigned"] if view.owes else [])]
    return Paper(
        "handover", f"handover:{view.id}:{view.version}", _("Handover record"), view.label, site, view.shift_date,
        sections=(*(_section(block) for block in text.rstrip().split("\n\n")), *_added(view, clock)),
        signatures=tuple(signature(_(LINES[role]), signed.get(role, "")) for role in roles),
        code=view.code, note=_sealed(view),
    )  # fmt: skip


def _sealed(view: HandoverView) -> str:
    """The code that the anchor keeps of an accepted record, or that this is none yet."""
    if view.head_code:
        return _("Record code {code}").format(code=view.head_code)
    return "" if view.code else _("Draft: nobody has signed this text.")


def _added(view: HandoverView, clock: Clock) -> tuple[Section, ...]:
    """What was added after acceptance: beside the text, under its code, never inside it (H17)."""
    lines = tuple(f"{one.number}  {clock(one.at)} {one.officer}: {one.said}" for one in view.addenda)
    return (Section(_("Addenda under the code {code}").format(code=view.code), lines),) if lines else ()


def _section(block: str) -> Section:
    """A block of the frozen text: a title over numbered lines is a table, everything else stands as it was."""
    title, *lines = block.split("\n")
    rows = _rows(lines)
    return Section(title, table=Table((("", 1), ("", 16)), rows)) if rows else Section("", tuple(block.split("\n")))


def _rows(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """Numbered lines as rows; a line indented under one (the answer to a question) belongs to it."""
    rows: list[tuple[str, str]] = []
    for line in lines:
        match = _NUMBERED.match(line)
        if match is not None:
            rows.append((match[1], match[2]))
        elif rows and line.startswith("   "):
            rows[-1] = (rows[-1][0], f"{rows[-1][1]}\n{line.strip()}")
        else:
            return ()
    return tuple(rows)
