"""Sign-on and the idle lock: what hides everything, and still takes a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from db import duty, staff
from db.rules.plain_text import half_width
from screens.base import BaseScreen
from screens.commands import Command, SignOff
from screens.desk import Desk
from screens.desk_forms import SignOn, Unlock
from screens.form_host import FormHost
from screens.forms import Answers, Field, Form, Saved
from screens.text import clock, columns
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.panel import Panel
from screens.widgets.source import ListSource
from screens.words import N_, _


class Leave(SignOff):
    """Leave the program."""

    label, shown = N_("leave"), True


class SignOnScreen(BaseScreen):
    """Who has which post, and the line where one signs on."""

    NOUN = "sign_on"
    TITLE_MSGID = N_("Sign on")
    SHORTCUTS = (Leave,)
    EVERYWHERE: ClassVar[tuple[type[Command], ...]] = ()
    BESIDE: ClassVar[tuple[type[Command], ...]] = (Leave,)
    LEAVE: ClassVar[str] = N_("Esc again")

    def body(self) -> Iterable[Widget]:
        """The posts, and how to enter."""
        yield Ledger(ListSource(self._posts()), lambda row, _width: row, key=lambda row: (row,), id="posts")
        yield Static(self._hint(), id="hint", markup=False)

    def _posts(self) -> list[str]:
        held = {view.post_id: view for view in duty.on_posts()}
        return [self._post(name, held.get(post)) for post, name in ((p.id, p.name) for p in self.desk.site.posts)]

    def _post(self, name: str, held: duty.DutyView | None) -> str:
        if held is None:
            return columns((name, 12), (_("nobody on duty"), 30))
        since = _("since {time}").format(time=clock(held.began_at, self.desk.zone))
        return columns((name, 12), (held.officer, 16), (held.shift, 10), (since, 20))

    def _hint(self) -> str:
        return _(self.desk.hint) if self.desk.hint else ""

    def refresh_data(self) -> None:
        """Who is on duty may have changed; ask again who signs on."""
        self.query_one("#posts", Ledger).show(ListSource(self._posts()))
        self.say_title()
        if self.panel.filling is None:
            self.open_form(SignOn())

    def put_aside(self) -> None:
        """Esc: begin again."""
        self.panel.close()
        self.open_form(SignOn())

    def saved(self, saved: Saved) -> None:
        """Signed on: the duty screen; after a one-time code first the choice of a PIN."""
        if saved.follow is not None:
            self.open_form(saved.follow)
            self.say(saved.sentence)
        else:
            self.station.open("duty")

    def do_leave(self) -> None:
        """F10: leave the program."""
        self.app.exit()


class LockedLine(Form):
    """A log line taken while locked: it can be written, nothing can be read. `args`: its `kind`, a call after F9."""

    title = N_("Log line (locked)")

    def heading(self, desk: Desk) -> str:
        """What is written, and the time that was taken."""
        title = _("Call") if self.args.get("kind") == "call" else _(self.title)
        return f"{title} {clock(self.began_at or desk.now(), desk.zone)}"

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The text, then the PIN."""
        return Field("text", N_("text")), Field("pin", "PIN", "pin", width=6)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Prove the PIN, write the line; the lock stays."""
        from db import duty_log
        from screens.phrases import leading_unit

        staff.unlock(desk.who.officer_id, answers["pin"])
        unit, text = leading_unit(answers["text"])
        kind = self.args.get("kind", "note")
        entry = duty_log.write(desk.who, desk.post.id, text, kind=kind, unit=unit, event_at=self.began_at)
        return Saved(_("Saved: line {number}.").format(number=entry.number))


class Lock(FormHost, ModalScreen[None]):
    """Hides everything, loses nothing typed, takes a line; digits are always the PIN."""

    def compose(self) -> ComposeResult:
        """The time, who is on duty, the panel."""
        yield Line(id="header")
        yield Line(id="title", bold=True)
        yield Static(id="locked", markup=False)
        yield Panel(id="panel")
        yield Line(id="status")
        yield Line(id="shortcuts")

    def on_mount(self) -> None:
        """Paint what may be seen."""
        self.panel.display = False
        self.query_one("#title", Line).say(_("Locked"))
        self.say_keys()
        self.tick()

    def shortcuts(self) -> str:
        """What may be typed on a locked station."""
        return _("digits = PIN   ; or a letter = log line   F9 call   ! emergency   Tab another officer")

    def tick(self) -> None:
        """Time and who has which post: nothing else is shown."""
        desk = self.desk
        self.query_one("#header", Line).say(f"{desk.site.name} {desk.post.name}", clock(desk.now(), desk.zone))
        held = [columns((view.post, 12), (view.officer, 20)) for view in duty.on_posts()]
        acting = _("PIN of {name}").format(name=desk.who.name)
        words = ["", clock(desk.now(), desk.zone), "", *held, "", acting]
        self.query_one("#locked", Static).update(Text("\n".join(f"        {line}" for line in words), end=""))

    def body_key(self, event: events.Key) -> None:
        """A digit begins the PIN, a letter or `;` a line, F9 a call, `!` an emergency; Tab is for another officer."""
        if self.panel.filling is not None:
            return
        character = half_width(event.character or "")
        if event.key == "tab":
            self._next_officer()
        elif character.isdigit():
            self.open_form(Unlock(), character)
        elif character == ";":
            self.open_form(LockedLine())
        elif event.key == "f9":
            self.open_form(LockedLine(kind="call"))
        elif character == "!":
            self.open_form(Form.registry["BeginLocked"](post=self.desk.post.id))
        elif event.is_printable and character.strip():
            self.open_form(LockedLine(), event.character or "")

    def _next_officer(self) -> None:
        desk = self.desk
        here = [s.officer_id for s in desk.officers].index(desk.who.officer_id)
        desk.act_as(desk.officers[(here + 1) % len(desk.officers)])
        self.tick()

    def saved(self, saved: Saved) -> None:
        """Unlocked, or a line was written and the lock stays."""
        if saved.follow is not None:
            self.open_form(saved.follow)
        elif not self.desk.locked:
            self.station.leave()
        self.say(saved.sentence)
