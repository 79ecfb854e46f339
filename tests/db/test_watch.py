"""What another process writes is noticed; what nobody writes is not (T19)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from db import tickets
from db.tickets import TicketFilter
from db.watch import Watch
from tests.conftest import Desk

ANOTHER_DESK = """
import sys
from pathlib import Path
from db import connection, tickets
from db.journal import COMMAND_LINE
with connection.station(Path(sys.argv[1])):
    tickets.take(COMMAND_LINE, "repair", "大堂自动门异响", post_id=None, grade="ordinary", place="大堂", public=True)
"""


def write_from_another_process(file: Path) -> None:
    subprocess.run([sys.executable, "-c", ANOTHER_DESK, str(file)], check=True, cwd=Path(__file__).parents[2])


def test_another_processs_ticket_is_noticed_once_t19(desk: Desk) -> None:
    watch = Watch()
    assert not watch.changed()
    write_from_another_process(desk.file)
    assert watch.changed()
    assert not watch.changed()
    assert [t.content for t in tickets.page(TicketFilter(), None, 9)] == ["大堂自动门异响"]


def test_reading_changes_nothing_t19(desk: Desk) -> None:
    watch = Watch()
    tickets.count(TicketFilter())
    assert not watch.changed()


def test_a_write_of_this_process_is_noticed_too_because_its_own_thread_makes_it_t19(desk: Desk) -> None:
    watch = Watch()
    tickets.take(desk.chen, "repair", "路灯不亮", post_id=desk.front, grade="ordinary", place="东门", public=True)
    assert watch.changed()
