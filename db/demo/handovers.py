"""Every change of shift of the story, worked through the doors as two officers at the desk work it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from db import handover, handover_pages
from db.clock import HOUR, MINUTE
from db.demo.estate import Estate
from db.handover_views import HandoverView, ItemView
from db.journal import Door

_QUESTION, _DIFFERENCE, _ODDITY, _OWN = 0.12, 0.08, 0.1, 0.12


@dataclass
class Relief:
    """The end of a shift at one post: the handover to the officer of the next one."""

    estate: Estate
    post: str
    shift: int
    signed_at: int
    refused: bool = False
    record: int = 0
    asked: list[int] = field(default_factory=list)

    @property
    def incoming(self) -> str:
        """Staff number of who relieves."""
        return self.estate.rostered(self.post, self.shift)

    def plan(self) -> None:
        """Plan the steps, from the preparation to the second signature."""
        at, end = self.estate.at, self.signed_at
        if self.refused:
            self._plan_refusal()
        else:
            at(end - 22 * MINUTE, self.post, self._prepare)
        at(end - 7 * MINUTE, self.incoming, self._check)
        if self.estate.chance(_QUESTION):
            question, answer = self.estate.rng.choice(self.estate.words.questions)
            at(end - 5 * MINUTE, self.incoming, partial(self._ask, question))
            at(end - 3 * MINUTE, self.post, partial(self._answer, answer))
        at(end - 50_000, self.post, partial(self._sign, handover.sign_out, self.post))
        at(end, self.incoming, self._take_over)

    def _plan_refusal(self) -> None:
        """A first version is refused over a question, twenty minutes before the signatures (H5)."""
        at, end = self.estate.at, self.signed_at
        question, answer = self.estate.words.refusal
        at(end - 34 * MINUTE, self.post, self._prepare)
        at(end - 28 * MINUTE, self.incoming, self._check)
        at(end - 24 * MINUTE, self.incoming, partial(self._ask, question))
        at(end - 22 * MINUTE, self.incoming, self._refuse)
        at(end - 13 * MINUTE, self.post, partial(self._again, answer))

    def _prepare(self) -> None:
        """The outgoing writes what stands open, and offers it (H2)."""
        self.write_down()
        self.estate.do(handover.offer, self.record, self.estate.officers[self.incoming].officer_id)

    def write_down(self) -> None:
        """The outgoing writes what stands open (H15, H16, H19)."""
        estate = self.estate
        view = estate.do(handover.prepare, estate.posts[self.post])
        self.record = view.id
        for matter in view.lacking:
            estate.do(
                handover.edit_matter, matter.id, next_step=matter.next_step or estate.words.next_step,
                who=matter.who or estate.words.workers[0], by_when=matter.by_when or estate.write.at + 3 * HOUR,
                if_then=matter.if_then or estate.words.if_then,
            )  # fmt: skip
        ends = {text: end for text, _step, end in estate.words.own_matters}
        for matter in view.section("important"):
            if not matter.settled:
                estate.do(handover.settle, matter.id, ends[matter.text])
        if estate.chance(_OWN):
            text, step, _end = estate.rng.choice(estate.words.own_matters)
            estate.do(handover.add_matter, view.id, text, next_step=step)
        elif not view.important_said:
            estate.do(handover.say_none, view.id)
        for item in view.items:
            if item.lacking:
                self._write(view.id, item)

    def _write(self, record: int, item: ItemView) -> None:
        """What only the outgoing can say of a line of the template: mostly that there is none (H19)."""
        estate, texts = self.estate, self.estate.words.written.get(item.code, ())
        if texts and estate.chance(_OWN):
            estate.do(handover.write_item, record, item.id, estate.rng.choice(texts))
        else:
            estate.do(handover.say_none, record, f"item:{item.id}")

    def _check(self) -> None:
        """The incoming reads, counts and sees, and says the urgent matters back (H3, H4, H14, H15)."""
        estate, view = self.estate, self._view()
        lines = handover.lines_to_read(view.duty_id, estate.write.officer).lines
        estate.do(handover.read, view.duty_id, lines, len(lines) * estate.rng.randint(2, 11))
        differs, odd = estate.chance(_DIFFERENCE), estate.chance(_ODDITY)
        inside = handover_pages.registered()
        for item in view.items:
            if not item.written:
                estate.do(handover.check, view.id, item.id, **self._look(item, inside, differs, odd))
            elif item.verdict == "written" and item.kind == "readback":
                estate.do(handover.say_back, view.id, item.id)
        for matter in view.matters:
            if matter.severity == "urgent" and not matter.settled:
                estate.do(handover.read_back, matter.id)
        estate.do(handover.talked, view.id)

    def _look(self, item: ItemView, inside: dict[str, tuple[int, int]], differs: bool, odd: bool) -> dict[str, Any]:
        """What the incoming finds: now and then a number that differs, or something odd, each with its note."""
        words, rng = self.estate.words, self.estate.rng
        if item.kind == "count" and not item.code:
            return {"counted": words.own_counts[item.label]}
        if item.kind == "count":
            expected = inside[item.code][1]
            if differs and rng.random() < 0.3:
                return {"counted": expected - 1, "note": words.differences[item.code]}
            return {"counted": expected}
        if odd and item.code in words.oddities and rng.random() < 0.4:
            return {"verdict": "abnormal", "note": self.estate.fill(words.oddities[item.code])}
        return {"verdict": "normal"}

    def _ask(self, text: str) -> None:
        self.asked.append(self.estate.do(handover.ask, self.record, text))

    def _answer(self, text: str) -> None:
        self.estate.do(handover.answer, self.record, self.asked[-1], text)

    def _refuse(self) -> None:
        signer = self.estate.signer(self.incoming)
        self.estate.do(handover.refuse, self.record, signer, question_id=self.asked[-1])

    def _again(self, text: str) -> None:
        """The outgoing, still on duty, answers and offers the next version."""
        self.estate.do(handover.prepare, self.estate.posts[self.post])
        self._answer(text)
        self._prepare()

    def _view(self) -> HandoverView:
        return handover.view(self.record)

    def _sign(self, door: Door[..., Any], who: str) -> None:
        self.estate.do(door, self.record, self.estate.signer(who))

    def _take_over(self) -> None:
        self._sign(handover.sign_in, self.incoming)
        self.estate.on[self.post] = self.incoming
