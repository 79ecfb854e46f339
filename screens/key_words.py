"""Words and times the key screen and its forms share: borrowers, rows, and when a key comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import duty, key_register
from db.key_register import Borrower, KeyLine, KeyView, NewBorrower
from db.rules import site as site_rules
from db.rules.plain_text import half_width
from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Candidate
from screens.text import (
    HOUR,
    MINUTE,
    clock,
    columns,
    day_clock,
    left,
    masked,
    person,
    said,
    short_name,
    shortened,
    with_room,
)
from screens.words import N_, _

Person = Borrower | NewBorrower


@dataclass(frozen=True, slots=True)
class Picked:
    """Somebody a hand on the keyboard chose from what was offered, warnings and all; a scanner cannot."""

    who: Borrower


#: Letters that say when a key comes back.
WHENS = "hls"
WHEN_HINT = N_("h 30 min   l 2 h   s end of shift   or a time such as 2240")


def when(desk: Desk, typed: str) -> int:
    """The time a key is to come back: a letter of `WHENS`, or a time of the clock; epoch milliseconds."""
    text, now = half_width(typed).strip().lower(), desk.now()
    if text == "h":
        return now + 30 * MINUTE
    if text == "l":
        return now + 2 * HOUR
    return _shift_end(desk) if text == "s" else site_rules.next_time(text, now, desk.zone)


def _shift_end(desk: Desk) -> int:
    held = duty.of_officer(desk.who.officer_id) or duty.on_post(desk.post.id)
    if held is None or held.due_end <= desk.now():
        raise Refused(N_("No shift is running here: type the time, such as 2240."))
    return held.due_end


def is_when(typed: str) -> bool:
    """Whether one letter says the time already."""
    return half_width(typed).lower() in tuple(WHENS)


def person_label(who: Borrower) -> str:
    """Name, firm, masked phone, and what the officer should know before the key goes out (K5)."""
    words = [person(who.name), person(who.firm), masked(who.phone)]
    words += [_("overdue {n}").format(n=who.overdue)] if who.overdue else []
    words += [_("firm overdue {tags}").format(tags=who.firm_tags)] if who.firm_overdue else []
    return " ".join(word for word in words if word)


def people(typed: str) -> Sequence[Candidate]:
    """Who the typed initials or name may be; digits are scans and offer nobody."""
    text = typed.strip()
    if not text or half_width(text[0]).isdigit():
        return ()
    found = key_register.borrowers(text)
    if not found:  # a parked form asks for the whole label it took
        found = [who for who in key_register.borrowers(text.split()[0]) if person_label(who) == text]
    return [Candidate(person_label(who), Picked(who)) for who in found]


def by_number(typed: str) -> Borrower | None:
    """Who has exactly this pass or staff number."""
    number = half_width(typed).strip()
    return next((who for who in key_register.borrowers(number) if who.number == number), None)


def key_line(desk: Desk, key: KeyView, width: int) -> str:
    """One row of the register."""
    if key.loan_id is None or key.due_at is None:
        where = _(IN_WORDS[key.state]) + (f"  {_('hook')} {key.hook}" if key.hook else "")
        return columns((key.tag, 6), (key.opens, 26), (where, max(10, width - 34)))
    chased = _("+{n}").format(n=key.chases) if key.chases else ""
    return columns(
        (key.tag, 6), (shortened(key.opens, 12), 12), (_holder(key, room := max(20, width - 51)), room),
        (day_clock(key.due_at, desk.zone, desk.now()), 11), (left(key.due_at, desk.now()), 13), (chased, 4),
    )  # fmt: skip


def _holder(key: KeyView, cells: int) -> str:
    """Who has it; the masked phone only where the name and the firm leave room for it."""
    who, phone = person(" ".join(part for part in (key.holder, key.firm) if part)), masked(key.phone)
    return with_room(who, phone, cells)


#: Keys that ask for a second signature (K6).
SPECIAL = {"restricted": N_("restricted"), "entrusted": N_("entrusted by an owner")}
IN_WORDS = {
    "in": N_("in the cabinet"),
    "damaged": N_("damaged, out of use"),
    "lost": N_("lost"),
    "out": N_("out"),
    "overdue": N_("overdue"),
}
KINDS = {
    "issued": N_("issued"),
    "returned": N_("returned"),
    "transferred": N_("passed on"),
    "chased": N_("chased"),
    "extended": N_("extended"),
    "due": N_("work done, due now"),
    "lost": N_("lost"),
    "found": N_("found"),
    "damaged": N_("damaged"),
    "repaired": N_("repaired"),
    "refused": N_("refused"),
    "approved": N_("approved by"),
    "countersigned": N_("signed later"),
}


def history_line(desk: Desk, line: KeyLine, width: int) -> str:
    """One row of a key's history."""
    until = _("until {time}").format(time=clock(line.due_at, desk.zone)) if line.due_at else ""
    names = [name for name in (line.officer, line.second) if name]
    officers = "+".join(short_name(name, 13 if len(names) == 1 else 7) for name in names)
    words = " ".join(part for part in (until, said(line.text)) if part)
    at = day_clock(line.at, desk.zone, desk.now())
    return columns(
        (at, 11), (_(KINDS[line.kind]), 12), (short_name(person(line.who), 12), 12),
        (words, max(8, width - 54)), (officers, 15),
    )  # fmt: skip
