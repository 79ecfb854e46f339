"""What is signed, and the short code two people can compare."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from db.rules.signature import Statement, digest_of, short_code

SAID = Statement("site", "handover:1", 1, "outgoing", 4, 4, "handing over", 1, "d" * 64, "h", "")


def test_every_field_of_the_statement_is_under_the_signature() -> None:
    for field in fields(Statement):
        other: dict[str, Any] = {field.name: 99 if isinstance(getattr(SAID, field.name), int) else "other"}
        changed = replace(SAID, **other)
        assert changed.to_bytes() != SAID.to_bytes(), field.name


def test_one_changed_character_gives_another_code() -> None:
    assert short_code(digest_of("钥匙 75")) != short_code(digest_of("钥匙 76"))


def test_the_code_is_eight_characters_nobody_misreads() -> None:
    code = short_code(digest_of("text"))
    assert len(code) == 9
    assert code[4] == "-"
    assert not set(code) & set("ILOU")
