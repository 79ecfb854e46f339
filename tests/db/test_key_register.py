"""The inventory and its list, on a real file: what there is, what is out, what is due (K1, K2, K5)."""

from __future__ import annotations

import pytest

from db import key_register
from db.key_register import KeyFilter, Return
from db.models.key_register import Key, KeyEvent
from db.rules.words import Refused
from tests.cabinet import HOUR, lend, loan_of
from tests.conftest import Desk


def test_keys_are_added_by_a_superior_or_the_owner_of_the_file_and_tags_are_given_once_k2(desk: Desk) -> None:
    key_register.add(desk.he, "0601", "天台", unit="大堂")
    assert (key_register.find("0601").unit, Key.get().initials) == ("大堂", "tt")
    with pytest.raises(Refused, match="role"):
        key_register.add(desk.chen, "0602", "天台")
    with pytest.raises(Refused, match="0601"):
        key_register.add(desk.manager, "0601", "天台")
    with pytest.raises(Refused, match="no unit"):
        key_register.add(desk.manager, "0602", "天台", unit="99-9-9999")
    with pytest.raises(Refused, match="boat"):
        key_register.add(desk.manager, "0602", "天台", what="boat")
    assert Key.select().count() == 1


def test_only_the_whole_tag_finds_a_key_full_width_digits_too_k7(keys: Desk) -> None:
    assert key_register.find("\uff10\uff13\uff11\uff12").opens == "水泵房"
    for typed in ("312", "03", "9999", "%"):
        with pytest.raises(Refused, match="no key"):
            key_register.find(typed)


def test_a_key_in_the_cabinet_is_neither_chased_nor_returned_nor_found_k1(keys: Desk) -> None:
    lend(keys, "0312")
    old = loan_of("0312")
    key_register.give_back(keys.chen, [Return(old)])
    for attempt in (
        lambda: key_register.chase(keys.chen, old),
        lambda: key_register.extend(keys.chen, old, keys.clock.at + HOUR),
        lambda: key_register.give_back(keys.chen, [Return(old)]),
        lambda: key_register.found(keys.chen, "0312"),
        lambda: key_register.chase(keys.chen, 4711),
    ):
        with pytest.raises(Refused, match=r"0312|no such loan"):
            attempt()
    assert KeyEvent.select().count() == 0


def test_the_list_has_what_is_out_on_top_by_due_then_the_cabinet_by_tag_k5(keys: Desk) -> None:
    lend(keys, "0118", hours=3)
    lend(keys, "0312", hours=0.5)
    keys.clock.forward(40)
    whole = key_register.page(KeyFilter(), None, 50)
    assert [(key.tag, key.state) for key in whole] == [
        ("0312", "overdue"), ("0118", "out"), ("0107", "in"), ("0119", "in"), ("0401", "in"), ("0501", "in"),
    ]  # fmt: skip
    pages, start = [], None
    while page := key_register.page(KeyFilter(), start, 2):
        pages += page
        start = page[-1].key
    assert pages == whole
    assert key_register.page(KeyFilter(), whole[3].key, 2, backwards=True) == whole[1:3]
    assert (key_register.counts().inside, key_register.counts().out, key_register.counts().overdue) == (4, 2, 1)


@pytest.mark.parametrize(
    ("text", "tags"),
    [("0312", ["0312"]), ("水泵", ["0312"]), ("sbf", ["0312"]), ("何志", ["0118"]), ("宏达 消防", ["0118"]), ("%", [])],
)
def test_the_list_is_filtered_by_tag_door_initials_and_holder(keys: Desk, text: str, tags: list[str]) -> None:
    lend(keys, "0118")
    where = KeyFilter(text)
    assert [key.tag for key in key_register.page(where, None, 50)] == tags
    assert key_register.count(where) == len(tags)


def test_only_what_is_out_can_be_listed_and_lost_keys_are_counted_apart(keys: Desk) -> None:
    lend(keys, "0118")
    key_register.report_lost(keys.chen, "0312")
    key_register.report_damaged(keys.chen, "0107", "断齿")
    assert [key.tag for key in key_register.page(KeyFilter(only_out=True), None, 50)] == ["0118"]
    counts = key_register.counts()
    assert (counts.inside, counts.out, counts.overdue, counts.unusable) == (3, 1, 0, 2)


def test_every_key_that_is_out_is_due_in_the_agenda_k5(keys: Desk) -> None:
    assert key_register.agenda() == []
    lend(keys, "0118", hours=3)
    lend(keys, "0312", hours=1)
    due = key_register.agenda()
    assert [(item.label, item.place, item.who, item.due_at) for item in due] == [
        ("0312", "水泵房", "何志 宏达消防", keys.clock.at + HOUR),
        ("0118", "消防控制室", "何志 宏达消防", keys.clock.at + 3 * HOUR),
    ]
    assert due[0].id == loan_of("0312")
