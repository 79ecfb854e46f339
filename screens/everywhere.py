"""What the commands do that every screen has."""

from __future__ import annotations

from typing import ClassVar

from db.rules.words import Refused
from screens.form_host import FormHost
from screens.forms import Form
from screens.words import _, tell


class Everywhere(FormHost):
    """A screen from which one writes a line, takes a call, raises an emergency and goes to the others."""

    #: The register an export begins with.
    REGISTER: ClassVar[str] = "log"

    def do_write_line(self) -> None:
        """`;`: one line of the log from anywhere."""
        self.open_form(Form.registry["LogLine"](post=self.desk.post.id))

    def do_phone_rang(self) -> None:
        """F9: the unit card."""
        self.open_form(Form.registry["Call"](post=self.desk.post.id))

    def do_raise_emergency(self) -> None:
        """`!`: an emergency card."""
        self.open_form(Form.registry["BeginEmergency"](post=self.desk.post.id))

    def do_resume(self) -> None:
        """`'`: forms put aside; the only one is taken up at once."""
        waiting = self.drafts()
        if not waiting:
            self.say(_("Nothing is parked."))
        elif len(waiting) == 1:
            self.take_up(waiting[0])
        else:
            self.open_form(Form.registry["ParkedForms"]())

    def do_throw_away(self) -> None:
        """`"`: a form put aside that nobody will finish."""
        if self.drafts():
            self.open_form(Form.registry["ParkedForms"](away=True))
        else:
            self.say(_("Nothing is parked."))

    def do_switch_officer(self) -> None:
        """`@`: another officer acts."""
        self.open_form(Form.registry["WhoActs"]())

    def do_sign_off(self) -> None:
        """F10: sign off."""
        try:
            self.desk.sign_off()
        except Refused as refused:
            self.say(tell(refused))
            return
        if self.desk.session is None:
            self.station.open("sign_on")
        else:
            self.station.open("duty")

    def do_lock_now(self) -> None:
        """Lock."""
        self.station.lock()

    def do_export(self) -> None:
        """`X`: a register into a file."""
        from screens.export_forms import Export

        self.open_form(Export(what=self.REGISTER))

    def do_own_pin(self) -> None:
        """A new PIN for oneself."""
        self.open_form(Form.registry["OwnPin"]())

    def do_go_to_shell(self) -> None:
        """Suspend; where no shell waits the program would never come back."""
        if not self.station.go_to_shell():
            self.say(_("No shell started this program: there is nowhere to go, and nobody to bring it back."))

    def do_redraw(self) -> None:
        """Draw everything again."""
        self.station.redraw()

    def do_help(self) -> None:
        """Help of this screen."""
        self.station.help(self)

    def do_go_home(self) -> None:
        """Esc outside a form: the duty screen."""
        self.station.open("duty")

    def do_go_log(self) -> None:
        """F2."""
        self.station.open("duty_log")

    def do_go_handover(self) -> None:
        """F3."""
        self.station.open("handover")

    def do_go_keys(self) -> None:
        """F4."""
        self.station.open("key_register")

    def do_go_queue(self) -> None:
        """F5."""
        self.station.open("ticket_queue")

    def do_go_registers(self) -> None:
        """F6."""
        self.station.open("registers")

    def do_go_inbox(self) -> None:
        """F7."""
        self.station.open("inbox")

    def do_go_papers(self) -> None:
        """F8."""
        self.station.open("printing")
