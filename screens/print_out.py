"""Putting a paper into the site's folder and to its printer: recorded first, never over a file that is there (P4)."""

from __future__ import annotations

import asyncio
import os
import shlex
from asyncio import subprocess
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from db import papers
from db.journal import Session
from db.papers import PrintView
from db.rules.words import Refused
from screens.desk import Printer
from screens.papers import fonts, pdf, pdf_process
from screens.papers.paper import Paper, Stamp, as_text
from screens.text import local
from screens.words import N_, _

#: How long a print command may take before it is given up.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A print that was made: its file, which copy it is, what the status line says, and what is still to be run."""

    file: Path
    copy: int
    sentence: str
    command: tuple[str, ...] = ()


def put(by: Session, paper: Paper, printer: Printer, zone: str) -> Printed:
    """Have a file for it, record the print, fill the file: what cannot be kept is not recorded as printed."""
    command = _words(printer.command)
    font, suffix = fonts.find(printer.font), ".pdf" if pdf.available() else ".txt"
    file = _reserve(printer.place(), paper.stem, suffix)
    try:
        made = papers.record_print(by, paper.form, paper.subject, paper.digest)
        stamp = stamp_of(papers.prints(paper.subject)[: made.copy], zone)
        file.write_bytes(pdf_process.render(paper, stamp, font) if suffix == ".pdf" else as_text(paper, stamp).encode())
    except OSError as fault:
        file.unlink(missing_ok=True)
        raise _unwritable(printer.place(), fault) from None
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    words = tuple(word.replace("{file}", str(file)) for word in command)
    return Printed(file, made.copy, _said(stamp, file.name), words)


def _said(stamp: Stamp, name: str) -> str:
    """What the status line says, in one line of 80 cells."""
    if name.endswith(".txt"):
        name = _("{file} as text; for PDF: pip install 'dutydesk[print]'").format(file=name)
    return f"{stamp.mark or _('Printed')}: {name}"


def stamp_of(made: list[PrintView], zone: str) -> Stamp:
    """The stamp of the last of these prints of one paper."""
    first, last = made[0], made[-1]
    return Stamp(last.copy, _who(last), _when(last, zone), f"{_when(first, zone)} {_who(first)}")


def _who(made: PrintView) -> str:
    return made.officer or _("command line")


def _when(made: PrintView, zone: str) -> str:
    return f"{local(made.at, ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def _words(command: str) -> list[str]:
    """The print command as words; no shell ever sees it. The file comes last where `{file}` does not stand."""
    try:
        words = shlex.split(command)
    except ValueError as fault:
        raise Refused(
            N_("The print command {command} cannot be read: {reason}."), command=command, reason=fault
        ) from None
    return words if not words or any("{file}" in word for word in words) else [*words, "{file}"]


def _reserve(folder: Path, stem: str, suffix: str) -> Path:
    """A new file, empty yet, for its owner alone: names and phones stand on papers."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for n in count(1):
            file = folder / (f"{stem}{suffix}" if n == 1 else f"{stem}-{n}{suffix}")
            with suppress(FileExistsError):
                os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                return file
    except OSError as fault:
        raise _unwritable(folder, fault) from None
    raise AssertionError("count never ends")


def _unwritable(folder: Path, fault: OSError) -> Refused:
    sentence = N_("{folder} cannot be written: {reason}. Choose another: `papers` in config.toml.")
    return Refused(sentence, folder=str(folder), reason=os.strerror(fault.errno or 0))


@dataclass(frozen=True, slots=True)
class Sent:
    """How a print command ended."""

    sentence: str
    failed: bool


async def send(printed: Printed, patience: float = PATIENCE) -> Sent:
    """Run the print command and say how it ended; the file stays where it is."""
    try:
        running = await subprocess.create_subprocess_exec(
            *printed.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
    except OSError as fault:
        return _failed(printed, os.strerror(fault.errno or 0))
    try:
        _out, told = await asyncio.wait_for(running.communicate(), patience)
    except TimeoutError:
        running.kill()
        await running.wait()
        return _failed(printed, _("no answer"))
    if running.returncode:
        said = told.decode(errors="replace").strip().splitlines()
        return _failed(printed, said[-1] if said else str(running.returncode))
    return Sent(_("Sent to the printer: {file}").format(file=printed.file.name), False)


def _failed(printed: Printed, reason: str) -> Sent:
    said = _("NOT printed: {command}: {reason}. The paper is in {file}.")
    return Sent(said.format(command=printed.command[0], reason=reason, file=printed.file), True)
