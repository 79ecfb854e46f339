"""Tables from elsewhere: all rows or none, every bad row named, the times kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import connection, imports
from db.rules.imports import Map, parse_map
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import Desk

DATA = Path(__file__).resolve().parents[1] / "data"
UNITS = "number,owner,phone,notes\n1-1-101,张三,13900000001,\n1-1-102,李四,,老人独居\n"


def _file(desk: Desk, text: str, encoding: str = "utf-8") -> Path:
    file = desk.file.with_name("table.csv")
    file.write_bytes(text.encode(encoding))
    return file


def _reasons(done: imports.Done) -> list[tuple[int, str]]:
    return [(bad.line, str(bad.reason)) for bad in done.bad]


def _count(table: str) -> int:
    return int(connection.rows(f'SELECT count(*) FROM "{table}"')[0][0])


def test_the_citys_requests_become_tickets_with_their_times(desk: Desk) -> None:
    said: list[tuple[int, int]] = []
    plan = imports.read_map(DATA / "la311.toml")
    done = imports.run("tickets", DATA / "la311-excerpt.csv", plan, progress=lambda n, of: said.append((n, of)))
    assert (done.rows, _reasons(done), said[-1]) == (500, [], (500, 500))
    times = 'SELECT "state", "created_at", "done_at", "closed_at" FROM "ticket" WHERE "source" = ?'
    # 1/1/20 0:05, 1/2/20 0:00 and 1/2/20 8:43 in Los Angeles
    assert connection.rows(times, ("1-1523590121",)) == [("closed", 1577865900000, 1577952000000, 1577983380000)]
    states = dict(connection.rows('SELECT "state", count(*) FROM "ticket" GROUP BY 1'))
    assert set(states) == {"new", "in_progress", "closed", "void"}
    assert sum(states.values()) == 500


def test_open_tickets_have_their_deadline_and_closed_ones_none_t1(desk: Desk) -> None:
    table = "content,created,state,done,closed\nA,2026-02-06 08:00,new,,\nB,2026-02-05 08:00,closed,,2026-02-06 09:00\n"
    imports.run("tickets", _file(desk, table))
    due = dict(connection.rows('SELECT "content", "due_at" - "created_at" FROM "ticket"'))
    assert due["A"] == 3 * 86_400_000
    assert due["B"] > 1000 * 365 * 86_400_000


def test_imported_tickets_are_numbered_without_gap_in_the_year_they_were_taken_l5(desk: Desk) -> None:
    table = "content,created\nA,2025-12-31 23:00\nB,2026-01-01 01:00\nC,2026-01-02 01:00\n"
    imports.run("tickets", _file(desk, table))
    imports.run("tickets", _file(desk, "content,created\nD,2026-01-03 01:00\n"))
    numbers = connection.rows('SELECT "content", "year", "number" FROM "ticket" ORDER BY "id"')
    assert numbers == [("A", 2025, 1), ("B", 2026, 1), ("C", 2026, 2), ("D", 2026, 3)]


def test_each_row_is_an_entry_of_its_own_and_the_record_stays_intact(desk: Desk) -> None:
    before = _count("journal")
    imports.run("units", _file(desk, UNITS))
    assert _count("journal") == before + 2
    connection.close_station()
    assert verify(desk.file).problems == []


def test_one_spoilt_row_stores_nothing_and_is_named_by_its_line(desk: Desk) -> None:
    before = _count("journal"), _count("unit"), _count("contact")
    table = UNITS + "6-2-1101,王五,,\n" + '1-1-103,"Two\nlines",,\n' + ",nobody,,\n1-1-104\n"
    done = imports.run("units", _file(desk, table))
    reasons = dict(_reasons(done))
    assert list(reasons) == [4, 5, 7, 8]
    assert "6-2-1101 exists" in reasons[4]
    assert "U+000A" in reasons[5]
    assert reasons[7] == "number is empty."
    assert reasons[8] == "columns: 1, but 4 in the first line."
    assert (_count("journal"), _count("unit"), _count("contact")) == before


def test_a_dry_run_finds_the_same_and_stores_nothing(desk: Desk) -> None:
    before = _count("journal"), _count("unit")
    assert imports.run("units", _file(desk, UNITS), dry_run=True) == imports.Done(rows=2)
    assert _reasons(imports.run("units", _file(desk, UNITS + "大堂,,,\n"), dry_run=True))[0][0] == 4
    assert (_count("journal"), _count("unit")) == before
    imports.run("units", _file(desk, UNITS))
    assert _count("unit") == before[1] + 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_utf8_with_and_without_its_mark_and_gb18030_are_read(desk: Desk, encoding: str) -> None:
    imports.run("units", _file(desk, "房号,业主,电话,备注\n1-1-101,陈晓燕,,水阀在管井\n", encoding))
    owner = 'SELECT c."name", c."initials" FROM "contact" AS c JOIN "unit" ON "owner_id" = c."id" WHERE "number" = ?'
    assert connection.rows(owner, ("1-1-101",)) == [("陈晓燕", "cxy")]


def test_keys_and_staff_come_with_their_codes_or_chinese_words(desk: Desk) -> None:
    keys = "tag,opens,hook,what,access,unit\n0312,水泵房,B-07,钥匙,限制,\n8003,对讲机 3,,radio,,\n"
    keys += "0418,管井,,,entrusted,6.2.1101\n"
    assert _reasons(imports.run("keys", _file(desk, keys))) == []
    kept = connection.rows('SELECT "tag", "what", "access", "unit_id" IS NOT NULL FROM "key" ORDER BY "id"')
    assert kept == [("0312", "key", "restricted", 0), ("8003", "radio", "public", 0), ("0418", "key", "entrusted", 1)]
    assert _reasons(imports.run("staff", _file(desk, "工号,姓名,职务\n1040,赵燕,领班\n1041,林涛,\n"))) == []
    people = connection.rows(
        'SELECT "staff_no", "role" FROM "officer" WHERE "staff_no" > \'1039\' AND "staff_no" < \'2\''
    )
    assert people == [("1040", "leader"), ("1041", "officer")]


BAD_TICKETS = {
    "A,2026-02-06 08:00,gone,,": "state is gone",
    ",2026-02-06 08:00,new,,": "content is empty",
    "A,,new,,": "created is empty",
    "A,06.02.2026,new,,": "created is 06.02.2026: it is not a time",
    "A,2027-02-06 08:00,new,,": "future",
    "A,2026-02-06 08:00,closed,,": "no time of closing",
    "A,2026-02-06 08:00,new,,2026-02-06 09:00": "has a time of closing",
    "A,2026-02-06 08:00,closed,,2026-02-05 09:00": "closed before it was created",
    "A,2026-02-06 08:00,done,,": "done but has no time",
    "A\x07,2026-02-06 08:00,new,,": "U+0007",
}


@pytest.mark.parametrize("row", BAD_TICKETS)
def test_a_ticket_whose_cells_contradict_each_other_is_named(desk: Desk, row: str) -> None:
    done = imports.run("tickets", _file(desk, f"content,created,state,done,closed\n{row}\n"))
    assert len(done.bad) == 1
    assert BAD_TICKETS[row] in str(done.bad[0].reason)
    assert _count("ticket") == 0


def test_a_ticket_is_imported_once(desk: Desk) -> None:
    table = "source,content,created\nX-1,A,2026-02-06 08:00\n"
    assert imports.run("tickets", _file(desk, table)).bad == []
    assert _reasons(imports.run("tickets", _file(desk, table))) == [(2, "X-1 was imported already.")]
    twice = table + "X-2,A,2026-02-06 08:00\nX-2,B,2026-02-06 08:00\n"
    assert [bad.line for bad in imports.run("tickets", _file(desk, twice)).bad] == [2, 4]


@pytest.mark.parametrize(
    ("table", "plan", "sentence"),
    [
        ("owner\n张三\n", Map(), "no column number / 房号 / 户号. The file has: owner"),
        ("number\n1-1-101\n", Map(columns={"number": "flat"}), "no column flat"),
        ("number\n1-1-101\n", Map(columns={"colour": "number"}), "units have no colour"),
        ("", Map(), "no column number /"),
        ('number\n"1-1-101\n', Map(), "is not CSV"),
    ],
)
def test_a_table_without_its_columns_is_refused_as_a_whole(desk: Desk, table: str, plan: Map, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        imports.run("units", _file(desk, table), plan)


def test_a_file_that_is_no_text_or_is_not_there_is_refused(desk: Desk) -> None:
    binary = desk.file.with_name("binary.csv")
    binary.write_bytes(b"number\n\xff\xff\xff\n")
    with pytest.raises(Refused, match="neither UTF-8 nor GB18030"):
        imports.run("units", binary)
    with pytest.raises(Refused, match="cannot be read"):
        imports.run("units", desk.file.with_name("none.csv"))


@pytest.mark.parametrize(
    "text", ["colums = 3", "[columns", 'zone = "Moon/Sea"', "columns = 1", "values = { state = 1 }"]
)
def test_a_map_with_a_mistake_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_map(text)
