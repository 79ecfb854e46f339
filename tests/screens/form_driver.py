"""Fills any form field by field, each first with everything that is bad for it."""

from __future__ import annotations

import unicodedata
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.keys import _character_to_key

import screens
from db import (
    journal,
)
from screens.form_host import FormHost
from screens.forms import Field, Filling, Form
from screens.widgets.lines import Line
from screens.widgets.panel import Panel
from tests.conftest import PIN
from tests.screens.driver import Officer
from tests.screens.form_cases import Case
from tui.keys import _drained

# A form is imported when it is first opened; a test of all of them wants all there are.
for _found in iter_modules(screens.__path__):
    import_module(f"screens.{_found.name}")


class Driver:
    """Fills one form field by field, each first with everything that is bad for it."""

    def __init__(self, officer: Officer, case: Case, args: dict[str, Any], refusals: list[str]) -> None:
        self.officer, self.case, self.args, self.refusals = officer, case, args, refusals
        self.seen: set[str] = set()
        #: Wrong PINs, each typed once.
        self.pins: dict[str, str] = {}
        self.sentences: list[str] = []

    @property
    def panel(self) -> Panel:
        return self.officer.app.screen.query_one(Panel)

    @property
    def host(self) -> FormHost:
        assert isinstance(self.officer.app.screen, FormHost)
        return self.officer.app.screen

    def said(self) -> str:
        return self.host.query_one("#status", Line).left

    async def press(self, *keys: str) -> None:
        """As the officer's own `press`, but without waiting for the glass to be painted."""
        app = self.officer.app
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            app.post_message(events.Key(name, key if len(key) == 1 else None))
        await self.settle()

    async def paste(self, text: str) -> None:
        self.panel.entry.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        app = self.officer.app
        for _round in range(2):
            await _drained(app)
            await app.keys.waiting.join()
            await app.workers.wait_for_complete()
            await app.keys.settled()

    async def fill(self, name: str, hostile: str, bad: tuple[str, ...]) -> Filling:
        """Open a form and answer it to its end; every text field gets the hostile text where it takes it."""
        filling = await self.open(name)
        await self.reach_the_extra_ones(filling, hostile, bad)
        return await self.answer_all(filling, hostile, bad)

    async def open(self, name: str) -> Filling:
        self.host.open_form(Form.registry[name](**self.args))
        await self.settle()
        filling = self.panel.filling
        assert filling is not None
        return filling

    async def answer_all(self, filling: Filling, hostile: str = "", bad: tuple[str, ...] = ()) -> Filling:
        for _step in range(40):
            if self.panel.filling is not filling or self.refusals:
                return filling
            await self.answer(filling.current(), hostile, bad)
        raise AssertionError(f"no end: {filling.at}\n{self.officer.screen()}")

    async def reach_the_extra_ones(self, filling: Filling, hostile: str, bad: tuple[str, ...]) -> None:
        for asked in [f for f in filling.fields() if f.extra and f.kind == "text"]:
            for _step in range(12):
                if filling.current().name == asked.name:
                    await self.answer(asked, hostile, bad)
                    break
                await self.press("tab")

    async def enter(self, asked: Field) -> None:
        """Enter does what the last line says it does; a field that took its text by itself is past already."""
        filling = self.panel.filling
        if filling is None or filling.current().name != asked.name:
            await self.press("enter")
            return
        line, refused = self.keys_line(), len(self.refusals)
        await self.press("enter")
        stands = self.panel.filling is filling and len(self.refusals) == refused
        if stands and filling.current().name != asked.name:
            assert "saves" not in line, (asked, line)
        if not stands:
            assert "goes on" not in line, (asked, line)

    def keys_line(self) -> str:
        """The last line, which speaks of the form and not of the list behind it."""
        line = self.host.query_one("#shortcuts", Line).left
        assert "Esc" in line
        assert "log line" not in line
        assert cell_len(line) <= 80
        return line

    async def answer(self, asked: Field, hostile: str, bad: tuple[str, ...]) -> None:
        answers = self.case.answers
        valid = answers.get(asked.name, answers.get(asked.label, ""))
        if asked.kind == "choice":
            await self.press(valid or asked.options[0].key)
        elif asked.kind == "pin":
            await self.press(*self.pins.pop(asked.name, PIN))
        elif asked.name in self.seen or not hostile:
            await self.press("ctrl+u", *(valid or ("x1" if asked.required else "")))
            await self.enter(asked)
        else:
            self.seen.add(asked.name)
            for text in bad if len(self.seen) == 1 else bad[:1]:
                await self.refused(asked, text)
            if asked.required and not asked.default:
                await self.refused(asked, "")
            await self.paste(hostile)
            await self.enter(asked)

    async def refused(self, asked: Field, text: str) -> None:
        """This text is refused at its own question, with a sentence; it is still on the line; nothing was written."""
        before = journal.head()
        await self.press("ctrl+u")
        if text:
            await self.paste(text)
        self.host.say("")
        await self.press("enter")
        filling = self.panel.filling
        assert filling is not None
        assert filling.current().name == asked.name, f"{text[:20]!r} was taken\n{self.officer.screen()}"
        assert self.said().endswith((".", ":")), self.said()
        assert self.panel.entry.value == text
        assert journal.head() == before
        harmless(self.officer)
        await self.press("ctrl+u")


def harmless(officer: Officer) -> None:
    """24 lines of at most 80 cells, without a character that could act."""
    lines = officer.lines()
    assert len(lines) == 24
    assert all(cell_len(line) <= 80 for line in lines), officer.screen()
    bad = {c for c in officer.screen() if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\n"}
    assert not bad, bad
