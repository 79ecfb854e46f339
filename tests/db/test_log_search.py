"""The search index of the log finds what looking through every line would find, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import connection, duty_log, log_finding, log_search
from db.connection import rows
from db.duty_log import LogFilter
from db.rules import pairs
from db.verify import verify
from tests.conftest import Desk

WORDS = ("水管爆裂", "6-2-1101", "第3轮", "巡逻", "R-0874", "100%", "_x", "é", "😀龙", "Ab", "管", "漏水 滴水")
ASKED = ("水管", "管爆", "爆水", "6-2", "1101", "2-110", "3轮", "巡", "r-08", "R-0874", "0%", "_", "é", "😀", "龙",
         "aB", "b", "管 水", "水管 1101", "绝无", "%", "更改", "改 巡", "-", "厨房", "厨", "9-1-302")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("水管爆裂", "水管 管爆 爆裂 裂"),
        ("Ab 水", "ab b 水"),
        ("第3轮", "第3 3轮 轮"),
        ("é", "_e9_"),
        ("", ""),
    ],
)
def test_a_text_is_pairs_of_characters(text: str, pieces: str) -> None:
    assert pairs.document([text]) == pieces


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("水管", '"水管"'),
        ("水管爆 裂", '"水管" AND "管爆" AND "裂" *'),
        ("1101", '"1101"'),
        ("第1101轮", '"1101" AND "第1" AND "1轮"'),
        ("z", '"z" *'),
        ("-", ""),
        ("", ""),
    ],
)
def test_words_are_asked_for_by_their_pairs(words: str, question: str) -> None:
    assert pairs.question(words) == question


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=30), st.integers(0, 29), st.integers(1, 30))
def test_whatever_part_of_a_text_is_asked_for_the_index_has_it(text: str, begin: int, length: int) -> None:
    part = text[begin : begin + length]
    held = set(pairs.document([text]).split())
    for piece in filter(None, pairs.question(part).split(" AND ")):
        sought = piece.removesuffix(" *").strip('"')
        assert any(word.startswith(sought) for word in held) if piece.endswith("*") else sought in held


def write_night(desk: Desk, seed: int, count: int) -> None:
    """Lines of all sorts, some late, some corrected; a few of one moment."""
    rng = random.Random(seed)
    for number in range(count):
        text = " ".join(rng.choice(WORDS) for _word in range(rng.choice((1, 2, 3))))
        post, unit = rng.choice((desk.front, desk.guard)), rng.choice(("", "", "9-1-302"))
        late = rng.choice((0, 0, 0, 60_000 * rng.randrange(300)))
        line = duty_log.write(
            desk.chen, post, text, kind=rng.choice(("note", "patrol")), unit=unit, place=rng.choice(("", "厨房")),
            event_at=desk.clock.at - late, abnormal=rng.random() < 0.1,
        )  # fmt: skip
        if rng.random() < 0.2:
            duty_log.correct(desk.chen, line.id, f"更改 {rng.choice(WORDS)}{number}", "slip")
        desk.clock.forward(rng.choice((0, 0, 1, 7)))


def looked_through(where: LogFilter) -> list[int]:
    """Ids that every line, looked at one by one, would give."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log_finding, "looks", lambda _where: False)
        return [line.id for line in duty_log.page(where, None, 10_000)]


def paged(where: LogFilter, limit: int, *, backwards: bool) -> list[int]:
    """Ids page by page, from either end."""
    found: list[int] = []
    start = None
    while page := duty_log.page(where, start, limit, backwards=backwards):
        ids = [line.id for line in page]
        found = ids + found if backwards else found + ids
        start = page[0 if backwards else -1].key
    return found


@pytest.mark.parametrize("together", [3, 25])
def test_every_search_finds_what_looking_through_all_lines_finds_l5(
    desk: Desk, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_search, "TOGETHER", together)
    write_night(desk, together, 60)
    filters = [LogFilter(text=asked) for asked in ASKED]
    filters += [LogFilter(post_id=desk.front, text=asked, kind="patrol") for asked in ASKED[:6]]
    filters += [LogFilter(post_id=desk.guard, kind="note"), LogFilter(only_open=True), LogFilter(author_id=5)]
    filters += [LogFilter(text="水管", since=desk.clock.at - 3_600_000), LogFilter(text="巡", until=desk.clock.at)]
    for where in filters:
        wanted = looked_through(where)
        assert paged(where, 7, backwards=False) == paged(where, 7, backwards=True) == wanted, where
        assert duty_log.count(where).n == len(wanted), where


def test_the_index_goes_as_far_as_its_mark_and_is_made_anew_from_the_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_search, "TOGETHER", 10)
    write_night(desk, 1, 25)
    assert log_search.mark()[0] == 20
    assert len(log_search.not_in_it()) >= 5
    before = {asked: looked_through(LogFilter(text=asked)) for asked in ASKED}
    told: list[tuple[int, int]] = []
    assert log_search.build_anew(lambda *done: told.append(done)) == 25
    assert told[-1] == (25, 25)
    assert log_search.mark()[0] == 25
    assert log_search.not_in_it() == []
    assert {asked: paged(LogFilter(text=asked), 5, backwards=False) for asked in ASKED} == before


def test_the_index_stands_outside_the_record_and_disturbs_no_proof(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_search, "TOGETHER", 5)
    write_night(desk, 2, 12)
    assert "log_search" not in "".join(body for (body,) in rows('SELECT "body" FROM "journal"'))
    connection.close_station()
    assert verify(desk.file).intact


def test_what_was_not_saved_is_not_in_the_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_search, "TOGETHER", 1)
    real = log_search.keep_up

    def fails(entry_id: int) -> None:
        real(entry_id)
        raise RuntimeError

    monkeypatch.setattr(log_search, "keep_up", fails)
    with pytest.raises(RuntimeError):
        duty_log.write(desk.chen, desk.front, "水管爆裂")
    assert log_search.mark() == (0, 0)
    assert rows("SELECT rowid FROM log_search WHERE log_search MATCH '\"水管\"'") == []


def test_all_lines_of_a_post_are_counted_without_counting_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write_night(desk, 3, 30)
    each = [len(looked_through(LogFilter(post_id=post))) for post in (desk.front, desk.guard)]
    assert [duty_log.count(LogFilter(post_id=post)).n for post in (desk.front, desk.guard)] == each
    assert duty_log.count(LogFilter()).n == sum(each) == 30
    monkeypatch.setattr(log_finding, "MOST", 4)
    assert duty_log.count(LogFilter(text="水")) == duty_log.count(LogFilter(since=0)) == duty_log.Count(4, more=True)
