"""What the pictures show: reels of scenes, each the keys that lead to it from the scene before."""

from __future__ import annotations

from db import demo

#: A text that is typed, in Chinese and in English.
Typed = tuple[str, str]
#: Name of the picture and the keys that lead there; a scene without a name is only walked through.
Scene = tuple[str, tuple[str | Typed, ...]]

_CHEN = (*"1024", *demo.PIN)
_LI = ("@", "0", *"1031", *demo.PIN)

#: A night of the front desk, each screen once.
_DESK: tuple[Scene, ...] = (
    ("sign_on", ()),
    ("duty", _CHEN),
    ("duty_log", ("f2",)),
    ("call", ("f9", *"6.2.1101", "enter")),
    (
        "call_repair",
        ("b", ("厨房", "kitchen"), "enter", ("龙头滴水,关不紧", "tap drips, does not shut"), "enter", "2", "1"),
    ),
    ("key_register", ("escape", '"', "1", "f4")),
    ("ticket_queue", ("f5",)),
    ("help", ("f1",)),
    ("lock", ("escape", "escape", "ctrl+x")),
)

#: Water from 6-2-1101: the emergency card under way, then the officer leaves the post to a stand-in.
_EMERGENCY: tuple[Scene, ...] = (
    ("", _CHEN),
    ("emergency", ("!", "1", *"6.2.1101", "enter", "1", "z", "4", "a", "5", "x", "6", "v")),
    ("cover", ("escape", "b", "3", *"10", "enter", *"1007", "enter", *"1041", "enter")),
)

#: Both officers hand over: prepared, read, counted blind, signed.
_HANDOVER: tuple[Scene, ...] = (
    ("", (*_CHEN, "f3", "0")),
    ("", ("1", ("关闸", "shut it"), "enter", ("升不起则开侧门", "stuck: use the side gate"), "enter")),
    ("handover", ("2", ("复查止水", "look again"), "enter", ("再漏则关楼层阀", "leaks: shut the floor valve"))),
    ("", ("enter", "3", ("回访业主", "call the owner"), "enter", ("胡兵", "Hu Bing"), "enter", *"0600", "enter")),
    ("", (("没通再打", "nobody: call again"), "enter")),
    ("", ("o", "enter", *_LI)),
    ("digest", ("f3",)),
    ("", ("pagedown", "pagedown")),
    ("exchange", ("enter", *"53", *"05", *"04", *"05")),
    ("", (("637", "609"), *"1111111", "enter", ("一部在护卫岗充电", "one is charging at the guard post"), "enter")),
    ("", (*"rrrrr", "m", "s")),
    ("signing", (*demo.PIN,)),
)

#: What the duty director looks at: the daily sheet, the site's books, the papers.
_BOOKS: tuple[Scene, ...] = (
    ("inbox", (*"1002", *demo.PIN, "f7")),
    ("registers", ("f6",)),
    ("staff", ("1",)),
    ("templates", ("f6", "3")),
    ("roster", ("f6", "5", "pagedown")),
    ("papers", ("f8",)),
)

REELS: tuple[tuple[Scene, ...], ...] = (_DESK, _EMERGENCY, _HANDOVER, _BOOKS)
