"""A handover with everything open at once is prepared with as many questions to the record as an empty one (H2)."""

from __future__ import annotations

from typing import Any

import pytest

from db import duty_log, handover
from db.connection import database
from tests.busy import KEYS, PROMISES, TICKETS, busy
from tests.conftest import Desk


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that read, as they come."""
    asked: list[str] = []
    execute: Any = database.execute_sql

    def spy(sql: str, *more: Any, **named: Any) -> Any:
        if sql.lstrip().upper().startswith("SELECT"):
            asked.append(sql)
        return execute(sql, *more, **named)

    monkeypatch.setattr(database, "execute_sql", spy)
    return asked


def test_no_register_is_asked_row_by_row_h2(desk: Desk, reads: list[str]) -> None:
    duty_log.write(desk.chen, desk.front, "一切正常")
    reads.clear()
    handover.prepare(desk.chen, desk.front)
    for_nothing = len(reads)
    busy(desk)
    reads.clear()
    found = handover.prepare(desk.chen, desk.front)
    assert len(found.matters) == TICKETS + KEYS + PROMISES
    assert len(reads) <= for_nothing
    reads.clear()
    handover.view(found.id)
    assert len(reads) < 15
