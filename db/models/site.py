"""The site, its posts and shifts, its units, and the people of the public it knows."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BlobField, BooleanField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.staff import Officer


class Site(Row):
    """The one row that says where this station stands; `settings` is a JSON object."""

    uuid = TextField(unique=True)
    name = TextField(constraints=[Check("length(name) BETWEEN 1 AND 40")])
    language = TextField(constraints=[Check("language IN ('zh', 'en')")])
    zone = TextField()
    settings = TextField(default="{}")


class Post(Row):
    """A place that must never be empty."""

    code = TextField(unique=True, constraints=[Check("length(code) BETWEEN 1 AND 12")])
    name = TextField(constraints=[Check("length(name) BETWEEN 1 AND 40")])
    initials = TextField()
    position = IntegerField()


class Shift(Row):
    """A shift of a post: minutes of the day; `ends` is past 1440 where it ends on the next day."""

    post = ForeignKeyField(Post, backref="shifts")
    post_id: int
    name = TextField(constraints=[Check("length(name) BETWEEN 1 AND 20")])
    begins = IntegerField(constraints=[Check("begins BETWEEN 0 AND 1439")])
    ends = IntegerField(constraints=[Check("ends > begins AND ends <= begins + 1440")])

    class Meta:
        indexes = ((("post", "begins"), True),)


class Serial(Row):
    """The last number given out in a register and year: numbers are gapless (L5)."""

    register = TextField()
    year = IntegerField()
    last = IntegerField(default=0)

    class Meta:
        indexes = ((("register", "year"), True),)


class Contact(Row):
    """A person of the public; the journal holds only the salted commitment, so that one can be forgotten."""

    salt = BlobField()
    name = TextField(default="", constraints=[Check("length(name) <= 60")])
    phone = TextField(default="", index=True, constraints=[Check("length(phone) <= 40")])
    firm = TextField(default="", constraints=[Check("length(firm) <= 80")])
    identity = TextField(default="", constraints=[Check("length(identity) <= 40")])
    initials = TextField(default="", index=True)
    commitment = TextField(constraints=[Check("length(commitment) = 64")])
    forgotten_at = BigIntegerField(null=True)

    unjournaled = ("salt", "name", "phone", "firm", "identity", "initials")


class Unit(Row):
    """A home, shop or common place of the estate, as `6-2-1101`."""

    number = TextField(unique=True, constraints=[Check("length(number) BETWEEN 1 AND 40")])
    look = TextField(default="", index=True)
    owner = ForeignKeyField(Contact, null=True)
    owner_id: int | None
    notes = TextField(default="", constraints=[Check("length(notes) <= 400")])
    public = BooleanField(default=False)


class Pass(Row):
    """A temporary pass of a contractor's worker (G1): the scan that says who borrows.

    A card that came back is given out again: each holder is a row, and one of a number at a time is out.
    """

    number = TextField(index=True, constraints=[Check("length(number) BETWEEN 1 AND 20")])
    holder = ForeignKeyField(Contact)
    holder_id: int
    unit = ForeignKeyField(Unit, null=True)
    purpose = TextField(default="", constraints=[Check("length(purpose) <= 200")])
    valid_from = BigIntegerField()
    valid_to = BigIntegerField()
    returned_at = BigIntegerField(null=True, index=True)
    why_longer = TextField(default="", constraints=[Check("length(why_longer) <= 200")])


# A card is with one holder, even when two desks give it out at once.
Pass.add_index(Pass.index(Pass.number, unique=True, where=SQL('"returned_at" IS NULL'), name="one_holder_of_a_card"))


class SiteDay(Row):
    """A day that is worked or free here, whatever the statutory calendar says (T11); null: as the calendar says."""

    day = TextField(unique=True, constraints=[Check("length(day) = 10")])
    worked = BooleanField(null=True)
    why = TextField(default="", constraints=[Check("length(why) <= 200")])
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None

    class Meta:
        table_name = "site_day"


class Duty(Row):
    """One officer's time on a post, from an accepted handover (or an empty post) to the next."""

    post = ForeignKeyField(Post, backref="duties")
    post_id: int
    officer = ForeignKeyField(Officer, backref="duties")
    officer_id: int
    shift = ForeignKeyField(Shift, null=True)
    shift_id: int | None
    shift_date = TextField(constraints=[Check("length(shift_date) = 10")])
    due_end = BigIntegerField()
    began_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)
    how = TextField(
        default="handover", constraints=[Check("how IN ('opening', 'handover', 'custody', 'alone', 'double', 'paper')")]
    )
