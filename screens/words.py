"""The words on the screen: English msgids in, the officer's language out."""

from __future__ import annotations

import gettext
from pathlib import Path

from db.rules.words import Refused

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
language = "en"


def use(code: str, directory: Path) -> None:
    """Speak `zh` or `en` from now on; msgids are English, so `en` needs no catalogue."""
    global _catalogue, language
    language = code
    _catalogue = (
        gettext.translation("dutydesk", directory, languages=["zh_CN"]) if code == "zh" else gettext.NullTranslations()
    )


def _(msgid: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(msgid) if msgid else ""


def N_(msgid: str) -> str:
    """Mark a message that is translated later, when it is shown."""
    return msgid


def tell(refused: Refused) -> str:
    """A refusal as a sentence; values that are messages themselves (field names) are translated too."""
    return refused.told(_)
