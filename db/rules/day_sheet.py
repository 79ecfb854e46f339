"""The daily sheet as pure data: exceptions first, each once, and the text that is signed (H8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from db.rules.signature import short_code
from db.rules.words import _, ngettext

Say = Callable[[str], str]

#: What can stand on the sheet, most severe first.
KINDS = (
    "refused", "missing", "late", "countersign", "custody", "gap", "emergency", "unsigned", "overdue", "lost",
    "damaged", "abnormal", "promise", "ticket", "routine", "count", "cover", "addendum", "revised", "erratum", "slip",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence that is nobody's language yet: the screen and the frozen text say it in the reviewer's."""

    msgid: str
    values: dict[str, object] = field(default_factory=dict)

    def said(self, say: Say) -> str:
        """The sentence, and the phrases inside it, in the language of `say`."""
        if not self.msgid:
            return ""
        parts = {name: part.said(say) if isinstance(part, Phrase) else part for name, part in self.values.items()}
        return say(self.msgid).format(**parts)


def phrase(msgid: str, **values: object) -> Phrase:
    """A phrase with its values."""
    return Phrase(msgid, values)


NOTHING = Phrase("")


@dataclass(frozen=True, slots=True)
class SheetMatter:
    """One exception of the day; `severity` 0 is the gravest, `source` names the record it stands in."""

    source: str
    severity: int
    post: str
    texts: tuple[Phrase, ...]
    status: Phrase = NOTHING
    seen: bool = False
    note: str = ""

    def text(self, say: Say) -> str:
        """What happened, in one line."""
        return "; ".join(part.said(say) for part in self.texts)


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """The handover of one post and shift; `state` also says `missing` and `running`. Times in epoch milliseconds.

    `custody` is why a superior took the post alone, empty where relief came; `rostered` who was meant to have a shift
    that nobody had.
    """

    post_id: int
    post: str
    shift_id: int | None
    shift: str
    ends: int
    state: str
    id: int | None = None
    outgoing: str = ""
    incoming: str = ""
    signed_at: int | None = None
    refused_at: int | None = None
    refused_by: str = ""
    refusal: str = ""
    custody: str = ""
    rostered: str = ""
    abnormal: int = 0
    questions: int = 0
    differences: int = 0
    read_lines: int = 0
    read_total: int = 0
    read_seconds: int = 0
    late_minutes: int = 0
    digest: str = ""

    @property
    def complete(self) -> bool:
        """Whether both sides have signed."""
        return self.state == "accepted"


@dataclass(frozen=True, slots=True)
class PostLog:
    """The duty log of one post on this day, as numbers."""

    post_id: int
    post: str
    lines: int
    late: int
    errata: int
    reviewed: int


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A signed day: by whom, in which office, what of it was opened, and the text that was signed."""

    day: str
    role: str
    officer: str
    acting: bool
    opened: int
    matters: int
    at: int
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A day that an office has not signed, and how old it is."""

    day: str
    role: str
    age: int


@dataclass(frozen=True, slots=True)
class DaySheet:
    """Everything a reviewer is to see of one day, over all posts."""

    day: str
    matters: tuple[SheetMatter, ...]
    handovers: tuple[HandoverLine, ...]
    log: tuple[PostLog, ...]
    reviews: tuple[ReviewView, ...] = ()
    unsigned: tuple[Unsigned, ...] = ()
    over: bool = True

    @property
    def opened(self) -> int:
        """How many matters this reviewer has opened."""
        return sum(matter.seen for matter in self.matters)

    @property
    def missing(self) -> tuple[HandoverLine, ...]:
        """Shifts that ended without any record (H1)."""
        return tuple(line for line in self.handovers if line.state == "missing")


def matter(kind: str, source: str, post: str, text: Phrase, status: Phrase = NOTHING) -> SheetMatter:
    """A matter of a kind, with the severity of that kind."""
    return SheetMatter(source, KINDS.index(kind), post, (text,), status)


def each_once(found: Iterable[SheetMatter]) -> list[SheetMatter]:
    """Most severe first; what is wrong with one record in several ways is one matter that says them all."""
    kept: dict[str, SheetMatter] = {}
    for one in sorted(found, key=lambda m: m.severity):
        first = kept.get(one.source)
        kept[one.source] = replace(first, texts=first.texts + one.texts) if first else one
    return list(kept.values())


def marked(matters: Iterable[SheetMatter], marks: dict[str, str]) -> tuple[SheetMatter, ...]:
    """The matters with what the reviewer opened, and the note where one was made (source → note)."""
    return tuple(replace(m, seen=m.source in marks, note=marks.get(m.source, "")) for m in matters)


def hours(milliseconds: int) -> str:
    """A length of time as hours and minutes: `2:15`."""
    hour, minute = divmod(max(0, milliseconds) // 60_000, 60)
    return f"{hour}:{minute:02d}"


OFFICE_NAMES = {"supervisor": _("duty director"), "manager": _("manager")}


def sheet_text(sheet: DaySheet, site: str, reviewer: str, role: str, acting: bool, say: Say) -> str:
    """The frozen text of a review: what stood on the sheet and what of it was opened."""
    who = _("Reviewed by {officer}, acting {office}") if acting else _("Reviewed by {officer}, {office}")
    head = [
        phrase(_("{site}: daily sheet of {day}"), site=site, day=sheet.day),
        phrase(who, officer=reviewer, office=Phrase(OFFICE_NAMES[role])),
        phrase(_("Matters opened: {opened} of {n}"), opened=sheet.opened, n=len(sheet.matters)),
    ]
    lines = [part.said(say) for part in head]
    lines += [_matter_line(number, one, say) for number, one in enumerate(sheet.matters, 1)]
    lines += [_handover_line(line, say) for line in sheet.handovers]
    lines += [_log_line(line).said(say) for line in sheet.log]
    return "\n".join(lines) + "\n"


def _matter_line(number: int, one: SheetMatter, say: Say) -> str:
    seen = say(_("opened") if one.seen else _("not opened"))
    parts = (one.post, one.text(say), one.status.said(say), seen, one.note)
    return f"{number} " + " | ".join(part for part in parts if part)


def _handover_line(line: HandoverLine, say: Say) -> str:
    who = f"{line.outgoing} - {line.incoming}" if line.incoming else line.outgoing
    # The code ties the review to the text both officers signed.
    code = short_code(line.digest) if line.digest else ""
    outside = "" if line.complete else say(_("not part of this review"))
    parts = (f"{line.post} {line.shift}", who, say(STATE_NAMES[line.state]), code, findings(line).said(say), outside)
    return " | ".join(part for part in parts if part)


STATE_NAMES = {
    "prepared": _("being prepared"),
    "offered": _("offered"),
    "exchanged": _("being checked"),
    "signed": _("signed by one side"),
    "accepted": _("accepted"),
    "refused": _("refused"),
    "recalled": _("recalled"),
    "missing": _("no record"),
    "running": _("on duty"),
}


def findings(line: HandoverLine) -> Phrase:
    """What the two officers found, in numbers, and how much of the log the incoming read (H3)."""
    if line.id is None:
        return NOTHING
    return phrase(
        _("abnormal {abnormal} questions {questions} differences {differences}, read {lines}/{total} in {time}"),
        abnormal=line.abnormal,
        questions=line.questions,
        differences=line.differences,
        lines=line.read_lines,
        total=line.read_total,
        time=f"{line.read_seconds // 60}:{line.read_seconds % 60:02d}",
    )


#: One line, and many.
LOG_OF_POST = (
    _("Log of {post}: {lines} line, {late} late, {errata} errata, {reviewed} reviewed"),
    _("Log of {post}: {lines} lines, {late} late, {errata} errata, {reviewed} reviewed"),
)


def _log_line(line: PostLog) -> Phrase:
    return phrase(
        ngettext(*LOG_OF_POST, line.lines),
        post=line.post,
        lines=line.lines,
        late=line.late,
        errata=line.errata,
        reviewed=line.reviewed,
    )
