"""The text both officers sign: everything the record says, in the site's language, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from db.handover_views import CoverView, HandoverView, ItemView, MatterView, QuestionView
from db.rules import handover as rules
from db.rules import matters
from db.rules import site as site_rules
from db.rules.templates import word


class _Writer:
    """Says the words of the record in one language and its times in one zone."""

    def __init__(self, view: HandoverView, language: str, zone: ZoneInfo) -> None:
        self.view, self.language, self.zone = view, language, zone

    def word(self, name: str, **values: object) -> str:
        return word(name, self.language, **values)

    def time(self, at: int) -> str:
        return f"{site_rules.local(at, self.zone):%Y-%m-%d %H:%M}"

    def lines(self) -> Iterator[str]:
        """The record, line by line, in the order of H18."""
        yield from self.head()
        yield from self.addenda()
        for section in matters.SECTIONS:
            yield from self.matters(section)
        yield from self.checks()
        yield from self.questions()
        yield from self.covers()
        yield from self.foot()

    def head(self) -> Iterator[str]:
        view = self.view
        yield f"{self.word('title')} {view.label} {self.word('version', n=view.version)}"
        yield f"{self.word('post')}: {view.post}"
        until = f"{self.time(view.began_at)} - {self.time(view.due_end)}"
        yield f"{self.word('shift')}: {view.shift_date} {view.shift} {until}"
        made = view.template
        since = f"{site_rules.local(made.approved_at, self.zone):%Y-%m-%d}"
        approved = made.approved_by or self.word("supplied")
        yield f"{self.word('template')}: {self.word('version', n=made.number)} {since} {approved}"
        yield f"{self.word('outgoing')}: {view.outgoing}"
        yield f"{self.word('incoming')}: {view.incoming or self.word('none')}"
        log = view.log
        summary = self.word("log_line", lines=log.lines, abnormal=log.abnormal, late=log.late, errata=log.errata)
        yield f"{self.word('log')}: {summary}"

    def addenda(self) -> Iterator[str]:
        """What was added to earlier handovers since the last one (H17); nothing where there is none."""
        if self.view.earlier:
            yield ""
            yield f"{self.word('addenda')}: {len(self.view.earlier)}"
        for one in self.view.earlier:
            yield f"{one.label} {one.code}  {self.time(one.at)} {one.officer}: {one.said}"

    def covers(self) -> Iterator[str]:
        """Every absence of this duty (H10)."""
        yield ""
        yield f"{self.word('covers')}: {len(self.view.covers) or self.word('none')}"
        for number, one in enumerate(self.view.covers, 1):
            yield f"{number}. {cover_words(one, self.word, self.time)}"

    def matters(self, section: str) -> Iterator[str]:
        found = self.view.section(section)
        yield ""
        yield f"{self.word(section)}: {len(found) or self.word('none')}"
        for number, matter in enumerate(found, 1):
            yield f"{number}. {self.matter(matter)}"

    def matter(self, matter: MatterView) -> str:
        by_when = self.time(matter.by_when) if matter.by_when else ""
        told = {"next_step": matter.next_step, "who": matter.who, "by_when": by_when, "if_then": matter.if_then}
        parts = [f"[{self.word(matter.severity)}] {matter.text}"]
        parts += [f"{self.word(name)}: {value}" for name, value in told.items() if value]
        if matter.carried:
            parts.append(self.word("carried", n=matter.carried))
        if matter.read_back:
            parts.append(self.word("read_back"))
        if matter.settled:
            parts.append(f"{self.word('settled')}: {matter.settled}")
        return "; ".join(parts)

    def checks(self) -> Iterator[str]:
        yield ""
        yield f"{self.word('checks')}: {len(self.view.items)}"
        for item in self.view.items:
            yield f"{item.position}. {item.label}: {self.check(item)}"

    def check(self, item: ItemView) -> str:
        if item.written:
            return (
                f"{item.note} ({self.word('read_back')})" if item.verdict == "said" else item.note or self.word("none")
            )
        said = self.word(f"verdict.{item.verdict}") if item.counted is None else self.count(item, item.counted)
        return f"{said}; {item.note}" if item.note else said

    def count(self, item: ItemView, counted: int) -> str:
        if item.expected is None:
            return self.word("first_count", counted=counted)
        differs = counted - item.expected
        told = self.word("differs", n=f"{differs:+d}") if differs else self.word("agrees")
        return f"{self.word('count', counted=counted, expected=item.expected)}  {told}"

    def questions(self) -> Iterator[str]:
        asked = self.view.questions
        yield ""
        yield f"{self.word('questions')}: {len(asked) or self.word('none')}"
        for number, question in enumerate(asked, 1):
            yield f"{number}. {question.asked_by}: {question.text}"
            yield f"   {self.answer(question)}"

    def answer(self, question: QuestionView) -> str:
        return f"{question.answered_by}: {question.answer}" if question.answer else self.word("no_answer")

    def foot(self) -> Iterator[str]:
        view = self.view
        minutes = -(-view.read_seconds // 60)
        reading = self.word("reading_line", lines=view.read_lines, total=view.read_total, minutes=minutes)
        if view.read_digest:
            reading += f"  {self.word('digest_line', n=view.read_digest)}"
        talked = self.word("yes") if view.talked == rules.FACE_TO_FACE else view.talked or self.word("no")
        yield ""
        yield f"{self.word('reading')}: {reading}"
        yield f"{self.word('talked')}: {talked}"
        yield f"{self.word('remarks')}: {view.remarks or self.word('none')}"
        if view.refusal:
            yield f"{self.word('refusal')}: {view.refusal}"


def cover_words(one: CoverView, word: Callable[..., str], time: Callable[[int], str]) -> str:
    """One absence in words: from when to when, who stood in, why, by whose leave, and what was wrong with it."""
    said = word(
        "cover.line", out=time(one.out_at), back=time(one.back_at)[-5:] if one.back_at else word("cover.still"),
        officer=one.officer, stand_in=one.stand_in, reason=one.words or word(f"cover.{one.reason}"),
        leave=one.approver or word("cover.standing"),
    )  # fmt: skip
    wrong = [word("cover.gap", n=one.gap)] if one.gap else []
    wrong += [word("cover.over", n=one.over)] if one.over else []
    wrong += [word("cover.custody")] if one.ended_by == "custody" else []
    return "; ".join([said, *wrong])


def freeze(view: HandoverView, language: str, zone: ZoneInfo) -> str:
    """The plain text of a handover; ends with a newline."""
    return "\n".join(_Writer(view, language, zone).lines()) + "\n"
