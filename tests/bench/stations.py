"""The stations the night is worked on."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import clock, connection, key_register, passes
from db.clock import DAY
from db.journal import COMMAND_LINE
from tests.conftest import found_station
from tests.screens.night import TAGS


def found_night_station(file: Path, config: Path | None = None) -> None:
    """A station with five keys and a contractor's pass, closed; its pepper lies in `config` if that is given."""
    with pytest.MonkeyPatch.context() as patch:
        if config is not None:
            patch.setenv("XDG_CONFIG_HOME", str(config))
        found_station(file)
    hang_keys()
    connection.close_station()


def hang_keys(*, with_pass: bool = True) -> None:
    """The keys of the night and the contractor's pass (the demo has it), in the open station."""
    for tag in TAGS:
        key_register.add(COMMAND_LINE, tag, "天台" + tag, hook="B-07")
    if with_pass:
        passes.add(COMMAND_LINE, "92231", "何志", "宏达消防", "13600008820", "气瓶检查", clock.now() + 30 * DAY)
