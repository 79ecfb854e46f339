"""Bad input everywhere: a sentence, nothing typed is lost, nothing is half stored, and hostile text is only text."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from db import (
    clock,
    duty_log,
    handover,
    journal,
    key_register,
    tickets,
    verify,
)
from db.key_register import NewBorrower
from screens.forms import Form
from screens.widgets.ledger import Ledger
from tests import handovers as made
from tests.conftest import Desk, signer
from tests.screens.driver import at_the_desk
from tests.screens.form_cases import ABSTRACT, CASES
from tests.screens.form_driver import Driver, harmless
from tests.screens.subjects import HOSTILE, a_key

#: What no field of any form takes, each refused at its own question.
REFUSED = (
    "r" * 5_000,
    "a\x1b[31mb\x1b]0;title\x07",
    "a\u202eb",
    "a\u200bb\u2066",
    "\u2060",
    "👩\u200d🚒",
)


def test_every_form_of_the_program_is_tried_here() -> None:
    registered = {name for name, form in Form.registry.items() if form.__module__.startswith("screens.")}
    assert registered - ABSTRACT == set(CASES)


def test_two_forms_of_one_name_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"LogLine.*screens\.log_forms.*elsewhere"):
        type("LogLine", (Form,), {"__module__": "elsewhere"})
    assert Form.registry["LogLine"].__module__ == "screens.log_forms"


@pytest.mark.parametrize("name", sorted(CASES))
async def test_bad_input_gets_a_sentence_loses_nothing_and_stores_nothing_half(
    desk: Desk, name: str, refusals: list[str]
) -> None:
    case = CASES[name]
    args = case.args(desk)
    async with at_the_desk(number=case.number) as officer:
        for hostile, bad in (("9" * 1_999, ()), (HOSTILE, REFUSED)):
            hands = Driver(officer, case, args, refusals)
            refusals.clear()
            before = journal.head()
            filling = await hands.fill(name, hostile, bad)
            harmless(officer)
            if refusals:
                assert hands.said(), "the door's refusal is said"
                assert journal.head() == before
                assert all(filling.typed.get(name) or name not in hands.seen for name in filling.answers)
            while hands.panel.filling is not None:
                await officer.press("escape")
                harmless(officer)
    assert not verify.verify(desk.file).problems


@pytest.mark.parametrize(
    "text", [HOSTILE, "漏" * 400, "e\u0301" * 400, "🚒" * 300 + "\U0001f1e8\U0001f1f3", "नमस्ते" * 60, "ﷺ" * 90]
)
async def test_no_text_breaks_a_row_or_acts_on_the_screen(desk: Desk, text: str) -> None:
    short = text[:60]
    duty_log.write(desk.chen, desk.front, text, place=short[:40], abnormal=True)
    duty_log.promise(desk.chen, desk.front, short, desk.clock.at + clock.HOUR, contact_name=short[:40])
    a_key(desk, "0119")
    key_register.add(desk.manager, "0118", short[:40], short[:10])
    key_register.issue(
        desk.chen,
        ["0118"],
        NewBorrower(short, "13900004471", short),
        desk.clock.at + clock.HOUR,
        first=signer(desk.chen),
    )
    tickets.take(
        desk.chen, "repair", text[:400], post_id=desk.front, grade="urgent", place=short, caller_is="other",
        caller_name=short[:40], caller_phone="13900004471", cost="free", public=True,
    )  # fmt: skip
    handover.add_matter(desk.chen, made.prepared(desk).id, text[:200], next_step=short)
    async with at_the_desk() as officer:
        for key in ("f2", "f3", "f4", "f5", "escape", ";"):
            await officer.press(key)
            harmless(officer)
            assert unicodedata.normalize("NFC", text)[:5] in officer.screen(), officer.screen()
            for ledger in officer.app.screen.query(Ledger):
                rows = [ledger.render_line(y) for y in range(ledger.size.height)]
                assert {row.cell_length for row in rows} <= {80}
                assert {cell_len(row.text) for row in rows} <= {80}
