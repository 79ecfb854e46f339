"""Open matters of a handover: which there are, in which section, and what each still needs (H15, H16, H18)."""

from __future__ import annotations

from db.rules.words import Refused, _

SEVERITIES = ("urgent", "medium", "low")
#: The sections of a record in the order of H18: keys and papers, what is unfinished, what is important or doubtful.
SECTIONS = ("keys", "slips", "owed", "unfinished", "routines", "important")
_SECTION_OF = {
    "key": "keys", "slip": "slips", "owed": "owed", "second": "owed", "analysis": "owed", "routine": "routines",
    "own": "important",
}  # fmt: skip


def absent(severity: str, next_step: str, who: str, by_when: int | None, if_then: str) -> tuple[str, ...]:
    """What an open matter still needs before it can be offered: all four for an urgent one (H15)."""
    if severity != "urgent":
        return ()
    said = {"next_step": next_step, "who": who, "by_when": by_when, "if_then": if_then}
    return tuple(name for name, value in said.items() if not value)


def check_severity(severity: str) -> str:
    """A matter is urgent, medium or low."""
    if severity not in SEVERITIES:
        raise Refused(_("{severity} is not a severity: urgent, medium or low."), severity=severity)
    return severity


def asked(source: str, value: object) -> bool:
    """Whether who and by when are the officer's to say: where no register says them (H15)."""
    return not value or source.partition(":")[0] in ("own", "log")


def check_told(stands: object, wanted: object) -> None:
    """What a register says is changed there, never here (H15)."""
    if stands and wanted and wanted != stands:
        raise Refused(_("Who and by when stand in the register: change them there (H15)."))


def check_settle(source: str) -> None:
    """A matter that stands in a register ends there, never here (H16)."""
    if not source.startswith("own:"):
        raise Refused(_("This matter stands in its register: close it there, and it leaves this list (H16)."))


def registers(code: str, first: bool) -> tuple[str, ...]:
    """Which registers a post hands over: the first post keeps what belongs to the whole site."""
    if first:
        return ("key", "second", "ticket", "promise", "log", "routine")
    return ("ticket", "promise", "log", "routine") if code == "maintenance" else ("promise", "log", "routine")


def section(source: str) -> str:
    """The section a matter stands in (H18)."""
    return _SECTION_OF.get(source.partition(":")[0], "unfinished")
