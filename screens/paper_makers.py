"""Each paper made from what the doors say: for the screen of papers, for `p` on the others, for the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from db import clock, duty_log, handover, inbox, key_register, log_pages, papers, reports, staff, ticket_pages
from db.day_sheet import day_span
from db.day_summary import compile_summary, movements
from db.figures import figures
from db.handover import HandoverLine, HandoverView
from db.journal import Session
from db.papers import SheetView
from db.rules import reports as periods
from db.rules.inbox import parse_day
from db.rules.reports import Period
from db.rules.words import Refused
from db.site import PostView, SiteView
from db.ticket_pages import TicketView
from screens import figures_text
from screens.papers import day_sheet, emergency, key_sheet, log_sheet, slip, summary
from screens.papers import handover as handover_paper
from screens.papers import reports as report_papers
from screens.papers.paper import Paper
from screens.text import local
from screens.words import N_, _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be printed now. `show` makes it for the screen, `make` for paper: only a print has a number.

    `subject` names the record whose prints are counted, empty where each print is a paper of its own.
    """

    title: str
    number: str
    about: str
    subject: str
    show: Callable[[Session], Paper]
    make: Callable[[Session], Paper]


def offers(day: str, post: PostView, site: SiteView) -> list[Offer]:
    """Every paper of a day of the station, those that are always there first."""
    return [
        *_of_the_day(day, post, site),
        *(_handover_offer(line, site) for line in handover.on_day(day)),
        *(_slip_offer(ticket, site) for ticket in ticket_pages.slips_gone(day_span(day))),
        *_of_periods(parse_day(day), site),
    ]


def _of_the_day(day: str, post: PostView, site: SiteView) -> Iterator[Offer]:
    yield Offer(
        _("Emergency sheet"), _("new"), post.name, "",
        lambda _by: of_sheet(next_sheet(post), site),
        lambda by: of_sheet(papers.new_sheet(by, post.id), site),
    )  # fmt: skip
    yield _offer(_("Daily summary"), day, site.name, f"summary:{day}", lambda _by: of_summary(day, site))
    yield _offer(_("Daily sheet"), day, site.name, f"day:{day}", lambda by: of_day(day, site, by))
    yield _offer(_("Duty log sheet"), day, post.name, f"log:{post.code}:{day}", lambda _by: of_log(post, day, site))
    yield _offer(_("Key register sheet"), day, site.name, f"keys:{day}", lambda _by: of_keys(day, site))


def _of_periods(day: date, site: SiteView) -> Iterator[Offer]:
    """What writes itself about the week, month, quarter and year of a day (P1, P2, P3)."""
    yield _report(_("Repair statistics"), "repairs", of_repairs, periods.week(day), site)
    yield _report(_("Service report"), "service", of_service, periods.month(day), site)
    for period in (periods.month(day), periods.quarter(day), periods.year(day)):
        yield _report(_("Complaint analysis"), "complaints", of_complaints, period, site)


def _report(title: str, form: str, maker: Callable[[Period, SiteView], Paper], period: Period, site: SiteView) -> Offer:
    about = f"{period.first:%m-%d} - {period.last:%m-%d}"
    return _offer(title, period.number, about, f"{form}:{period.number}", lambda _by: maker(period, site))


def _offer(title: str, number: str, about: str, subject: str, make: Callable[[Session], Paper]) -> Offer:
    return Offer(title, number, about, subject, make, make)


def _handover_offer(line: HandoverLine, site: SiteView) -> Offer:
    about = f"{line.post} {line.shift}  {line.outgoing} - {line.incoming or '-'}"
    subject = f"handover:{line.id}:{line.version}"
    make = partial(_made, of_handover, partial(handover.view, line.id), site)
    return _offer(_("Handover record"), line.label, about, subject, make)


def _slip_offer(ticket: TicketView, site: SiteView) -> Offer:
    about, subject = f"{ticket.label} {ticket.where} {ticket.worker}", f"slip:{ticket.id}:{ticket.slip_no}"
    make = partial(_made, of_slip, partial(ticket_pages.ticket, ticket.id), site)
    return _offer(_("Dispatch slip"), f"{ticket.slip_no:04}", about, subject, make)


def _made(maker: Callable[[T, SiteView], Paper], load: Callable[[], T], site: SiteView, _by: Session) -> Paper:
    """A paper of a record as it is at this moment, not as it was when the list was shown."""
    return maker(load(), site)


def of_handover(view: HandoverView, site: SiteView) -> Paper:
    """A handover as it was frozen, or as it would be now."""
    zone = ZoneInfo(site.zone)
    text = view.text or handover.preview(view.id)[0]
    return handover_paper.paper(view, text, site.name, lambda at: f"{local(at, zone):%Y-%m-%d %H:%M}")


def of_slip(ticket: TicketView, site: SiteView) -> Paper:
    """The dispatch slip of a ticket."""
    if ticket.slip_no is None:
        raise Refused(N_("{ticket} has no slip: d sends somebody with one."), ticket=ticket.label)
    return slip.paper(ticket, site.name, ZoneInfo(site.zone))


def of_day(day: str, site: SiteView, reader: Session) -> Paper:
    """The daily sheet, for those who may read it."""
    return day_sheet.paper(inbox.sheet(day, reader), site.name, ZoneInfo(site.zone))


def of_summary(day: str, site: SiteView) -> Paper:
    """The daily summary of the service desk (L11), with the figures of the day (L8)."""
    found, zone = compile_summary(day), ZoneInfo(site.zone)
    span = found.span
    told = figures_text.page(figures(span.start, span.end), span.start, span.end, zone)
    return summary.paper(found, site.name, zone, [line for line in told.splitlines() if line])


def of_log(post: PostView, day: str, site: SiteView) -> Paper:
    """The log of a post on one day of the station."""
    span = day_span(day)
    lines = log_pages.whole(duty_log.LogFilter(post_id=post.id, since=span.start, until=span.end))
    return log_sheet.paper(lines, post.name, post.code, site.name, day, ZoneInfo(site.zone))


def of_repairs(period: Period, site: SiteView) -> Paper:
    """Repair statistics and analysis (P1)."""
    return report_papers.repairs(reports.repairs(period), site.name, ZoneInfo(site.zone))


def of_complaints(period: Period, site: SiteView) -> Paper:
    """The analysis of complaints with what is done about them (P2)."""
    return report_papers.complaints(reports.complaints(period), site.name, ZoneInfo(site.zone))


def of_service(period: Period, site: SiteView) -> Paper:
    """The service supervision report (P3)."""
    return report_papers.service(reports.service(period), site.name, ZoneInfo(site.zone))


def of_keys(day: str, site: SiteView) -> Paper:
    """The key register of one day of the station."""
    return key_sheet.paper(movements(day_span(day)), site.name, day, ZoneInfo(site.zone))


def of_sheet(sheet: SheetView, site: SiteView) -> Paper:
    """An emergency sheet with what stands now (H23)."""
    now = clock.now()
    standing = emergency.Standing(
        keys=key_register.all_out(),
        matters=duty_log.open_matters(),
        tickets=ticket_pages.urgent(now),
        promises=duty_log.promises_due(),
        staff=[emergency.Colleague(o.role, o.name, o.phone, o.staff_no) for o in staff.in_service()],
    )
    return emergency.paper(sheet, standing, site.name, ZoneInfo(site.zone))


def next_sheet(post: PostView) -> SheetView:
    """What the next emergency sheet of a post would be, before it has its number: for reading."""
    return SheetView(0, "____", post.id, post.name, None, papers.SHEET_LINES, clock.now())
