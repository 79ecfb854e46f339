"""Pure: a line of the log in, its row in the list and its whole story out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from db.rules.duty_log import REASONS
from screens.text import apart, clock, columns, local, masked, masked_name, said, shortened
from screens.words import N_, _

if TYPE_CHECKING:
    from db.duty_log import Count, EntryView, ErratumView

KINDS: dict[str, str] = {
    "note": N_("Note"),
    "call": N_("Call"),
    "letter": N_("Letter"),
    "visit": N_("Visit"),
    "patrol": N_("Patrol"),
    "key": N_("Key"),
    "ticket": N_("Ticket"),
    "abnormal": N_("Abnormal"),
    "emergency": N_("Emergency"),
    "cover": N_("Cover"),
    "handover": N_("Handover"),
}
#: The same in a list, in this order, as short as can be read; most lines are calls, and have no word there.
IN_LIST = N_("Note Letter Visit Patrol Key Ticket Abnormal Emergency Cover Handover")
_UNSAID = "call"


def day(line: EntryView, zone: ZoneInfo) -> str:
    """The date: `02-06`."""
    moment = local(line.event_at, zone)
    return f"{moment.month:02}-{moment.day:02}"


def other_year(line: EntryView, zone: ZoneInfo, now: int) -> str:
    """The year a date is of, where it is not this one."""
    year = local(line.event_at, zone).year
    return "" if year == local(now, zone).year else str(year)


def row(line: EntryView, width: int, zone: ZoneInfo, day: str, *, all_posts: bool) -> str:
    """Number, day (where it is to be said), time, kind, place and text; what happened since stands at its end.

    The name of the post is no place in its own list; among the lines of all posts it stands where there is none.
    """
    time, place = (clock(line.event_at, zone), 5), (_place(line, all_posts), 9)
    head = f"{line.number:>4} {columns((day, 5), time, _kind(line), place)}"
    said, room = _said(line), width - cell_len(head) - 1
    marks = _marks(line, zone)
    if cell_len(said) + cell_len(marks) >= room:
        marks = _marks(line, zone, short=True)
    return f"{head} {apart(shortened(said, room - cell_len(marks) - bool(marks)), marks, room)}"


def _kind(line: EntryView) -> tuple[str, int]:
    said, cells = _kinds(_(IN_LIST))
    return said.get(line.kind, ""), cells


@lru_cache(2)
def _kinds(words: str) -> tuple[dict[str, str], int]:
    """What a list says of each kind, and the cells of the widest."""
    said = dict(zip((kind for kind in KINDS if kind != _UNSAID), words.split(), strict=True))
    return said, max(map(cell_len, said.values()))


def _place(line: EntryView, all_posts: bool) -> str:
    if all_posts:
        return line.unit or line.place or line.post
    return line.unit or ("" if line.place == line.post else line.place)


def _said(line: EntryView) -> str:
    text = said(line.text)
    return f"+{line.follows_number} {text}" if line.follows_number else text


def _marks(line: EntryView, zone: ZoneInfo, *, short: bool = False) -> str:
    """Late, corrected, promised: `short` where the text needs the room."""
    marks = [_("[open]")] if line.open else []
    if line.errata:
        full = _("[erratum: {reason}]").format(reason=reason(line.errata[-1]))
        marks.append(_("[erratum]") if short else full)
    if line.late:
        marks.append(_("[late {time}]").format(time=f"{local(line.logged_at, zone):%H:%M}"))
    if line.promised_for and not line.kept_at:
        marks.append(_("[promised {time}]").format(time=f"{local(line.promised_for, zone):%H:%M}"))
    return " ".join(marks)


def counted(count: Count) -> str:
    """How many lines: `12,345`; what is found is not counted to the end, `1,000+`."""
    return f"{count.n:,}+" if count.more else f"{count.n:,}"


def reason(erratum: ErratumView) -> str:
    """Why a line was corrected, in the officer's language where it is one of the known reasons."""
    known = REASONS.get(erratum.reason)
    return _(known) if known else erratum.reason


def details(line: EntryView, follow_ups: Sequence[EntryView], zone: ZoneInfo) -> str:
    """Everything the record knows about a line: nothing of it is hidden by an erratum (L2)."""
    parts = [_head(line, zone), line.text, *_errata(line, zone), *_state(line, zone)]
    parts += [f"  #{each.number}  {_full(each.event_at, zone)}  {each.author}  {each.text}" for each in follow_ups]
    return "\n".join(part for part in parts if part)


def _head(line: EntryView, zone: ZoneInfo) -> str:
    where = " ".join(part for part in (line.unit, line.place) if part)
    who = " ".join(part for part in (masked_name(line.contact), masked(line.phone)) if part)
    sheet = _("sheet {number}").format(number=line.paper) if line.paper else ""
    follows = _("follows line {number}").format(number=line.follows_number) if line.follows_number else ""
    first = f"#{line.number}/{line.year}  {line.post}  {_(KINDS[line.kind])}  {where}".rstrip()
    times = _("happened {event}, logged {logged} by {author}").format(
        event=_full(line.event_at, zone), logged=_full(line.logged_at, zone), author=line.author
    )
    late = _("logged late") if line.late else ""
    return "\n".join([first, times, *(part for part in (late, sheet, follows, who) if part), ""])


def _errata(line: EntryView, zone: ZoneInfo) -> list[str]:
    found = []
    for each in line.errata:
        said = _("erratum {time} by {officer}: {reason}")
        found.append(said.format(time=_full(each.at, zone), officer=each.officer, reason=reason(each)))
        found.append(_("    it read: {text}").format(text=each.old_text))
    return found


def _state(line: EntryView, zone: ZoneInfo) -> list[str]:
    found = []
    if line.matter:
        closed = _("matter closed {time}").format(time=_full(line.closed_at, zone)) if line.closed_at else ""
        found.append(closed or _("open matter: followed until it is closed"))
    if line.promised_for:
        kept = _(", kept {time}").format(time=_full(line.kept_at, zone)) if line.kept_at else ""
        found.append(_("answer promised for {time}").format(time=_full(line.promised_for, zone)) + kept)
    found.append(_("reviewed by {name}").format(name=line.reviewed_by) if line.reviewed_by else _("not reviewed yet"))
    return found


def _full(at: int, zone: ZoneInfo) -> str:
    return f"{local(at, zone):%Y-%m-%d %H:%M}"
