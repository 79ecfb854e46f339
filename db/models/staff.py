"""Officers, their signing keys, who is signed on, and who has the post."""

from __future__ import annotations

from peewee import BigIntegerField, BlobField, BooleanField, Check, ForeignKeyField, IntegerField, TextField

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


class PinGuard(Unjournaled):
    """Failures of an officer's PIN, counted before each check and across processes."""

    officer = ForeignKeyField(Officer, unique=True)
    officer_id: int
    failures = IntegerField(default=0)
    today = IntegerField(default=0)
    day = IntegerField(default=0)
    locked_until = BigIntegerField(default=0)
