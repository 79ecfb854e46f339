"""The inline panel in which a form is filled: what it is about, its answers so far, and the line where one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from db.rules.plain_text import half_width
from db.rules.words import Refused
from screens.forms import Candidate, Field, Filling
from screens.text import columns, fit
from screens.words import _


class EntryLine(Input):
    """The line where one types; the panel decides what a key means."""

    def __init__(self) -> None:
        super().__init__(compact=True, id="entry", select_on_focus=False)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        panel = self.query_ancestor(Panel)
        if panel.takes(event):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)


class Panel(Vertical):
    """Shows a filling and turns keys into its moves; says `Complete`, `Left` or `Complaint` to the screen."""

    class Complete(Message):
        """Every question is answered."""

    class Left(Message):
        """Esc: put the form aside."""

    class Changed(Message):
        """Something was typed: the draft is due."""

    class Complaint(Message):
        """An answer was refused."""

        def __init__(self, refused: Refused) -> None:
            super().__init__()
            self.refused = refused

    filling: Filling | None = None
    #: A phrase whose slots are being filled.
    template = ""
    busy = False

    def compose(self) -> ComposeResult:
        """Words above, the entry line below."""
        yield Static(id="form", markup=False)
        with Horizontal(id="asked"):
            yield Static(id="prompt", markup=False)
            yield EntryLine()

    @property
    def entry(self) -> EntryLine:
        """The line where one types."""
        return self.query_one(EntryLine)

    def open(self, filling: Filling) -> None:
        """Show a form and begin to ask."""
        self.filling, self.template, self.busy = filling, "", False
        self.display = True
        self.ask()
        self.entry.focus()

    def type(self, text: str) -> None:
        """Put the first characters on the line, as if they had been typed there."""
        self.entry.value = text
        self.entry.cursor_position = len(text)

    def close(self) -> None:
        """Hide the form."""
        self.filling = None
        self.display = False
        self.entry.value = ""

    def ask(self) -> None:
        """Show the question that is asked now."""
        if self.filling is None:
            return
        asked = self.filling.current()
        entry = self.entry
        entry.password = asked.kind == "pin"
        entry.max_length = asked.width
        with self.prevent(Input.Changed):
            entry.value = "" if asked.kind != "text" else self.filling.typed.get(asked.name, "")
        entry.cursor_position = len(entry.value)
        self.paint()

    def paint(self) -> None:
        """Paint the form's words and the prompt."""
        if self.filling is None:
            return
        self.query_one("#form", Static).update(Text("\n".join(self._words()), no_wrap=True, end=""))
        prompt = f"{_(self.filling.current().label)}: "
        shown = self.query_one("#prompt", Static)
        shown.update(Text(prompt, end=""))

    def _words(self) -> list[str]:
        filling = self.filling
        assert filling is not None
        width = self.size.width or self.app.size.width
        words = [fit(filling.form.heading(filling.desk), width).rstrip()]
        words += filling.form.lines(filling.desk, filling.answers)
        words += [self._answered(f) for f in filling.fields() if self._visible(f)]
        words += [f"  {self.template}"] if self.template else []
        return [line for line in words + self._offers() if line]

    def _visible(self, asked: Field) -> bool:
        assert self.filling is not None
        return asked.name in self.filling.typed and asked.name != self.filling.current().name and asked.kind != "pin"

    def _answered(self, asked: Field) -> str:
        assert self.filling is not None
        typed = self.filling.typed.get(asked.name, "")
        option = next((o for o in asked.options if o.key == typed), None)
        return f"  {columns((_(asked.label), 12), (_(option.label) if option else typed, 60))}".rstrip()

    def _offers(self) -> list[str]:
        assert self.filling is not None
        asked = self.filling.current()
        if asked.kind == "choice":
            return _wrap([f"{o.key} {_(o.label)}" for o in asked.options], self.app.size.width - 2) + self._hint(asked)
        offers = self.filling.candidates(self.entry.value, slot=bool(self.template))
        words = [f"{n} {c.text}" for n, c in enumerate(offers[:9], 1)]
        return _wrap(words, self.app.size.width - 2) + self._hint(asked)

    @staticmethod
    def _hint(asked: Field) -> list[str]:
        return [f"  {_(asked.hint)}"] if asked.hint else []

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what the letters stand for; six digits of a PIN need no Enter."""
        event.stop()
        if self.filling is None:
            return
        asked = self.filling.current()
        if asked.kind == "pin":
            if len(event.value) == 6:
                self._answer(half_width(event.value))
            return
        if asked.kind == "text":
            if not self.template:
                self.filling.typed[asked.name] = event.value
            if (asked.width and len(event.value) >= asked.width) or (asked.instant and asked.instant(event.value)):
                self._answer(event.value)
                return
            if asked.candidates:
                self.paint()
            self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the first candidate, or what was typed."""
        event.stop()
        if self.filling is None or self.busy:
            return
        asked = self.filling.current()
        if asked.kind == "choice":
            default = next((o.key for o in asked.options if o.value == asked.default), None)
            self._attempt(lambda filling: filling.choose(default or ""))
            return
        slot = bool(self.template)
        offers = self.filling.candidates(event.value, slot=slot) if event.value and asked.take_first else ()
        if offers:
            self._take(offers[0])
        elif self.template:
            self._fill_slot(event.value.strip())
        else:
            self._answer(event.value)

    def _take(self, candidate: Candidate) -> None:
        """Take a candidate: the slots (`_`) of a phrase are filled one after the other, anything else is the answer."""
        if self.template:
            self._fill_slot(candidate.text)
        elif "_" in candidate.text:
            self.template = candidate.text
            self.entry.value = ""
            self.paint()
        else:
            self._answer(candidate.text, candidate.value)

    def _fill_slot(self, text: str) -> None:
        self.template = self.template.replace("_", text, 1)
        if "_" in self.template:
            self.entry.value = ""
            self.paint()
        else:
            phrase, self.template = self.template, ""
            self._answer(phrase)

    def _answer(self, text: str, value: object = None) -> None:
        self._attempt(lambda filling: filling.answer(text.strip(), value))

    def _attempt(self, move: Callable[[Filling], bool]) -> None:
        assert self.filling is not None
        if self.busy:
            return
        try:
            done = move(self.filling)
        except Refused as refused:
            if self.filling.current().kind == "pin":
                self.entry.value = ""
            self.post_message(self.Complaint(refused))
            return
        if done:
            self.busy = True
            self.post_message(self.Complete())
        else:
            self.ask()
        self.post_message(self.Changed())

    def takes(self, event: events.Key) -> bool:
        """Whether the key moves the form instead of being typed."""
        if self.filling is None:
            return True
        if event.key == "escape":
            self.post_message(self.Left())
            return True
        if self.busy:
            return event.key not in ("escape",)
        if event.key in ("tab", "shift+tab", "up"):
            self._step(1 if event.key == "tab" else -1)
            return True
        return self._takes_character(event)

    def _step(self, by: int) -> None:
        assert self.filling is not None
        try:
            self.filling.step(by, self.entry.value)
        except Refused as refused:
            self.post_message(self.Complaint(refused))
            return
        self.ask()

    def _takes_character(self, event: events.Key) -> bool:
        assert self.filling is not None
        asked = self.filling.current()
        if not event.is_printable or event.character is None:
            return False
        if asked.kind == "choice":
            key = event.character
            self._attempt(lambda filling: filling.choose(key))
            return True
        if asked.kind == "pin":
            return not half_width(event.character).isdigit()
        return self._takes_digit(half_width(event.character))

    def _takes_digit(self, digit: str) -> bool:
        if not digit.isdigit() or digit == "0":
            return False
        offers = self.filling.candidates(self.entry.value, slot=bool(self.template))
        if not self.entry.value or int(digit) > len(offers):
            return False
        self._take(offers[int(digit) - 1])
        return True


def _wrap(words: list[str], width: int) -> list[str]:
    """Words in as many lines as they need, never cut in two."""
    lines: list[str] = []
    for word in words:
        if lines and cell_len(f"{lines[-1]}   {word}") <= width:
            lines[-1] += f"   {word}"
        else:
            lines.append(f"  {word}")
    return lines
