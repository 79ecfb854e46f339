"""What README and docs promise is what the program has."""

from __future__ import annotations

import re
from argparse import _SubParsersAction
from dataclasses import fields
from pathlib import Path

import pytest

from db.opening import NotAStation
from db.presence import InUse
from db.rules.imports import FIELDS, parse_map
from db.rules.words import Refused
from tests import shortcuts
from tui import __version__
from tui.arguments import COMMANDS, Command
from tui.cli import parser
from tui.config import Config
from tui.pictures_scenes import REELS

SHARED = {"--help", "--db", "--lang", "--version", "--slow", "--ascii", "--encoding", "--flow-control", "--no-color"}
ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STATION = (ROOT / "docs" / "station.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def _section(page: str, title: str) -> str:
    return page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def _table() -> dict[str, str]:
    """The commands of README's table and what it says of each."""
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \|$", _section(README, "Commands"), re.MULTILINE)
    return {line.replace("\\|", "|"): about for line, about in rows}


def test_every_command_stands_in_readme_with_its_arguments_and_its_help() -> None:
    assert _table() == {command.line: command.help for command in COMMANDS}


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.name], ids=lambda command: command.name)
def test_every_option_a_command_takes_is_shown_with_it(command: Command) -> None:
    (parts,) = (action for action in parser()._actions if isinstance(action, _SubParsersAction))
    taken = {o for a in parts.choices[command.name]._actions for o in a.option_strings if o.startswith("--")}
    assert taken - SHARED == set(re.findall(r"--[a-z-]+", command.shown))


def test_the_options_for_every_command_are_explained() -> None:
    shown = ("--lang zh|en", "--slow BAUD", "--encoding utf-8|gb18030|gbk", "--db PATH", "DUTYDESK_DB", "NO_COLOR")
    for option in (*shown, *SHARED):
        assert option in _section(README, "Commands")


def test_every_setting_is_explained() -> None:
    for setting in fields(Config):
        assert f"`{setting.name} = " in _section(STATION, "Settings")


@pytest.mark.parametrize("kind", FIELDS)
def test_every_column_of_an_import_is_listed_in_both_languages(kind: str) -> None:
    row = next(line for line in _section(STATION, "Import").splitlines() if line.startswith(f"| {kind} |"))
    assert re.findall(r"`(\w+)` (\w+)", row) == list(FIELDS[kind].items())


def test_the_map_that_is_shown_is_a_map() -> None:
    toml = _section(STATION, "Import").partition("```toml\n")[2].partition("```")[0]
    assert parse_map(toml).columns["source"] == "srnumber"


def test_every_target_readme_names_is_in_the_makefile() -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", README)) <= made
    assert {"run", "test", "check", "messages", "bench"} <= made


def test_every_shortcut_of_every_screen_is_listed_with_its_help() -> None:
    page = shortcuts.PAGE.read_text(encoding="utf-8")
    written = page.partition(shortcuts.BEGIN)[2].partition(shortcuts.END)[0].strip()
    assert written == shortcuts.tables(), "python -m tests.shortcuts writes them anew"


def test_every_code_that_says_why_a_file_cannot_be_opened_is_explained() -> None:
    faults: list[type[Refused]] = [*NotAStation.__subclasses__(), InUse]
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", STATION, re.MULTILINE)}
    assert explained == {0, 1, 2, 74, 130, 141} | {fault.code for fault in faults}


def test_the_newest_changes_are_those_of_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", changes, re.MULTILINE)[0] == __version__


def test_every_picture_readme_shows_is_there() -> None:
    shown = re.findall(r"\((docs/pictures/[a-z_.]+)\)", README)
    assert len(shown) >= 20
    assert [name for name in shown if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_scene_that_is_drawn_stands_in_readme_and_nothing_else_lies_beside_it(language: str) -> None:
    drawn = {f"{name}.{language}.svg" for reel in REELS for name, _keys in reel if name}
    assert {file.name for file in (ROOT / "docs" / "pictures").glob(f"*.{language}.svg")} == drawn
    assert drawn <= set(re.findall(r"docs/pictures/([a-z_.]+)", README))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_page_that_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_a_page_names_is_there(page: Path) -> None:
    named = re.findall(r"`((?:db|screens|tui|tests)/[\w/]+\.\w+)`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_page_of_docs_is_named_in_readme() -> None:
    pages = {f"docs/{page.name}" for page in PAGES if page.parent.name == "docs"}
    assert pages <= set(re.findall(r"\(([^)#]+)\)", README))


def _mapped() -> dict[str, list[str]]:
    """The modules docs/map.md names, by the folder that heads their column."""
    named: dict[str, list[str]] = {}
    folders: list[str] = []
    for line in (ROOT / "docs" / "map.md").read_text(encoding="utf-8").splitlines():
        _first, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if any(cell.startswith("`") for cell in cells):
            folders = [cell.strip("`") for cell in cells]
        elif line.startswith("| "):
            for folder, cell in zip(folders, cells, strict=True):
                named.setdefault(folder, []).extend(cell.split())
    return named


@pytest.mark.parametrize("folder", ["db", "db/rules", "db/models", "screens", "tui"])
def test_every_module_has_its_one_place_on_the_map(folder: str) -> None:
    modules = {file.stem for file in (ROOT / folder).glob("*.py")} - {"__init__", "__main__"}
    mapped = _mapped()[folder]
    assert set(mapped) ^ modules == set(), "a new module gets a place in docs/map.md, one that is gone loses it"
    assert len(mapped) == len(modules)
