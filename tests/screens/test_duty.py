"""The duty screen, and what its keys line and its log say to whoever stands before it."""

from __future__ import annotations

import pytest

from db import duty_log
from tests.conftest import PIN, Desk
from tests.screens.driver import at_the_desk

pytestmark = pytest.mark.usefixtures("desk")


async def test_the_keys_line_names_what_this_officer_may_do_now() -> None:
    async with at_the_desk() as officer:
        assert officer.lines()[-1].startswith("? help  b break  r round  ; log line")
    async with at_the_desk(number="1031") as officer:
        assert officer.lines()[-1].startswith("? help  r round  ; log line")
    async with at_the_desk(number="1002") as officer:
        assert officer.lines()[-1].startswith("? help  F7 inbox  r round")


async def test_an_empty_post_is_taken_by_the_key_that_the_line_shows(desk: Desk) -> None:
    async with at_the_desk() as officer:
        officer.app.desk.post = next(post for post in officer.app.desk.site.posts if post.id == desk.guard)
        officer.app.desk.session = desk.li
        await officer.press("f2", "escape")
        assert officer.lines()[-1].startswith("? help  t take the post  r round")
        await officer.press("f3")
        officer.sees("Nobody has this post: t takes it on the duty screen")
        await officer.press("escape", "t")
        assert officer.lines()[-1].startswith("? help  b break  r round")


async def test_a_line_of_another_day_says_which_in_the_log_below_but_not_within_the_night(desk: Desk) -> None:
    duty_log.write(desk.chen, desk.front, "lamp out")
    for minutes in (0, 5 * 60):
        desk.clock.forward(minutes)
        async with at_the_desk() as officer:
            officer.sees("  20:00 ")
            officer.sees_not("02-06 20:00")
    desk.clock.forward(7 * 60)
    async with at_the_desk() as officer:
        officer.sees("  02-06 20:00 ")


async def test_f3_says_who_prepares_the_handover_of_this_post() -> None:
    async with at_the_desk() as officer:
        await officer.press("@", "0", *"1031", *PIN, "f3")
        officer.sees("陈晓燕 prepares the handover of 前台: l reads its log, @ lets them act.")


async def test_an_open_form_has_its_own_keys_line_and_esc_gives_the_screen_its_own_back() -> None:
    async with at_the_desk() as officer:
        before = officer.lines()[-1]
        await officer.press(";")
        line = "Enter takes 1 or saves  digit takes another  Tab happened at  Esc parks  F9 call"
        assert officer.lines()[-1] == line
        await officer.press("escape", "f9")
        assert officer.lines()[-1] == "Enter goes on  Tab this time  Esc parks  F9 call  F1 help"
        await officer.press("escape")
        assert officer.lines()[-1] == before
