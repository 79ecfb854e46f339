"""Pictures of the screens at 80×24, made by the program itself from a demo estate: `dutydesk pictures DIR`."""

from __future__ import annotations

import asyncio
import io
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from textual.app import App

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
    ("lock", ("escape", "escape", "ctrl+l")),
)

_FORMAT = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono", "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; white-space: pre; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
<rect fill="#101418" width="100%" height="100%" rx="6"/>
<g transform="translate({terminal_x}, 12)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""
_THEME = TerminalTheme(
    (16, 20, 24),
    (200, 208, 212),
    [(0, 0, 0), (205, 70, 60), (120, 180, 90), (220, 180, 80), (90, 140, 210), (180, 110, 190), (90, 180, 190), (200, 208, 212)],
    [(90, 96, 100), (240, 110, 100), (150, 210, 120), (250, 210, 110), (120, 170, 240), (210, 140, 220), (120, 210, 220), (255, 255, 255)],
)  # fmt: skip


def draw(folder: Path, *, language: str) -> list[Path]:
    """Write one SVG per screen into the folder; the demo estate they show is made and thrown away."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, clock.replaced(lambda: MOMENT):
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
            await app.workers.wait_for_complete()
            await pilot.pause()
            await pilot.pause()
            file = folder / f"{name}.{language}.svg"
            file.write_text(_svg(app, name), encoding="utf-8")
            taken.append(file)
    return taken


def _svg(app: App[None], name: str) -> str:
    console = Console(
        width=80, height=24, file=io.StringIO(), force_terminal=True, color_system="truecolor", record=True, legacy_windows=False
    )  # fmt: skip
    console.print(app.screen._compositor.render_update(full=True))
    return console.export_svg(title=name, theme=_THEME, code_format=_FORMAT, unique_id=name.replace("_", "-"))
