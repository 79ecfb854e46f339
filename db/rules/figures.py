"""The figures of service (L8): each with its numerator and denominator, never per person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a span.

    `target` is in percent, reached from above or, where `at_most`, stayed below; `unrecorded` are those about which
    nobody wrote anything; `self_reported` is what the desk says of itself (自报).
    """

    code: str
    numerator: int
    denominator: int
    target: int
    at_most: bool = False
    unrecorded: int = 0
    self_reported: bool = False

    @property
    def percent(self) -> float | None:
        """The share in percent, None where nothing is on record."""
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def met(self) -> bool | None:
        """Whether the target is reached, None where nothing is on record."""
        if self.percent is None:
            return None
        return self.percent < self.target if self.at_most else self.percent >= self.target


def rings(marks: Iterable[str], target: int) -> Figure:
    """Calls answered within three rings, of those that were marked at all (`three`, `late`, or empty)."""
    marked = list(marks)
    said = [mark for mark in marked if mark]
    within, silent = said.count("three"), len(marked) - len(said)
    return Figure("rings", within, len(said), target, unrecorded=silent, self_reported=True)


def solved(problems: Iterable[tuple[int, int | None]], at: int, target: int) -> Figure:
    """Problems (taken, done) solved within 24 hours; one that still has the time is not counted yet."""
    due = [(taken, done) for taken, done in problems if done is not None or at - taken > DAY]
    in_time = sum(done is not None and done - taken <= DAY for taken, done in due)
    return Figure("solved", in_time, len(due), target)


def callbacks(done: Iterable[tuple[bool, bool]], target: int) -> Figure:
    """Work that was done (recordable, called back): those nobody can have recorded stand apart."""
    all_done = list(done)
    recordable = [called for can, called in all_done if can]
    return Figure("callbacks", sum(recordable), len(recordable), target, unrecorded=len(all_done) - len(recordable))


def complaints(valid: int, homes: int, target: int) -> Figure:
    """Valid complaints among the homes of the estate."""
    return Figure("complaints", valid, homes, target, at_most=True)
