"""Tables from elsewhere: how a file is read, which column is which field, and what a cell says."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from db.rules.founding import check_zone
from db.rules.words import Refused, _

TIMES = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
#: What each kind of table may tell, and the Chinese name a column may have instead.
FIELDS: dict[str, dict[str, str]] = {
    "units": {"number": "房号", "owner": "业主", "phone": "电话", "notes": "备注"},
    "keys": {"tag": "牌号", "opens": "用途", "hook": "挂钩", "what": "种类", "access": "级别", "unit": "房号"},
    "staff": {"staff_no": "工号", "name": "姓名", "role": "职务", "phone": "电话"},
    "tickets": {
        "source": "来源号",
        "kind": "类别",
        "content": "内容",
        "place": "部位",
        "unit": "房号",
        "worker": "维修工",
        "created": "受理时间",
        "done": "完成时间",
        "closed": "结单时间",
        "state": "状态",
        "grade": "等级",
    },
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "units": ("number",),
    "keys": ("tag", "opens"),
    "staff": ("staff_no", "name"),
    "tickets": ("content", "created"),
}
#: Words of Chinese tables for the codes of the record; a map may add its own.
VALUES: dict[str, dict[str, str]] = {
    "role": {
        "客服员": "officer",
        "值班员": "officer",
        "领班": "leader",
        "主管": "supervisor",
        "维修主管": "maintenance",
        "经理": "manager",
    },
    "what": {"钥匙": "key", "对讲机": "radio", "手电": "torch", "雨伞": "umbrella", "收据本": "book", "档案": "file"},
    "access": {"公用": "public", "限制": "restricted", "托管": "entrusted"},
    "kind": {"报修": "repair", "投诉": "complaint"},
    "grade": {"急修": "urgent", "一般": "ordinary", "重大": "major"},
    "state": {
        "待派": "new",
        "已派": "dispatched",
        "处理中": "in_progress",
        "完工": "done",
        "已结": "closed",
        "作废": "void",
    },
}
_PARTS = {"columns": dict, "values": dict, "defaults": dict, "times": list, "zone": str}


@dataclass(frozen=True, slots=True)
class Map:
    """Which column is which field, what its words mean, what stands where nothing is said, how times are written."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    times: tuple[str, ...] = TIMES
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: the line it begins at, and its cells by field; `fault` where it cannot be read."""

    number: int
    cells: Mapping[str, str]
    fault: Refused | None = None


def parse_map(text: str) -> Map:
    """A map from its TOML; refused with what is wrong in it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(_("The map is not TOML: {reason}."), reason=str(fault)) from None
    for name, value in data.items():
        if not isinstance(value, _PARTS.get(name, ())):
            raise Refused(
                _("The map has {name} that nothing is made of. It may have: {names}."), name=name, names=_names(_PARTS)
            )
    return _map(data)


def _map(data: dict[str, Any]) -> Map:
    values = data.get("values", {})
    for name, words in values.items():
        if not isinstance(words, dict):
            raise Refused(_("The map's values of {name} must be a table."), name=name)
    texts = {name: {str(k): str(v) for k, v in words.items()} for name, words in values.items()}
    columns, defaults = ({k: str(v) for k, v in data.get(part, {}).items()} for part in ("columns", "defaults"))
    times = tuple(str(form) for form in data.get("times", TIMES))
    return Map(columns, texts, defaults, times, check_zone(data["zone"]) if "zone" in data else "")


def decode(content: bytes) -> str:
    """The text of a file in UTF-8 (with or without a byte order mark) or GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("The file is neither UTF-8 nor GB18030: save it as UTF-8."))


def lines(kind: str, text: str, plan: Map) -> list[Line]:
    """Every row of a table by field; refused where a column is missing."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        places = _places(kind, header, plan)
        return list(_rows(reader, len(header), places, plan))
    except csv.Error as fault:
        raise Refused(_("Line {line} is not CSV: {reason}."), line=reader.line_num, reason=str(fault)) from None


def _rows(reader: Any, width: int, places: Mapping[str, int], plan: Map) -> Iterator[Line]:
    begins = reader.line_num + 1
    for row in reader:
        if len(row) == width:
            yield Line(begins, _cells(row, places, plan))
        elif row:
            fault = Refused(_("columns: {n}, but {width} in the first line."), n=len(row), width=width)
            yield Line(begins, {}, fault)
        begins = reader.line_num + 1


def _cells(row: list[str], places: Mapping[str, int], plan: Map) -> dict[str, str]:
    found = {name: row[place].strip() for name, place in places.items()}
    told = dict(plan.defaults) | {name: text for name, text in found.items() if text}
    return {name: _meaning(name, text, plan) for name, text in told.items()}


def _meaning(name: str, text: str, plan: Map) -> str:
    return plan.values.get(name, {}).get(text) or VALUES.get(name, {}).get(text, text)


#: What a column is called just as often.
ALSO = {"房号": ("户号",)}


def _places(kind: str, header: list[str], plan: Map) -> dict[str, int]:
    """The place of each field's column: as the map says, by the field's own name, or by its Chinese one."""
    fields = FIELDS[kind]
    for name in (*plan.columns, *plan.values, *plan.defaults):
        if name not in fields:
            raise Refused(_("{kind} have no {name}. They have: {names}."), kind=kind, name=name, names=_names(fields))
    places = {}
    for name, chinese in fields.items():
        wanted = [plan.columns[name]] if name in plan.columns else [name, chinese, *ALSO.get(chinese, ())]
        column = next((column for column in wanted if column in header), None)
        if column is not None:
            places[name] = header.index(column)
        elif name in plan.columns or (name in REQUIRED[kind] and name not in plan.defaults):
            raise Refused(
                _("There is no column {name}. The file has: {names}."), name=" / ".join(wanted), names=_names(header)
            )
    return places


def _names(found: Iterable[str]) -> str:
    return ", ".join(found)


def need(cells: Mapping[str, str], name: str) -> str:
    """A cell that must not be empty."""
    if not cells.get(name):
        raise Refused(_("{name} is empty."), name=name)
    return cells[name]


def choice(cells: Mapping[str, str], name: str, codes: tuple[str, ...], default: str) -> str:
    """A cell that is one of the codes, or empty."""
    code = cells.get(name) or default
    if code not in codes:
        raise Refused(_("{name} is {code}: it must be one of {codes}."), name=name, code=code, codes=_names(codes))
    return code


def moment(cells: Mapping[str, str], name: str, times: tuple[str, ...], zone: ZoneInfo) -> int | None:
    """A cell that is a time, in epoch milliseconds, or empty."""
    text = cells.get(name, "")
    if not text:
        return None
    for form in times:
        try:
            return int(datetime.strptime(text, form).replace(tzinfo=zone).timestamp() * 1000)
        except ValueError:
            continue
    raise Refused(
        _("{name} is {text}: it is not a time written as {forms}."), name=name, text=text, forms=_names(times)
    )
