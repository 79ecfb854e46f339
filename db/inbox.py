"""The door to the inbox: the daily sheet, its signatures, refusals, and what nobody has reviewed (F7, H8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from peewee import JOIN, fn

from db import clock, handover_addenda, handover_owed, handover_relief, log_finding, signatures, site, staff
from db.agenda import Due
from db.day_handovers import signers
from db.day_sheet import compile_sheet, day_span
from db.journal import COMMAND_LINE, Session, Write, writing
from db.keyring import Signer
from db.models.handover import DayReview, Handover, SheetMark, Signature
from db.models.site import Duty, Post
from db.models.staff import Officer
from db.rules import inbox as rules
from db.rules import plain_text
from db.rules.day_sheet import DaySheet, ReviewView, Say, Unsigned, sheet_text
from db.rules.handover import label
from db.rules.signature import digest_of
from db.rules.site import local
from db.rules.words import Refused, _

__all__ = [
    "DaySheet", "RefusalView", "ReviewView", "Unreviewed", "Unsigned", "agenda", "first_day", "handover_text",
    "latest_day", "open_matter", "refusals_of", "refusals_open", "seen_refusal", "sheet", "sign_day", "unreviewed",
    "who_has_not_signed",
]  # fmt: skip

MEANING = _("I have reviewed this day as the sheet shows it.")


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A handover that the incoming officer refused (H5); `at` in epoch milliseconds."""

    id: int
    label: str
    post: str
    outgoing: str
    incoming: str
    reason: str
    at: int
    day: str
    source: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """How many lines of a post's log bear no superior's mark (L4)."""

    post_id: int
    post: str
    lines: int


def sheet(day: str, reviewer: Session) -> DaySheet:
    """The sheet of a day for one reviewer (or the owner of the file), with what is signed and which days wait."""
    if reviewer != COMMAND_LINE:
        rules.check_reader(reviewer.role)
    found = compile_sheet(day, reviewer.officer_id, clock.now())
    return replace(found, reviews=tuple(_reviews(found.day)), unsigned=tuple(who_has_not_signed()))


def _reviews(day: str) -> list[ReviewView]:
    query = DayReview.select(DayReview, Officer).join(Officer).where(DayReview.day == day)
    return [_view(row) for row in query.order_by(DayReview.id)]


def _view(row: DayReview) -> ReviewView:
    return ReviewView(
        row.day, row.role, row.officer.name, row.acting, row.opened, row.matters, row.at, row.text, row.digest
    )


def latest_day() -> str:
    """The last day whose shifts have all ended: the one a reviewer begins with."""
    now, posts = clock.now(), site.read().posts
    day = local(now, site.zone()).date()
    while day_span(day.isoformat(), posts).over > now:
        day -= timedelta(days=1)
    return day.isoformat()


@writing("inbox.open")
def open_matter(write: Write, day: str, source: str, note: str = "") -> None:
    """Record that a reviewer opened a matter, once; a note adds a row, and no earlier one is ever changed (H8).

    Opening a refused handover takes note of the refusal (H5), and of what was added to it (H17).
    """
    staff.authorise(write, *rules.OFFICES, *rules.ACTING)
    date_text = rules.parse_day(day).isoformat()
    row = SheetMark(
        day=date_text, source=plain_text.clean(source, _("Matter of the sheet"), 40), officer=write.officer, at=write.at
    )
    row.note = plain_text.clean(note, _("Comment"), 200, required=False)
    same = (SheetMark.day == row.day) & (SheetMark.source == row.source) & (SheetMark.officer == write.officer)
    if not SheetMark.select().where(same, (SheetMark.note == row.note) | (row.note == "")).exists():
        write.save(row)
    if row.source.startswith("handover:"):
        handover_addenda.seen.inside(write, int(row.source.partition(":")[2]))
        if write.by.role in rules.OFFICES:
            _take_note(write, date_text, row.source)


def _take_note(write: Write, day: str, source: str) -> None:
    refused = [one for one in refusals_open() if one.day == day and one.source == source]
    for one in refused:
        seen_refusal.inside(write, one.id)


@writing("inbox.sign")
def sign_day(write: Write, day: str, signer: Signer, acting: bool = False, *, say: Say = str) -> ReviewView:
    """Sign a day with one signature over the sheet as it stands, and over the other reviewer's (H8).

    `say` translates the text that is frozen: the words that stood on the reviewer's screen. Signing before every
    matter was opened is allowed, and the text says which were not.
    """
    role = rules.office(write.by.role, acting=acting)
    if signer.officer_id != write.officer:
        raise Refused(_("This PIN is another officer's: a day is signed by the one who reviewed it."))
    found = compile_sheet(day, write.officer, write.at)
    signed = {review.role: review for review in _reviews(found.day)}
    already = signed[role].officer if role in signed else None
    own = DayReview.select().where(DayReview.day == found.day, DayReview.officer == write.officer).exists()
    rules.check_can_sign(found.day, day_span(found.day).over, write.at, already, other_office=own)
    text = sheet_text(found, site.read().name, write.by.name, role, acting, say)
    row = DayReview(day=found.day, role=role, officer=write.officer, acting=acting, text=text, digest=digest_of(text))
    row.opened, row.matters, row.at = found.opened, len(found.matters), write.at
    write.save(row)
    record = f"day:{found.day}:{role}"
    signatures.sign(write, signer, record, 1, role, say(MEANING), row.digest, _other_signature(found.day, role))
    return replace(_view(row), officer=write.by.name)


def _other_signature(day: str, role: str) -> str:
    """Value of the other office's signature under this day, if it stands already."""
    other = next(office for office in rules.OFFICES if office != role)
    return Signature.select(Signature.value).where(Signature.record == f"day:{day}:{other}").scalar() or ""


def who_has_not_signed(days: int = 14) -> list[Unsigned]:
    """Days of the last `days` that are over and lack a signature, oldest first."""
    today = local(clock.now(), site.zone()).date()
    first = max(_first_day() or today, today - timedelta(days=days))
    signed = set(DayReview.select(DayReview.day, DayReview.role).where(DayReview.day >= first.isoformat()).tuples())
    over = _days(first, date.fromisoformat(latest_day()))
    return [
        Unsigned(day.isoformat(), role, (today - day).days)
        for day in over
        for role in rules.OFFICES
        if (day.isoformat(), role) not in signed
    ]


def _first_day() -> date | None:
    first = Duty.select(fn.MIN(Duty.shift_date)).scalar()
    return date.fromisoformat(first) if first else None


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


_Outgoing, _Incoming = Officer.alias("outgoing"), Officer.alias("incoming")


def _refusals(*conditions: object) -> list[RefusalView]:
    query = (
        Handover.select(Handover, Post, _Outgoing, _Incoming)
        .join(Post)
        .switch(Handover)
        .join(_Outgoing, on=Handover.outgoing)
        .switch(Handover)
        .join(_Incoming, JOIN.LEFT_OUTER, on=Handover.incoming)
        .where(Handover.refused_at.is_null(False), *conditions)
        .order_by(Handover.refused_at)
    )
    rows = list(query)
    refused_by = signers([row.id for row in rows], "refused")
    return [_refusal(row, refused_by.get(row.id)) for row in rows]


def _refusal(row: Handover, refused_by: str | None) -> RefusalView:
    incoming = refused_by or (row.incoming.name if row.incoming else "")
    return RefusalView(
        row.id, label(row.number), row.post.name, row.outgoing.name, incoming, row.refusal, row.refused_at or 0,
        row.shift_date, f"handover:{row.id}", row.refusal_seen_by is not None,
    )  # fmt: skip


def refusals_open() -> list[RefusalView]:
    """Refused handovers that no supervisor has seen yet, oldest first (H5)."""
    return _refusals(Handover.refusal_seen_by.is_null())


def refusals_of(officer_id: int, days: int = 14) -> list[RefusalView]:
    """Recent refusals that concern one officer, as the one who refused or was refused (H5)."""
    since = clock.now() - days * clock.DAY
    concerned = (Handover.outgoing == officer_id) | (Handover.incoming == officer_id)
    return _refusals(concerned, Handover.refused_at >= since)


@writing("inbox.refusal_seen")
def seen_refusal(write: Write, handover_id: int) -> None:
    """Record who of the reviewers took note of a refusal; the first one stands (H5)."""
    staff.authorise(write, *rules.OFFICES)
    row = Handover.get_or_none(Handover.id == handover_id, Handover.refused_at.is_null(False))
    if row is None:
        raise Refused(_("This handover was not refused."))
    if row.refusal_seen_by is None:
        row.refusal_seen_by = Officer(id=write.officer)
        write.save(row)


def unreviewed() -> list[Unreviewed]:
    """Lines without a superior's mark, per post that has some (L4)."""
    waiting = log_finding.unreviewed()
    return [Unreviewed(post.id, post.name, waiting[post.id]) for post in site.read().posts if post.id in waiting]


def handover_text(handover_id: int) -> str:
    """The frozen text both officers signed; empty while nobody has."""
    text = Handover.select(Handover.text).where(Handover.id == handover_id).scalar()
    return text or ""


def agenda(by: Session) -> list[Due]:
    """What waits for this officer: addenda (H17); for a reviewer also refusals, relief that never came, unsigned days.

    The id of a day is its date as a number, `20260206`; refusals and no-shows are shown there too (H5, H8, H20).
    """
    added = handover_addenda.agenda(by)
    if by.role not in rules.OFFICES:
        return added
    refused = [
        Due("refusal", one.id, one.at, one.label, one.post, one.reason, f"{one.outgoing} - {one.incoming}")
        for one in refusals_open()
    ]
    waiting = [
        Due("no_show", rules.day_number(one.day), one.due_end, "", one.post, one.relief, one.officer)
        for one in handover_relief.no_shows()
    ]
    posts = site.read().posts
    unsigned = [one.day for one in who_has_not_signed() if one.role == by.role]
    return added + refused + waiting + [_due(day, day_span(day, posts).over) for day in unsigned]


def _due(day: str, over: int) -> Due:
    return Due("day", rules.day_number(day), over, day[5:], "", day, "")


def first_day() -> str:
    """Where a reviewer begins: the oldest day where something waits, else the last that is over (H5, H12, H20)."""
    waiting = [one.day for one in refusals_open()]
    waiting += [one.day for one in handover_owed.owed()]
    waiting += [one.day for one in handover_relief.no_shows()]
    return min(waiting, default="") or latest_day()
