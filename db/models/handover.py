"""Handovers, their checks, questions, open matters, signatures and reviews."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BooleanField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.site import Duty, Post, Shift
from db.models.staff import Officer, OfficerKey
from db.models.templates import Template


class Handover(Row):
    """One record per post, date and shift (H1); `text` is frozen when the first signature stands (H7)."""

    number = IntegerField()
    year = IntegerField()
    post = ForeignKeyField(Post)
    post_id: int
    shift = ForeignKeyField(Shift, null=True)
    shift_id: int | None
    shift_date = TextField()
    duty = ForeignKeyField(Duty)
    duty_id: int
    template = ForeignKeyField(Template)
    template_id: int
    outgoing = ForeignKeyField(Officer)
    outgoing_id: int
    incoming = ForeignKeyField(Officer, null=True)
    incoming_id: int | None
    state = TextField(
        constraints=[
            Check("state IN ('prepared', 'offered', 'exchanged', 'signed', 'accepted', 'refused', 'recalled')")
        ]
    )
    version = IntegerField(default=1)
    text = TextField(default="")
    digest = TextField(default="")
    talked = TextField(default="", constraints=[Check("length(talked) <= 200")])
    remarks = TextField(default="", constraints=[Check("length(remarks) <= 2000")])
    said_none = TextField(default="", constraints=[Check("length(said_none) <= 100")])
    prepared_at = BigIntegerField()
    offered_at = BigIntegerField(null=True)
    accepted_at = BigIntegerField(null=True)
    refused_at = BigIntegerField(null=True)
    refusal = TextField(default="", constraints=[Check("length(refusal) <= 400")])
    refusal_seen_by = ForeignKeyField(Officer, null=True)
    refusal_seen_by_id: int | None
    #: Until when a superior owes a countersignature, where one officer signed alone (H1, H12).
    countersign_due = BigIntegerField(null=True)
    read_lines = IntegerField(default=0)
    read_total = IntegerField(default=0)
    read_seconds = IntegerField(default=0)
    read_digest = IntegerField(default=0)

    class Meta:
        indexes = ((("year", "number"), True), (("post", "shift_date"), False))


# One handover in the making per post.
Handover.add_index(
    Handover.index(
        Handover.post,
        unique=True,
        where=SQL("\"state\" IN ('prepared', 'offered', 'exchanged', 'signed')"),
        name="one_open_handover",
    )
)


Handover.add_index(
    Handover.index(Handover.countersign_due, where=SQL('"countersign_due" IS NOT NULL'), name="signed_alone")
)


class HandoverVersion(Row):
    """The text of a version as it was frozen: what somebody signed or refused can be read for ever (H7)."""

    handover = ForeignKeyField(Handover, backref="versions")
    handover_id: int
    version = IntegerField()
    text = TextField()
    digest = TextField(constraints=[Check("length(digest) = 64")])
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "handover_version"
        indexes = ((("handover", "version"), True),)


class LogReading(Row):
    """How far an officer has read the log of a duty, before and while taking over from it (H3).

    `lines` are the ids of the lines that were read, `digest` is how many rows of what happened since.
    """

    duty = ForeignKeyField(Duty)
    duty_id: int
    officer = ForeignKeyField(Officer)
    officer_id: int
    lines = TextField(default="")
    digest = IntegerField(default=0)
    seconds = IntegerField(default=0)

    class Meta:
        table_name = "log_reading"
        indexes = ((("duty", "officer"), True),)


class HandoverItem(Row):
    """One line of the checklist: a state to be seen, a count to be made blind (H4), or a text of the outgoing.

    A text is `written`, or there is `none`; one that must be read back is `said` once the incoming did.
    """

    handover = ForeignKeyField(Handover, backref="items")
    handover_id: int
    position = IntegerField()
    section = TextField(default="things", constraints=[Check("section IN ('things', 'unfinished', 'important')")])
    kind = TextField(constraints=[Check("kind IN ('state', 'count', 'text', 'readback')")])
    code = TextField(default="")
    label = TextField(constraints=[Check("length(label) BETWEEN 1 AND 60")])
    digits = IntegerField(default=0)
    expected = IntegerField(null=True)
    counted = IntegerField(null=True)
    verdict = TextField(
        default="", constraints=[Check("verdict IN ('', 'normal', 'abnormal', 'none', 'written', 'said')")]
    )
    note = TextField(default="", constraints=[Check("length(note) <= 200")])


class HandoverMatter(Row):
    """An open matter as it was handed over (H15, H16); `source` names the line, ticket, key or promise."""

    handover = ForeignKeyField(Handover, backref="matters")
    handover_id: int
    position = IntegerField()
    source = TextField(default="")
    text = TextField(constraints=[Check("length(text) BETWEEN 1 AND 400")])
    severity = TextField(default="medium", constraints=[Check("severity IN ('urgent', 'medium', 'low')")])
    next_step = TextField(default="", constraints=[Check("length(next_step) <= 200")])
    who = TextField(default="", constraints=[Check("length(who) <= 60")])
    by_when = BigIntegerField(null=True)
    if_then = TextField(default="", constraints=[Check("length(if_then) <= 200")])
    carried = IntegerField(default=0)
    read_back = BooleanField(default=False)
    settled = TextField(default="", constraints=[Check("length(settled) <= 200")])


class HandoverQuestion(Row):
    """A question of the incoming and the answer of the outgoing (H4, H6)."""

    handover = ForeignKeyField(Handover, backref="questions")
    handover_id: int
    text = TextField(constraints=[Check("length(text) BETWEEN 1 AND 200")])
    asked_by = ForeignKeyField(Officer)
    asked_by_id: int
    asked_at = BigIntegerField()
    answer = TextField(default="", constraints=[Check("length(answer) <= 200")])
    answered_by = ForeignKeyField(Officer, null=True)
    answered_by_id: int | None
    answered_at = BigIntegerField(null=True)


class Signature(Row):
    """An Ed25519 signature over a frozen text; `over` is the signature it was put under, if any."""

    record = TextField(index=True)
    version = IntegerField()
    role = TextField()
    officer = ForeignKeyField(Officer)
    officer_id: int
    key = ForeignKeyField(OfficerKey)
    key_id: int
    meaning = TextField()
    at = BigIntegerField()
    digest = TextField(constraints=[Check("length(digest) = 64")])
    head = TextField()
    over = TextField(default="")
    value = TextField(constraints=[Check("length(value) = 128")])

    append_only = True


class DayReview(Row):
    """The daily sheet of one reviewer: one signature that says what was opened and what not (H8)."""

    day = TextField(constraints=[Check("length(day) = 10")])
    role = TextField(constraints=[Check("role IN ('supervisor', 'manager')")])
    officer = ForeignKeyField(Officer)
    officer_id: int
    acting = BooleanField(default=False)
    opened = IntegerField()
    matters = IntegerField()
    text = TextField()
    digest = TextField()
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "day_review"
        indexes = ((("day", "role"), True),)


class SheetMark(Row):
    """A matter of the daily sheet that a reviewer opened, with a note."""

    day = TextField()
    source = TextField()
    officer = ForeignKeyField(Officer)
    officer_id: int
    note = TextField(default="", constraints=[Check("length(note) <= 200")])
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "sheet_mark"
        # A note made after opening is a second row: nothing written is changed.
        indexes = ((("day", "source", "officer", "note"), True),)
