"""Queries whose SQL is written once give what Peewee's own give."""

from __future__ import annotations

from typing import Any

import pytest

from db import connection
from db.models.site import Duty, Post, Shift
from db.models.staff import Officer
from db.prepared import every, one, prepared
from tests.conftest import Asked, Desk


@prepared
def _standing(post_id: int, role: str) -> Any:
    query = Duty.select(Duty, Post, Officer).join(Post).switch(Duty).join(Officer)
    return query.where(Duty.post == post_id, Officer.role == role, Duty.ended_at.is_null()).limit(5)


def test_a_prepared_query_gives_whole_rows_with_what_they_join_in_one_statement(desk: Desk, asked: list[Asked]) -> None:
    for _time in range(2):
        asked.clear()
        (row,) = _standing(desk.front, "officer")
        assert (row.post.name, row.officer.name, row.officer_id) == ("前台", "陈晓燕", desk.chen.officer_id)
        assert (row.is_dirty(), row.post.is_dirty()) == (False, False)
        assert [params for _sql, params in asked] == [(desk.front, "officer", 5)]
    assert _standing(desk.guard, "officer") == []
    assert _standing.first(desk.front, "manager") is None


def test_rows_by_their_values_are_peewees_rows(desk: Desk) -> None:
    assert every(Shift, post=desk.front) == list(Shift.select().where(Shift.post == desk.front))
    assert one(Post, code="guard") == Post.get_by_id(desk.guard)
    assert one(Post, code="guard", position=0) is None


@pytest.mark.parametrize("typed", ["' OR 1 --", 'x" OR 1 --'])
def test_a_value_is_never_sql(desk: Desk, typed: str) -> None:
    assert one(Post, code=typed) is None
    assert connection.rows('SELECT count(*) FROM "post"') == [(2,)]
