"""Handovers of the past: each is worked in four entries, as the doors would leave it, but read from memory.

The doors read the whole record at every step; for 540 handovers that is half a minute. So the rows are made here out
of the door's own parts (what is open, the checklist, the frozen text, the signatures), and `tests/db/test_demo.py`
holds the result against what the door reads back. The last handovers of the story go through the doors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from db import duty, handover_fill, handover_pages, signatures
from db.clock import HOUR, MINUTE
from db.demo.estate import POSTS, ZONE, Estate
from db.handover_text import freeze
from db.handover_views import HandoverView, ItemView, QuestionView
from db.models.duty_log import LogEntry
from db.models.handover import Handover, HandoverItem, HandoverMatter, HandoverQuestion
from db.rules import handover as rules
from db.rules import templates
from db.rules.signature import digest_of

_QUESTION, _DIFFERENCE, _ODDITY, _OWN = 0.12, 0.08, 0.1, 0.12


@dataclass
class Relief:
    """The end of a shift at one post: the handover to the officer of the next one."""

    estate: Estate
    post: str
    shift: int
    signed_at: int
    earlier: dict[str, HandoverMatter]
    ends: dict[tuple[str, str], int]
    row: Handover = field(default_factory=Handover)
    items: list[HandoverItem] = field(default_factory=list)
    matters: list[HandoverMatter] = field(default_factory=list)
    questions: list[HandoverQuestion] = field(default_factory=list)
    over: str = ""

    @property
    def incoming(self) -> str:
        """Staff number of who relieves."""
        return self.estate.rostered(self.post, self.shift)

    def plan(self) -> None:
        """Plan the steps, from the preparation to the second signature."""
        at, end = self.estate.at, self.signed_at
        asks = self.estate.chance(_QUESTION)
        at(end - 22 * MINUTE, self.post, self.prepare)
        at(end - 7 * MINUTE, self.incoming, self.check)
        if asks:
            question, answer = self.estate.rng.choice(self.estate.words.questions)
            at(end - 5 * MINUTE, self.incoming, partial(self.ask, question))
            at(end - 3 * MINUTE, self.post, partial(self.answer, answer))
        at(end - 50_000, self.post, self.sign_out)
        at(end, self.incoming, self.sign_in)

    def prepare(self) -> None:
        """The outgoing writes what stands open and offers it (H2, H15, H16)."""
        estate, write = self.estate, self.estate.write
        write.kind = "handover.prepare"
        held = estate.duties[self.post]
        row = self.row = Handover(
            post=estate.posts[self.post], shift=held.shift_id, shift_date=held.shift_date, duty=held.id,
            outgoing=held.officer_id, incoming=estate.officers[self.incoming].officer_id, state="offered",
        )  # fmt: skip
        row.number, row.year = estate.number("handover")
        row.prepared_at = row.offered_at = write.at
        write.save(row)
        self.items = [write.save(item) for item in self._items()]
        self.matters = [write.save(matter) for matter in self._matters()]
        if not any(matter.source.startswith("own:") for matter in self.matters):
            row.said_none = "important"
            write.save(row)

    def _items(self) -> Iterable[HandoverItem]:
        counted = set(handover_pages.registered()) if self.post == POSTS[0] else set()
        for position, plan in enumerate(templates.items(self.post, counted), 1):
            label = plan.label(self.estate.words.language)
            yield HandoverItem(handover=self.row, position=position, kind=plan.kind, code=plan.code, label=label)

    def _matters(self) -> Iterable[HandoverMatter]:
        """What the registers have open, what only the last handover knew, and now and then something new."""
        estate, position = self.estate, 0
        for position, fact in enumerate(estate.open_facts(self.post), 1):
            matter = handover_fill._matter(self.row, position, fact, self.earlier.get(fact.source))
            yield self._urgent(matter) if matter.severity == "urgent" else matter
        for old in [one for one in self.earlier.values() if one.source.startswith("own:")]:
            position += 1
            carried = HandoverMatter(handover=self.row, position=position, source=old.source, text=old.text)
            carried.next_step, carried.carried = old.next_step, old.carried + 1
            carried.settled = templates.word("settled", self.estate.words.language)
            yield carried
        if estate.chance(_OWN):
            text, step = estate.rng.choice(estate.words.own_matters)
            source = f"own:{self.row.id}.{position + 1}"
            yield HandoverMatter(handover=self.row, position=position + 1, source=source, text=text, next_step=step)

    def _urgent(self, matter: HandoverMatter) -> HandoverMatter:
        """What an urgent matter needs before it can be offered (H15)."""
        words = self.estate.words
        matter.next_step = matter.next_step or words.next_step
        matter.if_then = matter.if_then or words.if_then
        matter.who = matter.who or words.workers[0]
        matter.by_when = matter.by_when or self.estate.write.at + 3 * HOUR
        return matter

    def check(self) -> None:
        """The incoming reads, counts and sees, and says the urgent matters back (H3, H4, H15)."""
        estate, write, row = self.estate, self.estate.write, self.row
        write.kind = "handover.check"
        self._read()
        differs, odd = estate.chance(_DIFFERENCE), estate.chance(_ODDITY)
        inside = handover_pages.registered() if self.post == POSTS[0] else {}
        for item in self.items:
            self._look(item, inside, differs, odd)
            write.save(item)
        for matter in self.matters:
            if matter.severity == "urgent":
                matter.read_back = True
                write.save(matter)
        row.talked, row.state = rules.FACE_TO_FACE, "exchanged"
        write.save(row)

    def _read(self) -> None:
        estate, row = self.estate, self.row
        since = rules.read_from(estate.duties[self.post].began_at, self.ends.get((self.post, self.incoming)))
        row.read_total = row.read_lines = _lines_since(row.post_id, since)
        row.read_seconds = row.read_lines * estate.rng.randint(2, 11)

    def _look(self, item: HandoverItem, inside: dict[str, tuple[int, int]], differs: bool, odd: bool) -> None:
        words, rng = self.estate.words, self.estate.rng
        if item.kind == "count":
            item.expected = item.counted = inside[item.code][1]
            if differs and rng.random() < 0.3:
                item.counted, item.note = item.expected - 1, words.differences[item.code]
            return
        item.verdict = "normal"
        if odd and item.code in words.oddities and rng.random() < 0.4:
            item.verdict, item.note = "abnormal", self.estate.fill(words.oddities[item.code])

    def ask(self, text: str) -> None:
        """The incoming asks (H4)."""
        write = self.estate.write
        write.kind = "handover.ask"
        asked = HandoverQuestion(handover=self.row, text=text, asked_by=write.officer, asked_at=write.at)
        self.questions.append(write.save(asked))

    def answer(self, text: str) -> None:
        """The outgoing answers (H6)."""
        write, question = self.estate.write, self.questions[-1]
        write.kind = "handover.answer"
        question.answer, question.answered_at = text, write.at
        question.answered_by = write.officer  # type: ignore[assignment]
        write.save(question)

    def sign_out(self) -> None:
        """The text is frozen, and the outgoing signs it (H7)."""
        write, row = self.estate.write, self.row
        write.kind = "handover.sign_out"
        row.text = freeze(self.view(), self.estate.words.language, ZONE)
        row.digest, row.state = digest_of(row.text), "signed"
        write.save(row)
        self.over = self._sign("outgoing", self.post)

    def sign_in(self) -> None:
        """The incoming signs the same text over the first signature, and has the post (H7, H9)."""
        estate, write, row = self.estate, self.estate.write, self.row
        write.kind = "handover.sign_in"
        row.state, row.accepted_at = "accepted", write.at
        write.save(row)
        self._sign("incoming", self.incoming)
        ending = estate.duties[self.post]
        ending.ended_at = write.at
        write.save(ending)
        self.ends[self.post, estate.on[self.post]] = write.at
        estate.duties[self.post] = duty.begin(write, estate.posts[self.post], write.officer, "handover")
        estate.on[self.post] = self.incoming
        self.earlier.clear()
        self.earlier.update({matter.source: matter for matter in self.matters if not matter.settled})

    def view(self) -> HandoverView:
        """The record as the door would read it, for the text that is signed."""
        estate, row, held = self.estate, self.row, self.estate.duties[self.post]
        name = {officer.officer_id: officer.name for officer in estate.officers.values()}
        night = estate.is_night(held.due_end - HOUR)
        matters = sorted(self.matters, key=lambda one: (_RANK[rules.section(one.source)], one.position))
        return HandoverView(
            id=row.id, label=rules.label(row.number), post=estate.posts[self.post].name,
            shift=estate.words.shifts[night], shift_date=row.shift_date, outgoing=name[row.outgoing_id],
            incoming=name[row.incoming_id or 0], state=row.state, version=1, at=estate.write.at,
            post_id=row.post_id, duty_id=held.id, outgoing_id=row.outgoing_id,
            incoming_id=row.incoming_id, began_at=held.began_at, due_end=held.due_end,
            offered_at=row.offered_at, accepted_at=None, refused_at=None, refusal="", text="", code="", remarks="",
            said_none=tuple(row.said_none.split()), talked=row.talked, read_lines=row.read_lines,
            read_total=row.read_total, read_seconds=row.read_seconds, log=handover_pages.log_summary(held.id),
            items=tuple(_item(item) for item in self.items),
            matters=tuple(handover_pages.matter_view(matter) for matter in matters),
            questions=tuple(_question(one, name) for one in self.questions), signatures=(),
        )  # fmt: skip

    def _sign(self, role: str, who: str) -> str:
        meaning = templates.word(f"mean.{role}", self.estate.words.language)
        record = f"handover:{self.row.id}"
        signer = self.estate.signer(who)
        return signatures.sign(self.estate.write, signer, record, 1, role, meaning, self.row.digest, self.over).value


_RANK = {"keys": 0, "unfinished": 1, "important": 2}


def _item(row: HandoverItem) -> ItemView:
    return ItemView(
        row.id, row.position, row.kind, row.code, row.label, 2, row.counted, row.expected, row.verdict, row.note
    )


def _question(row: HandoverQuestion, name: dict[int, str]) -> QuestionView:
    by = row.__data__["answered_by"]
    return QuestionView(
        row.id, row.text, name[row.__data__["asked_by"]], row.asked_at, row.answer, name.get(by, ""), row.answered_at
    )


def _lines_since(post_id: int, since: int) -> int:
    return int(LogEntry.select().where(LogEntry.post == post_id, LogEntry.event_at >= since).count())
