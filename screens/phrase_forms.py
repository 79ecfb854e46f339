"""The form of the phrase book: a sentence or a place, and the letters that find it (L14)."""

from __future__ import annotations

from collections.abc import Sequence

from db import phrases
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.words import N_, _

KINDS = {"sentence": N_("sentence"), "place": N_("place")}


class AddPhrase(Form):
    """A phrase: one key for its kind, the words, and the letters that find it."""

    title = N_("New phrase")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Kind, words, letters."""
        kinds = (Option("1", "sentence", KINDS["sentence"]), Option("2", "place", KINDS["place"]))
        return (
            Field("kind", N_("kind"), "choice", options=kinds),
            Field("text", N_("phrase"), hint=N_("_ is a slot, filled when the phrase is taken")),
            Field("letters", N_("letters"), required=False, hint=N_("Enter: the pinyin initials")),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Put it into the book."""
        made = phrases.add(desk.who, answers["kind"], answers["text"], answers["letters"])
        return Saved(_("{letters} finds it from now on.").format(letters=made.initials))
