"""The sender: takes what the compositor paints, and sends the terminal frames when the line can carry them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from math import inf

from tui import frame
from tui.brush import Glass
from tui.glass import Wanted
from tui.pacing import Pacing
from tui.pen import Pen
from tui.terminfo import Capabilities


class Sender:
    """Holds the wanted and the shown glass; all its methods belong to the loop's thread."""

    def __init__(
        self,
        can: Capabilities,
        put: Callable[[str], None],
        *,
        size: tuple[int, int] = (80, 24),
        baud: int | None = None,
        fit: Callable[[Pen], Pen] = lambda pen: pen,
        sure_only: bool = False,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self.wanted = Wanted(*size, fit, sure_only=sure_only)
        self.shown: Glass | None = None
        self.pacing = Pacing(baud)
        self._can, self._put, self._loop = can, put, loop
        self._soon: asyncio.Handle | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.asked_at: tuple[int | None, int | None] = None, None  #: where the cursor stood at the last question
        self._begin = 0  # row the next part begins with
        self._garbled = False
        self._stopped = True

    def start(self) -> None:
        """Begin with a terminal of which nothing is known."""
        self._stopped = False
        self.shown = None
        self._put(self.pacing.probe(time.monotonic()))
        self._wake()

    def stop(self) -> None:
        """Send nothing more."""
        self._stopped = True
        self._forget_calls()

    def paint(self, data: str) -> list[str]:
        """Paint on the wanted glass; what is painted before the loop comes round goes as one frame."""
        modes = self.wanted.paint(data)
        self._wake()
        return modes

    def resize(self, width: int, height: int) -> None:
        """The terminal has another size, and shows who knows what."""
        self.wanted.resize(width, height)
        self.shown, self._begin = None, 0

    def forget(self) -> None:
        """Repaint everything: somebody else has written on the glass."""
        self.shown, self._garbled = None, True
        self._wake()

    def report(self, at: float) -> None:
        """The terminal has answered: what it was asked with is on the glass."""
        self.pacing.report(at)
        self._pump()

    def drained(self) -> None:
        """All that was put has left the process."""
        self.pacing.drained = True
        if self.pacing.mute:
            self._pump()

    def _wake(self) -> None:
        if self._soon is None and not self._stopped:
            self._soon = self._loop.call_soon(self._pump)

    def _pump(self) -> None:
        """Send a frame if there is something to send and the line is free; else look again when it may be."""
        self._forget_calls()
        if self._stopped:
            return
        now = time.monotonic()
        self.pacing.overdue(now)
        if self.pacing.may_send(now):
            data = self._compose()
            if data:
                self._send(data, now)
        self._look_again(now)

    def _send(self, data: str, now: float) -> None:
        assert self.shown is not None
        whole = self.shown.rows == self.wanted.rows
        data += (question := self.pacing.question(len(data.encode()), whole=whole))
        self.asked_at = self.shown.y, self.shown.x if self.shown.sure else None
        ahead = self._ahead()
        self._put(data + ahead)
        self.pacing.sent(len(data.encode()), bool(question), now, ahead=len(ahead.encode()))

    def _forget_calls(self) -> None:
        for handle in filter(None, (self._soon, self._timer)):
            handle.cancel()
        self._soon = self._timer = None

    def _look_again(self, now: float) -> None:
        wake = self.pacing.wake_at()
        if wake is not None and now < wake < inf:
            self._timer = self._loop.call_later(wake - now, self._pump)

    def _compose(self) -> str:
        if self.shown is None:
            data, self.shown = frame.forgotten(self.wanted, self._can, garbled=self._garbled)
            self._garbled, self._begin = False, 0
            return data
        data, glass, prepare = frame.frame(self.shown, self.wanted, self._can)
        budget = self.pacing.budget()
        if budget is not None and len(data.encode()) > budget:
            return self._part(budget, prepare)
        self.shown = glass
        return data

    def _ahead(self) -> str:
        """What a slow line carries while the answer is on its way, so that it never stands still."""
        ahead = self.pacing.ahead()
        return self._part(ahead) if ahead else ""

    def _part(self, budget: int, prepare: frame.Prepare = frame.as_it_is) -> str:
        assert self.shown is not None
        shown, wanted = self.shown, self.wanted
        data, self.shown, self._begin = frame.part(shown, wanted, self._can, self._begin, budget, prepare)
        return data
