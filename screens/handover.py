"""The handover (F3): prepared by the outgoing, checked together, signed by both; and those that were."""

from __future__ import annotations

from textual import work

from db import duty
from screens.handover_exchange import Exchanging
from screens.handover_past import OnePast
from screens.handover_preparing import Preparing
from screens.handover_reading import LogToRead
from screens.widgets.checklist import Row
from screens.widgets.ledger import Ledger
from screens.words import _


class HandoverScreen(Preparing, Exchanging):
    """Who has the post finds the handover prepared; who relieves finds the log to read, then the checklist."""

    def on_screen_resume(self) -> None:
        """F3: who has the post finds the handover prepared, who relieves finds the log to read."""
        wanted, self.awaited = self.awaited or 0, None
        if not self.paper_open:
            self.begin(wanted)
        self.paper_open = False

    def do_go_handover(self) -> None:
        """F3 while it is shown: from the beginning."""
        self.begin()

    @work(exclusive=True, group="begin")
    async def begin(self, wanted: int = 0) -> None:
        """Prepare what is the acting officer's to prepare, then show it; or show one that is over."""
        if self.desk.session is None:
            return
        self.aside = None
        self.answered.clear()
        self.digits.clear()
        self.refresh_data()
        if wanted and (self.view is None or self.view.id != wanted):
            self.open_past(wanted)
            return
        state = self.view.state if self.view else "prepared"
        held = duty.on_post(self.desk.post.id)
        if state == "prepared" and held is not None and held.officer_id == self.desk.who.officer_id:
            await self.prepare()
        elif state == "prepared":
            self.say(self._who_prepares(held))
        if self.view and self.view.incoming_id == self.desk.who.officer_id and self.view.progress.unread:
            await self.read_log()

    @staticmethod
    def _who_prepares(held: duty.DutyView | None) -> str:
        """Whose handover this would be, where none is under way and it is not the acting officer's to prepare."""
        if held is None:
            return _("Nobody has this post: t takes it on the duty screen, c takes it into custody here.")
        return _("{officer} prepares the handover of {post}: l reads its log, @ lets them act.").format(
            officer=held.officer, post=held.post
        )

    def show_record(self, record: int) -> None:
        """A handover that is over is read; the one under way is what the screen shows anyway."""
        if record and (self.view is None or self.view.id != record):
            self.open_past(record)

    def on_digit(self, digit: str) -> None:
        """0 says none and a number opens a matter; in the exchange a digit answers and moves on."""
        if self.phase == "exchange":
            self.answer(digit)
        elif self.phase == "prepare" and digit == "0":
            self.say_none()
        elif self.phase == "prepare":
            self.open_matter(int(digit))

    def on_ledger_opened(self, event: Ledger.Opened) -> None:
        """Enter on a row."""
        row: Row = event.row
        if isinstance(self.aside, LogToRead):
            self.read_on(self.aside)
        elif row.kind == "past":
            self.open_past(row.id)
        elif isinstance(self.aside, OnePast):
            self._open_of_past(self.aside, row)
        elif row.kind == "matter" and self.phase == "prepare":
            self.edit(self.matter())
        elif row.kind == "item" and self.phase == "prepare":
            self.write_item(self.item())
        elif row.kind == "fold":
            self.do_fold()
        elif row.kind == "remarks":
            self.do_write_remark()
        elif self.phase == "exchange":
            self.open_checked(row)

    def _open_of_past(self, one: OnePast, row: Row) -> None:
        if row.kind == "version":
            self.read_version(one, row.id)
        else:
            self.read_paper(one.view)

    def do_open_row(self) -> None:
        """Enter with the keyboard elsewhere."""
        self.ledger.open_current()

    def do_go_home(self) -> None:
        """Esc: back to the handover, or to the duty screen."""
        if self.aside is not None:
            self.leave_aside()
        else:
            super().do_go_home()
