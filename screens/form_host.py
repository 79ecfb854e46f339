"""What hosts a form: opens it in the panel, saves it through a door, parks it, keeps its draft on disk (L15)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import ClassVar, ParamSpec, TypeVar, cast

from textual import events, work
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from db import faults, reading
from db.rules.words import Refused
from screens import drafts
from screens.commands import Command
from screens.desk import Desk, Parked
from screens.form_keys import keys
from screens.forms import Filling, Form, Saved
from screens.station import Station
from screens.text import TOLD, shortened
from screens.widgets.lines import Line
from screens.widgets.panel import Panel
from screens.words import N_, _, tell, tell_on_a_line

P = ParamSpec("P")
T = TypeVar("T")


class FormHost(Screen[None]):
    """A screen with a panel and a status line."""

    _parked: Parked | None = None
    _draft_timer: Timer | None = None
    _complained = False
    #: Commands that lead out of an open form by a function key.
    BESIDE: ClassVar[tuple[type[Command], ...]] = ()
    #: What Esc does in an open form, where it does not park it.
    LEAVE: ClassVar[str] = ""

    # -- keys ---------------------------------------------------------------------------------------

    def key(self, event: events.Key) -> None:
        """One key, wholly done before the next one is looked at."""
        if self.panel.filling is None or not self.panel.key(event):
            self.body_key(event)

    def body_key(self, event: events.Key) -> None:
        """A key that no form takes."""

    @property
    def station(self) -> Station:
        """The application, as screens know it."""
        return cast(Station, self.app)

    @property
    def desk(self) -> Desk:
        """What this terminal's screens share."""
        return self.station.desk

    @property
    def panel(self) -> Panel:
        """The inline panel."""
        return self.query_one(Panel)

    def say(self, sentence: str) -> None:
        """The status line: what just happened."""
        self.query_one("#status", Line).say(sentence)

    def shortcuts(self) -> str:
        """The last line while no form is open."""
        return ""

    def say_keys(self) -> None:
        """The last line: the shortcuts, or what answers the question of the form that is open."""
        filling, line = self.panel.filling, self.query_one("#shortcuts", Line)
        if filling is None:
            line.say(self.shortcuts())
        else:
            beside = (f"{command.function_key()} {_(command.label)}" for command in self.BESIDE)
            line.say(keys(filling, beside, self.app.size.width, self.LEAVE))

    def focus_body(self) -> None:
        """Give the keyboard back after a form."""

    def refresh_data(self) -> None:
        """Read again what is shown."""

    def tick(self) -> None:
        """The minute, or who is here, has changed."""

    def minute(self) -> None:
        """The minute has changed."""
        self.tick()

    def action_command(self, name: str) -> None:
        """Do a command by its name."""

    async def ask(self, door: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a door in a worker thread; the keyboard goes on meanwhile. Refusals come up as they are."""
        try:
            return await asyncio.to_thread(door, *args, **kwargs)
        except Exception as fault:
            raise reading.refusal(fault) or fault from fault

    async def _dispatch_message(self, message: Message) -> None:
        """No handler that cannot read the record takes the screen with it."""
        with self.reading():
            await super()._dispatch_message(message)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Where the record cannot be read, the screen says so and stays: it shows what it has, and can be left."""
        try:
            yield
        except Exception as fault:
            refused = reading.refusal(fault)
            if refused is None:
                raise
            self.say(tell_on_a_line(refused))

    @work
    async def do(self, door: Callable[[], str]) -> None:
        """Call a door that needs no form and say its sentence, or why it was refused."""
        try:
            self.say(await self.ask(door))
        except Refused as refused:
            self.say(tell(refused))
        self.refresh_data()

    @work
    async def do_aside(self, value: object) -> None:
        """What a form does beside its questions: its sentence is said, the question stays."""
        filling = self.panel.filling
        if filling is None:
            return
        try:
            self.say(await self.ask(filling.form.aside, self.desk, filling.answers, value))
        except Refused as refused:
            self.say(tell(refused))

    # -- opening and closing ------------------------------------------------------------------------

    def open_form(self, form: Form, typed: str = "") -> None:
        """Open a form in the panel; one that is open already is put aside first. `typed` begins its first field."""
        if self.panel.filling is not None:
            self.put_aside()
        else:
            self.say("")
        form.began_at = form.began_at or self.desk.now()
        filling = Filling(form, self.desk, given=typed)
        kind = type(form)
        heading = form.heading(self.desk)
        parked = Parked(kind.__name__, form.args, {}, form.began_at, heading, module=kind.__module__)
        self._open(filling, parked)
        if typed:
            self.panel.type(typed)

    def take_up(self, parked: Parked) -> None:
        """Open a form that was put aside, with everything typed into it."""
        if parked.module.startswith("screens.") and parked.form not in Form.registry:
            import_module(parked.module)
        form = Form.registry[parked.form](**parked.args)
        form.began_at = parked.began_at
        filling = Filling(form, self.desk)
        filling.retype(parked.typed)
        self._open(filling, parked)
        # What was said when it was put aside is over, and the header counts one less.
        self.say("")
        self.tick()

    def _open(self, filling: Filling, parked: Parked) -> None:
        self._parked = parked
        self.panel.open(filling)

    def close_form(self) -> None:
        """Hide the panel; the keyboard goes back to the body."""
        self.panel.close()
        self._parked = None
        self._complained = False
        self.say_keys()
        self.focus_body()
        self.tick()

    # -- saving -------------------------------------------------------------------------------------

    def form_complete(self) -> None:
        """Every question is answered: the door is asked, and the next key waits for what it says."""
        self._save()

    @work(group="save")
    async def _save(self) -> None:
        filling, parked = self.panel.filling, self._parked
        if filling is None or parked is None:
            return
        # Another officer may act once it is saved: the draft lies where this one's lie.
        folder = self._folder()
        try:
            saved = await self.ask(filling.form.save, self.desk, filling.answers)
        except Refused as refused:
            self.refused(filling, refused)
        else:
            self._drop(parked, folder)
            self.close_form()
            self.saved(saved)

    def refused(self, filling: Filling, refused: Refused) -> None:
        """Say why; what was typed stays, the last question is asked again (a PIN from the beginning)."""
        self.say(tell_on_a_line(refused))
        filling.ask_again()
        self.panel.ask_again()

    def saved(self, saved: Saved) -> None:
        """Say what was saved, show it, go on with what follows."""
        self.say(saved.sentence)
        self.refresh_data()
        if saved.goto is not None:
            self.station.open(*saved.goto)
        elif saved.follow is not None:
            self.open_form(saved.follow)
            self.say(saved.sentence)
        elif saved.resume is not None:
            self.take_up(saved.resume)
        elif saved.command:
            self.action_command(saved.command)

    def complain(self, refused: Refused) -> None:
        """An answer was refused: the sentence, and the question stays."""
        self.say(tell_on_a_line(refused))
        self._complained = True

    def form_answered(self) -> None:
        """An answer was taken: what was said against the one before it is over."""
        if self._complained:
            self._complained = False
            self.say("")

    # -- parking ------------------------------------------------------------------------------------

    def form_changed(self) -> None:
        """The draft is on disk within a second of the first key after the last draft."""
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(1.0, self.keep_draft)

    def keep_draft(self) -> bool:
        """Write what is typed now to disk, PINs never; False, and why, where the disk does not take it.

        Raises nothing: the lock and the end of the program keep drafts first, and neither may fail for one.
        """
        self._draft_timer = None
        # The second may be over while the program ends, when the draft was kept already and the panel is gone.
        if not self.is_attached or not self.query(Panel):
            return True
        filling, parked, folder = self.panel.filling, self._parked, self._folder()
        if filling is not None and parked is not None and folder is not None and filling.dirty():
            parked.typed = filling.draft()
            try:
                drafts.keep(folder, parked)
            except OSError as fault:
                sentence = N_("The draft is NOT on disk: {reason}.")
                self.say(tell_on_a_line(Refused(sentence, reason=faults.reason(fault))))
                return False
        return True

    def put_aside(self) -> None:
        """Esc parks, it never discards: an empty form is simply closed."""
        filling, parked = self.panel.filling, self._parked
        if filling is not None and parked is not None:
            if filling.dirty():
                if not self.keep_draft():
                    return
                self.say(_("Parked: {title}. ' takes it up again.").format(title=shortened(parked.title, TOLD)))
            else:
                self._drop(parked, self._folder())
        self.close_form()

    @staticmethod
    def _drop(parked: Parked, folder: Path | None) -> None:
        # What a disk does not let go of is offered again: no reason to say that the record failed.
        if folder is not None:
            with suppress(OSError):
                drafts.drop(folder, parked)

    def _folder(self) -> Path | None:
        session = self.desk.session
        return drafts.folder(self.desk.site.uuid, session.officer_id) if session else None

    def drafts(self) -> list[Parked]:
        """The acting officer's forms put aside, oldest first; the open one is not among them."""
        folder = self._folder()
        here = self._parked.file if self._parked else ""
        return [parked for parked in drafts.kept(folder) if parked.file != here] if folder else []
