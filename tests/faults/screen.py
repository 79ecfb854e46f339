"""The real program on a real terminal while the disk fails under it: what is read, and that nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import PIN
from tests.faults.backups import garbage_page
from tests.faults.stations import Place, apart, found, proof, stored_texts
from tests.faults.table import Row, Size, lacks, not_tried
from tests.terminal import Terminal

_GOAL = (
    "NOT saved with the reason on the glass, the text stays, reading goes on, saved by itself when the fault is gone"
)
FAULTS = (
    ("pwrite64", "ENOSPC", "磁盘已满"),
    ("pwrite64", "EIO", "磁盘没有响应"),
    ("fsync,fdatasync", "EIO", "磁盘没有响应"),
    ("openat", "EROFS", "文件只读"),
    ("openat", "EACCES", "本账号无权写此文件"),
    ("openat", "EMFILE", "打开的文件过多"),
)


class Broken:
    """The program's calls on the station's files fail while the block runs."""

    def __init__(self, pid: int, call: str, error: str, file: Path) -> None:
        paths = [part for ending in ("", "-wal", ".lock") for part in ("-P", f"{file}{ending}")]
        command = ["strace", "-f", "-p", str(pid), "-o", "/dev/null", *paths]
        command += ["-e", f"trace={call}", "-e", f"inject={call}:error={error}"]
        self.tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.tracer.stderr is not None
        while "attached" not in self.tracer.stderr.readline():
            assert self.tracer.poll() is None, "strace does not come"

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_fault: object) -> None:
        self.tracer.terminate()
        self.tracer.communicate(timeout=30)


def _program(place: Place) -> Terminal:
    return Terminal(argv=(sys.executable, "-m", "tui", "--db", str(place.file), "--lang", "zh"))


def _damaged_page(place: Place) -> Row:
    """A page of the tickets is garbage: what needs it says so, everything else goes on."""
    apart(lambda: garbage_page(place.file, "ticket"))
    with _program(place) as officer:
        officer.see("工号").press("1024", PIN).see("记录读不出", "文件已损坏")
        officer.press("f2").see("日志").press(";").see("内容").press("still here", "enter").see("已存", "still here")
        officer.press("f5").see("记录读不出")
        officer.press("f2").see("still here")
    return Row(
        "a page of the tickets is garbage",
        "the screens that need it say that the record cannot be read, the others go on, lines are saved",
        "记录读不出:文件已损坏; the log is read and written",
        True,
    )


def _shared_memory_cut(place: Place) -> Row:
    """Whoever may write the folder cuts `-shm` short: the kernel ends the program, and that is all that is lost."""
    with _program(place) as officer:
        officer.see("工号").press("1024", PIN).see("接下来")
        officer.press(";").see("内容").press("saved before", "enter").see("已存")
        officer.press(";").see("内容").press("half a line").see("half a line").settle(2.5)
        os.truncate(f"{place.file}-shm", 0)
        officer.press("enter")
        ended = officer.wait()
    with _program(place) as officer:
        officer.see("工号").press("1024", PIN).see("接下来", "saved before", "暂存 1")
    kept, findings = stored_texts(place.file).count("saved before"), proof(place.file)
    return Row(
        "`-shm` cut short under the program",
        "it ends (SIGBUS), 0 lost, it starts again with what was being typed, verify intact",
        f"ended with {ended}, saved line {kept} time, its draft is kept, {len(findings)} findings",
        kept == 1 and not findings,
    )


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """One sign-on, then each fault in turn, and the same line again."""
    if missing := lacks("strace"):
        yield not_tried("the disk fails under the program", _GOAL, missing)
        return
    place = found(folder)
    with _program(place) as officer:
        officer.see("工号").press("1024", PIN).see("接下来")
        for number, (call, error, words) in enumerate(FAULTS[:: max(1, size.every // 4)]):
            text = f"broken-{number}"
            with Broken(officer.pid, call, error, place.file):
                officer.press(";").see("内容").press(text, "enter").see("未保存", words, text)
            stored_before = text in stored_texts(place.file)
            officer.press("enter").see_no_more("未保存").see(text)
            stored = stored_texts(place.file).count(text)
            yield Row(
                f"the program while {call} answers {error}",
                _GOAL,
                f"未保存:{words}; then stored {stored} time",
                not stored_before and stored == 1,
            )
    yield _damaged_page(found(folder / "page"))
    yield _shared_memory_cut(found(folder / "cut"))
    findings = proof(place.file)
    yield Row("the record after these", "verify intact", f"{len(findings)} findings", not findings)
