"""A station under strace: its system calls on the station's files, in the order in which they ended."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.stations import Station

CALLS = "openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink,rename"
_HEAD = re.compile(r"^(\d+) +(.*)$")
_CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+|\?)")
_PLACE = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that succeeded: its name, the file, and what it wrote where."""

    name: str
    path: str
    data: bytes = b""
    offset: int = 0


def watched(
    folder: Path, name: str, work: Callable[[Callable[[str], None]], None], *options: str
) -> tuple[Station, Path]:
    """Fork a station, put strace onto it, and only then let it begin; gives the station and the trace."""
    gate, trace = folder / f"{name}.gate", folder / f"{name}.trace"
    os.mkfifo(gate)

    def waiting(say: Callable[[str], None]) -> None:
        gate.read_bytes()
        work(say)

    station = Station(folder, name, waiting)
    command = ["strace", "-f", "-qq", "-o", str(trace), "-p", str(station.pid), *options]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    _until_traced(station.pid)
    gate.write_bytes(b"go")
    _tracers[station.pid] = tracer
    return station, trace


_tracers: dict[int, subprocess.Popen[bytes]] = {}


def ended(station: Station) -> int:
    """Wait for a watched station and its tracer; the station's exit code."""
    code = station.wait()
    tracer = _tracers.pop(station.pid)
    tracer.communicate(timeout=60)
    return code


def _until_traced(pid: int) -> None:
    end = time.monotonic() + 30
    while "TracerPid:\t0" in Path(f"/proc/{pid}/status").read_text(encoding="ascii"):
        if time.monotonic() > end:
            raise TimeoutError("strace does not come")
        time.sleep(0.002)


def calls(trace: Path) -> Iterator[Call]:
    """The calls of a trace made with `-y -xx`, those of several threads put together again."""
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii", errors="replace") as stream:
        for line in stream:
            head = _HEAD.match(line.rstrip("\n"))
            if head is None:
                continue
            thread, text = head.groups()
            if text.endswith("<unfinished ...>"):
                begun[thread] = text.removesuffix("<unfinished ...>")
                continue
            if text.startswith("<... "):
                text = begun.pop(thread, "") + text.partition("resumed>")[2]
            if call := _call(text):
                yield call


def _bytes(written: str) -> bytes:
    """What strace wrote with `-xx`, paths too."""
    return bytes.fromhex(written.replace("\\x", ""))


def _call(text: str) -> Call | None:
    match = _CALL.match(text)
    if match is None or match[3].startswith(("-", "?")):
        return None
    name, arguments = match[1], match[2]
    strings = [_bytes(found) for found in _STRING.findall(arguments)]
    if name in ("unlink", "rename"):
        return Call(name, strings[0].decode(), strings[-1])
    if name == "openat":
        return Call(name, strings[-1].decode(), b"new" if "O_TRUNC" in arguments else b"")
    place = _PLACE.match(arguments)
    if place is None:
        return None
    offset = int(arguments.rpartition(", ")[2]) if name in ("pwrite64", "ftruncate") else 0
    return Call(name, _bytes(place[1]).decode(), strings[0] if strings else b"", offset)
