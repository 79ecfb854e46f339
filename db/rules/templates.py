"""What is handed over at each post: its template, and the words of a handover record, in the site's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.rules.words import Refused, _

#: In the order of H18: keys, tools and papers first, then what is unfinished, then what is important or doubtful.
SECTIONS = ("things", "unfinished", "important")
KINDS = ("state", "count", "text", "readback")
#: Kinds that the outgoing writes, or says that there is none; the others are checked together.
WRITTEN = ("text", "readback")
#: What a register keeps and a count is held against; the first post has these registers.
REGISTERED = ("key", "radio", "torch", "umbrella", "book", "file", "receipt")
#: Of the next receipt number only the last digits are typed.
RECEIPT_DIGITS = 3


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """A line of a template: a state to be seen, a count, a text, or a text that must be read back."""

    section: str
    kind: str
    code: str
    zh: str
    en: str
    #: The width of a count that no register holds.
    digits: int = 0

    def label(self, language: str) -> str:
        """The line in the site's language."""
        return self.zh if language == "zh" else self.en


def _state(code: str, zh: str, en: str) -> ItemPlan:
    return ItemPlan("things", "state", code, zh, en)


def _count(code: str, zh: str, en: str, digits: int = 0) -> ItemPlan:
    return ItemPlan("things", "count", code, zh, en, digits)


_FIRE = _state("fire", "消防主机", "Fire alarm panel")
#: The templates that come with the program, by the code of the post.
TEMPLATES: dict[str, tuple[ItemPlan, ...]] = {
    "front": (
        _count("key", "钥匙柜点数", "Keys in the cabinet"),
        _count("radio", "对讲机点数", "Radios"),
        _count("torch", "手电点数", "Torches"),
        _count("umbrella", "雨伞点数", "Umbrellas"),
        _count("receipt", "收据下一号", "Next receipt number"),
        _state("screens", "门禁/监控屏", "Door and camera screens"),
        _FIRE,
        _state("phone", "电话/传真", "Telephone and fax"),
        _state("computer", "电脑/打印机", "Computer and printer"),
        _state("desk", "台面整洁", "Desk tidy"),
        _state("papers", "文件/公告", "Papers and notices"),
        _state("room", "空调灯光门窗", "Air, lights, doors, windows"),
    ),
    "guard": (
        _count("", "巡更棒点数", "Patrol readers", 1),
        _count("", "警棍点数", "Batons", 2),
        _state("radios", "对讲机/手电", "Radios and torches"),
        _state("cameras", "监控录像", "Camera recording"),
        _FIRE,
        _state("barriers", "道闸/门禁", "Barriers and gates"),
        _state("lanes", "消防通道", "Fire lanes clear"),
        _state("gear", "雨具/反光衣", "Rain gear and vests"),
        _state("uniform", "着装证件", "Uniform and badge"),
        ItemPlan("important", "readback", "watch", "布控/特别留意", "Persons or cars to watch for"),
    ),
    "maintenance": (
        _state("tools", "工具箱", "Tool boxes"),
        _state("power", "配电房", "Switch room"),
        _state("pumps", "水泵房", "Pump room"),
        _state("lifts", "电梯机房", "Lift machine rooms"),
        _state("generator", "发电机/应急灯", "Generator and emergency lights"),
        _state("parts", "备件材料", "Spare parts"),
        _state("shop", "工作间整洁", "Workshop tidy"),
        ItemPlan("important", "readback", "isolated", "停电停水/挂牌设备", "Shut off or tagged out"),
    ),
}
OTHER_POST = (
    _state("equipment", "设备", "Equipment"),
    _state("place", "场地整洁", "Place tidy"),
    _state("papers", "文件资料", "Papers"),
)


def plans(code: str) -> tuple[ItemPlan, ...]:
    """The template that comes with the program for a post."""
    return TEMPLATES.get(code, OTHER_POST)


def check_line(section: str, kind: str, code: str, digits: int, *, first: bool) -> None:
    """Refuse a line that no handover could be checked by."""
    if section not in SECTIONS or kind not in KINDS:
        raise Refused(_("A line of a template has a section and a kind: choose both."))
    if kind == "count" and code and not (first and code in REGISTERED):
        raise Refused(_("Only the first post counts what a register keeps: let this one be counted by its own number."))
    if kind == "count" and not code and not 1 <= digits <= 6:
        raise Refused(_("Say how many digits the count has: 1 to 6."))


def check_label(label: str, others: Iterable[str]) -> None:
    """Refuse a second line of one name: who counts must know which one is meant."""
    if label in others:
        raise Refused(_("{label} stands in this template already: give the line another name."), label=label)


def check_approval(lines: list[str], before: list[str]) -> None:
    """Refuse a version without a line, and one that says what the last one did."""
    if not lines:
        raise Refused(_("A template without a line hands nothing over: add one first."))
    if lines == before:
        raise Refused(_("Nothing was changed: the version in force stands."))


def digits(code: str, own: int, total: int) -> int:
    """The fixed width of a count, so that it ends without Enter."""
    if code == "receipt":
        return RECEIPT_DIGITS
    return max(2, len(str(total))) if code else own


_WORDS: dict[str, tuple[str, str]] = {
    "title": ("交接班记录", "Handover record"),
    "template": ("交接模板", "Template"),
    "make_up": ("补做", "make up"),
    "times": ("漏 {n} 次", "{n} times"),
    "supplied": ("随程序", "as supplied"),
    "section.things": ("钥匙、物品、资料", "Keys, tools, papers"),
    "section.unfinished": ("未完", "Unfinished"),
    "section.important": ("重点/疑点", "Important or doubtful"),
    "kind.state": ("查看", "look"),
    "kind.count": ("点数", "count"),
    "kind.text": ("书写", "text"),
    "kind.readback": ("复述", "read back"),
    "digits": ("{n} 位", "{n} digits"),
    "mean.template": ("批准此模板", "I approve this template"),
    "version": ("第 {n} 版", "version {n}"),
    "post": ("岗位", "Post"),
    "shift": ("班次", "Shift"),
    "outgoing": ("交班", "Outgoing"),
    "incoming": ("接班", "Incoming"),
    "log": ("记事", "Log"),
    "log_line": (
        "{lines} 行  异常 {abnormal}  补记 {late}  勘误 {errata}",
        "{lines} lines, {abnormal} abnormal, {late} late, {errata} errata",
    ),
    "keys": ("钥匙在外", "Keys out"),
    "slips": ("派工单未回", "Slips out"),
    "owed": ("手续欠着", "Paperwork owed"),
    "routines": ("例行未做", "Routines not done"),
    "slip": ("联单", "slip"),
    "owes": ("欠", "owes"),
    "owes.unit": ("户号", "unit"),
    "owes.name": ("姓名", "name"),
    "owes.phone": ("电话", "phone"),
    "owes.cost": ("收费告知", "cost told"),
    "owes.class": ("投诉类别", "class"),
    "owes.confirmed": ("投诉人确认", "complainant's confirmation"),
    "owes.second": ("待第二人补签", "second signature owed"),
    "owes.analysis": ("待写事故分析", "fault analysis owed"),
    "owes.consent": ("维修主管同意", "maintenance supervisor's consent"),
    "unfinished": ("未完事项", "Unfinished"),
    "important": ("重点/疑点", "Important or doubtful"),
    "settled": ("已了结", "Settled"),
    "checks": ("一起看", "Checked together"),
    "questions": ("疑问", "Questions"),
    "reading": ("阅日志", "Log read"),
    "reading_line": ("{lines}/{total} 行  {minutes} 分钟", "{lines} of {total} lines, {minutes} min"),
    "digest_line": ("摘要 {n} 条", "digest {n} lines"),
    "talked": ("当面讲过", "Talked through"),
    "remarks": ("备注", "Remarks"),
    "refusal": ("拒绝接班", "Refused"),
    "none": ("无", "none"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "no_answer": ("未答", "no answer"),
    "next_step": ("下一步", "next"),
    "who": ("谁", "who"),
    "by_when": ("几点前", "by"),
    "if_then": ("若…则", "if-then"),
    "carried": ("第 {n} 次交接", "in {n} handovers before"),
    "read_back": ("已复述", "read back"),
    "urgent": ("急", "urgent"),
    "medium": ("中", "medium"),
    "low": ("缓", "low"),
    "verdict.normal": ("正常", "normal"),
    "verdict.abnormal": ("异常", "abnormal"),
    "verdict.none": ("不适用", "not applicable"),
    "verdict.written": ("已写", "written"),
    "verdict.said": ("已复述", "read back"),
    "verdict.": ("未看", "not checked"),
    "first_count": ("点 {counted}  首次点数", "counted {counted}, first count"),
    "count": ("点 {counted}  账 {expected}", "counted {counted}, expected {expected}"),
    "differs": ("差 {n}", "differs by {n}"),
    "agrees": ("相符", "agrees"),
    "mean.outgoing": ("以上属实,现交班", "This is true; I hand over"),
    "mean.incoming": ("已阅日志,无疑问,同意接班", "I have read the log, have no question open, and take over"),
    "mean.refused": ("不接班", "I do not take over"),
    "mean.custody": ("代管此岗", "I take this post into custody"),
    "mean.alone": ("独自接管此岗", "I take this post alone"),
    "mean.double": ("以上属实,连班继续当值", "This is true; I go on in a double shift"),
    "mean.paper": ("按纸面交接补记,属实", "I record what was handed over on paper"),
    "paper.why": ("双方已在停电应急单 {sheet} 上签字,{at}", "both signed on emergency sheet {sheet}, {at}"),
    "mean.countersigned": ("已核实,同意", "Checked and agreed"),
    "mean.addendum": ("追补属实", "This addendum is true"),
    "mean.stand_in": ("顶岗", "I stand in"),
    "mean.back": ("回岗", "I am back"),
    "why.absent": ("接班人未到", "relief has not come"),
    "why.ill": ("当值人急病", "the officer on duty is ill"),
    "why.gone": ("当值人不在岗", "the officer on duty is gone"),
    "why.leave": ("接班人请假", "relief is on leave"),
    "why.few": ("人手不足", "too few people"),
    "owed.alone": ("独自接管,欠会签", "taken alone, countersignature owed"),
    "owed.paper": ("纸面交接,欠会签", "handed over on paper, countersignature owed"),
    "owed.double": ("连班,欠会签", "double shift, countersignature owed"),
    "cover.rest": ("如厕/饮水", "short rest"),
    "cover.meal": ("吃饭", "meal"),
    "cover.scene": ("现场", "at the scene"),
    "cover.other": ("其他", "other"),
    "cover.standing": ("常设批准", "leave stands"),
    "cover.gap": ("空岗 {n} 分钟", "{n} min without anybody"),
    "cover.out": (
        "{stand_in}顶岗 {minutes} 分钟,{reason},批准: {leave},{due} 前回",
        "{stand_in} stands in for {minutes} min, {reason}, leave: {leave}, back by {due}",
    ),
    "cover.back": ("{officer}回岗,离开 {minutes} 分钟", "{officer} is back after {minutes} min"),
    "cover.custody": ("由接管人了结", "ended by who took the post"),
    "covers": ("顶岗/离岗", "Cover and breaks"),
    "cover.line": (
        "{out}-{back}  {officer}离岗,{stand_in}顶岗  {reason}  批准: {leave}",
        "{out}-{back}  {officer} away, {stand_in} stood in  {reason}  leave: {leave}",
    ),
    "cover.over": ("超时 {n} 分钟", "{n} min too long"),
    "cover.still": ("未回", "not back"),
    "addenda": ("追补(前次交接)", "Addenda to earlier handovers"),
    "addendum": ("追补 {n}", "Addendum {n}"),
    "code": ("核对码", "Code"),
    "rostered": ("排班", "Rostered"),
    "no_show": ("未到{n}分", "no relief, {n} min"),
    "told": ("主管已知", "known"),
    "reported": ("已报主管", "reported"),
    "state.none": ("交班待准备", "handover to prepare"),
    "state.prepared": ("交班已准备", "handover prepared"),
    "state.offered": ("已交出,等接班", "handover offered"),
    "state.exchanged": ("一起看", "handover being checked"),
    "state.signed": ("交班已签,等接班签", "signed by the outgoing"),
    "state.refused": ("未接班", "not taken over"),
    "state.recalled": ("已收回,重新准备", "handover recalled"),
    "question": ("疑问未答", "Question not answered"),
    "reason.unclear": ("账目不清", "unclear account"),
    "reason.unfinished": ("工作未完", "unfinished work"),
    "reason.count": ("数目不符", "count differs"),
    "reason.fault": ("故障影响业主", "fault affecting owners"),
    "reason.unfit": ("不适岗", "unfit"),
    "reason.few": ("人手不足", "too few people"),
    "reason.other": ("其他", "other"),
}


def word(name: str, language: str, **values: object) -> str:
    """A word of the record in the site's language: the record is data, so it does not follow the reader's."""
    zh, en = _WORDS[name]
    return (zh if language == "zh" else en).format(**values)
