"""One run, teed: what the compositor writes goes to a stock terminal, and through our sender to another."""

from __future__ import annotations

import asyncio
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size

from tests.wire.pair import LINUX, Pair
from tui.terminfo import Capabilities


class TeeDriver(Driver):
    """Gives both terminals of a pair what the application writes; counts what a stock driver would have sent."""

    pair: Pair
    written = 0

    @property
    def pair_size(self) -> tuple[int, int]:
        return self.pair.stock.width, self.pair.stock.height

    def write(self, data: str) -> None:
        self.written += len(data.encode())
        if data.startswith("\x1b]"):
            self.pair.sender.paint(data)
        else:
            self.pair.write(data)

    def start_application_mode(self) -> None:
        size = Size(*self.pair_size)
        self.send_message(events.Resize(size, size))

    def stop_application_mode(self) -> None: ...

    def disable_input(self) -> None: ...


class Teed(App[None]):
    """Mixed into an application: it runs on two terminals at once."""

    on_size = 80, 24
    can: Capabilities = LINUX

    def _build_driver(self, *_args: Any, **_options: Any) -> Driver:
        driver = self._driver = TeeDriver(self, size=self.on_size)
        driver.pair = Pair(*self.on_size, self.can, loop=asyncio.get_running_loop())
        return driver

    @property
    def tee(self) -> TeeDriver:
        assert isinstance(self._driver, TeeDriver)
        return self._driver

    @property
    def pair(self) -> Pair:
        return self.tee.pair
