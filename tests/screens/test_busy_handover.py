"""40 tickets, 25 keys out, 15 promises, 300 lines of the log: all of it is read on the screen, nothing is cut off."""

from __future__ import annotations

import pytest

from db import duty_log, handover
from tests.busy import KEYS, LINES, PROMISES, TICKETS, busy
from tests.conftest import Desk
from tests.screens.driver import Officer, act_as, at_the_desk, two_at_the_desk

pytestmark = pytest.mark.usefixtures("desk")
LONG = " ".join(f"part{number:02d}" for number in range(1, 31))


async def read_through(officer: Officer) -> str:
    """Every page from the first to the last, with PgDn."""
    pages = [officer.screen()]
    for _page in range(60):
        await officer.press("pagedown")
        if officer.screen() == pages[-1]:
            return "\n".join(pages)
        pages.append(officer.screen())
    raise AssertionError("no last page")


async def test_every_matter_and_every_line_is_read_by_scrolling_h2_h3(desk: Desk) -> None:
    desk.clock.forward(1)
    busy(desk)
    duty_log.write(desk.chen, desk.front, LONG, abnormal=True)
    async with two_at_the_desk() as officer:
        await officer.press("f3")
        prepared = await read_through(officer)
        wanted = [f"机房{n + 1:02d}" for n in range(KEYS)] + [f"报修{n + 1:02d}" for n in range(TICKETS)]
        wanted += [f"答应{n + 1:02d}" for n in range(PROMISES)] + [f"part{n:02d}" for n in range(1, 31)]
        assert [words for words in wanted if words not in prepared] == []
        await officer.press("0", "o", "enter")
        officer.sees("Offered to 李敏")
        await act_as(officer, "2")
        await officer.press("f3")
        read = await read_through(officer)
        wanted = [f"记事{n + 1:03d}" for n in range(LINES - PROMISES)] + [f"part{n:02d}" for n in range(1, 31)]
        assert [words for words in wanted if words not in read] == []
        officer.sees(f"read {LINES + 1} of {LINES + 1} lines")
        await officer.press("escape", "p")
        paper = await read_through(officer)
        assert [n for n in range(TICKETS) if f"报修{n + 1:02d}" not in paper] == []
    found = handover.view(1)
    assert (found.read_lines, found.read_total, found.progress.unread) == (LINES + 1, LINES + 1, 0)


async def test_paging_back_through_the_digest_and_long_lines_shows_the_same_rows_h3(desk: Desk) -> None:
    desk.clock.forward(1)
    busy(desk)
    duty_log.write(desk.chen, desk.front, LONG, abnormal=True)
    found = handover.prepare(desk.chen, desk.front)
    handover.say_none(desk.chen, found.id)
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    async with at_the_desk(number="1031") as officer:
        await officer.press("f3")
        forwards = [officer.screen()]
        for _page in range(4):
            await officer.press("pagedown")
            forwards.append(officer.screen())
        officer.sees("记事")
        for page in reversed(forwards[:-1]):
            await officer.press("pageup")
            assert body(officer.screen()) == body(page)
        officer.sees("Since the duty before", "Tickets", "begun 40")


def body(screen: str) -> list[str]:
    """The rows of the list, without marker."""
    return [line[1:] for line in screen.splitlines()[2:-2]]
