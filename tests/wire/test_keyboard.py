"""Whatever comes in, later keys are kept and nothing ends the program."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from tui.keyboard import Keyboard, twin


def keyboard(encoding: str = "utf-8", term: str = "linux") -> tuple[Keyboard, list[tuple[int, int]]]:
    reports: list[tuple[int, int]] = []

    def is_report(row: int, column: int) -> bool:
        reports.append((row, column))
        return (row, column) != (1, 2)

    return Keyboard(is_report, encoding, term), reports


def waits(board: Keyboard) -> bool:
    """Whether something has begun that may go on."""
    return board.patience is not None


def names(board: Keyboard) -> list[str]:
    made = []
    while batch := board.take():
        for event in batch:
            made.append(event.key if isinstance(event, events.Key) else type(event).__name__)
    return made


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"abc", ["a", "b", "c"]),
        (b"\x1b[A\x1b[B\x1bOA", ["up", "down", "up"]),
        (b"\x1b[[A\x1b[[E\x1b[17~", ["f1", "f5", "f6"]),
        (b"\x1b[1~\x1b[4~\x1b[5~\x1b[6~\x1b[2~\x1b[3~", ["home", "end", "pageup", "pagedown", "insert", "delete"]),
        (b"\x1bOp\x1bOy\x1bOM\x1bOk", ["0", "9", "enter", "plus"]),
        (b"\x1bOl\x1bOm\x1bOn", ["comma", "minus", "full_stop"]),
        (b"\x1bOP\x1bOS", ["f1", "f4"]),
        (b"\x1b\x80q", ["escape", "q"]),
        ("‘’“”￥".encode(), ["apostrophe", "apostrophe", "quotation_mark", "quotation_mark", "dollar_sign"]),
        (b"\x1b1\x1b0", ["f1", "f10"]),
        (b"\x1b;x\x1b\r\x1bb", ["escape", "semicolon", "x", "escape", "enter", "escape", "b"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        ("１；！：？。".encode(), ["1", "semicolon", "exclamation_mark", "colon", "question_mark", "full_stop"]),
        ("值é".encode(), ["值", "é"]),
        (b"a\xff\xfe\xc0b", ["a", "b"]),
        (b"\xb5\xe7\xcc\xddc", ["c"]),
        (b"\x1b[99;99zq", ["q"]),
        (b"\x1b[?2026;2$yq", ["q"]),
        (b"\x1b[12\x1b[Aq", ["up", "q"]),
        (b"\x1b]11;rgb:0000/0000/0000\x1b\\q", ["q"]),
        (b"\x1bP1$r0m\x1b\\q", ["q"]),
        (b"\x1b[200~\x1b[31mtext\x00\xe5\x80\xbc\x1b[201~q", ["Paste", "q"]),
        (b"\xc2\x9bA", ["upper_a"]),
        (b"\x1b[M !!q", ["q"]),
    ],
)
def test_bytes_become_keys(data: bytes, keys: list[str]) -> None:
    board, _reports = keyboard()
    board.receive(data)
    assert [key if key != "A" else "upper_a" for key in names(board)] == keys


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_sequence_may_come_in_pieces(size: int) -> None:
    board, reports = keyboard()
    data = "\x1b[A值\x1b[24;80R\x1b[17~\x1b[200~pasted\x1b[201~z".encode()
    made = []
    for at in range(0, len(data), size):
        board.receive(data[at : at + size])
        made += names(board)
    assert made == ["up", "值", "f6", "Paste", "z"]
    assert reports == [(24, 80)]


def test_a_report_is_heard_before_the_keys_that_wait() -> None:
    board, reports = keyboard()
    board.receive(b"x" * 10_000 + b"\x1b[3;4R")
    assert reports == [(3, 4)]
    assert names(board) == ["x"] * 10_000


def test_what_is_no_report_of_ours_is_a_key() -> None:
    board, _reports = keyboard()
    board.receive(b"\x1b[1;2R")
    assert names(board) == ["f15"]


@pytest.mark.parametrize(("begun", "key"), [(b"\x1b", ["escape"]), (b"\x1b[12", []), (b"\x1bO", []), (b"\x1b]52", [])])
def test_what_does_not_go_on_is_given_up_and_the_next_key_kept(begun: bytes, key: list[str]) -> None:
    board, _reports = keyboard()
    board.receive(begun)
    assert names(board) == []
    assert waits(board)
    board.give_up()
    assert names(board) == key
    assert not waits(board)
    board.receive(b"q")
    assert names(board) == ["q"]


def test_a_paste_of_a_megabyte_is_one_event_and_one_without_end_ends_by_itself() -> None:
    board, _reports = keyboard()
    for piece in (b"\x1b[200~", *[b"0123456789abcdef" * 4096] * 16, b"\x1b[201~q"):
        board.receive(piece)
    (paste, *rest) = board.take()
    assert isinstance(paste, events.Paste)
    assert len(paste.text) == 1 << 20
    assert [event.key for event in rest if isinstance(event, events.Key)] == ["q"]
    board.receive(b"\x1b[200~begun")
    assert names(board) == []
    board.give_up()
    assert names(board) == ["Paste"]
    board.receive(b"q")
    assert names(board) == ["q"]


def test_what_is_no_text_is_dropped_from_a_paste_too() -> None:
    board, _reports = keyboard()
    board.receive(b"\x1b[200~a\x00b\xff\xc2\x9bc\xe5\x80\xbc\x1b[201~")
    (paste,) = board.take()
    assert isinstance(paste, events.Paste)
    assert paste.text == "abc值"


def test_full_width_signs_are_text_as_typed_and_shortcuts_as_their_twins() -> None:
    board, _reports = keyboard()
    board.receive("；".encode())
    (event,) = board.take()
    assert isinstance(event, events.Key)
    assert (event.key, event.character) == ("semicolon", "；")
    assert [twin(char) for char in "Ａ９／、\u3000值"] == ["A", "9", "/", "/", " ", "值"]


def test_a_terminal_that_speaks_gb18030_is_understood() -> None:
    board, _reports = keyboard("gb18030")
    board.receive("值班\ue863".encode("gb18030") + b"\xff\xffq")
    assert [key for key in names(board) if len(key) == 1][:2] == ["值", "班"]


def test_help_of_a_vt220_is_help_and_f11_is_the_esc_it_has_not() -> None:
    board, _reports = keyboard(term="vt220")
    board.receive(b"\x1b[28~\x1b[23~")
    assert names(board) == ["f1", "escape"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk"])
def test_after_every_byte_alone_the_next_key_is_kept(encoding: str) -> None:
    for byte in range(256):
        board, _reports = keyboard(encoding)
        board.receive(bytes([byte]))
        names(board)
        if waits(board):
            board.give_up()
            names(board)
        assert not waits(board)
        board.receive(b"q")
        assert names(board) == ["q"], hex(byte)


@settings(deadline=None)
@given(
    data=st.lists(
        st.sampled_from((b"\x1b", b"\x1b[", b"\x1bO", b"\x1b]", b"\x1bP", b"1", b";", b"~", b"M")) | st.binary()
    ),
    encoding=st.sampled_from(("utf-8", "gb18030")),
)
def test_after_whatever_came_in_the_next_key_is_kept(data: list[bytes], encoding: str) -> None:
    board, _reports = keyboard(encoding, "vt220")
    for piece in data:
        board.receive(piece)
        names(board)
    while waits(board):
        board.give_up()
        names(board)
    board.receive(b"q")
    assert names(board) == ["q"]
