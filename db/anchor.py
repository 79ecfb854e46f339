"""The anchor: a file apart from the station that keeps one line for each accepted handover.

Who changes the station cannot change what the anchor has seen, if it belongs to another user or lies on another disk:
a tail that was cut off, a record written anew and an old file put back all contradict it. A line is time, site, number
of the entry, its short code, its hash, and what it is about, parted by tabs.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from db import clock, faults
from db.connection import rows
from db.disk import check_is_file
from db.findings import Finding
from db.rules import handover as rules
from db.rules.signature import short_code
from db.rules.words import Refused, _, ngettext

#: What a line is about that is no handover.
FOUNDED, RESTORED = "founded", "restored"
_PATIENCE = 3.0
_file: Path | None = None
_trouble: Refused | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when it was written, of which site, which entry with which hash, and what it is about."""

    at: str
    site: str
    seq: int
    code: str
    digest: str
    about: str

    def text(self) -> str:
        """The line as it stands in the file."""
        return "\t".join((self.at, self.site, str(self.seq), self.code, self.digest, self.about)) + "\n"


class Note(Finding):
    """Something to know that contradicts nothing."""


def use(file: Path | None) -> None:
    """Keep this process's anchor lines in a file; None where the site has no anchor."""
    global _file, _trouble
    _file, _trouble = file, None


def file() -> Path | None:
    """The anchor file in use."""
    return _file


def trouble() -> Refused | None:
    """Why the last accepted handover is not in the anchor, if it is not."""
    return _trouble


_ACCEPTED = """
SELECT s."seq", h."number", lower(hex(j."hash")) FROM "signature" AS s JOIN "journal" AS j ON j."seq" = s."seq"
JOIN "handover" AS h ON h."id" = CAST(substr(s."record", 10) AS INTEGER)
WHERE s."record" LIKE 'handover:%' AND s."role" IN ('incoming', 'custody', 'alone', 'double') ORDER BY s."seq"
"""


def _accepted() -> list[Line]:
    """The line of each accepted handover."""
    at, here = _now(), _site()
    return [
        Line(at, here, seq, short_code(digest), digest, rules.label(number)) for seq, number, digest in rows(_ACCEPTED)
    ]


def _now() -> str:
    return datetime.fromtimestamp(clock.now() // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _site() -> str:
    return str(rows('SELECT "uuid" FROM "site"')[0][0])


def catch_up() -> None:
    """Append what was accepted and is not in the anchor; what fails is told by `trouble`, and tried at the next one.

    Runs beside the door: an anchor on a disk that hangs never holds up the desk.
    """
    global _trouble
    if _file is None:
        return
    done = Future[None]()
    try:
        Thread(target=_append_to, args=(_file, _accepted(), done), daemon=True).start()
        done.result(_PATIENCE)
    except NotInTime:
        _trouble = Refused(_("it does not answer"))
    except Exception as fault:
        # The handover is stored: whatever happens here must not look like a refusal of it.
        _trouble = faults.reason(fault, _file)
    else:
        _trouble = None


def _append_to(place: Path, lines: list[Line], done: Future[None]) -> None:
    try:
        append(place, _missing(place, lines))
    except BaseException as fault:
        done.set_exception(fault)
    else:
        done.set_result(None)


def _missing(place: Path, lines: list[Line]) -> list[Line]:
    """Of these lines those that the anchor lacks; the last one alone where it may be written and not read."""
    try:
        known = {(line.site, line.seq, line.digest) for line in read(place) if isinstance(line, Line)}
    except FileNotFoundError:
        return lines
    except PermissionError:
        return lines[-1:]
    return [line for line in lines if (line.site, line.seq, line.digest) not in known]


def append(place: Path, lines: Iterable[Line]) -> None:
    """Append lines, on disk when this returns; raises `OSError`."""
    text = "".join(line.text() for line in lines).encode()
    if not text:
        return
    descriptor = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        written = os.write(descriptor, text)
        if written < len(text):
            # The disk took the beginning of a line: half a line would be damage that nobody did.
            with suppress(OSError):
                os.ftruncate(descriptor, os.fstat(descriptor).st_size - written)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def seal(place: Path, about: str) -> Refused | None:
    """Put the end of the open station into the anchor, because it was founded, or put back on purpose.

    Returns why that could not be done.
    """
    seq, digest = rows('SELECT "last", "hash" FROM "journal_head"')[0]
    code = short_code(bytes(digest).hex())
    try:
        append(place, [Line(_now(), _site(), int(seq), code, bytes(digest).hex(), about)])
    except OSError as fault:
        return Refused(_("NOT in the anchor: {reason}."), reason=faults.reason(fault))
    return None


def read(place: Path) -> Iterator[Line | int]:
    """The lines of an anchor file; the number of a line that is none. Raises `OSError`."""
    for number, text in enumerate(place.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        parts = text.split("\t")
        if len(parts) == 6 and re.fullmatch("[0-9]{1,18}", parts[2]):
            yield Line(parts[0], parts[1], int(parts[2]), *parts[3:])
        else:
            yield number


def last_signed() -> Note:
    """What the file alone proves: nothing cut off after this can be missed without an anchor."""
    found = rows('SELECT "seq", "record" FROM "signature" ORDER BY "seq" DESC LIMIT 1')
    if not found:
        return Note(_("Nothing is signed yet, and no anchor was given: an end that was cut off would not be missed."))
    sentence = _("The last signed entry is {seq} ({record}). What came after it is proved only with --anchor.")
    return Note(sentence, seq=found[0][0], record=found[0][1])


def check(place: Path) -> Iterator[Finding]:
    """How the open station contradicts its anchor, and what the anchor does not know."""
    here = _site()
    check_is_file(place)
    try:
        every = list(read(place))
    except FileNotFoundError:
        raise Refused(_("The anchor {path} is not there."), path=place) from None
    except OSError as fault:
        raise Refused(
            _("The anchor {path} cannot be read: {reason}."), path=place, reason=faults.reason(fault, place)
        ) from None
    for number in every:
        if isinstance(number, int):
            yield Finding(_("Line {line} of the anchor is damaged."), line=number)
    lines = [line for line in every if isinstance(line, Line) and line.site == here]
    if not lines:
        yield Finding(_("The anchor does not know this station."))
        return
    yield from _contradictions(lines)
    yield from _unknown(lines)


def _contradictions(lines: list[Line]) -> Iterator[Finding]:
    standing = _standing(lines)
    if len(standing) < len(lines):
        back = next(line for line in reversed(lines) if line.about == RESTORED)
        n = len(lines) - len(standing)
        sentence = ngettext(
            "A backup was put back on {time}: {n} handover that the anchor knows came after its entry {seq}.",
            "A backup was put back on {time}: {n} handovers that the anchor knows came after its entry {seq}.",
            n,
        )
        yield Note(sentence, time=back.at, n=n, seq=back.seq)
    hashes = dict(rows(_HASHES.format(", ".join(str(line.seq) for line in standing))))
    cut = [line for line in standing if line.seq not in hashes]
    anew = [line for line in standing if line.seq in hashes and hashes[line.seq] != line.digest]
    if anew:
        sentence = _(
            "The record was written anew: entry {seq} ({about}, {time}) is not the one that the anchor has seen; "
            "such entries: {n}."
        )
        yield Finding(sentence, **_about(anew[0]), n=len(anew))
    if cut:
        sentence = _(
            "The record ends at entry {last}, but the anchor has seen entry {seq} ({about}, {time}): its end was cut "
            "off, or an old file was put back; such entries: {n}."
        )
        yield Finding(sentence, last=rows('SELECT max("seq") FROM "journal"')[0][0], **_about(cut[0]), n=len(cut))


_HASHES = 'SELECT "seq", lower(hex("hash")) FROM "journal" WHERE "seq" IN ({})'


def _about(line: Line) -> dict[str, object]:
    return {"seq": line.seq, "about": line.about, "time": line.at}


def _standing(lines: list[Line]) -> list[Line]:
    """Without what came after the entry to which the station was put back later."""
    standing: list[Line] = []
    for line in lines:
        if line.about == RESTORED:
            standing = [earlier for earlier in standing if earlier.seq <= line.seq]
        standing.append(line)
    return standing


def _unknown(lines: list[Line]) -> Iterator[Finding]:
    known = {line.seq for line in lines}
    lacking = [line for line in _accepted() if line.seq not in known]
    if lacking:
        n = len(lacking)
        sentence = ngettext(
            "{n} accepted handover is not in the anchor: {about} (entry {seq}).",
            "{n} accepted handovers are not in the anchor, the first is {about} (entry {seq}).",
            n,
        )
        yield Note(sentence, n=n, about=lacking[0].about, seq=lacking[0].seq)


def behind() -> int | None:
    """How many accepted handovers the anchor lacks; None where it cannot be read."""
    if _file is None:
        return 0
    with suppress(OSError):
        return len(_missing(_file, _accepted())) if _file.is_file() else len(_accepted())
    return None
