"""Keys coming back: scan, scan, scan; what did not come is named at once and accounted for (K4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from db import key_register
from db.key_register import KeyView, Rest, Return
from db.rules.plain_text import clean, half_width
from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Answers, Field, Saved
from screens.key_people import Asking
from screens.key_signing import pin_fields, signers
from screens.key_words import WHEN_HINT, Person, Picked, is_when, when
from screens.text import MINUTE, columns, day_clock, masked, person
from screens.words import N_, _

_LETTERS = "byzqm"
_WAITING = 10 * MINUTE
_MISSING = N_("y still with him   m with another   z lost   q fetching it   b last is damaged")
_SETTLED = N_("b last is damaged")
_ELSEWHERE = N_("Key {tag} is not out: finish or park this return, then scan it again.")
_NONE_MISSING = N_("Every key that is missing is accounted for: Enter ends the return.")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A key that is out, as it was scanned, with all keys that went out with it: another desk changes neither."""

    key: KeyView
    batch: tuple[KeyView, ...]


def scanned(key: KeyView) -> Scanned:
    """The scan of a key that is out."""
    return Scanned(key, tuple(key_register.batch(key.loan_id or 0)))


@dataclass(slots=True)
class KeysIn:
    """The return in the making, replayed from what was scanned and typed."""

    desk: Desk
    back: list[KeyView] = field(default_factory=list)
    batches: dict[int, KeyView] = field(default_factory=dict)
    damaged: set[int] = field(default_factory=set)
    rest: dict[int, Rest] = field(default_factory=dict)
    timing: bool = False
    asking: Asking | None = None
    done: bool = False

    @property
    def missing(self) -> list[KeyView]:
        """Keys of these batches nobody has accounted for yet, by tag."""
        known = {key.id for key in self.back} | self.rest.keys()
        return sorted((key for key in self.batches.values() if key.id not in known), key=lambda key: key.tag)

    def asks(self, step: str) -> Field:
        """The next question."""
        if self.timing:
            return Field(step, N_("until"), hint=WHEN_HINT, instant=is_when, check=lambda text: when(self.desk, text))
        if self.asking is not None and self.asking.person is None:
            return self.asking.field(step)
        if self.asking is not None:
            both = N_("both are at the desk and confirm it")
            return Field(step, N_("transfer"), required=False, hint=both, enter=N_("confirms"))
        missing = self.missing
        label = N_("missing") if missing else N_("scan or Enter")
        hint = _MISSING if missing else _SETTLED
        return Field(
            step,
            label,
            required=False,
            hint=hint,
            enter=N_("ends the return"),
            instant=self._is_letter,
            check=self._key_or_letter,
            scanned=True,
        )

    def _is_letter(self, text: str) -> bool:
        return half_width(text).lower() in tuple(_LETTERS)

    def _key_or_letter(self, text: str) -> Scanned | str:
        letter = half_width(text).lower()
        if letter in tuple(_LETTERS):
            if letter != "b" and not self.missing:
                raise Refused(_NONE_MISSING)
            return letter
        key = key_register.find(text)
        if key.loan_id is None:
            raise Refused(_ELSEWHERE, tag=key.tag)
        if any(key.id == other.id for other in self.back):
            raise Refused(N_("Key {tag} is in this list already."), tag=key.tag)
        return scanned(key)

    def take(self, value: Scanned | Person | Picked | int | str) -> None:
        """Take the answer to the question asked."""
        if isinstance(value, Scanned):
            self._take_key(value)
        elif isinstance(value, int):
            self._settle("with_him", due_at=value)
        elif self.asking is not None:
            self._take_person(self.asking, value)
        elif isinstance(value, str):
            self._take_letter(half_width(value).lower())

    def _take_key(self, scan: Scanned) -> None:
        self.back.append(scan.key)
        self.rest.pop(scan.key.id, None)
        self.batches |= {other.id: other for other in scan.batch}
        # All are here: the scan was the return. Whoever finds a damaged one now says so in the list.
        self.done = not self.missing and not self.rest

    def _take_letter(self, letter: str) -> None:
        if letter == "":
            self.done = True
        elif letter == "b":
            self.damaged ^= {self.back[-1].id}
        elif letter == "y":
            self.timing = True
        elif letter == "m":
            self.asking = Asking()
        elif letter == "z":
            self._settle("lost")
        else:
            self._settle("with_him", due_at=self.desk.now() + _WAITING)

    def _take_person(self, asking: Asking, value: Person | Picked | str) -> None:
        if asking.person is None:
            asking.take(value)
        else:
            self._settle("transferred", to=asking.person)

    def _settle(
        self, what: Literal["with_him", "transferred", "lost"], due_at: int | None = None, to: Person | None = None
    ) -> None:
        """Account for the first missing key."""
        key = self.missing[0]
        self.rest[key.id] = Rest(key.loan_id or 0, what, due_at, to)
        self.timing, self.asking = False, None

    def lines(self, _answers: Answers) -> list[str]:
        """Every key of the batch: here, accounted for, or missing."""
        if not self.back:
            return []
        first, zone, now = self.back[0], self.desk.zone, self.desk.now()
        people = " ".join(part for part in (person(first.holder), person(first.firm), masked(first.phone)) if part)
        since = _("since {time}").format(time=day_clock(first.issued_at or now, zone, now))
        batch = sorted(self.batches.values(), key=lambda key: key.tag)
        new = self.asking.lines() if self.asking else []
        return [f"  {_('return')}  {people}  {since}", *map(self._line, batch), *new]

    def _line(self, key: KeyView) -> str:
        mark = ">" if self.missing[:1] == [key] else " "
        return f"{mark} {columns((key.tag, 6), (key.opens, 20), (self._word(key), 40))}".rstrip()

    def _word(self, key: KeyView) -> str:
        if key.id in self.damaged:
            return _("here, damaged: out of use")
        if any(key.id == other.id for other in self.back):
            return _("here")
        rest = self.rest.get(key.id)
        if rest is None:
            return _("not here")
        if rest.what == "lost":
            return _("lost")
        if rest.to is not None:
            return _("passed on to {who}").format(who=rest.to.name)
        time = day_clock(rest.due_at or 0, self.desk.zone, self.desk.now())
        return _("stays out until {time}").format(time=time)

    def last_fields(self, _answers: Answers) -> list[Field]:
        """The PINs the return asks: those of the keys that change hands in it (K3, K6)."""
        tags = [self.batches[key_id].tag for key_id, rest in self.rest.items() if rest.what == "transferred"]
        return pin_fields(self.desk, key_register.signers_needed(self.desk.who, tags) if tags else 0)

    def extras(self) -> list[Field]:
        """What is reached with Tab."""
        return [
            Field(
                "by", N_("brought by"), extra=True, required=False, check=lambda text: clean(text, N_("Brought by"), 60)
            )
        ]

    def save(self, answers: Answers) -> Saved:
        """Take them back."""
        loans = [Return(key.loan_id or 0, damaged=key.id in self.damaged) for key in self.back]
        first, second = signers(self.desk, answers, key_register.give_back.of(loans))
        key_register.give_back(
            self.desk.who, loans, answers.get("by", ""), list(self.rest.values()), first=first, second=second
        )
        tags = ", ".join(key.tag for key in self.back)
        still = ", ".join(self.batches[key_id].tag for key_id in self.rest)
        if still:
            return Saved(_("Back: {tags}. Not back: {still}.").format(tags=tags, still=still))
        return Saved(_("Back: {tags}.").format(tags=tags), shown=self.back[-1])
