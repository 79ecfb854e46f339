"""The door to the site's own phrases: sentences and places that anybody on duty may add (L14)."""

from __future__ import annotations

from dataclasses import dataclass

from db.initials import initials
from db.journal import Write, writing
from db.models.phrases import Phrase
from db.models.staff import Officer
from db.rules import phrases as rules
from db.rules import plain_text
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class PhraseView:
    """A phrase of the site; `at` is epoch milliseconds."""

    id: int
    kind: str
    text: str
    initials: str
    officer: str
    at: int

    @property
    def key(self) -> tuple[str, str, int]:
        """Keyset of the list: sentences first, then by initials."""
        return ("b" if self.kind == "place" else "a", self.initials, self.id)


def own(kind: str = "") -> list[PhraseView]:
    """The site's phrases in use, sentences before places, by initials."""
    query = Phrase.select(Phrase, Officer).join(Officer, on=Phrase.officer).where(Phrase.removed_at.is_null())
    rows = query.where(Phrase.kind == kind) if kind else query
    found = [PhraseView(row.id, row.kind, row.text, row.initials, row.officer.name, row.at) for row in rows]
    return sorted(found, key=lambda view: view.key)


@writing("phrase.add")
def add(write: Write, kind: str, text: str, letters: str = "") -> PhraseView:
    """Add a sentence (`_` is a slot) or a place; `letters` find it, its pinyin initials where none are given."""
    said = plain_text.clean(text, _("Phrase"), 80)
    found = rules.check(kind, said, letters, initials(said.replace("_", "")), [one.text for one in own(kind)])
    row = write.save(Phrase(kind=kind, text=said, initials=found, officer=write.officer, at=write.at))
    return next(one for one in own(kind) if one.id == row.id)


@writing("phrase.remove")
def remove(write: Write, phrase_id: int) -> None:
    """Take a phrase out of use; what was written with it stays as it is."""
    row = Phrase.get_or_none(Phrase.id == phrase_id, Phrase.removed_at.is_null())
    if row is None:
        raise Refused(_("There is no such phrase any more."))
    row.removed_at, row.removed_by_id = write.at, write.officer
    write.save(row)
