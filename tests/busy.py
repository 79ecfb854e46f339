"""A night with everything open at once: 40 tickets, 25 keys out, 15 promises, 300 lines of the log."""

from __future__ import annotations

from db import duty_log, key_register, tickets
from db.clock import HOUR
from db.key_register import NewBorrower
from tests.conftest import Desk, signer

TICKETS, KEYS, PROMISES, LINES = 40, 25, 15, 300


def busy(desk: Desk) -> None:
    """Let the registers of the front desk be as full as they ever are."""
    for number in range(KEYS):
        tag = f"{300 + number:04d}"
        key_register.add(desk.manager, tag, f"机房{number + 1:02d}")
        key_register.issue(
            desk.chen, [tag], NewBorrower(f"工{number + 1:02d}", f"139000{number:05d}"), desk.clock.at + HOUR,
            first=signer(desk.chen),
        )  # fmt: skip
    for number in range(TICKETS):
        tickets.take(
            desk.chen, "repair", f"报修{number + 1:02d}", post_id=desk.front, unit="6-2-1101", place="厨房",
            grade="ordinary", caller_name="王小明", caller_phone="13800002201", cost="free",
        )  # fmt: skip
    for number in range(PROMISES):
        duty_log.promise(desk.chen, desk.front, f"答应{number + 1:02d}", desk.clock.at + HOUR)
    for number in range(LINES - PROMISES):
        duty_log.write(desk.chen, desk.front, f"记事{number + 1:03d}")
