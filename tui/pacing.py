"""Pacing: one frame in flight, so that a slow line never holds more than the officer still wants to see."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

REPORT = "\x1b[6n"

_PROBE_WAIT = 0.5  # seconds a terminal has to answer the first question before it counts as mute
_SLOWEST = 120.0  # bytes a second that even the worst line carries
_GRACE = 2.0  # seconds beyond what the line needs, before an answer counts as lost
_LOST = 2  # so many lost answers in a row and the terminal counts as mute
_WINDOW = 64  # bytes that may be under way unasked: a key's echo needs no answer, a held key's does now and then
_ECHO = 0.4  # seconds of a slow line that may be under way unasked, where that is more
_MEASURE = 256  # bytes a frame must have for its answer to tell the rate
_SLOW = 4000.0  # bytes a second under which frames are sent in parts
_PART = 0.2  # seconds of line that one part may take before its question; half as much follows it, or more


@dataclass(slots=True)
class Pacing:
    """When the next frame may go. Times are seconds of a monotonic clock, handed in."""

    baud: int | None = None
    asked: int = 0
    answered: int = 0
    mute: bool = False
    drained: bool = True  #: the last frame has left this process
    rate: float | None = None  #: bytes a second, as measured on frames that were answered
    _unasked: int = 0
    _bytes: int = 0
    _ahead: int = 0  #: bytes sent behind the last question
    _sent_at: float = 0.0
    _lost: int = 0
    _late: int = 0  #: answers given up that may still come
    _probed_at: float | None = None  #: while the probe is unanswered
    _quickest: float = 1.0  #: the shortest answer so far: the way there and back, which says nothing of the rate

    def probe(self, now: float) -> str:
        """The question to ask before anything is sent: does this terminal answer at all?"""
        self.asked, self.answered, self._bytes, self._unasked = self.asked + 1, self.asked, 0, 0
        self._probed_at, self._sent_at, self.mute, self.drained = now, now, False, True
        return REPORT

    def may_send(self, now: float) -> bool:
        """Whether a frame may go now."""
        wake = self.wake_at()
        return wake is None or now >= wake

    @property
    def expects(self) -> bool:
        """Whether a report may be an answer: to what was asked last, or a late one."""
        return self.answered < self.asked or self._late > 0

    @property
    def waiting(self) -> bool:
        """Whether an answer to a frame is still to come; the probe alone holds nothing up."""
        return self.answered < self.asked and self._bytes > 0

    def wake_at(self) -> float | None:
        """When to look again although nothing has been heard, or None when nothing is awaited."""
        if self.mute:
            if not self.drained:
                return inf
            return self._sent_at + self._bytes / self._line() if self.rate or self.baud else None
        if not self.waiting:
            return None
        if self._probed_at is not None:
            return self._probed_at + _PROBE_WAIT
        return self._sent_at + _GRACE + 3 * self._bytes / self._line()

    def _line(self) -> float:
        return self.rate or (self.baud or 0) / 10 or _SLOWEST

    def overdue(self, now: float) -> None:
        """Give an answer up that has not come in time; after some of those, or none ever, stop asking."""
        wake = self.wake_at()
        if not self.mute and self.waiting and wake is not None and now >= wake:
            self._lost += 1
            self._late += self.asked - self.answered
            self.mute = self._probed_at is not None or self._lost >= _LOST
            self.answered, self._probed_at = self.asked, None

    def question(self, size: int, *, whole: bool) -> str:
        """What to append to a frame of this size: a question, or nothing while little is under way.

        Behind a part there is always one: it is the answer that has the rest sent.
        """
        window = max(_WINDOW, int((self._slow_line() or 0) * _ECHO))
        return "" if self.mute or (whole and self._unasked + size <= window) else REPORT

    def sent(self, size: int, question: bool, now: float, *, ahead: int = 0) -> None:
        """Note a frame of this many bytes, and how many went behind its question."""
        self.drained = False
        self._unasked = ahead if question else self._unasked + size + ahead
        if question or self.mute:
            self._bytes, self._ahead, self._sent_at = size + ahead, ahead, now
        self.asked += int(question)

    def report(self, now: float) -> None:
        """Note an answer; even a late one shows that the terminal is not mute."""
        if self._probed_at is not None:
            self._quickest = min(self._quickest, now - self._probed_at)
        self.mute, self._lost, self._probed_at = False, 0, None
        if self.answered < self.asked:
            self.answered += 1
            if self.answered == self.asked:
                self._measure(now - self._sent_at)
        else:
            self._late = max(self._late - 1, 0)

    def _measure(self, took: float) -> None:
        """Believe a quick answer at once and a late one by and by: one hiccup does not make a slow line.

        A part waits behind the one before it: its answer tells only that the line is not slower than that. What is
        small tells nothing: it may stand whole in the buffer of a serial port.
        """
        self._quickest = min(self._quickest, took)
        if self._bytes >= _MEASURE and not self._ahead:
            rate = self._bytes / max(took - self._quickest, 1e-4)
            self.rate = rate if self.rate is None else max(rate, self.rate / 4)
        elif self.rate is not None and self._bytes - self._ahead >= _WINDOW:
            self.rate = max(self.rate, (self._bytes - self._ahead) / max(took, 1e-4))

    def budget(self) -> int | None:
        """Bytes one frame may have, or None on a line that needs no parts."""
        slow = self._slow_line()
        return None if slow is None else max(int(slow * _PART), _WINDOW + 1)

    def ahead(self) -> int:
        """Bytes that may follow a part's question: the line is busy with them until the answer is here."""
        way = 0 if self.mute else self._quickest
        return int((self._slow_line() or 0) * max(_PART / 2, way))

    def _slow_line(self) -> float | None:
        line = self.rate or (self.baud / 10 if self.baud else None)
        return line if line is not None and line < _SLOW else None
