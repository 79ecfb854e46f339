"""What both officers look at together, worded: items, what is read back, questions. Pure: views in, rows out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from db.handover_views import HandoverView, ItemView, MatterView, QuestionView
from db.rules import handover as rules
from screens.text import columns, wrapped
from screens.words import N_, _, ngettext

VERDICTS = {"normal": N_("normal"), "abnormal": N_("ABNORMAL"), "none": N_("not applicable")}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a handover on the screen; a column of width 0 takes what the others leave."""

    key: tuple[int, ...]
    cells: tuple[tuple[str, int], ...]
    kind: str = ""
    id: int = 0
    flag: str = " "
    bold: bool = False

    def words(self, width: int) -> str:
        """The row in this many cells."""
        taken = sum(cells for _text, cells in self.cells) + len(self.cells) - 1
        return columns(*((text, cells or max(8, width - taken)) for text, cells in self.cells))


Bare = tuple[tuple[tuple[str, int], ...], str, int, str, bool]


def bare(*cells: tuple[str, int], kind: str = "", id: int = 0, flag: str = " ", bold: bool = False) -> Bare:
    """A row that has no place yet."""
    return cells, kind, id, flag, bold


def spoken(text: str, width: int, *, kind: str, id: int, flag: str = " ") -> Iterator[Bare]:
    """A text in as many rows as it needs: what is read back, asked or signed is never cut."""
    for number, line in enumerate(wrapped(text, width - 6)):
        yield bare(("", 2), (line, 0), kind=kind, id=id, flag=" " if number else flag)


def numbered(rows: Iterator[Bare]) -> list[Row]:
    """Give rows their places."""
    return [Row((place,), *row) for place, row in enumerate(rows)]


def heading(title: str, aside: str = "") -> Bare:
    """A section: a word at the left, its count at the right."""
    return bare((title, 0), (aside, 24), kind="section", bold=True)


def checklist(view: HandoverView, clock: Callable[[int], str], typed: dict[int, str], width: int) -> list[Row]:
    """The exchange, top to bottom; `typed` holds the digits of a count that is being typed, by item."""
    return numbered(_rows(view, clock, typed, width))


def _rows(view: HandoverView, clock: Callable[[int], str], typed: dict[int, str], width: int) -> Iterator[Bare]:
    yield from earlier(view, clock, width)
    for item in view.items:
        if item.kind == "text":
            yield from written(item, width)
        elif item.kind != "readback":
            yield from _item(item, typed.get(item.id, ""), width)
    yield from _read_back(view, clock, width)
    yield from questions(view, width)
    yield heading(_("Read and talked through"))
    yield _reading(view)
    yield bare(("", 2), (_("Face to face"), 24), (_talked(view), 0), kind="talked", flag=_flag(bool(view.talked)))


def earlier(view: HandoverView, clock: Callable[[int], str], width: int) -> Iterator[Bare]:
    """On top: what was added to earlier handovers of this post since the last one (H17)."""
    if view.earlier:
        yield heading(_("Added to earlier handovers"), str(len(view.earlier)))
    for one in view.earlier:
        words = f"{one.label} {one.code}  {clock(one.at)} {one.officer}: {one.said}"
        yield from spoken(words, width, kind="earlier", id=one.id, flag="*")


def written(item: ItemView, width: int) -> Iterator[Bare]:
    """A line that only the outgoing can write: its text, or that there is none, or that it is still to be written."""
    absent = _("none") if item.verdict == "none" else _("write it, or 0 = none")
    words = f"{item.label}: {item.note or absent}"
    yield from spoken(words, width, kind="item", id=item.id, flag=_flag(not item.lacking))


def _read_back(view: HandoverView, clock: Callable[[int], str], width: int) -> Iterator[Bare]:
    """What the incoming says back: urgent matters, and the lines of the template that ask for it (H15)."""
    lines = [item for item in view.items if item.kind == "readback" and item.verdict != "none"]
    urgent = [matter for matter in view.matters if matter.severity == "urgent" and not matter.settled]
    if not lines and not urgent:
        return
    yield heading(_("To be read back"), str(len(lines) + len(urgent)))
    for item in lines:
        state = _said(item.verdict == "said")
        yield from spoken(f"{state}  {item.label}: {item.note}", width, kind="item", id=item.id,
                          flag=_flag(item.answered))  # fmt: skip
    for matter in urgent:
        yield from _urgent(matter, clock, width)


def _said(back: bool) -> str:
    return f"[{_('said back') if back else _('r when said')}]"


def questions(view: HandoverView, width: int) -> Iterator[Bare]:
    """Each question over its answer; nothing where nobody asked."""
    if view.questions:
        yield heading(_("Questions"), str(len(view.questions)))
        for question in view.questions:
            yield from _question(question, width)


def _flag(done: bool) -> str:
    return " " if done else "*"


def _item(item: ItemView, typed: str, width: int) -> Iterator[Bare]:
    """A line in as many rows as its words need: nothing of what was found is cut off."""
    if item.kind == "count":
        answer = _("counted {n}").format(n=item.counted) if item.counted is not None else f"{typed}_"
        detail = difference(item)
    else:
        answer, detail = _(VERDICTS.get(item.verdict, "")) or "_", item.note
    found = wrapped(detail, width - 47)
    if not item.answered and not detail:
        found = [_digits(item.digits) if item.kind == "count" else _states()]
    columns = zip_longest(wrapped(item.label, 24), found, fillvalue="")
    for number, (label, words) in enumerate(columns):
        head = (f"{item.position:>2}", answer, _flag(item.answered)) if number == 0 else ("", "", " ")
        yield bare((head[0], 2), (label, 24), (head[1], 14), (words, 0), kind="item", id=item.id, flag=head[2])


def _digits(n: int) -> str:
    return ngettext("count, then type {n} digit", "count, then type {n} digits", n).format(n=n)


def _states() -> str:
    return _("1 normal  2 abnormal  3 not applicable")


def difference(item: ItemView) -> str:
    """What the record expected, by how much the count differs, and why."""
    if item.counted is None:
        return ""
    if item.expected is None:
        return _("first count")
    expected = _("expected {n}").format(n=item.expected)
    if item.counted == item.expected:
        return f"{expected}  {_('agrees')}  {item.note}".rstrip()
    differs = _("differs by {n}").format(n=f"{item.counted - item.expected:+d}")
    return f"{expected}  {differs}  {item.note or _('Enter: say why')}"


def _urgent(matter: MatterView, clock: Callable[[int], str], width: int) -> Iterator[Bare]:
    said = [matter.next_step, matter.who, clock(matter.by_when) if matter.by_when else "", matter.if_then]
    words = "  ".join(part for part in (_said(matter.read_back), matter.text, *said) if part)
    yield from spoken(words, width, kind="matter", id=matter.id, flag=_flag(matter.read_back))


def _question(question: QuestionView, width: int) -> Iterator[Bare]:
    asked = f"{question.asked_by}: {question.text}"
    yield from spoken(asked, width, kind="question", id=question.id, flag=_flag(bool(question.answer)))
    answer = f"{question.answered_by}: {question.answer}" if question.answer else _("a answers it")
    yield from spoken(f"  {answer}", width, kind="question", id=question.id)


def _reading(view: HandoverView) -> Bare:
    unread = view.progress.unread
    lines = ngettext(
        "{lines} of {total} line, {minutes} min", "{lines} of {total} lines, {minutes} min", view.read_total
    ).format(lines=view.read_lines, total=view.read_total, minutes=-(-view.read_seconds // 60))
    state = f"{lines}  {_('l reads on')}" if unread else lines
    return bare(("", 2), (_("Log read"), 24), (state, 0), kind="reading", flag=_flag(not unread))


def _talked(view: HandoverView) -> str:
    if view.talked == rules.FACE_TO_FACE:
        return _("yes")
    return view.talked or _("m yes   M why not")
