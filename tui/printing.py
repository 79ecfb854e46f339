"""`dutydesk print`: which paper is meant, made and put into the folder by the same door as on the screen."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import replace

from db import clock, handover, papers, site, ticket_pages
from db.journal import COMMAND_LINE
from db.rules import reports as periods
from db.rules.inbox import parse_day
from db.rules.words import Refused
from db.site import PostView, SiteView
from screens import paper_makers, print_out
from screens.papers.paper import Paper
from screens.print_out import Printed
from screens.text import local
from screens.words import N_
from tui import config

#: Papers of a period: which one a day stands for, and what makes the paper.
_REPORTS = {
    "repairs": (periods.week, paper_makers.of_repairs),
    "complaints": (periods.month, paper_makers.of_complaints),
    "service": (periods.month, paper_makers.of_service),
}


def put(options: argparse.Namespace) -> Printed:
    """Make the paper that is asked for and put it into the folder."""
    settings, view = config.read(), site.read()
    printer = settings.printer
    if options.out:
        printer = replace(printer, folder=options.out)
    return print_out.put(COMMAND_LINE, _paper(options, view, options.post or settings.post), printer, view.zone)


def _paper(options: argparse.Namespace, view: SiteView, code: str) -> Paper:
    form, day = options.paper, _day(options.date)
    if form == "handover":
        return paper_makers.of_handover(handover.numbered(_number(options)), view)
    if form == "slip":
        return paper_makers.of_slip(ticket_pages.with_slip(_number(options)), view)
    if form == "day":
        return paper_makers.of_day(day, view, COMMAND_LINE)
    if form == "summary":
        return paper_makers.of_summary(day, view)
    if form == "keys":
        return paper_makers.of_keys(day, view)
    if form in _REPORTS:
        period, maker = _REPORTS[form]
        return maker(periods.parse(options.number) if options.number else period(parse_day(day)), view)
    post = _post(code, view)
    if form == "log":
        return paper_makers.of_log(post, day, view)
    return paper_makers.of_sheet(papers.new_sheet(COMMAND_LINE, post.id), view)


def _day(typed: str | None) -> str:
    if typed is None:
        return f"{local(clock.now(), site.zone()):%Y-%m-%d}"
    return parse_day(typed).isoformat()


def _number(options: argparse.Namespace) -> str:
    if not options.number:
        raise Refused(N_("Which one? Say it with --number."))
    return str(options.number)


def _post(code: str, view: SiteView) -> PostView:
    """The post of a code; without one, the first post."""
    found = next((post for post in view.posts if post.code == code or not code), None)
    if found is None:
        codes = ", ".join(post.code for post in view.posts)
        raise Refused(N_("There is no post {code}. Posts are: {codes}."), code=code, codes=codes)
    return found


def send(printed: Printed) -> int:
    """Run the print command, if one is set; 1 where it failed."""
    if not printed.command:
        return 0
    done = asyncio.run(print_out.send(printed))
    print(done.sentence, file=sys.stderr if done.failed else sys.stdout)
    return int(done.failed)
