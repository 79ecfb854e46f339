"""The terminal profile: what is known of this terminal before Textual is imported, and why."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.words import N_, _
from tui.device import serial_speed

if TYPE_CHECKING:
    from tui.driver import WireDriver

_OUTPUT = 1  # descriptor of standard output
_ESCAPE_MS = 100
_SLOW_ESCAPE_MS = 300  # on a slow or distant line the rest of a key's sequence comes later
_CHINESE = ("gb18030", "gbk", "gb2312", "cp936", "euccn")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the profile: what is set (a msgid), to what, and why (a msgid)."""

    what: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Profile:
    """How to speak to this terminal."""

    term: str = "unknown"
    colors: str = "standard"  #: none, standard (16), 256 or truecolor
    ascii_only: bool = False
    slow: int | None = None  #: baud of the line, where it was told or is a serial one: a terminal may answer nothing
    encoding: str = "utf-8"  #: of what is typed and shown
    flow_control: bool = False  #: leave XON/XOFF (Ctrl+S, Ctrl+Q) to the terminal
    findings: tuple[Finding, ...] = ()

    @property
    def plain_console(self) -> bool:
        """Whether this is the Linux console, whose fonts have at most 512 signs: no Chinese."""
        return self.term.startswith("linux")

    def driver_class(self) -> type[WireDriver] | None:
        """The driver to run the application on; None (Textual's own) where the platform is not Linux."""
        if sys.platform != "linux":
            return None
        from tui.driver import WireDriver

        return type("WireDriver", (WireDriver,), {"profile": self})

    def explain(self) -> list[str]:
        """The profile as sentences for `doctor`, in the language in use."""
        lines = [f"{_(found.what)}: {found.value} ({_(found.why)})" for found in self.findings]
        if self.plain_console:
            lines.append(_(_NO_CHINESE))
        return lines


_NO_CHINESE = N_(
    "A plain Linux console cannot draw Chinese: run dutydesk in kmscon, fbterm or over SSH, or with --lang en."
)


def prepare(
    *,
    ascii_only: bool = False,
    slow: int | None = None,
    term: str | None = None,
    no_color: bool | None = None,
    encoding: str | None = None,
    flow_control: bool = False,
    environ: MutableMapping[str, str] = os.environ,
) -> Profile:
    """Choose the profile and set what Textual reads when it is imported; call it before that import."""
    name = _term(term, environ)
    colors = _colors(name, no_color, environ)
    speech = _encoding(encoding, environ)
    slow = slow or serial_speed(_OUTPUT)
    profile = Profile(
        term=name.value,
        colors=colors.value,
        ascii_only=ascii_only,
        slow=slow,
        encoding=speech.value,
        flow_control=flow_control,
        findings=(name, colors, speech, *_options(ascii_only, slow, flow_control)),
    )
    _tell_textual(profile, environ)
    return profile


def _term(asked: str | None, environ: MutableMapping[str, str]) -> Finding:
    if asked:
        return Finding(N_("terminal"), asked, N_("as asked"))
    name = environ.get("TERM", "")
    return (
        Finding(N_("terminal"), name, N_("from TERM"))
        if name
        else Finding(N_("terminal"), "unknown", N_("TERM is not set"))
    )


def _colors(term: Finding, no_color: bool | None, environ: MutableMapping[str, str]) -> Finding:
    if no_color or (no_color is None and environ.get("NO_COLOR")):
        return Finding(N_("colors"), "none", N_("no color was asked for"))
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return Finding(N_("colors"), "truecolor", N_("from COLORTERM"))
    if term.value.endswith("-256color"):
        return Finding(N_("colors"), "256", N_("from TERM"))
    if term.value.startswith("vt"):
        return Finding(N_("colors"), "none", N_("this terminal has no colors"))
    return Finding(N_("colors"), "standard", N_("16 colors are safe everywhere"))


def codeset(environ: Mapping[str, str]) -> str:
    """The character set that the locale names, be the locale installed here or not; "" where it names none."""
    names = [environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if names[1] == "C.UTF-8" and names[2]:
        names[1] = ""  # Python puts it there where it cannot have the locale of LANG
    spoken = next(filter(None, names), "")
    named = spoken.partition(".")[2].partition("@")[0].lower().replace("-", "").replace("_", "")
    return named or ("gb2312" if spoken == "zh_CN" else "")


def _encoding(asked: str | None, environ: Mapping[str, str]) -> Finding:
    if asked:
        return Finding(N_("encoding"), asked.lower(), N_("as asked"))
    found = codeset(environ)
    if found in _CHINESE:
        return Finding(N_("encoding"), "gb18030", N_("from the locale"))
    return Finding(N_("encoding"), "utf-8", N_("from the locale") if found == "utf8" else N_("the usual one"))


def _options(ascii_only: bool, slow: int | None, flow_control: bool) -> list[Finding]:
    found = []
    if ascii_only:
        found.append(Finding(N_("ASCII only"), "--ascii", N_("signs of uncertain width are drawn with ASCII")))
    if slow:
        found.append(Finding(N_("line speed"), str(slow), N_("output is paced where the terminal does not answer")))
    if flow_control:
        found.append(Finding(N_("flow control"), "XON/XOFF", N_("Ctrl+S and Ctrl+Q stop and start the line")))
    return found


def _tell_textual(profile: Profile, environ: MutableMapping[str, str]) -> None:
    """Settings that Textual reads from the environment; what the user has set stays, save what must not be."""
    environ["TERM"] = profile.term
    environ["TEXTUAL_ANIMATIONS"] = "none"
    environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
    environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"  # "report all keys" breaks Chinese input methods in iTerm2
    environ.setdefault("ESCDELAY", str(_SLOW_ESCAPE_MS if profile.slow else _ESCAPE_MS))
    if profile.colors != "truecolor":
        environ.setdefault("TEXTUAL_THEME", "ansi-dark")
        environ["TEXTUAL_COLOR_SYSTEM"] = "256" if profile.colors == "256" else "standard"
    environ.pop("NO_COLOR", None)  # Textual takes even an empty one for a wish
    if profile.colors == "none":
        environ["NO_COLOR"] = "1"
