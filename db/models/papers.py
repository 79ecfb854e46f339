"""What was put on paper: every print with its number, and the emergency sheets."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.site import Duty, Post
from db.models.staff import Officer

FORMS = ("handover", "day", "summary", "log", "keys", "slip", "emergency", "repairs", "complaints", "service")


class Printout(Row):
    """One print of a paper; `subject` names what was printed, `copy` is 1 for the first print, then each reprint."""

    form = TextField(constraints=[Check(f"form IN {FORMS}")])
    subject = TextField(constraints=[Check("length(subject) BETWEEN 1 AND 60")])
    copy_no = IntegerField(constraints=[Check("copy_no >= 1")])
    digest = TextField(constraints=[Check("length(digest) = 64")])
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    at = BigIntegerField()

    append_only = True

    class Meta:
        indexes = ((("subject", "copy_no"), True), (("at", "id"), False))


class EmergencySheet(Row):
    """A sheet to write on while the station is down: its printed number is gapless per year (H23)."""

    number = IntegerField()
    year = IntegerField()
    post = ForeignKeyField(Post)
    post_id: int
    duty = ForeignKeyField(Duty, null=True)
    duty_id: int | None
    lines = IntegerField(constraints=[Check("lines BETWEEN 1 AND 200")])
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "emergency_sheet"
        indexes = ((("year", "number"), True),)


# A duty gets one sheet by itself, whichever terminal of the post is first.
EmergencySheet.add_index(
    EmergencySheet.index(
        EmergencySheet.duty, unique=True, where=SQL('"duty_id" IS NOT NULL'), name="one_sheet_per_duty"
    )
)
