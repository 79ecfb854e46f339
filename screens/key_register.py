"""The key register (F4): what is out on top, the cabinet below; digits scan, letters act (K7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from textual import on
from textual.widget import Widget

from db import key_register
from db.key_register import KeyFilter, KeyLine, KeyView
from screens.base import BaseScreen
from screens.form_keys import BACK
from screens.forms import Saved
from screens.key_commands import ALL, owed_by
from screens.key_forms import ChaseKey, DamagedKey, ExtendKey, FilterKeys, LoseKey, NewKey, TransferKey, UsableKey
from screens.key_ledger import KeyLedger
from screens.key_owner import Countersign, OwnersList
from screens.key_scan import KeyScan
from screens.key_words import history_line, key_line
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Keys:
    """The register, filtered, as a source."""

    where: KeyFilter

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[KeyView]:
        """A page of keys."""
        return key_register.page(self.where, start, limit, backwards=backwards, inclusive=inclusive)

    def count(self) -> int:
        """How many there are."""
        return key_register.count(self.where)


@dataclass(frozen=True, slots=True)
class _History:
    """What happened to one key, as a source."""

    key_id: int

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[KeyLine]:
        """A page of its history."""
        return key_register.history(self.key_id, start, limit, backwards=backwards, inclusive=inclusive)

    def count(self) -> int:
        """Not told: nobody asks how much happened to a key."""
        return 0


class KeyRegisterScreen(BaseScreen):
    """Keys, radios and all that is lent (K12)."""

    NOUN = "key_register"
    REGISTER = "loans"
    TITLE_MSGID = N_("Keys")
    EMPTY = N_("Keys and all that is lent stand here; n enters one.")
    SHORTCUTS = ALL

    where = KeyFilter()
    shown: KeyView | None = None
    last_back: KeyView | None = None

    def body(self) -> Iterable[Widget]:
        """The register; the history of one key takes its place."""
        yield KeyLedger(_Keys(self.where), lambda key, width: key_line(self.desk, key, width), style=_style, id="keys")
        history = Ledger(
            ListSource[KeyLine]([]), lambda line, width: history_line(self.desk, line, width), id="history"
        )
        history.display = False
        yield history

    @property
    def keys(self) -> KeyLedger:
        """The list of keys."""
        return self.query_one("#keys", KeyLedger)

    @property
    def history(self) -> Ledger[KeyLine]:
        """The list of what happened to one key."""
        return self.query_one("#history", Ledger)

    def chosen(self) -> KeyView | None:
        """The key that a letter is about: the one whose history is shown, or the one under the cursor."""
        return self.shown or self.keys.current

    def damageable(self) -> KeyView | None:
        """The key `b` is about: the one that came back last, or the one under the cursor; it must hang here."""
        key = self.last_back or self.chosen()
        now = key_register.find(key.tag) if key else None
        return now if now is not None and now.state == "in" else None

    def title_line(self) -> tuple[str, str]:
        """How the register stands, or whose history this is."""
        if self.shown is not None:
            return f"{_('History')}  {self.shown.tag}  {self.shown.opens}", _(BACK)
        n = key_register.counts()
        counts = _("in cabinet {inside}  out {out}  overdue {overdue}  out of use {unusable}").format(
            inside=n.inside, out=n.out, overdue=n.overdue, unusable=n.unusable
        )
        only = _("only out") if self.where.only_out else ""
        return "  ".join(part for part in (_(self.TITLE_MSGID), only, self.where.text) if part), counts

    # -- scanning -----------------------------------------------------------------------------------

    def on_digit(self, digit: str) -> None:
        """A digit while nothing has the focus belongs to the list all the same."""
        self.keys.type_digit(digit)

    @on(KeyLedger.Typing)
    def _typing(self, message: KeyLedger.Typing) -> None:
        self.say(_("Tag: {typed}_").format(typed=message.text) if message.text else "")

    @on(KeyLedger.Scanned)
    def _scanned(self, message: KeyLedger.Scanned) -> None:
        """A tag: the first opens the scan loop, a fast second one joins it."""
        filling = self.panel.filling
        if filling is None or not isinstance(filling.form, KeyScan):
            self._leave_history()
            self.open_form(KeyScan(tag=message.text))
        self.say("")
        self.panel.submit(message.text)

    def saved(self, saved: Saved) -> None:
        """Remember what came back last, so that `b` can say it is damaged."""
        self.last_back = saved.shown if isinstance(saved.shown, KeyView) else None
        if isinstance(saved.shown, KeyFilter):
            self._filter(saved.shown)
        super().saved(saved)

    # -- the list -----------------------------------------------------------------------------------

    def _filter(self, where: KeyFilter) -> None:
        self.where = where
        self.keys.show(_Keys(where))
        self.say_title()

    def show_record(self, record: int) -> None:
        """Go to the key of a loan."""
        key = next((key for key in key_register.batch(record) if key.loan_id == record), None)
        if key is None:
            self.say(_("This key is back already."))
            return
        self._leave_history()
        self._filter(KeyFilter())
        self.keys.jump(key.key)

    @on(Ledger.Opened)
    def _opened(self, message: Ledger.Opened) -> None:
        if self.panel.filling is not None:
            self.panel.submit("")
        elif message.ledger is self.keys:
            self.do_history()

    def do_history(self) -> None:
        """`h`, Enter: what happened to the key."""
        key = self.keys.current
        if self.keys.typed:
            self.keys.enter()
        elif key is not None and self.shown is None:
            self.shown = key
            self.keys.display, self.history.display = False, True
            self.history.show(_History(key.id))
            self.focus_body()
            self.say_title()

    def _leave_history(self) -> None:
        self.shown = None
        self.keys.display, self.history.display = True, False
        self.say_title()

    def focus_body(self) -> None:
        """The list that is shown has the keyboard."""
        # At once: a later focus would let the first keys of a scan pass by.
        self.set_focus(self.history if self.shown else self.keys)

    # -- commands -----------------------------------------------------------------------------------

    def _about(self, key: KeyView) -> dict[str, Any]:
        return {"tag": key.tag, "loan": key.loan_id, "holder": key.holder, "state": key.state}

    def _open_about(self, form: type[Any], key: KeyView | None) -> None:
        if key is not None:
            self.open_form(form(**self._about(key)))

    def named(self) -> tuple[str, int] | None:
        """Who has the key under the cursor."""
        key = self.chosen()
        return ("loan", key.loan_id) if key is not None and key.loan_id else None

    def do_return_key(self) -> None:
        """`r`: a tag typed by hand."""
        self._leave_history()
        self.open_form(KeyScan())

    def do_chase(self) -> None:
        """`c`."""
        self._open_about(ChaseKey, self.chosen())

    def do_extend(self) -> None:
        """`x`."""
        self._open_about(ExtendKey, self.chosen())

    def do_transfer(self) -> None:
        """`m`."""
        self._open_about(TransferKey, self.chosen())

    def do_lose(self) -> None:
        """`z`."""
        self._open_about(LoseKey, self.chosen())

    def do_damage(self) -> None:
        """`b`."""
        self._open_about(DamagedKey, self.damageable())

    def do_usable(self) -> None:
        """`u`."""
        self._open_about(UsableKey, self.chosen())

    def do_add_key(self) -> None:
        """`n`."""
        self.open_form(NewKey())

    def do_owners_list(self) -> None:
        """`g`."""
        key = self.chosen()
        if key is not None:
            self.open_form(OwnersList(tag=key.tag))

    def do_sign_later(self) -> None:
        """`t`."""
        owed = owed_by(self.chosen())
        if owed is not None:
            about = f"{owed.holder}  {owed.reason}"
            self.open_form(Countersign(loan=owed.loan_id, tag=owed.tag, about=about))

    def do_filter(self) -> None:
        """`/`."""
        self._leave_history()
        self.open_form(FilterKeys())

    def do_out_toggle(self) -> None:
        """`o`."""
        self._leave_history()
        self._filter(replace(self.where, only_out=not self.where.only_out))

    def do_back(self) -> None:
        """Esc: one step back."""
        if self.keys.typed:
            self.keys.forget()
        elif self.shown is not None:
            self._leave_history()
            self.focus_body()
        elif self.where != KeyFilter():
            self._filter(KeyFilter())
            self.say("")
        else:
            self.station.open("duty")


def _style(key: KeyView) -> str:
    return "bold" if key.state == "overdue" else "dim" if key.state in ("damaged", "lost") else ""
