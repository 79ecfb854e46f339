"""The Chinese of the station: collect its msgids, compile the features' .po files into one .mo, prove both whole.

python -m tests.catalog compile | check
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("tui", "screens", "db")
KEYWORDS: dict[str, None] = {"_": None, "N_": None}
HEADER = "Content-Type: text/plain; charset=UTF-8\nLanguage: zh_CN\n"


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry of a .po file; `fuzzy` or empty is not yet a translation."""

    file: str
    line: int
    msgid: str
    msgstr: str
    fuzzy: bool


def locale_of(root: Path) -> Path:
    """The folder that holds the features' .po files."""
    return root / "tui" / "locale" / "zh_CN"


def mo_of(root: Path) -> Path:
    """The one compiled catalogue that the program reads."""
    return locale_of(root) / "LC_MESSAGES" / "dutydesk.mo"


def marked(root: Path) -> dict[str, str]:
    """Every msgid marked in the program, with the first place it stands at."""
    found: dict[str, str] = {}
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            for line, msgid, _comments, _context in extract_from_file("python", file, keywords=KEYWORDS):
                if isinstance(msgid, str) and msgid:
                    found.setdefault(msgid, f"{file.relative_to(root)}:{line}")
    return found


def translations(root: Path) -> Iterator[Translation]:
    """Every entry of every .po file, in the order of file names and lines."""
    for file in sorted(locale_of(root).glob("*.po")):
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale="zh_CN", abort_invalid=True)
        for message in catalogue:
            if message.id:
                yield Translation(
                    file.name, message.lineno or 0, str(message.id), str(message.string or ""), message.fuzzy
                )


def compile_mo(entries: Iterable[Translation]) -> bytes:
    """The GNU .mo of these entries; the same entries give the same bytes, whatever made them."""
    words = {entry.msgid: entry.msgstr for entry in entries if entry.msgstr and not entry.fuzzy} | {"": HEADER}
    pairs = sorted((msgid.encode(), msgstr.encode()) for msgid, msgstr in words.items())
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = []
    texts = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(texts)))
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + b"".join(tables) + texts


def placeholders(text: str) -> set[str]:
    """Names in braces, as `str.format` will look for them."""
    try:
        return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"(unbalanced braces)"}


def problems(root: Path) -> list[str]:
    """Everything that is wrong with the catalogue, each in one line that names the msgid and its place."""
    found, entries = marked(root), list(translations(root))
    return [
        *_missing(found, entries),
        *_two_meanings(entries),
        *_unused(found, entries),
        *_mismatched(entries),
        *_stale(root, entries),
    ]


def _missing(found: dict[str, str], entries: list[Translation]) -> Iterator[str]:
    said = {entry.msgid for entry in entries if entry.msgstr and not entry.fuzzy}
    return (f"{place}: no Chinese for {msgid!r}" for msgid, place in found.items() if msgid not in said)


def _two_meanings(entries: list[Translation]) -> Iterator[str]:
    first: dict[str, Translation] = {}
    for entry in entries:
        other = first.setdefault(entry.msgid, entry)
        if other.msgstr != entry.msgstr:
            yield f"{entry.file}:{entry.line}: {entry.msgid!r} is {entry.msgstr!r} here and {other.msgstr!r} in {other.file}"


def _unused(found: dict[str, str], entries: list[Translation]) -> Iterator[str]:
    return (f"{e.file}:{e.line}: nothing says {e.msgid!r} any more" for e in entries if e.msgid not in found)


def _mismatched(entries: list[Translation]) -> Iterator[str]:
    for entry in entries:
        wanted, got = placeholders(entry.msgid), placeholders(entry.msgstr)
        if entry.msgstr and wanted != got:
            yield f"{entry.file}:{entry.line}: {entry.msgid!r} has {sorted(wanted)}, its Chinese {sorted(got)}"


def _stale(root: Path, entries: list[Translation]) -> Iterator[str]:
    mo = mo_of(root)
    if not mo.exists() or mo.read_bytes() != compile_mo(entries):
        yield f"{mo.relative_to(root)} is stale: make messages"


def main(arguments: list[str]) -> int:
    """Compile the catalogue, or name its problems and fail."""
    if arguments == ["compile"]:
        mo_of(ROOT).parent.mkdir(parents=True, exist_ok=True)
        mo_of(ROOT).write_bytes(compile_mo(translations(ROOT)))
        return 0
    if arguments != ["check"]:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = problems(ROOT)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
