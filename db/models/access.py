"""What was seen of people, taken out of the station or locked: facts about access, beside the record's own."""

from __future__ import annotations

from peewee import BigIntegerField, Check, ForeignKeyField, TextField

from db.models.base import Row
from db.models.site import Contact
from db.models.staff import Officer


class AccessEvent(Row):
    """A PIN locked for the day, a name revealed, a register exported, a person forgotten: who, about whom, when.

    `about` names the place it stands at (a unit, a ticket, a register), never the person.
    """

    kind = TextField(constraints=[Check("kind IN ('locked', 'revealed', 'exported', 'forgotten')")])
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    contact = ForeignKeyField(Contact, null=True)
    contact_id: int | None
    about = TextField(constraints=[Check("length(about) BETWEEN 1 AND 200")])
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "access_event"
