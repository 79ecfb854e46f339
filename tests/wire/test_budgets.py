"""What a key may cost on the wire: bytes, the same on every machine, and no more than ncurses would send."""

from __future__ import annotations

import pytest

from db import connection, duty_log, staff
from tests.bench import large, reference
from tests.bench.stations import hang_keys
from tests.conftest import PIN, Desk
from tests.screens import night
from tests.terminal import NAMED
from tests.wire.night import Frame, Watcher, watched

SIGN_ON, KEY, PANEL, MINUTE, NO_MEANING, RULES = 3000, 32, 1000, 20, 100, 60
EDGE = 120  # a row, and here, where every row is of another day, three dates
SCREENS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8")
LISTS = ("f2", "f4", "f5")


def by_ncurses(frames: list[Frame]) -> list[int]:
    """Bytes of ncurses for the same glasses; the first only tells it where to begin."""
    return reference.costs([([reference.runs(row) for row in frame.glass], frame.cursor) for frame in frames])[1:]


async def pressed(officer: Watcher, *keys: str) -> list[Frame]:
    """Named keys, characters of texts, and "" for nothing at all."""
    return [
        await officer.press(key)
        for part in keys
        for key in ([part] if part in NAMED or not part or part.startswith("ctrl+") else part)
    ]


def dear(frames: list[Frame], goal: int) -> list[tuple[str, int]]:
    return [(frame.key, frame.ours) for frame in frames if frame.ours > goal]


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """The desk with some hundred lines, tickets and loans of years gone by."""
    large.fill(1500)
    return desk


async def test_every_key_keeps_to_its_budget_on_every_screen(busy: Desk) -> None:
    async with watched("zh") as officer:
        (first,) = await pressed(officer, "")
        assert 0 < first.ours <= SIGN_ON
        await pressed(officer, "1024", PIN, "")
        switched: list[Frame] = [await officer.press("escape")]
        for screen in SCREENS:
            switched.append(await officer.press(screen))
            moved = await pressed(officer, "down", "down", "up")
            assert not dear(moved, KEY), screen
            assert screen not in LISTS or all(frame.ours for frame in moved)
            (nothing,) = await pressed(officer, "ctrl+y")
            assert 0 < nothing.ours <= NO_MEANING
            (silent,) = await pressed(officer, "ctrl+y")
            assert silent.ours == 0
            (opened,) = await pressed(officer, ";")
            assert 0 < opened.ours <= PANEL
            typed = await pressed(officer, "a", "b", "7", "c", "backspace")
            assert not dear(typed, KEY), screen
            await pressed(officer, "ctrl+u", "escape")
    assert all(ours.ours <= theirs for ours, theirs in zip(switched[1:], by_ncurses(switched), strict=True))


async def test_all_screens_together_need_fewer_than_sixty_rules_of_style(desk: Desk) -> None:
    async with watched("zh") as officer:
        await pressed(officer, "1024", PIN, *SCREENS, ";")
        assert len(officer.app.stylesheet.rules) < RULES


async def test_pages_of_a_list_cost_no_more_than_ncurses_would_send(busy: Desk) -> None:
    async with watched("zh") as officer:
        await pressed(officer, "", "1024", PIN, "")
        for screen in LISTS:
            frames = await pressed(officer, screen, "pagedown", "pagedown", "pageup", "end", "home", "pagedown")
            ours, theirs = [frame.ours for frame in frames[1:]], by_ncurses(frames)
            assert sum(ours) <= sum(theirs), (screen, ours, theirs)
            assert all(mine <= 1.02 * their + 4 for mine, their in zip(ours, theirs, strict=True)), (ours, theirs)


async def test_a_step_over_the_edge_of_a_list_costs_the_row_that_comes_in(busy: Desk) -> None:
    async with watched("zh") as officer:
        await pressed(officer, "", "1024", PIN, "")
        for screen in LISTS:
            await pressed(officer, screen, "home", *["down"] * 19)
            frames = await pressed(officer, *["down"] * 12)
            assert not dear(frames, EDGE), screen
            assert max(frame.ours for frame in frames) > KEY
            ours, theirs = [frame.ours for frame in frames[1:]], by_ncurses(frames)
            assert sum(ours) <= sum(theirs), (screen, ours, theirs)


async def test_the_hidden_cursor_stands_in_the_field_and_costs_nothing_where_nobody_types(desk: Desk) -> None:
    async with watched("zh") as officer:
        number, *_pin, _signed = await pressed(officer, "1024", PIN, "")
        assert number.cursor == _behind_the_text(number)
        (closed,) = await pressed(officer, "f2")
        assert closed.cursor == (0, 0)
        *_typed, last = await pressed(officer, ";", "round")
        assert last.cursor == _behind_the_text(last)
        (parked,) = await pressed(officer, "escape")
        assert parked.cursor == (0, 0)


def _behind_the_text(frame: Frame) -> tuple[int, int]:
    """Behind the cell that Textual paints as a cursor, the only one in reverse: there it places the other one."""
    ((y, x),) = [(y, x) for y, row in enumerate(frame.glass) for x, spot in enumerate(row) if 7 in spot.attrs]
    return y, x + 1


async def test_a_minute_costs_the_clock_and_while_somebody_types_nothing_else(busy: Desk) -> None:
    async with watched("zh") as officer:
        await pressed(officer, "", "1024", PIN, "")
        for screen in ("escape", *LISTS):
            await pressed(officer, screen, "", ";", "a")
            for _minute in range(3):
                busy.clock.forward(1)
                officer.app._minute()
                (ticked,) = await pressed(officer, "")
                assert 0 < ticked.ours <= MINUTE, screen
            await pressed(officer, "escape")


async def test_what_is_left_of_a_time_moves_with_the_minute_in_the_cells_that_change(desk: Desk) -> None:
    async with watched("zh") as officer:
        duty_log.promise(desk.chen, desk.front, "停电几点恢复", desk.clock.at + 40 * 60_000)
        await pressed(officer, "", "1024", PIN, "")
        officer.officer.sees("还剩 0:40")
        desk.clock.forward(1)
        officer.app._minute()
        (ticked,) = await pressed(officer, "")
        assert MINUTE // 2 < ticked.ours <= 2 * MINUTE
        officer.officer.sees("还剩 0:39")


async def test_the_first_half_of_the_night_is_no_dearer_than_by_ncurses(desk: Desk) -> None:
    hang_keys()
    for other in (desk.li, desk.sun, desk.he, desk.manager):
        staff.sign_off(other)  # 1024 is alone, and issues keys without a PIN
    async with watched("zh") as officer:
        frames = [await officer.press("")]
        for scene in ("sign-on", "log lines", "keys out and in"):
            frames += await officer.work(night.NIGHT[scene])
    ours, theirs = sum(frame.ours for frame in frames[1:]), sum(by_ncurses(frames))
    assert ours <= theirs
    assert 10 * ours <= sum(frame.stock for frame in frames[1:])
    assert connection.rows('SELECT count(*) FROM "key_loan"') == [(5,)]
