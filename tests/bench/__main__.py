"""`make bench`: one table, ratios measured in one run, key counts on the real program.

Columns: what, ours, the baseline beside it (a bare Textual app; a bare Peewee insert), the ratio, the goal.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path

from db import clock, connection, demo, duty, imports, site, staff
from tests.bench import commits, handovers, large, line, million, stations, wire
from tests.bench.measure import BARE, Row, cost, in_turn, memory, program, start
from tests.conftest import PIN, STAFF, START, Clock, Desk, found_station
from tests.screens.jobs import JOBS, counted, prepared
from tests.terminal import Terminal

DATA = Path(__file__).parents[1] / "data"
RUNS = 7


def start_rows(station: Path) -> list[Row]:
    """First data row of a cold start, against a bare Textual app: by the clock, and in processor time."""
    ours, bare = in_turn(RUNS, lambda: start(program(station), "前台"), lambda: start(BARE, "first data row"))
    return [
        Row(f"first data row, cold start{what}", f"{one:.0f} ms", f"{other:.0f} ms", f"{one / other:.2f}", "<= 1.3")
        for what, one, other in zip(("", ", processor"), ours, bare, strict=True)
    ]


def commit_row(folder: Path) -> Row:
    """One durable log line against a bare insert."""
    ours, bare = commits.pair(folder)
    return Row("one durable log line", f"{ours:.2f} ms", f"{bare:.2f} ms", f"{ours / bare:.2f}", "<= 1.6")


def handover_row(folder: Path) -> Row:
    """A handover with 40 tickets, 25 keys out, 15 promises and 300 lines, against one with nothing open."""
    full, empty = handovers.preparing(folder, RUNS)
    times = f"{full * 1000:.1f} ms", f"{empty * 1000:.1f} ms"
    return Row("handover prepared, 80 matters open", *times, f"{full / empty:.2f}", "<= 3")


def ten_thousand(folder: Path) -> Path:
    """The excerpt of 500 real requests, twenty times over, each with a number of its own."""
    head, *rows = (DATA / "la311-excerpt.csv").read_text(encoding="utf-8").splitlines()
    file = folder / "ten_thousand.csv"
    file.write_text("\n".join([head, *(f"{n}-{row}" for n in range(20) for row in rows)]), encoding="utf-8")
    return file


def terminal_rows(station: Path, name: str, env: dict[str, str] | None = None) -> list[Row]:
    """Bytes, memory and the time of a page on the queue and its history."""
    with Terminal(argv=program(station), env=env) as officer:
        first = officer.see("工号").settle().bytes
        officer.press("1024", PIN).see("接下来").press("f2").see("日志").press("f4").see("钥匙").press("f5").see("工单")
        down, page = cost(officer, "down"), cost(officer, "pagedown")
        now, peak = memory(officer.pid)
        officer.press("tab", "tab", "tab").settle()
        pages = []
        for _page in range(9):
            begun = time.monotonic()
            officer.press("pagedown").settle(0.05)
            pages.append(time.monotonic() - begun - 0.05)
        then, _peak = memory(officer.pid)
        officer.press(";").settle()
        typed = cost(officer, "a")
    return [
        Row(f"memory with log, keys and queue open, {name}", f"{now:.1f} MB", f"peak {peak:.1f} MB", "", "<= 45 MB"),
        Row(f"memory after ten pages of ticket history, {name}", f"{then:.1f} MB", "", "", ""),
        Row(f"a page of the ticket history, {name}", f"{sorted(pages)[4] * 1000:.0f} ms", "", "", ""),
        Row(f"bytes: sign-on / Down / PageDown / a letter, {name}", f"{first} / {down} / {page} / {typed}", "", "", ""),
    ]


async def _job(file: Path, number: int) -> int:
    wound = Clock()
    with clock.replaced(wound):
        found_station(file)
        sessions = {who: staff.sign_on(who, PIN) for who, _name, _role in STAFF[:5]}
        posts = site.read().posts
        duty.take_empty_post(sessions["1024"], posts[0].id)
        desk = Desk(
            file, wound, sessions["1024"], sessions["1031"], sessions["1007"], sessions["1002"], sessions["1001"],
            posts[0].id, posts[1].id,
        )  # fmt: skip
        prepared(desk)
        keys = await counted(JOBS[number])
        connection.close_station()
    return keys


def job_rows(folder: Path) -> list[Row]:
    """Keys of the commonest jobs."""
    return [
        Row(f"keys: {job.name}", str(asyncio.run(_job(folder / f"job{number}.db", number))), "", "", job.goal)
        for number, job in enumerate(JOBS)
    ]


def wire_rows(folder: Path, demo_site: Path) -> list[Row]:
    """The wire and the million rows: bytes, a slow line, a minute of nothing, queries, keys."""
    many, few = large.station(folder / "a"), large.station(folder / "b", lines=large.SMALL)
    homes = {"XDG_CONFIG_HOME": str(many.parent)}, {"XDG_CONFIG_HOME": str(few.parent)}
    table = [*line.rows(many, homes[0], "1,000,000 rows"), *line.rows(demo_site, {}, "demo site")]
    table.append(line.idle_row(many, homes[0]))
    table += terminal_rows(many, "1,000,000 rows", homes[0])
    table += million.key_rows(many, few, homes) + million.query_rows(many)
    with connection.station(demo_site):
        stations.hang_keys(with_pass=False)
    table += wire.rows(demo_site, "demo site", clock.now())
    fresh = large.station(folder / "c")
    os.environ["XDG_CONFIG_HOME"] = str(fresh.parent)
    return table + wire.rows(fresh, "1,000,000 rows", START)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            os.environ[name] = str(folder / name.lower())
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as an installed program starts: compiled
        station, more = folder / "demo.db", folder / "more.db"
        demo.build(station, language="zh")
        demo.build(more, language="zh", days=8)
        with connection.station(more):
            imports.run("tickets", ten_thousand(folder), imports.read_map(DATA / "la311.toml"))
        table = [*start_rows(station), commit_row(folder), handover_row(folder)]
        table += terminal_rows(station, "demo") + terminal_rows(more, "10,000 more tickets") + job_rows(folder)
        table += wire_rows(folder, station)
    print(f"{'':<62}{'ours':<26}{'baseline, or stock / ncurses':<31}{'ratio':<7}goal")
    for row in table:
        print(f"{row.what:<62}{row.ours:<26}{row.base:<31}{row.ratio:<7}{row.goal}")


if __name__ == "__main__":
    main()
