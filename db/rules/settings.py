"""The settings of a site, pure: the rule each belongs to, what it does, its default, and how far it may go."""

from __future__ import annotations

import json
from dataclasses import dataclass

from db.rules.plain_text import half_width
from db.rules.site import minute_of
from db.rules.words import Refused, _

#: How a value is counted, one and many; `time` is a minute of the day, `switch` is 1 or 0.
UNITS = {
    "minutes": (_("{n} minute"), _("{n} minutes")),
    "hours": (_("{n} hour"), _("{n} hours")),
    "days": (_("{n} day"), _("{n} days")),
    "workdays": (_("{n} working day"), _("{n} working days")),
    "years": (_("{n} year"), _("{n} years")),
    "percent": ("{n} %", "{n} %"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `low` and `high` are the values it may have."""

    name: str
    rule: str
    default: int
    unit: str
    low: int
    high: int
    about: str


SETTINGS: tuple[Setting, ...] = (
    Setting("urgent_hours", "T1", 24, "hours", 1, 72, _("An urgent repair is solved within this time.")),
    Setting("ordinary_days", "T1", 3, "days", 1, 30, _("An ordinary repair is solved within this time.")),
    Setting("answer_workdays", "T10", 3, "workdays", 1, 30, _("A complaint is answered within this time.")),
    Setting("defect_days", "T10", 15, "days", 1, 90, _("A defect of the building is solved within this time.")),
    Setting("major_days", "T10", 30, "days", 1, 180, _("A major complaint is solved within this time.")),
    Setting("closing_minute", "T18", 17 * 60 + 30, "time", 0, 1439, _("What comes later counts as the next day's.")),
    Setting("late_minutes", "L3", 10, "minutes", 1, 240, _("A line logged later than this says so.")),
    Setting("rings_percent", "L8", 90, "percent", 0, 100, _("Calls answered within three rings, at least.")),
    Setting("solved_percent", "L8", 80, "percent", 0, 100, _("Problems solved within 24 hours, at least.")),
    Setting("callback_percent", "L8", 100, "percent", 0, 100, _("Callbacks made, at least.")),
    Setting("complaint_percent", "L8", 1, "percent", 0, 100, _("Valid complaints per home, below.")),
    Setting("break_minutes", "H10", 15, "minutes", 1, 120, _("Leave stands for a break no longer than this.")),
    Setting("countersign_hours", "H12", 24, "hours", 1, 168, _("Custody taken alone is countersigned by then.")),
    Setting("warn_minutes", "H20", 15, "minutes", 1, 120, _("The end of the duty is told so long before.")),
    Setting("no_show_minutes", "H20", 15, "minutes", 1, 240, _("Relief later than this has not come.")),
    Setting("retention_years", "H22", 2, "years", 2, 100, _("Records are kept at least so long.")),
    Setting("shift_sheet", "H23", 0, "switch", 0, 1, _("Each duty begins with an emergency sheet on paper.")),
    Setting("pin_minutes", "K3", 60, "minutes", 1, 720, _("A key asks for the PIN when the last is older.")),
    Setting("second_hours", "K6", 24, "hours", 1, 168, _("The second signature is given by then.")),
    Setting("analysis_days", "L6", 3, "days", 1, 30, _("The fault analysis is written by then.")),
    Setting("lock_minutes", "", 10, "minutes", 1, 240, _("The screen locks after so long without a key.")),
    Setting("backup_hours", "", 24, "hours", 1, 720, _("The last backup is too old after this.")),
    Setting("backup_each_shift", "", 1, "switch", 0, 1, _("A duty begins with a backup, where a folder is set.")),
)  # fmt: skip
BY_NAME = {each.name: each for each in SETTINGS}
DEFAULTS = {each.name: each.default for each in SETTINGS}


def stored(text: str) -> dict[str, int]:
    """The settings in what a site keeps; what another program wrote and is none is left out: its default counts."""
    try:
        own = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return {}
    return {name: value for name, value in own.items() if _allows(name, value)} if isinstance(own, dict) else {}


def _allows(name: str, value: object) -> bool:
    setting = BY_NAME.get(name)
    return setting is not None and type(value) is int and setting.low <= value <= setting.high


def check(name: str, value: int) -> int:
    """Refuse a setting that there is not, or a value that is out of its range."""
    setting = BY_NAME.get(name)
    if setting is None:
        raise Refused(_("There is no setting {name}."), name=name)
    if not _allows(name, value):
        raise Refused(
            _("{value} is out of range: from {low} to {high}."), value=value, low=setting.low, high=setting.high
        )
    return value


def typed_value(name: str, typed: str) -> int:
    """The value of a setting as it is typed: a number, or a time of the day."""
    if BY_NAME[name].unit == "time":
        return minute_of(typed)
    text = half_width(typed).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Refused(_("{text} is no number: type digits only."), text=typed)
    return check(name, int(text))
