"""Forms: fields answered one after the other on the line where one types, parked and taken up again whole (L15)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar

from db.rules.plain_text import NOTE, clean, half_width
from db.rules.words import Refused
from screens.desk import Desk, Parked
from screens.words import N_, _

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: the key that gives it, what it means to the program, what the officer reads."""

    key: str
    value: Any
    label: str
    #: Answers nothing: the form does something with it and asks on.
    aside: bool = False
    #: Answers another question instead, by that field's key, and asks on (name of the field, key).
    marks: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a few letters stand for: shown with a number, put into the field when taken."""

    text: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    A `choice` is answered with one key. A `pin` is six digits, hidden, never drafted. `text` ends with Enter, or by
    itself at `width` characters. `extra` fields are reached with Tab only. `check` turns what was typed into a value
    or refuses it; `candidates` offers what the typed letters may stand for.
    """

    name: str
    label: str
    kind: str = "text"
    options: tuple[Option, ...] = ()
    required: bool = True
    extra: bool = False
    width: int = 0
    default: Any = ""
    hint: str = ""
    candidates: Callable[[str], Sequence[Candidate]] | None = None
    #: The same for a slot (`_`) of a phrase that was taken.
    slots: Callable[[str], Sequence[Candidate]] | None = None
    check: Callable[[str], Any] | None = None
    #: Takes what was typed at once, without Enter (a staff number that can be no other).
    instant: Callable[[str], bool] | None = None
    #: Enter takes the first candidate; False where what was typed stands unless a digit is pressed.
    take_first: bool = True
    #: What Enter does here, where it neither saves nor goes on to the next question.
    enter: str = ""
    #: Digits that were refused make room for those typed next: a scanner types here.
    scanned: bool = False
    #: A PIN is asked next: digits typed after who was refused may be it, so they have room, unread and undrafted.
    before_pin: bool = False
    #: Its answer stands among the form's own lines already.
    silent: bool = False


@dataclass(slots=True)
class Saved:
    """What a form did: the sentence for the status line, and what follows: a form, a parked one, a command."""

    sentence: str
    follow: Form | None = None
    resume: Parked | None = None
    command: str = ""
    #: What the screen should show now (a filter, a place in the list).
    shown: Any = None
    #: Another screen by its noun, and the record to be shown there.
    goto: tuple[str, int] | None = None


class Form:
    """A form an officer fills; `args` say what it is about and must survive as JSON."""

    title: ClassVar[str] = ""
    #: Whether Esc parks it; what only changes what is shown (a search, a date) is simply closed.
    parks: ClassVar[bool] = True
    registry: ClassVar[dict[str, type[Form]]] = {}

    def __init_subclass__(cls) -> None:
        known = Form.registry.get(cls.__name__)
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise ValueError(f"two forms are called {cls.__name__}: {known.__module__} and {cls.__module__}")
        Form.registry[cls.__name__] = cls

    def __init__(self, **args: Any) -> None:
        self.args = args
        self.began_at = 0

    def heading(self, _desk: Desk) -> str:
        """First line of the panel."""
        return _(self.title)

    def lines(self, _desk: Desk, _answers: Answers) -> list[str]:
        """What the officer should see while answering (a unit card, the keys scanned so far)."""
        return []

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """The questions; later ones may depend on earlier answers."""
        raise NotImplementedError

    def aside(self, _desk: Desk, _answers: Answers, _value: Any) -> str:
        """Do what an option aside stands for; runs in a worker thread. Returns the sentence for the status line."""
        raise NotImplementedError

    def save(self, _desk: Desk, _answers: Answers) -> Saved:
        """Ask the door; runs in a worker thread. A refusal leaves the form as it was."""
        raise NotImplementedError


@dataclass
class Filling:
    """A form being filled: pure state, moved by keys, painted by the panel."""

    form: Form
    desk: Desk
    answers: Answers = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    at: str = ""
    #: What the screen typed into the first field when it opened the form.
    given: str = ""
    _fields: Sequence[Field] | None = field(default=None, init=False, repr=False)
    #: The answers these questions followed from.
    _answered: Answers = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self.at = self.at or self.fields()[0].name

    def fields(self) -> Sequence[Field]:
        """The questions as they are now; the form, which may have to ask a door, is asked once for each answer."""
        if self._fields is None or self._answered != self.answers:
            self._answered = dict(self.answers)
            self._fields = self.form.fields(self.desk, self.answers)
        return self._fields

    def current(self) -> Field:
        """The question that is asked now."""
        fields = self.fields()
        return next((f for f in fields if f.name == self.at), fields[0])

    def candidates(self, text: str, *, slot: bool = False) -> Sequence[Candidate]:
        """What the typed letters may stand for, as the whole answer or in a slot of a phrase."""
        asked = self.current()
        offer = asked.slots if slot else asked.candidates
        return offer(text) if offer else ()

    def answer(self, text: str, value: Any = None) -> bool:
        """Answer the current question and go to the next; True when there is none left.

        Refuses what the field's check refuses; the text stays where it was typed.
        """
        asked, text = self.current(), text.strip()
        if not text and asked.required and asked.default in ("", None) and value is None:
            raise Refused(N_("{field} is empty: please fill it in."), field=asked.label)
        if value is None:
            value = self._checked(asked, text) if text else asked.default
        self.answers[asked.name] = value
        self.typed[asked.name] = "" if asked.kind == "pin" else text
        return self._advance()

    @staticmethod
    def _checked(asked: Field, text: str) -> Any:
        """The value of what was typed; what no field can take is refused at its own question, not after the last."""
        clean(text, asked.label, NOTE, required=False)
        return asked.check(text) if asked.check else text

    def choose(self, key: str) -> bool:
        """Answer a choice with its key; True when nothing is left to ask."""
        asked = self.current()
        pressed = half_width(key).lower()
        option = next((o for o in asked.options if o.key == pressed), None)
        if option is None or option.aside:
            keys = " ".join(o.key for o in asked.options)
            if not pressed:
                raise Refused(N_("{field}: press one of {keys}."), field=asked.label, keys=keys)
            raise Refused(N_("{key} is none of the choices: {keys}."), key=key, keys=keys)
        if option.marks is not None:
            return self._mark(*option.marks)
        self.answers[asked.name] = option.value
        self.typed[asked.name] = option.key
        return self._advance()

    def _mark(self, name: str, key: str) -> bool:
        """Answer another field of the form by its key; the same again takes the answer back."""
        if self.typed.get(name) == key:
            self.typed.pop(name)
            self.answers.pop(name)
            return False
        options = next(field.options for field in self.fields() if field.name == name)
        self.answers[name], self.typed[name] = next(o.value for o in options if o.key == key), key
        return False

    def _advance(self) -> bool:
        todo = [f for f in self.fields() if not f.extra and f.name not in self.answers]
        if not todo:
            return True
        self.at = todo[0].name
        return False

    def step(self, by: int, text: str) -> None:
        """Go to the next or previous question, extra ones included; what was typed here counts as its answer."""
        asked, said = self.current(), text.strip()
        self.typed[asked.name] = text if asked.kind == "text" else self.typed.get(asked.name, "")
        if said and asked.kind == "text":
            self.answers[asked.name] = self._checked(asked, said)
        names = [f.name for f in self.fields()]
        # An answer just taken may have taken its own question away.
        here = names.index(asked.name) if asked.name in names else 0
        self.at = names[(here + by) % len(names)]
        self.answers.pop(self.at, None)

    def retype(self, typed: dict[str, str]) -> None:
        """Answer again what was typed before the form was put aside, as far as it still holds."""
        remaining = dict(typed)
        while (asked := self.current()).name in remaining:
            text = remaining.pop(asked.name)
            self.typed[asked.name] = text
            try:
                if not text or self._again(asked, text):
                    break
            except Refused:
                break
        self._retype_extra(remaining)

    def _retype_extra(self, typed: dict[str, str]) -> None:
        """Fields reached with Tab only; what does not hold any more is left as it was typed."""
        for asked in self.fields():
            text = typed.get(asked.name, "")
            if not asked.extra or not text:
                continue
            self.typed[asked.name] = text
            with suppress(Refused):
                chosen = {option.key: option.value for option in asked.options}
                self.answers[asked.name] = chosen[text] if chosen else self._checked(asked, text)

    def _again(self, asked: Field, text: str) -> bool:
        if asked.kind == "choice":
            return self.choose(text)
        known = next((c for c in self.candidates(text) if c.text == text), None)
        return self.answer(text, known.value if known else None)

    def complete(self) -> bool:
        """Whether every main question has its answer."""
        return all(f.extra or f.name in self.answers for f in self.fields())

    def ask_again(self) -> None:
        """After a refusal: every PIN again, or the last question; all that was typed stays."""
        main = [f for f in self.fields() if not f.extra]
        secret = [f for f in main if f.kind == "pin"]
        for asked in secret or main[-1:]:
            self.answers.pop(asked.name, None)
        self.at = (secret or main[-1:])[0].name

    def draft(self) -> dict[str, str]:
        """What was typed, without any PIN."""
        secret = {f.name for f in self.fields() if f.kind == "pin"}
        return {name: text for name, text in self.typed.items() if name not in secret}

    def dirty(self) -> bool:
        """Whether anything was typed that would be missed; what the screen put there is not."""
        return self.form.parks and any(text != self.given for text in self.draft().values() if text)
