"""The driver: sends a terminal only what changes on it, and outlives whatever comes back."""

from __future__ import annotations

import asyncio
import os
import signal
import termios
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, ClassVar, cast

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui import device, terminfo
from tui.keyboard import Keyboard
from tui.line import Line
from tui.pen import fit
from tui.profile import Profile
from tui.reading import Reader
from tui.sender import Sender

_FAREWELL = 0.8  # seconds the application has to save drafts and leave, once its terminal or its time is gone
_LAST_ANSWER = 0.4  # seconds to wait for answers under way, which would be typed into the shell
_LAST_WRITE = 0.5  # seconds to wait for a line that does not take what is left
_SECOND_SIGNAL = 0.1  # seconds after which the signal that came with a SIGCONT is here
_BACKLOG = 64  # keys the application may have before it; the rest waits in the keyboard
_HUNG_UP = 128 + signal.SIGHUP
_RESTORED = "\x1b[m\x1b[r\x1b[?7h\x1b[?25h"
_MODES = ("1049", "2004", "1000", "1003", "1006", "1015")


class WireDriver(LinuxDriver):
    """Textual's Linux driver with a glass between it and the wire.

    `profile` is set on the subclass that `Profile.driver_class` makes. An application that has `save_drafts()` is
    asked to before its terminal or its time is gone; it has less than a second.
    """

    profile: ClassVar[Profile] = Profile()

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._output = device.output_descriptor(self.fileno)
        self._can = terminfo.read(os.environ.get("TERM", ""))
        line = Line(
            self._output,
            drained=lambda: self._soon(self._sender.drained),
            gone=lambda: self.leave(_HUNG_UP),
            encoding=self.profile.encoding,
        )
        self._file = cast(Any, line)
        self._size_now = self._size = size or self._get_terminal_size()
        self._sender = self._make_sender()
        self._reader: Reader | None = None
        self._posted: Future[Any] | None = None
        self._started = self._leaving = False
        self._heard = self._noted = 0  # reports the reader has met, and those the sender knows of
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, _frame: self.leave(128 + number))

    def _make_sender(self) -> Sender:
        colors = 0 if self.profile.colors == "none" else self._can.colors if self._can.known else 16
        attributes = self._can.attributes
        return Sender(
            self._can,
            super().write,
            size=self._size_now,
            baud=self.profile.slow,
            fit=lambda pen: fit(pen, colors, attributes),
            sure_only=self.profile.ascii_only,
            loop=self._loop,
        )

    def _soon(self, call: Callable[..., object], *args: object) -> None:
        """Have the loop's thread call something; from any thread or signal, and not once the loop is gone."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *args)

    # What goes out

    def write(self, data: str) -> None:
        """Take what the application writes: paint is sent as frames, modes as they are where the terminal has them."""
        if data == "\x07" or (data.startswith("\x1b]52;") and self._can.alternate):
            super().write(data)
            return
        if self._size_now != (self._sender.wanted.width, self._sender.wanted.height):
            self._sender.resize(*self._size_now)
        for mode in self._sender.paint(data):
            if self._has_mode(mode):
                super().write(mode)

    def _has_mode(self, mode: str) -> bool:
        """Whether to pass a mode on: wrapping and the cursor are everybody's, the rest only xterm's and its kind."""
        return mode[3:-1] in ("7", "25") or (self._can.alternate and mode[3:-1] in _MODES)

    def forget(self) -> None:
        """Repaint the whole glass, which somebody else has written on."""
        self._sender.forget()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Columns and lines, asked of the terminal itself."""
        self._size_now = device.size(self._output)
        return self._size_now

    def _request_terminal_sync_mode_support(self) -> None:
        """Frames are small: there is nothing to synchronise, and nothing to ask."""

    def _query_in_band_window_resize(self) -> None:
        """SIGWINCH says it."""

    # What comes in

    def run_input_thread(self) -> None:
        """Read keys until told to stop; a terminal that is gone ends the application."""
        assert self._reader is not None
        if not self._reader.run():
            self.leave(_HUNG_UP)

    def process_message(self, message: Message) -> None:
        """Hand an event to the application, but for Ctrl+L, which repaints whatever dialog stands."""
        if isinstance(message, events.Key) and message.key == "ctrl+l":
            self._soon(self.forget)
        else:
            super().process_message(message)

    def send_message(self, message: Message) -> None:
        """Post an event, and remember the posting: the reader waits for it when it has many."""
        with suppress(RuntimeError):
            self._posted = asyncio.run_coroutine_threadsafe(self._app._post_message(message), loop=self._loop)

    def _is_busy(self) -> bool:
        posted = self._posted
        return self._app.message_queue_size > _BACKLOG or (posted is not None and not posted.done())

    def _is_report(self, row: int, column: int) -> bool:
        """Whether this answers us. Shift+F3 looks like a report from the first line, but not from where we are."""
        if not self._sender.pacing.expects:
            return False
        y, x = self._sender.asked_at
        if row == 1 and 2 <= column <= 8 and y is not None and (y or x not in (None, column - 1)):
            return False
        self._heard += 1
        self._soon(self._note_report, time.monotonic())
        return True

    def _note_report(self, at: float) -> None:
        self._noted += 1
        self._sender.report(at)

    # From the shell to the application and back

    def start_application_mode(self) -> None:
        """Take the terminal, and ask it its first question."""
        keyboard = Keyboard(self._is_report, self.profile.encoding, self._can.name)
        self._reader = Reader(self.fileno, keyboard, deliver=self.process_message, busy=self._is_busy)
        self._key_thread = None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not self._is_reading():  # in the background, and stopped there: SIGCONT brings us here again
            self._reader.close()
            self._reader = None
            return
        self._started = True
        device.change(self.fileno, self._set_wire)
        self._sender.start()

    def _is_reading(self) -> bool:
        return self._key_thread is not None

    def _set_wire(self, modes: list[Any]) -> None:
        device.set_wire(modes, flow_control=self.profile.flow_control)

    def disable_input(self) -> None:
        """Send and read nothing more, save the answers under way, which a shell would take for typing."""
        self._sender.stop()
        if self._started:
            self._started = False
            self._await_answers()
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.stop()
            super().disable_input()
            reader.close()

    def _await_answers(self) -> None:
        pacing, end = self._sender.pacing, time.monotonic() + (0 if self._leaving else _LAST_ANSWER)
        while not pacing.mute and pacing.answered + self._heard - self._noted < pacing.asked and time.monotonic() < end:
            time.sleep(0.01)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, with nothing of the desk left to read on it."""
        if not device.is_ours(self.fileno):
            self.disable_input()
            return
        self._sender.stop()
        # Before the screen is left: setting the region moves the cursor, which then comes back where it was.
        LinuxDriver.write(self, _RESTORED if self._can.alternate else _RESTORED + "\x1b[H\x1b[J")
        super().stop_application_mode()

    def close(self) -> None:
        """Let the writing thread finish, but not for ever: the line may be stopped, or gone."""
        writer, self._writer_thread = self._writer_thread, None
        if writer is None:
            return
        finishing = threading.Thread(target=writer.stop, daemon=True)
        finishing.start()
        finishing.join(_LAST_WRITE if self._leaving else _LAST_WRITE * 10)
        if finishing.is_alive():
            with suppress(termios.error):
                termios.tcflush(self._output, termios.TCOFLUSH)

    # Sleep

    def _sigtstp_application(self, *_: object) -> None:
        self._soon(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        self._soon(self._continue)

    def _continue(self) -> None:
        """Come back to the foreground, whether we left in order or were stopped where we stood."""
        if self._leaving or not (self._started or self._auto_restart):
            return
        if not device.is_ours(self.fileno):  # `bg`; but `kill` also wakes us, and its other signal may come second
            self._loop.call_later(_SECOND_SIGNAL, self._stop_again)
        elif self._started:
            device.change(self.fileno, self._set_again)
            LinuxDriver.write(self, "\x1b[?1049h" if self._can.alternate else "")
            self.forget()
        else:
            self.resume_application_mode()

    def _stop_again(self) -> None:
        if not (self._leaving or device.is_ours(self.fileno)):
            os.kill(os.getpid(), signal.SIGSTOP)

    def _set_again(self, modes: list[Any]) -> None:
        """Raw input and output again: a shell has had the terminal."""
        modes[3] = self._patch_lflag(modes[3])
        modes[0] = self._patch_iflag(modes[0])
        modes[6][termios.VMIN] = 1
        self._set_wire(modes)

    # The end

    def leave(self, code: int) -> None:
        """End the application now, from any thread or signal: drafts saved, terminal restored, within a second."""
        if self._leaving:
            return
        self._leaving = True
        watch = threading.Timer(_FAREWELL, self._end_process, [code])
        watch.daemon = True
        watch.start()
        self._soon(self._end_application, code)

    def _end_application(self, code: int) -> None:
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # in the background it would stop us, not let us go
        with suppress(Exception):
            getattr(self._app, "save_drafts", lambda: None)()
        self._app.exit(return_code=code)

    def _end_process(self, code: int) -> None:
        """What is left when the application does not end by itself: the terminal, and the door."""
        if device.is_ours(self.fileno):
            self._give_back()
        os._exit(code)

    def _give_back(self) -> None:
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        device.write_if_taken(self._output, _RESTORED + ("\x1b[?1049l" if self._can.alternate else ""))
