"""The exchange: the incoming counts, sees, asks and reads back; the outgoing answers (H4, H6, H14, H15)."""

from __future__ import annotations

from db import handover_pages as pages
from db.handover_state import incoming_checks, item_of, load, move
from db.journal import Write, writing
from db.models.handover import HandoverMatter, HandoverQuestion
from db.prepared import one
from db.rules import handover as rules
from db.rules import plain_text
from db.rules.words import Refused, _


@writing("handover.check")
def check(
    write: Write, handover_id: int, item_id: int, verdict: str = "", counted: int | None = None, note: str = ""
) -> None:
    """Answer one line of the checklist; the expected number is read from the register only now (H4)."""
    incoming_checks(write, handover_id)
    item = item_of(handover_id, item_id)
    rules.check_verdict(item.kind, verdict, counted)
    text = plain_text.clean(note, _("Note"), required=False)
    if item.kind == "count":
        rules.check_recount(item.counted, counted, text)
        item.expected = pages.expected(item) if item.counted is None else item.expected
    item.verdict, item.counted, item.note = verdict, counted, text
    write.save(item)


@writing("handover.ask")
def ask(write: Write, handover_id: int, text: str) -> int:
    """Put a question to the outgoing; it stays open until answered. Returns its id."""
    row = incoming_checks(write, handover_id)
    question = HandoverQuestion(handover=row, asked_by=write.officer, asked_at=write.at)
    question.text = plain_text.clean(text, _("Question"))
    return write.save(question).id


@writing("handover.answer")
def answer(write: Write, handover_id: int, question_id: int, text: str) -> None:
    """Answer a question; only the outgoing can (H4)."""
    row = load(handover_id)
    rules.check_party(write.officer, (row.outgoing_id, row.outgoing.name))
    question = one(HandoverQuestion, id=question_id, handover=handover_id)
    if question is None:
        raise Refused(_("There is no such question in this handover."))
    # A question of a refused version may be answered while the next one is prepared.
    move(write, row, "write" if row.state == "prepared" else "exchange")
    question.answer = plain_text.clean(text, _("Answer"))
    question.answered_by_id, question.answered_at = write.officer, write.at
    write.save(question)


@writing("handover.talked")
def talked(write: Write, handover_id: int, how: str = rules.FACE_TO_FACE) -> None:
    """Say that it was talked through face to face, or why not (H14)."""
    row = incoming_checks(write, handover_id)
    row.talked = plain_text.clean(how, _("Reason"))
    write.save(row)


@writing("handover.read_back")
def read_back(write: Write, matter_id: int) -> None:
    """Confirm that the incoming said an urgent matter back (H15)."""
    matter = one(HandoverMatter, id=matter_id)
    if matter is None:
        raise Refused(_("There is no such matter."))
    incoming_checks(write, matter.handover_id)
    matter.read_back = True
    write.save(matter)


@writing("handover.say_back")
def say_back(write: Write, handover_id: int, item_id: int) -> None:
    """Confirm that the incoming said a line back that must be (H15)."""
    incoming_checks(write, handover_id)
    item = item_of(handover_id, item_id)
    rules.check_said_back(item.kind, item.verdict)
    item.verdict = "said"
    write.save(item)
