"""How this machine, this terminal and this station are set up, line by line."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from db import anchor, backup, clock, connection, pepper, reading, site, workdays
from db.rules.words import Refused
from screens.papers import fonts, pdf
from screens.words import N_, _, ngettext
from tui import __version__, config, keeping, profile, terminfo
from tui.speech import told

#: Versions whose WAL can lose a commit when several processes write (fixed in 3.51.3).
_RESET_BUG = ((3, 7, 0), (3, 51, 3))


def lines(file: Path, terminal: dict[str, Any]) -> Iterator[str]:
    """Everything worth knowing before asking for help; a matter to look into begins with `!`."""
    yield _line(N_("program"), f"dutydesk {__version__}, Python {platform.python_version()}, {platform.system()}")
    yield from _library()
    yield from _terminal(terminal)
    yield _line(N_("settings"), str(config.config_path()))
    yield from _papers()
    try:
        with reading.station(file, read_only=True):
            yield from _station(file)
    except Refused as refused:
        yield f"! {told(refused)}"


def _line(label: str, value: str) -> str:
    return f"  {_(label)}: {value}"


def has_reset_bug(version: str) -> bool:
    """Whether this SQLite can lose a commit of several writers."""
    number = tuple(int(part) for part in version.split("."))
    return _RESET_BUG[0] <= number < _RESET_BUG[1]


def _library() -> Iterator[str]:
    version = connection.sqlite_version()
    yield _line(N_("SQLite"), f"{version} ({connection.sqlite_library()})")
    if has_reset_bug(version):
        text = _("SQLite {version} can lose a commit when several terminals write: install pysqlite3.")
        yield f"! {text.format(version=version)}"


def _terminal(asked: dict[str, Any]) -> Iterator[str]:
    if sys.stdout.isatty():
        size = os.get_terminal_size()
        yield _line(N_("size"), f"{size.columns}x{size.lines}")
        if size.columns < 80 or size.lines < 24:
            yield f"! {_('The screens need 80 columns and 24 lines.')}"
    found = profile.prepare(**asked, environ=dict(os.environ))
    for sentence in found.explain():
        yield f"  {sentence}"
    can = terminfo.read(found.term)
    yield _line(N_("terminfo"), _abilities(can))
    if not can.known:
        yield f"! {_('Set TERM to what this terminal is, as TERM=vt220.')}"
    if profile.codeset(os.environ) != "utf8" and found.encoding == "utf-8" and not asked["encoding"]:
        yield f"! {_('Chinese needs a UTF-8 locale, as LANG=zh_CN.UTF-8.')}"


def _abilities(can: terminfo.Capabilities) -> str:
    """What the terminal can do beside writing, by the names terminfo has for it."""
    if not can.known:
        return _("not known: it is sent only what every ANSI terminal understands")
    names = {"bce": can.bce, "ech": can.ech, "hpa": can.hpa, "vpa": can.vpa, "il": can.lines, "csr": can.region}
    had = ", ".join(name for name, has in names.items() if has)
    return _("{n} colors, {abilities}").format(n=can.colors, abilities=had or "-")


def _papers() -> Iterator[str]:
    """Where papers go, in which font, and what is missing for them."""
    printer = config.read().printer
    sent = printer.command or _("no print command")
    yield _line(N_("papers"), f"{printer.place()}, {sent}")
    if not pdf.available():
        yield f"! {_('Papers are printed as text; for PDF install the extra: pip install dutydesk[print]')}"
        return
    try:
        font = fonts.find(printer.font)
    except Refused as refused:
        yield f"! {told(refused)}"
        return
    yield _line(N_("font of papers"), f"{font.name} ({font.file or _('not embedded')})")
    if font.file is None:
        text = _("No Chinese TrueType font was found: papers need one where they are read. Install {one}.")
        yield f"! {text.format(one='fonts-wqy-zenhei')}"


def _station(file: Path) -> Iterator[str]:
    view = site.read()
    mode = file.stat().st_mode & 0o777
    yield _line(N_("station"), f"{file} ({file.stat().st_size:,} B, {mode:04o})")
    if mode & 0o077:
        yield f"! {_('Others on this machine can read the station: chmod 600 {path}').format(path=file)}"
    yield _line(N_("site"), f"{view.name}, {view.zone}, {', '.join(post.name for post in view.posts)}")
    if altered := site.warning():
        yield f"! {told(altered)}"
    yield _line(N_("pragmas"), ", ".join(f"{name}={connection.database.pragma(name)}" for name in connection.PRAGMAS))
    kept = pepper.pepper_path(view.uuid)
    yield _line(N_("pepper"), str(kept))
    if not kept.exists():
        yield f"! {_('The pepper is missing: nobody can sign on until every officer has a new PIN.')}"
    yield _line(N_("records are kept"), _("{n} years at least (H22)").format(n=view.settings["retention_years"]))
    yield from _calendar()
    yield from _anchor()
    yield from _backup(file)


def _anchor() -> Iterator[str]:
    place = keeping.anchor_path()
    if place is None:
        yield f"! {_('There is no anchor: an end that was cut off is found up to the last signature only.')}"
        return
    yield _line(N_("anchor"), str(place))
    anchor.use(place)
    lacking = anchor.behind()
    if lacking is None:
        yield f"! {_('The anchor cannot be read from here: verify as its owner.')}"
    elif lacking:
        sentence = ngettext(
            "{n} accepted handover is not in the anchor.", "{n} accepted handovers are not in the anchor.", lacking
        )
        yield f"! {sentence.format(n=lacking)}"


def _backup(file: Path) -> Iterator[str]:
    made = backup.last(file)
    if made is None:
        yield f"! {_('There is no backup of this station: dutydesk backup DIR. Keep a copy of the pepper elsewhere.')}"
        return
    taken = datetime.fromtimestamp(made.at / 1000, site.zone())
    yield _line(N_("backup"), f"{made.path} ({taken:%Y-%m-%d %H:%M})")
    if not Path(made.path).exists():
        yield f"! {_('The last backup is no longer where it was put.')}"
    if too_old := backup.warning():
        yield f"! {told(too_old)}"


def _calendar() -> Iterator[str]:
    year = datetime.fromtimestamp(clock.now() / 1000, site.zone()).year
    known = [str(y) for y in range(year - 1, year + 2) if workdays.known(y)]
    yield _line(N_("calendar"), ", ".join(known) or _("none"))
    if not workdays.known(year):
        text = _("The holidays of {year} are not known: Monday to Friday are taken as working days; write {path}.")
        yield f"! {text.format(year=year, path=workdays.path())}"
