"""Pure: the figures of service in, their page out; each with numerator and denominator (L8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.text import local
from screens.words import N_, _

if TYPE_CHECKING:
    from db.rules.figures import Figure

NAMES = {
    "rings": N_("calls answered within three rings"),
    "solved": N_("problems solved within 24 hours"),
    "callbacks": N_("callbacks made"),
    "complaints": N_("valid complaints among the homes"),
}


def month(now: int, zone: ZoneInfo) -> int:
    """The first moment of this month, epoch milliseconds."""
    today = local(now, zone)
    return int(datetime(today.year, today.month, 1, tzinfo=zone).timestamp() * 1000)


def page(found: Sequence[Figure], start: int, end: int, zone: ZoneInfo) -> str:
    """One paragraph per figure under the span they are of."""
    span = f"{local(start, zone):%Y-%m-%d} - {local(end, zone):%Y-%m-%d}"
    return "\n\n".join([span, *map(figure, found)])


def figure(one: Figure) -> str:
    """A figure with its target, numerator and denominator, and whether it is reached."""
    target = _("below {n} %") if one.at_most else _("{n} %")
    head = _("{figure}: target {target}").format(figure=_(NAMES[one.code]), target=target.format(n=one.target))
    if one.percent is None:
        share = _("not recorded")
    else:
        share = f"{one.numerator} / {one.denominator} = {one.percent:.1f} %"
    verdict = {True: _("reached"), False: _("missed"), None: ""}[one.met]
    silent = _("not recorded: {n}").format(n=one.unrecorded) if one.unrecorded else ""
    own = _("as the desk says itself") if one.self_reported else ""
    return "\n  ".join([head, "  ".join(part for part in (share, verdict, silent, own) if part)])
