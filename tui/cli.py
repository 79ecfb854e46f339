"""The command line: what can be asked, in which language, and how a refusal ends."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from db import reading
from db.rules.words import Refused
from screens import words
from screens.words import N_, _
from tui import __version__, config, tasks
from tui.arguments import COMMANDS
from tui.speech import drop_output, speak, told, unwritten

REFUSED, UNREADABLE, UNWRITTEN, INTERRUPTED, UNHEARD = 1, 2, 74, 130, 141


class Misspoken(Refused):
    """A command line that cannot be understood."""

    code = UNREADABLE


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one sentence instead of printing its usage; its help fits 80 columns."""

    def __init__(self, **given: Any) -> None:
        # Without a width argparse asks the terminal's for every option, and imports shutil to ask.
        super().__init__(formatter_class=partial(argparse.HelpFormatter, width=78), **given)

    def error(self, message: str) -> NoReturn:
        raise Misspoken(N_("{problem}. How to ask: {program} --help"), problem=message, program=self.prog)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """After help or version; argparse drops what the output refused, here it is refused once more."""
        print(end="", flush=True)
        super().exit(status, message)


#: What argparse itself says. It asks gettext's own domain, which would read the whole catalogue a second time.
vars(argparse)["_"] = _
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

    What each code says stands in docs/station.md.
    """
    try:
        code = _run(arguments)
        print(end="", flush=True)
        return code
    except Refused as refused:
        return _say(refused, refused.code)
    except BrokenPipeError:
        drop_output()
        return UNHEARD
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return _say(Refused(N_("Stopped.")), INTERRUPTED)
    except Exception as fault:
        if (silenced := unwritten()) is not None:
            return _say(silenced, UNWRITTEN)
        unread = reading.refusal(fault)
        if unread is None:
            raise
        return _say(unread, unread.code)


def _say(refused: Refused, code: int) -> int:
    print(f"dutydesk: {told(refused)}", file=sys.stderr)
    return code
