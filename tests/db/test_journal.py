"""The journal: one write is one entry on the one before it, byte for byte what stands in the tables."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from peewee import IntegrityError

from db import connection, journal, site, staff, writer
from db.journal import COMMAND_LINE, Write, writing
from db.models.site import Unit
from db.rules.chain import GENESIS, link
from db.rules.words import Refused
from tests.conftest import Desk

ENTRIES = 'SELECT "seq", "body", "prev", "hash", "at", "actor", "kind" FROM "journal" ORDER BY "seq"'


def test_every_entry_stands_on_the_one_before_it_without_a_gap(desk: Desk) -> None:
    before, last = GENESIS, 0
    for seq, body, prev, digest, *_about in connection.rows(ENTRIES):
        assert (seq, bytes(prev), bytes(digest)) == (last + 1, before, link(seq, before, body))
        before, last = bytes(digest), seq
    assert journal.head() == (last, before)


def test_an_entry_says_who_when_what_and_the_row_as_sqlite_writes_it(desk: Desk) -> None:
    made = site.add_unit(desk.he, "1-1-101", notes='门口有"福"字\\')
    seq, body, _prev, _hash, at, actor, kind = connection.rows(ENTRIES)[-1]
    about = json.loads(body)
    assert (at, actor, kind) == (desk.clock.at, desk.he.officer_id, "site.unit") == (about[1], about[4], about[5])
    image = connection.rows(f'SELECT {journal.image_sql(Unit)} FROM "unit" WHERE "id" = ?', (made,))[0][0]
    assert image in body
    assert about[6] == [["unit", made, seq, "1-1-101", "1-1-101", None, '门口有"福"字\\', 0]]


def test_names_and_phones_of_the_public_are_not_in_the_journal(desk: Desk) -> None:
    site.add_unit(desk.he, "1-1-101", "赵钱孙", "13712345678")
    body = connection.rows(ENTRIES)[-1][1]
    assert "赵钱孙" not in body
    assert "13712345678" not in body
    assert '"contact"' in body


def test_a_write_without_rows_leaves_no_entry(desk: Desk) -> None:
    before = journal.head()
    writing("nothing")(lambda _write: None)(desk.he)
    assert journal.head() == before


def test_a_refused_write_leaves_nothing_behind(desk: Desk) -> None:
    @writing("test.refused")
    def half(write: Write) -> None:
        site.add_unit.inside(write, "1-1-101")
        raise Refused("no")

    before = journal.head()
    with pytest.raises(Refused):
        half(desk.he)
    assert journal.head() == before
    assert not Unit.select().where(Unit.number == "1-1-101").exists()


def test_several_entries_in_one_transaction_stand_or_fall_together(desk: Desk) -> None:
    @writing("test.many")
    def many(write: Write, numbers: list[str]) -> None:
        for number in numbers:
            site.add_unit.inside(write, number)
            write.next_entry()

    before = journal.head()
    many(desk.he, ["1-1-101", "1-1-102", "1-1-103"])
    assert journal.head()[0] == before[0] + 3
    with pytest.raises(Refused, match="exists already"):
        many(desk.he, ["1-1-104", "1-1-101"])
    assert journal.head()[0] == before[0] + 3


@pytest.mark.parametrize("change", ['UPDATE "{}" SET "{}" = "{}"', 'DELETE FROM "{}"'])
@pytest.mark.parametrize(("table", "column"), [("journal", "kind")])
def test_what_is_appended_cannot_be_changed_or_taken_away_l2(desk: Desk, change: str, table: str, column: str) -> None:
    def work() -> None:
        connection.database.execute_sql(change.format(table, column, column))

    with pytest.raises(IntegrityError, match="append-only"):
        writer.run(work)


def test_replacing_a_journal_row_is_refused_too(desk: Desk) -> None:
    copy = 'REPLACE INTO "journal" SELECT * FROM "journal" WHERE "seq" = 1'
    with pytest.raises(IntegrityError, match="append-only"):
        writer.run(lambda: connection.database.execute_sql(copy))


def _sign_off(desk: Desk) -> None:
    staff.sign_off(desk.li)


def _demote(desk: Desk) -> None:
    from db.models.staff import Officer

    def work(write: Write) -> None:
        row = Officer.get_by_id(desk.li.officer_id)
        row.role = "leader"
        write.save(row)

    writing("test.role")(work)(COMMAND_LINE)


@pytest.mark.parametrize("end", [_sign_off, _demote])
def test_a_session_that_ended_or_lost_its_role_writes_nothing(desk: Desk, end: Callable[[Desk], None]) -> None:
    end(desk)
    before = journal.head()
    with pytest.raises(Refused, match="sign on again"):
        site.add_unit(desk.li, "1-1-101")
    assert journal.head() == before


def test_two_processes_make_one_chain(desk: Desk) -> None:
    program = """
import sys
from pathlib import Path
from db import connection, site
from db.journal import COMMAND_LINE
connection.open_station(Path(sys.argv[1]))
for number in range(20):
    site.add_unit(COMMAND_LINE, f"{sys.argv[2]}-{number}")
connection.close_station()
"""
    first = journal.head()[0]
    started = [subprocess.Popen([sys.executable, "-c", program, str(desk.file), name]) for name in "AB"]
    for number in range(20):
        site.add_unit(COMMAND_LINE, f"C-{number}")
    assert [process.wait(60) for process in started] == [0, 0]
    assert journal.head()[0] == first + 60
    test_every_entry_stands_on_the_one_before_it_without_a_gap(desk)
