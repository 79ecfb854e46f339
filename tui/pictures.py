"""Pictures of the screens at 80×24, made by the program itself from a demo estate: `dutydesk pictures DIR`."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.strip import Strip

from db import clock, demo, reading
from screens.desk import Printer
from tui.pictures_scenes import REELS, Scene, Typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import DutyDesk

#: The night all pictures show: 2026-02-07 03:15, as in the drawings the screens began with.
MOMENT = int(datetime(2026, 2, 7, 3, 15, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)

#: Where the papers of the pictures would go; none is printed.
PAPERS = "/srv/papers"

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
        # The pepper of the pictures does not stay with whoever draws them.
        os.environ["XDG_CONFIG_HOME"] = place
        estate = Path(place) / "demo.db"
        demo.build(estate, language=language, until=MOMENT)
        return [file for reel in REELS for file in _fresh(estate, reel, folder, language)]


def _fresh(estate: Path, reel: tuple[Scene, ...], folder: Path, language: str) -> list[Path]:
    """One reel, on a copy of the estate: neither what is done in one nor a draft it leaves is seen in another."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = place
        station = Path(place) / "station.db"
        shutil.copy(estate, station)
        with reading.station(station):
            return asyncio.run(_walk(reel, folder, language))


async def _walk(reel: tuple[Scene, ...], folder: Path, language: str) -> list[Path]:
    from tui.app import DutyDesk

    app = DutyDesk(hint=demo.HINT, printer=Printer(PAPERS))
    taken = []
    async with app.run_test(size=(80, 24)) as pilot:
        for name, keys in reel:
            await _press(app, pilot, [key for each in keys for key in _typed(each, language)])
            if name:
                file = folder / f"{name}.{language}.svg"
                file.write_text(_svg(app), encoding="utf-8")
                taken.append(file)
    return taken


def _typed(key: str | Typed, language: str) -> Iterable[str]:
    """A key as it is, or the letters of a text in this language."""
    return (key,) if isinstance(key, str) else key[language == "en"]


async def _press(app: DutyDesk, pilot: Pilot[None], keys: Iterable[str]) -> None:
    """Press keys as a terminal reports them, then wait until nothing is under way."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        app.post_message(events.Key(name, key if len(key) == 1 else None))
    for _round in range(2):
        await pilot.pause()
        await app.keys.waiting.join()
        await app.workers.wait_for_complete()
    await app.keys.settled()
    await pilot.pause()


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
