"""Pure: rows in, a CSV or xlsx file out in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

from db.rules.plain_text import visible
from db.rules.words import Refused
from screens.words import N_

Cell = str | int | bool | None
#: What a spreadsheet takes for the beginning of a formula, their full-width twins included.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
FORMATS = ("csv", "xlsx")


def defused(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe goes before what would begin a formula."""
    shown = visible(text.replace("\r\n", "\n").replace("\n", " "))
    return f"'{shown}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else shown


def write(how: str, stream: IO[bytes], head: list[str], rows: Iterable[list[Cell]]) -> int:
    """Write a table; return how many rows it has."""
    return _xlsx(stream, head, rows) if how == "xlsx" else _csv(stream, head, rows)


def _csv(stream: IO[bytes], head: list[str], rows: Iterable[list[Cell]]) -> int:
    """UTF-8 with a byte order mark, so that Excel reads Chinese; every cell quoted."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    out, count = csv.writer(text, quoting=csv.QUOTE_ALL), 0
    out.writerow([defused(title) for title in head])
    for row in rows:
        out.writerow([defused(cell) if isinstance(cell, str) else _plain(cell) for cell in row])
        count += 1
    text.detach()
    return count


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(int(cell))


def _xlsx(stream: IO[bytes], head: list[str], rows: Iterable[list[Cell]]) -> int:
    """Every text is written as text, whatever it begins with; links, formulas and numbers are never guessed."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise Refused(N_("xlsx needs a library: install dutydesk[xlsx], or take --format csv.")) from None
    book = Workbook(stream, {"constant_memory": True})
    sheet, count = book.add_worksheet(), 0
    for column, title in enumerate(head):
        sheet.write_string(0, column, visible(title))
    for count, row in _counted(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(count, column, visible(cell.replace("\n", " "))[:32_000])
            elif cell is not None:
                sheet.write_number(count, column, int(cell))
    book.close()
    return count


def _counted(rows: Iterable[list[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    """Rows with their line; a sheet holds 1,048,576."""
    for count, row in enumerate(rows, 1):
        if count >= 1_048_576:
            raise Refused(N_("More rows than a sheet holds: take fewer days, or --format csv."))
        yield count, row
