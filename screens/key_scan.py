"""The scan loop: one form whose first scan says whether keys go out or come back (K7)."""

from __future__ import annotations

from collections.abc import Sequence

from db import key_register
from db.key_register import KeyView
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Saved
from screens.key_in import KeysIn, Scanned, scanned
from screens.key_out import KeysOut, refuse_unusable
from screens.words import N_, _

Pad = KeysOut | KeysIn


class KeyScan(Form):
    """Keys out or in by scans; its questions grow, one step after the other, and a parked one is replayed."""

    title = N_("Keys")

    def heading(self, _desk: Desk) -> str:
        """The first key, so that a parked scan is recognised."""
        return f"{_(self.title)} {self.args.get('tag', '')}".rstrip()

    def _replay(self, desk: Desk, answers: Answers) -> tuple[Pad | None, int]:
        """The pad as the steps so far have made it, and how many there were."""
        pad: Pad | None = None
        step = 0
        while (value := answers.get(str(step))) is not None:
            if pad is None:
                pad = KeysIn(desk) if isinstance(value, Scanned) else KeysOut(desk)
            pad.take(value)
            step += 1
        return pad, step

    def lines(self, desk: Desk, answers: Answers) -> list[str]:
        """What the pad shows."""
        pad, _steps = self._replay(desk, answers)
        return pad.lines(answers) if pad else []

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """The next step with what Tab reaches; when all is said, the PINs it asks."""
        pad, step = self._replay(desk, answers)
        if pad is None:
            return (Field("0", N_("scan or tag"), enter=N_("takes it"), check=_usable, scanned=True),)
        if pad.done:
            last = Field(str(step - 1), N_("scan or tag"), required=False, silent=True)
            return (last, *pad.last_fields(answers), *pad.extras())
        return (pad.asks(str(step)), *pad.extras())

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Issue or take back, all in one transaction."""
        pad, _steps = self._replay(desk, answers)
        assert pad is not None
        return pad.save(answers)


def _usable(text: str) -> KeyView | Scanned:
    """The key with this tag; one that cannot go out is refused before anybody is asked who takes it."""
    key = key_register.find(text)
    refuse_unusable(key)
    return key if key.loan_id is None else scanned(key)
