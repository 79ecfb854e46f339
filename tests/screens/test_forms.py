"""Filling a form: pure state moved by answers, put aside and taken up whole (L15)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest

from db.rules.words import Refused
from screens.desk import Desk
from screens.forms import Answers, Candidate, Field, Filling, Form, Option, Saved

GRADE = (Option("1", "urgent", "urgent"), Option("2", "ordinary", "ordinary"))


def number(text: str) -> int:
    if not text.isdigit():
        raise Refused("{text} is no number.", text=text)
    return int(text)


class Sample(Form):
    """Text, choice, an extra field, and a name that only an ordinary grade asks."""

    def fields(self, _desk: Desk, answers: Answers) -> Sequence[Field]:
        asked = [
            Field("text", "text"),
            Field("room", "room", check=number, extra=True),
            Field("grade", "grade", "choice", options=GRADE),
        ]
        if answers.get("grade") == "ordinary":
            asked.append(Field("name", "name", candidates=lambda _text: [Candidate("刘强", 7)]))
        return (*asked, Field("pin", "PIN", "pin", width=6))

    def save(self, _desk: Desk, _answers: Answers) -> Saved:
        return Saved("")


@pytest.fixture
def filling() -> Filling:
    return Filling(Sample(), cast(Desk, None))


def test_answers_lead_from_question_to_question_and_the_last_one_ends_it(filling: Filling) -> None:
    assert not filling.answer("leak")
    assert not filling.choose("1")
    assert filling.current().name == "pin"
    assert filling.answer("135790")


def test_a_later_question_may_depend_on_an_earlier_answer(filling: Filling) -> None:
    filling.answer("leak")
    filling.choose("2")
    assert filling.current().name == "name"


def test_a_form_which_may_ask_a_door_is_asked_once_for_each_answer(
    filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Answers] = []
    fields = Sample.fields

    def counted(form: Sample, desk: Desk, answers: Answers) -> Sequence[Field]:
        asked.append(dict(answers))
        return fields(form, desk, answers)

    monkeypatch.setattr(Sample, "fields", counted)
    filling.answer("leak")
    assert filling.dirty()
    assert filling.current().name == "grade"
    assert asked == [{"text": "leak"}]


def test_a_choice_takes_full_width_digits_and_refuses_other_keys_by_name(filling: Filling) -> None:
    filling.answer("leak")
    with pytest.raises(Refused, match="1 2"):
        filling.choose("9")
    filling.choose("１")
    assert filling.answers["grade"] == "urgent"


def test_an_empty_required_field_is_refused_and_stays_the_question(filling: Filling) -> None:
    with pytest.raises(Refused, match="empty"):
        filling.answer("")
    assert filling.current().name == "text"


def test_tab_reaches_the_extra_field_and_keeps_what_was_typed(filling: Filling) -> None:
    filling.step(1, "leak")
    assert filling.current().name == "room"
    assert filling.answers["text"] == "leak"
    with pytest.raises(Refused, match="no number"):
        filling.answer("six")
    assert not filling.answer("6")
    assert filling.current().name == "grade"


def test_a_pin_is_never_in_the_draft(filling: Filling) -> None:
    filling.answer("leak")
    filling.choose("1")
    filling.answer("135790")
    assert "135790" not in str(filling.draft())


def test_a_form_put_aside_is_taken_up_where_it_was_left(filling: Filling) -> None:
    filling.answer("leak")
    filling.choose("2")
    filling.answer("刘强", 7)
    again = Filling(Sample(), cast(Desk, None))
    again.retype(filling.draft())
    assert again.current().name == "pin"
    assert again.answers == {"text": "leak", "grade": "ordinary", "name": 7}


def test_after_a_refusal_the_pin_is_asked_again_and_nothing_else_is_lost(filling: Filling) -> None:
    filling.answer("leak")
    filling.choose("1")
    filling.answer("135790")
    filling.ask_again()
    assert filling.current().name == "pin"
    assert filling.answers["text"] == "leak"
