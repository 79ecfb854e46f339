"""The commands of the command line, in the order README has them, and what each may be given."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from screens.words import N_, _
from tui import keeping, tasks

FORMS = ("handover", "day", "summary", "log", "keys", "slip", "emergency", "repairs", "complaints", "service")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its arguments as README shows them, its help (a msgid), and the task it starts."""

    name: str
    shown: str
    help: str
    run: Callable[[argparse.Namespace], int]
    arguments: Callable[[argparse.ArgumentParser], None] = lambda _parser: None

    @property
    def line(self) -> str:
        """The whole command as one types it."""
        return " ".join(part for part in ("dutydesk", self.name, self.shown) if part)


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-open", action="store_true", help=_("only make it"))
    parser.add_argument("--seed", type=int, default=tasks.SEED, metavar="N", help=_("another number, another estate"))
    parser.add_argument("--path", type=Path, metavar="PATH", help=_("where to make it"))


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", metavar="NAME", help=_("name of the estate"))
    parser.add_argument("--zone", metavar="ZONE", help=_("its time zone, as Asia/Shanghai"))
    parser.add_argument("--manager", metavar='"1001 NAME"', help=_("staff number and name of the first manager"))
    parser.add_argument("--pin-file", type=Path, metavar="FILE", help=_("file whose first line is the manager's PIN"))
    parser.add_argument("--anchor", type=Path, metavar="PATH", help=_("a file elsewhere that seals handovers"))


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("units", "keys", "staff", "tickets"), help=_("what the rows are"))
    parser.add_argument("file", type=Path, metavar="FILE.csv", help=_("a table in UTF-8 or GB18030"))
    parser.add_argument("--map", type=Path, metavar="MAP.toml", help=_("which column is which field"))
    parser.add_argument("--dry-run", action="store_true", help=_("check every row, store none"))


def _print(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", choices=FORMS, help=_("which paper"))
    parser.add_argument("--date", metavar="D", help=_("day of the station, as 2026-02-06; today if left out"))
    parser.add_argument("--number", metavar="N", help=_("number of the handover or slip; a period, as 2026-Q1"))
    parser.add_argument("--post", metavar="CODE", help=_("code of the post, for log and emergency"))
    parser.add_argument("--out", metavar="DIR", help=_("folder to write it to"))


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", metavar="REGISTER", help=_("which register; without one all are named"))
    parser.add_argument("--from", dest="first", metavar="DAY", help=_("first day, as 2026-02-01"))
    parser.add_argument("--to", dest="last", metavar="DAY", help=_("last day, as 2026-02-28"))
    parser.add_argument("--format", dest="how", choices=("csv", "xlsx"), default="csv", help=_("csv or xlsx"))
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help=_("folder for the new file"))
    parser.add_argument("--reveal", action="store_true", help=_("names and phones whole; recorded"))


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help=_("staff number"))


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--anchor", type=Path, metavar="FILE", help=_("the anchor to hold the record against"))


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR", help=_("where it goes"))
    parser.add_argument("--keep", type=int, metavar="N", help=_("keep at most N of them (14)"))
    parser.add_argument("--days", type=int, metavar="N", help=_("keep none older than N days"))


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the backup"))
    parser.add_argument("--to", type=Path, metavar="PATH", help=_("put it there instead"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))


def _pictures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=_("where to put them"))


COMMANDS = (
    Command("", "", N_("open the station; where there is none yet, make one"), tasks.open_or_begin),
    Command("demo", "[--no-open] [--seed N] [--path PATH]", N_("make the demo estate and open it"), tasks.demo, _demo),
    Command(
        "init",
        '[--site NAME] [--zone ZONE] [--manager "1001 NAME"] [--pin-file FILE] [--anchor PATH]',
        N_("make a new station; what is not given is asked"),
        tasks.init,
        _init,
    ),
    Command(
        "import",
        "units|keys|staff|tickets FILE.csv [--map MAP.toml] [--dry-run]",
        N_("take over a table: all of its rows or none"),
        tasks.bring_in,
        _import,
    ),
    Command(
        "print",
        "handover|day|summary|log|keys|slip|emergency|repairs|complaints|service [--date D] [--number N] [--post CODE] "
        "[--out DIR]",
        N_("print one paper: a PDF in the folder of papers, and to the printer where one is set"),
        tasks.put_on_paper,
        _print,
    ),
    Command(
        "export",
        "[REGISTER] [--from DAY] [--to DAY] [--format csv|xlsx] [--out DIR] [--reveal]",
        N_("take a register out into a new file, people masked"),
        tasks.take_out,
        _export,
    ),
    Command("code", "NUMBER", N_("give an officer a one-time code, when no manager can"), tasks.give_code, _code),
    Command(
        "verify", "[--anchor FILE]", N_("prove the record: 0 intact, 1 altered, 2 unreadable"), keeping.prove, _verify
    ),
    Command(
        "backup",
        "[DIR] [--keep N] [--days N]",
        N_("copy the station while it works, and verify the copy"),
        keeping.back_up,
        _backup,
    ),
    Command(
        "restore",
        "FILE [--to PATH] [--yes]",
        N_("put a backup back: verified first, the present file kept aside"),
        keeping.put_back,
        _restore,
    ),
    Command("doctor", "", N_("say how this machine, terminal and station are set up"), tasks.examine),
    Command("index", "", N_("make the search index of the log anew from the record"), tasks.make_index),
    Command("pictures", "DIR", N_("draw every screen of the demo estate as SVG"), tasks.draw, _pictures),
)
