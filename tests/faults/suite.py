"""Rows of the table that are tests of the suite, run at full length in a process of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.faults.table import Row

ROOT = Path(__file__).resolve().parents[2]


def run(what: str, goal: str, tests: list[str], **environment: str) -> Row:
    """One row: these tests with this environment; the result is what pytest counts."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "-n", "2", "--timeout", "1800", *tests]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    dots = sum(line.count(".") for line in done.stdout.splitlines() if re.match(r"^[.FEsx]+( |$)", line))
    failed = re.findall(r"^FAILED (.*)", done.stdout, re.MULTILINE)
    return Row(what, goal, "; ".join([f"{dots} passed, {len(failed)} failed", *failed]), done.returncode == 0)
