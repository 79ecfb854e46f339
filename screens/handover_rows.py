"""The rows of a handover in each of its modes. Pure: a view in, rows out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.cells import cell_len

from db.handover_views import HandoverLine, HandoverView, MatterView
from screens.text import hidden, person, said, wrapped
from screens.widgets.checklist import Bare, Row, bare, earlier, heading, numbered, questions, spoken, written
from screens.words import N_, _, ngettext

SECTIONS = {
    "keys": N_("Keys out"),
    "slips": N_("Slips out"),
    "owed": N_("Paperwork owed"),
    "unfinished": N_("Unfinished"),
    "routines": N_("Routines not done"),
    "important": N_("Important or doubtful"),
}
STATES = {
    "prepared": N_("prepared"),
    "offered": N_("offered"),
    "exchanged": N_("being checked"),
    "signed": N_("signed by the outgoing"),
    "accepted": N_("accepted"),
    "refused": N_("REFUSED"),
    "recalled": N_("recalled"),
}
SEVERITIES = {"urgent": N_("urgent"), "medium": N_("medium"), "low": N_("low")}
ROLES = {
    "outgoing": N_("handed over"),
    "incoming": N_("took over"),
    "refused": N_("refused"),
    "custody": N_("took into custody"),
    "alone": N_("took it alone"),
    "double": N_("double shift"),
    "paper": N_("recorded from paper"),
    "countersigned": N_("countersigned"),
}
Clock = Callable[[int], str]
#: The matters by the digit that opens them.
Digits = dict[int, int]


def unchanged(matter: MatterView) -> bool:
    """Stood in the handover before, and asks nothing of anybody: such are folded (H16)."""
    return matter.carried > 0 and matter.severity != "urgent" and not matter.settled and matter.section != "important"


def preparation(view: HandoverView, clock: Clock, unfolded: bool, width: int, keys: Digits) -> list[Row]:
    """What the outgoing has to look over, in the order of H18; `keys` are those of `digits`."""
    return numbered(_prepared(view, clock, unfolded, width, {matter: key for key, matter in keys.items()}))


def _shown(view: HandoverView, section: str, unfolded: bool) -> list[MatterView]:
    return [matter for matter in view.section(section) if unfolded or not unchanged(matter)]


def digits(view: HandoverView, unfolded: bool, before: Digits) -> Digits:
    """Which key opens which matter: what still has to be written comes first, as nine keys must do.

    A matter keeps the key it had `before`, written or not: nothing is renumbered under the finger.
    """
    shown = [matter for section in SECTIONS for matter in _shown(view, section, unfolded)]
    known = {matter.id for matter in shown}
    stays = {key: matter for key, matter in before.items() if matter in known}
    free = [key for key in range(1, 10) if key not in stays]
    others = [matter for matter in shown if matter.id not in stays.values()]
    found = zip(free, sorted(others, key=lambda matter: not matter.absent), strict=False)
    return stays | {key: matter.id for key, matter in found}


def _prepared(view: HandoverView, clock: Clock, unfolded: bool, width: int, keys: dict[int, int]) -> Iterator[Bare]:
    yield from earlier(view, clock, width)
    for section in SECTIONS:
        matters = view.section(section)
        shown = _shown(view, section, unfolded)
        named = f"{_(SECTIONS[section])}  {len(matters)}  {_since_then(view, section, matters)}"
        yield heading(named.rstrip(), _state(view, section, matters))
        for matter in shown:
            yield from _matter(matter, clock, keys.get(matter.id), width)
    if folded := sum(unchanged(matter) for matter in view.matters) if not unfolded else 0:
        yield heading(f"{_('As before')}  {folded}", _("written"))
        yield bare(("", 2), (_("{n} unchanged: f shows them").format(n=folded), 0), kind="fold")
    yield from _to_write(view, width)
    yield from questions(view, width)
    yield from _foot(view, clock, width)


def _since_then(view: HandoverView, section: str, matters: list[MatterView]) -> str:
    """How many more or fewer stand open than when this duty took over; nothing where as many do."""
    if view.began_with is None:
        return ""
    more = sum(not matter.settled for matter in matters) - view.began_with[section]
    words = _("{n} more than at the start") if more > 0 else _("{n} fewer than at the start")
    return words.format(n=abs(more)) if more else ""


def _to_write(view: HandoverView, width: int) -> Iterator[Bare]:
    """The lines of the template that only the outgoing can write (H19)."""
    lines = [item for item in view.items if item.written]
    if lines:
        lacking = sum(item.lacking for item in lines)
        state = _("{n} to be written").format(n=lacking) if lacking else _("written")
        yield heading(f"{_('Lines of this post')}  {len(lines)}", state)
    for item in lines:
        yield from written(item, width)


def _state(view: HandoverView, section: str, matters: list[MatterView]) -> str:
    lacking = sum(bool(matter.absent) for matter in matters)
    if lacking:
        return _("{n} to be written").format(n=lacking)
    if section == "important" and not view.important_said:
        return _("write it, or 0 = none")
    return _("written") if matters else _("none")


def _matter(matter: MatterView, clock: Clock, key: int | None, width: int) -> Iterator[Bare]:
    """A matter in as many rows as its words need: nothing is cut off unseen."""
    by_when = clock(matter.by_when) if matter.by_when else ""
    mark = "!" if matter.severity == "urgent" else ""
    who, remainder = person(matter.who), _remainder(matter)
    first, *more = wrapped(said(matter.text), width - 49)
    yield bare(
        (f"{key or '':>2}", 2), (mark, 1), (first, 0), (who, 13), (by_when, 11), (remainder, 15),
        kind="matter", id=matter.id, flag="*" if matter.absent else " ",
    )  # fmt: skip
    long = [words for words, room in ((who, 13), (remainder, 15)) if cell_len(words) > room]
    told = "  ".join([*long, *([hidden(matter.if_then)] if matter.if_then else [])])
    for words in [*more, *(wrapped(told, width - 7) if told else ())]:
        yield bare(("", 2), ("", 1), (words, 0), kind="matter", id=matter.id)


def _remainder(matter: MatterView) -> str:
    if matter.settled:
        return _("settled")
    if matter.absent:
        return _("{n} to be written").format(n=len(matter.absent))
    return matter.next_step


def covers(view: HandoverView, clock: Clock) -> Iterator[Bare]:
    """Who was away in this duty, and who stood in (H10)."""
    yield heading(_("Cover and breaks"), str(len(view.covers)) if view.covers else _("none"))
    for one in view.covers:
        back = clock(one.back_at)[-5:] if one.back_at else _("not back")
        wrong = [_("{n} min without anybody").format(n=one.gap)] if one.gap else []
        wrong += [_("{n} min too long").format(n=one.over)] if one.over else []
        who = _("{officer} away, {stand_in} stood in").format(officer=one.officer, stand_in=one.stand_in)
        yield bare(("", 2), (f"{clock(one.out_at)}-{back}", 17), (who, 0), ("  ".join(wrong), 26), kind="cover")


def _foot(view: HandoverView, clock: Clock, width: int) -> Iterator[Bare]:
    log = view.log
    yield heading(_("Log of this duty"), _("written") if log.lines else _("none"))
    words = ngettext(
        "{lines} line, {abnormal} abnormal, {late} late, {errata} errata",
        "{lines} lines, {abnormal} abnormal, {late} late, {errata} errata",
        log.lines,
    ).format(lines=log.lines, abnormal=log.abnormal, late=log.late, errata=log.errata)
    yield bare(("", 2), (words, 0), kind="log")
    yield from covers(view, clock)
    yield heading(_("Remarks"), _("written") if view.remarks else _("none"))
    yield from spoken(hidden(view.remarks), width, kind="remarks", id=view.id) if view.remarks else ()


def frozen(view: HandoverView, clock: Clock, width: int) -> list[Row]:
    """What is signed: the code, who signed, and the whole text."""
    return numbered(_frozen(view, clock, width))


def _frozen(view: HandoverView, clock: Clock, width: int) -> Iterator[Bare]:
    if view.refusal:
        yield heading(f"{_('Refused')}: {view.refusal}")
    if view.code:
        yield heading(_("Version {n}, code {code}").format(n=view.version, code=view.code))
    for signature in view.signatures:
        who = f"{_(ROLES[signature.role])}  {signature.officer}  {clock(signature.at)}"
        yield bare(("", 2), (who, 36), (signature.meaning, 0), kind="signature")
    yield from spoken(hidden(view.text), width, kind="text", id=view.id) if view.text else ()


def past(line: HandoverLine, clock: Clock) -> Row:
    """One handover in the list of those that were."""
    cells = (
        (line.label, 7),
        (line.shift_date, 10),
        (line.shift, 6),
        (line.post, 11),
        (f"{line.outgoing} - {line.incoming}", 0),
        (_(STATES[line.state]), 12),
        (clock(line.at)[-5:], 5),
    )
    return Row(line.key, cells, "past", line.id)
