"""Verify finds what was done to the file behind the program's back, and names it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import connection, signatures, site, staff
from db.journal import COMMAND_LINE, Write, writing
from db.keyring import Signer
from db.models.duty_log import LogEntry
from db.opening import NoStation, NotAStation
from db.rules.chain import link
from db.verify import Report, verify
from tests.conftest import ANY_ACT, PIN, Desk, found_station

#: Runs in a process of its own: takes triggers and strict kinds away, does the deed, and puts them back.
FORGER = """
import sys
from peewee import SqliteDatabase
file, deed, hide = sys.argv[1:4]
db = SqliteDatabase(file)
def lay_down(laws):
    db.execute_sql("PRAGMA writable_schema = ON").fetchall()
    for name, sql in laws:
        db.execute_sql("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (sql, name))
    db.close()
    db.connect()
triggers = db.execute_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
for name, _sql in triggers:
    db.execute_sql(f'DROP TRIGGER "{name}"')
tables = db.execute_sql("SELECT name, sql FROM sqlite_schema WHERE sql LIKE '% STRICT'").fetchall()
lay_down([(name, sql.removesuffix(" STRICT")) for name, sql in tables])
for statement in deed.split(";;"):
    db.execute_sql(statement)
lay_down(tables)
if hide == "hide":
    for _name, sql in triggers:
        db.execute_sql(sql)
db.close()
"""

LINE = """INSERT INTO log_entry
("post_id", "number", "year", "kind", "text", "place", "event_at", "logged_at", "author_id", "late", "paper", "seq")
VALUES (1, 45, 2026, 'note', '第1轮巡逻正常', '', 0, 0, 1, 0, '', 0)"""
CHANGED = "was changed outside the program:"


@writing("log.line")
def _line(write: Write) -> None:
    row = LogEntry(
        post=1, number=44, year=2026, kind="note", text='第1轮巡逻"正常"\\ 100%', event_at=0, logged_at=0, author=1
    )
    write.save(row)


@writing("test.seen")
def _seen(write: Write, signer: Signer) -> None:
    signatures.sign(write, signer, "test:1", 1, "supervisor", "seen", "0" * 64)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station with one log line and one signature, closed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        station = tmp_path_factory.mktemp("made") / "station.db"
        found_station(station)
        _line(COMMAND_LINE)
        _seen(COMMAND_LINE, staff.unlock(2, PIN, ANY_ACT))
        connection.close_station()
    return station


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it to do harm to."""
    yield Path(shutil.copy(made, tmp_path / "station.db"))
    connection.close_station()


def forge(file: Path, deed: str, *, hide: bool = True) -> Report:
    """Do something to a closed station as its owner with a database tool could, then verify it."""
    arguments = [sys.executable, "-c", FORGER, str(file), deed, "hide" if hide else "leave"]
    subprocess.run(arguments, check=True, timeout=60)
    return verify(file)


def test_an_untouched_station_is_intact_and_verify_writes_nothing(file: Path) -> None:
    before = file.read_bytes()
    report = verify(file)
    assert report.intact, [str(problem) for problem in report.problems]
    assert report.entries > 10
    assert file.read_bytes() == before


def test_progress_ends_with_every_entry(file: Path) -> None:
    said: list[tuple[int, int]] = []
    report = verify(file, lambda done, total: said.append((done, total)))
    assert said[-1] == (report.entries, report.entries)


DEEDS = {
    "a log line's text": (
        "UPDATE log_entry SET text = '一切正常' WHERE number = 44",
        f"Log line 44 of 2026 (前台) {CHANGED} text.",
    ),
    "a log line's author": ("UPDATE log_entry SET author_id = 2 WHERE number = 44", "author_id"),
    "a log line removed": ("DELETE FROM log_entry WHERE number = 44", "Log line 44 of 2026 (前台) was removed."),
    "a log line invented": (LINE, "Log line 45 of 2026 (前台) was never written by the program."),
    "bytes where text stood": ("UPDATE log_entry SET text = x'FFFE00' WHERE number = 44", "Log line 44 of 2026 (前台)"),
    "a role": ("UPDATE officer SET role = 'manager' WHERE staff_no = '1024'", f"Officer 1024 {CHANGED} role."),
    "a signing key": (f"UPDATE officer_key SET public = '{'a' * 64}' WHERE id = 1", "table officer_key was changed"),
    "a signature": ("UPDATE signature SET value = replace(value, '0', '1')", "does not verify"),
    "a signature's meaning": ("UPDATE signature SET meaning = 'accepted'", "does not verify"),
    "an owner's phone": (
        "UPDATE contact SET phone = '13900000000' WHERE id = 1",
        "The name, phone or firm of contact 1 was changed",
    ),
    "a salt emptied but the name kept": ("UPDATE contact SET salt = x'' WHERE id = 1", "contact 1"),
    "a journal body": (
        "UPDATE journal SET body = replace(body, '锦绣', '锦秀') WHERE seq = 1",
        "Journal entry 1 was changed after it was written.",
    ),
    "a journal body that is no JSON": ("UPDATE journal SET body = 'gone' WHERE seq = 3", "Journal entry 3 was changed"),
    "a journal column": (
        "UPDATE journal SET actor = 3 WHERE seq = 2",
        "The columns of journal entry 2 do not say what its body says.",
    ),
    "a journal entry removed": ("DELETE FROM journal WHERE seq IN (4, 5)", "Journal entries 4 to 5 are missing."),
    "the journal's end cut off": (
        "DELETE FROM journal WHERE seq = (SELECT last FROM journal_head)",
        "but its head says",
    ),
    "a head that forgets": ("UPDATE journal_head SET last = last - 1", "but its head says"),
    "a trigger of one's own": (
        "CREATE TRIGGER helper AFTER INSERT ON log_entry BEGIN DELETE FROM unit WHERE id = 0; END",
        "The trigger helper was not made by dutydesk.",
    ),
    "a trigger under a name of SQLite's own": (
        "CREATE TRIGGER helper AFTER INSERT ON log_entry BEGIN DELETE FROM unit WHERE id = 0; END;;"
        "PRAGMA writable_schema = ON;;UPDATE sqlite_schema SET name = 'sqlite_helper', "
        "sql = replace(sql, 'helper', 'sqlite_helper') WHERE name = 'helper'",
        "The trigger sqlite_helper was not made by dutydesk.",
    ),
    "a trigger under the name of an inner table": (
        "CREATE TRIGGER log_search_data AFTER INSERT ON log_entry BEGIN DELETE FROM unit WHERE id = 0; END",
        "The trigger log_search_data was not made by dutydesk.",
    ),
    "an entry before the first": (
        "INSERT INTO journal SELECT -7, hex(randomblob(8)), at, tz, terminal, actor, kind, body, prev, hash "
        "FROM journal LIMIT 1",
        "Journal entry -7 was never written by the program.",
    ),
    "a hash that is no bytes": (
        "UPDATE journal SET hash = 'gone' WHERE seq = 3",
        "The columns of journal entry 3 do not say what its body says.",
    ),
    "a head of another number": ("UPDATE journal_head SET id = 7", "but its head says"),
    "a contact's name as bytes": ("UPDATE contact SET name = CAST(name AS BLOB) WHERE id = 1", "contact 1 was changed"),
    "a name of the site that is no text": (
        "UPDATE site SET name = x'FFFE00'",
        "What was altered cannot even be read:",
    ),
    "a table dropped": ("DROP TABLE receipt_book", "The table receipt_book is missing"),
    "an index": ("DROP INDEX one_open_loan", "The index one_open_loan is missing"),
    "a reference that leads nowhere": (
        "UPDATE log_entry SET unit_id = 999 WHERE number = 44",
        "refers to a unit that is gone",
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_behind_the_programs_back_is_named_l2(file: Path, deed: str) -> None:
    statement, named = DEEDS[deed]
    report = forge(file, statement)
    assert any(named in str(problem) for problem in report.problems), [str(problem) for problem in report.problems]


def test_one_deed_is_one_finding_and_the_line_is_named_by_its_number(file: Path) -> None:
    statement, named = DEEDS["a log line's text"]
    assert [str(problem) for problem in forge(file, statement).problems] == [named]


def test_triggers_left_out_are_missed(file: Path) -> None:
    report = forge(file, "SELECT 1", hide=False)
    assert any("The trigger log_entry_no_update is missing" in str(problem) for problem in report.problems)


def test_an_entry_whose_hash_was_made_anew_betrays_itself_at_the_next(file: Path) -> None:
    with connection.station(file, read_only=True):
        seq, body, prev = connection.rows('SELECT "seq", "body", "prev" FROM "journal" WHERE "seq" = 3')[0]
    about = json.loads(body)
    about[4] = 7
    forged = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    digest = link(seq, bytes(prev), forged).hex()
    report = forge(file, f"UPDATE journal SET actor = 7, body = '{forged}', hash = x'{digest}' WHERE seq = 3")
    assert "Journal entry 4 does not follow the one before it." in [str(problem) for problem in report.problems]


def test_a_chain_made_anew_from_end_to_end_is_betrayed_by_the_signatures_h7(file: Path) -> None:
    with connection.station(file, read_only=True):
        entries = connection.rows('SELECT "seq", "body", "prev" FROM "journal" ORDER BY "seq"')
    deeds, before = ["UPDATE log_entry SET text = replace(text, '正常', '缺岗')"], bytes(entries[0][2])
    for seq, body, _prev in entries:
        forged, prev = body.replace("正常", "缺岗"), before.hex()
        before = link(seq, before, forged)
        row = f"body = replace(body, '正常', '缺岗'), prev = x'{prev}', hash = x'{before.hex()}'"
        deeds.append(f"UPDATE journal SET {row} WHERE seq = {seq}")
    deeds.append(f"UPDATE journal_head SET hash = x'{before.hex()}'")
    report = forge(file, ";;".join(deeds))
    assert [str(problem) for problem in report.problems] == [
        "Signature 1 (test:1) was put under a journal that is not this one."
    ]


def test_a_person_erased_behind_the_programs_back_is_found_l10(file: Path) -> None:
    report = forge(file, "UPDATE contact SET salt = x'', name = '', phone = '', firm = '', initials = '' WHERE id = 1")
    assert [str(problem) for problem in report.problems] == [
        "The name, phone or firm of contact 1 was changed after it was written."
    ]


def _no_file(file: Path) -> None:
    file.unlink()


def _text(file: Path) -> None:
    file.write_text("not a database at all")


def _torn(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


@pytest.mark.parametrize(("spoil", "kind"), [(_no_file, NoStation), (_text, NotAStation), (_torn, NotAStation)])
def test_a_file_that_is_no_station_is_unreadable_not_altered(
    file: Path, spoil: Callable[[Path], None], kind: type[Exception]
) -> None:
    spoil(file)
    with pytest.raises(kind):
        verify(file)


def test_a_station_at_work_can_be_verified_beside_it(desk: Desk) -> None:
    program = (
        "import sys; from pathlib import Path; from db.verify import verify; assert verify(Path(sys.argv[1])).intact"
    )
    site.add_unit(COMMAND_LINE, "1-1-101")
    subprocess.run([sys.executable, "-c", program, str(desk.file)], timeout=60, check=True)
    site.add_unit(COMMAND_LINE, "1-1-102")
