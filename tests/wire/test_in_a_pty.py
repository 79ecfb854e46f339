"""The real program in a real pseudo terminal: what the wire does to it, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connection
from tests.conftest import PIN, found_station
from tests.terminal import Terminal
from tests.wire.station import Station


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
def station(notes: Path) -> Iterator[Station]:
    with Station(notes) as running:
        running.until(running.shows("F1 help"))
        yield running


def to_the_list(station: Station) -> None:
    station.type("\t")
    station.until(station.shows("key tab."))


def restored(station: Station) -> bool:
    return termios.tcgetattr(station.slave) == station.before


def test_the_terminal_is_given_back_as_it_was_and_shows_nothing_of_the_desk(station: Station) -> None:
    assert not restored(station)
    station.type("\x11")
    station.until(station.gone)
    assert station.status == 0
    assert restored(station)
    assert not any(line.strip() for line in station.screen.text())
    assert station.screen.wraps
    assert b"\x1b[m\x1b[r\x1b[?7h\x1b[?25h\x1b[H\x1b[J" in station.sent


def test_nothing_is_asked_or_told_that_a_console_does_not_know(station: Station) -> None:
    station.type("ab")
    station.until(station.shows("key b."))
    for unknown in (b"\x1b]", b"?2026", b"?2048", b"?1004", b"?1049", b"?2004", b"?1000", b"\x1b[>", b"\x1b[<"):
        assert unknown not in station.sent


def test_broken_bytes_lose_no_later_key(station: Station) -> None:
    station.type(b"a\xff\xc0\xb5\xe7\x1b[99z\x1b[?;;;;y\x1b]52;c;\x07b")
    station.until(station.shows("key b."))


def test_ten_thousand_keys_and_a_megabyte_of_paste_are_all_heard(station: Station, notes: Path) -> None:
    to_the_list(station)
    station.type("q" * 3000 + "\x1b[B" * 7000 + "z")
    station.until(station.noted("z"))
    heard = notes.read_text().splitlines()
    assert [heard.count(key) for key in ("q", "down", "z")] == [3000, 7000, 1]
    station.type("\x1b[200~" + "0123456789abcde\n" * 65_536 + "\x1b[201~w")
    station.until(station.noted("w"))
    assert f"paste {1 << 20}" in notes.read_text().splitlines()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_saves_the_draft_and_gives_the_terminal_back(station: Station, number: signal.Signals) -> None:
    station.type("xyz")
    station.until(station.shows("xyz"))
    os.kill(station.pid, number)
    station.until(station.gone)
    assert station.status == 128 + number
    assert station.noted("draft xyz")()
    assert restored(station)


def test_a_program_that_hangs_is_ended_all_the_same(station: Station) -> None:
    station.type("\x1b[24~")
    station.until(station.noted("hanging"))
    os.kill(station.pid, signal.SIGTERM)
    station.until(station.gone)
    assert station.status == 128 + signal.SIGTERM
    assert restored(station)


def test_a_line_that_is_stopped_keeps_nobody(notes: Path) -> None:
    with Station(notes, "--xon") as station:
        station.until(station.shows("F1 help"))
        station.type("\x13xyz")
        station.until(station.noted("z"))
        os.kill(station.pid, signal.SIGTERM)
        station.until(station.gone)
        assert station.noted("draft xyz")()


def test_a_terminal_that_is_gone_ends_the_program_after_the_draft(station: Station) -> None:
    station.type("xyz")
    station.until(station.shows("xyz"))
    station.hang_up()
    station.until(station.gone)
    assert station.noted("draft xyz")()


def test_suspended_and_back_everything_is_painted_again(station: Station) -> None:
    station.type("\x1a")
    station.until(station.stopped)
    assert restored(station)
    station.until(lambda: not any(line.strip() for line in station.screen.text()))
    os.kill(station.pid, signal.SIGCONT)
    station.until(station.shows("F1 help"))
    station.type("k")
    station.until(station.shows("key k."))
    station.type("\x11")
    station.until(station.gone)
    assert restored(station)


def test_while_another_program_has_the_terminal_we_are_silent_and_then_paint_everything(station: Station) -> None:
    station.type("\x1b[23~")
    station.until(station.noted("outside"))
    station.until(lambda: b"somebody else's line\r\n" in station.sent)
    station.until(station.shows("key f11."))
    assert not station.shows("somebody")()
    station.type("k")
    station.until(station.shows("key k."))


def test_stopped_without_warning_it_repaints_when_it_goes_on(station: Station) -> None:
    os.kill(station.pid, signal.SIGSTOP)
    station.until(station.stopped)
    termios.tcsetattr(station.slave, termios.TCSANOW, station.before)
    station.screen.feed("\x1b[m\x1b[H\x1b[Jshell$")
    os.kill(station.pid, signal.SIGCONT)
    station.until(station.shows("F1 help"))
    assert not station.shows("shell$")()
    station.type("k")
    station.until(station.shows("key k."))
    station.type("\x11")
    station.until(station.gone)
    assert restored(station)


def test_a_garbled_glass_is_painted_again_by_ctrl_l_and_another_size_by_itself(station: Station) -> None:
    station.screen.feed("\x1b[3;9r\x1b[?7h\x1b[44mBroadcast message\r\n\n")
    station.type("\x0c")
    station.until(lambda: not station.shows("Broadcast")() and station.shows("锦绣花园")())
    station.resize(60, 12)
    station.until(lambda: "F1 help" in station.screen.text()[11])
    assert not station.shows("#")()


@pytest.mark.parametrize("options", [(), ("--slow",)])
def test_a_terminal_that_answers_nothing_is_painted_all_the_same(notes: Path, options: tuple[str, ...]) -> None:
    with Station(notes, *options, answers=False) as station:
        station.until(station.shows("F1 help"))
        to_the_list(station)
        station.type("s" * 40)
        station.until(station.shows("000060"))
        station.type("\x11")
        station.until(station.gone)
        assert station.status == 0


def test_a_terminal_whose_answers_come_late_is_asked_again(notes: Path) -> None:
    with Station(notes, answers=False) as station:
        station.until(station.shows("F1 help"))
        to_the_list(station)
        station.type("s" * 40)
        station.until(station.shows("000060"))
        asked, station.answers = station.sent.count(b"\x1b[6n"), True
        station.type("\x1b[24;80Rs")
        station.until(lambda: station.sent.count(b"\x1b[6n") > asked)
        station.until(station.shows("000061"))


def test_flow_control_is_left_to_the_terminal_where_asked(notes: Path) -> None:
    with Station(notes, "--xon") as station:
        station.until(station.shows("F1 help"))
        station.until(lambda: bool(termios.tcgetattr(station.slave)[0] & termios.IXON))


def test_bytes_of_gb18030_are_read_where_the_terminal_speaks_it(notes: Path) -> None:
    with Station(notes, "--gb18030") as station:
        station.until(lambda: b"F1 help" in station.sent)
        station.type("值班".encode("gb18030"))
        station.until(station.noted("班"))


def test_from_the_desk_to_the_shell_and_back_behind_the_lock_and_ended_from_there(tmp_path: Path) -> None:
    file = tmp_path / "station.db"
    found_station(file)
    connection.close_station()
    program = f"{sys.executable} -m tui --db {file} --lang en"
    with Terminal(argv=("bash", "--norc", "--noprofile", "-i"), env={"PS1": "shell% "}) as officer:
        officer.see("shell%").press(program, "enter").see("staff number").press("1024", PIN).see("Next")
        officer.press("ctrl+z").see("Stopped").see_no_more("Next")
        officer.press("fg", "enter").see("Locked", "PIN of").press(PIN).see("Next")
        officer.press("ctrl+z").see("Stopped").see_no_more("Next")
        officer.press("kill %1; while kill -0 %1; do :; done 2> /dev/null; echo sta''tion left", "enter").see(
            "station left"
        )
    with Terminal(argv=tuple(program.split())) as kiosk:
        kiosk.see("staff number").press("1024", PIN).see("Next").press("ctrl+z").see("No shell started this program")
