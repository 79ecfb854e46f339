"""The outgoing's part of the handover screen: what is written before the offer."""

from __future__ import annotations

from textual import work

from db import handover
from db.handover import ItemView, MatterView
from db.rules import handover as rules
from db.rules import matters
from db.rules.words import Refused
from screens.handover_forms import EditMatter, NewMatter, OfferTo, Remark, SettleMatter, WriteItem, acting
from screens.handover_past import Past
from screens.handover_signing import DoubleShift
from screens.words import N_, _, ngettext, tell


class Preparing(Past):
    """Writing what the machine cannot know, offering, taking back."""

    async def prepare(self) -> None:
        """Let the record fill itself."""
        try:
            await self.ask(handover.prepare, self.desk.who, self.desk.post.id)
        except Refused as refused:
            self.say(tell(refused))
        self.refresh_data()

    @work(group="begin")
    async def do_next_version(self) -> None:
        """`v`: prepare again."""
        await self.prepare()

    def do_offer_handover(self) -> None:
        """`o`: to whom; what still has to be written is said before a PIN or a name is typed for nothing."""
        record = self.record
        unwritten = next((item.label for item in record.items if item.lacking), "")
        try:
            rules.check_offer(
                empty=False,
                absent_in=len(record.lacking),
                unwritten=unwritten,
                important_said=record.important_said,
            )
        except Refused as refused:
            self._to_what_lacks()
            self.say(tell(refused))
            return
        self.open_form(OfferTo(handover=self.record.id))

    def _to_what_lacks(self) -> None:
        """The marker goes to the first line that keeps the offer back: Enter opens it."""
        lacking = (row for row in self.rows() if row.flag == "*" and row.kind in ("matter", "item"))
        if (first := next(lacking, None)) is not None:
            self.ledger.go_to(first.key)

    def do_double_shift(self) -> None:
        """`d`: the same officer goes on."""
        try:
            handover.check_go_on(self.record.id)
        except Refused as refused:
            self.say(tell(refused))
        else:
            self.open_form(DoubleShift(handover=self.record.id))

    def do_add_matter(self) -> None:
        """`n`: something no register holds."""
        self.open_form(NewMatter(handover=self.record.id))

    def do_mark_urgent(self) -> None:
        """`i`: urgent, or not any more."""
        matter = self.matter()
        if matter is None:
            self.say(_("Move to a matter first."))
            return
        severity = "medium" if matter.severity == "urgent" else "urgent"
        who, number = self.desk.who, matter.id
        self.door(lambda: handover.edit_matter(who, number, severity=severity))

    def do_settle(self) -> None:
        """`z`: it ended."""
        matter = self.matter()
        if matter is None:
            self.say(_("Move to a matter first."))
            return
        try:
            matters.check_settle(matter.source)
        except Refused as refused:
            self.say(tell(refused))
        else:
            self.open_form(SettleMatter(matter=matter.id, text=matter.text))

    def do_write_remark(self) -> None:
        """`+`: remarks, or an addendum to what is over."""
        if self.phase in ("history", "past"):
            self.add_addendum()
        else:
            self.open_form(Remark(handover=self.record.id))

    def do_fold(self) -> None:
        """`f`: show or fold what has not changed."""
        self.unfolded = not self.unfolded
        self.paint()

    def do_take_in(self) -> None:
        """`u`: what changed in the registers."""
        who, number = self.desk.who, self.record.id

        def take_in() -> str:
            n = handover.refresh(who, number)
            return ngettext("{n} change taken in.", "{n} changes taken in.", n).format(n=n)

        self.do(take_in)

    def do_recall(self) -> None:
        """`w`: take the offer back."""
        who = acting(self.desk, self.record.outgoing_id)
        self.door(handover.recall, who, self.record.id, said=N_("Recalled: v prepares the next version."))

    def open_matter(self, number: int) -> None:
        """Open the matter with this number."""
        wanted = self.digits.get(number)
        row = next((row for row in self.rows() if row.kind == "matter" and row.id == wanted), None)
        if row is not None:
            self.ledger.go_to(row.key)
            self.edit(next(matter for matter in self.record.matters if matter.id == wanted))

    def edit(self, matter: MatterView | None) -> None:
        """Write what a matter lacks."""
        if matter is not None:
            told = {
                name: getattr(matter, name) for name in ("source", "text", "next_step", "who", "by_when", "if_then")
            }
            self.open_form(EditMatter(matter=matter.id, **told))

    def say_none(self) -> None:
        """0: none, in the line under the cursor or else in the first one that only a person can fill."""
        item, unsaid = self.item(), self.record.unsaid
        under = f"item:{item.id}" if item else ""
        section = under if under in unsaid else next(iter(unsaid), "important")
        line = next((item.label for item in self.record.items if section == f"item:{item.id}"), "")
        said = _("{line}: none.").format(line=line) if line else _("Nothing important or doubtful: said.")
        self.door(handover.say_none, self.desk.who, self.record.id, section, said=said)

    def write_item(self, item: ItemView | None) -> None:
        """Write a line of the template."""
        if item is not None:
            about = {"handover": self.record.id, "item": item.id, "label": item.label, "note": item.note}
            self.open_form(WriteItem(**about))
