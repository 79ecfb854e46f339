"""When a duty ends and how late relief is."""

from __future__ import annotations


def minutes_late(due_end: int, at: int) -> int:
    """Whole minutes past the end of a duty, never negative (H20)."""
    return max(0, (at - due_end) // 60_000)


def reminder_due(due_end: int, at: int, warn_minutes: int) -> bool:
    """Whether the reminder of the handover stands: from `warn_minutes` before the end (H20)."""
    return at >= due_end - warn_minutes * 60_000
