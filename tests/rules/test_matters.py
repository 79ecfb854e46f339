"""Open matters: what an urgent one says, which registers a post hands over, and where each stands (H15, H16, H18)."""

from __future__ import annotations

import pytest

from db.rules import matters as rules
from db.rules.words import Refused


@pytest.mark.parametrize(
    ("severity", "said", "absent"),
    [
        ("medium", ("", "", None, ""), ()),
        ("low", ("", "", None, ""), ()),
        ("urgent", ("", "", None, ""), ("next_step", "who", "by_when", "if_then")),
        ("urgent", ("call", "Hu", 5, ""), ("if_then",)),
        ("urgent", ("call", "Hu", 5, "shut the main"), ()),
    ],
)
def test_an_urgent_matter_says_what_who_when_and_what_if_h15(
    severity: str, said: tuple[str, str, int | None, str], absent: tuple[str, ...]
) -> None:
    assert rules.absent(severity, *said) == absent


def test_only_what_no_register_holds_can_be_settled_here_h16() -> None:
    rules.check_settle("own:3.1")
    with pytest.raises(Refused, match="close it there"):
        rules.check_settle("ticket:7")


def test_the_first_post_keeps_what_belongs_to_the_whole_site_k9() -> None:
    assert "key" in rules.registers("anything", first=True)
    assert rules.registers("guard", first=False) == ("promise", "log", "routine")
    assert "ticket" in rules.registers("maintenance", first=False)


@pytest.mark.parametrize(
    ("source", "section"), [("key:1", "keys"), ("ticket:1", "unfinished"), ("own:1.2", "important")]
)
def test_each_matter_stands_in_its_section_h18(source: str, section: str) -> None:
    assert rules.section(source) == section
