"""The screen every screen is: header, body, the panel where one types, status, shortcuts; and its commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.widget import Widget

from db import duty
from db.rules.duty import reminder_due
from db.rules.words import Refused
from screens import commands, privacy, text
from screens.commands import EVERYWHERE, Command
from screens.everywhere import Everywhere
from screens.forms import Form
from screens.text import clock, left
from screens.unmasked import revealed
from screens.widgets.ledger import Ledger
from screens.widgets.lines import Line
from screens.widgets.panel import Panel
from screens.words import _, tell_on_a_line

if TYPE_CHECKING:
    from screens.papers.paper import Paper
    from screens.print_out import Printed


class BaseScreen(Everywhere):
    """A screen of the station; a feature gives it a noun, commands, a body and rows."""

    NOUN: ClassVar[str] = ""
    TITLE_MSGID: ClassVar[str] = ""
    #: What stands in the screen's list, and which key begins it: said where nothing does.
    EMPTY: ClassVar[str] = ""
    SHORTCUTS: ClassVar[tuple[type[Command], ...]] = ()
    BESIDE: ClassVar[tuple[type[Command], ...]] = (commands.PhoneRang, commands.Help)
    #: Commands that every screen has; the sign-on screen has none of them.
    EVERYWHERE: ClassVar[tuple[type[Command], ...]] = EVERYWHERE

    def __init_subclass__(cls, **kwargs: Any) -> None:
        mine = {c.shortcut for c in cls.SHORTCUTS}
        everywhere = tuple(c for c in cls.EVERYWHERE if c.shortcut not in mine)
        cls.ALL_SHORTCUTS = (*cls.SHORTCUTS, *everywhere)
        cls.KEYMAP = commands.keymap(cls.ALL_SHORTCUTS)
        super().__init_subclass__(**kwargs)

    ALL_SHORTCUTS: ClassVar[tuple[type[Command], ...]] = EVERYWHERE
    KEYMAP: ClassVar[dict[str, type[Command]]] = {}

    #: Whether the lists were last painted in the privacy view.
    painted_private = False
    #: Whose name and phone the status line shows.
    unmasked: tuple[str, int] | None = None
    #: A record to be shown as soon as the screen is.
    awaited: int | None = None

    # -- what a feature may override ---------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """The widgets between header and panel; the first ledger has the focus."""
        return ()

    def title_line(self) -> tuple[str, str]:
        """Second line: what is shown, and how much of it."""
        return _(self.TITLE_MSGID), ""

    def refresh_data(self) -> None:
        """Read again what is shown; called when the screen comes back, after a save, when another desk wrote."""
        for ledger in self.query(Ledger):
            ledger.reload()
        self.say_title()

    def show_record(self, record: int) -> None:
        """Show one record, because another screen sent the officer here."""

    def news(self) -> str:
        """What is said each time the screen is shown; it needs the record, so no handler of its own asks for it."""
        return ""

    def on_digit(self, digit: str) -> None:
        """A digit was typed with nothing focused: the screen's number field."""

    # -- composition --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Header, title, body, panel, status, shortcuts."""
        yield Line(id="header")
        yield Line(id="title", bold=True)
        yield from self.body()
        yield Panel(id="panel")
        yield Line(id="status")
        yield Line(id="shortcuts")

    def on_mount(self) -> None:
        """Hide the panel and paint the chrome."""
        self.panel.display = False
        self.tick()
        self.say_keys()
        self.focus_body()

    def on_screen_resume(self) -> None:
        """The screen is shown (again): its data may be old."""
        with self.reading():
            self.tick()
            if self.painted_private != text.private:
                self._repaint_lists()
            self.refresh_data()
            if self.awaited is not None:
                record, self.awaited = self.awaited, None
                self.show_record(record)
            if news := self.news() or self._nothing():
                self.say(news)

    def _nothing(self) -> str:
        return "" if not self.EMPTY or self.query(Ledger).first().window else _(self.EMPTY)

    def on_screen_suspend(self) -> None:
        """What was said here is old when one comes back."""
        self.say("")

    def tick(self) -> None:
        """The minute, or who is here, has changed: the header."""
        desk = self.desk
        who = desk.session.name if desk.session else ""
        header = f"{desk.site.name} {desk.post.name}  {who}  {self._shift()}".rstrip()
        parked = len(self.drafts())
        aside = f"{_('parked')} {parked}   " if parked else ""
        aside += f"{_('PRIVACY VIEW')}   " if text.private else ""
        aside += f"{reminder}   " if (reminder := self._reminder()) else ""
        if behind := desk.clock_behind():
            aside += _("CLOCK SET BACK {span}").format(span=text.span(behind)) + "   "
        self.query_one("#header", Line).say(header, f"{aside}{clock(desk.now(), desk.zone)}")

    def minute(self) -> None:
        """The minute has changed: the clock, and what is left of each time unless somebody types in a form."""
        self.desk.read_settings()
        self.tick()
        if self.panel.filling is None:
            for ledger in self.query(Ledger):
                ledger.refresh()

    def _shift(self) -> str:
        """The shift of the duty on this post and its end."""
        held = duty.on_post(self.desk.post.id) if self.desk.session else None
        until = _("until {time}").format(time=clock(held.due_end, self.desk.zone)) if held else ""
        return f"{held.shift} {until}" if held else ""

    def _reminder(self) -> str:
        """A quarter of an hour before the duty ends, how long is left; afterwards, how late relief is (H20)."""
        desk = self.desk
        held = duty.on_post(desk.post.id) if desk.session else None
        if held is None or not reminder_due(held.due_end, desk.now(), desk.site.settings["warn_minutes"]):
            return ""
        return f"{_('handover')} {left(held.due_end, desk.now())}"

    def say_title(self) -> None:
        """Paint the second line."""
        self.query_one("#title", Line).say(*self.title_line())

    def say(self, sentence: str) -> None:
        """The status line: what just happened."""
        self.query_one("#status", Line).say(sentence)

    def shortcuts(self) -> str:
        """Help stands first, so that nothing else must be remembered."""
        return self.fitting(sorted(self.offered(), key=lambda command: command.shortcut != "?"))

    def offered(self) -> Sequence[type[Command]]:
        """What the line of shortcuts names, in this order."""
        return self.ALL_SHORTCUTS

    def fitting(self, known: Iterable[type[Command]]) -> str:
        """As many whole shortcuts as fit, of those that the line shows."""
        line = ""
        for command in (command for command in known if command.shown):
            longer = f"{line}  {command.key_shown()} {_(command.label)}".lstrip()
            if cell_len(longer) > self.app.size.width:
                break
            line = longer
        return line

    def focus_body(self) -> None:
        """Give the keyboard back to the list."""
        if ledgers := self.query(Ledger):
            self.set_focus(ledgers.first())
        else:
            self.set_focus(None)

    # -- commands -----------------------------------------------------------------------------------

    def action_command(self, name: str) -> None:
        """Do a command, or say why it cannot be done now."""
        command = next(c for c in self.ALL_SHORTCUTS if c.__name__ == name)
        if reason := command.why_not(self):
            self.say(_(reason))
            return
        getattr(self, command.method())()

    def body_key(self, event: events.Key) -> None:
        """A command, a digit for the screen's number field, or a move in the list."""
        pressed = commands.pressed(event)
        if command := self.KEYMAP.get(pressed):
            self.action_command(command.__name__)
        elif len(pressed) == 1 and pressed in "0123456789":
            self.on_digit(pressed)
        elif not (isinstance(self.focused, Ledger) and self.focused.take(event)):
            self.say(_("{key} means nothing here; ? shows what does.").format(key=commands.shown(pressed)))

    def do_palette(self) -> None:
        """`:`: a command by its name."""
        known = [[c.__name__, c.key_shown(), c.label] for c in self.ALL_SHORTCUTS]
        self.open_form(Form.registry["CommandByName"](commands=known))

    # -- who may be seen ----------------------------------------------------------------------------

    def do_privacy_view(self) -> None:
        """Names and phones away, or back."""
        on = privacy.switch(self.desk.site.uuid)
        self._repaint_lists()
        self.panel.paint()
        self.tick()
        self.refresh_data()
        self.say(_("Privacy view: names and phones are hidden.") if on else _("Names and phones are shown again."))

    def _repaint_lists(self) -> None:
        """Paint every row anew, though its record did not change."""
        self.painted_private = text.private
        for ledger in self.query(Ledger):
            ledger.refresh()

    def named(self) -> tuple[str, int] | None:
        """Register and id of the record under the cursor that names a person of the public."""
        return None

    def do_reveal(self) -> None:
        """`v`: whole name and phone, recorded."""
        self.unmasked = named = self.named()
        if named is not None:
            self.do(lambda: revealed(self.desk, *named))

    def on_ledger_moved(self, _event: Ledger.Moved) -> None:
        """The cursor has left whom it showed: nobody reads that phone as another one's (L10)."""
        if self.unmasked is not None and self.unmasked != self.named():
            self.unmasked = None
            self.say("")

    # -- paper ----------------------------------------------------------------------------------------

    @work
    async def put_on_paper(self, make: Callable[[], Paper]) -> None:
        """Make a paper, record its print, put it into the folder; a printer that is slow holds nobody up."""
        from screens import print_out

        desk = self.desk
        try:
            printed = await self.ask(lambda: print_out.put(desk.who, make(), desk.printer, desk.site.zone))
        except Refused as refused:
            self.say(tell_on_a_line(refused))
            return
        self.refresh_data()
        self.say(printed.sentence)
        if printed.command:
            self.app.run_worker(self._send(printed), group="printer")

    async def _send(self, printed: Printed) -> None:
        from screens.print_out import send

        self.say((await send(printed)).sentence)
