"""What both officers do at the handover screen: reading, checking, asking, signing."""

from __future__ import annotations

from textual import work
from textual.timer import Timer

from db import digest, duty, handover
from db.handover import ItemView, MatterView
from db.rules import handover as rules
from db.rules.words import Refused
from screens.handover_forms import AnswerQuestion, AskQuestion, Explain, WhyNotTalked
from screens.handover_paper import OnPaper
from screens.handover_past import Past
from screens.handover_reading import LogToRead
from screens.handover_signing import Custody, RefuseHandover, SignIn, SignOut
from screens.widgets.checklist import Row
from screens.widgets.ledger import Ledger
from screens.words import N_, _, tell

VERDICTS = {"1": "normal", "2": "abnormal", "3": "none"}


class Exchanging(Past):
    """One digit answers and moves on; letters ask, answer, read back, sign."""

    _keeping: Timer | None = None

    def answer(self, digit: str) -> None:
        """A digit on a line of the checklist."""
        item = self.item()
        if item is None or item.written:
            self.say(_("Move to a line of the checklist first."))
        elif item.kind == "count":
            self._count(item, digit)
        elif digit == "2":
            self._move_on(item)
            self._explain(item, "abnormal", None)
        elif digit in VERDICTS:
            self._check(item, VERDICTS[digit], None)
        else:
            self.say(_("1 normal  2 abnormal  3 not applicable"))

    def _count(self, item: ItemView, digit: str) -> None:
        """Digits of a count end by themselves at its width; what was expected is shown after that (H4)."""
        typed = self.typed.get(item.id, "") + digit
        if len(typed) < item.digits:
            self.typed[item.id] = typed
            self.paint()
            return
        self.typed.pop(item.id, None)
        if item.counted is not None and int(typed) != item.counted:
            self._explain(item, "", int(typed))
        else:
            self._check(item, "", int(typed))

    def _check(self, item: ItemView, verdict: str, counted: int | None) -> None:
        self._move_on(item)
        self.door(handover.check, self.incoming, self.record.id, item.id, verdict, counted, item.note)

    def _move_on(self, item: ItemView) -> None:
        """The cursor goes to the next line without an answer, before this one is even saved: fingers do not wait."""
        self.answered.add(item.id)
        self._go_to_next(self._unanswered() - self.answered)

    def _unanswered(self) -> set[int]:
        return {line.id for line in self.record.items if not (line.answered or line.written)}

    def _go_to_next(self, waiting: set[int]) -> None:
        rows = self.rows()
        here = self.ledger.current.key if self.ledger.current else (0,)
        ordered = [row for row in rows if row.key > here] + [row for row in rows if row.key < here]
        target = next((row for row in ordered if row.kind == "item" and row.id in waiting), None)
        if target is not None:
            self.ledger.go_to(target.key)

    def _explain(self, item: ItemView, verdict: str, counted: int | None) -> None:
        about = {"handover": self.record.id, "incoming": self.record.incoming_id, "item": item.id, "label": item.label}
        self.open_form(Explain(**about, verdict=verdict, counted=counted))

    def open_checked(self, row: Row) -> None:
        """Enter on a row of the exchange: explain, answer, read, read back."""
        item = self.item()
        if item is not None and item.written:
            self.do_read_back()
        elif item is not None and (item.verdict == "abnormal" or item.counted is not None):
            self._explain(item, item.verdict, item.counted)
            self._go_to_next(self._unanswered() - {item.id})
        elif row.kind == "question":
            self.do_answer()
        elif row.kind == "reading":
            self.do_read_log()
        elif row.kind == "matter":
            self.do_read_back()

    @work(exclusive=True, group="begin")
    async def do_read_log(self) -> None:
        """`l`: what happened since the incoming's last duty here, then the log."""
        await self.read_log()

    async def read_log(self) -> None:
        """Show the digest and the log, also before there is an offer; a long absence is a long digest: a worker."""
        held = duty.on_post(self.desk.post.id)
        if held is None:
            self.say(_("Nobody has this post: t takes it on the duty screen, c takes it into custody here."))
            return
        reader = self.desk.who
        if reader.officer_id == held.officer_id and self.view is not None:
            reader = self.incoming
        try:
            rules.check_reader(reader.officer_id, held.officer_id)
        except Refused as refused:
            self.say(tell(refused))
            return
        happened = await self.ask(digest.since_last_duty, held.post_id, reader.officer_id)
        reading = handover.lines_to_read(held.id, reader.officer_id)
        self.aside = LogToRead(reading, reader, happened, self.clock, self.size.width, self.desk.now())
        self.ledger.show(self.aside)
        self.say(_("PgDn or Enter reads on; Esc goes to the list."))
        self.paint()

    def on_ledger_moved(self, _event: Ledger.Moved) -> None:
        """What is on the glass is read, and that is on disk within a second."""
        if isinstance(self.aside, LogToRead):
            self.aside.look(self.ledger.window)
            self.say_title()
            if self._keeping is None and self.aside.so_far != self.aside.kept:
                self._keeping = self.set_timer(1.0, self.keep_reading)

    @work(group="reading")
    async def keep_reading(self) -> None:
        """Record how far the log was read, while it is read on."""
        self._keeping = None
        if isinstance(self.aside, LogToRead):
            try:
                await self.ask(self.aside.keep(self.desk.now()))
            except Refused as refused:
                self.say(tell(refused))

    def read_on(self, log: LogToRead) -> None:
        """The next page; after the last one the checklist."""
        if log.look(self.ledger.window):
            self.leave_aside()
        else:
            self.ledger.page_down(0)

    def leave_aside(self) -> None:
        """Back to where one came from; how far the log was read is recorded."""
        log = self.aside
        super().leave_aside()
        if isinstance(log, LogToRead):
            self.door(log.keep(self.desk.now()), said=N_("Reading recorded."))

    def do_paper(self) -> None:
        """`p`: the record as a sheet of paper."""
        if self.phase == "past":
            self.past_paper()
        else:
            self.read_paper(self.record)

    def do_ask(self) -> None:
        """`q`: a question."""
        self.open_form(AskQuestion(handover=self.record.id, incoming=self.record.incoming_id))

    def do_answer(self) -> None:
        """`a`: its answer."""
        asked = self.question()
        if asked is None:
            self.say(_("There is no open question."))
            return
        about = {"handover": self.record.id, "outgoing": self.record.outgoing_id, "question": asked.id}
        self.open_form(AnswerQuestion(**about, text=asked.text))

    def do_read_back(self) -> None:
        """`r`: said back."""
        line, matter = self._to_say_back()
        if line is not None:
            self.door(handover.say_back, self.incoming, self.record.id, line.id, said=N_("Read back."))
        elif matter is not None:
            self.door(handover.read_back, self.incoming, matter.id, said=N_("Read back."))
        else:
            self.say(_("Every urgent matter was read back."))

    def _to_say_back(self) -> tuple[ItemView | None, MatterView | None]:
        """What is under the cursor, or the first line or matter that was not said back."""
        line, matter = self.item(), self.matter()
        if matter is not None or (line is not None and line.written):
            return line, matter
        lines = (line for line in self.record.items if line.kind == "readback" and not line.answered)
        urgent = (m for m in self.record.matters if m.severity == "urgent" and not (m.settled or m.read_back))
        first = next(lines, None)
        return first, None if first else next(urgent, None)

    def do_talked(self) -> None:
        """`m`: face to face."""
        self.door(handover.talked, self.incoming, self.record.id, said=N_("Talked through face to face."))

    def do_not_talked(self) -> None:
        """`M`: why not."""
        self.open_form(WhyNotTalked(handover=self.record.id, incoming=self.record.incoming_id))

    def do_correct(self) -> None:
        """Backspace: the digits of a count."""
        self.typed.clear()
        self.paint()

    def do_sign_handover(self) -> None:
        """`s`: the PIN of the one who signs next, or the countersignature of what is over."""
        if self.phase == "past":
            self.countersign()
            return
        try:
            rules.check_complete(self.record.progress)
        except Refused as refused:
            self._to_what_waits()
            self.say(tell(refused))
            return
        form = SignIn if self.phase == "signed" else SignOut
        self.open_form(form(handover=self.record.id))

    def do_refuse(self) -> None:
        """`x`: not taken over."""
        self.open_form(RefuseHandover(handover=self.record.id))

    def do_take_custody(self) -> None:
        """`c`: the post is taken without a handover."""
        self.open_form(Custody(post=self.desk.post.id))

    def do_on_paper(self) -> None:
        """`P`: it was handed over on an emergency sheet (H23)."""
        self.open_form(OnPaper(post=self.desk.post.id))
