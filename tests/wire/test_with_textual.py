"""The same glass again, painted by Textual itself, and what a key may cost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input

from tests.wire.pair import LINUX, XTERM
from tests.wire.small_app import List, SmallApp
from tests.wire.teed import Teed
from tui.terminfo import Capabilities

KEYS = (
    "down", "down", "down", "up", "pagedown", "s", "tab", "f2", "escape", "a", "b", "space", "backspace", "home",
    "left", "值", "班", "é", "resize", "suspend", "garble", "wide",
)  # fmt: skip


class TeedApp(Teed, SmallApp):
    """The small application on two terminals at once."""

    def __init__(self, size: tuple[int, int], can: Capabilities) -> None:
        super().__init__(ansi_color=True)
        self.on_size, self.can = size, can


@asynccontextmanager
async def running(
    size: tuple[int, int] = (80, 24), can: Capabilities = LINUX
) -> AsyncIterator[tuple[TeedApp, Pilot[None]]]:
    app = TeedApp(size, can)
    async with app.run_test(size=size) as pilot:
        await rest(app, pilot)
        yield app, pilot
        app.pair.sender.stop()


async def rest(app: TeedApp, pilot: Pilot[None]) -> None:
    """Until nothing is painted any more and the terminal has answered everything."""
    for _turn in range(2):
        await pilot.pause()
        app.pair.settle()


async def do(app: TeedApp, pilot: Pilot[None], key: str, size: tuple[int, int]) -> None:
    if key == "resize":
        app.pair.resize(*size)
        await pilot.resize_terminal(*size)
    elif key == "suspend":
        app.pair.ours.feed("\x1b[m\x1b[H\x1b[Jsomebody else's screen")
        app.pair.sender.stop()
        app.pair.sender.start()
    elif key == "garble":
        app.pair.ours.feed("\x1b[1;41mMessage from root\n\n\x1b[5;9r")
        app.pair.sender.forget()
    elif key == "wide":
        app.query_one(Input).value = "一二😀三"
    else:
        await pilot.press(key)


@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(
    keys=st.lists(st.sampled_from(KEYS), min_size=24, max_size=24),
    sizes=st.lists(st.tuples(st.integers(30, 110), st.integers(6, 40)), min_size=25, max_size=25),
    can=st.sampled_from((LINUX, XTERM)),
)
def test_what_textual_paints_is_the_same_on_both_terminals(
    keys: list[str], sizes: list[tuple[int, int]], can: Capabilities
) -> None:
    async def night() -> None:
        async with running(sizes[-1], can) as (app, pilot):
            app.pair.compare()
            for key, size in zip(keys, sizes, strict=False):
                await do(app, pilot, key, size)
                await rest(app, pilot)
                app.pair.compare()

    asyncio.run(night())


async def cost(app: TeedApp, pilot: Pilot[None], *keys: str) -> int:
    before = len(app.pair.sent)
    for key in keys:
        await pilot.press(key)
        await rest(app, pilot)
    app.pair.compare()
    return len("".join(app.pair.sent[before:]).encode())


async def test_a_key_costs_what_it_changes() -> None:
    async with running() as (app, pilot):
        first = len("".join(app.pair.sent).encode())
        assert first <= 3000
        assert await cost(app, pilot, "a") <= 32
        assert await cost(app, pilot, "b") <= 32
        assert await cost(app, pilot, "值") <= 32
        app.query_one(List).focus()
        await rest(app, pilot)
        for _row in range(5):
            assert await cost(app, pilot, "down") <= 32
        assert await cost(app, pilot, "s") <= 250
        assert await cost(app, pilot, "pagedown") <= 900
        assert await cost(app, pilot, "f2") <= 1000


@pytest.mark.parametrize("blinks", [False, True])
async def test_nobody_types_nothing_is_sent_whatever_timer_goes_off(blinks: bool) -> None:
    async with running() as (app, pilot):
        app.query_one(Input).cursor_blink = blinks
        await rest(app, pilot)
        before = len(app.pair.sent)
        for timer in [timer for node in (app, app.screen, *app.screen.query("*")) for timer in node._timers]:
            if timer._active.is_set():
                await timer._tick(next_timer=0, count=0)
        await rest(app, pilot)
        assert bool(app.pair.sent[before:]) is blinks


@pytest.mark.parametrize("hidden", ["\x1b]52;c;cm0=\x07", "\x1b[2J", "\x1b]0;title\x07", "\x1bc", "\x9b", "\x07"])
async def test_control_that_came_in_with_a_text_stays_here(hidden: str) -> None:
    async with running() as (app, pilot):
        before = len(app.pair.sent)
        app.pair.sender.paint(f"\x1b[5;5H\x1b[31mtext{hidden}more\x1b[0m\x1b[H")
        await rest(app, pilot)
        sent = "".join(app.pair.sent[before:])
        assert hidden not in sent
        assert "textmore" in app.pair.ours.text()[4]
