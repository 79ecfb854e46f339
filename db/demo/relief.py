"""The last handovers of the story, worked through the doors; one of them is refused first (H5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from db import handover, handover_pages
from db.clock import HOUR, MINUTE
from db.demo.estate import Estate
from db.handover_views import HandoverView
from db.journal import Door


@dataclass
class Exchange:
    """A handover step by step, as two officers at the desk work it."""

    estate: Estate
    post: str
    shift: int
    signed_at: int
    refused: bool = False

    @property
    def incoming(self) -> str:
        """Staff number of who relieves."""
        return self.estate.rostered(self.post, self.shift)

    def plan(self) -> None:
        """Plan the steps; a refusal comes twenty minutes before the signatures."""
        at, end = self.estate.at, self.signed_at
        if self.refused:
            question, answer = self.estate.words.refusal
            at(end - 32 * MINUTE, self.post, self._prepare)
            at(end - 26 * MINUTE, self.incoming, self._check)
            at(end - 22 * MINUTE, self.incoming, partial(self._ask, question))
            at(end - 20 * MINUTE, self.incoming, self._refuse)
            at(end - 11 * MINUTE, self.post, partial(self._again, answer))
        else:
            at(end - 20 * MINUTE, self.post, self._prepare)
        at(end - 6 * MINUTE, self.incoming, self._check)
        at(end - 40_000, self.post, lambda: self._sign(handover.sign_out, self.post))
        at(end, self.incoming, self._take_over)

    @property
    def _view(self) -> HandoverView:
        view = handover.current(self.estate.posts[self.post].id)
        assert view is not None
        return view

    def _prepare(self) -> None:
        estate = self.estate
        view = estate.do(handover.prepare, estate.posts[self.post].id)
        for matter in view.lacking:
            by_when = matter.by_when or estate.write.at + 3 * HOUR
            who = matter.who or estate.words.workers[0]
            estate.do(
                handover.edit_matter, matter.id, next_step=matter.next_step or estate.words.next_step, who=who,
                by_when=by_when, if_then=matter.if_then or estate.words.if_then,
            )  # fmt: skip
        if not view.important_said:
            estate.do(handover.say_none, view.id)
        estate.do(handover.offer, view.id, estate.officers[self.incoming].officer_id)

    def _check(self) -> None:
        estate, view = self.estate, self._view
        lines = view.read_total
        estate.do(handover.read, view.id, lines + 50, lines * 6)
        for item in view.items:
            self._answer(view.id, item.id, item.kind, item.code)
        for matter in view.matters:
            if matter.severity == "urgent" and not matter.settled:
                estate.do(handover.read_back, matter.id)
        estate.do(handover.talked, view.id)

    def _answer(self, record: int, item: int, kind: str, code: str) -> None:
        if kind == "state":
            self.estate.do(handover.check, record, item, "normal")
        else:
            counted = handover_pages.registered()[code][1]
            self.estate.do(handover.check, record, item, counted=counted)

    def _ask(self, text: str) -> None:
        self.estate.do(handover.ask, self._view.id, text)

    def _refuse(self) -> None:
        view = self._view
        self.estate.do(handover.refuse, view.id, self.estate.signer(self.incoming), question_id=view.questions[-1].id)

    def _again(self, text: str) -> None:
        """The outgoing, still on duty, answers and offers the next version."""
        view = self.estate.do(handover.prepare, self.estate.posts[self.post].id)
        self.estate.do(handover.answer, view.id, view.questions[-1].id, text)
        self._prepare()

    def _sign(self, door: Door[..., Any], who: str) -> None:
        self.estate.do(door, self._view.id, self.estate.signer(who))

    def _take_over(self) -> None:
        self._sign(handover.sign_in, self.incoming)
        self.estate.on[self.post] = self.incoming
