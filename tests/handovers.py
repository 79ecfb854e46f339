"""Handovers brought to each of their states, as two officers at the front desk would bring them there."""

from __future__ import annotations

from db import clock, duty_log, handover, handover_pages, key_loans, key_register
from db.handover import HandoverView
from db.staff import Session
from tests.conftest import Desk, signer


def one_key_out(desk: Desk) -> int:
    """Three keys in the register, one of them out."""
    for tag, opens in (("0312", "水泵房"), ("0107", "配电房"), ("0220", "天台")):
        key_register.add(desk.manager, tag, opens)
    borrower = key_register.NewBorrower("赵刚", "13912340000", "宏达消防")
    loan = key_loans.issue(desk.chen, ["0312"], borrower, desk.clock.at + clock.HOUR, first=signer(desk.chen))[
        0
    ].loan_id
    assert loan is not None
    return loan


def prepared(desk: Desk) -> HandoverView:
    duty_log.write(desk.chen, desk.front, "第1轮巡逻正常")
    found = handover.prepare(desk.chen, desk.front)
    handover.say_none(desk.chen, found.id)
    return found


def offered(desk: Desk) -> HandoverView:
    found = prepared(desk)
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    return handover.view(found.id)


def read_log(officer: Session, found: HandoverView, lines: int | None = None, seconds: int = 60) -> None:
    """Somebody reads so many lines of the duty that ends, or all of them."""
    ids = sorted(handover.lines_to_read(found.duty_id, officer.officer_id).lines)
    handover.read(officer, found.duty_id, ids[:lines], seconds)


def check_all(desk: Desk, found: HandoverView) -> None:
    """Everything the incoming does on a quiet night."""
    read_log(desk.li, found)
    for item in handover.view(found.id).items:
        if item.kind == "state":
            handover.check(desk.li, found.id, item.id, "normal")
        elif not item.written:
            handover.check(desk.li, found.id, item.id, counted=expected(item.code))
    handover.talked(desk.li, found.id)


def expected(code: str) -> int:
    return handover_pages.registered()[code][1]


def exchanged(desk: Desk) -> HandoverView:
    found = offered(desk)
    check_all(desk, found)
    return handover.view(found.id)


def accepted_from(desk: Desk, found: HandoverView) -> HandoverView:
    handover.offer(desk.chen, found.id, desk.li.officer_id)
    check_all(desk, found)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.sign_in(desk.li, found.id, signer(desk.li))
    return handover.view(found.id)


def accepted(desk: Desk) -> HandoverView:
    found = exchanged(desk)
    handover.sign_out(desk.chen, found.id, signer(desk.chen))
    handover.sign_in(desk.chen, found.id, signer(desk.li))
    return handover.view(found.id)


def sources(found: HandoverView) -> list[str]:
    return [matter.source for matter in found.matters]


def a_quiet_night(desk: Desk, lines: int = 3) -> None:
    """A line for each round, a minute apart."""
    for number in range(lines):
        duty_log.write(desk.chen, desk.front, f"第{number + 1}轮巡逻正常")
        desk.clock.forward(1)
