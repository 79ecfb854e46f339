"""Nothing points back: the contracts hold on the tree, and one wrong import breaks each of them by name."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tui.app import FEATURES

ROOT = Path(__file__).resolve().parents[1]
WRONG = {
    "tui -> screens -> db: nothing points back": ("db/rules/words.py", "import screens.words"),
    "the database knows no terminal": ("db/clock.py", "import rich"),
    "screens ask doors, never tables": ("screens/words.py", "import db.models.site"),
    "rules are pure: no tables, no doors, no libraries": ("db/rules/chain.py", "import db.clock"),
    "what paints knows no door that writes": ("screens/papers/__init__.py", "import db.staff"),
    "a feature's screen knows no other feature's screen": ("screens/sign_on.py", "import screens.inbox"),
}


def _contracts() -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def _copy(to: Path) -> None:
    for package in ("tui", "screens", "db"):
        shutil.copytree(ROOT / package, to / package, ignore=shutil.ignore_patterns("__pycache__", "locale", "*.tcss"))
    shutil.copy(ROOT / "pyproject.toml", to)


def _lint(tree: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; sys.path.insert(0, ''); from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", program, "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120, check=False)


def test_the_contracts_hold_on_the_tree(tmp_path: Path) -> None:
    _copy(tmp_path)
    done = _lint(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_feature_is_kept_apart_from_the_others() -> None:
    apart = _contracts()["a feature's screen knows no other feature's screen"]["modules"]
    assert {f"screens.{noun}" for noun in FEATURES} <= set(apart)


def test_every_contract_has_a_wrong_import_that_is_tried_below() -> None:
    assert sorted(WRONG) == sorted(_contracts())


@pytest.mark.parametrize("contract", WRONG)
def test_a_wrong_import_breaks_its_contract_by_name(contract: str, tmp_path: Path) -> None:
    _copy(tmp_path)
    where, line = WRONG[contract]
    file = tmp_path / where
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = _lint(tmp_path)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout
