"""The keyboard: whatever bytes the terminal sends, as events; nothing in them can end the program."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

_PASTED = "\x1b[201~"
_LONG_WAIT = 2.0  # seconds of silence after which a paste whose end was lost is over, and half a character is nothing
_COMPACT = 65_536

_NO_TEXT = re.compile("[\x00\x80-\x9f\ufffd]")
_REPORT = re.compile("\x1b\\[(\\d{1,4});(\\d{1,4})R")
_TOKEN = re.compile(
    "(?P<paste>\x1b\\[200~)"
    "|(?P<sequence>\x1b(?:\\[\\[[A-E]|\\[M[^\x1b]{3}|O[ -~]|\\[(?!\\[\\Z|M[^\x1b]{0,2}\\Z)[0-?]*[ -/]*[@-~]))"
    "|(?P<unasked>\x1b[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\))"
    "|(?P<partial>\x1b(?:\\[\\[|\\[M[^\x1b]{0,2}|\\[[0-?]{0,64}[ -/]*|O|[\\]PX^_][^\x07\x1b]{0,4096}\x1b?)?\\Z)"
    "|(?P<broken>\x1b(?:\\[[0-?]*[ -/]*|[\\]PX^_]))"
    "|(?P<escape>\x1b(?=[\x1b\x80-\x9f\ufffd]))"
    "|(?P<meta>\x1b[^\x1b])"
    "|(?P<lost>[\x80-\x9f\ufffd])"
    "|(?P<key>.)",
    re.DOTALL,
)
#: Punctuation of a Chinese input method that stands on the key of another sign.
_TWINS = {
    "\u3000": " ", "。": ".", "、": "/", "‘": "'", "’": "'", "“": '"', "”": '"', "【": "[", "】": "]",
    "《": "<", "》": ">", "￥": "$", "…": "^", "—": "_", "·": "`",
}  # fmt: skip
_FUNCTION_KEYS = {f"alt+{digit}": f"f{digit or 10}" for digit in range(10)}
_VT_KEYS = {"f15": "f1", "f11": "escape"}  # Help, and what stands for Esc, on the keyboards of a vt220
_COMMA = "\x1bOl"  # of a vt220's keypad, which Textual's table lacks


class _Parser(XTermParser):
    """Textual's tables without the kitty protocol, which is never switched on and would misread other keys."""

    def _parse_extended_key(self, sequence: str) -> None:  # type: ignore[override]
        return None


class Keyboard:
    """Bytes in, events out. What may still be going on is kept back until `give_up` or the rest of it comes."""

    def __init__(self, is_report: Callable[[int, int], bool], encoding: str = "utf-8", term: str = "") -> None:
        self._decoder = getincrementaldecoder(encoding)("replace")
        self._is_report = is_report
        self._parser = _Parser()
        self._names = _FUNCTION_KEYS | (_VT_KEYS if term.startswith("vt") else {})
        self._text, self._at = "", 0
        self._pasting = self._given_up = False

    def receive(self, data: bytes) -> None:
        """Take bytes in; cursor reports are cut out at once, however many keys wait before them."""
        fresh = len(self._text)
        tail = max(self._at, fresh - 12)  # a report may have been cut in two by the read
        rest = _REPORT.sub(self._cut, self._text[tail:] + self._decoder.decode(data))
        self._text = self._text[:tail] + rest
        self._given_up = False

    def _cut(self, report: re.Match[str]) -> str:
        return "" if self._is_report(int(report[1]), int(report[2])) else report[0]

    @property
    def patience(self) -> float | None:
        """Seconds after which to give up on what has begun and not ended; None when nothing has."""
        if self._given_up:
            return None
        begun, half = self._at < len(self._text), bool(self._decoder.getstate()[0])
        if half or (begun and self._pasting):
            return _LONG_WAIT
        return constants.ESCAPE_DELAY if begun else None

    def give_up(self) -> None:
        """What has begun will not go on: an escape was the key, a broken sequence or half a character is nothing."""
        self._decoder.reset()
        self._given_up = True

    def take(self, limit: int = 256) -> list[Message]:
        """The next events, about `limit` of them; empty when all that is complete has been taken."""
        made: list[Message] = []
        while len(made) < limit and self._at < len(self._text):
            if self._pasting:
                if not self._take_paste(made):
                    break
                continue
            token = _TOKEN.match(self._text, self._at)
            if token is None or (token.lastgroup == "partial" and not self._given_up):
                break
            self._at = token.end()
            made += self._events(token.lastgroup or "", token[0])
        if self._at >= min(_COMPACT, len(self._text)):
            self._text, self._at = self._text[self._at :], 0
        return made

    def _take_paste(self, made: list[Message]) -> bool:
        end = self._text.find(_PASTED, self._at)
        if end < 0 and not self._given_up:
            return False
        text = self._text[self._at : end if end >= 0 else None]
        self._at += len(text) + (len(_PASTED) if end >= 0 else 0)
        self._pasting = False
        made.append(events.Paste(_NO_TEXT.sub("", text)))
        return True

    def _events(self, kind: str, text: str) -> Iterable[Message]:
        if kind == "key":
            return self._key(text)
        if kind == "sequence":
            return self._sequence(text)
        if kind == "meta":
            return self._meta(text)
        if kind == "escape" or (kind == "partial" and text == "\x1b"):
            return [events.Key("escape", "\x1b")]
        self._pasting = kind == "paste"
        return []

    def _key(self, char: str) -> Iterable[Message]:
        """One key; a full-width sign is text as it is, and a shortcut as its half-width twin."""
        made = list(self._parser._sequence_to_key_events(twin(char)))
        for event in made:
            if event.character is not None:
                event.character = char
        return made

    def _meta(self, text: str) -> Iterable[Message]:
        """Esc and a character at once: with a digit the function key, else two keys that were typed ahead.

        Nothing here is done with Alt and a letter, but Esc is pressed before every other shortcut.
        """
        if twin(text[1]).isdigit():
            return self._named(self._parser._sequence_to_key_events(twin(text[1]), alt=True))
        return [events.Key("escape", "\x1b"), *self._key(text[1])]

    def _sequence(self, text: str) -> Iterable[Message]:
        if text.startswith("\x1b[<"):
            event = self._parser.parse_mouse_code(text)
            return [event] if event is not None else []
        return self._named(self._parser._sequence_to_key_events("," if text == _COMMA else text))

    def _named(self, made: Iterable[events.Key]) -> list[Message]:
        return [
            events.Key(self._names[event.key], None) if event.key in self._names else event
            for event in made
            if event.key != Keys.Ignore
        ]


def twin(char: str) -> str:
    """The half-width sign on the same key as a full-width one; any other character as it is."""
    return chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else _TWINS.get(char, char)
