"""What may happen to a key (or radio, torch, umbrella: K12), and whose hand it takes."""

from __future__ import annotations

import re

from db.rules import plain_text
from db.rules.plain_text import half_width
from db.rules.words import Refused, _

SHARED_DUTY = ("restricted", "entrusted")
STATES = ("in", "out", "damaged", "lost")

#: State × event -> state; what is not here is refused with the sentence of `_WHY` (K1, K4, K8).
_STEPS: dict[tuple[str, str], str] = {
    ("in", "issue"): "out",
    ("out", "return"): "in",
    ("out", "break"): "damaged",
    ("in", "break"): "damaged",
    ("damaged", "repair"): "in",
    ("in", "lose"): "lost",
    ("out", "lose"): "lost",
    ("damaged", "lose"): "lost",
    ("lost", "find"): "in",
    ("out", "chase"): "out",
    ("out", "extend"): "out",
    ("out", "transfer"): "out",
}
EVENTS = ("issue", "return", "break", "repair", "lose", "find", "chase", "extend", "transfer")

_NOT_OUT = {
    "in": _("Key {tag} is in the cabinet: nobody has it."),
    "damaged": _("Key {tag} is damaged and out of use: nobody has it."),
    "lost": _("Key {tag} is reported lost: record it as found first."),
}
_WHY: dict[tuple[str, str], str] = {
    ("out", "issue"): _("Key {tag} is out: {holder} has it. Take it back first."),
    ("damaged", "issue"): _("Key {tag} is damaged: it goes out again when it is repaired."),
    ("lost", "issue"): _("Key {tag} is reported lost: record it as found first."),
    ("damaged", "break"): _("Key {tag} is recorded as damaged already."),
    ("lost", "lose"): _("Key {tag} is reported lost already."),
    ("out", "find"): _("Key {tag} is out, not lost: take it back instead."),
    ("in", "find"): _("Key {tag} is in the cabinet, not lost."),
    ("damaged", "find"): _("Key {tag} is damaged, not lost."),
    ("in", "repair"): _("Key {tag} is not damaged."),
    ("out", "repair"): _("Key {tag} is out: take it back first."),
}


def step(state: str, event: str, tag: str, holder: str = "") -> str:
    """The state after an event; refuses, each time with its own sentence, what the state does not allow."""
    now = "out" if state == "overdue" else state
    after = _STEPS.get((now, event))
    if after is None:
        raise Refused(_WHY.get((now, event)) or _NOT_OUT[now], tag=tag, holder=holder)
    return after


def state_of(condition: str, due_at: int | None, at: int) -> str:
    """`in`, `out`, `overdue`, `damaged` or `lost`: what is out is out, whatever else is known of it (K5)."""
    if due_at is None:
        return "in" if condition == "good" else condition
    return "overdue" if due_at <= at else "out"


def needs_pin(access: str, officers_on: int, last_pin_at: int, at: int, limit: int) -> bool:
    """Whether an issue asks the officer's PIN: a special key, several officers signed on, or an old proof (K3).

    `limit` is the site's, in minutes.
    """
    return needs_second(access) or officers_on > 1 or at - last_pin_at > limit * 60_000


def needs_second(access: str) -> bool:
    """Whether two officers must sign: restricted keys and those an owner entrusted (K6)."""
    return access in SHARED_DUTY


def check_signers(
    tag: str, access: str, officer: int, first: int | None, second: int | None, *, urgent: bool = False
) -> None:
    """Refuse signatures that are not the officer's own, or a second one that is missing or by the same hand (K6).

    In an emergency (`urgent`) one officer is enough; the second signature follows.
    """
    if first is not None and first != officer:
        raise Refused(_("The first signature must be your own: whoever is signed on issues the key."))
    if second is not None and second == officer:
        raise Refused(_("The second signature must be another officer's: nobody signs twice."))
    if not urgent and needs_second(access) and (first is None or second is None):
        raise Refused(_("Key {tag} goes out by two signatures only: yours and another officer's (K6)."), tag=tag)


def owes_second(access: str, second: int | None, *, urgent: bool) -> bool:
    """Whether an issue owes its second signature: a special key that went out by one officer in an emergency (K6)."""
    return urgent and needs_second(access) and second is None


def check_urgent(reason: str, approved_by: str | None) -> None:
    """An issue in an emergency says why, and who approved it by word of mouth; on a card that is asked later (K6)."""
    if not reason.strip():
        raise Refused(_("Say what the emergency is: the reason stands in the record (K6)."))
    if approved_by is not None and not approved_by.strip():
        raise Refused(_("Say who approved it by word of mouth (K6)."))


def check_owner(tag: str, access: str, holder: str, *, listed: bool, called: bool, urgent: bool) -> None:
    """An entrusted key goes to its owner, to people on the list, or after the registered number was called (K6).

    An emergency does not wait for the owner.
    """
    if access == "entrusted" and not (listed or called or urgent):
        raise Refused(
            _("Key {tag} is entrusted and {holder} is not on the owner's list: call the registered number first (K6)."),
            tag=tag,
            holder=holder,
        )


def check_registered(tag: str, number: str) -> str:
    """The registered number that is called for a key; without one the owner's list must say who may have it (K6)."""
    if not number:
        raise Refused(
            _("Key {tag} has no registered number of its owner: put the person on the owner's list first (K6)."),
            tag=tag,
        )
    return number


def check_countersign(tag: str, owed: bool, issuer: int, second: int) -> None:
    """The signature that follows an emergency is given once, by another officer than the one who issued (K6)."""
    if not owed:
        raise Refused(_("Key {tag} owes no second signature."), tag=tag)
    if second == issuer:
        raise Refused(_("The second signature must be another officer's: nobody signs twice."))


def check_due(due_at: int, at: int) -> int:
    """Refuse a time to come back that is not in the future (K3)."""
    if due_at <= at:
        raise Refused(_("The time to bring the key back has passed already: choose a later one."))
    return due_at


def check_pass(number: str, valid_from: int, valid_to: int, returned_at: int | None, at: int) -> None:
    """Refuse a temporary pass that was given back, is not valid yet, or has run out (G1)."""
    if returned_at is not None:
        raise Refused(_("Pass {number} was given back: it lends no key any more."), number=number)
    if at < valid_from:
        raise Refused(_("Pass {number} is not valid yet."), number=number)
    if valid_to < at:
        raise Refused(
            _("Pass {number} has run out: have it renewed, or write down the borrower's name and phone."), number=number
        )


def check_complete(missing: list[str]) -> None:
    """Refuse to end a return while a key of the batch is neither here nor accounted for (K4)."""
    if missing:
        raise Refused(
            _("Not all keys are here. Say of each where it is – with him, transferred, or lost: {tags}."),
            tags=", ".join(sorted(missing)),
        )


def clean_tag(typed: str) -> str:
    """A tag as it is compared: half-width and without blanks, nothing else guessed (K7)."""
    return half_width(typed).strip()


def check_tag(typed: str) -> str:
    """A new tag: 1 to 20 digits, Latin letters or hyphens."""
    tag = plain_text.clean(clean_tag(typed), _("Tag"), plain_text.NOTE)
    if not re.fullmatch(r"[0-9A-Za-z-]{1,20}", tag):
        raise Refused(_("A key tag is 1 to 20 digits or letters: {tag}."), tag=typed)
    return tag


def check_kind(value: str, allowed: tuple[str, ...]) -> str:
    """Refuse a word that is none of a closed list."""
    if value not in allowed:
        raise Refused(_("{value} is none of: {allowed}."), value=value, allowed=", ".join(allowed))
    return value


def check_copies(copies: int) -> int:
    """A tag has 1 to 99 copies of its key."""
    if not 1 <= copies <= 99:
        raise Refused(_("A key has 1 to 99 copies, not {n}."), n=copies)
    return copies
