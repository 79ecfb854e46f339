"""A site that is eight years old: 1,000,000 log lines, 200,000 tickets, 300,000 key loans, on the real schema.

The rows are put beside the journal, in bulk: what is measured here reads them, and never asks for proof.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from db import clock, connection, log_search
from db.clock import DAY, HOUR, MINUTE
from db.connection import database, rows
from db.models.base import Row
from db.models.duty_log import LogEntry
from db.models.key_register import Key, KeyLoan
from db.models.site import Contact, Serial, Unit
from db.models.tickets import Ticket
from tests.bench.stations import found_night_station
from tests.conftest import START, Clock
from tests.freeze_schema import FROZEN

LINES, TICKETS, LOANS = 1_000_000, 200_000, 300_000
SMALL = 1000
_OPEN_TICKETS, _KEYS, _PEOPLE, _UNITS = 60, 600, 2000, 3000
_YEARS = 8
_CALM = START - 2 * HOUR  # the night itself begins with nothing of this in its last hours

_KINDS = (("note", "巡查正常"), ("patrol", "第{n}轮巡逻正常"), ("call", "问停水到几点,已答复"), ("visit", "外卖登记"),
          ("key", "借出钥匙,登记归还"), ("ticket", "报修已派工"), ("note", "大堂灯光关闭"), ("letter", "快递代收{n}件"),
          ("abnormal", "醉酒访客滞留,护卫劝离"), ("call", "投诉楼上装修噪音"))  # fmt: skip
_PLACES = ("大堂", "地库", "东门", "西门", "会所", "泳池", "电梯机房", "配电房", "水泵房", "天台")
_DETAILS = ("电梯困人", "水管爆裂", "卷闸门卡住", "消防屏蔽", "监控黑屏", "空调滴水", "车位被占", "门禁失灵",
            "宠物扰民", "玻璃破损", "路灯不亮", "下水堵塞", "煤气味已查", "广告张贴", "高空抛物")  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚"


def station(folder: Path, *, lines: int = LINES) -> Path:
    """A copy of the site in this folder; built once, and kept while neither schema nor this file moves."""
    kept = _kept(lines)
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _build(kept.with_suffix(".new"), lines)
        kept.with_suffix(".new").rename(kept)
        for other in kept.parent.glob(f"large-{lines}-*"):
            if other != kept:
                shutil.rmtree(other)
    shutil.copytree(kept, folder / kept.name)
    return folder / kept.name / "station.db"


def _kept(lines: int) -> Path:
    made_of = FROZEN.read_bytes() + Path(__file__).read_bytes()
    return Path(tempfile.gettempdir()) / "dutydesk-bench" / f"large-{lines}-{sha256(made_of).hexdigest()[:12]}"


def _build(folder: Path, lines: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with clock.replaced(Clock()):
        found_night_station(folder / "station.db", folder)
        connection.open_station(folder / "station.db")
        database.pragma("synchronous", 0)
        database.pragma("cache_size", -200_000)
        fill(lines)
        log_search.build_anew(lambda _done, _total: None)
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close_station()


def fill(lines: int) -> None:
    """Put eight years of work into the open station, in proportion to its log lines."""
    rng, part = Random(7), lines / LINES
    with database.atomic():
        _people(rng, min(part * 10, 1))
        _log(rng, lines)
        _tickets(rng, int(TICKETS * part))
        _loans(rng, int(LOANS * part))


def _put(model: type[Row], columns: str, values: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows; a column that is not named stands at its default."""
    names, meta = columns.split(), model._meta
    rest = {
        f.column_name: f.default for f in meta.sorted_fields if f.default is not None and f.column_name not in names
    }
    listed = ", ".join(f'"{name}"' for name in ["seq", *names, *rest])
    marks = ", ".join("?" * (1 + len(names) + len(rest)))
    sql, fixed = f'INSERT INTO "{meta.table_name}" ({listed}) VALUES ({marks})', tuple(rest.values())
    database.connection().cursor().executemany(sql, ((1, *row, *fixed) for row in values))


def _people(rng: Random, part: float) -> None:
    people = ((b"", f"{rng.choice(_SURNAMES)}{rng.choice(_NAMES)}", f"138{rng.randrange(10**8):08}", "", "0" * 64, "xx")
              for _one in range(int(_PEOPLE * part) + 9))  # fmt: skip
    _put(Contact, "salt name phone firm commitment initials", people)
    homes = (
        (f"{1 + n % 20}-{1 + n // 20 % 4}-{101 + n // 80 % 30 * 100 + n // 2400}",) for n in range(int(_UNITS * part))
    )
    _put(Unit, "number", (home for home in homes if home[0] not in _known_units()))
    keys = ((f"7{n:03}", f"{_PLACES[n % 10]}{n}", "x", "B-01") for n in range(int(_KEYS * part) + 40))
    _put(Key, "tag opens initials hook", keys)


def _known_units() -> set[str]:
    return {number for (number,) in rows('SELECT "number" FROM "unit"')}


def _moments(count: int) -> Iterator[int]:
    """Moments spread evenly over the years, in order."""
    step = _YEARS * 365 * DAY / count
    return (_CALM - int((count - n) * step) for n in range(count))


def _log(rng: Random, count: int) -> None:
    units = [id_ for (id_,) in rows('SELECT "id" FROM "unit" ORDER BY "id"')]
    posts = [id_ for (id_,) in rows('SELECT "id" FROM "post" ORDER BY "id"')]
    numbers: dict[tuple[int, int], int] = {}

    def lines() -> Iterator[tuple[Any, ...]]:
        for n, at in enumerate(_moments(count)):
            kind, said = _KINDS[rng.randrange(10)]
            post, year = posts[n % 2], 2018 + (at - 1_514_736_000_000) // (365 * DAY + 6 * HOUR)
            number = numbers[post, year] = numbers.get((post, year), 0) + 1
            text = f"{rng.choice(_DETAILS)} {said.format(n=n % 9)} {rng.choice(_SURNAMES)}{rng.choice(_NAMES)}"
            unit = rng.choice(units) if n % 3 == 0 else None
            yield post, number, year, kind, text, "" if unit else rng.choice(_PLACES), unit, at, at, 4 + n % 2

    _put(LogEntry, "post_id number year kind text place unit_id event_at logged_at author_id", lines())
    codes = dict(rows('SELECT "id", "code" FROM "post"'))
    _put(Serial, "register year last", ((f"log:{codes[post]}", year, n) for (post, year), n in numbers.items()))
    database.execute_sql(_ERRATA)
    database.execute_sql(_REVIEWS, (_CALM - 3 * DAY,))


_ERRATA = """
INSERT INTO "erratum" ("seq", "entry_id", "old_text", "new_text", "reason", "officer_id", "at")
SELECT 1, "id", "text", "text" || ' 更正', 'slip', "author_id", "logged_at" + 60000
FROM "log_entry" WHERE "id" % 100 = 0
"""
_REVIEWS = """
INSERT INTO "log_review" ("seq", "entry_id", "officer_id", "at")
SELECT 1, "id", 3, "logged_at" + 86400000 FROM "log_entry" WHERE "event_at" < ?
"""


def _tickets(rng: Random, count: int) -> None:
    units = [id_ for (id_,) in rows('SELECT "id" FROM "unit" ORDER BY "id"')]

    def tickets() -> Iterator[tuple[Any, ...]]:
        for n, at in enumerate(_moments(count)):
            still = n >= count - _OPEN_TICKETS
            due = at + 3 * DAY if still else 253_402_300_799_000
            name = f"{rng.choice(_SURNAMES)}{rng.choice(_NAMES)}"
            yield (
                "repair" if n % 5 else "complaint", 10_000 + n, 2018, rng.choice(units), rng.choice(_PLACES),
                rng.choice(_DETAILS), "owner", "ordinary" if n % 5 else "general", "told",
                "dispatched" if still else "closed", at, 4 + n % 2, name, "xx", at, due, "three_days" if still else "",
                n + 1, at, None if still else at + DAY,
            )  # fmt: skip

    _put(
        Ticket, "kind number year unit_id place content caller_is grade cost state created_at "
        "first_receiver_id worker worker_initials updated_at due_at due_clock slip_no slip_out_at slip_back_at",
        tickets(),
    )  # fmt: skip
    database.execute_sql(_TAKEN)


_TAKEN = """
INSERT INTO "ticket_event" ("seq", "ticket_id", "kind", "text", "officer_id", "at")
SELECT 1, "id", 'taken', '', "first_receiver_id", "created_at" FROM "ticket" WHERE "number" >= 10000
"""


def _loans(rng: Random, count: int) -> None:
    keys = [id_ for (id_,) in rows('SELECT "id" FROM "key" WHERE "tag" LIKE \'7%\' ORDER BY "id"')]
    people = [id_ for (id_,) in rows('SELECT "id" FROM "contact" ORDER BY "id"')]

    def loans() -> Iterator[tuple[Any, ...]]:
        for n, at in enumerate(_moments(count)):
            key, who = keys[n % len(keys)], rng.choice(people)
            over = (None, "", None) if n >= count - 12 else (at + HOUR + rng.randrange(90) * MINUTE, "returned", 4)
            yield key, n + 1, who, rng.choice(_DETAILS), at, at + 2 * HOUR, 4, *over

    _put(
        KeyLoan, "key_id batch borrower_id purpose issued_at due_at issued_by_id returned_at ended_as "
        "received_by_id", loans(),
    )  # fmt: skip
