"""Relief that went another way: the roster, breaks with a stand-in, one double shift, one addendum (H1, H10, H17)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from db import cover, handover, roster, site
from db.clock import HOUR, MINUTE
from db.demo.estate import DIRECTOR, MANAGER, POSTS, SHIFT, ZONE, Estate
from db.demo.handovers import Relief
from db.rules import templates
from db.rules.site import local

_WEEK = 14
#: Which handover before the last ones the officer of which post went on instead; and which got an addendum.
DOUBLE, ADDED = ("maintenance", 3), ("front", 2)
#: Hours of the shift, post, who stands in (the post that officer has), minutes away; all of it within `_LASTING` hours.
_BREAKS = ((5, "front", "guard", 10), (3, "guard", "front", 12), (4, "maintenance", "guard", 21))
_LASTING = 6


def plan(estate: Estate) -> None:
    """Put them on the estate's agenda."""
    monday = max(_monday(estate.shift_now), estate.start + 2 * HOUR)
    estate.at(monday, DIRECTOR, partial(_roster, estate))
    # No two at once, and none while a post changes hands, at whatever hour the story ends.
    now = estate.shift_now
    shift = now if estate.until - now >= _LASTING * HOUR else now - SHIFT
    for hours, post, stand_in, minutes in _BREAKS:
        begins = shift + hours * HOUR
        estate.at(begins, post, partial(_leave, estate, post, stand_in))
        estate.at(begins + minutes * MINUTE, post, partial(_back, estate, post))


def _monday(at: int) -> int:
    """Six o'clock on the Monday of the week, before the first shift of its day."""
    now = local(at, ZONE)
    return at - (now.weekday() * 24 + now.hour - 6) * HOUR


def _roster(estate: Estate) -> None:
    """The duty director rosters this week and the next ones, from its Monday on."""
    first = local(estate.write.at, ZONE).date()
    shifts = {post.id: post.shifts for post in site.read().posts}
    for number in range(2 * estate.days - _WEEK, 2 * estate.days + _WEEK):
        begins = estate.begins(number)
        day = local(begins, ZONE).date()
        for code in POSTS if day >= first else ():
            post = estate.posts[code]
            shift = shifts[post][estate.is_night(begins)].id
            officer = estate.officers[estate.rostered(code, number)].officer_id
            estate.do(roster.put, day.isoformat(), post, shift, officer)
    for number in range(_WEEK // 2):
        who = (MANAGER, DIRECTOR)[number % 2]
        estate.do(roster.put_standby, (first + timedelta(days=number)).isoformat(), estate.officers[who].officer_id)


def _leave(estate: Estate, post: str, stand_in: str) -> None:
    estate.do(cover.begin, estate.posts[post], estate.signer(stand_in), "rest")


def _back(estate: Estate, post: str) -> None:
    standing = cover.on_post(estate.posts[post])
    if standing is not None:
        estate.do(cover.back, standing.id, estate.signer(post))


class DoubleShift(Relief):
    """The end of a shift whose officer goes on, because relief is on leave; the duty director countersigns (H1)."""

    def plan(self) -> None:
        """Prepared, signed alone, countersigned in the morning or the evening after."""
        at, end = self.estate.at, self.estate.begins(self.shift)
        at(end - 20 * MINUTE, self.post, self.write_down)
        at(end - 6 * MINUTE, self.post, self._go_on)
        at(end + 90 * MINUTE, DIRECTOR, partial(self._sign, handover.countersign, DIRECTOR))

    def _go_on(self) -> None:
        why = templates.word("why.leave", self.estate.words.language)
        self.estate.do(handover.go_on, self.record, self.estate.signer(self.post), why)


class Added(Relief):
    """An ordinary handover to which the outgoing officer adds something half an hour later (H17)."""

    def plan(self) -> None:
        """As every handover, and the addendum after it."""
        super().plan()
        outgoing = self.estate.rostered(self.post, self.shift - 1)
        self.estate.at(self.signed_at + 30 * MINUTE, outgoing, partial(self._append, outgoing))

    def _append(self, outgoing: str) -> None:
        estate = self.estate
        estate.do(handover.append, self.record, estate.words.addendum, estate.signers[outgoing])


def of(estate: Estate, post: str, shift: int, signed_at: int, refused: bool) -> Relief:
    """The change of a shift, as it went there."""
    before = 2 * estate.days - shift
    made = {DOUBLE: DoubleShift, ADDED: Added}.get((post, before), Relief)
    return made(estate, post, shift, signed_at, refused)
