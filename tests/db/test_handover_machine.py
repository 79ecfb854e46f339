"""The handovers of two posts under every event in every order, with crashes between; it finds each seeded fault.

What must hold after every step is said here once more, against the rows themselves and not against the rules.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from db import clock, connection, cover, duty, duty_log, handover, handover_pages, journal, staff, verify
from db.journal import Session
from db.keyring import Key, Signer
from db.models.cover import Cover
from db.models.duty_log import Matter
from db.models.handover import Handover, HandoverItem, HandoverMatter, HandoverQuestion, HandoverVersion, Signature
from db.models.site import Duty
from db.models.staff import Officer
from db.rules import handover as rules
from db.rules import relief
from db.rules.words import Refused
from tests.conftest import ANY_ACT, PIN, START, Clock, Founded

OFFICERS = ("1024", "1031", "1007", "1002", "1001")
SUPERIORS = ("leader", "supervisor", "maintenance", "manager")
officers = st.sampled_from(OFFICERS)
#: Who tries it: the two a record is about, more often than anybody else.
parts = st.sampled_from(("outgoing", "incoming", "outgoing", "incoming", *OFFICERS))
where = st.integers(0, 1)
#: What may happen; the sensible next step comes most often, so that handovers come to their end.
EVENTS = (
    *["step"] * 12, *["meddle"] * 9, "write", "ask", "settle_or_answer", "recall", "refuse", "sign_out", "sign_in",
    "append", "offer", "log", "take_custody", "take_custody", "leave", "close_matter", "countersign", "countersign",
    "come_back", "go_on", "check", "time_passes", "closed_and_opened", "power_cut",
)  # fmt: skip


def _id(row: Handover) -> int:
    return row.id


class Station(RuleBasedStateMachine):
    """A station of five officers and two posts, worked by doors; some steps are sensible, some are not."""

    founded: Founded
    folder: Path
    keys: dict[str, tuple[int, int, Key]]
    numbers = count()

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock(START)
        self.clocked = clock.replaced(self.clock)
        self.clocked.__enter__()
        self.file = self.folder / f"{next(self.numbers)}.db"
        shutil.copy(self.founded.folder / "station.db", self.file)
        connection.open_station(self.file)
        self.holders: dict[int, int | None] = dict.fromkeys(self.founded.posts)
        self.accepted: dict[int, tuple[Any, ...]] = {}
        self.words = 0

    def proved(self, number: str) -> Signer:
        """The PIN of an officer, proved for one act."""
        return Signer(*self.keys[number], ANY_ACT)

    def teardown(self) -> None:
        try:
            connection.close_station()
            assert [str(problem) for problem in verify.verify(self.file).problems] == []
        finally:
            connection.close_station()
            self.clocked.__exit__(None, None, None)

    # -- hands ---------------------------------------------------------------------------------------

    def session(self, number: str) -> Session:
        return self.founded.sessions[number]

    def post(self, number: int) -> int:
        return self.founded.posts[number]

    def number_of(self, officer_id: int | None) -> str:
        """Staff number of an officer; of nobody, the first."""
        return next((number for number in OFFICERS if self.session(number).officer_id == officer_id), OFFICERS[0])

    def last(self, post: int) -> Handover | None:
        """The newest record of a post, whatever its state."""
        found: Handover | None = max(Handover.select().where(Handover.post == self.post(post)), key=_id, default=None)
        return found

    def actor(self, row: Handover, part: str) -> str:
        """One of the two a record is about, or any officer."""
        parts = {"outgoing": row.outgoing_id, "incoming": row.incoming_id}
        return self.number_of(parts[part]) if part in parts else part

    def free(self, officer: str) -> str:
        """This officer, or the next one who has no post."""
        place = OFFICERS.index(officer)
        busy = set(self.holders.values())
        return next(one for one in OFFICERS[place:] + OFFICERS if self.session(one).officer_id not in busy)

    def say(self) -> str:
        self.words += 1
        return f"第{self.words}件事"

    def attempt(self, door: Callable[..., Any], *args: Any, **more: Any) -> bool:
        """Do it, or be refused: then nothing at all was written."""
        before = journal.head()
        try:
            door(*args, **more)
        except Refused:
            assert journal.head() == before
            return False
        self.clock.forward(0.5)
        return True

    def on_record(self, post: int, part: str, door: Callable[..., Any], *args: Any) -> bool:
        """Try a door on the newest record of a post."""
        row = self.last(post)
        return row is not None and self.attempt(door, self.session(self.actor(row, part)), row.id, *args)

    def signed_on_record(self, post: int, part: str, door: Callable[..., Any], *args: Any) -> bool:
        """The same for a door that takes this officer's PIN."""
        row = self.last(post)
        return row is not None and self.on_record(post, part, door, self.proved(self.actor(row, part)), *args)

    def moved(self, post: int, officer: str) -> None:
        """The post has changed hands: only an accepted handover, custody or an empty post does that."""
        self.holders[self.post(post)] = self.session(officer).officer_id

    # -- what may happen -----------------------------------------------------------------------------

    @initialize()
    def begin(self) -> None:
        self.moved(0, "1024")
        self.attempt(duty.take_empty_post, self.session("1007"), self.post(1))
        self.moved(1, "1007")

    @rule(what=st.sampled_from(EVENTS), post=where, part=parts, officer=officers)
    def happens(self, what: str, post: int, part: str, officer: str) -> None:
        """One rule, so that no event is left out of a run."""
        match what:
            case "step":
                self.next_step(post, officer)
            case "write" | "ask" | "settle_or_answer" | "recall" | "refuse" | "sign_out" | "sign_in" | "append":
                getattr(self, what)(post, part)
            case "meddle":
                self.meddle(post, officer)
            case "offer":
                self.offer(post, part, officer)
            case "log" | "take_custody" | "leave":
                getattr(self, what)(post, officer)
            case "close_matter" | "countersign" | "come_back":
                getattr(self, what)(officer)
            case "go_on" | "check":
                getattr(self, what)(post)
            case "time_passes" | "closed_and_opened" | "power_cut":
                getattr(self, what)()
            case _:
                raise ValueError(what)

    def write(self, post: int, part: str) -> None:
        self.on_record(post, part, handover.add_matter, self.say())

    def ask(self, post: int, part: str) -> None:
        self.on_record(post, part, handover.ask, self.say())

    def settle_or_answer(self, post: int, part: str) -> None:
        row = self.last(post)
        if row is None:
            return
        view = handover.view(row.id)
        for matter in [one for one in view.matters if not one.settled][:1]:
            self.attempt(handover.settle, self.session(self.actor(row, part)), matter.id, "了结")
        for asked in [one for one in view.questions if not one.answer][:1]:
            self.on_record(post, part, handover.answer, asked.id, "有数")

    def log(self, post: int, by: str) -> None:
        self.attempt(duty_log.write, self.session(by), self.post(post), self.say(), abnormal=True)

    def close_matter(self, by: str) -> None:
        for matter in Matter.select().where(Matter.closed_at.is_null()).limit(1):
            self.attempt(duty_log.close_matter, self.session(by), matter.entry_id, "已处理")

    def offer(self, post: int, part: str, to: str) -> None:
        self.on_record(post, part, handover.offer, self.session(to).officer_id)

    def recall(self, post: int, part: str) -> None:
        self.on_record(post, part, handover.recall)

    def refuse(self, post: int, part: str) -> None:
        self.signed_on_record(post, part, handover.refuse, "count")

    def sign_out(self, post: int, part: str) -> None:
        self.signed_on_record(post, part, handover.sign_out)

    def sign_in(self, post: int, part: str) -> None:
        row = self.last(post)
        if row is not None and self.signed_on_record(post, part, handover.sign_in):
            self.moved(post, self.actor(row, part))

    def take_custody(self, post: int, by: str) -> None:
        if self.attempt(handover.take_custody, self.session(by), self.post(post), self.proved(by), "无人接班"):
            self.moved(post, by)

    def go_on(self, post: int) -> None:
        self.signed_on_record(post, "outgoing", handover.go_on, "连班")

    def countersign(self, by: str) -> None:
        alone = [row.id for row in Handover.select(Handover.id).where(Handover.countersign_due.is_null(False))]
        if alone:
            self.attempt(handover.countersign, self.session(by), max(alone), self.proved(by))

    def append(self, post: int, part: str) -> None:
        row = self.last(post)
        if row is not None:
            self.on_record(post, part, handover.append, self.say(), self.proved(self.actor(row, part)))

    def leave(self, post: int, stand_in: str) -> None:
        holder = self.session(self.number_of(self.holders[self.post(post)]))
        self.attempt(cover.begin, holder, self.post(post), self.proved(stand_in), "rest")

    def come_back(self, by: str) -> None:
        for away in Cover.select(Cover, Duty).join(Duty).where(Cover.back_at.is_null()).limit(1):
            for signer in (by, self.number_of(away.duty.officer_id)):
                self.attempt(cover.back, self.session(by), away.id, self.proved(signer))

    def time_passes(self) -> None:
        self.clock.forward(5.6 * 60)

    def closed_and_opened(self) -> None:
        connection.close_station()
        connection.open_station(self.file)

    def power_cut(self) -> None:
        """What stood on the disk in this moment is opened again; the program never got to close it."""
        after = self.folder / f"{next(self.numbers)}.db"
        for tail in ("", "-wal"):
            if (left := Path(f"{self.file}{tail}")).exists():
                shutil.copy(left, f"{after}{tail}")
        connection.close_station()
        self.file = after
        connection.open_station(after)

    # -- the sensible next step, often, so that handovers come to their end -----------------------------

    def next_step(self, post: int, relieved_by: str) -> None:
        """What brings the handover of this post one step nearer to its end, by whom it is expected of."""
        if (away := cover.on_post(self.post(post))) is not None:
            self.attempt(cover.back, self.session("1024"), away.id, self.proved(self.number_of(away.officer_id)))
        row = self.last(post)
        state = row.state if row else "none"
        if row is None or state in ("refused", "recalled", "accepted"):
            self.attempt(handover.prepare, self.session(self.number_of(self.holders[self.post(post)])), self.post(post))
        elif state == "prepared":
            self.on_record(post, "outgoing", handover.remark, "无异常")
            self.on_record(post, "outgoing", handover.say_none)
            self.on_record(post, "outgoing", handover.offer, self.session(self.free(relieved_by)).officer_id)
        elif state == "signed":
            self.sign_in(post, "incoming")
        else:
            self.check(post)
            self.sign_out(post, "outgoing")

    def meddle(self, post: int, officer: str) -> None:
        """A step with something before it that makes it another one, by whom it is to be expected of."""
        if officer in ("1024", "1002"):
            self.write(post, "outgoing")
        elif officer in ("1031", "1001"):
            self.ask(post, "incoming")
        elif (row := self.last(post)) is not None:
            self.on_record(post, "outgoing", handover.sign_out, self.proved(self.actor(row, "incoming")))
        self.next_step(post, officer)

    def check(self, post: int) -> None:
        """The incoming reads, looks and counts; what was asked is answered."""
        row = self.last(post)
        view = handover.view(row.id) if row and row.state in rules.OPEN else None
        if view is None:
            return
        incoming = self.session(self.number_of(view.incoming_id))
        self.attempt(handover.refresh, incoming, view.id)
        lines = handover.lines_to_read(view.duty_id, incoming.officer_id).lines
        self.attempt(handover.read, incoming, view.duty_id, lines, 10)
        for item in view.items:
            if item.kind == "state" and not item.verdict:
                self.attempt(handover.check, incoming, view.id, item.id, "normal")
            elif item.kind == "count" and item.counted is None:
                expected = handover_pages.expected(HandoverItem.get_by_id(item.id)) or 0
                self.attempt(handover.check, incoming, view.id, item.id, counted=expected)
        self.attempt(handover.talked, incoming, view.id)

    # -- what holds after every step -------------------------------------------------------------------

    @invariant()
    def each_post_has_exactly_its_officer_and_was_never_empty(self) -> None:
        standing = list(Duty.select().where(Duty.ended_at.is_null()))
        held = {row.post_id: row.officer_id for row in standing}
        assert len(held) == len(standing)
        assert len(set(held.values())) == len(held)
        assert held == {post: officer for post, officer in self.holders.items() if officer is not None}
        for post in self.founded.posts:
            for one, other in pairwise(Duty.select().where(Duty.post == post).order_by(Duty.id)):
                assert one.ended_at == other.began_at

    @invariant()
    def both_signatures_are_over_one_text_of_two_officers(self) -> None:
        for row in Handover.select().where(Handover.state == "accepted"):
            signed = _signed(row)
            assert {one.digest for one in signed.values()} == {row.digest} == {sha256(row.text.encode()).hexdigest()}
            if "incoming" in signed:
                assert signed["incoming"].over == signed["outgoing"].value
                assert signed["outgoing"].officer_id == row.outgoing_id != row.incoming_id
                assert signed["incoming"].officer_id == row.incoming_id
                self._whole(row)
            else:
                self._alone(row, signed)

    def _whole(self, row: Handover) -> None:
        """Everything checked, answered and talked through, and every matter stands in the text (H6, H16)."""
        assert all(question.answer for question in HandoverQuestion.select().where(HandoverQuestion.handover == row.id))
        items = HandoverItem.select().where(HandoverItem.handover == row.id)
        assert all(item.verdict or item.counted is not None for item in items)
        assert row.talked
        assert row.read_lines == row.read_total
        assert all(matter.text in row.text for matter in _matters(row))

    def _alone(self, row: Handover, signed: dict[str, Signature]) -> None:
        """Custody is a supervisor's; anything else owes the signature of a superior who had no part in it (H1, H12)."""
        (first,) = (one for role, one in signed.items() if role in ("custody", "alone", "double"))
        roles = {officer.id: officer.role for officer in Officer.select()}
        assert first.officer_id == row.incoming_id
        assert (first.role == "double") == (row.incoming_id == row.outgoing_id)
        assert (first.role == "custody") == (row.countersign_due is None)
        assert first.role != "custody" or roles[first.officer_id] in ("supervisor", "maintenance", "manager")
        if "countersigned" in signed:
            second = signed["countersigned"]
            assert second.over == first.value
            assert second.officer_id not in (row.outgoing_id, row.incoming_id)
            assert roles[second.officer_id] in SUPERIORS

    @invariant()
    def nothing_changes_after_acceptance(self) -> None:
        for row in Handover.select().where(Handover.state == "accepted"):
            parts = (HandoverItem, HandoverMatter, HandoverQuestion, HandoverVersion)
            stands = (row.__data__, *(list(part.select().where(part.handover == row.id).tuples()) for part in parts))
            assert self.accepted.setdefault(row.id, stands) == stands
        assert set(self.accepted) == {row.id for row in Handover.select().where(Handover.state == "accepted")}

    @invariant()
    def no_open_matter_is_lost_between_two_handovers(self) -> None:
        closed = {f"log:{matter.entry_id}" for matter in Matter.select().where(Matter.closed_at.is_null(False))}
        for post in self.founded.posts:
            done = Handover.select().where(Handover.post == post, Handover.state == "accepted")
            for one, other in pairwise(sorted(done, key=_id)):
                left = {matter.source for matter in _matters(one) if not matter.settled}
                assert left <= {matter.source for matter in _matters(other)} | closed

    @invariant()
    def who_stands_in_is_another_officer_who_is_there(self) -> None:
        away = list(Cover.select(Cover, Duty).join(Duty).where(Cover.back_at.is_null()))
        gone = {row.duty.officer_id for row in away}
        assert all(row.duty.ended_at is None and row.stand_in_id not in gone for row in away)


def _matters(row: Handover) -> list[HandoverMatter]:
    return list(HandoverMatter.select().where(HandoverMatter.handover == row.id))


def _signed(row: Handover) -> dict[str, Signature]:
    record = f"handover:{row.id}"
    found = Signature.select().where(Signature.record == record, Signature.version == row.version)
    signed = {one.role: one for one in found}
    assert len(signed) == found.count()
    return signed


@pytest.fixture(scope="session")
def keys(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, int, Key]]:
    """Every officer's opened key: PINs are proved once, not once a fault."""
    folder = tmp_path_factory.mktemp("keys")
    shutil.copytree(founded.folder / "config", folder / "config")
    shutil.copy(founded.folder / "station.db", folder / "station.db")
    with pytest.MonkeyPatch.context() as patch, clock.replaced(Clock(START)):
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        with connection.station(folder / "station.db"):
            opened = {number: staff.unlock(founded.sessions[number].officer_id, PIN, ANY_ACT) for number in OFFICERS}
    return {number: (one.officer_id, one.key_id, one.key) for number, one in opened.items() if one.key}


@pytest.fixture
def station(
    founded: Founded, keys: dict[str, tuple[int, int, Key]], tmp_path: Path, own_home: Path
) -> Iterator[type[Station]]:
    """The machine on copies of the founded station."""
    shutil.copytree(founded.folder / "config", own_home / "xdg_config_home")
    Station.founded, Station.keys, Station.folder, Station.numbers = founded, keys, tmp_path, count()
    yield Station
    connection.close_station()


def run(machine: type[Station], examples: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=45, derandomize=True, database=None, deadline=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
        ),
    )  # fmt: skip


def test_every_event_in_every_order_leaves_each_post_to_one_officer_and_loses_nothing_h1_h7_h10_h12_h16_h17(
    station: type[Station],
) -> None:
    run(station, 5)


def _nothing(*_args: object, **_more: object) -> None:
    """A rule that refuses nothing."""


#: What is wrong in each mutant: the rule, and what stands in its place.
MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "a change leaves the first signature standing (H7)": (rules._STEPS["signed"], "write", ("signed", 0)),
    "an accepted handover can be written on (H17)": (rules._STEPS["accepted"], "write", ("accepted", 0)),
    "anybody relieves anybody (H13)": (rules, "check_incoming", _nothing),
    "one signs before all is checked and answered (H6)": (rules, "check_complete", _nothing),
    "anybody countersigns (H12)": (relief, "check_countersign", _nothing),
}


@pytest.mark.parametrize("fault", list(MUTANTS))
def test_a_seeded_fault_is_found(station: type[Station], fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, wrong = MUTANTS[fault]
    if isinstance(place, dict):
        monkeypatch.setitem(place, name, wrong)
    else:
        monkeypatch.setattr(place, name, wrong)
    with pytest.raises(AssertionError):
        run(station, 12)
