"""What each command does, from the options to the exit code."""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
from pathlib import Path
from typing import Any

from db import apart, connection, reading
from db.rules import plain_text
from db.rules.words import Refused, ngettext
from screens.words import N_, _
from tui import config, keeping
from tui.speech import Bar, put, say, told

SEED = 7


def open_or_begin(options: argparse.Namespace) -> int:
    """Open the station; at a terminal without one, make one or show the demo."""
    if options.db.exists() or not sys.stdin.isatty():
        return _open(options.db, options.terminal)
    from tui import wizard

    if wizard.wants_demo(options.db):
        options.no_open, options.seed, options.path = False, SEED, None
        return demo(options)
    wizard.found(options.db, wizard.ask(wizard.Given(options.lang)))
    return _open(options.db, options.terminal)


def _open(file: Path, terminal: dict[str, Any], hint: str = "") -> int:
    """Hand the terminal to the application; nothing before this imports textual."""
    from tui import profile

    # Nothing that is made before the first screen is painted is garbage; the application turns collection on then.
    gc.disable()
    apart.keep()
    driver = profile.prepare(**terminal).driver_class()
    keeping.keep_watch()
    with reading.station(file):
        if not sys.stdin.isatty():
            raise Refused(N_("The station is opened at a terminal, and here is none to type at: leave out < and |."))
        from tui.app import DutyDesk

        settings = config.read()
        app = DutyDesk(hint=hint, post=settings.post, printer=settings.printer, driver_class=driver)
        app.run(mouse=False)
    return app.return_code or 0


def demo(options: argparse.Namespace) -> int:
    """Make the demo estate unless it is there, and open it where there is a terminal."""
    file = (options.path or config.demo_path(options.language, options.seed)).absolute()
    estate = importlib.import_module("db.demo")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        bar = Bar(_("Making the demo estate"))
        estate.build(file, language=options.language, seed=options.seed, progress=bar, say=_)
        connection.close_station()
    if options.no_open or not sys.stdin.isatty():
        say(N_("The demo estate is at {path}. Open it with: dutydesk --db {path}"), path=file)
        return 0
    return _open(file, options.terminal, estate.HINT)


def init(options: argparse.Namespace) -> int:
    """Make a new station from what was given, asking for the rest."""
    from tui import wizard

    if options.db.exists():
        raise Refused(N_("{path} exists already: choose another path or open it."), path=options.db)
    given = wizard.Given(options.lang, options.site, options.zone, options.manager, options.pin_file, options.anchor)
    wizard.found(options.db, wizard.ask(given))
    return 0


def bring_in(options: argparse.Namespace) -> int:
    """Take over a CSV: all rows or none."""
    from db import imports

    with reading.station(options.db):
        plan = imports.read_map(options.map) if options.map else None
        done = imports.run(options.kind, options.file, plan, dry_run=options.dry_run, progress=Bar(_("Importing")))
    for bad in done.bad[: imports.SHOWN]:
        print(_("line {line}: {reason}").format(line=bad.line, reason=told(bad.reason)))
    if done.bad:
        say(N_("Nothing was imported: {bad} of {rows} rows cannot be taken."), bad=len(done.bad), rows=done.rows)
        return 1
    if options.dry_run:
        sentence = ngettext("{rows} row can be imported.", "{rows} rows can be imported.", done.rows)
    else:
        sentence = ngettext("{rows} row was imported.", "{rows} rows were imported.", done.rows)
    say(sentence, rows=done.rows)
    return 0


def take_out(options: argparse.Namespace) -> int:
    """Write a register into a new file of a folder; without one, name them all."""
    from db import journal
    from db.exports import REGISTERS
    from db.rules.inbox import parse_day
    from screens import exports

    if options.what is None:
        for noun, register in REGISTERS.items():
            print(f"{noun:<17} {_(register.label)}")
        return 0
    first, last = (parse_day(day) if day else None for day in (options.first, options.last))
    wanted = exports.Wanted(options.what, first, last, options.how, options.reveal)
    with reading.station(options.db):
        file, rows = exports.take_out(journal.COMMAND_LINE, wanted, options.out.absolute())
    say(ngettext("{n} row is in {path}.", "{n} rows are in {path}.", rows), n=rows, path=file)
    return 0


def give_code(options: argparse.Namespace) -> int:
    """Give a one-time code as the owner of the file: the way back in when the only manager forgot the PIN."""
    from db import staff

    number = plain_text.half_width(options.number)
    with reading.station(options.db):
        found = [one for one in staff.staff_list(staff.COMMAND_LINE) if one.staff_no == number and one.active]
        if not found:
            raise Refused(N_("Nobody who serves here has the number {number}."), number=options.number)
        code = staff.give_code(staff.COMMAND_LINE, found[0].id)
    said = N_("One-time code of {name}: {code}  Valid 24 hours, once; tell it to nobody else.")
    say(said, name=found[0].name, code=code)
    return 0


def put_on_paper(options: argparse.Namespace) -> int:
    """Print one paper into the folder, and run the print command where one is set."""
    printing = importlib.import_module("tui.printing")
    with reading.station(options.db):
        printed = printing.put(options)
        put(printed.sentence)
        put(str(printed.file))
        return int(printing.send(printed))


def examine(options: argparse.Namespace) -> int:
    """Say how machine, terminal and station are set up."""
    from tui import doctor

    for line in doctor.lines(options.db, options.terminal):
        put(line)
    return 0


def make_index(options: argparse.Namespace) -> int:
    """Make the search index of the log anew; the record itself is only read."""
    from db import log_search

    with reading.station(options.db):
        lines = log_search.build_anew(Bar(_("Indexing")))
    sentence = ngettext("The search index holds {lines} line.", "The search index holds {lines} lines.", lines)
    say(sentence, lines=f"{lines:,}")
    return 0


def draw(options: argparse.Namespace) -> int:
    """Draw the screens of a demo estate made for it."""
    drawn = importlib.import_module("tui.pictures").draw(options.folder, language=options.language)
    say(N_("{n} pictures are in {folder}."), n=len(drawn), folder=options.folder)
    return 0
