"""The night as a script: what is pressed, and what must stand on the glass (in English) before the next key.

`test_a_night` works it on the real program, the tests of the wire and the bench on two terminals side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.conftest import PIN
from tests.terminal import Terminal

TAGS = ("0118", "0240", "0241", "0242", "0243")


@dataclass(frozen=True, slots=True)
class Step:
    """Keys, named or as text; what is seen afterwards, and what no longer is."""

    keys: tuple[str, ...]
    sees: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def step(*keys: str, see: str | tuple[str, ...] = (), gone: str = "") -> Step:
    return Step(keys, (see,) if isinstance(see, str) else see, (gone,) if gone else ())


SIGN_ON = (
    step(see=("锦绣花园", "staff number")),
    step("1024", PIN, see="Nobody has this post"),
    step("t", see="陈晓燕 has the post"),
)
LOG_LINES = (
    *(
        part
        for text in ("第1轮巡逻正常", "大堂灯已关", "外卖登记 12-1-201")
        for part in (step(";", see="Log line"), step(text, "enter", see="Saved as line"))
    ),
    step("f2", see="Log  前台"),
    step("e", see="Erratum"),
    step("x", "enter", see="reason"),
    step("1", see="is corrected"),
)
KEYS_OUT_AND_IN = (
    step("f4", see="0118"),
    step("0118", "enter", "92231", "enter", see="何志"),
    step("enter", see="Keys issued to 何志: 1"),
    step("0118", "enter", see="Back: 0118"),
    step("0240", "enter", "0241", "enter", "0242", "enter", "0243", "enter", "92231", "enter", "enter",
         see="Keys issued to"),
    step("0240", "enter", "0241", "enter", "0242", "enter", see="not here"),
    step("y", "s", see="stays out until"),
    step("enter", see="Not back: 0243"),
)  # fmt: skip
A_REPAIR = (
    step("f9", see="Call"),
    step("6.2.1101", "enter", see=("王**", "this time")),
    step("b", see="exact place"),
    step("厨房", "enter", see="about what"),
    step("水管爆裂", "enter", see="grade"),
    step("1", see="caller"),
    step("1", see="cost"),
    step("1", see="appointment"),
    step("enter", see="R-0001"),
    step("f5", see="Tickets"),
    step("d", see="worker"),
    step("zjg", "enter", see="R-0001 is with 周建国"),
    step("w", see="what was done"),
    step("换了接头", "enter", see="is done"),
    step("g", see="came back"),
    step("1", see="Slip of R-0001 is back"),
    step("x", see="actual item"),
    step("水管接头换新", "enter", see="owner confirms"),
    step("y", see="worker confirms"),
    step("y", see="fee settled"),
    step("y", see="signed by"),
    step("1002", see="PIN"),
    step(PIN, see="R-0001 is closed"),
)
TWO_CALLS = (
    step("f9", see="Call"),
    step("9.1.302", "enter", see="this time"),
    step("w", see="about what"),
    step("问停水到几"),
    step("f9", gone="问停水到几"),
    step(see="unit or place"),
    step("8.3.501", "enter", see="this time"),
    step("t", see="about what"),
    step("楼上装修噪音", "enter", see="grade"),
    step("1", see="class"),
    step("1", see="caller"),
    step("1", see="C-0001"),
    step("'", see="问停水到几"),
    step("点", "enter", see="Saved as line"),
)
RELIEF_SIGNS_ON = (
    step("@", see="another"),
    step("0", see="staff number"),
    step("1031", PIN, see="李敏 acts now"),
    step("@", see="another"),
    step("1", see="陈晓燕 acts now"),
)
HANDED_OVER = (
    step("f3", see=("C-0001", "0243")),
    step("0", "o", see="Enter: 李敏"),
    step("enter", see="Offered to 李敏"),
    step("@", "2", see="李敏 acts now"),
    step("f3", see="巡逻正常"),
    step("pagedown", "pagedown", "enter", see="钥匙柜点数"),
    step("04", "1111111"),
    step("q", see="Question"),
    step("0243 在谁手上?", "enter", see="0243 在谁手上?"),
    step("a", see="answer:"),
    step("何志,本班末还", "enter", see="何志,本班末还"),
    step("m", "s", see=("PIN of 陈晓燕", "code")),
    step(PIN, see="PIN of 李敏"),
    step(PIN, see="李敏 has the post 前台"),
)
THE_NEXT_DUTY = (
    step("escape", see=("Next", "C-0001", "0243", "李敏")),
    step("f3", see=("C-0001", "楼上装修噪音")),
)
#: The night of the two officers.
NIGHT = {
    "sign-on": SIGN_ON,
    "log lines": LOG_LINES,
    "keys out and in": KEYS_OUT_AND_IN,
    "a repair": A_REPAIR,
    "two calls": TWO_CALLS,
    "relief signs on": RELIEF_SIGNS_ON,
    "handed over": HANDED_OVER,
    "the next duty": THE_NEXT_DUTY,
}
#: The supervisor, when the night's day is over.
REVIEW = (
    step(see="staff number"),
    step("1002", PIN, see="Next"),
    step("f7", see="Daily sheet of"),
    step("1", see="Opened"),
    step("s", see="PIN"),
    step(PIN, see="signed: opened 1"),
)


def play(officer: Terminal, steps: tuple[Step, ...]) -> None:
    """Work a part of the night on a terminal."""
    for each in steps:
        officer.press(*each.keys)
        if each.gone:
            officer.see_no_more(*each.gone)
        if each.sees:
            officer.see(*each.sees)
