"""The clock set back in the middle of a night, a night with the hour twice, and a year whose holidays nobody knows."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from db import clock, connection, workdays
from db.rules.site import ShiftTimes, at_local, shift_at
from db.verify import verify
from tests.conftest import PIN
from tests.faults.stations import Place, apart, found
from tests.faults.table import Row, Size, lacks, not_tried
from tests.terminal import Terminal

#: A length of time below nothing, in either language; the end of a shift in the header (`白班 至 20:00`) is none.
NEGATIVE = re.compile(r"-\d+(?::\d\d)? ?(?:min|h\b|d\b|left|late|分|小时|天|剩|逾期)")
SCREENS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8")
_BACK = "clock -3 h in the middle of a night"
_BACK_GOAL = "order kept, flagged on every screen and by verify, no negative length of time on any screen"
#: The first year for which no calendar was released.
UNKNOWN = next(year for year in range(2027, 2100) if not workdays.known(year))
_YEAR = f"a year whose holidays are not known ({UNKNOWN})"
ZONE = "Asia/Shanghai"


def rows(_size: Size, folder: Path) -> Iterator[Row]:
    """Each with the real program under faketime, and the rules of the shift."""
    place = found(folder / "back")
    yield _changing("in which the hour comes twice", date(2026, 10, 24), 13)
    yield _changing("that lacks an hour", date(2026, 3, 28), 11)
    if missing := lacks("faketime"):
        yield not_tried(_BACK, _BACK_GOAL, missing)
        yield not_tried(_YEAR, "weekdays count, and the station says so", missing)
        return
    yield _set_back(place)
    yield _unknown_year(found(folder / "year"))


def _program(place: Place, at: datetime) -> Terminal:
    wound = ("faketime", "-f", f"@{at:%Y-%m-%d %H:%M:%S}")
    return Terminal(
        argv=(*wound, sys.executable, "-m", "tui", "--db", str(place.file), "--lang", "zh"), env={"TZ": ZONE}
    )


def _sign_on(officer: Terminal) -> Terminal:
    return officer.see("工号").press("1024", PIN).see("接下来")


def _write(officer: Terminal, text: str) -> None:
    officer.press(";").see("内容").press(text, "enter").see("已存", text)


def _set_back(place: Place) -> Row:
    """Two programs on one file: one writes at one o'clock, the next begins three hours earlier."""
    night = datetime.now().replace(hour=1, minute=0, second=0) + timedelta(days=2)
    with _program(place, night) as officer:
        _write(_sign_on(officer), "first")
    with _program(place, night - timedelta(hours=3)) as officer:
        _write(_sign_on(officer).see("时钟倒退"), "second")
        seen = [_screen(officer, key) for key in SCREENS]
    negative = [found[0] for glass in seen for found in NEGATIVE.finditer("\n".join(glass.split("\n")[1:]))]
    flagged = sum("时钟倒退" in glass for glass in seen)
    texts, notes, problems = apart(lambda: _read_back(place))
    return Row(
        _BACK,
        _BACK_GOAL,
        f"{' before '.join(texts)}, flagged on {flagged} of {len(seen)} screens, {len(negative)} negative, {notes}",
        texts == ["first", "second"] and flagged == len(seen) and not negative and not problems and "set back" in notes,
    )


def _screen(officer: Terminal, key: str) -> str:
    glass = officer.press(key).see_no_more("接下来").settle().glass()
    officer.press("escape").see("接下来")
    return glass


def _read_back(place: Place) -> tuple[list[str], str, int]:
    """The lines in the order of the journal, what verify notes of the clock, and how much it finds."""
    report = verify(place.file)
    with connection.station(place.file, read_only=True):
        texts = [text for (text,) in connection.rows('SELECT "text" FROM "log_entry" ORDER BY "seq"')]
    return texts, "".join(str(note) for note in report.notes if "clock" in str(note)), len(report.problems)


def _changing(what: str, day: date, length: int) -> Row:
    """Every quarter of an hour of such a night belongs to one shift, which is an hour longer or shorter than others."""
    zone = ZoneInfo("Europe/Berlin")
    shifts = [ShiftTimes(1, "day", 8 * 60, 20 * 60), ShiftTimes(2, "night", 20 * 60, 32 * 60)]
    begins, ends = at_local(day, 20 * 60, zone), at_local(day, 32 * 60, zone)
    inside = [shift_at(shifts, at, zone) for at in range(begins, ends, 15 * clock.MINUTE)]
    hours = (ends - begins) / clock.HOUR
    wrong = sum(found is None or (found[0].name, found[1]) != ("night", day) for found in inside)
    return Row(
        f"the night {what} (Europe/Berlin)",
        f"the shift is {length} hours long, every moment of it belongs to it",
        f"{hours:.0f} hours, {wrong} of {len(inside)} moments elsewhere",
        hours == length and not wrong,
    )


def _unknown_year(place: Place) -> Row:
    """A station that is opened in a year for which the calendar was never released."""
    with _program(place, datetime(UNKNOWN, 5, 5, 9)) as officer:
        said = "节假日未知" in _sign_on(officer).see("节假日未知").glass()
        _write(officer, "workday")
    worked = apart(lambda: _workdays(place))
    return Row(_YEAR, "weekdays count, and the station says so", f"said: {said}, {worked} of 20", said and worked == 20)


def _workdays(place: Place) -> int:
    with connection.station(place.file, read_only=True):
        return sum(workdays.is_workday(date(UNKNOWN, 5, day)) for day in range(1, 29))
