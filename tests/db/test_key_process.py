"""PINs and keys in a process of their own: what it proves, what it shows, and how it ends."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import handover, key_process, keyring, signatures, staff
from db.key_process import NotChecked
from db.keyring import WrongPin
from db.rules.words import Refused
from tests.conftest import ANY_ACT, PIN, Desk

PEPPER = b"p" * 32


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Keys are kept apart; the processes started, in their order. None is left behind."""
    started: list[int] = []
    spawn = key_process._spawn

    def listen(line: int) -> int:
        started.append(spawn(line))
        return started[-1]

    monkeypatch.setattr("db.apart.kept", True)
    monkeypatch.setattr(key_process, "_spawn", listen)
    yield started
    gc.collect()
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_a_key_made_apart_opens_with_its_pin_signs_and_ends_when_nobody_holds_it(apart: list[int]) -> None:
    wrapped = key_process.make_key(4, PIN, PEPPER)
    key = key_process.open_key(4, wrapped, PIN, PEPPER)
    first, second = key.sign(b"text"), key.sign("钥匙 75 把".encode())
    assert keyring.verifies(wrapped.public, b"text", first)
    assert keyring.verifies(wrapped.public, "钥匙 75 把".encode(), second)
    assert Path(f"/proc/{apart[-1]}").exists()
    del key
    assert not Path(f"/proc/{apart[-1]}").exists()


@pytest.mark.parametrize(("officer", "pin", "pepper"), [(4, "000001", PEPPER), (5, PIN, PEPPER), (4, PIN, b"q" * 32)])
def test_another_pin_officer_or_pepper_opens_nothing(officer: int, pin: str, pepper: bytes) -> None:
    wrapped, _key = keyring.make_key(4, PIN, PEPPER)
    with pytest.raises(WrongPin):
        key_process.open_key(officer, wrapped, pin, pepper)
    key_process.waste_a_guess(pin)


def test_neither_pin_nor_pepper_nor_home_is_seen_from_outside(apart: list[int]) -> None:
    wrapped, _key = keyring.make_key(4, PIN, PEPPER)
    key = key_process.open_key(4, wrapped, PIN, PEPPER)
    shown = b"".join(Path(f"/proc/{apart[0]}/{name}").read_bytes() for name in ("cmdline", "environ"))
    assert not any(secret in shown for secret in (PIN.encode(), PEPPER, PEPPER.hex().encode(), b"HOME="))
    assert Path(f"/proc/{apart[0]}/fd/2").readlink() == Path(os.devnull)
    assert key.sign(b"text")


def test_a_process_that_dies_is_a_sentence_and_nothing_is_signed(desk: Desk, apart: list[int]) -> None:
    signer = staff.unlock(desk.chen.officer_id, PIN, ANY_ACT)
    os.kill(apart[-1], signal.SIGKILL)
    with pytest.raises(NotChecked, match="type the PIN again"):
        signer.sign(b"text")


def test_one_that_cannot_start_is_the_same_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(NotChecked, match="does not answer"):
        staff.unlock(desk.chen.officer_id, PIN, ANY_ACT)


def test_officers_sign_on_get_pins_and_sign_handovers_through_it(desk: Desk) -> None:
    assert staff.sign_on("1031", PIN).name == "李敏"
    for number, pin in (("9999", PIN), ("1031", "000001")):
        with pytest.raises(Refused, match="Wrong staff number or PIN"):
            staff.sign_on(number, pin)
    staff.change_pin(desk.li, PIN, "975312", "975312")
    code = staff.give_code(desk.manager, desk.sun.officer_id)
    assert staff.choose_pin("1007", code, "975312", "975312").officer_id == desk.sun.officer_id
    handover.prepare(desk.chen, desk.front)
    handover.take_custody(desk.he, desk.front, staff.unlock(desk.he.officer_id, PIN, ANY_ACT), "无人接班")
    assert signatures.check_signatures() == []
    assert staff.unlock(desk.li.officer_id, "975312", ANY_ACT).sign(b"text")
