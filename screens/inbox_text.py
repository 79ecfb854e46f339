"""Pure: the daily sheet in words and columns of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from db.duty_log import EntryView
from db.inbox import RefusalView
from db.rules.day_sheet import OFFICE_NAMES, STATE_NAMES, DaySheet, HandoverLine, PostLog, SheetMatter, Unsigned
from screens.text import clock, columns, day_clock, hidden, said, widest
from screens.words import N_, _


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered line of the upper list: a matter of the sheet, or a refusal that concerns the officer."""

    number: int
    source: str
    post: str
    text: str
    status: str
    seen: bool
    note: str = ""
    severity: int = 0

    @property
    def key(self) -> tuple[int]:
        """Place in the list."""
        return (self.number - 1,)


def items(matters: tuple[SheetMatter, ...]) -> list[Item]:
    """The matters of a sheet as numbered lines."""
    return [
        Item(n, m.source, m.post, m.text(_), m.status.said(_), m.seen, m.note, m.severity)
        for n, m in enumerate(matters, 1)
    ]


@dataclass(frozen=True, slots=True)
class Cells:
    """How wide the columns of one sheet are: as wide as their longest words."""

    post: int
    status: int
    shift: int
    who: int


def cells(items: Sequence[Item], handovers: Sequence[HandoverLine]) -> Cells:
    """The widths of a sheet; what happened and what was found get the rest of the line."""
    return Cells(
        widest([*(item.post for item in items), *(line.post for line in handovers)], 11),
        widest((item.status for item in items), 15),
        widest((line.shift for line in handovers), 6),
        widest((_who(line) for line in handovers), 27),
    )


def item_line(item: Item, width: int, wide: Cells) -> str:
    """Number, post, what happened, how it stands."""
    spare = max(10, width - 5 - wide.post - wide.status)
    return columns(
        (f"{item.number:>2}", 2), (item.post, wide.post), (said(item.text), spare), (item.status, wide.status)
    )  # fmt: skip


def item_flag(item: Item) -> str:
    """A star before what was not opened yet."""
    return " " if item.seen else "*"


def detail(item: Item | None) -> str:
    """Everything a line says, as far as it was cut."""
    if item is None:
        return ""
    parts = [
        item.post,
        hidden(item.text),
        item.status,
        _("comment: {note}").format(note=item.note) if item.note else "",
    ]
    return "  ".join(part for part in parts if part)


def _who(line: HandoverLine) -> str:
    return f"{line.outgoing} - {line.incoming}" if line.incoming else line.outgoing


def handover_line(line: HandoverLine, width: int, zone: ZoneInfo, wide: Cells) -> str:
    """Post and shift, who and who, how it ended, what was found, how it was read."""
    state = _(STATE_NAMES[line.state])
    if line.signed_at is not None:
        state = f"{state} {clock(line.signed_at, zone)}"
    if line.state in ("accepted", "refused"):
        late = ""
    else:
        late = _("{n} min late").format(n=line.late_minutes) if line.late_minutes else ""
    found = late or _found(line)
    spare = max(10, width - 18 - wide.post - wide.shift - wide.who)
    return columns(
        (line.post, wide.post), (line.shift, wide.shift), (_who(line), wide.who), (state, 14), (found, spare)
    )  # fmt: skip


def _found(line: HandoverLine) -> str:
    """Only the numbers that are not zero, then how the log was read (H3)."""
    if line.id is None:
        return ""
    counted = ((N_("abn {n}"), line.abnormal), (N_("q {n}"), line.questions), (N_("diff {n}"), line.differences))
    parts = [_(msgid).format(n=n) for msgid, n in counted if n] or [_("none")]
    minutes, seconds = divmod(line.read_seconds, 60)
    read = _("read {n}/{total} in {time}").format(
        n=line.read_lines, total=line.read_total, time=f"{minutes}:{seconds:02}"
    )
    return " ".join([*parts, read])


def handover_counts(sheet: DaySheet) -> str:
    """How many handovers the day owes, has, and lacks (H1)."""
    due = len(sheet.handovers)
    have = sum(line.complete for line in sheet.handovers)
    return _("due {due}  complete {have}  missing {missing}").format(due=due, have=have, missing=len(sheet.missing))


def log_line(sheet: DaySheet) -> str:
    """How many lines of each log bear a mark, and what is odd about them (L4)."""
    posts = [_post_log(one) for one in sheet.log if one.lines]
    return "  ".join([_("Log reviewed:"), *posts]) if posts else _("No line in any log.")


def _post_log(one: PostLog) -> str:
    counted = ((N_("late {n}"), one.late), (N_("errata {n}"), one.errata))
    odd = [_(msgid).format(n=n) for msgid, n in counted if n]
    return " ".join([f"{one.post} {one.reviewed}/{one.lines}", *odd])


def waiting_line(sheet: DaySheet) -> str:
    """Who signed this day, and how many days wait for whom, the oldest with its age (H8)."""
    signed = [
        (_("signed by {officer} (acting)") if review.acting else _("signed by {officer}")).format(
            officer=review.officer
        )
        for review in sheet.reviews
    ]
    return "   ".join([*signed, *_unsigned(sheet.unsigned)])


def _unsigned(days: tuple[Unsigned, ...]) -> list[str]:
    ages: dict[str, list[int]] = {}
    for one in days:
        ages.setdefault(one.role, []).append(one.age)
    waiting = [
        _("{office} {n} ({age} d)").format(office=_(OFFICE_NAMES[role]), n=len(ages[role]), age=max(ages[role]))
        for role in OFFICE_NAMES
        if role in ages
    ]
    return [_("unsigned days: {offices}").format(offices=", ".join(waiting))] if waiting else []


def unreviewed_line(row: EntryView, width: int, zone: ZoneInfo, now: int) -> str:
    """A line of a log that waits for a superior's mark."""
    when = day_clock(row.event_at, zone, now)
    return columns(
        (f"{row.number:>5}", 5), (row.post, 6), (when, 11), (row.author, 8), (said(row.text), max(10, width - 34))
    )  # fmt: skip


def of_refusal(number: int, one: RefusalView) -> Item:
    """A refusal, as the officers it concerns see it (H5)."""
    text = _("{day} {incoming} refused the handover of {outgoing}: {reason}").format(
        day=one.day, incoming=one.incoming, outgoing=one.outgoing, reason=one.reason
    )
    status = _("the supervisor knows") if one.seen else _("reported")
    return Item(number, one.source, one.post, text, status, one.seen)
