"""The words on the screen: English msgids in, the officer's language out."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

from db.rules import words as marks
from db.rules.words import Refused
from screens.catalogue import Catalogue

_catalogue = NullTranslations()
language = "en"
#: Where the compiled catalogues lie.
place = Path()
#: How much of a long value a sentence quotes.
_QUOTED = 24


def use(code: str, directory: Path) -> None:
    """Speak `zh` or `en` from now on; msgids are English, so `en` needs no catalogue."""
    global _catalogue, language, place
    language, place = code, directory
    compiled = directory / "zh_CN" / "LC_MESSAGES" / "dutydesk.mo"
    _catalogue = Catalogue(compiled) if code == "zh" else NullTranslations()


def _(msgid: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(msgid) if msgid else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The message about a number in the language in use."""
    return _(marks.ngettext(one, many, n))


def N_(msgid: str) -> str:
    """Mark a message that is translated later, when it is shown."""
    return msgid


def tell(refused: Refused) -> str:
    """A refusal as a sentence; values that are messages themselves (field names) are translated too."""
    return refused.told(_)


def tell_on_a_line(refused: Refused) -> str:
    """The same with what was typed cut, so that it does not push the sentence about it off the line."""
    values = {name: _quoted(value) if isinstance(value, str) else value for name, value in refused.values.items()}
    return tell(Refused(refused.msgid, **values))


def _quoted(value: str) -> str:
    """A long value cut; a list (of tags, of roles) is the sentence's own."""
    return value if len(value) <= _QUOTED or ", " in value or _(value) != value else f"{value[: _QUOTED - 3]}..."
