"""The papers of a period on F8 and at the shell: read, printed again, with the supervisor's measures (P1, P2, P3)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from db import reports, tickets
from db.rules.reports import parse
from screens.papers import fonts, pdf
from screens.papers.paper import Paper, Section, Stamp, signature
from tests.conftest import Desk
from tests.screens.driver import Officer, at_the_desk


def a_complaint(desk: Desk) -> None:
    tickets.take(desk.chen, "complaint", "楼上深夜施工", post_id=desk.front, grade="general", unit="6-2-1101")


def words(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages)


def printed(officer: Officer, name: str) -> str:
    return words(officer.app.desk.printer.place() / name)


async def test_the_papers_of_the_period_stand_under_those_of_the_day_p1_p2_p3(desk: Desk) -> None:
    a_complaint(desk)
    async with at_the_desk() as officer:
        await officer.press("f8")
        officer.sees("Repair statistics", "2026-W06", "Service report", "Complaint analysis", "2026-02", "2026-Q1")
        await officer.press("5", "down", "enter")
        officer.sees("Repair statistics and analysis No. 2026-W06", "The period is not over")
        await officer.press("p")
        assert "Repair statistics and analysis" in printed(officer, "repairs-2026-W06.pdf")
        await officer.press("p")
        again = printed(officer, "repairs-2026-W06-2.pdf")
        assert "REPRINT no. 2" in again
        assert "Duty director" in again
        await officer.press("down", "p")
        service = printed(officer, "service-2026-02.pdf")
        assert "calls answered within three rings: target 90 %" in service
        assert "as the desk says itself" in service
        await officer.press("m")
        officer.sees("This is for a supervisor or manager to say.")


async def test_a_supervisor_writes_the_measures_that_stand_on_the_analysis_p2(desk: Desk) -> None:
    a_complaint(desk)
    async with at_the_desk(number="1002") as officer:
        await officer.press("f8", "m")
        officer.sees("Go to an analysis of complaints first: measures stand on it.")
        await officer.press("8", "p")
        assert "________" in printed(officer, "complaints-2026-02.pdf").partition("Corrective")[2]
        await officer.press("m", *"约谈装修队", "enter", *"签施工承诺", "enter")
        officer.sees("The measures stand on the analysis of 2026-02.")
        await officer.press("enter", "pagedown")
        officer.sees("楼上深夜施工", "约谈装修队", "签施工承诺", "何芳, 2026-02-06 20:00")
        await officer.press("escape", "m", "enter", *"巡查加密", "enter")
    made = reports.measures_of(parse("2026-02"))
    assert made is not None
    assert (made.corrective, made.preventive, made.earlier) == ("约谈装修队", "巡查加密", 1)


@pytest.mark.parametrize("lines", range(40, 48))
def test_no_signature_line_is_lost_where_the_page_ends(lines: int) -> None:
    paper = Paper(
        "service", "service:2026-02", "Service", "2026-02", "Site", "2026-02",
        sections=(Section("Findings", tuple(map(str, range(lines)))),),
        signatures=(signature("First"), signature("Second"), signature("Third")),
    )  # fmt: skip
    made = PdfReader(BytesIO(pdf.render(paper, Stamp(1, "x", "2026-02-06 20:00"), fonts.find(""))))
    pages = [page.extract_text() for page in made.pages]
    assert [name for name in ("First", "Second", "Third", "Code") if name not in pages[-1]] == []
