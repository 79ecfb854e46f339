"""A machine presses every door with every officer, in any order: nobody does what they may not, the record holds."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from db import clock, connection, cover, keyring, pepper, signers, site, staff, staff_sessions, writer
from db.calls import How
from db.journal import Session
from db.key_register import NewBorrower
from db.keyring import Signer, Wrapped
from db.models.key_register import Key, KeyLoan
from db.models.site import Contact, Duty
from db.models.staff import Officer, OfficerKey, SignedOn
from db.rules.emergency import Step
from db.rules.staff import ROLE_NAMES
from db.rules.words import Refused
from db.verify import verify
from tests.conftest import ANY_ACT, PIN, Clock, Founded
from tests.db.test_authority import allowed
from tests.doors import AnyDoor, every_door, parameters

HOUR = 3_600_000
#: How long the machine runs: `make test` a little, `make faults` a hundred times as many steps.
RUNS, STEPS = int(os.environ.get("MACHINE_RUNS", "4")), 50
#: A long run goes on two cores.
PARTS = 2 if RUNS > 10 else 1
#: What a door says to a PIN that has signed, where it does not refuse the session before.
NOT_AGAIN = "signed already|come back first|sign on again"
#: What an officer may do who is away from the post (H10).
FROM_AWAY = {"cover.back", "emergency.begin", "emergency.happened", "emergency.note"}
#: What belongs to the founding and is made by no officer.
LEFT_OUT = {"site.found"}
TEXTS = ("漏水", "", "x" * 3000, "\x1b[2J", "=1+1", "王小明", "123456")
#: Values that mean something to a parameter of this name; any other takes a value of its kind.
WORDS: dict[str, tuple[Any, ...]] = {
    "grade": ("urgent", "ordinary", "general", "major"), "kind": ("repair", "complaint", "note", "call", "state"),
    "role": tuple(ROLE_NAMES), "cost": ("", "free", "told"), "caller_is": ("", "owner", "other"),
    "complaint_class": ("", "management", "defect"), "validity": ("", "valid", "invalid"),
    "what": ("key", "radio"), "access": ("public", "restricted", "entrusted"), "severity": ("urgent", "medium", "low"),
    "verdict": ("normal", "abnormal", "none", ""), "reason": ("count", "unfit", "other", "笔误"),
    "unit": ("", "6-2-1101", "9-1-302"), "tag": ("0101", "0102", "0103", "0999"),
    "register": ("unit", "ticket", "line"),
    "section": ("important", "keys"), "channel": ("call", "letter", "visit"), "day": ("2026-02-06", "2026-02-07"),
    "staff_no": ("1024", "3001", "3002", "?"), "source": ("handover:1", "key:1"), "form": ("log", "keys"),
    "digest": ("0" * 64,), "number": ("1-1-101", "92231", "1-1-102"), "worker": ("胡兵",), "pin": (None,),
    "name": ("赵刚", "Аnn", "pin_minutes"), "subject": ("log:front:2026-02-06",), "code": ("", "cabinet"),
}  # fmt: skip
IDS = st.integers(0, 6)
#: The doors that take a PIN.
SIGNED = sorted(
    kind for kind, door in every_door().items() if any("Signer" in str(each.annotation) for each in parameters(door))
)
KINDS = st.sampled_from(sorted(set(every_door()) - LEFT_OUT))


class Station(RuleBasedStateMachine):
    """Officers of all roles on one station."""

    founded: Founded

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="dutydesk-machine-"))
        self.file, self.clock = self.folder / "station.db", Clock()
        shutil.copy(self.founded.folder / "station.db", self.file)
        self.replaced = clock.replaced(self.clock)
        self.replaced.__enter__()
        connection.open_station(self.file)
        self.sessions: list[Session] = list(self.founded.sessions.values())
        self.ended: list[Session] = []
        self.refused = self.done = 0

    @initialize()
    def begin(self) -> None:
        """Keys that several people want, and an open key of every officer, so that argon2 is paid once a process."""
        manager = self.founded.sessions["1001"]
        for tag, access in (("0101", "public"), ("0102", "public"), ("0103", "restricted")):
            every_door()["key.add"](manager, tag, "水泵房", access=access)
        salt = pepper.read_pepper(site.uuid())
        self.keys: dict[int, tuple[int, Any]] = {}
        for row in OfficerKey.select():
            wrapped = Wrapped(row.public, bytes(row.salt), bytes(row.nonce), bytes(row.wrapped))
            self.keys[row.officer_id] = (row.id, _opened(row.officer_id, wrapped, salt))

    def signer(self, officer: int) -> Signer | None:
        return Signer(officer, *self.keys[officer], ANY_ACT) if officer in self.keys else None

    # -- what happens ---------------------------------------------------------------------------------

    @rule(kinds=st.lists(KINDS, min_size=4, max_size=4), who=IDS, data=st.data())
    def press(self, kinds: list[str], who: int, data: st.DataObject) -> None:
        """Some doors by one officer, with any arguments."""
        for kind in kinds:
            self.try_door(kind, who, data)

    def try_door(self, kind: str, who: int, data: st.DataObject) -> None:
        """Done, or refused in a sentence; never what the role may not."""
        by = self.sessions[who % len(self.sessions)]
        role = Officer.get_by_id(by.officer_id).role
        door, out = every_door()[kind], cover.away(by.officer_id)
        given = {each.name: self.draw(door, each, by, data) for each in parameters(door)}
        try:
            door(by, **{name: value for name, value in given.items() if value is not Ellipsis})
        except Refused as refused:
            str(refused)
            self.refused += 1
        else:
            self.done += 1
            assert role in allowed(kind), f"{role} did {kind}"
            assert out is None or kind in FROM_AWAY, f"{kind} by who is away"

    def draw(self, door: AnyDoor, each: Any, by: Session, data: st.DataObject) -> Any:
        """An argument: mostly one that means something."""
        if each.default is not each.empty and data.draw(st.booleans()):
            return ...
        annotation = str(each.annotation)
        if "Signer" in annotation:
            officer = by.officer_id if data.draw(st.integers(0, 3)) else data.draw(st.integers(1, 6))
            return self.signer(officer)
        if each.name in WORDS and "str" in annotation:
            return data.draw(st.sampled_from(WORDS[each.name]))
        if annotation.startswith("int"):
            return self.number(each.name, data)
        return data.draw(_of(annotation, self.clock.at))

    def number(self, name: str, data: st.DataObject) -> int:
        if name.endswith("_at") or name in ("by_when", "valid_to"):
            return self.clock.at + data.draw(st.sampled_from((-HOUR, 0, HOUR)))
        return data.draw(st.integers(0, 5))

    @rule(minutes=st.sampled_from((1, 30, 400, -180)))
    def time_passes(self, minutes: int) -> None:
        """Or the clock is set back."""
        self.clock.forward(minutes)

    @rule(who=IDS)
    def sign_off(self, who: int) -> None:
        """A session ends, where the officer has no post."""
        gone = self.sessions[who % len(self.sessions)]
        if len(self.sessions) > 2:
            try:
                staff.sign_off(gone)
            except Refused:
                return
            self.sessions.remove(gone)
            self.ended.append(gone)

    @rule(who=IDS)
    def come_back(self, who: int) -> None:
        """Sign on, with the role the officer has now (a session without the stretching of a PIN)."""
        officers = list(Officer.select().where(Officer.active).order_by(Officer.id))
        session = staff_sessions.session_for(officers[who % len(officers)])
        writer.run(lambda: staff_sessions.begin(session))
        self.sessions = [s for s in self.sessions if s.officer_id != session.officer_id] + [session]

    @rule(who=IDS)
    def at_a_second_terminal(self, who: int) -> None:
        """The same officer, signed on twice: neither session ends the other, nor an absence; who left begins none."""
        session = replace(self.sessions[who % len(self.sessions)], token=uuid4().hex)
        if not Officer.get_by_id(session.officer_id).active:
            with pytest.raises(Refused, match="does not serve here"):
                writer.run(lambda: staff_sessions.begin(session))
            return
        writer.run(lambda: staff_sessions.begin(session))
        self.sessions.append(session)

    @rule(who=IDS, kind=st.sampled_from(SIGNED), data=st.data())
    def pin_that_has_signed(self, who: int, kind: str, data: st.DataObject) -> None:
        """Held by a screen and used again, the own one or another's: no door takes it."""
        by, door = self.sessions[who % len(self.sessions)], every_door()[kind]
        given = {each.name: self.draw(door, each, by, data) for each in parameters(door)}
        used = [value for value in given.values() if isinstance(value, Signer)]
        signers.spend(used)
        if used:
            with pytest.raises(Refused, match=NOT_AGAIN):
                door(by, **{name: value for name, value in given.items() if value is not Ellipsis})

    @rule()
    def reopen(self) -> None:
        """The station stops in the middle of everything, and is opened again."""
        connection.close_station()
        connection.open_station(self.file)

    @rule(who=IDS, kind=KINDS, data=st.data())
    def session_that_is_none(self, who: int, kind: str, data: st.DataObject) -> None:
        """One that ended, and one that says it is a manager's."""
        by = self.sessions[who % len(self.sessions)]
        role = Officer.get_by_id(by.officer_id).role
        none = [*self.ended[-1:], replace(by, token="0" * 32)]
        none += [replace(by, role="manager")] if role != "manager" else []
        door = every_door()[kind]
        given = {each.name: self.draw(door, each, by, data) for each in parameters(door)}
        for made_up in none:
            with pytest.raises(Refused, match="sign on again"):
                door(made_up, **{name: value for name, value in given.items() if value is not Ellipsis})

    # -- what always holds ----------------------------------------------------------------------------

    @invariant()
    def one_open_loan_for_each_key_and_the_key_says_so(self) -> None:
        loans = [row.key_id for row in KeyLoan.select().where(KeyLoan.returned_at.is_null())]
        assert len(loans) == len(set(loans))
        assert sorted(loans) == sorted(row.id for row in Key.select().where(Key.out))

    @invariant()
    def one_holder_for_each_post_who_serves_here_and_has_no_other_h13(self) -> None:
        held = list(Duty.select().where(Duty.ended_at.is_null()))
        assert len(held) == len({row.post_id for row in held}) == len({row.officer_id for row in held})
        assert all(row.officer.active for row in held)

    @invariant()
    def numbers_are_gapless_l5(self) -> None:
        for table, group in (("log_entry", '"post_id", "year"'), ("ticket", '"kind", "year"')):
            gaps = connection.rows(f'SELECT 1 FROM "{table}" GROUP BY {group} HAVING max("number") <> count(*)')
            assert not gaps, table

    @invariant()
    def a_manager_is_there_and_nobody_who_left_is_signed_on(self) -> None:
        assert Officer.select().where(Officer.active, Officer.role == "manager").exists()
        left = SignedOn.select().join(Officer).where(~Officer.active, SignedOn.ended_at.is_null())
        assert not left.exists()

    def teardown(self) -> None:
        """Every row as the journal says it was written; nothing about the public in it."""
        forgotten = Contact.select().where(Contact.forgotten_at.is_null(False), Contact.name != "").count()
        connection.close_station()
        report = verify(self.file)
        self.replaced.__exit__(None, None, None)
        shutil.rmtree(self.folder)
        assert report.intact, [str(problem) for problem in report.problems]
        assert forgotten == 0


@cache
def _opened(officer: int, wrapped: Wrapped, salt: bytes) -> Any:
    return keyring.open_key(officer, wrapped, PIN, salt)


def _of(annotation: str, at: int) -> st.SearchStrategy[Any]:
    """A value of a kind."""
    person = NewBorrower("罗建", "13900004471")
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "str": st.sampled_from(TEXTS),
        "bool": st.booleans(),
        "bytes": st.just(b"\0" * 16),
        "list[int]": st.lists(st.integers(0, 5), max_size=3),
        "list[str]": st.lists(st.sampled_from(("0101", "0102", "0103", "0999")), max_size=3),
        "Borrower": st.just(person),
        "list[Return]": st.lists(st.builds(_return, st.integers(0, 5), st.booleans()), max_size=3),
        "list[Rest]": st.none(),
        "Wrapped": st.just(Wrapped("0" * 64, b"0", b"0", b"0")),
        "Say": st.just(str),
        "How": st.builds(How, st.sampled_from(("call", "visit", "?"))),
        "Step": st.builds(Step, st.sampled_from(("call", "do", "?")), st.sampled_from(TEXTS)),
    }
    # What may be left out and is of no kind known here is left out.
    kind = annotation.partition(" | ")[0]
    return kinds.get(kind, st.none()) if annotation.endswith("None") else kinds[kind]


def _return(loan: int, damaged: bool) -> Any:
    from db.key_register import Return

    return Return(loan, damaged=damaged)


@pytest.mark.parametrize("_part", range(PARTS))
def test_no_door_lets_a_role_do_what_it_may_not_and_the_record_holds(
    founded: Founded, own_home: Path, _part: int
) -> None:
    shutil.copytree(founded.folder / "config", own_home / "xdg_config_home")
    Station.founded = founded
    run_state_machine_as_test(
        Station,
        settings=settings(
            max_examples=RUNS // PARTS, stateful_step_count=STEPS, deadline=None, database=None, derandomize=RUNS < 10,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate], report_multiple_bugs=False,
        ),
    )  # fmt: skip
