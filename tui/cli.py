"""The command line: what can be asked, in which language, and how a refusal ends."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from db import faults
from db.rules.words import Refused
from screens import words
from screens.words import N_, _
from tui import __version__, config, keeping, tasks
from tui.speech import speak, told

FORMS = ("handover", "day", "summary", "log", "keys", "slip", "emergency", "repairs", "complaints", "service")
REFUSED, UNREADABLE, INTERRUPTED, UNHEARD = 1, 2, 130, 141


class Misspoken(Refused):
    """A command line that cannot be understood."""

    code = UNREADABLE


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one sentence instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        raise Misspoken(N_("{problem}. How to ask: {program} --help"), problem=message, program=self.prog)


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


def _number(text: str) -> int:
    """A number that counts something: not below 0."""
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR", help=_("where it goes"))
    parser.add_argument("--keep", type=_number, default=0, metavar="N", help=_("keep at most N of them (14)"))
    parser.add_argument("--days", type=_number, metavar="N", help=_("keep none older than N days"))


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the backup"))
    parser.add_argument("--to", type=Path, metavar="PATH", help=_("put it there instead"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))


def _pictures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=_("where to put them"))


#: Every command, in the order README has them.
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

#: What argparse itself says; it asks gettext's own domain, which `speak` sets to ours.
ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
)


def _globals() -> _Parser:
    """Options understood before and after the command."""
    shared = _Parser(prog="dutydesk", add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--db", type=Path, metavar="PATH", help=_("the station file (or DUTYDESK_DB)"))
    shared.add_argument("--lang", choices=config.LANGUAGES, help=_("language: zh or en"))
    _add_terminal(shared)
    return shared


def _add_terminal(shared: argparse.ArgumentParser) -> None:
    """What may be said about a terminal that cannot say it itself."""
    slow = _("speed of a slow line, as 9600")
    shared.add_argument("--slow", type=int, choices=config.BAUDS, metavar="BAUD", help=slow)
    shared.add_argument("--ascii", action="store_true", help=_("no sign whose width terminals disagree about"))
    shared.add_argument("--encoding", choices=config.ENCODINGS, help=_("what the terminal speaks, if not its locale"))
    shared.add_argument("--flow-control", action="store_true", help=_("leave Ctrl+S and Ctrl+Q to the line"))
    shared.add_argument("--no-color", action="store_true", help=_("no colors (or NO_COLOR)"))


def _terminal(options: argparse.Namespace, settings: config.Config) -> dict[str, Any]:
    """What `profile.prepare` is asked for: by the command line, else by the settings."""
    return {
        "ascii_only": hasattr(options, "ascii") or settings.ascii,
        "slow": getattr(options, "slow", settings.slow) or None,
        "term": settings.term or None,
        "no_color": True if hasattr(options, "no_color") or not settings.color else None,
        "encoding": getattr(options, "encoding", settings.encoding) or None,
        "flow_control": hasattr(options, "flow_control") or settings.flow_control,
    }


def parser(*, commands: bool = True) -> _Parser:
    """The whole command line, in the language in use; without commands only what may stand before one."""
    shared = _globals()
    whole = _Parser(
        prog="dutydesk", description=_("The duty desk of an estate."), parents=[shared], allow_abbrev=False,
        add_help=commands,
    )  # fmt: skip
    whole.add_argument("--version", action="version", version=f"dutydesk {__version__}", help=_("say the version"))
    whole.set_defaults(run=COMMANDS[0].run, name="")
    if commands:
        _add_commands(whole, shared)
    return whole


def _add_commands(whole: _Parser, shared: _Parser) -> None:
    parts = whole.add_subparsers(title=_("commands"), metavar=_("command"))
    for command in COMMANDS[1:]:
        about = _(command.help)
        part = parts.add_parser(command.name, help=about, description=about, parents=[shared], allow_abbrev=False)
        part.set_defaults(run=command.run, name=command.name)
        part.add_argument("--version", action="version", version=f"dutydesk {__version__}", help=argparse.SUPPRESS)
        command.arguments(part)


def _language_of(arguments: list[str]) -> str | None:
    """The language asked for, read before anything is said."""
    for here, after in pairwise([*arguments, ""]):
        spoken = after if here == "--lang" else here.removeprefix("--lang=")
        if here.startswith("--lang") and spoken in config.LANGUAGES:
            return spoken
    return None


def _parse(arguments: list[str]) -> argparse.Namespace:
    """The options; most starts name no command, and need not wait until each has its parser."""
    if not {command.name for command in COMMANDS} & {*arguments}:
        with suppress(Misspoken):
            return parser(commands=False).parse_args(arguments)
    return parser().parse_args(arguments)


def _run(arguments: list[str]) -> int:
    wanted = _language_of(arguments)
    speak(config.language(wanted, config.Config()))
    settings = config.read()
    speak(config.language(wanted, settings))
    options = _parse(arguments)
    options.lang, options.terminal = wanted, _terminal(options, settings)
    options.language = words.language
    # What lies beside the station lies beside the file itself, by whichever link a terminal comes.
    options.db = Path(os.path.realpath(config.station_path(getattr(options, "db", None), settings)))
    # The screens turn it on themselves, once the first is painted: until then it would only look at what is imported.
    if options.run is not tasks.open_or_begin:
        gc.enable()
    return int(options.run(options))


def main(arguments: list[str]) -> int:
    """Do what the arguments ask and return the exit code; a refusal is one sentence on stderr.

    0 done, 1 refused or altered, 2 misspoken, unreadable or no station, 11 to 22 why a file cannot be opened (README),
    130 interrupted, 141 not read to the end.
    """
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except Refused as refused:
        return _say(refused, refused.code)
    except BrokenPipeError:
        # Whoever reads this has heard enough (`head`): at its end Python writes what is left into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNHEARD
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return _say(Refused(N_("Stopped.")), INTERRUPTED)
    except Exception as fault:
        unread = faults.refusal(fault)
        if unread is None:
            raise
        return _say(unread, unread.code)


def _say(refused: Refused, code: int) -> int:
    print(f"dutydesk: {told(refused)}", file=sys.stderr)
    return code
