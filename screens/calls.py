"""F9: the phone has rung. The unit, what is open there, and one letter that says what the call was about (L7, T13)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from db import calls
from db.calls import Card, How
from db.rules import site as times
from screens.call_words import CALLER, CHANNEL, CLASS, COMPLAINT, CONFIRMED, COST, LINES, MARKS, REPAIR, RINGS, WHAT
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.phrases import Phrases, officer_names, whereabouts
from screens.text import clock, day_clock, fit, hidden, left, masked, masked_name, person, said, whole
from screens.unmasked import revealed
from screens.words import N_, _


class Call(Form):
    """One call from its first key to its line in the log.

    `args`: the post; a line of the log that becomes a ticket also gives `where` (unit, place), `what`, `text` and the
    line it `follows`.
    """

    title = N_("Call")

    def heading(self, desk: Desk) -> str:
        """When it rang."""
        return f"{_(self.title)} {clock(self.began_at or desk.now(), desk.zone)}"

    def lines(self, desk: Desk, answers: Answers) -> list[str]:
        """The card of the unit, once it is known."""
        return card_lines(self._card(answers), desk)

    def _card(self, answers: Answers) -> Card:
        if "where" in self.args:
            return calls.card(*self.args["where"])
        return answers.get("unit") or Card(None)

    def _what(self, answers: Answers) -> object:
        return self.args.get("what") or answers.get("what")

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """Unit and letter, then what that letter needs."""
        card = self._card(answers)
        unit = Field("unit", N_("unit or place"), required=False, check=_card,
                     hint=N_("6.2.1101; Enter where it does not matter"))  # fmt: skip
        options = (*WHAT, *_same_again(card), *MARKS, *_who_lives(card))
        what = Field("what", N_("this time"), "choice", options=options)
        channel = Field("channel", N_("came as"), "choice", options=CHANNEL, default="call", extra=True)
        begin = tuple(f for f in (unit, what) if {"unit": "where"}.get(f.name, f.name) not in self.args)
        rings = Field("rings", N_("rings"), "choice", options=RINGS, extra=True)
        return (*begin, *self._details(desk, answers, card), channel, rings)

    def _details(self, desk: Desk, answers: Answers, card: Card) -> Sequence[Field]:
        what, said = self._what(answers), self.args.get("text", "")
        phrases = Phrases(desk)
        text = Field(
            "text", N_("about what"), default=said, hint=said, candidates=phrases.sentences, slots=phrases.slots
        )
        if what in LINES:
            to = Field("to", N_("transferred to"), candidates=officer_names)
            return (text, *((to,) if what == "transfer" else ()), *_caller_fields(extra=True))
        if what == "promise":
            due = Field("due", N_("answer by"), check=_next_time(desk), hint=N_("a time, as 0330"))
            return (text, due, *_caller_fields(extra=True))
        if what == "repair":
            return (_place(phrases, card), text, *_repair_fields(desk, answers))
        if what == "complaint":
            grade = Field("grade", N_("grade"), "choice", options=COMPLAINT)
            classed = Field("class", N_("class"), "choice", options=CLASS)
            confirmed = Field("confirmed", N_("record"), "choice", options=CONFIRMED, default=False, extra=True)
            return (text, grade, classed, *_who(answers, needed=not card.number), confirmed)
        return ()

    def aside(self, desk: Desk, answers: Answers, _value: Any) -> str:
        """`v`: the owner's whole name and phone, recorded."""
        whole()
        unit = self._card(answers).unit
        return revealed(desk, "unit", unit.id) if unit is not None else ""

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """One door for each letter; each leaves its line in the log."""
        what, card = self._what(answers), self._card(answers)
        if what in LINES:
            return self._noted(desk, answers, card)
        if what == "promise":
            return self._promised(desk, answers, card)
        if what in ("repair", "complaint"):
            return self._taken(desk, answers, card)
        return self._called_again(desk, answers, card)

    def _noted(self, desk: Desk, answers: Answers, card: Card) -> Saved:
        line = calls.note(
            desk.who, self.args["post"], answers["text"], str(self._what(answers)), unit=card.number,
            place=card.place, event_at=self.began_at, how=_how(answers), to=answers.get("to", ""),
            contact_name=answers.get("name", ""), contact_phone=answers.get("phone", ""),
        )  # fmt: skip
        return Saved(_("Saved as line {number}.").format(number=line.number))

    def _promised(self, desk: Desk, answers: Answers, card: Card) -> Saved:
        made = calls.promise(
            desk.who, self.args["post"], answers["text"], answers["due"], unit=card.number, place=card.place,
            event_at=self.began_at, how=_how(answers), contact_name=answers.get("name", ""),
            contact_phone=answers.get("phone", ""),
        )  # fmt: skip
        at = day_clock(made.due_at, desk.zone, desk.now())
        return Saved(_("Promised for {time}, line {number}.").format(time=at, number=made.number))

    def _taken(self, desk: Desk, answers: Answers, card: Card) -> Saved:
        ticket = calls.take(
            desk.who, self.args["post"], str(self._what(answers)), answers["text"], grade=answers["grade"],
            unit=card.number, place=answers.get("place") or card.place, caller_is=answers["caller"],
            caller_name=answers.get("name", ""), caller_phone=answers.get("phone", ""), cost=answers.get("cost", ""),
            appointment_at=answers.get("appointment") or None, event_at=self.began_at,
            complaint_class=answers.get("class", ""), confirmed=_confirmed(answers),
            how=_how(answers), follows=self.args.get("follows"),
        )  # fmt: skip
        until = left(ticket.due_at, desk.now())
        owed = _(" still owed: {fields}").format(fields=", ".join(map(_, ticket.owed))) if ticket.owed else ""
        return Saved(f"{ticket.label} {_(ticket.clock)} {until}{owed}")

    def _called_again(self, desk: Desk, answers: Answers, card: Card) -> Saved:
        register, number = answers["what"]
        post, how = self.args["post"], _how(answers)
        if register == "ticket":
            same = next(ticket for ticket in card.tickets if ticket.id == number)
            text = _("Called again about {label}: {text}").format(label=same.label, text=same.content)
            ticket = calls.again(desk.who, post, number, text, event_at=self.began_at, how=how)
            return Saved(_("{label}: call number {n} counted.").format(label=ticket.label, n=ticket.calls))
        promised = next(promise for promise in card.promises if promise.id == number)
        text = _("Called again about the promise: {text}").format(text=promised.text)
        calls.ask_again(desk.who, post, number, text, event_at=self.began_at, how=how)
        return Saved(_("Called again about the promise of line {number}.").format(number=promised.number))


def _confirmed(answers: Answers) -> str:
    """How the complainant confirmed the record at once: as the call came (T9)."""
    ways = {"call": "phone", "letter": "letter", "visit": "present"}
    return ways[answers.get("channel", "call")] if answers.get("confirmed") else ""


def _how(answers: Answers) -> How:
    return How(answers.get("channel", "call"), answers.get("rings") or "")


def _card(typed: str) -> Card:
    return calls.card(*whereabouts(typed))


def _same_again(card: Card) -> tuple[Option, ...]:
    """The digits: each open matter of the unit."""
    same = [(("ticket", ticket.id), ticket.label) for ticket in card.tickets]
    same += [(("promise", promise.id), _("promise")) for promise in card.promises]
    return tuple(Option(str(n), value, label) for n, (value, label) in enumerate(same[:9], 1))


def _who_lives(card: Card) -> tuple[Option, ...]:
    """`v`: who the owner is, where one is known."""
    known = card.unit is not None and bool(card.unit.owner or card.unit.phone)
    return (Option("v", None, N_("name and phone"), aside=True),) if known else ()


def _place(phrases: Phrases, card: Card) -> Field:
    """Where exactly; a place in words was said already."""
    return Field("place", N_("exact place"), required=not card.place, default=card.place, candidates=phrases.places)


def _repair_fields(desk: Desk, answers: Answers) -> tuple[Field, ...]:
    grade = Field("grade", N_("grade"), "choice", options=REPAIR)
    cost = Field("cost", N_("cost"), "choice", options=COST)
    appointment = Field("appointment", N_("appointment"), required=False, check=_next_time(desk),
                        hint=N_("Enter: as soon as possible"))  # fmt: skip
    return (grade, *_who(answers, needed=answers.get("grade") == "ordinary"), cost, appointment)


def _who(answers: Answers, *, needed: bool) -> tuple[Field, ...]:
    """Who calls: the owner is known by the unit, anybody else gives name and phone."""
    caller = Field("caller", N_("caller"), "choice", options=CALLER)
    said = answers.get("caller", "owner")
    return (caller, *_caller_fields(extra=said == "owner", needed=needed))


def _caller_fields(*, extra: bool, needed: bool = False) -> tuple[Field, Field]:
    required = needed and not extra
    name = Field("name", N_("name"), extra=extra, required=required)
    return name, Field("phone", N_("phone"), extra=extra, required=required)


def _next_time(desk: Desk) -> Callable[[str], int]:
    return lambda typed: times.next_time(typed, desk.now(), desk.zone)


def card_lines(card: Card, desk: Desk) -> list[str]:
    """The unit card: owner (masked), notes, and what is open there, numbered (T13, L10)."""
    if card.unit is None:
        return [f"  {card.place}"] if card.place else []
    unit, now = card.unit, desk.now()
    lines = [f"  {unit.number}  {masked_name(unit.owner)}  {masked(unit.phone)}".rstrip()]
    lines += [f"  {hidden(unit.notes)}"] if unit.notes else []
    shown = [
        f"{ticket.label} {left(ticket.due_at, now)}  {_calls(ticket.calls)}{said(ticket.content)}"
        for ticket in card.tickets
    ]
    shown += [f"{_('promise')} {left(promise.due_at, now)}  {said(promise.text)}" for promise in card.promises]
    lines += [fit(f"  {n} {text}", 79).rstrip() for n, text in enumerate(shown[:9], 1)]
    lines += [_("  and {n} more, see F5").format(n=len(shown) - 9)] if len(shown) > 9 else []
    key = _("  key {tag} {opens} is with {holder}")
    return [*lines, *(key.format(tag=k.tag, opens=k.opens, holder=person(k.holder)) for k in card.keys)]


def _calls(calls: int) -> str:
    return _("call {n}  ").format(n=calls) if calls > 1 else ""
