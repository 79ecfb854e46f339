"""The one list: window, marker, edges, stability."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource


class Rows(App[None]):
    """A ledger of numbers on a glass of ten lines."""

    def __init__(self, rows: list[int]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield Ledger(
            Numbers(self.rows),
            lambda row, _width: f"row {row}",
            key=lambda row: (row,),
            style=lambda row: "bold" if row == 2 else "",
        )

    def on_mount(self) -> None:
        self.told: list[int | None] = []

    def on_ledger_moved(self, event: Ledger.Moved) -> None:
        self.told.append(event.ledger.current)

    def glass(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(s.text for s in strip).strip() for strip in strips if "row" in "".join(s.text for s in strip)]

    def marked(self) -> str:
        return next(line for line in self.glass() if line.startswith(">"))


class Numbers(ListSource[int]):
    """Numbers in order, keyed by themselves: rows may come and go between the pages."""

    def __init__(self, rows: list[int]) -> None:
        super().__init__(rows)
        self.asked: list[int] = []  # how many rows, each time

    def page(
        self, start: tuple[int, ...] | None, limit: int, *, backwards: bool = False, inclusive: bool = False
    ) -> list[int]:
        self.asked.append(limit)
        if start is None:
            return self.rows[-limit:] if backwards else self.rows[:limit]
        if backwards:
            return [n for n in self.rows if n < start[0] or (inclusive and n == start[0])][-limit:]
        return [n for n in self.rows if n > start[0] or (inclusive and n == start[0])][:limit]


@pytest.mark.parametrize(
    ("keys", "marked"),
    [
        ("", "> row 1"),
        ("down down", "> row 3"),
        ("down up up", "> row 1"),
        ("down " * 9, "> row 10"),
        ("down " * 10, "> row 11"),
        ("down " * 10 + "up", "> row 10"),
        ("down " * 200, "> row 95"),
        ("end " + "up " * 200, "> row 1"),
        ("pagedown pagedown", "> row 21"),
        ("pagedown pageup", "> row 1"),
        ("end", "> row 95"),
        ("end pagedown", "> row 95"),
        ("end home", "> row 1"),
        ("j j k", "> row 2"),
    ],
)
async def test_the_marker_moves_and_never_leaves_the_list(keys: str, marked: str) -> None:
    app = Rows(list(range(1, 96)))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*keys.split())
        await pilot.pause()
        assert app.marked() == marked


async def test_at_the_edge_the_list_moves_on_by_one_row_either_way() -> None:
    app = Rows(list(range(1, 96)))
    async with app.run_test(size=(40, 10)) as pilot:
        for keys, first, marked in (("down " * 12, 4, 13), ("up " * 9, 4, 4), ("up up", 2, 2), ("end up", 86, 94)):
            await pilot.press(*keys.split())
            await pilot.pause()
            assert [int(line.split()[-1]) for line in app.glass()] == [*range(first, first + 10)]
            assert app.marked() == f"> row {marked}"


async def test_a_row_that_arrives_above_never_moves_the_list_under_the_finger() -> None:
    rows = list(range(100, 200, 2))
    app = Rows(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("pagedown", "down")
        before = app.glass()
        rows.insert(0, 50)
        rows.insert(5, 107)
        app.query_one(Ledger).reload()
        await pilot.pause()
        assert app.glass() == before


async def test_at_the_very_beginning_it_follows_what_is_new() -> None:
    rows = list(range(100, 200, 2))
    app = Rows(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.insert(0, 50)
        app.query_one(Ledger).reload()
        await pilot.pause()
        assert app.glass()[0] == "row 50"
        assert app.marked() == "> row 100"


async def test_the_cursor_stays_on_its_row_when_a_row_above_it_goes() -> None:
    rows = list(range(1, 40))
    app = Rows(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "down", "down")
        rows.remove(2)
        app.query_one(Ledger).reload()
        await pilot.pause()
        assert app.marked() == "> row 4"


async def test_an_empty_list_takes_every_key_and_shows_nothing() -> None:
    app = Rows([])
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "up", "pagedown", "pageup", "home", "end", "enter")
        assert app.glass() == []


async def test_what_follows_the_cursor_is_told_once_it_stands_and_a_page_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Ledger, "rest", 3600)
    app = Rows(list(range(1, 40)))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        app.told.clear()
        await pilot.press("down", "down", "down")
        assert app.told == []
        app.query_one(Ledger)._tell()
        await pilot.press("pagedown")
        await pilot.pause()
        assert app.told == [4, 14]


async def test_a_held_key_reads_the_rows_past_the_edge_a_page_at_a_time() -> None:
    app = Rows(list(range(1, 96)))
    async with app.run_test(size=(40, 10)) as pilot:
        asked = app.query_one(Ledger).source.asked  # type: ignore[attr-defined]
        stages = ("down " * 29, 2), ("down", 1), ("up " * 10, 1), ("up", 0), ("pagedown " + "down " * 10, 2)
        for keys, pages in stages:
            before = len(asked)
            await pilot.press(*keys.split())
            assert len(asked) - before == pages, keys


async def test_what_was_read_ahead_is_read_again_once_the_list_is() -> None:
    rows = list(range(2, 96, 2))
    app = Rows(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*["down"] * 10)
        rows.insert(rows.index(24), 23)
        app.query_one(Ledger).reload()
        await pilot.press("down")
        assert app.marked() == "> row 23"


async def test_a_row_that_is_to_stand_out_does() -> None:
    app = Rows([1, 2, 3])
    async with app.run_test(size=(40, 10)):
        strips = app.screen._compositor.render_strips()[:3]
        assert [all(part.style and part.style.bold for part in strip) for strip in strips] == [False, True, False]


async def test_the_rows_take_on_another_style_of_their_list() -> None:
    app = Rows([1, 2, 3])
    async with app.run_test(size=(40, 10)) as pilot:
        rows = [app.query_one(Ledger).render_line(0)]
        app.query_one(Ledger).styles.text_style = "underline"
        await pilot.pause()
        rows.append(app.query_one(Ledger).render_line(0))
        assert [bool(part.style and part.style.underline) for row in rows for part in row] == [False, True]
