"""Which font Chinese is printed in: one that is set, one that is found on this machine, or the reader's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.rules.words import Refused
from screens.words import N_

#: Where systems keep their fonts.
FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts",
    "/System/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
#: Fonts with TrueType outlines (reportlab embeds no others) that hold Chinese, the best to read first.
NAMES = (
    "wqy-zenhei.ttc", "wqy-microhei.ttc", "NotoSansSC-Regular.ttf", "simsun.ttc", "msyh.ttc", "uming.ttc",
    "gbsn00lp.ttf", "ukai.ttc", "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "simhei.ttf", "STHeiti Light.ttc",
    "Arial Unicode.ttf",
)  # fmt: skip
#: reportlab's own: the file only names it, and whoever shows or prints the file must have a Chinese font.
READERS_OWN = "STSong-Light"


@dataclass(frozen=True, slots=True)
class Font:
    """A font by name; `file` is embedded in the paper, None where it is the reader's own."""

    name: str
    file: Path | None = None


def find(chosen: str = "", folders: tuple[str, ...] = FOLDERS) -> Font:
    """The font that was chosen (a file), else the first one found; refuses a chosen file that is not there."""
    if chosen:
        file = Path(chosen).expanduser()
        if not file.is_file():
            raise Refused(N_("There is no font at {path}: correct `font` in config.toml."), path=str(file))
        return Font(file.stem, file)
    here = {file.name: file for folder in folders for file in _fonts(Path(folder).expanduser())}
    found = next((here[name] for name in NAMES if name in here), None)
    return Font(found.stem, found) if found else Font(READERS_OWN)


def _fonts(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*.tt[cf]") if file.name in NAMES] if folder.is_dir() else []
