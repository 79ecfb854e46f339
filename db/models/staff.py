"""Officers, their signing keys, who is signed on, and who has the post."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BlobField, BooleanField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row, Unjournaled

ROLES = ("officer", "leader", "supervisor", "maintenance", "manager")


class Officer(Row):
    """A member of staff; the number is theirs for ever, even after they left."""

    staff_no = TextField(unique=True, constraints=[Check("length(staff_no) BETWEEN 1 AND 12")])
    name = TextField(constraints=[Check("length(name) BETWEEN 1 AND 40")])
    initials = TextField(index=True)
    role = TextField(constraints=[Check("role IN ('officer', 'leader', 'supervisor', 'maintenance', 'manager')")])
    phone = TextField(default="", constraints=[Check("length(phone) <= 40")])
    active = BooleanField(default=True)


class OfficerKey(Row):
    """An Ed25519 key, its private half wrapped under the PIN; a new PIN makes a new row, old ones stay."""

    officer = ForeignKeyField(Officer, backref="keys")
    officer_id: int
    public = TextField(constraints=[Check("length(public) = 64")])
    salt = BlobField()
    nonce = BlobField()
    wrapped = BlobField()
    made_at = BigIntegerField()
    retired_at = BigIntegerField(null=True)

    unjournaled = ("salt", "nonce", "wrapped")


class SignedOn(Unjournaled):
    """A session at a terminal."""

    token = TextField(unique=True)
    officer = ForeignKeyField(Officer)
    officer_id: int
    terminal = TextField()
    began_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)


class OneTimeCode(Row):
    """A manager's code that opens "choose your PIN" once, within 24 hours; it is stored as a PIN is, stretched."""

    officer = ForeignKeyField(Officer, backref="codes")
    officer_id: int
    salt = BlobField()
    sealed = BlobField()
    made_by = ForeignKeyField(Officer, null=True)
    made_by_id: int | None
    made_at = BigIntegerField()
    valid_to = BigIntegerField()
    used_at = BigIntegerField(null=True)

    unjournaled = ("salt", "sealed")

    class Meta:
        table_name = "one_time_code"


OneTimeCode.add_index(
    OneTimeCode.index(OneTimeCode.officer, unique=True, where=SQL('"used_at" IS NULL'), name="one_open_code")
)


class PinGuard(Unjournaled):
    """Failures at one staff number, known or not, counted before each check and across processes.

    `who` is an HMAC of the number under the pepper: what was typed may have been a PIN.
    """

    who = TextField(unique=True, constraints=[Check("length(who) = 64")])
    failures = IntegerField(default=0)
    today = IntegerField(default=0)
    day = IntegerField(default=0)
    locked_until = BigIntegerField(default=0)
    seen_at = BigIntegerField(default=0)
    high = BigIntegerField(default=0)
    back_until = BigIntegerField(default=0)
