"""The application: owns the terminal, the minute clock and who is signed on."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input

from db import reading, site, staff
from db.rules.words import Refused
from screens import privacy
from screens.base import BaseScreen
from screens.commands import Command
from screens.desk import Desk, Printer
from screens.form_host import FormHost
from screens.sign_on import Lock, SignOnScreen
from screens.text import hidden, wrapped
from screens.words import _, tell, tell_on_a_line
from tui.keys import KeyLine
from tui.speech import harmless

#: Screens by noun; a feature is imported when it is first needed, after the sign-on screen is painted.
FEATURES = {
    "duty": "DutyScreen",
    "duty_log": "DutyLogScreen",
    "handover": "HandoverScreen",
    "key_register": "KeyRegisterScreen",
    "ticket_queue": "TicketQueueScreen",
    "registers": "RegistersScreen",
    "routines": "RoutinesScreen",
    "templates": "TemplatesScreen",
    "receipts": "ReceiptsScreen",
    "roster": "RosterScreen",
    "passes": "PassesScreen",
    "units": "UnitsScreen",
    "settings": "SettingsScreen",
    "inbox": "InboxScreen",
    "staff": "StaffScreen",
    "printing": "PrintingScreen",
    "emergency": "EmergencyScreen",
    "emergency_book": "EmergencyBookScreen",
    "phrase_book": "PhraseBookScreen",
}


def _feature(noun: str) -> Callable[[], Screen[None]]:
    def make() -> Screen[None]:
        made: Screen[None] = getattr(import_module(f"screens.{noun}"), FEATURES[noun])()
        return made

    return make


def _explained(command: type[Command]) -> list[str]:
    """A shortcut, and beside it what it does."""
    first, *more = wrapped(_(command.help()), 70)
    return [f"{command.key_shown():<8}{first}", *(f"{'':8}{line}" for line in more)]


class DutyDesk(App[None], inherit_bindings=False):
    """One terminal of the station; the station file is open already."""

    CSS_PATH = [Path(__file__).with_name("base.tcss")]
    ENABLE_COMMAND_PALETTE = False
    SCREENS = {"sign_on": SignOnScreen, **{noun: _feature(noun) for noun in FEATURES}}
    TITLE = "dutydesk"

    def __init__(
        self,
        *,
        hint: str = "",
        post: str = "",
        printer: Printer = Printer(),  # noqa: B008 - frozen
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(ansi_color=True, driver_class=driver_class)
        # No toasts, no tooltips: two widgets fewer on every screen. Textual has the switch for its tests alone.
        self._disable_notifications = self._disable_tooltips = True
        view = site.read()
        chosen = next((p for p in view.posts if p.code == post), view.posts[0])
        self.desk = Desk(view, chosen, hint=hint, printer=printer)
        privacy.recall(view.uuid)
        self.last_key = time.monotonic()
        self.keys = KeyLine(self)

    @property
    def message_queue_size(self) -> int:
        """What is still to be handled, the keys in their line as well: the driver holds back what is typed beyond."""
        return super().message_queue_size + self.keys.waiting.qsize()

    @property
    def cursor_position(self) -> Offset:
        """Where an input method looks for the cursor: in the field one types into; at home when there is none."""
        return self.focused.cursor_screen_offset if isinstance(self.focused, Input) else Offset()

    @cursor_position.setter
    def cursor_position(self, _place: Offset) -> None:
        """A field says where its cursor is each time it moves; it may have been left, or laid out elsewhere, since."""

    def get_default_screen(self) -> Screen[None]:
        """Sign-on is the first screen: none is made, laid out and painted only to be covered."""
        screen: Screen[None] = self.get_screen("sign_on")
        # Leaving a screen takes away the callback it was pushed with; a first screen was not pushed.
        screen._push_result_callback(self, None)
        return screen

    def on_mount(self) -> None:
        """Take keys; then the clock, once a minute."""
        # One thread asks doors: a second would only wait for the same writer, with a connection of its own.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1, "door"))
        self.keys.start()
        self.set_timer(60 - time.time() % 60, self._first_minute)
        self.call_after_refresh(self._warm_up)

    def save_drafts(self) -> None:
        """Keep what is typed on any screen: the line may be lost, or the machine going down."""
        for screen in self.screen_stack:
            if isinstance(screen, FormHost):
                screen.keep_draft()

    def on_unmount(self) -> None:
        """Keep what is typed; take no more keys."""
        self.keys.stop()

    def _warm_up(self) -> None:
        """Import what the night begins with while the officer types the staff number; F9 and `;` need their forms."""
        gc.enable()
        gc.collect()
        gc.freeze()
        staff.end_left_over()
        for noun in ("duty", "duty_log", "calls", "emergency_forms", "key_register", "ticket_queue"):
            import_module(f"screens.{noun}")

    def _first_minute(self) -> None:
        self._minute()
        self.set_interval(60, self._minute)

    def _minute(self) -> None:
        # The minute may strike while the program ends: no screen is left then.
        if not self.screen_stack:
            return
        if isinstance(self.screen, FormHost):
            self.screen.minute()
        idle = time.monotonic() - self.last_key
        if self.desk.session is not None and idle >= self.desk.site.settings["lock_minutes"] * 60:
            self.lock()
        if self.desk.session is not None:
            self.run_worker(self._shift_sheet(), group="printer")

    async def _shift_sheet(self) -> None:
        """The emergency sheet a duty begins with, where the site wants one: nobody waits for it (H23)."""
        try:
            if not await asyncio.to_thread(site.setting, "shift_sheet"):
                return
            from screens import print_out, shift_sheet

            printed = await asyncio.to_thread(shift_sheet.put, self.desk)
        except Refused as refused:
            self._say(tell(refused))
            return
        if printed is not None:
            self._say(printed.sentence)
            if printed.command:
                self._say((await print_out.send(printed)).sentence)

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, FormHost):
            self.screen.say(sentence)

    async def on_event(self, event: events.Event) -> None:
        """Keys go into their line; the lock counts from the last one."""
        if isinstance(event, events.Key):
            self.last_key = time.monotonic()
            self.keys.waiting.put_nowait(event)
        else:
            await super().on_event(event)

    def open(self, noun: str, record: int | None = None) -> None:
        """Go to a screen by its noun, to one record of it; nothing switches while the lock stands."""
        if self.desk.locked:
            return
        if getattr(self.screen, "NOUN", "") == noun:
            if record is not None and isinstance(self.screen, BaseScreen):
                self.screen.show_record(record)
            return
        screen = self.get_screen(noun)
        if isinstance(screen, BaseScreen):
            screen.awaited = record
        self.keys.going = self.switch_screen(screen)

    def leave(self) -> None:
        """Back from a text or the lock to the screen below."""
        self.keys.going = self.pop_screen()

    def lock(self) -> None:
        """Hide everything until a PIN; what is typed stays, and is on disk."""
        if self.desk.locked or self.desk.session is None:
            return
        self.save_drafts()
        self.desk.locked = True
        self.keys.going = self.push_screen(Lock())

    def _handle_exception(self, error: Exception) -> None:
        """A record that cannot be read is said on the screen; what is the program's own fault ends it."""
        refused = reading.refusal(getattr(error, "error", error))
        if refused is not None and self.screen_stack and isinstance(self.screen, FormHost):
            self.screen.say(tell_on_a_line(refused))
        else:
            super()._handle_exception(error)

    def go_to_shell(self) -> bool:
        """Lock and suspend; False where no shell waits to bring the program back."""
        parent = os.getppid()
        controlled = os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
        if controlled:
            self.lock()
            self.call_after_refresh(self.action_suspend_process)
        return controlled

    def _fatal_error(self) -> None:
        """A fault of the program: its traceback without locals and numbers, which may be PINs and phones."""
        from rich.segment import Segments
        from rich.traceback import Traceback

        self.save_drafts()
        trace = Traceback(show_locals=False, width=None)
        for stack in trace.trace.stacks:
            stack.exc_value = harmless(stack.exc_value)
        self._exit_renderables.append(Segments(self.console.render(trace, self.console.options)))
        self._close_messages_no_wait()

    def redraw(self) -> None:
        """Draw the whole screen again, whatever the terminal shows."""
        forget = getattr(self._driver, "forget", None)
        if forget is not None:
            forget()
        self.screen.refresh(repaint=True, layout=True)

    def help(self, screen: Screen[None]) -> None:
        """Every shortcut of a screen and what it does."""
        if isinstance(screen, BaseScreen):
            self._show(_("Help"), "\n".join(line for c in screen.ALL_SHORTCUTS for line in _explained(c)))

    def read(self, title: str, text: str, put_on_paper: Callable[[], object] | None = None) -> None:
        """A long text of the record, page by page; the privacy view shows none of it. `put_on_paper` prints it."""
        self._show(title, hidden(text), put_on_paper)

    def _show(self, title: str, text: str, put_on_paper: Callable[[], object] | None = None) -> None:
        from screens.dialogs.reader import Reader

        self.keys.going = self.push_screen(Reader(title, text, put_on_paper))
