"""The door to cover: leaving a post for a while, and coming back (H10)."""

from __future__ import annotations

from typing import Any

from peewee import JOIN

from db import clock, log_lines, signatures, site
from db.agenda import Due
from db.handover_state import standing_duty
from db.handover_views import CoverView
from db.journal import Session, Write, writing
from db.keyring import Act, Signer
from db.models.cover import Cover
from db.models.site import Duty, Post
from db.models.staff import Officer
from db.prepared import prepared
from db.rules import cover as rules
from db.rules import handover as handover_rules
from db.rules import plain_text, templates
from db.rules.signature import digest_of
from db.rules.site import local
from db.rules.words import Refused, _

_Away, _StandIn, _Approver = Officer.alias(), Officer.alias(), Officer.alias()


def _absences(*conditions: object) -> Any:
    query: Any = (
        Cover.select(Cover, Duty, Post, _Away, _StandIn, _Approver)
        .join(Duty)
        .join(Post)
        .switch(Duty)
        .join(_Away, on=Duty.officer, attr="officer")
        .switch(Cover)
        .join(_StandIn, on=Cover.stand_in, attr="stand_in")
        .switch(Cover)
        .join(_Approver, JOIN.LEFT_OUTER, on=Cover.approver, attr="approver")
    )
    return query.where(*conditions).order_by(Cover.id)


def _views(*conditions: object) -> list[CoverView]:
    return [_view(row) for row in _absences(*conditions)]


def _view(row: Any) -> CoverView:
    return CoverView(
        row.id, row.duty.post_id, row.duty.post.name, row.duty.officer_id, row.duty.officer.name, row.stand_in_id,
        row.stand_in.name, row.approver.name if row.approver else "", row.reason, row.words, row.out_at, row.taken_at,
        row.due_at, row.back_at, row.ended_by, rules.gap_minutes(row.out_at, row.taken_at),
        rules.overrun_minutes(row.due_at, row.back_at, clock.now()),
    )  # fmt: skip


_STANDS = Cover.back_at.is_null()


def view(cover_id: int) -> CoverView:
    """One absence."""
    found = _by_id.first(cover_id)
    if found is None:
        raise Refused(_("There is no such absence."))
    return _view(found)


def of_duty(duty_id: int) -> list[CoverView]:
    """Every absence of one duty, in order."""
    return [_view(row) for row in _of_duty(duty_id)]


@prepared
def _by_id(cover_id: int) -> Any:
    return _absences(Cover.id == cover_id)


@prepared
def _of_duty(duty_id: int) -> Any:
    return _absences(Cover.duty == duty_id)


@prepared
def _between(start: int, end: int) -> Any:
    return _absences(Cover.out_at >= start, Cover.out_at < end)


@prepared
def _on_post(post_id: int) -> Any:
    return _absences(_STANDS, Duty.post == post_id)


@prepared
def _standing_in(officer_id: int) -> Any:
    return _absences(_STANDS, Cover.stand_in == officer_id)


@prepared
def _away(officer_id: int) -> Any:
    return _absences(_STANDS, Duty.officer == officer_id)


def between(start: int, end: int) -> list[CoverView]:
    """Every absence that began in this time, of every post."""
    return [_view(row) for row in _between(start, end)]


def on_post(post_id: int) -> CoverView | None:
    """The absence that stands on a post now."""
    return next(map(_view, _on_post(post_id)), None)


def standing_in(officer_id: int) -> CoverView | None:
    """Where an officer stands in now."""
    return next(map(_view, _standing_in(officer_id)), None)


def away(officer_id: int) -> CoverView | None:
    """Which post an officer has left for a while."""
    return next(map(_view, _away(officer_id)), None)


def check_none(duty_id: int) -> None:
    """Nobody hands over, or takes over from, a post whose officer is away: a stand-in cannot (H10)."""
    found = next((absence for absence in of_duty(duty_id) if absence.back_at is None), None)
    if found is not None:
        raise Refused(
            _("{officer} is away and {stand_in} stands in, who cannot hand over: {officer} comes back first (b, PIN)."),
            officer=found.officer, stand_in=found.stand_in,
        )  # fmt: skip


def check_keys(officer_id: int, access: list[str]) -> None:
    """A stand-in issues no entrusted key (H10, K6)."""
    found = standing_in(officer_id) if "entrusted" in access else None
    rules.check_keys(found.post if found else "", access)


@writing("cover.begin")
def begin(
    write: Write,
    post_id: int,
    signer: Signer,
    reason: str,
    *,
    minutes: int = 15,
    approver_id: int | None = None,
    words: str = "",
    out_at: int | None = None,
) -> int:
    """Leave the post to a stand-in, who takes it with their PIN, for so many minutes; return the absence's id (H10)."""
    held = standing_duty(post_id)
    post = Post.get_by_id(post_id)
    name = held.officer.name if held else ""
    handover_rules.check_outgoing(write.officer, held.officer_id if held else None, post.name, name)
    assert held is not None
    _check_people(write.officer, signer.officer_id)
    said = plain_text.clean(words, _("Reason"), 200, required=False)
    approver = Officer.get_by_id(approver_id) if approver_id else None
    leave = (approver.id, approver.role) if approver else None
    rules.check_leave(reason, said, minutes, site.setting("break_minutes"), write.officer, leave, write.by.role)
    row = Cover(duty=held.id, stand_in=signer.officer_id, approver=approver, reason=reason, words=said)
    row.out_at = rules.check_left(write.at if out_at is None else out_at, held.began_at, write.at)
    row.taken_at, row.due_at = write.at, row.out_at + minutes * clock.MINUTE
    text = _words("cover.out", row, minutes)
    row.entry_id = log_lines.write.inside(write, post_id, text, kind="cover", event_at=row.out_at).id
    write.save(row)
    _sign(write, row, signer, "stand_in", text)
    return row.id


def _check_people(officer: int, stand_in: int) -> None:
    name = Officer.get_by_id(stand_in).name
    gone, own, covers = away(stand_in), standing_in(officer), standing_in(stand_in)
    if own is not None:
        raise Refused(_("You stand in at {post}: its officer comes back first."), post=own.post)
    if away(officer) is not None:
        raise Refused(_("You are away already: come back first (b, PIN)."))
    rules.check_stand_in(officer, stand_in, name, away=gone.post if gone else "", covers=covers.post if covers else "")


def _words(name: str, row: Cover, minutes: int) -> str:
    """The line of the log, in the site's language."""
    language, zone = site.language(), site.zone()
    reason = row.words or templates.word(f"cover.{row.reason}", language)
    leave = row.approver.name if row.approver else templates.word("cover.standing", language)
    gap = rules.gap_minutes(row.out_at, row.taken_at)
    said = templates.word(
        name, language, stand_in=row.stand_in.name, reason=reason, minutes=minutes, leave=leave,
        due=f"{local(row.due_at, zone):%H:%M}",
    )  # fmt: skip
    return f"{said}; {templates.word('cover.gap', language, n=gap)}" if gap else said


def _sign(write: Write, row: Cover, signer: Signer, role: str, text: str) -> None:
    meaning = templates.word(f"mean.{role}", site.language())
    signatures.sign(write, signer, f"cover:{row.id}", 1, role, meaning, digest_of(text))


@writing("cover.back")
def back(write: Write, cover_id: int, signer: Signer) -> None:
    """The officer is back, with their own PIN; the stand-in is free (H10)."""
    row = _standing(cover_id)
    found = view(row.id)
    handover_rules.check_signer(signer.officer_id, found.officer_id, found.officer)
    _end(write, row, "back")
    _sign(write, row, signer, "back", row.entry.text)
    minutes = (write.at - row.out_at) // clock.MINUTE
    text = templates.word("cover.back", site.language(), officer=found.officer, minutes=minutes)
    log_lines.write.inside(write, found.post_id, text, kind="cover", follows=row.entry_id)


def act_of_return(officer_id: int) -> Act | None:
    """What else a PIN is typed for at sign-on, by who is away from their post: to come back."""
    left = away(officer_id)
    return back.of(left.id) if left is not None else None


def end_by_sign_on(by: Session, signer: Signer) -> None:
    """Who signs on is back at the post they left: nobody acts beside their own stand-in (H10)."""
    left = away(by.officer_id)
    if left is not None:
        back(by, left.id, signer)


def _standing(cover_id: int) -> Cover:
    row: Cover | None = Cover.get_or_none(Cover.id == cover_id, _STANDS)
    if row is None:
        raise Refused(_("This absence is over already."))
    return row


def close(write: Write, duty_id: int) -> None:
    """Whoever takes the post from an officer who is away ends the absence with it (H12)."""
    row: Cover | None = Cover.get_or_none(Cover.duty == duty_id, _STANDS)
    if row is not None:
        _end(write, row, "custody")


def _end(write: Write, row: Cover, how: str) -> None:
    row.back_at, row.ended_by = write.at, how
    write.save(row)


def agenda() -> list[Due]:
    """Who is away, until when; overdue where the leave is over (H10)."""
    language = site.language()
    return [
        Due("cover", one.id, one.due_at, "", one.post, one.words or templates.word(f"cover.{one.reason}", language),
            f"{one.officer} < {one.stand_in}")
        for one in _views(_STANDS)
    ]  # fmt: skip
