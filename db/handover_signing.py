"""The end of a handover: two signatures under one frozen text, or a refusal (H5, H7)."""

from __future__ import annotations

from dataclasses import replace

from db import anchor, cover, duty, handover_fill, signatures, site
from db import handover_pages as pages
from db.handover_state import incoming_name, load, other_post
from db.handover_text import freeze
from db.handover_views import HandoverView
from db.journal import Write, writing
from db.keyring import Signer
from db.models.handover import Handover, HandoverQuestion, HandoverVersion
from db.models.site import Duty
from db.prepared import one
from db.rules import handover as rules
from db.rules import plain_text, templates
from db.rules.signature import digest_of, short_code
from db.rules.words import Refused, _


def _freeze(write: Write, row: Handover, said: HandoverView) -> None:
    """Set the text that is signed from what the record says at this moment; it is kept as this version for ever."""
    row.text = freeze(said, site.language(), site.zone())
    row.digest = digest_of(row.text)
    write.save(HandoverVersion(handover=row, version=row.version, text=row.text, digest=row.digest, at=write.at))


def freeze_once(write: Write, row: Handover) -> str:
    """Freeze the text unless the outgoing has signed it; return the signature that the next one is put under (H7)."""
    signed = [s for s in signatures.of_record(f"handover:{row.id}", row.version) if s.role == "outgoing"]
    if not signed:
        _freeze(write, row, pages.view(row.id))
    return signed[0].value if signed else ""


def sign(write: Write, row: Handover, signer: Signer, role: str, over: str = "", why: str = "") -> None:
    """Put a signature under the frozen text; a reason stands behind what it means."""
    meaning = templates.word(f"mean.{role}", site.language())
    meaning = f"{meaning}: {why}" if why else meaning
    signatures.sign(write, signer, f"handover:{row.id}", row.version, role, meaning, row.digest, over)


def preview(handover_id: int, alone: str = "") -> tuple[str, str]:
    """The text as it would be frozen now, and its short code: what is signed is seen before the PIN is asked.

    With a reason to go on `alone`, as it would be frozen for the outgoing who is the incoming as well.
    """
    found = pages.view(handover_id)
    said = replace(found, incoming=found.outgoing, talked=alone) if alone else found
    text = freeze(said, site.language(), site.zone())
    return text, short_code(digest_of(text))


@writing("handover.sign_out")
def sign_out(write: Write, handover_id: int, signer: Signer, shown: str = "") -> None:
    """The outgoing signs: everything is checked and answered (H6), and the text is frozen (H7).

    `shown` is the code of the text that stood on the screen: another text is not signed.
    """
    row = load(handover_id)
    state, _grown = rules.step(row.state, "sign")
    rules.check_signer(signer.officer_id, row.outgoing_id, row.outgoing.name)
    cover.check_none(row.duty_id)
    said = pages.view(row.id)
    rules.check_complete(replace(said.progress, newcomers=handover_fill.newcomers(row)))
    changed = handover_fill.sync(write, row)
    row.state = state
    _freeze(write, row, pages.view(row.id) if changed else said)
    rules.check_shown(shown, short_code(row.digest))
    write.save(row)
    sign(write, row, signer, "outgoing")


@writing("handover.sign_in")
def sign_in(write: Write, handover_id: int, signer: Signer) -> None:
    """The incoming signs the same text and has the post; in this moment the outgoing is relieved (H7, H9)."""
    row = load(handover_id)
    state, _grown = rules.step(row.state, "accept")
    rules.check_signer(signer.officer_id, row.incoming_id, incoming_name(row))
    rules.check_incoming(
        row.outgoing_id, signer.officer_id, incoming_name(row), other_post(signer.officer_id, row.post_id)
    )
    cover.check_none(row.duty_id)
    first = next(found for found in signatures.of_record(f"handover:{row.id}", row.version) if found.role == "outgoing")
    if first.digest != row.digest or digest_of(row.text) != row.digest:
        raise Refused(_("The text is not the one the outgoing officer signed: call the supervisor, do not sign."))
    row.state, row.accepted_at = state, write.at
    write.save(row)
    sign(write, row, signer, "incoming", first.value)
    relieve(write, row, signer.officer_id, "handover")


def relieve(write: Write, row: Handover, officer_id: int, how: str, at: int | None = None) -> None:
    """End the duty that stood and begin the next one, in the same breath: the post is never empty (H9, H10)."""
    ending = Duty.get_by_id(row.duty_id)
    ending.ended_at = write.at if at is None else at
    write.save(ending)
    # Who takes the post because its officer cannot go on has the rest of that shift.
    duty.begin(write, row.post, officer_id, how, at, None if how in ("custody", "alone") else ending)
    write.after.append(anchor.catch_up)


@writing("handover.refuse")
def refuse(
    write: Write, handover_id: int, signer: Signer, reason: str = "", question_id: int | None = None, text: str = ""
) -> None:
    """The incoming does not take over, and signs why; the outgoing stays on duty (H5, H21)."""
    row = load(handover_id)
    state, _grown = rules.step(row.state, "refuse")
    rules.check_signer(signer.officer_id, row.incoming_id, incoming_name(row))
    words = plain_text.clean(text, _("Reason"), required=False)
    question = _question(row, question_id)
    rules.check_reason(reason, words, not question.answer if question else None)
    language = site.language()
    named = f"{templates.word('question', language)}: {question.text}" if question else _named(reason, language)
    row.refusal = f"{named}: {words}" if words else named
    row.state, row.refused_at, row.refusal_seen_by_id = state, write.at, None
    write.save(row)
    over = freeze_once(write, row)
    write.save(row)
    sign(write, row, signer, "refused", over, row.refusal)


def _named(reason: str, language: str) -> str:
    return templates.word(f"reason.{reason}", language)


def _question(row: Handover, question_id: int | None) -> HandoverQuestion | None:
    if question_id is None:
        return None
    found = one(HandoverQuestion, id=question_id, handover=row.id)
    if found is None:
        raise Refused(_("There is no such question in this handover."))
    return found
