"""Which tests hold which numbered rule, read from the tests without running them: `python -m tests.requirements`.

A test names its rules at the end of its name (`…_h3_h6`); a docstring or the id of a case may cite more (`H3`). Exit 1
if a rule that must be held has no test.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parent
#: The rules of handover and log, each of which some test must hold.
REQUIRED = (*(f"H{n}" for n in range(1, 24)), *(f"L{n}" for n in range(1, 16) if n != 10))
_IN_NAME = re.compile(r"_([hlkgtp])(\d{1,2})(?=_|$)")
_CITED = re.compile(r"\b([HLKGTP])(\d{1,2})\b")
Held = dict[str, list[str]]


def collect(folder: Path = TESTS) -> Held:
    """Rule → the tests that name it, in the order of rules and files."""
    found: Held = {}
    for file in sorted(folder.rglob("test_*.py")):
        for test in _tests(ast.parse(file.read_text(encoding="utf-8"))):
            for rule in _rules(test):
                found.setdefault(rule, []).append(f"{file.relative_to(folder)}::{test.name}")
    return dict(sorted(found.items(), key=lambda item: _order(item[0])))


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node


def _rules(test: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """The rules of one test, from its name, its docstring and what is written in its decorators."""
    written = [ast.get_docstring(test) or "", *(ast.unparse(mark) for mark in test.decorator_list)]
    named = [f"{letter.upper()}{number}" for letter, number in _IN_NAME.findall(test.name)]
    cited = [f"{letter}{number}" for text in written for letter, number in _CITED.findall(text)]
    return list(dict.fromkeys((*named, *cited)))


def _order(rule: str) -> tuple[int, int]:
    return "HLKTGP".index(rule[0]), int(rule[1:])


def missing(held: Held, required: Iterable[str] = REQUIRED) -> list[str]:
    """The rules that must be held and that no test names."""
    return [rule for rule in required if rule not in held]


def table(held: Held) -> Iterator[str]:
    """One line per rule: its number, how many tests hold it, and the first of them."""
    for rule in sorted({*held, *REQUIRED}, key=_order):
        tests = held.get(rule, [])
        yield f"{rule:<4} {len(tests):>3}  {tests[0] if tests else '-- NO TEST --'}"
        yield from (f"{'':10}{test}" for test in tests[1:])


def main() -> int:
    """Print the table; 1 if a rule that must be held has no test."""
    held = collect()
    print("\n".join(table(held)))
    without = missing(held)
    if without:
        print(f"no test names {', '.join(without)}", file=sys.stderr)
    return int(bool(without))


if __name__ == "__main__":
    sys.exit(main())
