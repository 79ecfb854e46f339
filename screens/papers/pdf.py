"""A paper as PDF on A4: tables that break over pages, a head and a foot on each, `page n of m`. Pure.

reportlab is the extra `print` and is imported when the first paper is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from db.rules.words import Refused
from screens.papers import fonts
from screens.papers.fonts import Font
from screens.papers.paper import EMPTY, Paper, Section, Stamp, Table, head, page_of
from screens.words import N_, _

MM = 72 / 25.4
_WIDE, _TALL, _EDGE = 210 * MM, 297 * MM, 18 * MM
_INNER = _WIDE - 2 * _EDGE
#: Height of a row that is written on by hand.
_BY_HAND = 8 * MM
_GREY = (0.45, 0.45, 0.45)


def available() -> bool:
    """Whether reportlab is installed."""
    return find_spec("reportlab") is not None


def render(paper: Paper, stamp: Stamp, font: Font) -> bytes:
    """The bytes of the file; refuses a font that cannot be embedded."""
    from reportlab.platypus import SimpleDocTemplate

    printer = _Printer(paper, stamp, _Letters(font))
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=(_WIDE, _TALL), leftMargin=_EDGE, rightMargin=_EDGE, topMargin=22 * MM, bottomMargin=24 * MM,
        title=head(paper), author=paper.site, subject=paper.subject, invariant=1,
    )  # fmt: skip
    document.build(list(printer.story()), canvasmaker=printer.canvas())
    return out.getvalue()


@cache
def _registered(font: Font) -> Any:
    """The font as reportlab knows it, registered once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        made = UnicodeCIDFont(fonts.READERS_OWN) if font.file is None else TTFont(font.name, str(font.file))
    except TTFError as fault:
        raise Refused(
            N_("{path} cannot be embedded: {reason}. Choose a TrueType font."), path=str(font.file), reason=str(fault)
        ) from None
    pdfmetrics.registerFont(made)
    return made


class _Letters:
    """Text in the font: what it cannot show is named by its code point, never left out."""

    def __init__(self, font: Font) -> None:
        made = _registered(font)
        self.name = str(made.fontName)
        self.known: Any = made.face.charToGlyph if font.file is not None else None

    def plain(self, text: str) -> str:
        """The text with `[U+20BB7]` for a character the font has no picture of."""
        return "".join(c if self._shows(c) else f"[U+{ord(c):04X}]" for c in text)

    def _shows(self, c: str) -> bool:
        if self.known is None:
            return ord(c) < 0x10000
        return c.isspace() or ord(c) in self.known

    def markup(self, text: str) -> str:
        """The same for reportlab's paragraphs, in which `<` begins a tag."""
        from xml.sax.saxutils import escape

        return escape(self.plain(text)).replace("\n", "<br/>")


class _Printer:
    """One paper on its way to paper."""

    def __init__(self, paper: Paper, stamp: Stamp, letters: _Letters) -> None:
        self.paper, self.stamp, self.letters = paper, stamp, letters

    def story(self) -> Iterator[Any]:
        """What stands on the pages, in order."""
        from reportlab.platypus import CondPageBreak, Spacer

        paper = self.paper
        yield self.text(paper.title, 16, align=1)
        yield self.text("  ".join((paper.site, _("No. {number}").format(number=paper.number))), 10, align=1)
        if self.stamp.mark or paper.note:
            yield self.text("  ".join(part for part in (self.stamp.mark, paper.note) if part), 11, align=1)
        yield Spacer(1, 3 * MM)
        if paper.facts:
            yield self.table(Table((("", 1), ("", 4)), paper.facts), ruled=False)
        for section in paper.sections:
            yield from self.section(section)
        if paper.signatures:
            # Who signs and the code stand on one page.
            yield CondPageBreak((9 * len(paper.signatures) + 20) * MM)
            yield Spacer(1, 4 * MM)
            yield self.table(Table((("", 1), ("", 4)), paper.signatures), ruled=False, least=9 * MM)
        yield Spacer(1, 2 * MM)
        yield self.text(_("Code {code}").format(code=paper.shown_code), 10)

    def section(self, section: Section) -> Iterator[Any]:
        """Title, lines, table; the title never stands alone at the foot of a page."""
        from reportlab.platypus import CondPageBreak, Spacer

        yield CondPageBreak(25 * MM)
        yield Spacer(1, 3 * MM)
        if section.title:
            yield self.text(section.title, 11)
            yield Spacer(1, 1 * MM)
        yield from (self.text(line, 9.5) for line in section.lines)
        if section.table is not None and section.table.rows:
            yield self.table(section.table)

    def text(self, text: str, size: float, *, align: int = 0) -> Any:
        """A paragraph; Chinese breaks between any two characters, Latin between words."""
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        wrap = None if text.isascii() else "CJK"
        style = ParagraphStyle(
            "text", fontName=self.letters.name, fontSize=size, leading=size * 1.4, wordWrap=wrap, alignment=align
        )
        return Paragraph(self.letters.markup(text), style)

    def table(self, table: Table, *, ruled: bool = True, least: float = 0) -> Any:
        """A table over the whole width, its titles again on each page; a row longer than a page is broken in itself.

        Rows of a height of their own are shorter than a page, and reportlab would lose what stands in one it breaks.
        """
        from reportlab.platypus import LongTable

        shares = [share for _title, share in table.columns]
        titles = [self.text(title, 9) for title, _share in table.columns]
        rows = [[self.text("" if cell == EMPTY else cell, 9) for cell in row] for row in table.rows]
        titled = any(title for title, _share in table.columns)
        heights = [_BY_HAND if EMPTY in row else least or None for row in table.rows]
        return LongTable(
            [titles, *rows] if titled else rows,
            colWidths=[share / sum(shares) * _INNER for share in shares],
            rowHeights=[None, *heights] if titled else heights,
            repeatRows=int(titled), splitInRow=int(not any(heights)), style=self.style(ruled, titled),
        )  # fmt: skip

    def style(self, ruled: bool, titled: bool) -> Any:
        """Rules, and a grey line of titles."""
        from reportlab.lib.colors import Color, lightgrey
        from reportlab.platypus import TableStyle

        orders: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 2)]
        orders += [("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
        if ruled:
            orders.append(("GRID", (0, 0), (-1, -1), 0.4, Color(*_GREY)))
        if ruled and titled:
            orders.append(("BACKGROUND", (0, 0), (-1, 0), lightgrey))
        return TableStyle(orders)

    def canvas(self) -> type:
        """A canvas that keeps its pages until it knows how many there are."""
        from reportlab.pdfgen.canvas import Canvas

        printer = self

        class Counting(Canvas):  # type: ignore[misc]
            """Draws head and foot of every page at the end."""

            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self.pages: list[dict[str, Any]] = []

            def showPage(self) -> None:
                """A page is full: kept, not yet put out."""
                self.pages.append(dict(self.__dict__))
                self._startPage()

            def save(self) -> None:
                """Put every page out with its number."""
                for n, page in enumerate(self.pages, 1):
                    self.__dict__.update(page)
                    printer.frame(self, n, len(self.pages))
                    super().showPage()
                super().save()

        return Counting

    def frame(self, canvas: Any, n: int, of: int) -> None:
        """Head (form, number, reprint) and foot (print, code, page) of one page."""
        paper, letters = self.paper, self.letters
        canvas.setFont(letters.name, 8)
        canvas.setFillColorRGB(*_GREY)
        top, bottom = _TALL - 13 * MM, 14 * MM
        canvas.drawString(_EDGE, top, letters.plain(f"{paper.site}  {head(paper)}"))
        canvas.drawRightString(_WIDE - _EDGE, top, letters.plain(self.stamp.mark))
        canvas.line(_EDGE, bottom + 4 * MM, _WIDE - _EDGE, bottom + 4 * MM)
        canvas.drawString(_EDGE, bottom, letters.plain(self.stamp.line()))
        canvas.drawRightString(_WIDE - _EDGE, bottom, f"{paper.shown_code}  {page_of(n, of)}")
