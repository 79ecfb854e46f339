"""The table of rules and tests says what it reads, and misses nothing."""

from __future__ import annotations

from pathlib import Path

from tests import requirements

TREE = '''
import pytest

def test_it_ends_when_all_is_read_h3_h6_h14(): ...

async def test_one_thing():
    """Holds L2 and K10."""

@pytest.mark.parametrize("case", [1], ids=["T4 slip"])
class TestMore:
    @pytest.mark.skipif(False, reason="H23")
    def test_inside_h23(self): ...

def helper_h99(): ...
'''


def test_rules_are_read_from_names_docstrings_and_marks(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "test_one.py").write_text(TREE)
    (tmp_path / "not_a_test.py").write_text("def test_x_h1(): ...")
    held = requirements.collect(tmp_path)
    first = "db/test_one.py::test_it_ends_when_all_is_read_h3_h6_h14"
    assert list(held) == ["H3", "H6", "H14", "H23", "L2", "K10"]
    assert held["H6"] == [first]
    assert held["H23"] == ["db/test_one.py::test_inside_h23"]


def test_a_rule_without_a_test_is_named() -> None:
    held = {"H1": ["a.py::test_h1"]}
    assert requirements.missing(held, ("H1", "H2")) == ["H2"]
    told = "\n".join(requirements.table(held))
    assert "H1     1  a.py::test_h1" in told
    assert "H2     0  -- NO TEST --" in told


def test_what_must_be_held_is_every_rule_of_handover_and_log() -> None:
    assert len(requirements.REQUIRED) == 23 + 14
    assert "L10" not in requirements.REQUIRED


def test_every_rule_of_handover_and_log_is_named_by_a_test() -> None:
    assert requirements.missing(requirements.collect()) == []
