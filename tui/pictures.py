"""Pictures of the screens at 80×24, made by the program itself from a demo estate: `dutydesk pictures DIR`."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from db import clock, connection, demo

#: The night all pictures show: 2026-02-07 03:15, as in the drawings the screens began with.
MOMENT = int(datetime(2026, 2, 7, 3, 15, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)

#: Name of the picture → the keys that lead to it from the screen before.
WAY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sign_on", ()),
    ("duty", (*"1024", *demo.PIN)),
    ("duty_log", ("f2",)),
    ("call", ("f9", *"6.2.1101", "enter")),
    ("key_register", ("escape", "escape", "f4")),
    ("ticket_queue", ("f5",)),
    ("handover", ("f3",)),
    ("inbox", ("escape", "at", "0", *"1002", *demo.PIN, "f7")),
    ("help", ("f1",)),
    ("lock", ("escape", "escape", "ctrl+x")),
)

_WIDE, _TALL, _EDGE = 10, 24, 12
_HEAD = f"""<svg viewBox="0 0 {80 * _WIDE + 2 * _EDGE} {24 * _TALL + 2 * _EDGE}" xmlns="http://www.w3.org/2000/svg">
<style>
text {{ fill: #c8d0d4; font: 20px "Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono", "DejaVu Sans Mono", monospace; }}
.bold {{ font-weight: bold; fill: #ffffff; }} .dim {{ fill: #7c868c; }} .cursor {{ fill: #c8d0d4; }}
</style>
<rect width="100%" height="100%" rx="6" fill="#101418"/>
"""


def draw(folder: Path, *, language: Literal["zh", "en"]) -> list[Path]:
    """Write one SVG per screen into the folder; the demo estate they show is made and thrown away."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, clock.replaced(lambda: MOMENT):
        # Neither a pepper nor a draft of the pictures stays with whoever draws them.
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = place
        station = Path(place) / "demo.db"
        demo.build(station, language=language, until=MOMENT)
        with connection.station(station):
            return asyncio.run(_walk(folder, language))


async def _walk(folder: Path, language: str) -> list[Path]:
    from tui.app import DutyDesk

    app = DutyDesk(hint=demo.HINT)
    taken = []
    async with app.run_test(size=(80, 24)) as pilot:
        for name, keys in WAY:
            await pilot.press(*keys)
            await app.keys.waiting.join()
            await app.workers.wait_for_complete()
            await app.keys.settled()
            await pilot.pause()
            file = folder / f"{name}.{language}.svg"
            file.write_text(_svg(app), encoding="utf-8")
            taken.append(file)
    return taken


def _svg(app: App[None]) -> str:
    """The glass as SVG: every run of equally wide characters stands at its own cell, whatever the font."""
    lines = app.screen._compositor.render_strips()
    parts = [part for y, strip in enumerate(lines) for part in _line(y, strip)]
    return _HEAD + "\n".join(parts) + "\n</svg>\n"


def _line(y: int, strip: Strip) -> Iterator[str]:
    x = 0
    for segment in strip:
        for run in re.findall(r"[ -~]+|[^ -~]+", segment.text):
            yield from _run(x, y, run, segment.style)
            x += cell_len(run)


def _run(x: int, y: int, text: str, style: Style | None) -> Iterator[str]:
    look = "bold" if style and style.bold else "dim" if style and style.dim else ""
    left, width = _EDGE + x * _WIDE, cell_len(text) * _WIDE
    if style and style.reverse:
        yield f'<rect class="cursor" x="{left}" y="{_EDGE + y * _TALL + 2}" width="{width}" height="{_TALL - 2}"/>'
    if text.strip():
        lead = len(text) - len(text.lstrip())
        shown = escape(text.strip()).replace(" ", "\u00a0")
        width = cell_len(text.strip()) * _WIDE
        yield (
            f'<text class="{look}" x="{left + lead * _WIDE}" y="{_EDGE + y * _TALL + 18}" textLength="{width}" '
            f'lengthAdjust="spacingAndGlyphs" xml:space="preserve">{shown}</text>'
        )
