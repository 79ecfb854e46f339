"""Rows that a daily sheet speaks of, written past the doors: a handover, a loan, a ticket as the test wants them."""

from __future__ import annotations

from db import clock, duty, site, template_rows
from db.journal import Write, writing
from db.models.base import Row
from db.models.handover import Handover
from db.models.key_register import Key, KeyLoan
from db.models.site import Contact, Duty
from db.models.tickets import Ticket
from tests.conftest import START, Desk

DAY = "2026-02-06"
HOUR = clock.HOUR
EIGHT_IN_THE_MORNING = START + 12 * HOUR


@writing("test.rows")
def put(write: Write, *rows: Row) -> None:
    for row in rows:
        write.save(row)


@writing("test.contact")
def borrower(write: Write) -> int:
    return site.save_contact(write, "赵刚", "13800001111", "宏达消防").id


def handover(desk: Desk, **values: object) -> Handover:
    on_duty = duty.on_post(desk.front)
    assert on_duty is not None
    shift = Duty.get_by_id(on_duty.id).shift_id
    row = Handover(number=1, year=2026, post=desk.front, shift=shift, shift_date=DAY, duty=on_duty.id)
    row.template = template_rows.in_force(desk.front)
    row.outgoing_id, row.incoming_id, row.state, row.prepared_at = (
        desk.chen.officer_id,
        desk.li.officer_id,
        "accepted",
        START,
    )
    for name, value in values.items():
        setattr(row, name, value)
    put(desk.chen, row)
    if row.state == "accepted":
        ended = Duty.get_by_id(on_duty.id)
        ended.ended_at = row.accepted_at or START
        put(desk.chen, ended)
    return row


def loan(desk: Desk, **values: object) -> KeyLoan:
    key = Key(tag=f"03{Key.select().count()}", opens="水泵房", access=values.pop("access", "public"))
    put(desk.chen, key)
    row = KeyLoan(key=key, batch=1, borrower=Contact.get_by_id(borrower(desk.chen)), issued_by=desk.chen.officer_id)
    row.issued_at, row.due_at = START, START + 5 * HOUR
    for name, value in values.items():
        setattr(row, name, value)
    put(desk.chen, row)
    return row


def ticket(desk: Desk, number: int, **values: object) -> Ticket:
    row = Ticket(kind="repair", number=number, year=2026, content="卷闸门", grade="urgent", state="dispatched")
    row.created_at, row.worker = START, "吴斌"
    for name, value in values.items():
        setattr(row, name, value)
    put(desk.chen, row)
    return row
