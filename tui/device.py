"""The terminal as a device: its size and speed, its modes, and whether it is ours."""

from __future__ import annotations

import os
import re
import select
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_SERIAL = re.compile("/dev/tty[A-Za-z]")  # ttyS0, ttyUSB0, ttymxc0, and no console (tty1)
_USUAL_SIZE = 80, 24


def output_descriptor(otherwise: int) -> int:
    """The descriptor of the terminal: standard error, or standard output where errors go to a file."""
    streams = [stream for stream in (sys.__stderr__, sys.__stdout__) if stream is not None]
    return next((stream.fileno() for stream in streams if stream.isatty()), otherwise)


def size(fd: int) -> tuple[int, int]:
    """Columns and lines; a serial line that does not say has 80 by 24."""
    width = height = 0
    with suppress(OSError):
        width, height = os.get_terminal_size(fd)
    return width or _USUAL_SIZE[0], height or _USUAL_SIZE[1]


def serial_speed(fd: int) -> int | None:
    """Baud of a serial line; what a console or a pseudo terminal has set says nothing."""
    try:
        speed = termios.tcgetattr(fd)[5] if _SERIAL.match(os.ttyname(fd)) else termios.B0
    except (OSError, termios.error):
        return None
    names = (name for name in vars(termios) if re.fullmatch(r"B\d+", name))
    return next((int(name[1:]) for name in names if getattr(termios, name) == speed), 0) or None


def is_ours(fd: int) -> bool:
    """Whether the terminal is ours to change; a shell that has stopped us has set it as it needs it."""
    try:
        return os.tcgetpgrp(fd) == os.getpgrp()
    except OSError:  # no terminal that a shell could take
        return True


def change(fd: int, how: Callable[[list[Any]], None]) -> None:
    """Change the modes, if there is still a terminal to have them."""
    with suppress(termios.error):
        modes = termios.tcgetattr(fd)
        how(modes)
        termios.tcsetattr(fd, termios.TCSANOW, modes)


def set_wire(modes: list[Any], *, flow_control: bool) -> None:
    """Raw output, so that a line feed is only that; XON/XOFF where asked for."""
    modes[1] &= ~termios.OPOST
    if flow_control:
        modes[0] |= termios.IXON | termios.IXOFF


def write_if_taken(fd: int, text: str) -> None:
    """Write where that makes nobody wait."""
    with suppress(OSError):
        if select.select([], [fd], [], 0)[1]:
            os.write(fd, text.encode())
