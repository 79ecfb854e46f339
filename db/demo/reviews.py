"""What the superiors do: review lines, and sign the daily sheets (H8, L4)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from peewee import fn

from db import duty_log, inbox
from db.clock import DAY, HOUR
from db.day_sheet import compile_sheet
from db.demo.estate import DIRECTOR, MANAGER, WORKSHOP, ZONE, Estate
from db.models.duty_log import LogEntry, LogReview
from db.rules.day_sheet import Say
from db.rules.site import local

_OPENED, _NOTED, _SKIPPED, _MANAGER = 0.7, 0.2, 0.06, 0.5
#: What a reviewer opened is told of the last weeks; reading a sheet twice for each day is most of the time.
_TOLD = 12 * DAY


def plan_day(estate: Estate, begins: int, say: Say) -> None:
    """Plan the reviews, on the next morning, of a day that begins at eight."""
    day = local(begins, ZONE).date()
    morning = begins + DAY + HOUR
    recent = estate.until - begins
    if recent > 2 * DAY:
        estate.at(morning + estate.minutes(5, 50), DIRECTOR, partial(_review, estate))
    acting = local(morning, ZONE).weekday() == 6
    if recent > 2 * DAY and not estate.chance(_SKIPPED):
        who = WORKSHOP if acting else DIRECTOR
        estate.at(morning + estate.minutes(60, 120), who, partial(_sign, estate, day, who, acting, say))
    if 4 * DAY < recent < _TOLD * 2 and estate.chance(_MANAGER):
        estate.at(morning + estate.minutes(130, 400), MANAGER, partial(_sign, estate, day, MANAGER, False, say))


def _review(estate: Estate) -> None:
    """Put the duty director's mark on nearly all lines since the last time."""
    own = estate.write.officer
    marked = LogReview.select().where(LogReview.entry == LogEntry.id)
    rows: Any = LogEntry.select(LogEntry.id, LogEntry.author).where(~fn.EXISTS(marked)).order_by(LogEntry.id).tuples()
    estate.do(duty_log.review, [line for line, author in rows if author != own and not estate.chance(0.05)])


def _sign(estate: Estate, day: date, who: str, acting: bool, say: Say) -> None:
    """Open some of the matters, write a note to one or the other, and sign."""
    text = day.isoformat()
    opens = estate.until - estate.write.at < _TOLD
    for matter in compile_sheet(text, estate.write.officer, estate.write.at).matters if opens else ():
        if estate.chance(_OPENED):
            note = estate.rng.choice(estate.words.sheet_notes) if estate.chance(_NOTED) else ""
            estate.do(inbox.open_matter, text, matter.source, note)
    estate.do(inbox.sign_day, text, estate.signer(who), acting, say=say)
