"""Columns and words: wide characters are two cells and are never cut in half."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from screens.text import (
    apart,
    columns,
    fit,
    left,
    masked,
    masked_name,
    short_name,
    span,
    with_room,
    wrapped,
)

HOUR = 3_600_000


@pytest.mark.parametrize(("text", "cells"), [("水泵房", 4), ("水泵房", 5), ("a水", 2), ("", 3), ("水泵房", 10)])
def test_a_text_takes_exactly_the_cells_it_is_given(text: str, cells: int) -> None:
    assert cell_len(fit(text, cells)) == cells


@pytest.mark.parametrize(
    ("name", "cells", "shown"),
    [
        ("Chen Xiaoyan", 12, "Chen Xiaoyan"),
        ("Chen Xiaoyan", 7, "Chen X."),
        ("Chen Xiaoyan", 6, "Chen.."),
        ("Featherstonehaugh", 7, "Feath.."),
        ("欧阳娜娜", 7, "欧阳.."),
        ("陈晓燕", 7, "陈晓燕"),
        ("", 7, ""),
    ],
)
def test_a_name_without_room_keeps_its_initial_or_two_dots(name: str, cells: int, shown: str) -> None:
    assert short_name(name, cells) == shown


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("赵刚 宏达消防", "赵刚 宏达消防   136****8820"),
        ("Zhao Gang Hongda Fire", "Zhao Gang Hongda Fire"),
        ("Zhao Gang Hongda Fire Protection", "Zhao Gang Hongda Fire Pro.."),
    ],
)
def test_a_phone_makes_room_for_the_name_beside_it(who: str, line: str) -> None:
    assert with_room(who, "136****8820", 27) == line


def test_columns_stand_under_each_other_whatever_is_in_them() -> None:
    assert cell_len(columns(("0312", 6), ("水泵房", 8))) == cell_len(columns(("8003", 6), ("radio", 8)))


def test_the_right_end_of_a_line_is_never_cut() -> None:
    assert apart("钥匙" * 40, "72", 40).endswith(" 72")
    assert cell_len(apart("钥匙" * 40, "72", 40)) == 40


@pytest.mark.parametrize(
    ("due", "now", "words"),
    [(None, 0, "no limit"), (0, 2 * HOUR, "overdue 2:00"), (2 * HOUR, 0, "2:00 left"), (72 * HOUR, 0, "3 d left")],
)
def test_what_is_due_says_how_long_is_left(due: int | None, now: int, words: str) -> None:
    assert left(due, now) == words


def test_a_clock_that_stepped_back_shows_no_negative_time() -> None:
    assert not span(-5 * HOUR).startswith("-")


@pytest.mark.parametrize(("phone", "shown"), [("13800002201", "138****2201"), ("110", "***"), ("", "")])
def test_phones_are_masked(phone: str, shown: str) -> None:
    assert masked(phone) == shown


def test_names_are_masked_to_the_first_character_l10() -> None:
    assert masked_name("王小明") == "王**"
    assert masked_name("John Smith") == "J*** S****"


def test_a_long_text_is_wrapped_to_the_width_and_nothing_is_lost() -> None:
    text = "6-2-1101 厨房水管爆,已关阀 " * 9
    lines = wrapped(text, 40)
    assert all(cell_len(line) <= 40 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
