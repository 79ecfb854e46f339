"""Text that cannot act is taken, all other text is refused by name."""

from __future__ import annotations

import pytest

from db.rules.plain_text import clean, half_width
from db.rules.words import Refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("x" * 201, "too long: 201"),
        ("a\x1b[31mb", "U+001B"),
        ("a\u202eb", "U+202E"),
        ("a\u200bb", "U+200B"),
        ("a\nb", "U+000A"),
        ("a\x00b", "U+0000"),
    ],
)
def test_text_that_could_mislead_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        clean(text, "Text")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("  厨房水管爆 ", "厨房水管爆"), ("e\u0301", "é"), ("[/302] 100%", "[/302] 100%"), ("粤B·12345", "粤B·12345")],
)
def test_honest_text_is_kept_as_it_was_meant(text: str, kept: str) -> None:
    assert clean(text, "Text") == kept


def test_notes_may_have_lines() -> None:
    assert clean("a\nb", "Notes", lines=True) == "a\nb"


def test_full_width_twins_of_an_input_method_left_on_are_half_width() -> None:
    assert half_width("６．２；！？　ｎ") == "6.2;!? n"
