"""Pure: a clock in, what is left of it in a few words out."""

from __future__ import annotations

from rich.cells import cell_len

from db.rules.sla import NAMES
from screens.text import span
from screens.words import _


def remaining(name: str, due_at: int | None, now: int) -> str:
    """`24 hours 22:32`, `appointment late 0:25`; nothing where no clock runs. `name` is the msgid of the clock."""
    if due_at is None:
        return ""
    if due_at < now:
        return _("{clock} late {span}").format(clock=_(name), span=span(now - due_at))
    return _("{clock} in {span}").format(clock=_(name), span=span(due_at - now))


def widest() -> int:
    """Cells the longest of the clocks takes in the language in use."""
    return max(cell_len(_("{clock} late {span}").format(clock=_(name), span="23:59")) for name in NAMES)
