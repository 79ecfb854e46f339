"""What is signed, as it stands on the screen before the PIN is asked (H7). Pure: a view in, lines out."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from db.handover_views import HandoverView
from db.rules import handover as rules
from screens.handover_rows import ROLES, SECTIONS
from screens.text import columns, hidden, local, wrapped
from screens.widgets.checklist import difference
from screens.words import _, ngettext

#: How many lines urgent matters may take where there is room; how many more there are is said.
_URGENT = 4
#: As many lines as leave the PIN its own on a screen of 24.
_MOST = 14
_WIDTH = 78


def heading(who: str, meaning: str, at: int, zone: ZoneInfo) -> str:
    """Who signs, what it means, and when, with the zone."""
    return f"{who}: {meaning}  {local(at, zone):%Y-%m-%d %H:%M %z}"


def summary(view: HandoverView, code: str, zone: ZoneInfo) -> list[str]:
    """The record in a few lines: its code, its shift, its numbers, and what is urgent in it."""
    lines: list[str] = []
    for urgent in range(_URGENT, 0, -1):
        lines = [line for label, words in _parts(view, code, zone, urgent) for line in _lines(label, words)]
        if len(lines) <= _MOST:
            return lines
    more = _("more lines: {n}. Esc, then p shows the whole text").format(n=len(lines) - _MOST + 1)
    return [*lines[: _MOST - 1], f"  {more}"]


def _lines(label: str, words: str) -> list[str]:
    """A label and its words, in as many lines as they need."""
    return [
        f"  {columns((label if number == 0 else '', 10), (part, _WIDTH - 13))}".rstrip()
        for number, part in enumerate(wrapped(words, _WIDTH - 13))
    ]


def _parts(view: HandoverView, code: str, zone: ZoneInfo, urgent: int) -> Iterator[tuple[str, str]]:
    yield _("Record"), _("{label}, version {n}, code {code}").format(label=view.label, n=view.version, code=code)
    for signature in view.signatures:
        who = f"{_(ROLES[signature.role])}  {signature.officer}  {local(signature.at, zone):%m-%d %H:%M}"
        yield _("Signed"), f"{who}  {signature.meaning}"
    until = f"{local(view.began_at, zone):%m-%d %H:%M} - {local(view.due_end, zone):%m-%d %H:%M}"
    yield _("Shift"), f"{view.post}  {view.shift_date} {view.shift}  {until}"
    yield _("Content"), _content(view)
    yield from _checked(view)
    yield from _urgent(view, urgent)
    answered = sum(bool(question.answer) for question in view.questions)
    questions = _("{n} asked, {answered} answered").format(n=len(view.questions), answered=answered)
    yield _("Questions"), questions if view.questions else _("none")
    yield _("Talked"), _("face to face") if view.talked == rules.FACE_TO_FACE else view.talked or "-"


def _content(view: HandoverView) -> str:
    """Lines of the log, and how many matters each section has."""
    log = _("log {n}, abnormal {abnormal}").format(n=view.log.lines, abnormal=view.log.abnormal)
    return "  ".join([log, *(f"{_(title)} {len(view.section(name))}" for name, title in SECTIONS.items())])


def _checked(view: HandoverView) -> Iterator[tuple[str, str]]:
    """Every count, and what was found abnormal."""
    counts = [
        f"{item.label} {item.counted} {difference(item) if item.differs else _('agrees')}"
        for item in view.items
        if item.kind == "count" and item.counted is not None
    ]
    if counts:
        yield _("Counts"), "  ".join(counts)
    odd = [f"{item.label}: {hidden(item.note)}" for item in view.items if item.verdict == "abnormal"]
    seen = sum(item.kind == "state" and bool(item.verdict) for item in view.items)
    yield _("Seen"), ngettext("{n} line", "{n} lines", seen).format(n=seen) + "".join(f"  {words}" for words in odd)


def _urgent(view: HandoverView, most: int) -> Iterator[tuple[str, str]]:
    """What is urgent; where there is more than fits, how much more stands on the paper."""
    urgent = [matter.text for matter in view.matters if matter.severity == "urgent" and not matter.settled]
    shown = urgent[:most]
    for number, text in enumerate(shown, 1):
        yield _("Urgent") if number == 1 else "", f"{number} {wrapped(hidden(text), _WIDTH - 15)[0]}"
    if more := len(urgent) - len(shown):
        yield "", _("{n} more: Esc, then p shows the whole text").format(n=more)
