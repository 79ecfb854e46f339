"""The Chinese of the station: collect its msgids, compile the features' .po files into one .mo, prove both whole.

python -m tests.catalog compile | check
"""

from __future__ import annotations

import ast
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("tui", "screens", "db")
#: The functions that mark messages, and how many of their arguments are one.
MARKS = {"_": 1, "N_": 1, "ngettext": 2}
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
    """Every msgid marked in the program, and every command's docstring, with the first place it stands at.

    Read from the syntax tree, because Babel's own reader passes over what is marked inside an f-string.
    """
    files = [file for package in PACKAGES for file in sorted((root / package).rglob("*.py"))]
    trees = [(file.relative_to(root), ast.parse(file.read_text(encoding="utf-8"), str(file))) for file in files]
    found: dict[str, str] = {}
    for file, tree in trees:
        for line, msgid in _calls(tree):
            found.setdefault(msgid, f"{file}:{line}")
    for file, made in _commands(trees):
        found.setdefault(" ".join((ast.get_docstring(made) or "").split()), f"{file}:{made.lineno}")
    return found


def _calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines and msgids of every `_("…")`, `N_("…")` and `ngettext("…", "…", n)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            for marked in node.args[: MARKS[node.func.id]]:
                if isinstance(marked, ast.Constant) and isinstance(marked.value, str) and marked.value:
                    yield marked.lineno, marked.value


def _commands(trees: list[tuple[Path, ast.Module]]) -> list[tuple[Path, ast.ClassDef]]:
    """Every class that is a screen's command, however far it descends from `Command`: its docstring is its help."""
    classes = [
        (file, node)
        for file, tree in trees
        if file.parts[0] == "screens"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and ast.get_docstring(node)
    ]
    known: set[str] = {"Command"}
    while more := {node.name for _file, node in classes if known & _bases(node)} - known:
        known |= more
    return [(file, node) for file, node in classes if known & _bases(node)]


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}


def translations(root: Path) -> Iterator[Translation]:
    """Every entry of every .po file, in the order of file names and lines.

    An entry with a plural is two: Chinese has one form (nplurals=1), and either English one leads to it.
    """
    for file in sorted(locale_of(root).glob("*.po")):
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale="zh_CN", abort_invalid=True)
        for message in catalogue:
            said = message.string[0] if isinstance(message.string, tuple) else message.string
            for msgid in message.id if isinstance(message.id, tuple) else (message.id,):
                if msgid:
                    yield Translation(file.name, message.lineno or 0, str(msgid), str(said or ""), message.fuzzy)


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
            place = f"{entry.file}:{entry.line}"
            yield f"{place}: {entry.msgid!r} is {entry.msgstr!r} here and {other.msgstr!r} in {other.file}"


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
