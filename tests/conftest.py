"""A founded station on a file of its own, with officers whose PINs the tests know."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db import apart, clock, connection, duty, site, staff
from db.journal import COMMAND_LINE, Session
from db.keyring import Signer

PIN = "135790"
OTHER_PIN = "246802"
START = 1_770_379_200_000  # 2026-02-06 20:00 in Shanghai, a Friday


class _AnyAct:
    """Equal to whatever a door asks a PIN for."""

    about = ()

    def __eq__(self, _act: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


#: A PIN that is good in any door: for tests of what doors do. What a PIN is bound to stands in `test_signers`.
ANY_ACT: Any = _AnyAct()


@dataclass
class Clock:
    """A clock the test winds."""

    at: int = START

    def __call__(self) -> int:
        return self.at

    def forward(self, minutes: float) -> int:
        self.at += int(minutes * 60_000)
        return self.at


@dataclass(frozen=True)
class Desk:
    """A station at work: the file, the clock, and sessions of its officers."""

    file: Path
    clock: Clock
    chen: Session  # officer on duty at the front desk (1024)
    li: Session  # officer who relieves (1031)
    sun: Session  # leader (1007)
    he: Session  # supervisor (1002)
    manager: Session  # manager (1001)
    front: int
    guard: int


def signer(who: Session) -> Signer:
    """What this officer's PIN opens: one signature."""
    return staff.unlock(who.officer_id, PIN, ANY_ACT)


FRONT = site.PostPlan("front", "前台", (("白班", 8 * 60, 20 * 60), ("夜班", 20 * 60, 32 * 60)))
GUARD = site.PostPlan("guard", "护卫岗", (("白班", 8 * 60, 20 * 60), ("夜班", 20 * 60, 32 * 60)))
STAFF = (
    ("1001", "王总", "manager"),
    ("1002", "何芳", "supervisor"),
    ("1007", "孙伟", "leader"),
    ("1024", "陈晓燕", "officer"),
    ("1031", "李敏", "officer"),
    ("2001", "周建国", "maintenance"),
)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Configuration, state and data of the test's own: no test reads this machine's, or what another left behind."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("DUTYDESK_DB", raising=False)
    # A test that opened the program has it keep things apart, for good.
    monkeypatch.setattr(apart, "kept", False)
    return tmp_path


def found_station(file: Path) -> None:
    """Make the station of the tests at this path and leave it open."""
    connection.create_station(file)
    site.found(COMMAND_LINE, "锦绣花园", "zh", "Asia/Shanghai", [FRONT, GUARD])
    for number, name, role in STAFF:
        staff.enrol(COMMAND_LINE, number, name, role, pin=PIN)
    for unit in ("6-2-1101", "9-1-302", "8-3-501"):
        site.add_unit(COMMAND_LINE, unit, "王小明", "13800002201")
    site.add_unit(COMMAND_LINE, "大堂", public=True)


Asked = tuple[str, tuple[Any, ...]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Every statement the database is asked from now on, with its values."""
    found: list[Asked] = []
    execute: Any = connection.database.execute_sql

    def listen(sql: str, params: Sequence[Any] | None = None) -> Any:
        found.append((sql, tuple(params or ())))
        return execute(sql, params)

    monkeypatch.setattr(connection.database, "execute_sql", listen)
    return found


@dataclass(frozen=True)
class Founded:
    """A station founded once and copied for every test: argon2 is paid eleven times, not eleven times a test."""

    folder: Path
    sessions: dict[str, Session]
    posts: tuple[int, int]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """The station of the tests, 2026-02-06 20:00, five officers signed on, 陈晓燕 on duty at the front desk."""
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch, clock.replaced(Clock()):
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        found_station(folder / "station.db")
        sessions = {number: staff.sign_on(number, PIN) for number in ("1024", "1031", "1007", "1002", "1001")}
        front, guard = (post.id for post in site.read().posts)
        duty.take_empty_post(sessions["1024"], front)
        connection.close_station()
    return Founded(folder, sessions, (front, guard))


@pytest.fixture
def closed(founded: Founded, tmp_path: Path, own_home: Path) -> Path:
    """A copy of the founded station that nobody has open, beside its configuration."""
    file = tmp_path / "station.db"
    shutil.copy(founded.folder / "station.db", file)
    shutil.copytree(founded.folder / "config", own_home / "xdg_config_home")
    return file


@pytest.fixture
def desk(founded: Founded, closed: Path) -> Iterator[Desk]:
    """A copy of the founded station, open, with a clock of its own."""
    wound, who = Clock(), founded.sessions
    with clock.replaced(wound):
        connection.open_station(closed)
        yield Desk(closed, wound, who["1024"], who["1031"], who["1007"], who["1002"], who["1001"], *founded.posts)
        connection.close_station()
