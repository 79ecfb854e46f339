"""What is checked at each post, and the words of a handover record, in the site's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """A line of a checklist: a state to be seen, or a count of what the key register keeps."""

    kind: str
    code: str
    zh: str
    en: str

    def label(self, language: str) -> str:
        """The line in the site's language."""
        return self.zh if language == "zh" else self.en


def _state(code: str, zh: str, en: str) -> ItemPlan:
    return ItemPlan("state", code, zh, en)


#: Counted at the first post, where the register is; `code` is what the key register calls it.
COUNTS = (
    ItemPlan("count", "key", "钥匙柜点数", "Keys in the cabinet"),
    ItemPlan("count", "radio", "对讲机点数", "Radios"),
    ItemPlan("count", "torch", "手电点数", "Torches"),
    ItemPlan("count", "umbrella", "雨伞点数", "Umbrellas"),
    ItemPlan("count", "book", "收据本点数", "Receipt books"),
)
_FIRE = _state("fire", "消防主机", "Fire alarm panel")
STATES: dict[str, tuple[ItemPlan, ...]] = {
    "front": (
        _state("screens", "门禁/监控屏", "Door and camera screens"),
        _FIRE,
        _state("phone", "电话/传真", "Telephone and fax"),
        _state("computer", "电脑/打印机", "Computer and printer"),
        _state("desk", "台面整洁", "Desk tidy"),
        _state("papers", "文件/公告", "Papers and notices"),
        _state("room", "空调灯光门窗", "Air, lights, doors, windows"),
    ),
    "guard": (
        _state("radios", "对讲机/手电", "Radios and torches"),
        _state("cameras", "监控录像", "Camera recording"),
        _FIRE,
        _state("barriers", "道闸/门禁", "Barriers and gates"),
        _state("patrol", "巡更棒", "Patrol reader"),
        _state("lanes", "消防通道", "Fire lanes clear"),
        _state("gear", "警械/雨具", "Guard gear"),
        _state("uniform", "着装证件", "Uniform and badge"),
    ),
    "maintenance": (
        _state("tools", "工具箱", "Tool boxes"),
        _state("power", "配电房", "Switch room"),
        _state("pumps", "水泵房", "Pump room"),
        _state("lifts", "电梯机房", "Lift machine rooms"),
        _state("generator", "发电机/应急灯", "Generator and emergency lights"),
        _state("parts", "备件材料", "Spare parts"),
        _state("shop", "工作间整洁", "Workshop tidy"),
    ),
}
OTHER_POST = (
    _state("equipment", "设备", "Equipment"),
    _state("place", "场地整洁", "Place tidy"),
    _state("papers", "文件资料", "Papers"),
)


def items(code: str, counted: set[str]) -> list[ItemPlan]:
    """The checklist of a post: first the counts of what there is (H18), then the states."""
    counts = [plan for plan in COUNTS if plan.code in counted]
    return [*counts, *STATES.get(code, OTHER_POST)]


_WORDS: dict[str, tuple[str, str]] = {
    "title": ("交接班记录", "Handover record"),
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
    "unfinished": ("未完事项", "Unfinished"),
    "important": ("重点/疑点", "Important or doubtful"),
    "settled": ("已了结", "Settled"),
    "checks": ("一起看", "Checked together"),
    "questions": ("疑问", "Questions"),
    "reading": ("阅日志", "Log read"),
    "reading_line": ("{lines}/{total} 行  {minutes} 分钟", "{lines} of {total} lines, {minutes} min"),
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
    "verdict.": ("未看", "not checked"),
    "count": ("点 {counted}  账 {expected}", "counted {counted}, expected {expected}"),
    "differs": ("差 {n}", "differs by {n}"),
    "agrees": ("相符", "agrees"),
    "mean.outgoing": ("以上属实,现交班", "This is true; I hand over"),
    "mean.incoming": ("已阅日志,无疑问,同意接班", "I have read the log, have no question open, and take over"),
    "mean.refused": ("不接班", "I do not take over"),
    "mean.custody": ("代管此岗", "I take this post into custody"),
    "state.none": ("交班待准备", "handover to prepare"),
    "state.prepared": ("交班已准备", "handover prepared"),
    "state.offered": ("已交出,等接班", "handover offered"),
    "state.exchanged": ("一起看", "handover being checked"),
    "state.signed": ("交班已签,等接班签", "signed by the outgoing"),
    "state.refused": ("拒绝接班,重新准备", "handover refused"),
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
