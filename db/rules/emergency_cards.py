"""The nine cards that come with the program, in the site's language; a supervisor makes them the site's own (L6).

They are data of the record, not words of the screen. Numbers that differ from place to place are left empty.
"""

from __future__ import annotations

from db.rules.emergency import Card, Step

#: In the order of their digits.
ORDER = ("leak", "fire", "lift", "blackout", "fight", "theft", "injury", "storm", "lockout")


def do(what: str, detail: str, minutes: int | None = None) -> Step:
    """Something to be done."""
    return Step("do", what, detail, minutes=minutes)


def call(what: str, whom: str, minutes: int | None = None, detail: str = "") -> Step:
    """Somebody of the site, found when the incident begins."""
    return Step("call", what, detail, whom=whom, minutes=minutes)


def dial(what: str, name: str, phone: str, detail: str = "") -> Step:
    """Somebody outside, by number."""
    return Step("call", what, detail, name=name, phone=phone)


def key(what: str, detail: str) -> Step:
    """A key that is handed out."""
    return Step("key", what, detail)


ZH = (
    Card("leak", "漏水爆管", True, True, (
        do("关阀", "先关入户阀,关不住关楼层总阀"),
        key("钥匙", "管井、水泵房"),
        call("水工", "maintenance", 10),
        call("领班", "leader", 10),
        call("主管", "supervisor", 15),
        call("楼下", "below"),
        call("业主", "owner"),
        do("断电", "水近电器时先断该户电"),
        do("现场", "拍照,挡水进电梯井,通知业主保险"),
        do("到场", "水工到场、止水时间"),
    )),
    Card("fire", "火警", False, True, (
        do("确认", "护卫带灭火器到场,看清部位、有无人", 3),
        dial("119", "消防", "119", "地址、烧什么、有无人困、留电话"),
        call("护卫", "guard", 3),
        do("疏散", "广播疏散,电梯迫降,走楼梯"),
        do("断电断气", "切非消防电,关燃气"),
        call("领班", "leader", 5),
        call("主管", "supervisor", 10),
        call("经理", "manager", 15),
        do("引车", "开门引消防车,清消防通道"),
        do("现场", "清点人数,保护现场"),
    )),
    Card("lift", "困梯", True, True, (
        do("安抚", "对讲通话:几人、有无不适,勿扒门", 3),
        dial("维保", "电梯维保", "", "限 30 分钟到场"),
        call("护卫", "guard", 5, "到层门外陪同"),
        do("挂牌", "停梯,各层挂牌"),
        call("领班", "leader", 10),
        call("主管", "supervisor", 15),
        dial("120", "急救", "120", "有人不适时"),
        do("到场", "维保到场时间", 30),
        do("解困", "几人、几点救出、有无伤"),
        call("经理", "manager", 30),
    )),
    Card("blackout", "停电", True, True, (
        do("判明", "单户、单元还是全区;有无计划停电"),
        dial("供电", "供电局", "95598"),
        call("电工", "maintenance", 10),
        do("查梯", "逐台问对讲,有无困人", 5),
        do("发电机", "启动,消防泵、应急灯带上"),
        do("加岗", "门禁、监控失电处加护卫"),
        call("领班", "leader", 10),
        call("主管", "supervisor", 15),
        do("告知", "业主群、大堂贴:原因和预计恢复"),
        do("送电", "恢复时间,电梯、水泵复位"),
    )),
    Card("fight", "醉闹打架", False, False, (
        call("护卫", "guard", 3, "两人以上,不单独上前"),
        do("隔开", "劝离,隔开双方,不动手"),
        dial("110", "报警", "110", "有人伤、有凶器、劝不住"),
        call("领班", "leader", 10),
        call("主管", "supervisor", 15),
        dial("120", "急救", "120", "有人受伤或醉倒不醒"),
        do("录像", "记时段、镜头号,锁存"),
        do("证人", "在场的人、房号,谁先动手"),
    )),
    Card("theft", "失窃警情", False, True, (
        do("保护现场", "不进不动,拉线,留一人看守"),
        dial("110", "报警", "110"),
        dial("派出所", "社区民警", ""),
        call("护卫", "guard", 5, "各门口留意可疑人、车"),
        call("领班", "leader", 10),
        call("主管", "supervisor", 15),
        do("录像", "锁存;只给警察,登记警号"),
        call("业主", "owner"),
        do("登记", "失主、物品、自报价值、发现时间"),
        call("经理", "manager", 30),
    )),
    Card("injury", "伤病", False, True, (
        dial("120", "急救", "120", "地址、几人、神志、呼吸"),
        call("护卫", "guard", 3, "带急救箱、除颤仪"),
        do("现场", "不搬动,有人陪,围挡"),
        do("引车", "门口接救护车,电梯待命"),
        call("家属", "owner"),
        call("领班", "leader", 10),
        call("主管", "supervisor", 15),
        do("去向", "送哪家医院,谁陪同"),
        do("原因", "地滑、施工、设施:拍照,围起来"),
    )),
    Card("storm", "台风暴雨", False, True, (
        call("主管", "supervisor", 15, "启动预案,定召集名单"),
        call("经理", "manager", 30),
        call("领班", "leader", 10),
        call("维修", "maintenance", 10),
        call("护卫", "guard", 10),
        do("地库", "挡水板、沙袋,试潜水泵"),
        do("天台", "疏通排水口,收松动物"),
        do("电梯", "升到高层停梯,关机房窗"),
        do("告知", "业主收阳台物品、移车"),
        do("巡查", "每小时一次,记水位"),
    )),
    Card("lockout", "锁门外", False, False, (
        do("核对身份", "证件或登记电话,不合不办"),
        call("业主", "owner", None, "打登记电话"),
        key("托管匙", "在业主名单内才借"),
        dial("锁匠", "备案开锁公司", ""),
        call("护卫", "guard", None, "陪同到门口"),
        call("领班", "leader", 30),
        do("登记", "怎么核对的,谁在场"),
    )),
)  # fmt: skip

EN = (
    Card("leak", "Leak", True, True, (
        do("valve", "close the flat's valve, else the riser's"),
        key("key", "service duct, pump room"),
        call("plumber", "maintenance", 10),
        call("leader", "leader", 10),
        call("supervisor", "supervisor", 15),
        call("below", "below"),
        call("owner", "owner"),
        do("power", "cut the flat's power where water is near"),
        do("scene", "photos, keep water from the lift shaft"),
        do("arrival", "when the plumber came, when it stopped"),
    )),
    Card("fire", "Fire", False, True, (
        do("confirm", "guard with extinguisher: where, anybody in?", 3),
        dial("119", "fire brigade", "119", "address, what burns, who is inside"),
        call("guard", "guard", 3),
        do("evacuate", "broadcast, lifts down, use the stairs"),
        do("cut", "power that is not for fire, and gas"),
        call("leader", "leader", 5),
        call("supervisor", "supervisor", 10),
        call("manager", "manager", 15),
        do("gate", "open it, lead the engine, clear the lane"),
        do("scene", "count people, keep the scene"),
    )),
    Card("lift", "Stuck lift", True, True, (
        do("calm", "intercom: how many, unwell? Keep off doors", 3),
        dial("lift firm", "lift maintenance", "", "here within 30 minutes"),
        call("guard", "guard", 5, "stays at the landing door"),
        do("signs", "stop the lift, signs on every floor"),
        call("leader", "leader", 10),
        call("supervisor", "supervisor", 15),
        dial("120", "ambulance", "120", "where somebody is unwell"),
        do("arrival", "when the lift firm came", 30),
        do("free", "how many, when, hurt?"),
        call("manager", "manager", 30),
    )),
    Card("blackout", "Power failure", True, True, (
        do("extent", "flat, entrance or estate; announced?"),
        dial("grid", "power company", "95598"),
        call("electrician", "maintenance", 10),
        do("lifts", "ask every intercom for people inside", 5),
        do("generator", "start; fire pumps, emergency light"),
        do("posts", "guards where doors and cameras are dead"),
        call("leader", "leader", 10),
        call("supervisor", "supervisor", 15),
        do("tell", "residents: why, and until when"),
        do("power", "when it came back; lifts, pumps reset"),
    )),
    Card("fight", "Drunk or fight", False, False, (
        call("guard", "guard", 3, "two or more, nobody alone"),
        do("part", "talk them apart, no hands"),
        dial("110", "police", "110", "hurt, armed, or not to be calmed"),
        call("leader", "leader", 10),
        call("supervisor", "supervisor", 15),
        dial("120", "ambulance", "120", "hurt, or does not wake"),
        do("video", "times and cameras, keep it"),
        do("witnesses", "who was there, who began"),
    )),
    Card("theft", "Theft", False, True, (
        do("scene", "nobody in, nothing touched, one stays"),
        dial("110", "police", "110"),
        dial("station", "beat officer", ""),
        call("guard", "guard", 5, "gates watch people and cars"),
        call("leader", "leader", 10),
        call("supervisor", "supervisor", 15),
        do("video", "keep it; police only, badge noted"),
        call("owner", "owner"),
        do("list", "owner, things, value said, found when"),
        call("manager", "manager", 30),
    )),
    Card("injury", "Injury", False, True, (
        dial("120", "ambulance", "120", "address, how many, awake, breathing"),
        call("guard", "guard", 3, "first-aid kit, defibrillator"),
        do("scene", "do not move them, stay, screen off"),
        do("gate", "meet the ambulance, hold a lift"),
        call("family", "owner"),
        call("leader", "leader", 10),
        call("supervisor", "supervisor", 15),
        do("where to", "which hospital, who went along"),
        do("cause", "wet floor, works, fault: photo, fence"),
    )),
    Card("storm", "Storm", False, True, (
        call("supervisor", "supervisor", 15, "starts the plan, names who comes"),
        call("manager", "manager", 30),
        call("leader", "leader", 10),
        call("maintenance", "maintenance", 10),
        call("guard", "guard", 10),
        do("garage", "boards, sandbags, try the pumps"),
        do("roofs", "drains free, nothing loose"),
        do("lifts", "park high, shut machine rooms"),
        do("tell", "residents: balconies, cars"),
        do("rounds", "every hour, note the water"),
    )),
    Card("lockout", "Locked out", False, False, (
        do("identity", "papers or registered phone, else no"),
        call("owner", "owner", None, "the registered number"),
        key("entrusted", "only to people on the owner's list"),
        dial("locksmith", "registered locksmith", ""),
        call("guard", "guard", None, "goes along to the door"),
        call("leader", "leader", 30),
        do("note", "how it was checked, who was there"),
    )),
)  # fmt: skip

_BY_LANGUAGE = {"zh": {card.kind: card for card in ZH}, "en": {card.kind: card for card in EN}}


def built_in(kind: str, language: str) -> Card:
    """The card as it came with the program."""
    return _BY_LANGUAGE[language][kind]
