"""The phrase book: sentences and places by pinyin initials, so that a line needs no input method (L14).

Sentences are data of the record, not words of the screen: they are chosen by the site's language. `_` is a slot. The
initials are written down here because pypinyin is slow to import; a test computes them again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from db import phrases, site, staff
from db.rules.plain_text import half_width
from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Candidate

SENTENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("dlxlzc", "第_轮巡逻正常 _"),
        ("dlxlzzyy", "第_轮巡逻_中止,原因 _"),
        ("xlzzcgzc", "巡逻组长查岗正常 _"),
        ("wmwdjybd", "外卖未登记,已补登 _"),
        ("fkdydjfx", "访客 _ 到 _,已登记放行"),
        ("fkwdjyql", "访客 _ 未登记,已劝离"),
        ("kdjdsyz", "快递 _ 件代收,业主 _"),
        ("ldwtstdygzhf", "来电问停水停电,已告知 _ 恢复"),
        ("ldwwyfygz", "来电问物业费,已告知 _"),
        ("yzwdysyhddjdh", "业主忘带钥匙,已核对登记电话 _"),
        ("zxzyytztg", "装修噪音,已通知 _ 停工"),
        ("dthtyytzwb", "电梯 _ 号停运,已通知维保"),
        ("dthhfyx", "电梯 _ 号恢复运行"),
        ("xfzjbjdcckwwb", "消防主机报警 _,到场查看为误报"),
        ("xfzjpbyy", "消防主机屏蔽 _,原因 _"),
        ("tdyb", "停电 _,已报 _"),
        ("tsyb", "停水 _,已报 _"),
        ("lsygf", "漏水 _,已关阀"),
        ("dtdgyg", "大堂灯光已关"),
        ("mjgzybx", "门禁 _ 故障,已报修"),
        ("jkhwhmybx", "监控 _ 号无画面,已报修"),
        ("clzycwytzcz", "车辆 _ 占用车位,已通知车主"),
        ("kyryygzql", "可疑人员 _,已跟踪劝离"),
        ("dgfzyhg", "_ 顶岗 _ 分钟,已回岗"),
        ("ldcg", "领导查岗 _"),
        ("wjsdyz", "文件收到 _,已转 _"),
    ),
    "en": (
        ("prn", "Patrol round _ normal, _"),
        ("prbo", "Patrol round _ broken off: _"),
        ("tlctp", "Team leader checked the post, _"),
        ("vtrali", "Visitor _ to _, registered and let in"),
        ("vnrta", "Visitor _ not registered, turned away"),
        ("ptif", "Parcels taken in: _ for _"),
        ("cawoptba", "Call about water or power, told back at _"),
        ("owkrpc", "Owner without key, registered phone checked, _"),
        ("nowtts", "Noise of works, _ told to stop"),
        ("looomt", "Lift _ out of order, maintenance told"),
        ("lra", "Lift _ running again"),
        ("fpacfa", "Fire panel alarm _, checked, false alarm"),
        ("fpzsb", "Fire panel zone _ shielded because _"),
        ("pfart", "Power failure at _, reported to _"),
        ("wlavc", "Water leak at _, valve closed"),
        ("dcfr", "Door control _ faulty, reported"),
        ("cwpr", "Camera _ without picture, reported"),
        ("cbapot", "Car _ blocks a place, owner told"),
        ("sifmbop", "_ stood in for _ minutes, back on post"),
        ("prpt", "Papers received: _, passed to _"),
    ),
}
PLACES: dict[str, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("cf", "厨房"), ("cfyt", "厨房阳台"), ("cf", "车房"), ("wsj", "卫生间"), ("zw", "主卫"), ("cw", "次卫"),
        ("kt", "客厅"), ("ct", "餐厅"), ("zw", "主卧"), ("cw", "次卧"), ("sf", "书房"), ("yt", "阳台"),
        ("shyt", "生活阳台"), ("rhm", "入户门"), ("zl", "走廊"), ("ld", "楼道"), ("ltj", "楼梯间"), ("dt", "大堂"),
        ("dt", "电梯"), ("dtt", "电梯厅"), ("dm", "大门"), ("dk", "地库"), ("ckck", "车库出口"), ("cw", "车位"),
        ("tt", "天台"), ("wq", "外墙"), ("sbf", "水泵房"), ("pdf", "配电房"), ("xfkzs", "消防控制室"), ("gj", "管井"),
        ("mj", "门禁"), ("jks", "监控室"), ("ljf", "垃圾房"), ("hy", "花园"), ("yc", "泳池"), ("hs", "会所"),
        ("etly", "儿童乐园"), ("wq", "围墙"), ("qq", "全区"),
    ),
    "en": (
        ("k", "Kitchen"), ("kb", "Kitchen balcony"), ("b", "Bathroom"), ("lr", "Living room"), ("dr", "Dining room"),
        ("b", "Bedroom"), ("b", "Balcony"), ("fd", "Front door"), ("c", "Corridor"), ("s", "Staircase"),
        ("l", "Lobby"), ("l", "Lift"), ("mg", "Main gate"), ("g", "Garage"), ("ge", "Garage exit"),
        ("ps", "Parking space"), ("r", "Roof"), ("ow", "Outer wall"), ("pr", "Pump room"), ("sr", "Switch room"),
        ("fcr", "Fire control room"), ("sd", "Service duct"), ("dc", "Door control"), ("cr", "Control room"),
        ("rr", "Refuse room"), ("g", "Garden"), ("sp", "Swimming pool"), ("ch", "Club house"), ("wa", "Whole area"),
    ),
}  # fmt: skip

_NUMBER = re.compile(r"\d+([.-]\d+)+")
_LETTERS = re.compile(r"[a-z]{2,}")


class Phrases:
    """What letters stand for at this desk; its methods are the `candidates` and `slots` of a field."""

    def __init__(self, desk: Desk) -> None:
        self.language = desk.site.language

    def _known(self, kind: str, built_in: dict[str, tuple[tuple[str, str], ...]]) -> list[tuple[str, str]]:
        """Initials and words: the site's own before those that came with the program."""
        return [*((one.initials, one.text) for one in phrases.own(kind)), *built_in[self.language]]

    def sentences(self, text: str) -> Sequence[Candidate]:
        """Sentences whose initials begin with, or (from three letters) contain, the text; last what was typed."""
        letters = half_width(text)
        if not _LETTERS.fullmatch(letters):
            return ()
        known = self._known("sentence", SENTENCES)
        begin = [sentence for initials, sentence in known if initials.startswith(letters)]
        within = [s for initials, s in known if len(letters) > 2 and letters in initials and s not in begin]
        return _offers([*begin, *within][:8], text)

    def places(self, text: str) -> Sequence[Candidate]:
        """Places by initials, the same initials first; last what was typed."""
        return _offers(self._known_places(text)[:8], text)

    def _known_places(self, text: str) -> list[str]:
        letters = half_width(text).lower().strip()
        if not (letters.isascii() and letters.isalpha()):
            return []
        known = self._known("place", PLACES)
        same = [place for initials, place in known if initials == letters]
        begin = [p for i, p in known if p not in same and (i.startswith(letters) or p.lower().startswith(letters))]
        return same + begin

    def slots(self, text: str) -> Sequence[Candidate]:
        """Officers, then places, for a slot of a sentence; a number stays a number."""
        if not _LETTERS.fullmatch(half_width(text)):
            return ()
        officers = [officer.name for officer in staff.find(text)]
        return _offers([*officers, *self._known_places(text)][:8], text)


def _offers(found: list[str], typed: str) -> list[Candidate]:
    return [*map(Candidate, found), Candidate(typed)] if found else []


def officer_names(typed: str) -> Sequence[Candidate]:
    """Officers by initials; anybody else is typed."""
    return _offers([officer.name for officer in staff.find(typed)] if typed else [], typed)


def leading_unit(text: str) -> tuple[str, str]:
    """A unit typed before the text (`6.2.1101 leak`) and the rest; one that does not exist is only text."""
    first, _blank, rest = half_width(text).partition(" ")
    if _NUMBER.fullmatch(first) and rest.strip():
        with suppress(Refused):
            return site.find_unit(first).number, rest.strip()
    return "", text


def whereabouts(typed: str) -> tuple[str, str]:
    """Unit and place of what was typed: a unit that exists, or a place in words; a wrong number is refused."""
    text = half_width(typed).strip()
    try:
        return (site.find_unit(text).number, "") if text else ("", "")
    except Refused:
        # A name of a place may hold a digit ("lift 3"); what begins with one was meant as a unit.
        if text[:1].isdigit():
            raise
        return "", typed.strip()
