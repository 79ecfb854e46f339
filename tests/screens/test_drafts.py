"""What is typed is on disk within a second; where the disk does not take it, nothing else fails for that (L15)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from screens.registers import BOOKS
from tests.conftest import Desk
from tests.screens.driver import at_the_desk

#: The keys that open a book, by its noun.
BOOK = {name: ("f6", str(n)) for n, (name, _title) in enumerate(BOOKS, 1)}


@pytest.fixture
def no_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path) -> Path:
    """A state folder that cannot be made: a file stands in its place."""
    place = tmp_path / "no-state"
    place.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(place))
    return place


async def test_a_draft_the_disk_does_not_take_is_said_and_the_form_stays(desk: Desk, no_state: Path) -> None:
    async with at_the_desk() as officer:
        await officer.press(";", *"half a line", "escape")
        officer.sees("The draft is NOT on disk:", "half a line")
        no_state.unlink()
        await officer.press("escape")
        officer.sees("Parked")


async def test_what_is_taken_up_is_no_longer_said_to_be_parked_l15(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press(";", *"half a line", "escape")
        officer.sees("parked 1", "Parked: ")
        await officer.press("'")
        officer.sees("half a line")
        officer.sees_not("parked 1", "Parked: ")


async def test_the_lock_stands_whether_or_not_the_draft_is_on_disk_l10(desk: Desk, no_state: Path) -> None:
    async with at_the_desk() as officer:
        await officer.press(";", *"half a line", "ctrl+x")
        officer.sees("Locked")
        officer.sees_not("half a line")
        await officer.type("135790")
        officer.sees("half a line")
        await officer.press("enter")
        officer.sees("Saved as line 1")


@pytest.mark.parametrize(
    "keys",
    [
        (":",),
        ("f2", "/"),
        ("f2", "t"),
        ("f4", "/"),
        ("f5", "/"),
        (*BOOK["passes"], "/"),
        (*BOOK["units"], "/"),
        (*BOOK["roster"], "t"),
    ],
)
async def test_a_search_that_is_left_is_no_parked_form_l15(desk: Desk, keys: tuple[str, ...]) -> None:
    async with at_the_desk() as officer:
        await officer.press(*keys, *"lift")
        officer.sees("lift", "Esc back")
        officer.app.save_drafts()
        await officer.press("escape")
        officer.sees_not("parked", "Parked")
        await officer.press("'")
        officer.sees("Nothing is parked.")


async def test_a_parked_break_is_told_by_its_post_and_first_words_two_dots_where_cut_l15(desk: Desk) -> None:
    async with at_the_desk() as officer:
        await officer.press("b", "4", *"to the gate", "escape")
        officer.sees("Parked: Leave the post  前台. ' takes it up again.")
        desk.clock.forward(1)
        await officer.press("b", "4", *"what the caller wants looked into", "escape", "'")
        officer.sees("1 Leave the post  前台 to the gate ", "2 Leave the post  前台 what the call..")


async def test_what_cannot_be_thrown_away_is_said_to_be_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(self: Path, missing_ok: bool = False) -> None:
        raise OSError(30, os.strerror(30))

    async with at_the_desk() as officer:
        await officer.press(";", *"half a line", "escape")
        monkeypatch.setattr(Path, "unlink", held)
        await officer.press('"', "1")
        officer.sees("NOT thrown away: the file may only be read.")
        await officer.press("escape", ";", *"whole", "enter")
        officer.sees("Saved as line 1")
