"""An emergency card: digits choose the step, one letter says what happened there; its paper follows (L6)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from db import emergency
from db.emergency import EmergencyView, LineView
from screens import emergency_text as text
from screens.base import BaseScreen
from screens.commands import Command, Reveal
from screens.emergency_forms import AnalyseEmergency, CloseEmergency, EmergencyKey, EmergencyNote
from screens.forms import Form
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _


class OnCard:
    """A command of a card that is under way."""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """There is no card, or it is closed."""
        view = screen.view if isinstance(screen, EmergencyScreen) else None
        if view is None:
            return N_("No emergency is under way: ! begins one.")
        return N_("This card is closed: write what came after as a line of the log.") if view.closed_at else ""


class OnStep(OnCard):
    """A command about the step under the cursor."""

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """The cursor stands on no step."""
        why = super().why_not(screen)
        on_step = isinstance(screen, EmergencyScreen) and screen.step is not None
        return why or ("" if on_step else N_("Go to a step first: its digit does it."))


class Answered(OnStep, Command):
    """Somebody answered: the time is taken, and how many minutes after the beginning."""

    shortcut, label = "a", N_("got through")


class NoAnswer(OnStep, Command):
    """Nobody answered: the time is taken, and the substitute is next."""

    shortcut, label = "x", N_("no reply")


class ShowPhone(Reveal):
    """Show the neighbour or owner of this step with the whole phone, to dial it; who looked is recorded."""

    label, shown = N_("phone"), True


class StepDone(OnStep, Command):
    """The step is done."""

    shortcut, label = "z", N_("done")


class NotApplicable(OnStep, Command):
    """The step does not apply this time."""

    shortcut, label = "-", N_("not applicable")


class Agreed(OnStep, Command):
    """A superior answered and approves the key by word of mouth."""

    shortcut, label = "y", N_("approves the key")


class ScanKey(OnCard, Command):
    """Scan a key: it goes out at once, and owes its second signature if it is a special one."""

    shortcut, label = "k", N_("key")


class AddLine(OnCard, Command):
    """Write a line of the log that follows this incident's."""

    shortcut, label = "+", N_("log line")


class CloseCard(OnCard, Command):
    """Close the card with how it ended."""

    shortcut, label = "c", N_("close the card")


class Analyse(Command):
    """Write the fault analysis that is owed after the card was closed."""

    shortcut, label = "f", N_("analysis")

    @classmethod
    def why_not(cls, screen: BaseScreen) -> str:
        """None is owed."""
        view = screen.view if isinstance(screen, EmergencyScreen) else None
        return "" if view and view.analysis_owed else N_("No fault analysis is owed here.")


class Story(Command):
    """Read who was told when, from the beginning."""

    shortcut, label, shown = "enter", N_("story"), False


class EmergencyScreen(BaseScreen):
    """One incident; others are opened from the duty screen."""

    NOUN = "emergency"
    TITLE_MSGID = N_("Emergency")
    SHORTCUTS = (
        Answered, NoAnswer, ShowPhone, StepDone, NotApplicable, ScanKey, CloseCard, Agreed, AddLine, Analyse, Story,
    )  # fmt: skip

    record = 0
    view: EmergencyView | None = None

    def body(self) -> Iterable[Widget]:
        """The steps and what is owed."""
        yield Ledger(
            ListSource[text.Row]([]), lambda row, width: row.words(width), style=lambda row: "bold" if row.bold else "",
            id="card",
        )  # fmt: skip

    @property
    def card(self) -> Ledger[text.Row]:
        """The list."""
        return self.query_one("#card", Ledger)

    @property
    def glass(self) -> text.Glass:
        """What the words depend on."""
        return text.Glass(self.desk.zone, self.desk.now())

    @property
    def step(self) -> LineView | None:
        """The step under the cursor."""
        row = self.card.current
        found = self.view.lines if self.view else ()
        return next((line for line in found if row and line.position == row.position), None)

    def title_line(self) -> tuple[str, str]:
        """What, where, since when."""
        return text.title(self.view, self.glass) if self.view else (_("No emergency is under way."), "")

    def refresh_data(self) -> None:
        """Read the card again; without one in particular, the oldest that is open."""
        if self.desk.session is None:
            return
        self.view = emergency.emergency(self.record) if self.record else next(iter(emergency.running()), None)
        found = text.rows(self.view, self.glass) if self.view else []
        self.card.source = ListSource(found)
        self.card.reload()
        self.say_title()

    def tick(self) -> None:
        """A minute more: what runs out says so."""
        super().tick()
        if self.view is not None and self.panel.filling is None:
            self.refresh_data()

    def show_record(self, record: int) -> None:
        """Show one incident from its beginning."""
        if record != self.record:
            self.record = record
            self.card.home()
        self.refresh_data()

    def on_digit(self, digit: str) -> None:
        """A digit chooses the step; 0 is the tenth."""
        position = int(digit) or 10
        if self.view is not None and position <= len(self.view.lines):
            self.card.go_to((position - 1,))

    def on_ledger_opened(self, _event: Ledger.Opened) -> None:
        """Enter: who was told when."""
        if self.view is not None:
            self.station.read(f"{self.view.label} {self.view.name}", text.story(self.view, self.glass))

    def do_story(self) -> None:
        """Enter with the keyboard elsewhere."""
        self.card.open_current()

    # -- what happened at a step --------------------------------------------------------------------

    def _happened(self, event: str) -> None:
        view, line = self.view, self.step
        assert view is not None
        assert line is not None

        def happened() -> str:
            now = emergency.happened(self.desk.who, view.id, line.position, event)
            return self._told(now.lines[line.position - 1])

        self.do(happened)

    def _told(self, line: LineView) -> str:
        """What was recorded; after a call that nobody took, who is next."""
        done = f"{line.what}: {_(text.WORDS[line.events[-1].kind])}"
        name, phone = line.calls
        return done if line.standing.state != "open" else _("{done}. Next: {name} {phone}").format(
            done=done, name=name, phone=phone if not line.contact or line.standing.turn else ""
        ).rstrip()  # fmt: skip

    def do_answered(self) -> None:
        """`a`."""
        self._happened("answered")

    def do_no_answer(self) -> None:
        """`x`."""
        self._happened("missed")

    def do_step_done(self) -> None:
        """`z`."""
        self._happened("done")

    def do_not_applicable(self) -> None:
        """`-`."""
        self._happened("none")

    def do_agreed(self) -> None:
        """`y`."""
        self._happened("agreed")

    def named(self) -> tuple[str, int] | None:
        """Whom of the public the step under the cursor is about."""
        line = self.step
        return ("step", line.id) if line is not None and line.contact else None

    def do_show_phone(self) -> None:
        """`v`."""
        self.do_reveal()

    # -- forms --------------------------------------------------------------------------------------

    def _about(self, form: type[Form]) -> None:
        assert self.view is not None
        self.open_form(form(emergency=self.view.id, about=f"{self.view.label} {self.view.name} {self.view.where}"))

    def do_scan_key(self) -> None:
        """`k`."""
        self._about(EmergencyKey)

    def do_add_line(self) -> None:
        """`+`."""
        self._about(EmergencyNote)

    def do_close_card(self) -> None:
        """`c`."""
        self._about(CloseEmergency)

    def do_analyse(self) -> None:
        """`f`."""
        self._about(AnalyseEmergency)
