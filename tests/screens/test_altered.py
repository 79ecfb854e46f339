"""What another program wrote into the file ends nothing: the file refuses it, or the screen says that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import IntegrityError

from db import connection, duty_log, site, tickets
from db.connection import database
from db.rules.settings import DEFAULTS, stored
from db.verify import verify
from tests.conftest import Desk
from tests.screens.driver import at_the_desk
from tui import cli

NO_KIND = ("9e999", "0.5", "'abc'", "x'00'", "NULL")
#: What is no time on any screen; the others are none, or far away.
BROKEN = ("9e999", "'abc'")
NO_ZONES = ("Mars/Olympus", "", "Asia", "../../etc/passwd", "\x1b[2J", "9" * 500)
NO_SETTINGS = ("", "[]", "7", "{", "[" * 99_999, '{"lock_minutes": 1e999}', '{"lock_minutes": "x"}', '{"x": 1}')


@pytest.fixture
def altered(desk: Desk) -> Iterator[Desk]:
    """A station with a ticket, to be written into past every law of its own."""
    tickets.take(desk.chen, "repair", "漏水", post_id=desk.front, grade="urgent", place="地库")
    for (name,) in connection.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        database.execute_sql(f'DROP TRIGGER "{name}"')
    yield desk
    site._zone.cache_clear()


def put(table: str, column: str, value: str) -> None:
    """As a program does that writes the schema too."""
    laws = connection.rows("SELECT sql FROM sqlite_schema WHERE name = ?", (table,))
    for law in (laws[0][0].replace(" NOT NULL", "").removesuffix(" STRICT"), None, laws[0][0]):
        if law is None:
            database.execute_sql(f'UPDATE "{table}" SET "{column}" = {value}')
            continue
        database.execute_sql("PRAGMA writable_schema = ON").fetchall()
        database.execute_sql("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (law, table))
        database.close()


def test_the_file_itself_refuses_what_is_of_another_kind(altered: Desk) -> None:
    tried = 0
    for (table,) in connection.rows("SELECT name FROM sqlite_schema WHERE sql LIKE '% STRICT'"):
        for _n, column, kind, must, *_rest in connection.rows(f'PRAGMA table_info("{table}")'):
            if kind == "INTEGER" and must and connection.rows(f'SELECT 1 FROM "{table}"'):
                for value in NO_KIND:
                    with pytest.raises(IntegrityError):
                        database.execute_sql(f'UPDATE "{table}" SET "{column}" = {value}')
                    tried += 1
    assert tried > 200


@pytest.mark.parametrize("value", [*BROKEN, "NULL", "9223372036854775807", "-9223372036854775808"])
async def test_a_screen_that_cannot_show_a_row_says_which_and_the_rest_works(altered: Desk, value: str) -> None:
    put("ticket", "due_at", value)
    async with at_the_desk() as officer:
        await officer.press("f5")
        if value in BROKEN:
            officer.sees("This cannot be shown: Ticket 1 of 2026 (repair) was changed outside")
        await officer.press("f2", ";")
        await officer.type("round done")
        await officer.press("enter")
        officer.sees("Saved", "round done")
    assert "due_at" in "".join(str(found) for found in verify(altered.file).problems)


@pytest.mark.parametrize("value", BROKEN)
async def test_a_line_whose_time_is_none_has_no_date_above_it_and_the_rest_works(altered: Desk, value: str) -> None:
    duty_log.write(altered.chen, altered.front, "round done")
    put("log_entry", "event_at", value)
    async with at_the_desk() as officer:
        await officer.press("f2")
        officer.sees("This cannot be shown: Log line 1 of 2026")
        await officer.press("f5")
        officer.sees("漏水")


async def test_a_table_that_is_gone_is_said_where_it_is_needed(altered: Desk) -> None:
    database.execute_sql("PRAGMA foreign_keys = OFF").fetchall()
    database.execute_sql('DROP TABLE "ticket_event"')
    database.execute_sql('DROP TABLE "ticket"')
    async with at_the_desk() as officer:
        await officer.press("f5")
        officer.sees("This cannot be shown: What was altered cannot even be read: no such table")
        await officer.press("f2", ";")
        await officer.type("round done")
        await officer.press("enter")
        officer.sees("Saved", "round done")


async def test_a_fault_of_the_program_in_a_whole_record_is_not_blamed_on_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "agenda", lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        async with at_the_desk():
            pass


def test_a_command_says_it_in_a_sentence_and_an_export_has_every_row(
    altered: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("ticket", "due_at", "9e999")
    put("ticket", "created_at", "9e999")
    connection.close_station()
    station = ["--db", str(altered.file), "--lang", "en"]
    assert cli.main([*station, "print", "emergency", "--out", str(tmp_path)]) == 14
    assert "Ticket 1 of 2026 (repair) was changed outside the program" in capsys.readouterr().err
    assert cli.main([*station, "export", "tickets", "--out", str(tmp_path)]) == 0
    assert "1 row is in" in capsys.readouterr().out


@pytest.mark.parametrize("zone", NO_ZONES)
async def test_a_zone_that_is_none_is_said_and_the_night_goes_on(altered: Desk, zone: str) -> None:
    database.execute_sql('UPDATE "site" SET "zone" = ?', (zone,))
    site._zone.cache_clear()
    async with at_the_desk() as officer:
        officer.sees("Times are in UTC: the site's time zone is none (")
        await officer.press(";")
        await officer.type("round done")
        await officer.press("enter")
        officer.sees("Saved", "round done")
    assert ": zone." in "".join(str(found) for found in verify(altered.file).problems)


@pytest.mark.parametrize("text", NO_SETTINGS, ids=range(len(NO_SETTINGS)))
def test_settings_that_are_none_leave_their_defaults_and_can_be_chosen_anew(altered: Desk, text: str) -> None:
    assert site.warning() is None
    database.execute_sql('UPDATE "site" SET "settings" = ?', (text,))
    assert site.settings() == DEFAULTS
    assert "defaults count" in str(site.warning())
    site.choose(altered.he, "lock_minutes", 7)
    assert site.warning() is None
    assert site.settings() == DEFAULTS | {"lock_minutes": 7}


def test_settings_that_are_some_are_kept_beside_those_that_are_none() -> None:
    assert stored('{"lock_minutes": 5, "warn_minutes": -1, "pin_minutes": true}') == {"lock_minutes": 5}
