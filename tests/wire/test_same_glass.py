"""Whatever the compositor paints, our terminal shows what the stock driver's would."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.wire.pair import KINDS, XTERM, Loop, Pair
from tui import brush, cells, frame, glass, motion, pen

TEXTS = (
    "a", "abc", "0123456789", "  ", " " * 30, "-" * 40, "值班", "钥匙 3 把", "é", "e\u0301t", "│─┐", "①…“”",
    "😀", "👨\u200d👩\u200d👧 家", "❤\ufe0f心", "🇨🇳旗", "👍🏽", "ก็", "报修：6-2-1101 漏水，请速来", "x" * 90, "中" * 50,
)  # fmt: skip
PENS = ("", "1", "7", "4", "31", "44", "1;33;44", "2;37", "7;32", "39;49", "97", "101", "4;9", "1;7;36;40", "1;2;35")


def rectangle(rng: random.Random, width: int, height: int) -> str:
    """Something painted at a random place, as the compositor writes it: a place, a pen, text, and the pen reset."""
    made = []
    x = rng.randrange(width)
    left, top = x, rng.randrange(height)
    for y in range(top, min(height, top + rng.choice((1, 1, 1, 3, height)))):
        made.append(f"\x1b[{y + 1};{left + 1}H")
        x = left
        for _segment in range(rng.choice((1, 1, 2, 4))):
            text = fitting(rng.choice(TEXTS), width - x)
            style = rng.choice(PENS)
            made.append(f"\x1b[{style}m{text}\x1b[0m" if style else text)
            x += cells_of(text)
        made.append("\n" if y + 1 < height else "")
    return "".join(made)


def cells_of(text: str) -> int:
    return sum(width for _cluster, width in cells.clusters(text))


def fitting(text: str, room: int) -> str:
    kept = ""
    for cluster, width in cells.clusters(text):
        if cells_of(kept) + width > room:
            break
        kept += cluster
    return kept


def shift(pair: Pair, rng: random.Random) -> str:
    """The rows of a region painted again, some lines up or down: what a list does when it scrolls."""
    rows = pair.sender.wanted.rows
    by = rng.choice((-3, -1, 1, 2))
    top = rng.randrange(3)
    made = []
    for y in range(top, len(rows) - rng.randrange(3)):
        source = rows[y + by] if 0 <= y + by < len(rows) else rows[y]
        made.append(f"\x1b[{y + 1};1H")
        made += [f"{pen.change(None, style)}{text}\x1b[0m" for text, style in source if text]
    return "".join(made)


def another_screen(rng: random.Random, width: int, height: int) -> str:
    """All of it painted anew, most of it blank: a switch of screens, which it may pay to clear the glass for."""
    line = fitting(rng.choice(TEXTS), width)
    filled = line + " " * (width - cells_of(line))
    return "".join(f"\x1b[{y + 1};1H\x1b[{rng.choice(PENS)}m{filled}\x1b[0m" for y in range(height))


def step(pair: Pair, rng: random.Random) -> None:
    """One thing that happens to a glass, and the compositor's cursor wherever it puts it."""
    width, height = pair.stock.width, pair.stock.height
    what = rng.random()
    if what < 0.05:
        width, height = rng.randrange(2, 100), rng.randrange(2, 30)
        pair.resize(width, height)
        line = fitting("值班 log 12 " * 9, width)
        line += " " * (width - cells_of(line))
        pair.write("".join(f"\x1b[{y + 1};1H{line}" for y in range(height)))
    elif what < 0.10:
        region = "" if "r" in pair.ours.lacks else "\x1b[3;5r"
        pair.ours.feed(f"\x1b[44;1mgarbage from another program{region}\x1b[?7h")
        pair.sender.forget()
    elif what < 0.14:
        pair.write(rectangle(rng, width, height) + another_screen(rng, width, height))
    elif what < 0.25 and height > 6:
        pair.write(shift(pair, rng))
    elif what < 0.30:
        pair.write("".join(f"\x1b[{y + 1};1H{' ' * width}" for y in range(rng.randrange(height), height)))
    else:
        for _part in range(rng.choice((1, 1, 2, 5))):
            pair.write(rectangle(rng, width, height))
    pair.write(f"\x1b[{rng.randrange(height) + 1};{rng.randrange(width) + 1}H")


def run(seed: int, kind: str, size: tuple[int, int], *, parts: bool = False, points: int = 15) -> None:
    """A glass through many changes, compared after each."""
    rng = random.Random(seed)
    pair = Pair(*size, KINDS[kind], parts=parts)
    try:
        for _point in range(points):
            step(pair, rng)
            pair.settle()
            pair.compare()
    finally:
        pair.loop.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 2**32),
    kind=st.sampled_from(sorted(KINDS)),
    size=st.tuples(st.integers(2, 100), st.integers(2, 30)),
    parts=st.booleans(),
)
def test_at_nine_hundred_points_both_terminals_show_the_same(
    seed: int, kind: str, size: tuple[int, int], parts: bool
) -> None:
    run(seed, kind, size, parts=parts)


def test_a_terminal_that_draws_emoji_wider_than_we_think_shows_everything_beside_them_right() -> None:
    rng = random.Random(7)
    pair = Pair(60, 10, XTERM, joins=False)
    for _point in range(60):
        pair.write(rectangle(rng, 60, 10))
        pair.settle()
        rows = zip(pair.stock.rows, pair.ours.rows, strict=True)
        for wanted, shown in rows:
            beside = [x for x, spot in enumerate(wanted) if spot.text and not cells.is_fragile(spot.text)]
            assert [shown[x].seen() for x in beside] == [wanted[x].seen() for x in beside]
    pair.loop.close()


def test_after_a_sign_of_doubtful_width_the_cursor_is_placed_not_moved() -> None:
    pair = Pair(40, 1, KINDS["vt220"])
    pair.ours.doubled = "①"
    pair.write("\x1b[H" + "-" * 40 + "\x1b[;2H")
    pair.settle()
    pair.write("\x1b[;6H①\x1b[;30Hx\x1b[;2H")
    pair.settle()
    assert (pair.ours.rows[0][29].text, pair.ours.x) == ("x", 1)
    pair.loop.close()


def run_all(seeds: int) -> None:
    for seed in range(seeds):
        for kind in KINDS:
            run(seed, kind, (50, 16))


def test_a_cursor_beyond_a_glass_that_has_just_shrunk_stays_on_it() -> None:
    pair = Pair(20, 5)
    pair.write("\x1b[9;1Hbelow\x1b[2;30Hbeside\x1b[9;40H")
    pair.settle()
    pair.sender.wanted.paint("\x1b[1;1H")
    pair.stock = Pair(20, 5).stock
    pair.write("\x1b[2;3Hhere\x1b[2;1H")
    pair.settle()
    pair.compare()


def test_a_glass_cut_through_a_wide_character_shows_no_half_of_it() -> None:
    pair = Pair(4, 1)
    pair.write("\x1b[H中文")
    pair.settle()
    pair.sender.resize(3, 1)
    assert [text for text, _pen in pair.sender.wanted.rows[0]] == ["中", "", " "]
    pair.sender.paint("\x1b[;2H文字")
    assert [text for text, _pen in pair.sender.wanted.rows[0]] == [" ", "文", ""]
    pair.loop.close()


def test_while_a_frame_is_in_flight_what_changes_is_one_frame_more() -> None:
    pair = Pair(80, 24)
    before = len(pair.sent)
    for page in "abcde":
        pair.write("".join(f"\x1b[{y + 1};1H{page * 80}" for y in range(24)))
        cast(Loop, pair.loop).turn()
    assert len(pair.sent) == before + 1
    pair.settle()
    pair.compare()
    assert len(pair.sent) == before + 2
    pair.loop.close()


def _lose_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    real = motion._right
    monkeypatch.setattr(motion, "_right", lambda steps: real(steps - 1 if steps > 1 else steps))
    motion.move.cache_clear()


def _leave_attributes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pen, "_steps", lambda old, new: new.fg or "39")
    pen.change.cache_clear()


def _erase_whatever_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brush.Brush, "erasable", lambda self, cell: cell[0] == " ")


def _scroll_one_line_whatever_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "_times", lambda count, final: f"\x1b[{final}")


def _keep_half_a_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glass, "_mend", lambda row, start, end: None)


def _trust_the_tab_stops_it_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "_tab_stops", lambda can, width: "")


def _erase_with_whatever_pen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brush.Brush, "blank", lambda self, pen, hint: None)


def _forget_that_a_region_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brush.Glass, "is_free", lambda self, y: True)


def _scroll_in_whatever_region_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def confine(made: brush.Brush, first: int, last: int) -> None:
        made.glass.region = made.glass.region or (first, last)

    monkeypatch.setattr(brush.Brush, "confine", confine)


def _trust_the_cursor_at_the_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    def stand(made: brush.Brush, x: int | None, sure: bool) -> None:
        made.glass.x, made.glass.sure = len(made.glass.rows[0]) - 1 if x is None else x, sure

    monkeypatch.setattr(brush.Brush, "_stand", stand)


def _send_what_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    real = motion._down
    monkeypatch.setattr(motion, "_down", lambda y, to_y, vpa, free: real(y, to_y, True, free))
    motion.move.cache_clear()


FAULTS = (
    _lose_a_column, _leave_attributes_on, _erase_whatever_the_background, _scroll_one_line_whatever_it_says,
    _keep_half_a_character, _erase_with_whatever_pen, _forget_that_a_region_is_set,
    _scroll_in_whatever_region_is_set, _trust_the_cursor_at_the_margin,
    _send_what_it_does_not_know, _trust_the_tab_stops_it_finds,
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_driver_with_a_fault_is_caught(fault: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        run_all(30)
    monkeypatch.undo()
    motion.move.cache_clear()
    pen.change.cache_clear()
