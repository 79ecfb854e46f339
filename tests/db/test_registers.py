"""Every table leaves in a register or stands with the reason why not; every field of it too; words for every code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len

from db import connection
from db.models.every import EVERY
from db.registers import NO_REGISTER, REGISTERS, Register
from screens.export_words import CODES
from tests.catalog import ROOT, translations
from tests.conftest import Desk

#: Fields no register shows: keys of rows and what is made from other fields.
OF_EVERY_TABLE = {"id", "seq", "initials", "look"}
#: Field -> why it does not leave.
NOT_SHOWN = {
    "LogEntry.duty": "the author and the time say it",
    "Ticket.worker_initials": "made from the worker",
    "Handover.duty": "post, date and the outgoing say it",
    "Handover.text": "the texts of all versions are a register of their own",
}


def fields(model: Any, path: str) -> Iterator[str]:
    """The fields of the register's own table and of those it leads through."""
    head, _dot, rest = path.partition(".")
    field = model._meta.fields[head]
    yield f"{model.__name__}.{head}"
    if rest:
        yield from fields(field.rel_model, rest)


def shown(register: Register) -> set[str]:
    paths = [one for column in register.columns if column.path for one in column.path.split("|")]
    return {name for path in paths for name in fields(register.model, path)}


def test_every_table_is_a_register_or_says_why_not() -> None:
    """A new table is sorted here: a register of `db/registers`, or a reason in `NO_REGISTER`."""
    counted = Counter(register.model for register in REGISTERS.values())
    assert set(counted) | set(NO_REGISTER) == set(EVERY)
    assert not set(counted) & set(NO_REGISTER)
    assert max(counted.values()) == 1
    assert all(len(reason) > 15 for reason in NO_REGISTER.values())


def test_every_field_of_a_register_leaves_or_says_why_not() -> None:
    out = set().union(*map(shown, REGISTERS.values()))
    every = {
        f"{register.model.__name__}.{name}"
        for register in REGISTERS.values()
        for name in register.model._meta.fields
        if name not in OF_EVERY_TABLE
    }
    assert every - out == set(NOT_SHOWN)


def test_no_secret_has_a_column() -> None:
    secrets = {"salt", "sealed", "wrapped", "nonce", "token", "commitment", "pin", "who"}
    named = {name.partition(".")[2] for register in REGISTERS.values() for name in shown(register)}
    assert named & secrets <= {"who"}, "`who` is the person of a matter that was handed over"
    assert "PinGuard" not in {name.partition(".")[0] for register in REGISTERS.values() for name in shown(register)}


def test_every_code_has_its_words_and_every_word_its_register() -> None:
    used = {column.codes for register in REGISTERS.values() for column in register.columns if column.codes}
    assert used == set(CODES)


def test_names_phones_and_identity_numbers_of_the_public_are_masked_wherever_they_stand_l10() -> None:
    masks = {"name": "name", "phone": "phone", "identity": "identity"}
    for noun, register in REGISTERS.items():
        for column in register.columns:
            for path in column.path.split("|") if column.path else ():
                *_way, last = fields(register.model, path)
                model, _dot, name = last.partition(".")
                if model == "Contact" and name in masks:
                    assert column.kind == masks[name], (noun, column.label)
                assert not (name == "phone" and column.kind != "phone"), (noun, column.label)


def test_registers_that_grow_with_every_night_are_read_in_the_order_of_an_index(desk: Desk) -> None:
    for noun in ("log", "calls", "errata", "tickets", "ticket-steps", "loans", "key-events", "signatures", "access"):
        plan = connection.rows(f"EXPLAIN QUERY PLAN {REGISTERS[noun].sql(between=True)}", (0, 2**62))
        sorted_aside = [row for row in plan if "TEMP B-TREE FOR ORDER BY" in str(row[-1])]
        assert not sorted_aside, noun


def test_titles_stand_whole_beside_each_other_in_both_languages() -> None:
    chinese = {entry.msgid: entry.msgstr for entry in translations(ROOT)}
    titles = [register.label for register in REGISTERS.values()]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if max(cell_len(title), cell_len(chinese[title])) > 16] == []
