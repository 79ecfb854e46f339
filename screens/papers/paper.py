"""What every paper is made of: a form with its number, facts, sections, signature lines; and its plain text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from db.rules.signature import digest_of, short_code
from screens.text import wrapped
from screens.words import _

#: Cells of a line and lines of a page of the text form: what every printer prints whole.
WIDTH, HEIGHT = 78, 60
BLANK = "_" * 24
#: A cell to be written in by hand.
EMPTY = "\u2000"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns as (title, share of the width) and rows of as many cells; a cell may be `EMPTY`, to be written in."""

    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper under its own title: lines, or a table, or both."""

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `subject` names the record it shows: prints of one subject are copies of each other.

    `code` is the short code of a frozen text; a paper without one gets that of what stands on it. `note` says what the
    reader must know first (that it is a draft).
    """

    form: str
    subject: str
    title: str
    number: str
    site: str
    day: str
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()
    code: str = ""
    note: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of what stands on the paper, whoever prints it."""
        return digest_of("\n".join(_body(self)))

    @property
    def shown_code(self) -> str:
        """The short code under the text: the same words give the same code."""
        return self.code or short_code(self.digest)

    @property
    def stem(self) -> str:
        """The file's name from form, number and date, without what no file system likes."""
        parts = (self.form, self.number) if self.day in self.number else (self.form, self.number, self.day)
        return re.sub(r"[^\w.-]+", "-", "-".join(parts)).strip("-")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which print this is: printed when and by whom, and for a reprint when and by whom first."""

    copy: int
    by: str
    at: str
    first: str = ""

    def line(self) -> str:
        """One line for the foot of every page."""
        if self.copy == 1:
            return _("Printed {time}  {officer}").format(time=self.at, officer=self.by)
        said = _("Print no. {n}, {time}  {officer}; first printed {first}")
        return said.format(n=self.copy, time=self.at, officer=self.by, first=self.first)

    @property
    def mark(self) -> str:
        """What stands beside the title of a reprint; nothing on the first print."""
        return _("REPRINT no. {n}").format(n=self.copy) if self.copy > 1 else ""


def signature(label: str, signed: str = "") -> tuple[str, str]:
    """A signature line: who signed, or a line to sign on."""
    return label, signed or f"{BLANK}  {_('date')} ____________"


def head(paper: Paper) -> str:
    """Form and number."""
    return f"{paper.title} {_('No. {number}').format(number=paper.number)}"


def read(paper: Paper) -> str:
    """The paper as it is read on the screen: nothing cut, nothing wrapped."""
    return "\n".join((*_body(paper), "", _code(paper))) + "\n"


def _code(paper: Paper) -> str:
    return _("Code {code}").format(code=paper.shown_code)


def _body(paper: Paper) -> Iterator[str]:
    yield f"{paper.site}  {head(paper)}"
    if paper.note:
        yield paper.note
    yield ""
    yield from (f"{label}: {value}" for label, value in paper.facts)
    for section in paper.sections:
        yield ""
        yield from _section(section)
    if paper.signatures:
        yield ""
        yield from (f"{label}: {signed}" for label, signed in paper.signatures)


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield section.title
    yield from section.lines
    if section.table is not None:
        titles = "  ".join(title for title, _share in section.table.columns if title)
        yield from (titles,) if titles else ()
        yield from (_row(row) for row in section.table.rows)


def _row(row: tuple[str, ...]) -> str:
    """A row of a table as one line: what is blank is left out, what is to be written in is a line to write on."""
    return "  ".join(BLANK if cell == EMPTY else cell.replace("\n", "; ") for cell in row if cell)


def as_text(paper: Paper, stamp: Stamp) -> str:
    """The text form: pages of 60 lines no wider than 78 cells, each with its foot and `page n of m`."""
    body = [line for whole in (*_body(paper), "", _code(paper)) for line in wrapped(whole, WIDTH)]
    foot = [line for told in (stamp.mark, stamp.line()) if told for line in wrapped(told, WIDTH)]
    room = HEIGHT - len(foot) - 2
    pages = [body[start : start + room] for start in range(0, len(body), room)]
    return "\f".join(_page(lines, n, len(pages), foot, room) for n, lines in enumerate(pages, 1))


def _page(lines: list[str], n: int, of: int, foot: list[str], room: int) -> str:
    filled = [*lines, *[""] * (room - len(lines)), "", *foot, page_of(n, of)]
    return "\n".join(filled) + "\n"


def page_of(n: int, of: int) -> str:
    """`page 1 of 3`."""
    return _("page {n} of {of}").format(n=n, of=of)
