"""Handovers as the screens see them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from db.rules import handover as rules
from db.rules import matters, templates


@dataclass(frozen=True, slots=True)
class ItemView:
    """A line of the checklist; `expected` stays hidden until it was counted, `digits` is the width of a count (H4)."""

    id: int
    position: int
    section: str
    kind: str
    code: str
    label: str
    digits: int
    counted: int | None
    expected: int | None
    verdict: str
    note: str

    @property
    def answered(self) -> bool:
        """Whether the line is done, with its explanation where it needs one."""
        return rules.answered(self.kind, self.verdict, self.counted, self.expected, self.note)

    @property
    def written(self) -> bool:
        """Whether it is the outgoing's to write, not the incoming's to see."""
        return self.kind in templates.WRITTEN

    @property
    def lacking(self) -> bool:
        """Whether the outgoing still has to write it, or to say that there is none (H19)."""
        return self.written and not self.verdict

    @property
    def differs(self) -> bool:
        """Whether the count is not the one the record expected."""
        return self.expected is not None and self.counted != self.expected


@dataclass(frozen=True, slots=True)
class MatterView:
    """An open matter as it is handed over; `carried` is in how many handovers it stood before (H16)."""

    id: int
    position: int
    source: str
    text: str
    severity: str
    next_step: str
    who: str
    by_when: int | None
    if_then: str
    carried: int
    read_back: bool
    settled: str

    @property
    def section(self) -> str:
        """The section it stands in (H18)."""
        return matters.section(self.source)

    @property
    def absent(self) -> tuple[str, ...]:
        """What a person still has to write (H15)."""
        if self.settled:
            return ()
        return matters.absent(self.severity, self.next_step, self.who, self.by_when, self.if_then)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question and its answer, empty while it is open."""

    id: int
    text: str
    asked_by: str
    asked_at: int
    answer: str
    answered_by: str
    answered_at: int | None


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A signature that stands under this version."""

    role: str
    officer: str
    meaning: str
    at: int


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """The version of the template a record was made with; who approved it is empty where it came with the program."""

    number: int
    approved_by: str
    approved_at: int


@dataclass(frozen=True, slots=True)
class CoverView:
    """One absence from a post; times in epoch milliseconds, `gap` and `over` in minutes."""

    id: int
    post_id: int
    post: str
    officer_id: int
    officer: str
    stand_in_id: int
    stand_in: str
    approver: str
    reason: str
    words: str
    out_at: int
    taken_at: int
    due_at: int
    back_at: int | None
    ended_by: str
    gap: int
    over: int


@dataclass(frozen=True, slots=True)
class AddendumView:
    """What was said beside an accepted handover, under the code of the version it belongs to (H17)."""

    id: int
    handover_id: int
    label: str
    code: str
    number: int
    said: str
    officer: str
    at: int


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version as it was frozen, with the signatures under it (H7)."""

    version: int
    code: str
    text: str
    at: int
    signatures: tuple[SignatureView, ...]


@dataclass(frozen=True, slots=True)
class LogSummary:
    """What the duty wrote into the log, in numbers."""

    lines: int
    abnormal: int
    late: int
    errata: int


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One handover in the list of those that were; `key` is the keyset of its row."""

    id: int
    label: str
    post: str
    shift: str
    shift_date: str
    outgoing: str
    incoming: str
    state: str
    version: int
    at: int

    @property
    def key(self) -> tuple[int]:
        """Keyset of the row."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class HandoverView(HandoverLine):
    """One handover, whole; times in epoch milliseconds, `code` the short digest of the frozen text.

    `head_code` is that of the journal when it was accepted, which the anchor keeps.
    """

    post_id: int
    duty_id: int
    outgoing_id: int
    incoming_id: int | None
    began_at: int
    due_end: int
    offered_at: int | None
    accepted_at: int | None
    refused_at: int | None
    refusal: str
    template: TemplateLine
    said_none: tuple[str, ...]
    talked: str
    remarks: str
    read_lines: int
    read_total: int
    read_seconds: int
    read_digest: int
    text: str
    code: str
    head_code: str
    log: LogSummary
    items: tuple[ItemView, ...]
    matters: tuple[MatterView, ...]
    questions: tuple[QuestionView, ...]
    signatures: tuple[SignatureView, ...]
    covers: tuple[CoverView, ...] = ()
    #: What was added to this record, and what was added to earlier ones since the last handover (H17).
    addenda: tuple[AddendumView, ...] = ()
    earlier: tuple[AddendumView, ...] = ()
    countersign_due: int | None = None
    #: How many matters of each section stood open when this duty took over; None where nobody handed over to it.
    began_with: Counter[str] | None = None

    @property
    def owes(self) -> bool:
        """Whether the countersignature of a superior is still owed (H1, H12)."""
        given = any(signature.role == "countersigned" for signature in self.signatures)
        return self.countersign_due is not None and not given

    def section(self, name: str) -> list[MatterView]:
        """The matters of one section, in their order."""
        return [matter for matter in self.matters if matter.section == name]

    @property
    def lacking(self) -> list[MatterView]:
        """Matters a person must still complete before the offer."""
        return [matter for matter in self.matters if matter.absent]

    @property
    def unsaid(self) -> list[str]:
        """Sections and lines that only a person can fill and nobody has, as `say_none` names them (H19)."""
        lines = [f"item:{item.id}" for item in self.items if item.lacking]
        return lines if self.important_said else [*lines, "important"]

    @property
    def important_said(self) -> bool:
        """Whether the section a person must fill is filled, or said to be empty (H19)."""
        return bool(self.section("important")) or "important" in self.said_none

    @property
    def progress(self) -> rules.Progress:
        """What is left before the first signature, as far as this record knows."""
        return rules.Progress(
            unread=max(0, self.read_total - self.read_lines),
            unchecked=sum(not item.answered for item in self.items if item.kind != "readback"),
            unread_back=sum(m.severity == "urgent" and not m.settled and not m.read_back for m in self.matters)
            + sum(item.kind == "readback" and not item.answered for item in self.items),
            unanswered=sum(not question.answer for question in self.questions),
            untalked=int(not self.talked),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What an officer reads (H3): all `lines` of the duty that ends, by id; those since their last duty lie behind.

    What was `read` so far, of them and of the digest (rows), stays read. Times in epoch milliseconds.
    """

    duty_id: int
    post_id: int
    since: int
    duty_began: int
    lines: frozenset[int]
    read: frozenset[int]
    digest: int
    seconds: int


@dataclass(frozen=True, slots=True)
class HandoverFilter:
    """Which handovers to list; what is left empty does not narrow."""

    post_id: int | None = None
    officer_id: int | None = None
    state: str = ""
