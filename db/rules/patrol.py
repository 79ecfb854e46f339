"""What a patrol round says: its number, who walked it, and how the public facilities were (L13)."""

from __future__ import annotations

from db.rules.words import Refused, _

STATES = ("normal", "damaged", "broken_off")
#: Data of the record, in the site's language.
_LINES = {
    "zh": {
        "normal": "第{n}轮巡逻正常 {who}",
        "damaged": "第{n}轮巡逻 {who}: {found}",
        "broken_off": "第{n}轮巡逻中止 {who}: {found}",
    },
    "en": {
        "normal": "Patrol round {n} normal, {who}",
        "damaged": "Patrol round {n}, {who}: {found}",
        "broken_off": "Patrol round {n} broken off, {who}: {found}",
    },
}


def check(number: int, state: str, found: str) -> None:
    """Refuse a round without a number, or one that was not normal and does not say why."""
    if not 1 <= number <= 99:
        raise Refused(_("A round has a number from 1 to 99, not {n}."), n=number)
    if state not in STATES:
        raise Refused(_("A round is normal, damaged or broken_off, not {state}."), state=state)
    if state != "normal" and not found.strip():
        raise Refused(_("Say what was found, or why the round was broken off."))


def line(language: str, number: int, who: str, state: str, found: str) -> str:
    """The line of the log."""
    return _LINES[language][state].format(n=number, who=who, found=found)
