"""The inline panel in which a form is filled: what it is about, its answers so far, and the line where one types."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from db.rules.plain_text import NOTE, half_width, visible
from db.rules.words import Refused
from screens import form_text
from screens.forms import Candidate, Field, Filling
from screens.widgets.entry_line import EDITING, EntryLine
from screens.words import N_, _

if TYPE_CHECKING:
    from screens.widgets.panel_host import PanelHost


#: More than any field takes: it is refused aloud, and never typed.
_MOST = 5 * NOTE
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_ELSEWHERE = re.compile(r"f\d+|(ctrl|alt)\+.*")


class Panel(Vertical):
    """Shows a filling and turns keys into its moves."""

    filling: Filling | None = None
    #: A phrase whose slots are being filled.
    template = ""
    #: Being saved: the next key waits.
    busy = False
    #: A scan that was refused: the digits of the next one take its place.
    spent = ""

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
        self.screen.set_focus(self.entry)

    @property
    def _host(self) -> PanelHost:
        return cast("PanelHost", self.screen)

    def type(self, text: str) -> None:
        """Put the first characters on the line, as if they had been typed there."""
        self.entry.value = text
        self.entry.cursor_position = len(text)
        self.typed()

    def paste(self, text: str) -> None:
        """Put a text on the line; its line ends become blanks. A choice and a PIN take only what they would by keys."""
        if self.filling is None or self.busy:
            return
        asked, said = self.filling.current(), _LINE_ENDS.sub(" ", text).strip()
        if asked.kind == "choice":
            self._attempt(lambda filling: filling.choose(said))
        elif asked.kind == "pin" and not re.fullmatch("[0-9]{6}", half_width(said)):
            self._host.complain(Refused(N_("A PIN is six digits.")))
        elif (total := len(self.entry.value) + len(said)) > _MOST:
            values = {"field": asked.label, "n": total, "limit": _MOST}
            said_why = N_("{field} is too long: {n} characters, at most {limit}. Please shorten it.")
            self._host.complain(Refused(said_why, **values))
        else:
            self._insert(half_width(said) if asked.kind == "pin" else said)

    def submit(self, text: str) -> None:
        """Answer with a text as if it had been typed here, Enter included (a scanner was faster than the focus)."""
        self._answer(half_width(text))

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
        entry.max_length = asked.width or _MOST
        with self.prevent(Input.Changed):
            entry.value = "" if asked.kind != "text" else self.filling.typed.get(asked.name, "")
        entry.cursor_position = len(entry.value)
        self.paint()
        self._host.say_keys()

    def ask_again(self) -> None:
        """What was answered last was refused where it is saved."""
        self.busy = False
        self.ask()
        self._spend()

    def paint(self) -> None:
        """Paint the form's words and the prompt."""
        if self.filling is None:
            return
        width = self.size.width or self.app.size.width
        words = form_text.words(self.filling, self.entry.value, self.template, width)
        self.query_one("#form", Static).update(Text("\n".join(map(visible, words)), no_wrap=True, end=""))
        self.query_one("#prompt", Static).update(Text(f"{_(self.filling.current().label)}: ", end=""))

    # -- keys ---------------------------------------------------------------------------------------

    def key(self, event: events.Key) -> bool:
        """One key; False where it is none of the form's (a function key leads elsewhere)."""
        if _ELSEWHERE.fullmatch(event.key) and event.key not in EDITING:
            return False
        if event.key == "escape":
            self._host.put_aside()
        elif event.key == "enter":
            self._enter()
        elif event.key in ("tab", "shift+tab", "up"):
            self._step(1 if event.key == "tab" else -1)
        elif event.key in EDITING:
            self._edit(EDITING[event.key])
        elif event.is_printable and event.character:
            self._character(event.character)
        return True

    def _edit(self, action: str) -> None:
        getattr(self.entry, f"action_{action}")()
        self.typed()

    def _character(self, character: str) -> None:
        assert self.filling is not None
        asked = self.filling.current()
        if asked.kind == "choice":
            self._choose(asked, character)
        elif asked.kind == "pin":
            self._insert(half_width(character) if half_width(character) in "0123456789" else "")
        elif not self._takes_digit(half_width(character)):
            self._make_room(half_width(character).isdigit())
            self._insert(character)

    def _make_room(self, digit: bool) -> None:
        """A digit takes the place of those refused; where a PIN is asked next it may be one of it: it is veiled."""
        assert self.filling is not None
        if digit and self.spent and self.entry.value == self.spent:
            self.entry.value = ""
            self.entry.password = self.filling.current().before_pin
        elif not digit and not self.entry.value:
            self.entry.password = False
        self.spent = ""

    def _choose(self, asked: Field, character: str) -> None:
        pressed = half_width(character).lower()
        beside = next((o for o in asked.options if o.aside and o.key == pressed), None)
        if beside is not None:
            self._host.do_aside(beside.value)
        else:
            self._attempt(lambda filling: filling.choose(character))

    def _insert(self, character: str) -> None:
        if character:
            self.entry.insert_text_at_cursor(character)
            self.typed()

    def typed(self) -> None:
        """The line has changed: six digits of a PIN need no Enter, letters may stand for something."""
        if self.filling is None:
            return
        asked, value = self.filling.current(), self.entry.value
        if asked.kind == "pin":
            if len(value) == 6:
                self._answer(value)
            return
        if not self.template:
            self.filling.typed[asked.name] = "" if self.entry.password else value
        if (asked.width and len(value) >= asked.width) or (asked.instant and asked.instant(value)):
            self._answer(value)
            return
        if asked.candidates:
            self.paint()
        self._host.form_changed()

    def _enter(self) -> None:
        """Enter: the first candidate, or what was typed."""
        assert self.filling is not None
        asked, value = self.filling.current(), self.entry.value
        if asked.kind == "choice":
            default = next((o.key for o in asked.options if o.value == asked.default), "")
            self._attempt(lambda filling: filling.choose(default))
            return
        slot = bool(self.template)
        offers = self.filling.candidates(value, slot=slot) if value and asked.take_first else ()
        if offers:
            self._take(offers[0])
        elif slot:
            self._fill_slot(value.strip())
        else:
            self._answer(value)

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
        try:
            done = move(self.filling)
        except Refused as refused:
            self._refuse(refused)
            return
        self._host.form_answered()
        if done:
            self.busy = True
            self._host.form_complete()
        else:
            self.ask()
            self._host.form_changed()

    def _refuse(self, refused: Refused) -> None:
        """What cannot be read is typed anew, and no sentence quotes it."""
        assert self.filling is not None
        asked = self.filling.current()
        if self.entry.password:
            self.entry.value = self.filling.typed[asked.name] = ""
            if asked.kind != "pin":
                refused = Refused(N_("Nobody who may sign has this number: type the number, then the PIN."))
        self._spend()
        self._host.complain(refused)

    def _spend(self) -> None:
        assert self.filling is not None
        asked, text = self.filling.current(), self.entry.value
        self.spent = text if asked.before_pin or (asked.scanned and half_width(text).isdigit()) else ""

    def _step(self, by: int) -> None:
        assert self.filling is not None
        try:
            self.filling.step(by, self.entry.value)
        except Refused as refused:
            self._refuse(refused)
            return
        self.ask()

    def _takes_digit(self, digit: str) -> bool:
        if digit not in "123456789":
            return False
        assert self.filling is not None
        offers = self.filling.candidates(self.entry.value, slot=bool(self.template))
        if not self.entry.value or int(digit) > len(offers):
            return False
        self._take(offers[int(digit) - 1])
        return True
