"""Two stations on one file: real processes, one record (K3, T19)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db import connection, duty, key_register, site, staff, tickets
from db.journal import COMMAND_LINE
from db.models.key_register import KeyLoan
from db.verify import verify
from tests.conftest import PIN, found_station
from tests.terminal import Terminal

DESKS = 4
#: Signs on, says so, waits for the starting line, presses, says what it was told.
PRESS = """
import sys
from pathlib import Path
from db import clock, connection, key_register, staff
from db.rules.words import Refused
from db.key_register import NewBorrower
from db.keyring import Signer
file, number, pin = sys.argv[1:]
connection.open_station(Path(file))
session = staff.sign_on(number, pin)
proved = staff.unlock(session.officer_id, pin)
key = proved.key
print("ready", flush=True)
sys.stdin.readline()
for tag in ("0118", "0119", "0120", "0121", "0122"):
    try:
        who = NewBorrower("赵刚", "13600000000", "宏达消防")
        # A PIN for each key, stretched once.
        first = Signer(proved.officer_id, proved.key_id, key, key_register.issue.of([tag]))
        key_register.issue(session, [tag], who, clock.now() + 3_600_000, first=first)
        print(tag, "issued", flush=True)
    except Refused as refused:
        print(tag, str(refused), flush=True)
connection.close_station()
"""


@pytest.fixture
def station(tmp_path: Path) -> Path:
    file = tmp_path / "station.db"
    found_station(file)
    for tag in ("0118", "0119", "0120", "0121", "0122"):
        key_register.add(COMMAND_LINE, tag, "消防控制室", hook="B-07")
    return file


def test_four_desks_issue_the_same_keys_at_once_and_one_has_each_the_others_the_sentence_k3(station: Path) -> None:
    connection.close_station()
    numbers = ("1024", "1031", "1007", "1002")[:DESKS]
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", PRESS, str(station), number, PIN],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in numbers
    ]  # fmt: skip
    for desk in desks:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "ready\n"
    said = [line for desk in desks for line in desk.communicate("\n")[0].splitlines()]
    issued = [line for line in said if line.endswith("issued")]
    refused = [line for line in said if "赵刚" in line]
    assert (len(issued), len(refused)) == (5, 5 * (DESKS - 1)), said
    with connection.station(station):
        assert KeyLoan.select().count() == 5
    connection.close_station()
    assert verify(station).intact


def test_the_other_desk_s_ticket_stands_on_the_queue_without_a_key_pressed_t19(station: Path) -> None:
    session = staff.sign_on("1031", PIN)
    post = site.read().posts[0].id
    with Terminal("--db", str(station), "--lang", "en") as officer:
        officer.see("锦绣花园").press("1024", PIN).see("Next").press("f5").see("Tickets")
        taken = tickets.take(session, "repair", "卷闸门关不上", post_id=post, place="地库", public=True, grade="urgent")
        officer.see(taken.label, "卷闸门关不上", within=5.0)
    assert duty.on_post(post) is None
    connection.close_station()
