"""Texts that would act on a careless terminal, screen, database or spreadsheet; and what a terminal may be sent.

Each text bears a name. `acting` reads what a program sent to a terminal and returns everything in it that the driver
itself never sends.
"""

from __future__ import annotations

import os
import re
import unicodedata
from zlib import crc32

_BIG = 10_000_000
STRINGS: dict[str, str] = {
    # control sequences of terminals
    "clear": "\x1b[2J\x1b[H", "title": "\x1b]0;owned\x07", "title st": "\x1b]2;owned\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "clipboard read": "\x1b]52;c;?\x07", "link": "\x1b]8;;http://x/\x07x\x1b]8;;\x07", "palette": "\x1b]4;1;#fff\x07",
    "notify": "\x1b]9;x\x07", "answer back": "\x05", "device": "\x1b[c", "device 2": "\x1b[>c", "report": "\x1b[6n",
    "status": "\x1b[5n", "dcs": "\x1bPq#0;2\x1b\\", "decrqss": "\x1bP$q\"p\x1b\\", "apc": "\x1b_Gx\x1b\\",
    "pm": "\x1b^x\x1b\\",
    "sos": "\x1bXx\x1b\\", "reset": "\x1bc", "soft reset": "\x1b[!p", "other screen": "\x1b[?1049h",
    "mouse": "\x1b[?1003h",
    "paste end": "\x1b[201~; rm", "paste begin": "\x1b[200~", "insert": "\x1b[4h", "scroll region": "\x1b[5;10r",
    "print": "\x1b[5i", "window": "\x1b[8;1;1t", "window title back": "\x1b[21t", "charset": "\x1b(0",
    "shift out": "\x0e",
    "shift in": "\x0f", "colour": "\x1b[31;5m", "hidden": "\x1b[8m", "unfinished csi": "\x1b[31",
    "unfinished osc": "\x1b]0;",
    "lone esc": "\x1b", "kitty keys": "\x1b[>31u", "sync": "\x1b[?2026h", "linux palette": "\x1b]P0ff0000",
    "xterm exec": "\x1b]777;x\x07",
    # eight-bit control
    "c1 csi": "\x9b2J", "c1 osc": "\x9d0;owned\x9c", "c1 dcs": "\x90q\x9c", "c1 apc": "\x9fx\x9c",
    "c1 nel": "a\x85b", "c1 ind": "a\x84b",
    # other control characters
    "nul": "a\x00b", "bell": "a\x07b", "backspace": "abc\x08\x08\x08", "tab": "a\tb", "vertical tab": "a\x0bb",
    "form feed": "a\x0cb",
    "return": "abc\rx", "line": "a\nb", "delete": "a\x7fb", "xoff": "a\x13b", "eof": "a\x04b", "interrupt": "a\x03b",
    "line separator": "a\u2028b", "paragraph separator": "a\u2029b",
    # letters that mislead
    "bidi override": "a\u202eb", "bidi isolate": "a\u2066b\u2069", "bidi mark": "a\u200fb", "arabic mark": "a\u061cb",
    "zero width": "a\u200bb", "joiner": "a\u200db", "word joiner": "a\u2060b", "byte order": "\ufeffa",
    "soft hyphen": "a\u00adb",
    "filler": "a\u3164b", "half filler": "a\uffa0b", "braille blank": "a\u2800b", "grapheme joiner": "a\u034fb",
    "mongolian": "a\u180eb",
    "tags": "a\U000e0041b", "variation": "王\ufe00", "noncharacter": "a\ufffeb", "private": "a\ue000b",
    "surrogate": "a\ud800b",
    "low surrogate": "\udcffa", "homoglyph": "Аdmin", "kangxi": "⼈", "mathematical": "𝐀nn",
    # width and piles
    "zalgo": "a" + "\u0301" * 200, "combining first": "\u0301a", "emoji zwj": "👩\u200d🚒", "flag": "🇨🇳🇨",
    "wide": "漏" * 60, "ambiguous": "─●①",
    "ligature": "ﷺ" * 20, "indic": "नमस्ते", "emoji skin": "👍🏽", "keycap": "1\ufe0f\u20e3", "arabic": "مرحبا",
    # markup, templates, code
    "markup": "[/302]", "action": "[@click=app.exit]x[/]", "markup link": "[link=file:///etc/passwd]x[/link]",
    "rich bold": "[bold red]x",
    "braces": "{who} {0} {0.__class__}", "percent": "%s %n %(x)s", "sql": "'; DROP TABLE journal; --",
    "sql or": "\" OR 1=1 --", "like": "%_%",
    "html": "<script>alert(1)</script>", "shell": "$(id) `id` ; rm -rf /", "json": '","x":1}', "regex": "(a+)+$",
    "template": "{{7*7}}${7*7}",
    # formulas and paths
    "formula": "=HYPERLINK(\"http://x\")", "plus": "+1+1", "minus": "-1+cmd|' /C calc'!A0", "at": "@SUM(1)",
    "full-width formula": "＝1+1",
    "path": "../../etc/passwd", "absolute": "/dev/tty", "windows": "..\\..\\x", "device name": "CON",
    "dash": "--help",
    # size
    "long": "x" * 5_000, "ten megabytes": "x" * _BIG, "many marks": "\u0301" * 5_000, "blank": " \u3000 ",
    "empty": "",
}  # fmt: skip
#: Those that fit on a line of any register, for rows that another program writes into the file.
SHORT = {name: text for name, text in STRINGS.items() if 0 < len(text) <= 300}
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}

#: What the driver itself sends: paint, erasing, lines, places, tab stops, pens, its modes, and its one question.
_OURS = re.compile(
    rb"\x1b\[[0-9;]*[HABCDGdJKXLMPSTmr@]|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004)[hl]|\x1b\[6n|[\r\n\t\x08]"
    rb"|\x1b\[3g|\x1bH"
)
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]")


def some(place: str) -> dict[str, str]:
    """The texts tried at one place: every eighth one, another eighth elsewhere; all of them where it says so."""
    if os.environ.get("EVERY_HOSTILE_TEXT"):
        return STRINGS
    begin = crc32(place.encode()) % 8
    return dict(list(STRINGS.items())[begin::8])


def acting(raw: bytes) -> list[bytes]:
    """What in these bytes a terminal would act on and the driver never sends, with some of what follows."""
    rest = _OURS.sub(b"", raw)
    return [rest[found.start() : found.start() + 12] for found in _CONTROL.finditer(rest)]


def plain(text: str) -> list[str]:
    """Characters of a command's output or an exported table that are no text: everything but line ends."""
    return [f"U+{ord(c):04X}" for c in text if c != "\n" and unicodedata.category(c) in _UNSEEN]
