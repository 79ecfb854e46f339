"""Metal keys, their loans, and what happened to a loan on the way."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BooleanField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.site import Contact, Pass, Unit
from db.models.staff import Officer
from db.models.tickets import Ticket


class Key(Row):
    """A key (or radio, torch, umbrella: K12) on its hook; who has it is said by its open loan alone (K1)."""

    tag = TextField(unique=True, constraints=[Check("length(tag) BETWEEN 1 AND 20")])
    look = TextField(default="", index=True)
    opens = TextField(constraints=[Check("length(opens) BETWEEN 1 AND 60")])
    initials = TextField(default="", index=True)
    hook = TextField(default="", constraints=[Check("length(hook) <= 20")])
    copies = IntegerField(default=1)
    what = TextField(
        default="key", constraints=[Check("what IN ('key', 'radio', 'torch', 'umbrella', 'book', 'file')")]
    )
    access = TextField(default="public", constraints=[Check("access IN ('public', 'restricted', 'entrusted')")])
    unit = ForeignKeyField(Unit, null=True)
    unit_id: int | None
    state = TextField(default="good", constraints=[Check("state IN ('good', 'damaged', 'lost')")])
    out = BooleanField(default=False)


class KeyPerson(Row):
    """Somebody whom an owner allows to fetch an entrusted key, and how the owner consented (K6)."""

    key = ForeignKeyField(Key, backref="people")
    key_id: int
    person = ForeignKeyField(Contact)
    person_id: int
    relation = TextField(default="", constraints=[Check("length(relation) <= 40")])
    consent = TextField(constraints=[Check("consent IN ('present', 'phone', 'letter')")])
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()
    removed_at = BigIntegerField(null=True)
    removed_by = ForeignKeyField(Officer, null=True)
    removed_by_id: int | None

    class Meta:
        table_name = "key_person"


class KeyCall(Row):
    """A call to the registered number of an owner before an entrusted key went out: who answered, and when (K6)."""

    key = ForeignKeyField(Key, backref="calls")
    key_id: int
    answered_by = ForeignKeyField(Contact)
    answered_by_id: int
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "key_call"


class KeyLoan(Row):
    """One key out, from issue to return; keys issued together share `batch`; `signed`: by PIN (K3).

    An entrusted key names the line of the owner's list, or the call to the registered number. In an emergency the
    second signature may follow until `second_due_at` (K6).
    """

    key = ForeignKeyField(Key, backref="loans")
    key_id: int
    batch = IntegerField(index=True)
    borrower = ForeignKeyField(Contact, null=True)
    borrower_id: int | None
    staff = ForeignKeyField(Officer, null=True)
    staff_id: int | None
    on_pass = ForeignKeyField(Pass, null=True)
    on_pass_id: int | None
    purpose = TextField(default="", constraints=[Check("length(purpose) <= 200")])
    ticket = ForeignKeyField(Ticket, null=True, backref="loans")
    ticket_id: int | None
    issued_at = BigIntegerField(index=True)
    due_at = BigIntegerField()
    issued_by = ForeignKeyField(Officer)
    issued_by_id: int
    second = ForeignKeyField(Officer, null=True)
    second_id: int | None
    signed = BooleanField(default=False)
    listed = ForeignKeyField(KeyPerson, null=True)
    listed_id: int | None
    called = ForeignKeyField(KeyCall, null=True)
    called_id: int | None
    emergency = TextField(default="", constraints=[Check("length(emergency) <= 200")])
    approved_by = TextField(default="", constraints=[Check("length(approved_by) <= 60")])
    approved_at = BigIntegerField(null=True)
    second_due_at = BigIntegerField(null=True)
    second_at = BigIntegerField(null=True)
    returned_at = BigIntegerField(null=True)
    ended_as = TextField(default="", constraints=[Check("ended_as IN ('', 'returned', 'transferred', 'lost')")])
    returned_by = ForeignKeyField(Contact, null=True)
    returned_by_id: int | None
    received_by = ForeignKeyField(Officer, null=True)
    received_by_id: int | None
    condition = TextField(default="", constraints=[Check("length(condition) <= 100")])
    chases = IntegerField(default=0)

    class Meta:
        table_name = "key_loan"


# One open loan per key, even when two desks press at once (K3).
KeyLoan.add_index(KeyLoan.index(KeyLoan.key, unique=True, where=SQL('"returned_at" IS NULL'), name="one_open_loan"))
KeyLoan.add_index(KeyLoan.index(KeyLoan.due_at, where=SQL('"returned_at" IS NULL'), name="open_loan_due"))
KeyLoan.add_index(
    KeyLoan.index(
        KeyLoan.second_due_at, where=SQL('"second_due_at" IS NOT NULL AND "second_at" IS NULL'), name="owed_signature"
    )
)


class KeyEvent(Row):
    """A chase, extension, loss, repair or refusal: what happened to a key between issue and return (K5, K6, K8)."""

    key = ForeignKeyField(Key)
    key_id: int
    loan = ForeignKeyField(KeyLoan, null=True)
    loan_id: int | None
    kind = TextField(
        constraints=[
            Check(
                "kind IN ('chased', 'extended', 'due', 'lost', 'found', 'damaged', 'repaired', 'refused', 'approved', "
                "'countersigned')"
            )
        ]
    )
    person = ForeignKeyField(Contact, null=True)
    person_id: int | None
    text = TextField(default="", constraints=[Check("length(text) <= 200")])
    due_at = BigIntegerField(null=True)
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "key_event"
        indexes = ((("key", "at"), False),)
