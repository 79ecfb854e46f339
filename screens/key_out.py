"""Keys going out: scan, scan, scan, the borrower and the time once, Enter (K7)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from db import key_register
from db.key_register import Borrower, KeyView, NewBorrower
from db.rules.plain_text import clean, half_width
from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Answers, Field, Saved
from screens.key_owner import how_fields, owner_lines, spoke_to, urgency
from screens.key_people import Asking, person_typed
from screens.key_signing import signers
from screens.key_words import SPECIAL, WHEN_HINT, WHENS, Person, Picked, is_when, person_label, when
from screens.text import HOUR, columns, day_clock
from screens.words import N_, _

_NEXT = N_("scan another key, or say who takes it: pass, initials or name")
_OUT = N_("Key {tag} is out: {holder} has it. Finish or park this issue, then scan it again.")
_UNUSABLE = N_("Key {tag} is damaged or lost: put it aside; repaired or found, u on its line.")
_READY = N_("h 30 min   l 2 h   s end of shift   t other time   x drop last")


@dataclass(slots=True)
class KeysOut:
    """The issue in the making, replayed from what was scanned and typed."""

    desk: Desk
    keys: list[KeyView] = field(default_factory=list)
    asking: Asking = field(default_factory=Asking)
    due_at: int = 0
    timing: bool = False
    done: bool = False

    def asks(self, step: str) -> Field:
        """The next question."""
        if self.timing:
            return Field(step, N_("until"), hint=WHEN_HINT, instant=is_when, check=lambda text: when(self.desk, text))
        if self.asking.person is not None:
            return Field(step, N_("issue"), required=False, hint=_READY, enter=N_("issues"), instant=_is_letter,
                         check=self._ready, scanned=True)  # fmt: skip
        asked = self.asking.field(step)
        if self.asking.name:
            return asked
        return replace(asked, hint=_NEXT, check=self._key_or_person, scanned=True)

    def _key_or_person(self, text: str) -> KeyView | Person:
        """A tag wins over a pass: only what is no tag is a person."""
        try:
            key = key_register.find(text)
        except Refused:
            return person_typed(text)
        if key.loan_id is not None:
            raise Refused(_OUT, tag=key.tag, holder=key.holder)
        refuse_unusable(key)
        if any(key.id == other.id for other in self.keys):
            raise Refused(N_("Key {tag} is in this list already."), tag=key.tag)
        return key

    def _ready(self, text: str) -> KeyView | Person | int | str:
        letter = half_width(text).lower()
        if letter in ("t", "x"):
            return letter
        if letter in tuple(WHENS):
            return when(self.desk, letter)
        found = self._key_or_person(text)
        if isinstance(found, NewBorrower):
            raise Refused(N_("There is no key, pass or staff number {number}: scan it again."), number=text)
        return found

    def take(self, value: KeyView | Person | Picked | int | str) -> None:
        """Take the answer to the question asked."""
        if isinstance(value, KeyView):
            self.keys.append(value)
        elif isinstance(value, int):
            self.due_at, self.timing = value, False
        elif self.asking.person is None:
            self.asking.take(value)
            # A person picked by hand was seen with every warning; a scanner's Enter decides nothing.
            self.done = self.asking.picked
        elif value == "t":
            self.timing = True
        elif value == "x":
            self.keys = self.keys[:-1] or self.keys
        elif value == "":
            self.done = True
        elif isinstance(value, Borrower):
            self.asking.person = value

    def lines(self, answers: Answers) -> list[str]:
        """The keys so far, the borrower, and when they come back."""
        rows = [f"  {_('issue')}  {_('keys: {n}').format(n=len(self.keys))}"]
        rows += [f"  {columns(*_about(key))}".rstrip() for key in self.keys]
        who = self.asking.person
        if who is None:
            return [*rows, *self.asking.lines()]
        return [*rows, *self._to(who, answers), *owner_lines(self.keys, who)]

    def _to(self, who: Person, answers: Answers) -> list[str]:
        purpose = answers.get("purpose") or (who.purpose if isinstance(who, Borrower) else "")
        until = day_clock(self.until(answers), self.desk.zone, self.desk.now())
        said = ((_("borrower"), _named(who)), (_("until"), until), (_("purpose"), purpose))
        tab = _("(Tab: time, purpose, ticket)")
        return [f"  {columns((word, 9), (text, 60))}".rstrip() for word, text in said if text] + [f"  {tab}"]

    def until(self, answers: Answers) -> int:
        """When the keys come back: as said here, as said with Tab, or in two hours."""
        return int(self.due_at or answers.get("due") or self.desk.now() + 2 * HOUR)

    def last_fields(self, answers: Answers) -> list[Field]:
        """How a special key goes out, and the PINs of the issue (K3, K6)."""
        assert self.asking.person is not None
        return how_fields(self.desk, self.keys, self.asking.person, answers)

    def extras(self) -> list[Field]:
        """What is reached with Tab."""
        due = Field(
            "due", N_("until"), extra=True, required=False, hint=WHEN_HINT, instant=is_when,
            check=lambda text: when(self.desk, text),
        )  # fmt: skip
        purpose = Field(
            "purpose", N_("purpose"), extra=True, required=False, check=lambda text: clean(text, N_("Purpose"), 200)
        )
        ticket = Field("ticket", N_("ticket"), extra=True, required=False, check=key_register.find_ticket)
        return [due, purpose, ticket]

    def save(self, answers: Answers) -> Saved:
        """Issue them."""
        assert self.asking.person is not None
        tags, who = [key.tag for key in self.keys], self.asking.person
        if answers.get("how") == "refused":
            return self._refused(who, answers["why"])
        first, second = signers(self.desk, answers, key_register.issue.of(tags, who))
        due, purpose, ticket = self.until(answers), answers.get("purpose", ""), answers.get("ticket") or None
        out = key_register.issue(
            self.desk.who, tags, who, due, purpose, ticket, first, second, spoke_to=spoke_to(answers),
            urgent=urgency(answers),
        )  # fmt: skip
        until = day_clock(out[0].due_at or 0, self.desk.zone, self.desk.now())
        sentence = _("Keys issued to {who}: {n}, due {time}.")
        return Saved(sentence.format(n=len(out), who=out[0].holder, time=until))

    def _refused(self, who: Person, why: str) -> Saved:
        tags = [key.tag for key in self.keys if key.access == "entrusted"]
        key_register.refuse(self.desk.who, self.desk.post.id, tags, who, why)
        return Saved(_("Not given: {tags}. It stands in the log.").format(tags=", ".join(tags)))


def refuse_unusable(key: KeyView) -> None:
    """A damaged or lost key goes nowhere."""
    if key.loan_id is None and key.state != "in":
        raise Refused(_UNUSABLE, tag=key.tag)


def _is_letter(text: str) -> bool:
    return half_width(text).lower() in (*WHENS, "t", "x")


def _about(key: KeyView) -> tuple[tuple[str, int], ...]:
    """Tag, what it opens, where it hangs, and why a second signature will be asked."""
    hook = f"{_('hook')} {key.hook}" if key.hook else ""
    return (key.tag, 6), (key.opens, 20), (hook, 10), (_(SPECIAL.get(key.access, "")), 22)


def _named(who: Person) -> str:
    return person_label(who) if isinstance(who, Borrower) else " ".join((who.name, who.firm)).strip()
