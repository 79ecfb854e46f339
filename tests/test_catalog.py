"""The check of the catalogue finds what it is there for, and the catalogue of the program passes it."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path

import pytest

from screens.catalogue import Catalogue
from tests import catalog

CODE = """
from db.rules.words import _
FIRST = _("{n} keys are out.")
SECOND = f"! {_('The door is open.')}"
THIRD = ngettext("{n} key was issued.", "{n} keys were issued.", 1)
"""
COMMAND = '''
class Command: pass
class Sub(Command):
    """Write a line
    at once."""
class Nothing:
    """No message."""
'''
PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "{n} keys are out."
msgstr "{n} 把钥匙在外。"

msgid "The door is open."
msgstr "门开着。"

msgid "{n} key was issued."
msgid_plural "{n} keys were issued."
msgstr[0] "借出 {n} 把钥匙。"

msgid "Write a line at once."
msgstr "马上记一笔。"
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small program whose catalogue is whole."""
    for package in ("tui", "screens", "db"):
        (tmp_path / package).mkdir()
    (tmp_path / "db" / "keys.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "screens" / "commands.py").write_text(COMMAND, encoding="utf-8")
    catalog.mo_of(tmp_path).parent.mkdir(parents=True)
    write(tmp_path, "keys.po", PO)
    return tmp_path


def write(tree: Path, name: str, text: str, *, fresh: bool = True) -> None:
    """Put a .po file there and, if wanted, compile it."""
    (catalog.locale_of(tree) / name).write_text(text, encoding="utf-8")
    if fresh:
        catalog.mo_of(tree).write_bytes(catalog.compile_mo(catalog.translations(tree)))


def test_the_programs_own_catalogue_is_complete_and_fresh() -> None:
    assert catalog.problems(catalog.ROOT) == []


def test_a_whole_catalogue_has_no_problem_and_speaks_chinese(tree: Path) -> None:
    assert catalog.problems(tree) == []
    spoken = Catalogue(catalog.mo_of(tree))
    assert spoken.gettext("{n} keys are out.").format(n=3) == "3 把钥匙在外。"
    assert {spoken.gettext(f"{{n}} {words} issued.") for words in ("key was", "keys were")} == {"借出 {n} 把钥匙。"}
    assert [spoken.gettext(msgid) for msgid in ("not there", "A", "zz", "汉")] == ["not there", "A", "zz", "汉"]


def test_the_catalogue_finds_whatever_gettext_finds() -> None:
    file = catalog.mo_of(catalog.ROOT)
    ours, gettexts = Catalogue(file), gettext.GNUTranslations(BytesIO(file.read_bytes()))
    msgids = list(catalog.marked(catalog.ROOT))
    assert len(msgids) > 1000
    assert [ours.gettext(msgid) for msgid in msgids] == [gettexts.gettext(msgid) for msgid in msgids]


SPOILT = {
    "a msgid without Chinese": (PO.replace('msgstr "门开着。"', 'msgstr ""'), "db/keys.py:4: no Chinese for 'The door"),
    "a fuzzy one": (PO.replace('msgid "The door', '#, fuzzy\nmsgid "The door'), "no Chinese for 'The door is open.'"),
    "a plural without its one": (PO.replace("{n} key was", "{n} was"), "db/keys.py:5: no Chinese for '{n} key was"),
    "a plural without Chinese": (PO.replace("借出 {n} 把钥匙。", ""), "no Chinese for '{n} keys were issued.'"),
    "a command's help": (
        PO.replace("Write a line at once.", "Write."),
        "screens/commands.py:3: no Chinese for 'Write a line",
    ),
    "what nothing says": (PO + '\nmsgid "Gone."\nmsgstr "没了。"\n', "nothing says 'Gone.' any more"),
    "a placeholder lost": (PO.replace("{n} 把", "几把"), "has ['n'], its Chinese []"),
    "a placeholder renamed": (PO.replace("{n} 把", "{m} 把"), "has ['n'], its Chinese ['m']"),
    "a brace left open": (PO.replace("{n} 把", "{n 把"), "unbalanced braces"),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_wrong_is_named(tree: Path, spoilt: str) -> None:
    text, named = SPOILT[spoilt]
    write(tree, "keys.po", text)
    assert any(named in problem for problem in catalog.problems(tree)), catalog.problems(tree)


def test_two_meanings_of_one_msgid_are_named_and_the_same_one_twice_is_not(tree: Path) -> None:
    write(tree, "log.po", PO)
    assert catalog.problems(tree) == []
    write(tree, "log.po", PO.replace("门开着。", "门没关。"))
    assert any("'门没关。' here and '门开着。' in keys.po" in problem for problem in catalog.problems(tree))


def test_a_stale_mo_is_named(tree: Path) -> None:
    write(tree, "keys.po", PO.replace("门开着。", "门没关。"), fresh=False)
    assert [problem for problem in catalog.problems(tree) if "stale" in problem]


def test_the_same_words_compile_to_the_same_bytes_in_any_order(tree: Path) -> None:
    entries = list(catalog.translations(tree))
    assert catalog.compile_mo(entries) == catalog.compile_mo(reversed(entries))
