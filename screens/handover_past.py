"""Handovers that were: the list, one of them whole, its versions, addenda and the countersignature it owes."""

from __future__ import annotations

from collections.abc import Iterator

from db import handover
from db.handover import HandoverFilter, HandoverView, VersionView
from screens.countersign import CountersignHandover
from screens.handover_forms import AddAddendum
from screens.handover_glass import HandoverGlass
from screens.handover_reading import Clock
from screens.handover_rows import ROLES, STATES, past
from screens.widgets.checklist import Bare, Row, bare, heading, numbered, spoken
from screens.widgets.source import Key, ListSource
from screens.words import _


class PastHandovers:
    """The handovers that were, of every post, as a source of the ledger."""

    phase = "history"

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[Row]:
        """A window of handovers, newest first."""
        found = handover.page(HandoverFilter(), start, limit, backwards=backwards, inclusive=inclusive)
        return [past(line, self.clock) for line in found]

    def count(self) -> int:
        """How many there are."""
        return handover.count(HandoverFilter())

    def title(self) -> tuple[str, str]:
        """Second line of the screen."""
        return _("Past handovers"), str(self.count())

    def read(self) -> None:
        """The list reads its lines by itself."""


class OnePast:
    """One handover that is over, read again whenever it is shown: an addendum or a countersignature may have come."""

    phase = "past"

    def __init__(self, number: int, clock: Clock, width: int, listed: PastHandovers | None) -> None:
        self.number, self.clock, self.width, self.listed = number, clock, width, listed
        self.read()

    def read(self) -> None:
        """Read it from the record."""
        self.view = handover.view(self.number)
        self.versions = handover.versions(self.number)
        self.rows = ListSource(numbered(_past(self.view, self.versions, self.clock, self.width)))

    def page(self, start: Key | None, limit: int, *, backwards: bool = False, inclusive: bool = False) -> list[Row]:
        """A window of its rows."""
        return self.rows.page(start, limit, backwards=backwards, inclusive=inclusive)

    def count(self) -> int:
        """How many rows it has."""
        return self.rows.count()

    def title(self) -> tuple[str, str]:
        """Which one, and whether somebody still owes a signature."""
        view = self.view
        named = f"{_('Handover')} {view.label} {_(STATES[view.state])}  {view.outgoing} - {view.incoming}"
        return named, _("countersignature owed: s") if view.owes else ""


def _past(view: HandoverView, versions: list[VersionView], clock: Clock, width: int) -> Iterator[Bare]:
    if view.owes:
        yield heading(_("Countersignature owed until {time}: s signs").format(time=clock(view.countersign_due or 0)))
    if view.code:
        yield heading(_("Version {n}, code {code}").format(n=view.version, code=view.code))
    for signature in view.signatures:
        who = f"{_(ROLES[signature.role])}  {signature.officer}  {clock(signature.at)}"
        yield bare(("", 2), (who, 36), (signature.meaning, 0), kind="signature")
    if view.addenda:
        yield heading(_("Addenda"), str(len(view.addenda)))
    for one in view.addenda:
        words = f"{one.number}  {clock(one.at)} {one.officer}: {one.said}"
        yield from spoken(words, width, kind="addendum", id=one.id)
    earlier = [one for one in versions if one.version != view.version or not view.text]
    if earlier:
        yield heading(_("Earlier versions: Enter reads one"), str(len(earlier)))
    for kept in earlier:
        yield _version(kept, clock)
    yield heading(_("The signed text"))
    yield from spoken(view.text, width, kind="text", id=view.id) if view.text else ()


def _version(kept: VersionView, clock: Clock) -> Bare:
    named = _("Version {n}, code {code}").format(n=kept.version, code=kept.code)
    who = "  ".join(f"{_(ROLES[one.role])} {one.officer}" for one in kept.signatures)
    return bare(("", 2), (named, 26), (clock(kept.at), 11), (who, 0), kind="version", id=kept.version)


class Past(HandoverGlass):
    """What can be done with a handover that is over: read it, add to it, countersign it."""

    def do_history(self) -> None:
        """`h`: the handovers that were."""
        if isinstance(self.aside, PastHandovers | OnePast):
            self.leave_aside()
            return
        if self.aside is not None:
            self.leave_aside()
        self._show(PastHandovers(self.clock))

    def leave_aside(self) -> None:
        """From one handover back to their list, if one came from there."""
        if isinstance(self.aside, OnePast) and self.aside.listed is not None:
            self._show(self.aside.listed)
        else:
            super().leave_aside()

    def _show(self, aside: PastHandovers | OnePast) -> None:
        self.aside = aside
        self.ledger.show(aside)
        self.paint()

    def open_past(self, number: int) -> None:
        """Show one that was; whoever owes it to have read its addenda has now. A draft is a sheet of paper."""
        listed = self.aside if isinstance(self.aside, PastHandovers) else None
        one = OnePast(number, self.clock, self.size.width, listed)
        if not one.versions:
            self.read_paper(one.view)
            return
        self._show(one)
        if one.view.addenda:
            self.door(handover.seen, self.desk.who, number)

    def read_version(self, one: OnePast, version: int) -> None:
        """The text of an earlier version, as it was signed or refused."""
        kept = next(kept for kept in one.versions if kept.version == version)
        self.paper_open = True
        signed = [f"{_(ROLES[s.role])}  {s.officer}  {self.clock(s.at)}  {s.meaning}" for s in kept.signatures]
        code = _("Version {n}, code {code}").format(n=kept.version, code=kept.code)
        self.station.read(f"{one.view.label}  {code}", "\n".join([kept.text.rstrip(), "", code, *signed]) + "\n")

    def shown_past(self) -> HandoverView | None:
        """The handover that is over and shown, or under the cursor of their list."""
        if isinstance(self.aside, OnePast):
            return self.aside.view
        row = self.ledger.current
        return handover.view(row.id) if row is not None and row.kind == "past" else None

    def add_addendum(self) -> None:
        """`+` on a handover that is over: a signed addendum beside it."""
        view = self.shown_past()
        if view is None:
            self.say(_("Move to a handover first."))
        elif view.state != "accepted":
            self.say(_("An addendum belongs to an accepted handover: what is under way is written in itself."))
        else:
            self.open_form(AddAddendum(handover=view.id))

    def countersign(self) -> None:
        """`s` on a handover that is over: the signature a superior owes."""
        view = self.shown_past()
        if view is None or not view.owes:
            self.say(_("This handover owes no countersignature."))
        else:
            self.open_form(CountersignHandover(handover=view.id))

    def past_paper(self) -> None:
        """`p` on a handover that is over."""
        view = self.shown_past()
        if view is not None:
            self.read_paper(view)
