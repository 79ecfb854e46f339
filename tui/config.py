"""Where this user's stations lie, and what `config.toml` says about them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from db.rules.words import Refused
from screens.desk import Printer
from screens.words import N_

LANGUAGES = ("zh", "en")
BAUDS = (300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
ENCODINGS = ("utf-8", "gb18030", "gbk")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one user: station file, language, post, printing, and what the terminal cannot say.

    `papers` is the folder papers are written to, `print` a command run on each (`lp {file}`), `font` a TrueType file.
    `anchor` is the file that seals handovers; `backup` the folder of the backups, of which `backup_keep` are kept, none
    older than `backup_days` (0: any age).
    """

    db: str = ""
    language: str = ""
    post: str = ""
    papers: str = ""
    print: str = ""
    font: str = ""
    term: str = ""
    encoding: str = ""
    slow: int = 0
    ascii: bool = False
    flow_control: bool = False
    color: bool = True
    anchor: str = ""
    backup: str = ""
    backup_keep: int = 14
    backup_days: int = 0

    @property
    def printer(self) -> Printer:
        """Where papers go from this terminal."""
        return Printer(self.papers, self.print, self.font)


_KINDS = {field.name: type(field.default) for field in fields(Config)}
#: Each kind of a setting in words, for its refusal.
_MUST_BE = {
    str: N_("{path}: {name} must be text in quotes."),
    int: N_("{path}: {name} must be a number."),
    bool: N_("{path}: {name} must be true or false."),
}


def config_path() -> Path:
    """The file the settings are read from; it need not exist."""
    return user_config_path("dutydesk") / "config.toml"


def read() -> Config:
    """The settings; refused where the file is not what it should be."""
    if not config_path().exists():
        return Config()
    import tomllib  # most terminals have no such file, and start without its parser

    try:
        data = tomllib.loads(config_path().read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused(N_("{path} cannot be read: {reason}."), path=config_path(), reason=fault) from None
    return _checked(data)


def _checked(data: dict[str, Any]) -> Config:
    for name, value in data.items():
        if name not in _KINDS:
            raise Refused(N_("{path}: there is no setting {name}."), path=config_path(), name=name)
        if type(value) is not _KINDS[name]:
            raise Refused(_MUST_BE[_KINDS[name]], path=config_path(), name=name)
    settings = Config(**data)
    for name, choices in (("language", LANGUAGES), ("slow", BAUDS), ("encoding", ENCODINGS)):
        value = getattr(settings, name)
        if value and value not in choices:
            known = ", ".join(map(str, choices))
            sentence = N_("{path}: {name} cannot be {value}: one of {choices}.")
            raise Refused(sentence, path=config_path(), name=name, value=value, choices=known)
    return settings


def remember(name: str, value: str) -> None:
    """Write one setting into `config.toml`; the other lines stay as they are."""
    path = config_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if line.partition("=")[0].strip() != name]
    # A JSON string is a basic string of TOML.
    path.write_text("\n".join([*kept, f"{name} = {json.dumps(value, ensure_ascii=False)}", ""]), encoding="utf-8")


def language(wanted: str | None, settings: Config) -> str:
    """The language to speak: asked for, configured, or the locale's."""
    if wanted or settings.language:
        return wanted or settings.language
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if spoken.startswith("zh") else "en"


def station_path(wanted: Path | None, settings: Config) -> Path:
    """The station to open: asked for, from DUTYDESK_DB, configured, or this user's own."""
    named = os.environ.get("DUTYDESK_DB") or settings.db
    return wanted or (Path(named).expanduser() if named else user_data_path("dutydesk") / "station.db")


def demo_path(speaking: str, seed: int) -> Path:
    """Where the demo estate of a language and seed lies."""
    return user_data_path("dutydesk") / f"demo-{speaking}-{seed}.db"
